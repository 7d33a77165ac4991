"""Building the country: all communes live through one calendar, in as many processes as there are cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection

from toparquia.cli.demo import banked, budgeted
from toparquia.cli.demo.calendar import Days, Life, Named, live
from toparquia.cli.demo.commune import Told, settle
from toparquia.cli.demo.consulted import consult
from toparquia.cli.demo.country import Country
from toparquia.cli.demo.founding import found
from toparquia.cli.demo.helping import begin, counters
from toparquia.cli.demo.node import Node, open_country
from toparquia.cli.demo.normed import norm
from toparquia.cli.demo.ownlog import Written, own_log, put_together
from toparquia.cli.demo.planned import plan
from toparquia.cli.demo.spent import spend
from toparquia.cli.demo.unfinished import go_on, promote
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import Seeded, seeded
from toparquia.territory.queries import rules_remembered

PARTS: Final = 2
# Below this many communes, starting another process takes longer than it saves.
SMALL: Final = 6
OPENED: Final = 1000
# Days before today on which a commune's story begins; the aged one's mandates are over by now.
USUAL: Final = 346
AGED: Final = 830


@dataclass(frozen=True)
class Part:
    """The communes that one process builds, each with its number among all."""

    node: Node
    today: date
    told: tuple[tuple[int, Told], ...]
    last: int
    is_aged: bool


def build(
    told: Sequence[Told], *, seed: int, today: date, aged: bool, progress: Callable[[int], None]
) -> Country:
    """Build the whole country; `progress` is told how many steps are done."""
    opened = Days(today - timedelta(days=OPENED)).at(0)
    with frozen_at(opened), seeded(Seeded(f"{seed}:node")):
        node = open_country(seed=seed, today=today, at=opened)
        for one in told:
            node.state(one.state, one.state_code, opened)
    count = 1 if len(told) < SMALL else PARTS
    parts = [_part(node, told, today, aged, number, count) for number in range(count)]
    done = multiprocessing.get_context("spawn").Value("q", 0)
    with _others(parts[1:], done) as others:
        country = Country(node, today)
        logs = [_live(parts[0], country, lambda own: progress(own + done.value), promoting=told[0])]
        logs += [other.result() for other in others]
    put_together(logs)
    today_at = Days(today).at(0)
    with frozen_at(today_at), seeded(Seeded(f"{seed}:state")):
        budgeted.publish(node, told[0].rules.currency, today_at)
        budgeted.split(node, told[0].rules.currency, today_at)
    return country


def _part(node: Node, told: Sequence[Told], today: date, aged: bool, number: int, count: int) -> Part:
    own = tuple((place, one) for place, one in enumerate(told) if place % count == number)
    return Part(node, today, own, last=len(told) - 1, is_aged=aged)


@contextmanager
def _others(parts: Sequence[Part], counter: Any) -> Iterator[list[Future[list[Written]]]]:
    """Let other processes build their parts; they start afresh, since a connection can't be shared."""
    if not parts:
        yield []
        return
    # The helper finds the running server instead of looking for it.
    os.environ["TOPARQUIA_EMBEDDED_URL"] = settings.EMBEDDED_DATABASE_URL
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(parts), mp_context=context, initializer=begin, initargs=(counter,)) as pool:
        yield [pool.submit(build_part, part) for part in parts]


def build_part(part: Part) -> list[Written]:
    """Build the communes of one part in this process and return what was enacted."""
    (counter,) = counters

    def progress(own: int) -> None:
        counter.value = own

    return _live(part, Country(part.node, part.today), progress)


def _live(
    part: Part, country: Country, progress: Callable[[int], None], promoting: Told | None = None
) -> list[Written]:
    opened = Days(part.today - timedelta(days=OPENED)).at(0)
    lives = [
        _named(part, number, _life(country, one, number == 0, part.is_aged and number == part.last))
        for number, one in part.told
    ]
    if promoting is not None:
        lives.append(_named(part, part.last + 1, promote(country, promoting)))
        lives.append(_named(part, part.last + 2, banked.bank(country)))
    with frozen_at(opened) as clock, quick_commits(), rules_remembered(), own_log() as log:
        for steps, (moment, number) in enumerate(live(lives, clock), start=1):
            log.mark(moment, number)
            progress(steps)
        return log.written()


def _named(part: Part, number: int, life: Life) -> Named:
    return Named(number, life, Seeded(f"{part.node.seed}:{number}"))


def _life(country: Country, told: Told, is_first: bool, is_aged: bool) -> Life:
    """Live one commune from its registration to the approved report; the first goes on until today."""
    days = Days(country.today - timedelta(days=AGED if is_aged else USUAL))
    yield days.at(0)
    commune = settle(country.node, told, days, days.at(0))
    if is_first:
        country.first = commune
        commune.allocation = budgeted.publish(country.node, told.rules.currency, days.at(0))
    yield from found(commune)
    if is_first:
        yield from norm(commune)
    yield from plan(commune)
    yield from consult(commune)
    yield from spend(commune, leaves_last=is_aged)
    if is_first:
        yield from go_on(country, commune)


@contextmanager
def quick_commits() -> Iterator[None]:
    """Do not wait for the disk at each commit: a country that is interrupted is built anew anyway."""
    # Rows by the thousand live for one step: looking for circles among them only costs time.
    gc.freeze()
    gc.disable()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        gc.enable()
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
