"""Fill the registry: no level is above it, so two communes name the same person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.terms import Term
from toparquia.gazette.services import enact
from toparquia.mandates.acts import RegistrarNamed, RegistrarSeated
from toparquia.mandates.errors import CommunesName, NamedAlready, RegistryNotVacant
from toparquia.mandates.models import Mandate, RegistrarNaming, Seat
from toparquia.mandates.offices import OFFICES
from toparquia.people.models import Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@transaction.atomic
def name_registrar(*, place: Place, named: Resident, by: Authority, at: datetime) -> Mandate | None:
    """Name who follows in the registry, by a commune's electoral commission; the second naming seats them.

    :raises CommunesName: :raises RegistryNotVacant: :raises NamedAlready:
    Source: the rule set's mandate.handover_days.
    """
    by.check_is_for(place.id)
    if not place.is_commune or place.founded_on is None:
        raise CommunesName(place=place.name)
    # The one seat of the registry, locked: two second namings must not both seat someone.
    seats = Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("organ__place")
    seat = seats.get(office="registrar", number=1, organ__place_id=place.path[0])
    root = seat.organ.place
    day = territory.local_day(root, at)
    handover = territory.rules(root, day).days("mandate.handover_days")
    starts_on = _first_day(seat, day, handover)
    recent = RegistrarNaming.objects.filter(seat=seat, named_at__gt=at - timedelta(days=handover))
    others = recent.filter(named=named)
    if others.filter(place=place).exists():
        raise NamedAlready(place=place.name)
    first = others.first()
    naming = RegistrarNaming.objects.create(seat=seat, place=place, named=named, named_at=at)
    enact(RegistrarNamed(subject=naming.id), by=by, at=at)
    if first is None:
        return None
    term = Term.of_years(starts_on, OFFICES["registrar"].years_under(territory.rules(root, starts_on)))
    mandate = Mandate.objects.create(
        seat=seat, holder=named, starts_on=term.starts, ends_on=term.ends, given_until=term.ends
    )
    act = RegistrarSeated(
        subject=mandate.id, holder=named.full_name, term=term, first_named_by=first.place_id
    )
    enact(act, by=by, at=at)
    return mandate


def _first_day(seat: Seat, day: date, handover: int) -> date:
    """Return the first day that the registry has nobody. :raises RegistryNotVacant: if it is far."""
    last = Mandate.objects.filter(seat=seat, ends_on__gt=day).order_by("ends_on").last()
    if last is None:
        return day
    if last.ends_on > day + timedelta(days=handover):
        raise RegistryNotVacant(until=last.term.last_day, days=handover)
    return last.ends_on
