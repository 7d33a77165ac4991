"""Figures of people: a territory's census by age and sex, and who sits in an organ, as parts of a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Q

from toparquia.foundation.rulesets import RuleSet
from toparquia.people.models import Residence, Resident
from toparquia.people.rules import figures
from toparquia.people.rules.figures import Cell
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

Key = TypeVar("Key", bound=Hashable)
WOMAN: Final = "woman"


@dataclass(frozen=True)
class CensusTable:
    """How many people live in a territory, by age and by the sex that they state; None where they are few.

    `sexes` are the columns, "" for those who do not say it, and each row ends with its total; `rows` are one
    an age group and a last one, labelled "", with the totals.
    """

    sexes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    least: int


def census_table(place: Place, day: date) -> CensusTable:
    """Return a territory's census in which no cell tells of a few, not even by sums with its parts.

    Source: the rule set's census.sexes and census.small_cell.
    """
    rules = territory.rules(place, day)
    sexes, least = (*rules.text_list("census.sexes"), ""), rules.count("census.small_cell")
    parts = _tables(place, day, sexes)
    whole = figures.with_totals(
        [[sum(cells) for cells in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]
    )
    inside = parts if len(parts) > 1 else []
    few = figures.hidden(
        whole, least, parts=[figures.hidden(figures.with_totals(part), least) for part in inside]
    )
    names = [*figures.labels(figures.AGES), ""]
    return CensusTable(
        sexes, tuple(_row(*told, few) for told in zip(range(len(names)), names, whole, strict=True)), least
    )


def _row(
    number: int, name: str, counts: list[int], few: frozenset[Cell]
) -> tuple[str, tuple[int | None, ...]]:
    return name, tuple(None if (number, at) in few else count for at, count in enumerate(counts))


def _empty(sexes: tuple[str, ...]) -> list[list[int]]:
    return [[0] * len(sexes) for _ in figures.AGES]


def _tables(place: Place, day: date, sexes: tuple[str, ...]) -> list[list[list[int]]]:
    """Return the counts of those who live in the territory itself, then those of each territory in it."""
    with connection.cursor() as cursor:
        cursor.execute(_CENSUS, [len(place.path) + 1, list(figures.AGES), day, day, day, [place.id]])
        rows = cursor.fetchall()
    found: dict[UUID | None, list[list[int]]] = {None: _empty(sexes)}
    for part, age, sex, people in rows:
        table = found.setdefault(part, _empty(sexes))
        # A word that the rules no longer have is counted with those who do not say it.
        table[age - 1][sexes.index(sex) if sex in sexes else -1] += people
    return list(found.values())


_CENSUS: Final = """
    SELECT place.path[%s] AS part,
           width_bucket(extract(year FROM age(day, resident.birth_date))::int, %s::int[]) AS years,
           resident.sex, count(*)
    FROM people_residence residence
    JOIN people_resident resident ON resident.id = residence.resident_id
    JOIN territory_place place ON place.id = residence.place_id
    CROSS JOIN (SELECT %s::date AS day) today
    WHERE residence.starts_on <= %s AND (residence.ends_on IS NULL OR residence.ends_on > %s)
      AND place.path && %s::uuid[]
    GROUP BY part, years, resident.sex
"""


def homes(place: Place, day: date) -> int:
    """Return how many homes the census notebook of a council tells apart."""
    there = Residence.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)
    inside = there.filter(place__path__contains=[place.id]).exclude(home="")
    return inside.values("place_id", "home").distinct().count()


@dataclass(frozen=True)
class Composition:
    """Who a set of people is, as parts of a whole.

    `people` is how many they are, `stated` how many of them say their sex, `women` how many of those are
    women; `ages` how many are of each age group. The last three are None where the set is so small that
    the figure would tell of one person: of fewer people than census.organ_min, or if `stated` is.
    """

    people: int
    stated: int | None
    women: int | None
    ages: tuple[tuple[str, int], ...] | None


def compositions(
    groups: Mapping[Key, tuple[date, Collection[UUID]]], *, rules: RuleSet
) -> dict[Key, Composition]:
    """Return the share of women and the ages of many sets of residents, each on its own day, in one query.

    For the people of organs over time: `groups` has, by any key, the day on which the ages are judged and
    the residents' ids (`Mandate.holder_id`). Nobody is named; show `women` of `stated`, not of `people`.
    A figure, never a quota. Source: the rule set's census.organ_min.
    """
    wanted = {resident for _day, residents in groups.values() for resident in residents}
    rows = Resident.objects.filter(id__in=wanted).values_list("id", "birth_date", "sex")
    known = {resident: (birth, sex) for resident, birth, sex in rows}
    least = rules.count("census.organ_min")
    return {
        key: _composition([known[one] for one in set(residents)], day, least)
        for key, (day, residents) in groups.items()
    }


def _composition(people: list[tuple[date, str]], day: date, least: int) -> Composition:
    stated = sum(bool(sex) for _birth, sex in people)
    if len(people) < least:
        return Composition(len(people), None, None, None)
    groups = Counter(figures.group_of(_age(birth, day), figures.OFFICE_AGES) for birth, _sex in people)
    names = figures.labels(figures.OFFICE_AGES)
    ages = tuple((name, groups[number]) for number, name in enumerate(names))
    if stated < least:
        return Composition(len(people), None, None, ages)
    return Composition(len(people), stated, sum(sex == WOMAN for _birth, sex in people), ages)


def _age(birth: date, day: date) -> int:
    return max(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)), 0)
