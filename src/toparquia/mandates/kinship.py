"""Kinship between offices that watch each other: what was declared, and whether the rules let both stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from toparquia.foundation.rulesets import RuleSet
from toparquia.mandates.models import Kinship, Mandate
from toparquia.mandates.offices import EXCLUSIVE
from toparquia.territory.models import Place

# Such councils are small: there kin sit beside each other, and it does not bar. Source: [FD], art. 15.
NOT_BARRED = ("rural", "indigenous")


def is_barred(place: Place, rules: RuleSet) -> bool:
    """Return whether kin may not hold offices that exclude each other. Source: election.kinship_barred."""
    return rules.flag("election.kinship_barred") and place.setting not in NOT_BARRED


def others(mandate: Mandate, day: date) -> list[Mandate]:
    """Return who else holds an office of the same place that watches or is watched, on a day."""
    held = Mandate.objects.filter(
        starts_on__lte=day,
        ends_on__gt=day,
        seat__organ__place=mandate.seat.organ.place,
        seat__organ__kind__in=EXCLUSIVE,
    ).exclude(holder_id=mandate.holder_id)
    return list(held.select_related("seat__organ", "holder").order_by("seat__organ__kind", "seat__number"))


def declared_in(organ_id: UUID) -> list[Kinship]:
    """Return what was declared by or of those who hold or held the seats of an organ."""
    found = Kinship.objects.filter(Q(mandate__seat__organ_id=organ_id) | Q(other__seat__organ_id=organ_id))
    return list(
        found.select_related("mandate__holder", "mandate__seat__organ", "other__holder", "other__seat__organ")
    )


def declared_kin(holder_ids: Sequence[UUID]) -> set[frozenset[UUID]]:
    """Return the pairs of people of whom one is in a list and declared kinship with the other."""
    found = Kinship.objects.filter(Q(mandate__holder_id__in=holder_ids) | Q(other__holder_id__in=holder_ids))
    return {frozenset(pair) for pair in found.values_list("mandate__holder_id", "other__holder_id")}
