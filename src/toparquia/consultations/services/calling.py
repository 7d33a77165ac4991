"""Calling a consultation: which projects, about how much money, when, and how it will be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.consultations import errors, queries, rules
from toparquia.consultations.acts import ConsultationCalled
from toparquia.consultations.models import Consultation, ProjectOption
from toparquia.consultations.rules import Terms
from toparquia.consultations.services.locking import locked_consultation
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.services import enact
from toparquia.planning import queries as planning
from toparquia.planning.models import Admission
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

TITLE_LIMIT = 200


@dataclass(frozen=True)
class Call:
    """What is called, checked against the rules; `admissions` by the option's code, in their order."""

    place: Place
    title: str
    held_on: date
    opens_at: datetime
    closes_at: datetime
    currency: str
    budget: Money | None
    channel: str
    ballot_type: str
    max_choices: int
    terms: Terms
    admissions: Mapping[str, Admission]
    points_scale: int = 1
    source: str = ""
    source_sha256: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    run_off_of: Consultation | None = None


@transaction.atomic
def call_consultation(
    *,
    place: Place,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    project_ids: Sequence[UUID],
    budget: Money | None,
    by: Authority,
    at: datetime,
    ballot_type: str = "",
    max_choices: int | None = None,
) -> Consultation:
    """Call a consultation on paper among projects that assemblies here or below admitted.

    Without a ballot type or a number of marks, those that the rules give stand. What the call says of
    the counting stands until the certificate, whatever rules are adopted meanwhile.

    :raises UnitDoesNotVote, TooManyConsultations, HoursNotAllowed: of the calendar.
    :raises CalledTooLate, CalledTooFarAhead: of the days.
    :raises TooFewOptions, TooManyOptions, NotAdmitted, ThemeNotAllowed, OtherCurrency, WonAlready,
        OnAnotherBallot: of the projects.
    :raises BallotTypeNotAllowed, TooManyChoices, NeedsBallots, BudgetMissing, BudgetNotPositive: of it.
    :raises TitleMissing, AuthorityOfAnotherPlace, MandateNotInForce:
    """
    by.check_is_for(place.id)
    in_force = territory.rules(place, territory.local_day(place, at))
    rules.check_unit(in_force, place.kind, place.name)
    rules.check_ahead(opens_at, closes_at, at)
    rules.check_hours(in_force, opens_at, closes_at, place.timezone)
    ids = list(dict.fromkeys(project_ids))
    rules.check_option_count(in_force, len(ids))
    ballot_type = ballot_type or _usual_ballot(in_force)
    if max_choices is None:
        most = in_force.count_or_none("consultation.choices_per_voter") or len(ids)
        max_choices = 1 if ballot_type == CHOOSE_ONE else min(most, len(ids))
    admitted = admitted_projects(place, ids)
    call = Call(
        place=place,
        title=title,
        held_on=territory.local_day(place, opens_at),
        opens_at=opens_at,
        closes_at=closes_at,
        currency=budget.currency if budget else admitted[0].estimate.currency,
        budget=budget,
        channel=rules.CHANNEL_PAPER,
        ballot_type=ballot_type,
        max_choices=max_choices,
        terms=rules.terms_of(in_force, ballot_type=ballot_type),
        admissions={str(number): admission for number, admission in enumerate(admitted, start=1)},
    )
    call = replace(call, terms=call.terms.among(in_force, _grounds(call)))
    return written(call, in_force, by=by, at=at)


@transaction.atomic
def call_run_off(
    *, consultation_id: UUID, opens_at: datetime, closes_at: datetime, by: Authority, at: datetime
) -> Consultation:
    """Call the run-off between the projects that a certificate left tied, for the places still to fill.

    It counts as the other did, and takes no room in the calendar.
    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace: :raises NoRunOffDue:
    or as `call_consultation`.
    """
    first = locked_consultation(consultation_id, by)
    tied = queries.to_run_off(first)
    if not tied:
        raise errors.NoRunOffDue(title=first.title)
    place = first.place
    in_force = territory.rules(place, territory.local_day(place, at))
    rules.check_ahead(opens_at, closes_at, at)
    rules.check_hours(in_force, opens_at, closes_at, place.timezone)
    won = first.priority_projects.count()
    spent = sum(each.amount_minor for each in first.priority_projects.all())
    budget = None if first.budget_minor is None else Money(first.budget_minor - spent, first.currency)
    call = Call(
        place=place,
        title=f"{first.title} · segunda vuelta"[:TITLE_LIMIT],
        held_on=territory.local_day(place, opens_at),
        opens_at=opens_at,
        closes_at=closes_at,
        currency=first.currency,
        budget=budget,
        channel=rules.CHANNEL_PAPER,
        ballot_type=first.ballot_type,
        max_choices=min(first.max_choices, len(tied)),
        terms=Terms.from_document(first.rule).for_the_rest(won).between(option.code for option in tied),
        admissions={option.code: option.admission for option in tied},
        run_off_of=first,
    )
    return written(call, in_force, by=by, at=at)


