"""Write down many people at once, for a verb whose act proves it: those who hold a country's offices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from toparquia.foundation.ids import new_id
from toparquia.people.rules import NewResident

_RESIDENTS: Final = "COPY people_resident (id, given_names, surnames, birth_date) FROM STDIN"
_RESIDENCES: Final = "COPY people_residence (id, resident_id, place_id, starts_on) FROM STDIN"


@transaction.atomic
def record_residents(*, new: Sequence[tuple[NewResident, UUID]]) -> list[UUID]:
    """Write people who were checked, each with the place where they live; return their ids in that order."""
    ids = [new_id() for _ in new]
    with connection.cursor() as cursor:
        with cursor.copy(_RESIDENTS) as copy:
            for resident, (one, _place) in zip(ids, new, strict=True):
                copy.write_row((resident, one.given_names, one.surnames, one.birth_date))
        with cursor.copy(_RESIDENCES) as copy:
            for resident, (one, place) in zip(ids, new, strict=True):
                copy.write_row((new_id(), resident, place, one.since))
    return ids
