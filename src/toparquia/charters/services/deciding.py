"""Call the founding referendum, proclaim what was decided, register the commune."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import queries as assemblies
from toparquia.charters import errors, queries, rules
from toparquia.charters.acts import CommuneRegistered, ReferendumCalled, ResultProclaimed
from toparquia.charters.models import (
    CharterText,
    FoundingCharter,
    Joining,
    Proclamation,
    Referendum,
    Registration,
)
from toparquia.charters.services.locking import check_not_founded, check_not_running, locked
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.people.services import freeze_roll
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import record_founding
from toparquia.voting import queries as voting
from toparquia.voting.models import Vote
from toparquia.voting.services import open_vote, yes_or_no


@transaction.atomic
def call_referendum(
    *, charter_id: UUID, opens_at: datetime, closes_at: datetime, seed: str, by: Authority, at: datetime
) -> Referendum:
    """Call the founding referendum on the text that stands: freeze the joined councils' roll, open the vote.

    `by` is of the commune's provisional electoral commission. The roll is of the day on which the vote
    opens; its age and residence are judged by the rules of that day.
    :raises FoundedAlready: :raises ReferendumRunning: :raises ApprovedAlready: :raises DecidedByAssemblies:
    :raises StepsMissing: :raises ReferendumOutOfTime: and the refusals of voting.open_vote.
    Source: the rule set's commune.min_councils, charter.sections, charter.referendum_days.
    """
    charter = locked(charter_id)
    by.check_is_for(charter.place_id)
    text = _text_to_decide(charter, at)
    day = territory.local_day(charter.place, at)
    in_force = queries.rules_of(charter, day)
    if in_force.choice("charter.approval") != rules.BY_REFERENDUM:
        raise errors.DecidedByAssemblies(place=charter.place.name)
    _check_time(charter, opens_at, closes_at, at)
    councils = [row.council for row in queries.joined(charter)]
    vote_day = territory.local_day(charter.place, opens_at)
    roll = freeze_roll(place=charter.place, day=vote_day, by=by, at=at, within=councils)
    vote = open_vote(
        place=charter.place,
        purpose=rules.FOUNDING,
        subject_id=charter.id,
        title=f"Carta fundacional de {charter.place.name}",
        question=Vote.Question.YES_NO,
        options=yes_or_no(),
        roll=roll,
        opens_at=opens_at,
        closes_at=closes_at,
        seed=seed,
        by=by,
        at=at,
    )
    ids = [council.id for council in councils]
    called = Referendum.objects.create(charter=charter, text=text, vote=vote, councils=ids, called_at=at)
    act = ReferendumCalled(
        subject=charter.id, text=text.id, vote=vote.id, councils=tuple(ids), evidence=_evidence(text)
    )
    enact(act, by=by, at=at)
    return called


@transaction.atomic
def proclaim_result(*, charter_id: UUID, by: Authority, at: datetime) -> Proclamation:
    """Proclaim what was decided on the charter: by the certified referendum, or by all joined councils.

    `by` is of the commune's provisional electoral commission. A no, or too low a turnout, is proclaimed
    too; the charter may then be changed and put to another referendum.
    :raises FoundedAlready: :raises ApprovedAlready: :raises NothingToProclaim: :raises StepsMissing:
    Source: the rule set's charter.approval, charter.min_turnout, charter.majority.
    """
    charter = locked(charter_id)
    by.check_is_for(charter.place_id)
    in_force = queries.rules_of(charter, territory.local_day(charter.place, at))
    last = queries.last_referendum(charter)
    if queries.is_running(last):
        assert last is not None
        decided = _by_referendum(charter, last)
    elif in_force.choice("charter.approval") != rules.BY_REFERENDUM:
        decided = _by_assemblies(charter, _text_to_decide(charter, at))
    else:
        check_not_founded(charter.place)
        raise errors.NothingToProclaim(place=charter.place.name)
    proclaimed = Proclamation.objects.create(
        charter=charter,
        text=decided.text,
        referendum=last if queries.is_running(last) else None,
        outcome=decided.outcome,
        proclaimed_at=at,
    )
    act = ResultProclaimed(
        subject=charter.id,
        text=decided.text.id,
        outcome=decided.outcome,
        vote=decided.vote,
        result=decided.result,
        resolutions=decided.resolutions,
        evidence=_evidence(decided.text),
    )
    enact(act, by=by, at=at)
    return proclaimed


@transaction.atomic
def register_commune(*, charter_id: UUID, by: Authority, at: datetime) -> Place:
    """Enter a founded commune in the register, when every step before is done: it exists from this day on.

    `by` is of the registry. :raises FoundedAlready: :raises StepsMissing:
    Source: the rule set's commune.min_councils: of councils that joined and have people in office today.
    """
    charter = locked(charter_id)
    by.check_is_for(charter.place_id)
    check_not_founded(charter.place)
    _check_steps(charter, at, before="registration")
    proclaimed = queries.last_proclamation(charter)
    assert proclaimed is not None, "the steps ask for it"
    day = territory.local_day(charter.place, at)
    Registration.objects.create(charter=charter, proclamation=proclaimed, registered_on=day, registered_at=at)
    commune = record_founding(commune=charter.place, on=day)
    act = CommuneRegistered(
        subject=commune.id,
        charter=charter.id,
        text=proclaimed.text_id,
        councils=tuple(row.council_id for row in queries.joined(charter)),
        registered_on=day.isoformat(),
        evidence=_evidence(proclaimed.text),
    )
    enact(act, by=by, at=at)
    return commune


@dataclass(frozen=True)
class _Decided:
    text: CharterText
    outcome: str
    vote: UUID | None
    result: dict[str, Any]
    resolutions: tuple[UUID, ...] = ()


def _by_referendum(charter: FoundingCharter, called: Referendum) -> _Decided:
    certificate = voting.certificate(called.vote)
    if certificate is None:
        raise errors.NothingToProclaim(place=charter.place.name)
    outcome = certificate.result["decided"]["outcome"]
    return _Decided(called.text, outcome, called.vote_id, dict(certificate.result))


def _by_assemblies(charter: FoundingCharter, text: CharterText) -> _Decided:
    found = assemblies.binding_about(rules.APPROVAL, text.id)
    yes = {resolution.session.place_id: resolution.id for resolution in found}
    joined = queries.joined(charter)
    if _missing_councils(joined, yes):
        raise errors.NothingToProclaim(place=charter.place.name)
    resolutions = tuple(yes[row.council_id] for row in joined)
    return _Decided(text, rules.APPROVED, None, {}, resolutions)


def _missing_councils(joined: list[Joining], yes: Collection[UUID]) -> list[Place]:
    return [row.council for row in joined if row.council_id not in yes]


def _text_to_decide(charter: FoundingCharter, at: datetime) -> CharterText:
    """Return the text that stands, when nothing is under way and all that comes before is done."""
    check_not_founded(charter.place)
    check_not_running(charter)
    last = queries.last_proclamation(charter)
    if last is not None and last.is_approved:
        raise errors.ApprovedAlready(place=charter.place.name)
    _check_steps(charter, at, before="approval")
    text = queries.standing_text(charter)
    assert text is not None, "the steps ask for it"
    return text


def _check_steps(charter: FoundingCharter, at: datetime, *, before: str) -> None:
    lacking = rules.missing(queries.steps(charter, at), before=before)
    if lacking:
        raise errors.StepsMissing(place=charter.place.name, missing=errors.Listed(tuple(lacking)))


def _check_time(charter: FoundingCharter, opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    day = territory.local_day(charter.place, at)
    days = queries.rules_of(charter, day).days("charter.referendum_days")
    latest = day + timedelta(days=days)
    if opens_at < at or territory.local_day(charter.place, closes_at) > latest:
        raise errors.ReferendumOutOfTime(latest=latest, days=days)


def _evidence(text: CharterText) -> tuple[Evidence, ...]:
    return (Evidence("charter.json", text.digest),)
