"""Reads of consultations: what is decided now, what can be chosen, what won, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from toparquia.consultations.errors import NoSuchConsultation, NotCertifiedYet, RecountDiffers
from toparquia.consultations.models import (
    Consultation,
    CountSummary,
    PriorityProject,
    ProjectOption,
    Reason,
    SupportThere,
)
from toparquia.consultations.rules import BudgetRule, Question, Terms, election_from
from toparquia.consultations.rules.counting import RUN_OFF
from toparquia.consultations.rules.files import ElectionFile
from toparquia.consultations.rules.reserving import TERRITORY
from toparquia.consultations.rules.telling import Told, tell
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.options import Pot
from toparquia.planning import queries as planning
from toparquia.planning.models import Admission
from toparquia.territory import queries as territory
from toparquia.territory.errors import NoSuchPlace
from toparquia.territory.models import Place
from toparquia.voting import queries as voting
from toparquia.voting.models import BallotImport, Certificate, Vote
from toparquia.voting.rules import Stored


@dataclass(frozen=True)
class Outcome:
    """What a certified consultation gave: the certificate, the winners in order, and what the count tells.

    `summary` and `reasons` are None and empty while nobody has worked them out.
    """

    consultation: Consultation
    certificate: Certificate
    winners: list[PriorityProject]
    summary: CountSummary | None

    @property
    def decided(self) -> dict[str, Any]:
        """Return what the rule decided."""
        found: dict[str, Any] = self.certificate.result["decided"]
        return found

    @property
    def is_valid(self) -> bool:
        """Return whether enough people took part."""
        return bool(self.decided["is_valid"])

    @property
    def reasons(self) -> QuerySet[Reason]:
        """Return why each option won or lost: winners in order, then the others by support."""
        rows = Reason.objects.filter(summary_id=self.consultation.id)
        known = rows.select_related("option__project__place", "option__consultation")
        return known.defer("option__project__place__boundary", "option__project__text").order_by("position")


def consultation(consultation_id: UUID) -> Consultation:
    """Return a consultation by its id. :raises NoSuchConsultation:"""
    found = _known().filter(id=consultation_id).first()
    if found is None:
        raise NoSuchConsultation(asked=consultation_id)
    return found


def consultations(place: Place | None = None) -> QuerySet[Consultation]:
    """Return the consultations of a territory and below it, or of all, the newest first."""
    found = _known().order_by("-opens_at", "-id")
    if place is None or (place.kind == Place.Kind.COUNTRY and place.parent_id is None):
        return found
    return found.filter(place__path__contains=[place.id])


def deciding_now(at: datetime, limit: int = 10, place: Place | None = None) -> list[Consultation]:
    """Return what is being decided: open votes by their closing, then what opens next, at most `limit`."""
    waiting = Q(vote=None) | Q(vote__state=Vote.State.OPEN)
    # What is open began before what is to come, so one query has both in order.
    found = list(consultations(place).filter(waiting, closes_at__gt=at).order_by("opens_at", "id")[:limit])
    is_open = [one for one in found if one.is_open and one.opens_at <= at]
    coming = [one for one in found if one not in is_open and one.opens_at > at]
    return sorted(is_open, key=lambda one: (one.closes_at, one.id)) + coming


def options_of_project(project_id: UUID) -> list[ProjectOption]:
    """Return the ballots on which a project stood or stands, the newest first."""
    found = ProjectOption.objects.filter(project_id=project_id)
    known = found.select_related("consultation__vote", "consultation__place", "project", "priority")
    return list(known.order_by("-consultation__opens_at"))


def priority_of(project_id: UUID) -> PriorityProject | None:
    """Return how a project won, if it did."""
    found = PriorityProject.objects.filter(project_id=project_id)
    return found.select_related("consultation__place", "consultation__vote", "option").first()


def options(consultation: Consultation) -> QuerySet[ProjectOption]:
    """Return what can be chosen, with its project, by number."""
    found = consultation.options.select_related("project__place", "consultation")
    return found.order_by("number")


def in_drawn_order(consultation: Consultation) -> list[ProjectOption]:
    """Return what can be chosen as it stands on the ballot; by number while no order is drawn."""
    found = {option.code: option for option in options(consultation)}
    if consultation.vote is None:
        return list(found.values())
    return [found[drawn.code] for drawn in voting.options(consultation.vote)]


def winners(consultation: Consultation) -> list[PriorityProject]:
    """Return what won, in the order of choosing."""
    found = consultation.priority_projects.select_related("project__place", "option")
    return list(found.defer("project__place__boundary", "project__text").order_by("rank"))


def result(consultation: Consultation) -> Outcome:
    """Return what a consultation gave. :raises NotCertifiedYet:"""
    certificate = voting.certificate(consultation.vote) if consultation.vote else None
    if certificate is None:
        raise NotCertifiedYet(title=consultation.title)
    summary = CountSummary.objects.filter(consultation=consultation).first()
    return Outcome(consultation, certificate, winners(consultation), summary)


def without_reasons() -> list[UUID]:
    """Return the certified consultations whose reasons are not worked out yet, or only at first, the
    smallest first.
    """
    size = Coalesce(Sum("vote__ballot_imports__groups"), 0) * F("vote__option_count")
    unsaid = Q(summary=None) | Q(summary__document__is_first=True)
    found = Consultation.objects.filter(unsaid, vote__state=Vote.State.CERTIFIED)
    return list(found.annotate(size=size).order_by("size", "id").values_list("id", flat=True))


def different_ballots(consultation_id: UUID) -> int:
    """Return how many different ballots were imported to a consultation; none to one on paper."""
    found = BallotImport.objects.filter(vote__consultation=consultation_id)
    return found.aggregate(groups=Coalesce(Sum("groups"), 0))["groups"]


def held_in_year(place: Place, year: int) -> tuple[int, int]:
    """Return how many consultations a territory has called for a year, without and with their run-offs."""
    called = Consultation.objects.filter(place=place, year=year)
    return called.filter(run_off_of=None).count(), called.count()


def to_run_off(consultation: Consultation) -> list[ProjectOption]:
    """Return the options that a certificate left tied and no run-off has been called for."""
    if not consultation.is_certified or consultation.rule["tie_rule"] != RUN_OFF:
        return []
    tied = result(consultation).decided.get("run_off", [])
    if not tied or Consultation.objects.filter(run_off_of=consultation).exists():
        return []
    found = consultation.options.filter(code__in=tied).order_by("number")
    return list(
        found.select_related("project", "admission__estimate", "admission__project", "admission__place")
    )


def won_already(project_ids: Collection[UUID]) -> PriorityProject | None:
    """Return one of these projects that has won before, if any did."""
    return PriorityProject.objects.filter(project_id__in=project_ids).select_related("project").first()


def on_a_ballot(project_ids: Collection[UUID], at: datetime) -> ProjectOption | None:
    """Return one of these projects that stands in a consultation without a result yet, if any does."""
    found = ProjectOption.objects.filter(_waiting(at), project_id__in=project_ids)
    return found.select_related("project").first()


def _waiting(at: datetime) -> Q:
    """Return the test for options that wait for a result; what nobody opened in its time gives none."""
    is_coming = Q(consultation__vote=None, consultation__closes_at__gt=at)
    is_held = Q(consultation__vote__isnull=False) & ~Q(consultation__vote__state=Vote.State.CERTIFIED)
    return is_coming | is_held


def to_choose_from(place: Place, at: datetime) -> list[Admission]:
    """Return the admissions of a territory and below whose projects can stand on a ballot now."""
    taken = ProjectOption.objects.filter(Q(priority__isnull=False) | _waiting(at))
    return list(planning.admitted_inside(place).exclude(project_id__in=taken.values("project_id")))


def of_file(place: Place, sha256: str) -> Consultation | None:
    """Return the consultation of a territory that was imported from this file, if one was."""
    return _known().filter(place=place, source_sha256=sha256).first()


def projects_of_file(place: Place, file: ElectionFile) -> list[UUID]:
    """Return the projects that were proposed from a file in a territory, in the file's order."""
    found = (
        planning.projects(place).filter(place=place, source__startswith=file.mark).order_by("-proposed_at")
    )
    by_source = {source: project_id for project_id, source in found.values_list("id", "source")}
    known = [by_source.get(file.mark + project.id) for project in file.election.projects]
    return [project_id for project_id in known if project_id is not None] if all(known) else []


