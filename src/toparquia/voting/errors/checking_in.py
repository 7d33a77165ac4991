"""What the table refuses: each person of the roll has one right to vote, in one channel."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class CheckedInAlready(DomainError):
    """The person has used, or closed, this right already."""

    code = "voting.checked_in_already"
    says = Sentence(
        es="Esta persona ya figura como «{state}».",
        en="This person is already marked “{state}”.",
    )
    next_step = Sentence(
        es="Nadie vota dos veces. Si tiene su hoja cerrada, puede devolverla antes del cierre en línea.",
        en="Nobody votes twice. A slip still sealed can be given back before the online box closes.",
    )


class TablesWait(DomainError):
    """By phases: the tables begin when the online box is closed."""

    code = "voting.tables_wait"
    says = Sentence(
        es="Las mesas empiezan cuando cierre la urna en línea.",
        en="The tables begin when the online box has closed.",
    )
    next_step = Sentence(
        es="Espera al cierre en línea.",
        en="Wait for the online closing.",
    )


class SlipNotHanded(DomainError):
    """No slip was handed to this person, or it was used."""

    code = "voting.slip_not_handed"
    says = Sentence(
        es="A esa persona no se le entregó hoja, o con ella ya se votó.",
        en="That person was handed no slip, or it was voted with.",
    )
    next_step = Sentence(
        es="Revisa el número de la hoja y el nombre.",
        en="Check the slip's number and the name.",
    )


class NotOnThisRoll(DomainError):
    """The person is not on this vote's roll."""

    code = "voting.not_on_this_roll"
    says = Sentence(
        es="Esa persona no está en el registro de esta votación.",
        en="That person is not on this vote's roll.",
    )
    next_step = Sentence(
        es="Busca otra vez, o explícale cómo reclamar ante la comisión.",
        en="Search again, or explain how to complain to the commission.",
    )
