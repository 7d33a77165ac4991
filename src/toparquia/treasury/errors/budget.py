"""What the State's side refuses: budgets, distributions and where a disbursement is drawn from."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.treasury.errors.spending import LOOK_AGAIN


class NoSuchAllocation(DomainError):
    """There is no such allocation."""

    code = "treasury.no_such_allocation"
    says = Sentence(es="No hay tal asignación presupuestaria.", en="There is no such budget allocation.")
    next_step = LOOK_AGAIN


class NoSuchDistribution(DomainError):
    """There is no such distribution."""

    code = "treasury.no_such_distribution"
    says = Sentence(es="No hay tal reparto.", en="There is no such distribution.")
    next_step = LOOK_AGAIN


class BudgetYearTooFar(DomainError):
    """A budget is of this year, the last or the next."""

    code = "treasury.budget_year_too_far"
    says = Sentence(
        es="El año {year} no es este año ({this}), ni el anterior, ni el siguiente.",
        en="The year {year} is not this year ({this}), nor the last, nor the next.",
    )
    next_step = Sentence(es="Corrige el año y envía de nuevo.", en="Correct the year and send again.")


class BaseNotPositive(DomainError):
    """A share is taken of a sum of money."""

    code = "treasury.base_not_positive"
    says = Sentence(es="El monto tiene que ser mayor que cero.", en="The amount has to be more than zero.")
    next_step = Sentence(
        es="Escribe el monto completo y envía de nuevo.", en="Type the whole amount and send again."
    )


class BodyOfAnotherKind(DomainError):
    """The same body was published in the year with another base."""

    code = "treasury.body_of_another_kind"
    says = Sentence(
        es="«{body}» ya tiene una asignación de otro tipo en {year}.",
        en="“{body}” has an allocation of another kind in {year} already.",
    )
    next_step = Sentence(
        es="Elige el tipo que ya tiene, o escribe el nombre completo del fondo.",
        en="Choose the kind it has, or type the fund's whole name.",
    )


class NothingToDistributeBy(DomainError):
    """No commune has anything that the formula looks at."""

    code = "treasury.nothing_to_distribute_by"
    says = Sentence(
        es="Ninguna comuna fundada tiene el dato que pide la fórmula.",
        en="No founded commune has the figure that the formula asks for.",
    )
    next_step = Sentence(
        es="Completa el censo o el diagnóstico de las comunas, o cambia la fórmula de las reglas.",
        en="Complete the communes' census or diagnosis, or change the formula of the rules.",
    )


class AllocationDoesNotFit(DomainError):
    """A disbursement is drawn from an allocation of its own payer and currency."""

    code = "treasury.allocation_does_not_fit"
    says = Sentence(
        es="Esa asignación es de otro pagador, de otra moneda o de una versión anterior.",
        en="That allocation is of another payer, another currency or an earlier version.",
    )
    next_step = Sentence(
        es="Elige una de la lista, o ninguna, y envía de nuevo.",
        en="Choose one of the list, or none, and send again.",
    )
