"""Write down whom people chose: by ballot, in assembly, or by their customs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import CustomRecorded, ElectionDecided
from toparquia.elections.models import (
    Candidacy,
    CustomaryOutcome,
    Elected,
    Election,
    ElectionSeat,
    Result,
)
from toparquia.elections.services.locking import check_lives_here, hashed, locked_election
from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.services import enact
from toparquia.mandates.models import Organ
from toparquia.mandates.offices import ORGANS
from toparquia.territory import queries as territory
from toparquia.voting.services.locking import checked_seed


@transaction.atomic
def count_assembly(*, election_id: UUID, by: Authority, at: datetime, seed: str = "") -> Result:
    """Write down what the assembly decided, one candidacy a motion, by the votes in favour.

    :raises ListNotClosed: :raises DecidedAlready: :raises NothingDecided: :raises NobodyElected:
    :raises TieNotDrawn: if equals need an order; `seed` is then thrown in public.
    """
    found = locked_election(election_id, by)
    if queries.has(found, "result"):
        raise errors.DecidedAlready()
    if not queries.has(found, "closed_list"):
        raise errors.ListNotClosed()
    votes, session = queries.assembly_votes(found)
    if found.procedure != Election.Procedure.ASSEMBLY or session is None:
        raise errors.NothingDecided()
    rule = rules.PersonByPerson(found.seats.count(), found.alternates)
    drawn = checked_seed(seed) if seed else ""
    return decide(
        found, rule.chosen(votes, drawn or None), votes, decided_by=session, seed=drawn, by=by, at=at
    )


def decide(
    found: Election,
    decided: Mapping[str, Any],
    votes: Mapping[str, int],
    *,
    decided_by: UUID,
    seed: str,
    by: Authority,
    at: datetime,
) -> Result:
    """Keep a result and who is in it, and enact it. For the verbs that count. :raises NobodyElected:"""
    rules.check_somebody(decided)
    day = territory.local_day(found.place, at)
    until = day + timedelta(days=queries.rules_of(found).days("election.challenge_days"))
    result = Result.objects.create(
        election=found,
        decided_by=decided_by,
        seed=seed,
        decided_on=day,
        challenges_until=until,
        decided_at=at,
    )
    ranked = [*decided["principals"], *decided["alternates"]]
    rows = Candidacy.objects.in_bulk([UUID(code) for code in ranked])
    Elected.objects.bulk_create(
        Elected(
            election=found,
            resident_id=rows[UUID(code)].resident_id,
            candidacy_id=UUID(code),
            rank=rank,
            is_alternate=rank > len(decided["principals"]),
            votes=votes[code],
        )
        for rank, code in enumerate(ranked, start=1)
    )
    act = ElectionDecided(
        subject=found.id,
        decided_by=decided_by,
        seed=seed,
        principals=tuple(UUID(code) for code in decided["principals"]),
        alternates=tuple(UUID(code) for code in decided["alternates"]),
        challenges_until=until.isoformat(),
    )
    enact(act, by=by, at=at)
    return result


@transaction.atomic
def record_custom(
    *,
    organ: Organ,
    office: str,
    authority: str,
    minutes: str,
    held_on: date,
    chosen: Sequence[UUID],
    by: Authority,
    at: datetime,
) -> Election:
    """Record how an indigenous people elected by its own customs: outcome, authority, minutes. No ballot.

    `chosen` are residents, principals first and alternates after the vacant seats are filled.
    :raises NotACustomaryPlace: :raises OutOfPhase: :raises NoSeatToFill: :raises NotOfThePlace:
    Source: the rule set's election.customary_allowed.
    """
    by.check_is_for(organ.place_id)
    Organ.objects.select_for_update(no_key=True).get(id=organ.id)
    day = territory.local_day(organ.place, at)
    in_force = territory.rules(organ.place, day)
    if organ.place.setting != "indigenous" or not in_force.flag("election.customary_allowed"):
        raise errors.NotACustomaryPlace(place=organ.place.name)
    if held_on > day:
        raise errors.OutOfPhase(starts=day - rules.FARTHEST, ends=day)
    who = clean_line(authority, rules.AUTHORITY, rules.AUTHORITY_LIMIT)
    said = clean_text(minutes, rules.MINUTES, rules.TEXT_LIMIT)
    seats = queries.seats_to_fill(organ.id, office, day)
    if not seats or not chosen:
        raise errors.NoSeatToFill(organ=ORGANS[organ.kind].title, day=day)
    for resident_id in chosen:
        check_lives_here(resident_id, organ.place, day)
    found = _kept_custom(organ, office, len(chosen) - len(seats), held_on, at)
    ElectionSeat.objects.bulk_create(ElectionSeat(election=found, seat=seat) for seat in seats)
    CustomaryOutcome.objects.create(election=found, authority=who, minutes=said, held_on=held_on)
    Result.objects.create(
        election=found, decided_by=found.id, decided_on=day, challenges_until=day, decided_at=at
    )
    Elected.objects.bulk_create(
        Elected(election=found, resident_id=one, rank=rank, is_alternate=rank > len(seats))
        for rank, one in enumerate(chosen, start=1)
    )
    act = CustomRecorded(
        subject=found.id,
        organ=organ.kind,
        office=office,
        seats=min(len(seats), len(chosen)),
        alternates=found.alternates,
        evidence=(hashed("autoridad.txt", who), hashed("acta.txt", said)),
    )
    enact(act, by=by, at=at)
    return found


def _kept_custom(organ: Organ, office: str, alternates: int, held_on: date, at: datetime) -> Election:
    """Return the new election as it is kept: all its phases were over the day it was held."""
    days = dict.fromkeys(("nominations_until", "checks_until", "challenges_until", "answers_until"), held_on)
    return Election.objects.create(
        place=organ.place,
        organ=organ,
        office=office,
        procedure=Election.Procedure.CUSTOMARY,
        alternates=max(0, alternates),
        statement_length=0,
        called_at=at,
        votes_on=held_on,
        **days,
    )
