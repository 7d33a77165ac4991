"""End mandates before their time, and let alternates enter."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Act
from toparquia.gazette.services import enact
from toparquia.mandates import queries
from toparquia.mandates.acts import AlternateEntered, MandateEnded
from toparquia.mandates.errors import (
    AlternateOfAnother,
    EndsInThePast,
    NothingToEnter,
    NotInOffice,
    UnknownEndReason,
)
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.offices import COMMISSION_NOTES, OFFICES
from toparquia.territory import queries as territory


@transaction.atomic
def end_early(*, mandate_id: UUID, on: date, reason: str, by: Authority, at: datetime) -> Mandate:
    """End a mandate before its time (resignation, death, move, another office); its effect is at once.

    Nobody is recalled so: that takes a decision of those who elected.

    :raises UnknownEndReason: :raises NotInOffice: if it is not in force on that day. :raises EndsInThePast:
    """
    mandate = queries.in_force(on).select_for_update(no_key=True).filter(id=mandate_id).first()
    if mandate is None:
        raise NotInOffice(day=on)
    place = mandate.seat.organ.place
    by.check_is_for(place.id)
    if reason not in COMMISSION_NOTES:
        reasons = ", ".join(COMMISSION_NOTES)
        raise UnknownEndReason(reason=reason[:40], reasons=reasons)
    if on < territory.local_day(place, at):
        raise EndsInThePast(day=on)
    mandate.ends_on = on
    mandate.end_reason = reason
    mandate.save(update_fields=["ends_on", "end_reason"])
    enact(MandateEnded(subject=mandate.id, reason=reason, last_day_before=on.isoformat()), by=by, at=at)
    return mandate


@transaction.atomic
def end_by_recall(*, mandate_id: UUID, said: Act, by: Authority, at: datetime) -> Mandate:
    """End a mandate at once, because those who elected recalled it: `said` is the act that decided so.

    The act is written first: whoever holds the assembly may be the one who leaves with it.
    :raises NotInOffice: if it is not in force today.
    """
    held = Mandate.objects.select_for_update(no_key=True).select_related("seat__organ__place")
    mandate = held.get(id=mandate_id)
    place = mandate.seat.organ.place
    by.check_is_for(place.id)
    today = territory.local_day(place, at)
    if not mandate.term.contains(today):
        raise NotInOffice(day=today)
    enact(said, by=by, at=at)
    mandate.ends_on = today
    mandate.end_reason = "recalled"
    mandate.save(update_fields=["ends_on", "end_reason"])
    return mandate


@transaction.atomic
def enter_alternate(*, mandate_id: UUID, seat: Seat, by: Authority, at: datetime) -> Mandate:
    """Seat an alternate in a vacant seat of their principals, until the alternate's own term ends.

    The term is not begun anew: whoever enters late was elected with the others.
    :raises NotInOffice: :raises AlternateOfAnother: :raises NothingToEnter: if the seat is held.
    """
    by.check_is_for(seat.organ.place_id)
    day = territory.local_day(seat.organ.place, at)
    # The seat is locked, so that two alternates do not enter it at once.
    Seat.objects.select_for_update(no_key=True).get(id=seat.id)
    alternate = (
        queries.in_force(day).select_for_update(no_key=True, of=("self",)).filter(id=mandate_id).first()
    )
    if alternate is None:
        raise NotInOffice(day=day)
    own = alternate.seat
    if (own.organ_id, OFFICES[own.office].alternate_of, own.council_id) != (
        seat.organ_id,
        seat.office,
        seat.council_id,
    ):
        raise AlternateOfAnother()
    if Mandate.objects.filter(seat=seat, ends_on__gt=day, starts_on__lt=alternate.ends_on).exists():
        raise NothingToEnter(seat=seat.number)
    until = alternate.ends_on
    alternate.ends_on, alternate.end_reason = day, "entered"
    alternate.save(update_fields=["ends_on", "end_reason"])
    entered = Mandate.objects.create(
        seat=seat, holder=alternate.holder, starts_on=day, ends_on=until, given_until=until
    )
    act = AlternateEntered(
        subject=entered.id,
        organ=seat.organ.kind,
        office=seat.office,
        seat=seat.number,
        holder=alternate.holder.full_name,
        term=entered.term,
        alternate=alternate.id,
    )
    enact(act, by=by, at=at)
    return entered