def not_admitted(project_ids: Collection[UUID]) -> list[UUID]:
    """Return those of these projects that no assembly has admitted."""
    admitted = planning.admissions_of(project_ids)
    return [project_id for project_id in project_ids if project_id not in admitted]


def question(consultation: Consultation) -> Question:
    """Return what is put to the vote, as the counting rules read it."""
    rows = list(options(consultation))
    pots = Terms.from_document(consultation.rule).counting.pots
    return Question(
        codes=tuple(row.code for row in rows),
        costs=tuple(row.cost_minor for row in rows),
        currency=consultation.currency,
        ballot_type=consultation.ballot_type,
        budget_minor=consultation.budget_minor,
        titles=tuple(row.project.title for row in rows),
        max_choices=consultation.max_choices,
        points_scale=consultation.points_scale,
        meta=dict(consultation.terms),
        fields=_fields_for(pots, rows),
    )


def name_of_place(code: str) -> str:
    """Return the name of a territory that a pot is for, its code where there is none of it."""
    try:
        return territory.place_by_code(code).name
    except NoSuchPlace:
        return code


def _fields_for(pots: Collection[Pot], rows: Collection[ProjectOption]) -> tuple[dict[str, str], ...]:
    """Return each option's theme and territory, for the pots; nothing where there are none.

    The territory is the one with a pot that the project lies in, else its own.
    """
    if not pots:
        return ()
    named = {pot.value for pot in pots if pot.field == TERRITORY}
    reserved = {place.id: place.code for place in Place.objects.filter(code__in=named).only("id", "code")}
    return tuple(
        {
            "category": row.project.theme,
            "district": next(
                (reserved[above] for above in reversed(row.project.place.path) if above in reserved),
                row.project.place.code,
            ),
        }
        for row in rows
    )


