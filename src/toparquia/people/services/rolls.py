"""Freeze who may vote, or record the roll of an election held elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction

from toparquia.foundation.ages import latest_birth
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.gazette.services import enact
from toparquia.people.acts import RollFrozen
from toparquia.people.models import ElectoralRoll
from toparquia.people.services.objecting import check_objections
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@transaction.atomic
def freeze_roll(
    *, place: Place, day: date, by: Authority, at: datetime, within: Collection[Place] = ()
) -> ElectoralRoll:
    """Fix who may vote in a territory on a day: its residents of voting age by the rules of that day.

    With `within`, only the residents of those places inside it: of the councils that vote on something.
    Source: the rule set's age.min_vote and age.strict.
    :raises ObjectionsOpen: if the roll was announced and people may still object or wait for an answer.
    """
    by.check_is_for(place.id)
    check_objections(place, day, at)
    rules = territory.rules(place, day)
    born_until = latest_birth(day, years=rules.years("age.min_vote"), strict=rules.flag("age.strict"))
    assert all(place.id in inside.path for inside in within), "a roll is of places inside its own"
    where = [inside.id for inside in within] or [place.id]
    roll_id = new_id()
    # The roll is written first with the number that the entries then must have, both in one transaction.
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ELIGIBLE, [day, day, where, born_until])
        (people,) = cursor.fetchone()
        roll = ElectoralRoll.objects.create(id=roll_id, place=place, day=day, entries=people)
        cursor.execute(INSERT_ELIGIBLE, [roll_id, day, day, where, born_until])
        assert cursor.rowcount == people, "the roll changed while it was being frozen"
    enact(RollFrozen(subject=roll_id, day=day.isoformat(), people=people), by=by, at=at)
    return roll


@transaction.atomic
def import_roll(
    *, place: Place, day: date, people: int, source: str, by: Authority, at: datetime
) -> ElectoralRoll:
    """Record the roll of an election held elsewhere: how many people, and which file says so."""
    by.check_is_for(place.id)
    roll = ElectoralRoll.objects.create(place=place, day=day, entries=people, source=source)
    enact(RollFrozen(subject=roll.id, day=day.isoformat(), people=people, source=source), by=by, at=at)
    return roll


_ELIGIBLE: Final = """
    FROM people_residence residence
    JOIN people_resident resident ON resident.id = residence.resident_id
    JOIN territory_place place ON place.id = residence.place_id
    WHERE residence.starts_on <= %s AND (residence.ends_on IS NULL OR residence.ends_on > %s)
      AND place.path && %s::uuid[] AND resident.birth_date <= %s
"""
COUNT_ELIGIBLE: Final = "SELECT count(*) " + _ELIGIBLE
INSERT_ELIGIBLE: Final = (
    """
    INSERT INTO people_rollentry (roll_id, resident_id, place_id)
    SELECT %s, resident.id, residence.place_id """
    + _ELIGIBLE
    + " ORDER BY resident.id"
)
