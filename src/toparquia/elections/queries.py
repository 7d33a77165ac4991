"""Reads of elections and recalls: what each has come to, and what the register says of who stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from toparquia.assemblies import queries as assemblies
from toparquia.elections import errors, rules
from toparquia.elections.models import (
    Candidacy,
    Challenge,
    Elected,
    Election,
    Recall,
)
from toparquia.elections.rules import Finding, RecallDays, Standing
from toparquia.foundation.rulesets import RuleSet
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.offices import EXCLUSIVE, OFFICES
from toparquia.people.models import Residence
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# Whether something was done is a row beside the root; they are read with it.
_OF_ELECTION = (
    "place",
    "council",
    "organ",
    "closed_list",
    "ballot__vote",
    "result",
    "proclamation",
    "registration",
    "custom",
)
_OF_RECALL = (
    "place",
    "mandate__seat__organ",
    "mandate__holder",
    "sample",
    "check_made",
    "erasure",
    "report",
    "defence",
    "ballot__vote",
    "decision",
)


def election(election_id: UUID) -> Election:
    """Return an election with its place, organ and all that there is one of. :raises NoSuchElection:"""
    found = Election.objects.select_related(*_OF_ELECTION).filter(id=election_id).first()
    if found is None:
        raise errors.NoSuchElection()
    return found


def elections(place: Place) -> list[Election]:
    """Return the elections of a territory, the newest first."""
    return list(Election.objects.filter(place=place).select_related(*_OF_ELECTION)[:100])


def candidacy(candidacy_id: UUID) -> Candidacy:
    """Return a candidacy with its election and person. :raises NoSuchCandidacy:"""
    found = Candidacy.objects.select_related(
        *("election__place", "election__council", "election__organ"),
        *("resident", "acceptance", "withdrawal"),
    )
    one = found.filter(id=candidacy_id).first()
    if one is None:
        raise errors.NoSuchCandidacy()
    return one


def challenge(challenge_id: UUID) -> Challenge:
    """Return a challenge with its election. :raises NoSuchChallenge:"""
    found = Challenge.objects.select_related("election__place", "election__organ", "candidacy", "answer")
    one = found.filter(id=challenge_id).first()
    if one is None:
        raise errors.NoSuchChallenge()
    return one


def has(row: Any, part: str) -> bool:
    """Return whether a row beside another exists: the list closed, the result there."""
    return getattr(row, part, None) is not None


def rules_of(found: Election) -> RuleSet:
    """Return the rules by which an election is judged: those in force on its call."""
    return territory.rules(found.place, territory.local_day(found.place, found.called_at))


def candidacies(found: Election) -> list[Candidacy]:
    """Return who was put forward, in the drawn order where there is one, with their checks."""
    listed = Candidacy.objects.filter(election=found).select_related("resident", "acceptance", "withdrawal")
    rows = list(listed.prefetch_related("checks"))
    if has(found, "closed_list"):
        position = {one: number for number, one in enumerate(found.closed_list.order)}
        rows.sort(key=lambda row: position.get(row.id, len(position)))
    return rows


def is_admitted(row: Candidacy) -> bool:
    """Return whether a candidacy stands: accepted, not withdrawn, admitted by its last check."""
    checks = sorted(row.checks.all(), key=lambda one: one.number)
    return bool(checks) and checks[-1].is_admitted and not has(row, "withdrawal")


def admitted(found: Election) -> list[Candidacy]:
    """Return the candidacies that stand."""
    return [row for row in candidacies(found) if is_admitted(row)]


def is_void(found: Election) -> bool:
    """Return whether a challenge to the result was upheld."""
    upheld = Challenge.objects.filter(election=found, candidacy__isnull=True, answer__is_upheld=True)
    return upheld.exists()


def open_challenges(found: Election) -> list[Challenge]:
    """Return the challenges that wait for their answer."""
    return list(Challenge.objects.filter(election=found, answer__isnull=True))


def is_over(found: Election) -> bool:
    """Return whether an election holds its seats no longer: proclaimed, or void, or without anyone."""
    return has(found, "proclamation") or is_void(found)


def seats_to_fill(organ_id: UUID, office: str, by_day: date, council: Place | None = None) -> list[Seat]:
    """Return the seats of an office that are vacant on a day and in no other election under way.

    Of those that stand for a council, where it is named.
    """
    taken = mandates.in_force(by_day).filter(seat__organ_id=organ_id).values("seat_id")
    running = Election.objects.filter(
        organ_id=organ_id, office=office, proclamation__isnull=True, votes_on__gte=by_day
    ).exclude(challenges__candidacy__isnull=True, challenges__answer__is_upheld=True)
    in_election = running.values("seats__seat_id").exclude(seats__seat_id=None)
    free = Seat.objects.filter(organ_id=organ_id, office=office).exclude(id__in=taken)
    if council is not None:
        free = free.filter(council=council)
    return list(free.exclude(id__in=in_election).order_by("number"))


def lives_here_since(resident_id: UUID, place: Place, day: date) -> date | None:
    """Return since when someone has lived in a territory without a break, None if not on that day."""
    rows = Residence.objects.filter(
        resident_id=resident_id, starts_on__lte=day, place__path__contains=[place.id]
    )
    since: date | None = None
    for row in rows.order_by("-starts_on"):
        if since is None and row.ends_on is not None and row.ends_on <= day:
            return None
        if since is not None and row.ends_on != since:
            break
        since = row.starts_on
    return since


def standing(row: Candidacy) -> Standing:
    """Return what the register says of someone who stands, on the day of the vote."""
    found, day = row.election, row.election.votes_on
    held = Mandate.objects.filter(holder_id=row.resident_id).select_related("seat__organ")
    kind = found.organ.kind
    excluding = held.filter(ends_on__gt=day, seat__organ__kind__in=EXCLUSIVE).exclude(seat__organ=found.organ)
    terms = held.filter(seat__organ=found.organ, seat__office=found.office).values_list(
        "starts_on", "ends_on"
    )
    elsewhere = Candidacy.objects.filter(
        ~Q(election__organ=found.organ),
        resident_id=row.resident_id,
        election__place=found.place,
        election__proclamation__isnull=True,
        election__votes_on__gte=territory.local_day(found.place, found.called_at),
        acceptance__isnull=False,
        withdrawal__isnull=True,
        nominated_at__lt=row.nominated_at,
    )
    return Standing(
        birth=row.resident.birth_date,
        lives_here_since=lives_here_since(row.resident_id, found.place, day),
        excluding_offices=tuple(one.seat.organ.kind for one in excluding) if kind in EXCLUSIVE else (),
        terms_in_a_row=rules.terms_in_a_row(
            terms, before=day, years=OFFICES[found.office].years_under(rules_of(found))
        ),
        is_candidate_elsewhere=elsewhere.exists(),
        has_kin=row.acceptance.has_kin if has(row, "acceptance") else False,
    )


def findings(row: Candidacy) -> tuple[Finding, ...]:
    """Return all that the rules ask of a candidacy, met or not."""
    found = row.election
    return rules.findings(
        standing(row),
        rules_of(found),
        age=OFFICES[found.office].age,
        day=found.votes_on,
        organ=found.organ.kind,
        exclusive=found.organ.kind in EXCLUSIVE,
        setting=found.place.setting,
    )


def assembly_votes(found: Election) -> tuple[dict[str, int], UUID | None]:
    """Return the votes of candidacies that the assembly carried, and the session that decided last."""
    votes: dict[str, int] = {}
    session: UUID | None = None
    for row in admitted(found):
        for resolution in assemblies.binding_about(rules.CANDIDACY, row.id):
            if resolution.session.place_id == found.electorate.id:
                votes[str(row.id)] = resolution.in_favour
                session = resolution.session_id
    return votes, session


def elected(found: Election) -> list[Elected]:
    """Return who was chosen, principals first, with the mandates that were given."""
    rows = Elected.objects.filter(election=found).select_related("resident", "seating__mandate__seat")
    return list(rows.order_by("rank"))


def waiting_alternates(seat: Seat) -> list[Elected]:
    """Return the alternates of the last proclaimed election to a seat's office who have no seat yet."""
    last = (
        Election.objects.filter(
            organ_id=seat.organ_id,
            office=seat.office,
            council=seat.council_id,
            proclamation__isnull=False,
        )
        .order_by("-proclamation__proclaimed_at")
        .first()
    )
    if last is None:
        return []
    rows = Elected.objects.filter(election=last, is_alternate=True, seating__isnull=True)
    return list(rows.select_related("resident", "election").order_by("rank"))


