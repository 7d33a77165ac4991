"""Building the country: all its communes live through one calendar, and the Gazette writes it down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection

from toparquia.cli.demo.calendar import Days, Life, live
from toparquia.cli.demo.commune import Told, settle
from toparquia.cli.demo.consulted import consult
from toparquia.cli.demo.country import Country
from toparquia.cli.demo.founding import found
from toparquia.cli.demo.node import open_country
from toparquia.cli.demo.planned import plan
from toparquia.cli.demo.spent import spend
from toparquia.cli.demo.unfinished import go_on, promote
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import seeded
from toparquia.territory.queries import rules_remembered

OPENED = 1000
# Days before today on which a commune's story begins; the aged one's mandates are over by now.
USUAL = 346
AGED = 830


def build(
    told: Sequence[Told], *, seed: int, today: date, aged: bool, progress: Callable[[], None]
) -> Country:
    """Build the whole country; `progress` is told after each step."""
    opened = Days(today - timedelta(days=OPENED)).at(0)
    with frozen_at(opened) as clock, seeded(f"toparquia demo {seed}"), quick_commits(), rules_remembered():
        country = Country(open_country(seed=seed, today=today, at=opened), today)
        lives = [
            _life(country, one, is_first=one is told[0], is_aged=aged and one is told[-1]) for one in told
        ]
        for _ in live([*lives, promote(country, told[0])], clock):
            progress()
        # In the order of the files, whenever each began.
        country.communes.sort(key=lambda commune: told.index(commune.told))
    return country


def _life(country: Country, told: Told, *, is_first: bool, is_aged: bool) -> Life:
    """Live one commune from its registration to the approved report; the first goes on until today."""
    days = Days(country.today - timedelta(days=AGED if is_aged else USUAL))
    yield days.at(0)
    commune = settle(country.node, told, days, days.at(0))
    country.communes.append(commune)
    yield from found(commune)
    yield from plan(commune)
    yield from consult(commune)
    yield from spend(commune, leaves_last=is_aged)
    if is_first:
        yield from go_on(country, commune)


@contextmanager
def quick_commits() -> Iterator[None]:
    """Do not wait for the disk at each commit: a country that is interrupted is built anew anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
