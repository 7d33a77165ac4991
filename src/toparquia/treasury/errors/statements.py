"""What the bank's statements are refused for."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.treasury.errors.spending import LOOK_AGAIN


class NoSuchStatement(DomainError):
    """There is no such statement."""

    code = "treasury.no_such_statement"
    says = Sentence(
        es="No hay tal extracto.",
        en="There is no such statement.",
    )
    next_step = LOOK_AGAIN


class NoSuchLine(DomainError):
    """There is no such line."""

    code = "treasury.no_such_line"
    says = Sentence(
        es="No hay tal renglón del extracto.",
        en="There is no such line of a statement.",
    )
    next_step = LOOK_AGAIN


class StatementUnreadable(DomainError):
    """The file is no statement that we can read."""

    code = "treasury.statement_unreadable"
    says = Sentence(
        es="No se pudo leer el extracto: {why}.",
        en="The statement could not be read: {why}.",
    )
    next_step = Sentence(
        es="Baja del banco un archivo CSV, MT940 o CAMT.053 y súbelo de nuevo.",
        en="Download a CSV, MT940 or CAMT.053 file from the bank and upload it again.",
    )


class StatementTooLarge(DomainError):
    """The statement is too large."""

    code = "treasury.statement_too_large"
    says = Sentence(
        es="El extracto pasa de {limit}.",
        en="The statement is above {limit}.",
    )
    next_step = Sentence(
        es="Súbelo por partes, un mes cada vez.",
        en="Upload it in parts, a month at a time.",
    )


class StatementOfAnotherCurrency(DomainError):
    """The statement is in a currency that is not used here."""

    code = "treasury.statement_of_another_currency"
    says = Sentence(
        es="El extracto está en {given}, y aquí nada se debe en esa moneda.",
        en="The statement is in {given}, and nothing is owed in it here.",
    )
    next_step = Sentence(
        es="Sube el extracto de la cuenta de las obras.",
        en="Upload the statement of the works' account.",
    )


class LineMatchedBefore(DomainError):
    """The line or the movement was matched already."""

    code = "treasury.line_matched_before"
    says = Sentence(
        es="Ese renglón o ese movimiento ya está cuadrado.",
        en="That line or that movement is matched already.",
    )
    next_step = Sentence(
        es="Mira el extracto: dice con qué.",
        en="Look at the statement: it says with what.",
    )


class NotTheSameMovement(DomainError):
    """The line and the movement differ in amount, currency or place."""

    code = "treasury.not_the_same_movement"
    says = Sentence(
        es="El renglón y ese movimiento no son del mismo monto y lugar.",
        en="The line and that movement are not of the same amount and place.",
    )
    next_step = Sentence(
        es="Elige uno de los que se ofrecen, o déjalo sin cuadrar.",
        en="Choose one of those offered, or leave it unmatched.",
    )