def is_known(decided_by: UUID, *, place_id: UUID) -> bool:
    """Return whether an election of a place with that id has a result that stands."""
    found = Election.objects.filter(id=decided_by, place_id=place_id, result__isnull=False).first()
    return found is not None and not is_void(found)


def recall(recall_id: UUID) -> Recall:
    """Return a recall with all that there is one of. :raises NoSuchRecall:"""
    found = Recall.objects.select_related(*_OF_RECALL).filter(id=recall_id).first()
    if found is None:
        raise errors.NoSuchRecall()
    return found


def recalls(place: Place) -> list[Recall]:
    """Return the recalls of a territory, the newest first."""
    return list(Recall.objects.filter(place=place).select_related(*_OF_RECALL)[:100])


def recalls_named(ids: Iterable[UUID]) -> list[Recall]:
    """Return recalls by their ids."""
    return list(Recall.objects.filter(id__in=list(ids)).select_related(*_OF_RECALL))


def signature_count(found: Recall) -> int:
    """Return how many have signed: the only thing that a petition tells."""
    if has(found, "erasure"):
        return found.erasure.signatures
    return found.signatures.count()


def admitted_on(found: Recall) -> date | None:
    """Return since when a recall is to be decided: asked for by the audit unit, or its petition checked."""
    if not found.is_by_petition:
        return territory.local_day(found.place, found.asked_at)
    if has(found, "check_made") and found.check_made.is_enough:
        return found.check_made.checked_on
    return None


