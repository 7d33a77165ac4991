"""Building the country: all its communes live through one calendar, and the Gazette writes it down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from toparquia.cli.demo.calendar import Days, Life, live
from toparquia.cli.demo.commune import Commune, Told, settle
from toparquia.cli.demo.consulted import consult
from toparquia.cli.demo.founding import found
from toparquia.cli.demo.node import Node, open_country
from toparquia.cli.demo.planned import plan
from toparquia.cli.demo.spent import spend
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import seeded

OPENED = 1000
# Days before today on which a commune's story begins; the aged one's mandates are over by now.
USUAL = 346
AGED = 830
STEPS_OF_A_COMMUNE = 40


@dataclass
class Country:
    """A country while it is built."""

    node: Node
    today: date
    communes: list[Commune] = field(default_factory=list)
    # Addresses of what is still under way.
    overdue: str = ""
    promotion: str = ""
    open_consultation: str = ""
    assembly: str = ""


def build(
    told: Sequence[Told], *, seed: int, today: date, aged: bool, progress: Callable[[], None]
) -> Country:
    """Build the whole country; `progress` is told after each step."""
    opened = Days(today - timedelta(days=OPENED)).at(0)
    with frozen_at(opened) as clock, seeded(f"toparquia demo {seed}"), quick_commits():
        country = Country(open_country(seed=seed, today=today, at=opened), today)
        last = len(told) - 1
        lives = [
            _life(country, one, Days(today - timedelta(days=AGED if aged and number == last else USUAL)))
            for number, one in enumerate(told)
        ]
        for _ in live(lives, clock):
            progress()
    return country


def _life(country: Country, told: Told, days: Days) -> Life:
    """Live one commune from its registration to the approved report."""
    yield days.at(0)
    commune = settle(country.node, told, days, days.at(0))
    country.communes.append(commune)
    yield from found(commune)
    yield from plan(commune)
    yield from consult(commune)
    yield from spend(commune)


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
