"""What comes next in an election or a recall, whose turn it is, and since when it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from toparquia.elections import queries, rules
from toparquia.elections.models import Election, Recall
from toparquia.foundation.errors import Sentence
from toparquia.territory import queries as territory

COMMISSION: Final = Sentence("la comisión electoral", "the electoral commission")
COMMISSION_OR_AUDIT: Final = Sentence(
    "la comisión electoral o, porque calló, la contraloría social",
    "the electoral commission or, because it was silent, the social audit unit",
)
RESIDENTS: Final = Sentence("cualquier habitante", "any resident")
AUDIT: Final = Sentence("la contraloría social", "the social audit unit")
REGISTRY: Final = Sentence("el registro", "the registry")
ASSEMBLY: Final = Sentence(
    "la asamblea, que convoca la coordinación", "the assembly, called by the coordination"
)
EITHER: Final = Sentence(
    "la asamblea o, porque nadie la convocó a tiempo, un referendo de la comisión electoral",
    "the assembly or, because nobody called it in time, a referendum of the electoral commission",
)


@dataclass(frozen=True)
class NextStep:
    """What is to be done, by whom, until which day."""

    says: Sentence
    who: Sentence | None
    until: date | None
    is_late: bool = False


@dataclass(frozen=True)
class Phase:
    """One phase of an election on its timeline."""

    title: Sentence
    until: date
    is_over: bool
    is_now: bool


def phases(found: Election, at: datetime) -> list[Phase]:
    """Return the phases of an election in order, with the last day of each."""
    day, calendar = territory.local_day(found.place, at), found.calendar
    ends = (
        (Sentence("Postulaciones", "Nominations"), calendar.nominations_until),
        (Sentence("Revisión de candidaturas", "Check of candidacies"), calendar.checks_until),
        (Sentence("Impugnaciones", "Challenges"), calendar.challenges_until),
        (Sentence("Respuestas", "Answers"), calendar.answers_until),
        (Sentence("Campaña con el mismo espacio", "Campaign with equal space"), calendar.votes_on),
        (Sentence("Voto", "Vote"), calendar.votes_on),
    )
    shown, is_found = [], False
    for title, until in ends:
        is_over = day > until or queries.has(found, "result")
        shown.append(Phase(title, until, is_over, is_now=not is_over and not is_found))
        is_found = is_found or not is_over
    return shown


def next_of(found: Election, at: datetime) -> NextStep:
    """Return what comes next in an election."""
    day = territory.local_day(found.place, at)
    if queries.has(found, "registration"):
        return NextStep(
            Sentence("La elección terminó y está en el registro.", "Over and in the register."), None, None
        )
    if queries.has(found, "proclamation"):
        until = found.proclamation.register_by
        says = Sentence("Falta registrar el resultado.", "The result is to be registered.")
        return NextStep(says, REGISTRY, until, day > until)
    if queries.has(found, "result"):
        return _after_the_result(found, day)
    if queries.has(found, "closed_list"):
        says = Sentence("Se vota, persona por persona.", "The vote, person by person.")
        return NextStep(says, COMMISSION, found.votes_on, day > found.votes_on)
    return _before_the_list(found, day)


def _after_the_result(found: Election, day: date) -> NextStep:
    if queries.is_void(found):
        says = Sentence(
            "El resultado no vale: se dio la razón a una impugnación. Hay que convocar otra elección.",
            "The result is void: a challenge was upheld. Another election is to be called.",
        )
        return NextStep(says, COMMISSION, None)
    waiting = queries.open_challenges(found)
    if waiting:
        return _answers(min(one.answer_by for one in waiting), day)
    until = found.result.challenges_until
    if day <= until and not found.is_customary:
        says = Sentence("El resultado se puede impugnar.", "The result may be challenged.")
        return NextStep(says, RESIDENTS, until)
    says = Sentence("Falta proclamar a quienes fueron elegidos.", "Those elected are to be proclaimed.")
    return NextStep(says, COMMISSION, None)


def _before_the_list(found: Election, day: date) -> NextStep:
    if day <= found.nominations_until:
        says = Sentence("Se puede postular y aceptar.", "People may be nominated and accept.")
        return NextStep(says, RESIDENTS, found.nominations_until)
    if day <= found.checks_until:
        says = Sentence("Se revisan las candidaturas.", "Candidacies are checked.")
        return NextStep(says, COMMISSION, found.checks_until)
    waiting = queries.open_challenges(found)
    if waiting and day > found.challenges_until:
        return _answers(min(one.answer_by for one in waiting), day)
    if day <= found.challenges_until:
        says = Sentence("Cada revisión se puede impugnar.", "Each check may be challenged.")
        return NextStep(says, RESIDENTS, found.challenges_until)
    says = Sentence("Falta cerrar la lista con un sorteo.", "The list is to be closed by lot.")
    return NextStep(says, COMMISSION, found.answers_until, day > found.answers_until)


def _answers(until: date, day: date) -> NextStep:
    says = Sentence("Hay impugnaciones por responder.", "Challenges wait for an answer.")
    return NextStep(says, COMMISSION if day <= until else COMMISSION_OR_AUDIT, until, day > until)


def next_of_recall(found: Recall, at: datetime) -> NextStep:
    """Return what comes next in a recall."""
    day = territory.local_day(found.place, at)
    if queries.has(found, "decision"):
        says = (
            Sentence("El mandato quedó revocado.", "The mandate is recalled.")
            if found.decision.is_recalled
            else Sentence("El mandato sigue.", "The mandate goes on.")
        )
        return NextStep(says, None, None)
    days = queries.recall_days(found)
    if days is None:
        return _of_petition(found, day)
    ripe = queries.ripeness(found, at)
    if ripe is not None and not ripe.is_ripe:
        says = Sentence("Falta el informe o la defensa.", "The report or the defence is awaited.")
        return NextStep(says, AUDIT, days.report_until)
    says = Sentence("Se puede decidir.", "It may be decided.")
    if day > days.collective_until:
        return NextStep(says, EITHER, days.collective_until, is_late=True)
    is_assembly = ripe is not None and rules.BY_ASSEMBLY in ripe.ways
    return NextStep(says, ASSEMBLY if is_assembly else COMMISSION, days.collective_until)


def _of_petition(found: Recall, day: date) -> NextStep:
    if queries.has(found, "check_made"):
        says = Sentence(
            "La petición no alcanzó: la revocatoria terminó.", "The petition fell short: it is over."
        )
        return NextStep(says, None, None)
    if queries.has(found, "sample"):
        says = Sentence("Se revisan las firmas sorteadas.", "The drawn signatures are checked.")
        return NextStep(says, COMMISSION_OR_AUDIT, None)
    if queries.signature_count(found) >= found.needed:
        says = Sentence(
            "Hay firmas suficientes: falta sortear cuáles se revisan.", "Enough signatures: draw the sample."
        )
        return NextStep(says, COMMISSION_OR_AUDIT, None)
    if day > found.petition_until:
        says = Sentence("No se reunieron las firmas: la petición terminó.", "Too few signatures: it is over.")
        return NextStep(says, None, None)
    says = Sentence("Se reúnen firmas.", "Signatures are gathered.")
    return NextStep(says, RESIDENTS, found.petition_until)
