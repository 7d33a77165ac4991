"""Taking in an election held elsewhere: its projects first, and after the assembly's yes its ballots."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.consultations import errors, queries, rules
from toparquia.consultations.models import Consultation, SupportThere
from toparquia.consultations.rules.files import ElectionFile, named
from toparquia.consultations.rules.living import living
from toparquia.consultations.services.calling import Call, admitted_projects, written
from toparquia.consultations.services.opening import opened
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.people.services import import_roll
from toparquia.planning import services as planning
from toparquia.planning.rules import Finding, Line, subject_of
from toparquia.planning.services import NewCheck, NewEstimate, NewProject
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.voting import services as voting

_THOUSAND = 1_000


@transaction.atomic
def propose_projects(*, place: Place, file: ElectionFile, by: Authority, at: datetime) -> list[UUID]:
    """Propose, cost and check the projects of a file, and return them in its order; a second time the same.

    The assembly then admits exactly these: its motion is about `planning.rules.subject_of(ids)`.

    :raises AmountTooFine: :raises FreeProject: or what planning refuses.
    """
    by.check_is_for(place.id)
    known = queries.projects_of_file(place, file)
    if known:
        return known
    found = list(file.projects())
    in_force = territory.rules(place, territory.local_day(place, at))
    rules.check_unit(in_force, place.kind, place.name)
    rules.check_option_count(in_force, len(found))
    head = in_force.text_list("invoice.heads")[0]
    grounds = in_force.text_list("obligation.pre_vote_check")
    reason = f"Revisado por quien organizó la elección: {file.name}"
    new = [NewProject(one.title, theme=one.theme, position=one.position, source=one.source) for one in found]
    proposed = planning.propose_all(place=place, new=new, by=territory.open_authority(place, at), at=at)
    ids = [project.id for project in proposed]
    what = f"Costo que publica {file.name}"[:200]
    planning.make_all_estimates(
        new=[
            NewEstimate(project_id, (Line(head, what, _THOUSAND, "obra", one.cost),))
            for project_id, one in zip(ids, found, strict=True)
        ],
        by=by,
        at=at,
    )
    findings = tuple(Finding(ground, is_met=True, reason=reason) for ground in grounds)
    planning.check_all_before_vote(new=[NewCheck(project_id, findings) for project_id in ids], by=by, at=at)
    return ids


@transaction.atomic
def import_election(
    *,
    place: Place,
    file: ElectionFile,
    seed: str,
    by: Authority,
    at: datetime,
    held_on: date | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    title: str = "",
) -> Consultation:
    """Call, open and fill the consultation of a file whose projects an assembly admitted here.

    Its day is the file's own unless another is said. Its hours are those of taking it in: without others
    it can be closed at once. Its roll is as many people as there are ballots; files have no more.

    :raises FileImportedAlready: :raises ProjectsNotReady:
    or as `call_consultation` and `voting.import_ballots`.
    """
    by.check_is_for(place.id)
    if queries.of_file(place, file.sha256):
        raise errors.FileImportedAlready(source=file.name, place=place.name)
    in_force = territory.rules(place, territory.local_day(place, at))
    rules.check_unit(in_force, place.kind, place.name)
    rules.check_option_count(in_force, len(file.election.projects))
    day = held_on or file.held_on or territory.local_day(place, at)
    hours = (opens_at or at - timedelta(seconds=1), closes_at or at)
    call = _call(place, file, day, hours, in_force, title)
    consultation = written(call, in_force, by=by, at=at)
    people = file.election.ballots.count
    roll = import_roll(place=place, day=day, people=people, source=file.name, by=by, at=at)
    opened(consultation, roll, seed=seed, by=by, at=at)
    _write_support(consultation, file, in_force.count("consultation.min_ballots_published"))
    voting.import_ballots(
        vote_id=consultation.vote.id,
        ballots=file.ballots(),
        source=file.name,
        source_sha256=file.sha256,
        by=by,
        at=at,
    )
    return consultation


def _write_support(consultation: Consultation, file: ElectionFile, least: int) -> None:
    """Keep where an option's voters live, as the file says: sums alone, for ballots keep no territory."""
    options = consultation.options.order_by("number")
    SupportThere.objects.bulk_create(
        [
            SupportThere(option=option, places=[named(name) for name in each.places], voters=each.voters)
            for option, support in zip(options, living(file.election, least), strict=True)
            for each in support
        ],
        batch_size=1_000,
    )


def _call(
    place: Place,
    file: ElectionFile,
    day: date,
    hours: tuple[datetime, datetime],
    in_force: RuleSet,
    title: str,
) -> Call:
    """Return what the file calls here. :raises ProjectsNotReady:"""
    admitted = admitted_projects(place, _ready(place, file))
    ballot_type = file.election.vote_type
    return Call(
        place=place,
        title=title or file.title,
        held_on=day,
        opens_at=hours[0],
        closes_at=hours[1],
        currency=file.currency,
        budget=file.budget,
        channel=rules.CHANNEL_IMPORTED,
        ballot_type=ballot_type,
        max_choices=file.most_choices,
        terms=rules.terms_of(in_force, ballot_type=ballot_type, election=file.election),
        admissions={
            project.id: admission for project, admission in zip(file.election.projects, admitted, strict=True)
        },
        points_scale=file.election.points_scale,
        source=file.name,
        source_sha256=file.sha256,
        head=file.head,
    )


def _ready(place: Place, file: ElectionFile) -> list[UUID]:
    """Return the file's projects in its order, all admitted. :raises ProjectsNotReady:"""
    ids = queries.projects_of_file(place, file)
    waiting = queries.not_admitted(ids) if ids else [None] * len(file.election.projects)
    if waiting:
        raise errors.ProjectsNotReady(
            source=file.name,
            place=place.name,
            waiting=len(waiting),
            all=len(file.election.projects),
            subject=subject_of(ids) if ids else "—",
        )
    return ids
