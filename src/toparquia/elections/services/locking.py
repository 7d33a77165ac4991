"""What the verbs of this room begin with: the root row under its lock, and texts with their hashes."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from toparquia.elections import errors, queries
from toparquia.elections.models import Election, Recall
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.people import queries as people
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def locked_election(election_id: UUID, by: Authority) -> Election:
    """Return an election under lock, so that its deeds come one after another, for an authority of its place.

    :raises NoSuchElection:
    """
    # Taken by itself: what is read with it then is as new as the lock.
    list(Election.objects.select_for_update(no_key=True).filter(id=election_id))
    found = queries.election(election_id)
    by.check_is_for(found.place_id)
    return found


def locked_recall(recall_id: UUID, by: Authority) -> Recall:
    """Return a recall under lock, for an authority of its place. :raises NoSuchRecall:"""
    list(Recall.objects.select_for_update(no_key=True).filter(id=recall_id))
    found = queries.recall(recall_id)
    by.check_is_for(found.place_id)
    return found


def check_phase(found: Election, at: datetime, *, starts: date, ends: date) -> date:
    """Return the day, refusing what belongs to other days, both inclusive. :raises OutOfPhase:"""
    day = territory.local_day(found.place, at)
    if not starts <= day <= ends:
        raise errors.OutOfPhase(starts=starts, ends=ends)
    return day


def check_lives_here(resident_id: UUID, place: Place, day: date) -> None:
    """Refuse who is not in the register of a place or too young to vote. :raises NotOfThePlace:"""
    if not people.of_voting_age(place, day).filter(id=resident_id).exists():
        raise errors.NotOfThePlace(place=place.name)


def hashed(name: str, text: str) -> Evidence:
    """Return a text as evidence: its hash alone is published for ever."""
    return Evidence(name, hashlib.sha256(text.encode()).hexdigest())
