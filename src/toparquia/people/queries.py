"""Reads of residents: who counts in a territory on a day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from toparquia.foundation.ages import latest_birth
from toparquia.people.models import Residence, Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def of_voting_age(place: Place, day: date) -> QuerySet[Resident]:
    """Return the residents of a territory who are of voting age on a day, by the rules of that day.

    Source: the rule set's age.min_vote and age.strict.
    """
    rules = territory.rules(place, day)
    born_until = latest_birth(day, years=rules.years("age.min_vote"), strict=rules.flag("age.strict"))
    there = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        starts_on__lte=day,
        place__path__contains=[place.id],
    )
    return Resident.objects.filter(id__in=there.values("resident_id"), birth_date__lte=born_until)


def home_of(resident_id: UUID, at: datetime) -> Place | None:
    """Return where a resident lives at a moment, None if that is not recorded."""
    day = at.date()
    lives = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), resident_id=resident_id, starts_on__lte=day
    )
    found = lives.select_related("place").first()
    return found.place if found else None