def written(call: Call, in_force: RuleSet, *, by: Authority, at: datetime) -> Consultation:
    """Check what every call has to keep to, write it with its options, and enact it."""
    title = call.title.strip()
    if not 1 <= len(title) <= TITLE_LIMIT or not title.isprintable():
        raise errors.TitleMissing(limit=TITLE_LIMIT)
    rules.check_ballot(
        in_force,
        ballot_type=call.ballot_type,
        max_choices=call.max_choices,
        channel=call.channel,
        rule=call.terms.counting.name,
    )
    call.terms.check_ties()
    call.terms.check_budget(None if call.budget is None else call.budget.minor)
    if call.budget is not None and call.budget.minor <= 0:
        raise errors.BudgetNotPositive(budget=call.budget)
    _check_options(call, in_force, at)
    # The calendar of a place is filled one call at a time; the table's own numbering holds it again.
    Place.objects.select_for_update(no_key=True, of=("self",)).get(id=call.place.id)
    held, number = queries.held_in_year(call.place, call.held_on.year)
    if call.run_off_of is None:
        # A run-off ends a consultation that the calendar had room for.
        rules.check_calendar(in_force, held, call.held_on.year)
    consultation = Consultation.objects.create(
        place=call.place,
        title=title,
        held_on=call.held_on,
        year=call.held_on.year,
        number=number + 1,
        run_off_of=call.run_off_of,
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        currency=call.currency,
        budget_minor=None if call.budget is None else call.budget.minor,
        channel=call.channel,
        ballot_type=call.ballot_type,
        max_choices=call.max_choices,
        rule=call.terms.document(),
        points_scale=call.points_scale,
        source=call.source,
        source_sha256=call.source_sha256,
        terms=dict(call.head),
        called_at=at,
    )
    _write_options(consultation, call)
    enact(_act(consultation, call), by=by, at=at)
    return consultation


def admitted_projects(place: Place, project_ids: Sequence[UUID]) -> list[Admission]:
    """Return the admissions of projects in the order asked, each of this place or below.

    :raises NotAdmitted:
    """
    found = planning.admissions_of(project_ids)
    for project_id in project_ids:
        admission = found.get(project_id)
        if admission is None or place.id not in admission.place.path:
            raise errors.NotAdmitted(title=planning.project(project_id).title, place=place.name)
    return [found[project_id] for project_id in project_ids]


def _usual_ballot(in_force: RuleSet) -> str:
    allowed = in_force.text_list("consultation.ballot_types")
    is_one = in_force.count_or_none("consultation.choices_per_voter") == 1
    return APPROVAL if APPROVAL in allowed and not is_one else CHOOSE_ONE


def _grounds(call: Call) -> dict[str, rules.Ground]:
    projects = {code: admission.project for code, admission in call.admissions.items()}
    return {
        code: rules.Ground(need=str(project.need_id or ""), place=str(project.place_id))
        for code, project in projects.items()
    }


def _check_options(call: Call, in_force: RuleSet, at: datetime) -> None:
    for admission in call.admissions.values():
        project = admission.project
        rules.check_theme(in_force, project.theme, project.title)
        if admission.estimate.currency != call.currency:
            found = admission.estimate.currency
            raise errors.OtherCurrency(title=project.title, found=found, currency=call.currency)
    ids = [admission.project_id for admission in call.admissions.values()]
    if won := queries.won_already(ids):
        raise errors.WonAlready(title=won.project.title)
    if standing := queries.on_a_ballot(ids, at):
        raise errors.OnAnotherBallot(title=standing.project.title)


def _write_options(consultation: Consultation, call: Call) -> None:
    options = [
        ProjectOption(
            consultation=consultation,
            number=number,
            code=code,
            project=admission.project,
            admission=admission,
            cost_minor=admission.estimate.total_minor,
        )
        for number, (code, admission) in enumerate(call.admissions.items())
    ]
    try:
        with transaction.atomic():
            ProjectOption.objects.bulk_create(options)
    except IntegrityError as refusal:
        # Another territory called the same project since we looked.
        if "stands on no other ballot" in str(refusal):
            raise errors.OnAnotherBallot(title=options[0].project.title) from refusal
        raise


def _act(consultation: Consultation, call: Call) -> ConsultationCalled:
    return ConsultationCalled(
        subject=consultation.id,
        title=consultation.title,
        opens_at=consultation.opens_at.astimezone(UTC).isoformat(),
        closes_at=consultation.closes_at.astimezone(UTC).isoformat(),
        budget=call.budget,
        options={code: admission.project_id for code, admission in call.admissions.items()},
        channel=consultation.channel,
        ballot_type=consultation.ballot_type,
        max_choices=consultation.max_choices,
        rule=consultation.rule,
        source=consultation.source,
        run_off_of=consultation.run_off_of_id,
    )
