"""What a question about the accounts is refused for."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class LineUnknown(DomainError):
    """The invoice has no such line."""

    code = "treasury.line_unknown"
    says = Sentence(
        es="Esta factura no tiene el renglón {line}.",
        en="This invoice has no line {line}.",
    )
    next_step = Sentence(
        es="Mira sus renglones en su página.",
        en="See its lines on its page.",
    )


class QuestionWaits(DomainError):
    """Someone asks one thing at a time."""

    code = "treasury.question_waits"
    says = Sentence(
        es="Ya preguntaste por esto y la respuesta no ha llegado.",
        en="You asked about this already and the answer has not come.",
    )
    next_step = Sentence(
        es="Espera la respuesta: tiene un plazo, y es público.",
        en="Wait for the answer: it has a deadline, and that is public.",
    )


class CaseUnanswered(DomainError):
    """A case is closed after its answer, or after the deadline."""

    code = "treasury.case_unanswered"
    says = Sentence(
        es="Todavía no hay respuesta y el plazo no ha vencido.",
        en="There is no answer yet and the deadline has not passed.",
    )
    next_step = Sentence(
        es="Espera la respuesta o al {day}.",
        en="Wait for the answer, or for {day}.",
    )


class CaseClosedBefore(DomainError):
    """The case was closed already."""

    code = "treasury.case_closed_before"
    says = Sentence(
        es="Este caso ya se cerró.",
        en="This case was closed already.",
    )
    next_step = Sentence(
        es="Si hay algo nuevo, abre otro.",
        en="If there is something new, open another.",
    )