def recall_rules(found: Recall) -> RuleSet:
    """Return the rules by which a recall is judged: those in force when it was asked for."""
    return territory.rules(found.place, territory.local_day(found.place, found.asked_at))


def recall_days(found: Recall) -> RecallDays | None:
    """Return the deadlines of a recall, None until it is admitted."""
    since = admitted_on(found)
    return None if since is None else RecallDays.since(since, recall_rules(found))


@dataclass(frozen=True)
class Ripeness:
    """Whether a recall may be decided today, and in which ways."""

    is_ripe: bool
    ways: frozenset[str]
    days: RecallDays


def ripeness(found: Recall, at: datetime) -> Ripeness | None:
    """Return it, None where the recall is not admitted or decided already."""
    days = recall_days(found)
    if days is None or has(found, "decision"):
        return None
    in_force, today = recall_rules(found), territory.local_day(found.place, at)
    is_ripe = rules.can_be_decided(
        today,
        days,
        reported=has(found, "report"),
        defended=has(found, "defence"),
        hears=in_force.flag("recall.defence_heard"),
    )
    return Ripeness(is_ripe, rules.ways_to_decide(in_force.choice("recall.decided_by"), today, days), days)


def is_running(found: Recall, day: date) -> bool:
    """Return whether a recall is under way on a day."""
    if has(found, "decision") or not found.mandate.term.contains(day):
        return False
    if not found.is_by_petition:
        return True
    if has(found, "check_made"):
        return found.check_made.is_enough
    return has(found, "sample") or day <= found.petition_until


def recalls_of(mandate_id: UUID) -> list[Recall]:
    """Return the recalls that were asked for of a mandate."""
    return list(Recall.objects.filter(mandate_id=mandate_id).select_related(*_OF_RECALL))


def erasable_from(found: Recall) -> date:
    """Return from which day on the signatures of a petition are to be deleted.

    After the check its challenge period; one that was never checked has it after its last day.
    """
    if has(found, "check_made"):
        until: date = found.check_made.erasable_from
        return until
    return found.petition_until + timedelta(days=recall_rules(found).days("recall.challenge_days"))


def seat(seat_id: UUID) -> Seat:
    """Return a seat with its organ and place. :raises NoSuchSeat:"""
    found = Seat.objects.select_related("organ__place").filter(id=seat_id).first()
    if found is None:
        raise errors.NoSuchSeat()
    return found
