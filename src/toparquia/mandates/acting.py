"""From a request to the mandates: what the person who is signed in may do in a place today."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from toparquia.foundation.authority import Authority
from toparquia.foundation.clock import now
from toparquia.mandates import queries
from toparquia.mandates.errors import NotInTheRegister
from toparquia.mandates.models import Organ
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def resident_id(request: HttpRequest) -> UUID | None:
    """Return the resident who is signed in; None for a visitor, or an account of nobody in the register."""
    found: UUID | None = getattr(request.user, "resident_id", None)
    return found


def authority(request: HttpRequest, power: str, place: Place) -> Authority:
    """Return the authority by which the person who is signed in does `power` in `place` now.

    :raises NoMandate: if none of their mandates gives it there today.
    """
    return queries.authority(resident_id=resident_id(request), power=power, place=place, at=now())


def authority_in(request: HttpRequest, power: str, organ: Organ) -> Authority:
    """Return the authority by which they do `power` as a member of an organ. :raises NoMandate:"""
    return queries.authority_in(resident_id=resident_id(request), power=power, organ=organ, at=now())


def authority_over(request: HttpRequest, power: str, place: Place) -> Authority:
    """Return the authority by which they do `power` on something of `place`, for it or for one above it.

    :raises NoMandate: if none of their mandates gives it in any of them today.
    """
    for above in reversed(territory.ancestors_in_order(place)):
        if power in powers(request, above):
            return authority(request, power, above)
    return authority(request, power, place)


def open_authority(request: HttpRequest, place: Place, at: datetime) -> Authority:
    """Return the authority for what any resident may do in `place`, for one who is in a council's register.

    An account is anyone's for the asking, and what enters the Gazette can never be taken out: a council
    that knows the person vouches that they are one.
    :raises NotInTheRegister:
    """
    if resident_id(request) is None:
        raise NotInTheRegister()
    return territory.open_authority(place, at)


def powers(request: HttpRequest, place: Place) -> frozenset[str]:
    """Return all that the person who is signed in may do in `place` today, in one query, for its buttons."""
    person = resident_id(request)
    if person is None:
        return frozenset()
    return queries.powers_of(person, place, territory.local_day(place, now()))
