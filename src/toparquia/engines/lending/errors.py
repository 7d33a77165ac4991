"""What cannot be lent, repaid or aged: one base, with its sentence in both languages of the house.

The engines stand below `foundation`, so this base is their own; a room's refusal can carry one as its reason.
"""

from __future__ import annotations

from typing import ClassVar


class LendingError(ValueError):
    """The terms or the payment make no loan: `code` is for programs, the texts for people."""

    code: ClassVar[str] = "lending.refused"
    es: ClassVar[str] = "Con esos datos no hay préstamo."
    en: ClassVar[str] = "These figures make no loan."
    exit_status: ClassVar[int] = 2

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def in_language(self, language: str) -> str:
        """Return the sentence in English for "en…", in Spanish otherwise."""
        return (self.en if language.startswith("en") else self.es).format(**self.facts)

    message = in_language

    def __str__(self) -> str:
        return self.in_language("en")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the named facts when the refusal crosses a process boundary."""
        return (_rebuilt, (type(self), self.facts))


def _rebuilt(kind: type[LendingError], facts: dict[str, object]) -> LendingError:
    return kind(**facts)


class PrincipalOutOfBounds(LendingError):
    """Nothing is lent, or more than the ledger can hold."""

    code = "lending.principal_out_of_bounds"
    es = "No se pueden prestar {asked} unidades: escribe entre 1 y {most}."
    en = "{asked} units cannot be lent: write 1 to {most}."


class InstalmentsOutOfBounds(LendingError):
    """The loan has no instalments, or too many."""

    code = "lending.instalments_out_of_bounds"
    es = "No caben {asked} cuotas: escribe entre 1 y {most}."
    en = "{asked} instalments do not fit: write 1 to {most}."


class RateOutOfBounds(LendingError):
    """The rate is below zero, or beyond anything that is meant."""

    code = "lending.rate_out_of_bounds"
    es = "El interés de {asked} al año no puede ser: escribe entre 0 y {most}."
    en = "A rate of {asked} a year cannot be meant: write 0 to {most}."


class GraceOutOfBounds(LendingError):
    """The grace leaves no instalment in which to repay."""

    code = "lending.grace_out_of_bounds"
    es = "Con {asked} cuotas de gracia y {instalments} en total no queda ninguna para pagar."
    en = "{asked} instalments of grace out of {instalments} leave none in which to repay."


class MultipleOutOfBounds(LendingError):
    """Instalments cannot be rounded to less than one unit, or to more than the loan."""

    code = "lending.multiple_out_of_bounds"
    es = "Las cuotas no se pueden redondear a {asked}: escribe entre 1 y el monto prestado."
    en = "Instalments cannot be rounded to {asked}: write 1 to the amount lent."


class FeeOutOfBounds(LendingError):
    """A fee is below zero, or as large as what is lent."""

    code = "lending.fee_out_of_bounds"
    es = "La comisión de {asked} no puede ser negativa ni llegar a lo que se presta."
    en = "The fee of {asked} can neither be below zero nor reach what is lent."


class PaymentOutOfBounds(LendingError):
    """A payment is not above zero."""

    code = "lending.payment_out_of_bounds"
    es = "Un pago de {asked} no es un pago: escribe un monto mayor que cero."
    en = "A payment of {asked} is no payment: write an amount above zero."


class OrderIncomplete(LendingError):
    """An order of allocation must name each part of a debt once."""

    code = "lending.order_incomplete"
    es = "El orden de los pagos debe nombrar una vez cada parte: {parts}."
    en = "The order of allocation must name each part once: {parts}."


class MethodNotTogether(LendingError):
    """Two of the product's methods exclude each other."""

    code = "lending.method_not_together"
    es = "El interés fijo sobre el monto inicial se calcula por período, no por día."
    en = "Flat interest is counted by the period, not by the day."
