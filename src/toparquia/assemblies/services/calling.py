"""Call an assembly, and open its calls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from toparquia.assemblies import errors, queries, rules
from toparquia.assemblies.acts import AssemblyCalled, AssemblyOpened, CallFailed
from toparquia.assemblies.models import Attendee, Call, Session
from toparquia.assemblies.services.checking import (
    check_is_member,
    check_list,
    hashed,
    locked,
    said,
)
from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates.models import Organ
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@transaction.atomic
def call_session(
    *,
    place: Place,
    starts_at: datetime,
    venue: str,
    agenda: Sequence[str],
    by: Authority,
    at: datetime,
    organ: Organ | None = None,
) -> Session:
    """Call an assembly, or the members of an organ, with an agenda and no sooner than the notice allows.

    :raises NoticeTooShort: :raises TooFarAhead: :raises AgendaOutOfBounds:
    :raises VenueOutOfBounds: :raises TextUnreadable: :raises NotOfThisOrgan:
    Source: the rule set's assembly.notice_days.
    """
    by.check_is_for(place.id)
    check_is_member(organ, by)
    called_on, held_on = territory.local_day(place, at), territory.local_day(place, starts_at)
    days = territory.rules(place, called_on).days("assembly.notice_days")
    earliest = rules.earliest_day(called_on, days)
    if held_on < earliest or starts_at < at:
        raise errors.NoticeTooShort(asked=held_on, days=days, earliest=earliest)
    if held_on > called_on + timedelta(days=rules.MAX_DAYS_AHEAD):
        raise errors.TooFarAhead(asked=held_on)
    items = [rules.readable_line(item, rules.ITEM) for item in agenda[: rules.MAX_AGENDA_ITEMS + 1]]
    if not rules.is_agenda_sound(items):
        raise errors.AgendaOutOfBounds(items=rules.MAX_AGENDA_ITEMS, length=rules.MAX_ITEM_LENGTH)
    venue = rules.readable_line(venue, rules.VENUE)
    if not 1 <= len(venue) <= rules.MAX_VENUE:
        raise errors.VenueOutOfBounds(length=rules.MAX_VENUE)
    session = Session.objects.create(
        place=place, organ=organ, called_at=at, starts_at=starts_at, venue=venue, agenda=items
    )
    notice = hashed("notice.json", canonical_json([session.venue, *items]))
    act = AssemblyCalled(subject=session.id, starts_at=starts_at, items=len(items), evidence=(notice,))
    enact(said(act, session), by=by, at=at)
    return session


@transaction.atomic
def open_call(
    *, session_id: UUID, present: int, attendees: Collection[UUID] = (), by: Authority, at: datetime
) -> Call:
    """Count who came to the next call; with its quorum the assembly is in session, else the call failed.

    `attendees` are the residents whose names are on the list, as far as it is typed. A call without
    quorum is written down too: the next one rests on it.
    :raises CallTooSoon: and the other refusals of a call and of its list.
    Source: the rule set's assembly.quorum_call_1 to 3 and assembly.call_gap_minutes.
    """
    session = locked(session_id, by)
    number = _next_call(session, at)
    day = territory.local_day(session.place, at)
    electors = queries.base_of(session, day)
    check_list(session, present, attendees, electors, at)
    needed = queries.quorum_of(session, number, electors, day)
    call = Call.objects.create(
        session=session,
        number=number,
        opened_at=at,
        electors=electors,
        needed=needed,
        present=present,
        has_quorum=present >= needed,
    )
    Attendee.objects.bulk_create(
        Attendee(session=session, call=call, resident_id=resident) for resident in attendees
    )
    kind = AssemblyOpened if call.has_quorum else CallFailed
    act = kind(
        subject=session.id,
        call=number,
        rule=f"assembly.quorum_call_{number}" if session.organ_id is None else "assembly.organ_quorum",
        electors=electors,
        needed=needed,
        present=present,
    )
    enact(said(act, session), by=by, at=at)
    return call


def _next_call(session: Session, at: datetime) -> int:
    """Return which call may open now.

    :raises AlreadyInSession: :raises NoFurtherCall: :raises CallTooSoon: :raises NotTheAnnouncedDay:
    """
    made = list(session.calls.all())
    held = next((call for call in made if call.has_quorum), None)
    if held is not None:
        raise errors.AlreadyInSession(number=held.number)
    number = len(made) + 1
    day, announced = (territory.local_day(session.place, moment) for moment in (at, session.starts_at))
    in_force = territory.rules(session.place, day)
    calls = in_force.count("assembly.calls")
    if number > calls:
        raise errors.NoFurtherCall(calls=calls)
    gap = timedelta(minutes=in_force.minutes("assembly.call_gap_minutes"))
    previous = made[-1].opened_at if made else None
    earliest = rules.earliest_call(number, session.starts_at, previous, gap)
    if at < earliest:
        hour = earliest.astimezone(ZoneInfo(session.place.timezone))
        raise errors.CallTooSoon(number=number, earliest=f"{hour:%H:%M}")
    # The notice was for one day: whoever keeps that day free must not be passed by the next.
    if day != announced:
        raise errors.NotTheAnnouncedDay(announced=announced, today=day)
    return number