def budget_rule(consultation: Consultation) -> BudgetRule:
    """Return the counting rule that the call published."""
    return BudgetRule(question(consultation), Terms.from_document(consultation.rule))


def stored(consultation: Consultation) -> Stored:
    """Return what came in to the vote, for a count. :raises NotCertifiedYet: before the vote is closed."""
    vote = consultation.vote
    if vote is None or vote.state == Vote.State.OPEN:
        raise NotCertifiedYet(title=consultation.title)
    return Stored(
        codes=voting.option_codes(vote),
        totals=voting.totals(vote),
        roll=vote.roll.entries,
        seed=voting.tie_seed(vote),
        ballots=lambda: voting.ballots(vote),
    )


def election(consultation: Consultation) -> Election:
    """Return what was stored as an election that any counting rule reads. :raises NotCertifiedYet:"""
    return election_from(question(consultation), stored(consultation))


def recount(consultation: Consultation) -> Result:
    """Count again what is stored, by the rule of the call. :raises NotCertifiedYet: :raises RecountDiffers:

    For a certified consultation the winners must be those certified.
    """
    rule = budget_rule(consultation)
    kept = stored(consultation)
    counted = rule.count(election_from(rule.question, kept), kept.seed)
    if consultation.is_certified:
        stands = result(consultation).decided
        decided = rule.decision(counted, kept)["winners"] if rule.is_enough(kept) else []
        if decided != stands["winners"]:
            found, said = (", ".join(codes) or "—" for codes in (decided, stands["winners"]))
            raise RecountDiffers(title=consultation.title, found=found, stands=said)
    return counted


def explained(consultation: Consultation, *, effort: int | None = None, is_first: bool = False) -> Told:
    """Work out why each option won or lost; it takes seconds or minutes for a large election.

    `is_first`: only what is told soon, without other rules and without searching for changes.

    :raises NotCertifiedYet: :raises RecountDiffers:
    """
    outcome = result(consultation)
    counted = recount(consultation)
    assert consultation.vote is not None, "it has a result"
    where = support_there(consultation, outcome.certificate)
    least = voting.rules_of(consultation.vote).count("consultation.min_ballots_published")
    return tell(
        counted,
        input_digest=outcome.certificate.input_digest,
        is_by_ballot=consultation.channel != Consultation.Channel.PAPER or consultation.max_choices == 1,
        decided=outcome.decided,
        least_class=least,
        where=where,
        effort=effort,
        is_first=is_first,
    )


def support_there(consultation: Consultation, certificate: Certificate) -> dict[str, list[dict[str, Any]]]:
    """Return, by an option's code, how many marked it in which places, or at which paper tables.

    Of paper these are the tables as the certificate publishes them; of a file, the sums that were kept.
    """
    tables = certificate.result["tables"]
    if len(tables) > 1:
        return {
            code: [{"tables": group["tables"], "votes": group["votes"][code]} for group in tables]
            for code in certificate.result["votes"]
        }
    found: dict[str, list[dict[str, Any]]] = {}
    rows = SupportThere.objects.filter(option__consultation=consultation).select_related("option")
    for row in rows.order_by("-voters", "places"):
        found.setdefault(row.option.code, []).append({"places": row.places, "votes": row.voters})
    return found


def _known() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("place", "vote__roll", "vote__place")
