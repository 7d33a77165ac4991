"""Call an election: which seats, how people choose, and the days that the rules give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction

from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import ElectionCalled
from toparquia.elections.models import Election, ElectionSeat
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates.models import Organ, Seat
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# Offices whose seats stand for councils, each of which elects its own.
OF_COUNCILS: Final = frozenset(code for code, office in OFFICES.items() if office.per == "council")


@transaction.atomic
def call_election(
    *,
    organ: Organ,
    office: str,
    procedure: str,
    by: Authority,
    at: datetime,
    votes_on: date | None = None,
    council: Place | None = None,
    act: type[ElectionCalled] = ElectionCalled,
) -> Election:
    """Call the election to all seats of an office that are vacant, or will be, on the day of the vote.

    Where seats stand for councils, each `council` elects its own; `act` is another where a founding calls.
    The days of each phase are those of the rules in force today, and stay; the vote may be later than the
    earliest day that they leave.
    :raises SecretBallotRequired: :raises VoteDayOutOfTime: :raises NoSeatToFill:
    :raises CouncilToBeNamed:
    Source: the rule set's election.secret, election.alternates, election.*_days, election.statement_length.
    """
    by.check_is_for(organ.place_id)
    # The organ's row makes of two calls at once a first and a second.
    Organ.objects.select_for_update(no_key=True).get(id=organ.id)
    day = territory.local_day(organ.place, at)
    in_force = territory.rules(organ.place, day)
    if procedure == Election.Procedure.ASSEMBLY and in_force.flag("election.secret"):
        raise errors.SecretBallotRequired(organ=ORGANS[organ.kind].title)
    earliest = rules.Calendar.earliest(day, in_force)
    vote_day = votes_on or earliest.votes_on
    if not earliest.votes_on <= vote_day <= day + rules.FARTHEST:
        raise errors.VoteDayOutOfTime(earliest=earliest.votes_on, latest=day + rules.FARTHEST)
    seats = _seats_to_fill(organ, office, vote_day, council)
    called = Election.objects.create(
        place=organ.place,
        organ=organ,
        office=office,
        council=council,
        procedure=procedure,
        alternates=in_force.count("election.alternates"),
        statement_length=in_force.count("election.statement_length"),
        called_at=at,
        nominations_until=earliest.nominations_until,
        checks_until=earliest.checks_until,
        challenges_until=earliest.challenges_until,
        answers_until=earliest.answers_until,
        votes_on=vote_day,
    )
    ElectionSeat.objects.bulk_create(ElectionSeat(election=called, seat=seat) for seat in seats)
    said = _said(act, called, len(seats))
    enact(said, by=by, at=at)
    return called


def _seats_to_fill(organ: Organ, office: str, vote_day: date, council: Place | None) -> list[Seat]:
    """Return the seats that the vote will fill, at least one."""
    if office in OFFICES and (council is None) == (OFFICES[office].per == "council"):
        raise errors.CouncilToBeNamed(organ=ORGANS[organ.kind].title)
    seats = queries.seats_to_fill(organ.id, office, vote_day, council)
    if not seats:
        raise errors.NoSeatToFill(organ=ORGANS[organ.kind].title, day=vote_day)
    return seats


def _said(act: type[ElectionCalled], called: Election, seats: int) -> ElectionCalled:
    return act(
        subject=called.id,
        organ=called.organ.kind,
        office=called.office,
        seats=seats,
        council=called.council_id,
        alternates=called.alternates,
        procedure=called.procedure,
        nominations_until=called.nominations_until.isoformat(),
        votes_on=called.votes_on.isoformat(),
    )
