"""What a work refuses: stages that are no whole, changes that nobody approved, what is not there."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.treasury.errors.spending import LOOK_AGAIN


class NoSuchVariation(DomainError):
    """There is no such variation."""

    code = "treasury.no_such_variation"
    says = Sentence(
        es="No hay tal cambio de la obra.",
        en="There is no such change of the work.",
    )
    next_step = LOOK_AGAIN


class NoSuchDelivery(DomainError):
    """The work was not delivered yet."""

    code = "treasury.not_delivered_yet"
    says = Sentence(
        es="Esta obra todavía no se ha entregado.",
        en="This work was not delivered yet.",
    )
    next_step = Sentence(
        es="Levanta primero el acta de entrega.",
        en="Write the delivery act first.",
    )


class StagesNotAWhole(DomainError):
    """The stages of a work make no whole."""

    code = "treasury.stages_not_a_whole"
    says = Sentence(
        es="Las etapas suman {sum} y tienen que sumar 100; cada una empieza antes de terminar "
        "y es de un tramo del 1 al {tranches}.",
        en="The stages add up to {sum} and have to make 100; each begins before it ends "
        "and is of a tranche from 1 to {tranches}.",
    )
    next_step = Sentence(
        es="Revisa los pesos, los días y los tramos.",
        en="Check the weights, the days and the tranches.",
    )


class ScheduleNeedsVariation(DomainError):
    """A schedule changes by an approved variation."""

    code = "treasury.schedule_needs_variation"
    says = Sentence(
        es="El cronograma ya está publicado, y solo lo cambia la asamblea.",
        en="The schedule is published already, and only the assembly changes it.",
    )
    next_step = Sentence(
        es="Propón un cambio y llévalo a la asamblea.",
        en="Propose a change and take it to the assembly.",
    )


class StageUnknown(DomainError):
    """The work has no such stage."""

    code = "treasury.stage_unknown"
    says = Sentence(
        es="Esta obra no tiene la etapa {stage}.",
        en="This work has no stage {stage}.",
    )
    next_step = Sentence(
        es="Mira las etapas en la página de la obra.",
        en="See the stages on the page of the work.",
    )


class ProgressGoesBack(DomainError):
    """A stage is not less far than it was seen."""

    code = "treasury.progress_goes_back"
    says = Sentence(
        es="La etapa ya iba por {before} % y se anota {percent} %.",
        en="The stage was at {before} % already and {percent} % is recorded.",
    )
    next_step = Sentence(
        es="Si algo se deshizo, propón un cambio a la asamblea.",
        en="If something was undone, propose a change to the assembly.",
    )


class NotInStore(DomainError):
    """No more is used than is in store."""

    code = "treasury.not_in_store"
    says = Sentence(
        es="De {item} hay {held} en la obra, y se usan {used}.",
        en="Of {item} there are {held} in store, and {used} are used.",
    )
    next_step = Sentence(
        es="Anota primero lo que llegó.",
        en="Record first what came in.",
    )


class QuantityMalformed(DomainError):
    """A quantity is a number above zero."""

    code = "treasury.quantity_malformed"
    says = Sentence(
        es="«{asked}» no es una cantidad.",
        en="“{asked}” is no quantity.",
    )
    next_step = Sentence(
        es="Escribe un número mayor que cero, con tres decimales como máximo.",
        en="Write a number above zero, with three decimals at most.",
    )


class DayOfTheFuture(DomainError):
    """What is told has happened."""

    code = "treasury.day_of_the_future"
    says = Sentence(
        es="El día {day} todavía no llega.",
        en="The day {day} has not come yet.",
    )
    next_step = Sentence(
        es="Anota lo que ya pasó.",
        en="Record what has happened.",
    )


class WorkNotFinished(DomainError):
    """A work is delivered when it is done."""

    code = "treasury.work_not_finished"
    says = Sentence(
        es="La obra va por {percent} %.",
        en="The work is at {percent} %.",
    )
    next_step = Sentence(
        es="Anota el avance que falta, con su foto.",
        en="Record the progress that is missing, with its photo.",
    )


class DeliveredBefore(DomainError):
    """The work was delivered already."""

    code = "treasury.delivered_before"
    says = Sentence(
        es="La obra ya se entregó el {day}.",
        en="The work was delivered on {day} already.",
    )
    next_step = Sentence(
        es="Anota lo que vino después como seguimiento.",
        en="Record what came after as a follow-up.",
    )


class VariationDecidedBefore(DomainError):
    """The assembly decided on it already."""

    code = "treasury.variation_decided_before"
    says = Sentence(
        es="La asamblea ya decidió sobre ese cambio.",
        en="The assembly decided on that change already.",
    )
    next_step = Sentence(
        es="Propón otro.",
        en="Propose another.",
    )


class ProgressMissing(DomainError):
    """A report tells how far the work is."""

    code = "treasury.progress_missing"
    says = Sentence(
        es="Esta obra tiene cronograma y nadie ha anotado su avance desde la última rendición.",
        en="This work has a schedule and nobody has recorded its progress since the last report.",
    )
    next_step = Sentence(
        es="Anota el avance, con su foto, y presenta la rendición después.",
        en="Record the progress, with its photo, and present the report after that.",
    )
