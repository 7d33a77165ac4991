"""Who is at the page: as a resident who is known again by a seal, and by the mandates they hold."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NotInTheRegister
from toparquia.mandates.offices import OFFICES
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def seal_holder(request: HttpRequest) -> UUID:
    """Return the resident who is signed in, for a seal. :raises NotInTheRegister:"""
    person = acting.resident_id(request)
    if person is None:
        raise NotInTheRegister()
    return person


def powers_over(request: HttpRequest, place: Place) -> frozenset[str]:
    """Return all that the person who is signed in may do on something of `place`, there or from above."""
    person = acting.resident_id(request)
    held = mandates.held_by(person, territory.local_day(place, now())) if person else []
    offices = [OFFICES[one.seat.office] for one in held if one.seat.organ.place_id in place.path]
    return frozenset(power for office in offices for power in office.powers)
