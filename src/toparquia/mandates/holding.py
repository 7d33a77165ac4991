"""Who a form names: one person of the register, by names and birth date, and no list is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from toparquia.mandates.errors import HolderNotFound, SeveralHoldersFound
from toparquia.people import queries as people
from toparquia.people.models import Resident
from toparquia.territory.models import Place


def holder_named(place: Place, told: dict[str, Any], day: date) -> Resident:
    """Return the one resident of a territory with these names and birth date.

    Whoever proclaims writes them down, so that nobody reads a list to do it.
    :raises HolderNotFound: :raises SeveralHoldersFound:
    """
    names = {name: told[name] for name in ("given_names", "surnames", "birth_date")}
    found = people.find_in(place, day, **names)
    if not found:
        raise HolderNotFound(place=place.name)
    if len(found) > 1:
        raise SeveralHoldersFound(place=place.name)
    return found[0]
