"""What the verbs of a founding begin with: the charter under its lock, and how far it has come."""

from __future__ import annotations

from uuid import UUID

from toparquia.charters import errors, queries
from toparquia.charters.models import FoundingCharter, Referendum
from toparquia.territory.models import Place


def locked(charter_id: UUID) -> FoundingCharter:
    """Return a charter under lock, so that everything in a founding comes one after another.

    :raises NoSuchCharter:
    """
    found = FoundingCharter.objects.select_for_update(no_key=True, of=("self",))
    charter = found.select_related("place").filter(id=charter_id).first()
    if charter is None:
        raise errors.NoSuchCharter()
    return charter


def check_not_founded(place: Place) -> None:
    """Refuse to found what exists. :raises FoundedAlready:"""
    if place.founded_on is not None:
        raise errors.FoundedAlready(place=place.name, day=place.founded_on)


def check_not_running(charter: FoundingCharter) -> Referendum | None:
    """Return the last referendum, refusing while one is under way. :raises ReferendumRunning:"""
    last = queries.last_referendum(charter)
    if queries.is_running(last):
        raise errors.ReferendumRunning(place=charter.place.name)
    return last
