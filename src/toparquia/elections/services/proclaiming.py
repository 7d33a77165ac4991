"""Proclaim who was elected, let an alternate in, and register the result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries
from toparquia.elections.acts import ElectionProclaimed, ElectionRegistered
from toparquia.elections.models import Elected, Election, ElectionRegistration, Proclamation, Seating
from toparquia.elections.services.locking import locked_election
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates.acts import MandateProclaimed
from toparquia.mandates.errors import IncompatibleOffices, TooYoung
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.services import proclaim_elected
from toparquia.territory import queries as territory


@transaction.atomic
def proclaim_election(*, election_id: UUID, by: Authority, at: datetime) -> list[Mandate]:
    """Proclaim those elected: each gets a seat, from today or from the day on which its holder's term ends.

    Where the rules ask for it, once the challenges to the result are answered; a commission that is silent
    is replaced by the social audit unit in answering, not in proclaiming.
    :raises NothingDecided: :raises ProclaimedAlready: :raises Unanswered: and those of mandates.
    Source: the rule set's election.challenge_first, registration.days, and the term of the office.
    """
    found = locked_election(election_id, by)
    if not queries.has(found, "result") or queries.is_void(found):
        raise errors.NothingDecided()
    if queries.has(found, "proclamation"):
        raise errors.ProclaimedAlready()
    day, in_force = territory.local_day(found.place, at), queries.rules_of(found)
    waiting, until = queries.open_challenges(found), found.result.challenges_until
    # What custom decided is challenged by custom.
    asks = in_force.flag("election.challenge_first") and not found.is_customary
    if asks and (waiting or day <= until):
        raise errors.Unanswered(open=len(waiting), day=until)
    register_by = day + timedelta(days=in_force.days("registration.days"))
    Proclamation.objects.create(election=found, proclaimed_on=day, register_by=register_by, proclaimed_at=at)
    seats = [row.seat for row in found.seats.select_related("seat__organ").order_by("seat__number")]
    principals = [row for row in queries.elected(found) if not row.is_alternate]
    act = ElectionProclaimed(subject=found.id, register_by=register_by.isoformat(), seats=len(principals))
    enact(act, by=by, at=at)
    return _seat_all(found, list(zip(seats, principals, strict=False)), day, by, at)


def _seat_all(
    found: Election, given: Sequence[tuple[Seat, Elected]], day: date, by: Authority, at: datetime
) -> list[Mandate]:
    """Give the seats, those of one first day together."""
    begins = {seat.id: _free_from(seat, day) for seat, _row in given}
    made: list[Mandate] = []
    for first_day in sorted(set(begins.values())):
        now = [(seat, row) for seat, row in given if begins[seat.id] == first_day]
        chosen = [(seat, row.resident) for seat, row in now]
        new = proclaim_elected(chosen=chosen, starts_on=first_day, decided_by=found.id, by=by, at=at)
        Seating.objects.bulk_create(
            Seating(elected=row, mandate=mandate, seated_at=at)
            for (_seat, row), mandate in zip(now, new, strict=True)
        )
        made += new
    return made


def _free_from(seat: Seat, day: date) -> date:
    """Return the first day from which a seat is free: today, or when its holder's term ends."""
    held = Mandate.objects.filter(seat=seat, ends_on__gt=day).order_by("-ends_on").first()
    return held.ends_on if held else day


@transaction.atomic
def seat_alternate(
    *, seat_id: UUID, by: Authority, at: datetime, act: type[MandateProclaimed] = MandateProclaimed
) -> Mandate:
    """Let the first alternate who may hold a seat enter it, for what is left of the term.

    :raises SeatNotVacant: :raises NoAlternateLeft:
    """
    seat = Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("organ").get(id=seat_id)
    by.check_is_for(seat.organ.place_id)
    day = territory.local_day(territory.place(by.place.id), at)
    last = Mandate.objects.filter(seat=seat).order_by("-starts_on").first()
    if last is None or last.ends_on > day or last.given_until <= day:
        raise errors.SeatNotVacant()
    for row in queries.waiting_alternates(seat):
        if (made := _entered(seat, row, day, last.given_until, by, at, act)) is not None:
            return made
    raise errors.NoAlternateLeft()


def _entered(
    seat: Seat,
    row: Elected,
    day: date,
    until: date,
    by: Authority,
    at: datetime,
    act: type[MandateProclaimed],
) -> Mandate | None:
    """Return the alternate's mandate, None for one who may not hold the seat any more."""
    if queries.lives_here_since(row.resident_id, row.election.place, day) is None:
        return None
    try:
        with transaction.atomic():
            (made,) = proclaim_elected(
                chosen=[(seat, row.resident)],
                starts_on=day,
                until=until,
                decided_by=row.election_id,
                by=by,
                at=at,
                act=act,
            )
    except (IncompatibleOffices, TooYoung):
        return None
    Seating.objects.create(elected=row, mandate=made, seated_at=at)
    return made


@transaction.atomic
def register_election(*, election_id: UUID, by: Authority, at: datetime) -> ElectionRegistration:
    """Take a proclaimed result into the register; late is shown, and possible.

    :raises NotProclaimed: :raises RegisteredAlready: Source: the rule set's registration.days.
    """
    found = locked_election(election_id, by)
    if not queries.has(found, "proclamation"):
        raise errors.NotProclaimed()
    if queries.has(found, "registration"):
        raise errors.RegisteredAlready()
    day = territory.local_day(found.place, at)
    row = ElectionRegistration.objects.create(election=found, registered_on=day, registered_at=at)
    enact(ElectionRegistered(subject=found.id, registered_on=day.isoformat()), by=by, at=at)
    return row
