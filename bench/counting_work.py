"""One side of a comparison in a process of its own: read one file, count it by the rules asked for.

Writes one JSON line for reading and one per rule, with seconds and winners, and at the end the growth
of memory. `python -m bench.counting_work ours|peer FILE LIMIT RULE ...`. Rules have the names of
expected.json in the folder of real elections: greedy_cost, mes_card_add1, phragmen, ...
"""

from __future__ import annotations

import json
import resource
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

SATISFACTIONS = {
    "cost": "cost",
    "card": "cardinality",
    "points": "points",
    "pointscost": "points-cost",
    "borda": "borda",
    "rankpoints": "rank",
    "rankpointscost": "rank-cost",
}
COMPLETIONS = {"": "none", "greedy": "greedy", "add1": "add1", "add1u": "add1-greedy", "add1_noexh": "add1"}
Count = Callable[[str], list[str]]
Result = TypeVar("Result")
# Short work is repeated, so that no figure hangs on one moment of a busy machine, nor on the first calls.
REPEATS = 200
SHORT = 0.4


class TooSlow(Exception):
    """The time limit of one rule has passed."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise TooSlow when the block takes more processor time than `seconds` (0: no limit).

    The alarm is one of real time that looks at the processor clock: a processor-time alarm makes that
    clock coarse on some systems, and short work then seems to take none.
    """
    end = time.process_time() + seconds

    def ring(number: int, frame: FrameType | None) -> None:
        left = end - time.process_time()
        if left <= 0:
            raise TooSlow
        signal.setitimer(signal.ITIMER_REAL, left)

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def open_ours(file: str) -> Count:
    """Read with our engine; return a function from a rule's name to the winners."""
    from toparquia.engines.budgeting.count import count
    from toparquia.engines.budgeting.pabulib import read
    from toparquia.engines.budgeting.rules.options import CountingRule

    def rule(name: str) -> CountingRule:
        if name == "phragmen":
            return CountingRule("phragmen", reading="pabutools")
        family, satisfaction, *rest = name.split("_")
        completion = "_".join(rest)
        return CountingRule(
            "greedy-density" if family == "greedy" else "mes",
            satisfaction=SATISFACTIONS[satisfaction],
            completion=COMPLETIONS[completion],
            exhaustive_stop=completion != "add1_noexh",
            reading="pabutools",
        )

    election = read(file)
    return lambda name: count(election, rule(name)).winners


def open_peer(file: str) -> Count:
    """Read with pabutools, equal ballots grouped and numbers exact, which is its fastest exact way."""
    import pabutools.fractions
    from pabutools.election import parse_pabulib

    pabutools.fractions.FRACTION = "gmpy2"
    instance, profile = parse_pabulib(file)
    grouped = profile.as_multiprofile()
    return lambda name: sorted(project.name for project in peer_count(instance, grouped, name))


def peer_count(instance: object, profile: object, name: str) -> list[object]:
    """Count by pabutools' own functions."""
    from pabutools.rules import (
        exhaustion_by_budget_increase,
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )

    if name == "phragmen":
        return sequential_phragmen(instance, profile)
    family, satisfaction, *rest = name.split("_")
    measure = peer_satisfaction(satisfaction)
    additive = {"is_sat_additive": True}
    if family == "greedy":
        return greedy_utilitarian_welfare(instance, profile, measure, **additive)
    completion = "_".join(rest)
    if completion == "add1_noexh":
        step = profile.num_ballots()
        parameters = {"sat_class": measure}
        return exhaustion_by_budget_increase(
            instance, profile, method_of_equal_shares, parameters, exhaustive_stop=False, budget_step=step
        )
    increment = 1 if completion.startswith("add1") else None
    chosen = method_of_equal_shares(instance, profile, measure, voter_budget_increment=increment)
    if completion in ("greedy", "add1u"):
        return greedy_utilitarian_welfare(
            instance, profile, measure, initial_budget_allocation=chosen, **additive
        )
    return chosen


def peer_satisfaction(name: str) -> type:
    """Return pabutools' satisfaction class; the two it does not have are made of its parts."""
    from pabutools.election import Cardinality_Sat, Cost_Sat
    from pabutools.election.satisfaction import (
        Additive_Borda_Sat,
        Additive_Cardinal_Sat,
        AdditiveSatisfaction,
        PositionalSatisfaction,
    )

    class PointsCost(AdditiveSatisfaction):
        def __init__(self, instance, profile, ballot):
            super().__init__(
                instance, profile, ballot, lambda i, p, b, project, values: b.get(project, 0) * project.cost
            )

    def rank(ballot, project):
        return len(ballot) - ballot.position(project) if project in ballot else 0

    class Rank(PositionalSatisfaction):
        def __init__(self, instance, profile, ballot):
            super().__init__(instance, profile, ballot, rank, sum)

    class RankCost(PositionalSatisfaction):
        def __init__(self, instance, profile, ballot):
            super().__init__(instance, profile, ballot, lambda b, p: rank(b, p) * p.cost, sum)

    return {
        "cost": Cost_Sat,
        "card": Cardinality_Sat,
        "points": Additive_Cardinal_Sat,
        "pointscost": PointsCost,
        "borda": Additive_Borda_Sat,
        "rankpoints": Rank,
        "rankpointscost": RankCost,
    }[name]


def say(**facts: object) -> None:
    """Write one JSON line."""
    print(json.dumps(facts), flush=True)


def main() -> int:
    """Read and count, with the time of each."""
    side, file, limit, *rules = sys.argv[1:]
    sys.setrecursionlimit(20_000)  # The peer recurses once per winner.
    opening = open_ours if side == "ours" else open_peer
    warm_up(opening, file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, count = timed(lambda: opening(file))
    say(rule="read", seconds=seconds)
    for rule in rules:
        try:
            with within(int(limit)):
                seconds, winners = timed(lambda rule=rule: count(rule))  # type: ignore[misc]
        except TooSlow:
            say(rule=rule, over_limit=True)
            continue
        say(rule=rule, seconds=seconds, winners=winners)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    say(rule="memory", grown_mib=round(grown / 1024, 2))
    return 0


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the median processor time of `work`, and its result: many times over, unless that is long.

    Both sides use one core; processor time does not count what others do on the machine meanwhile.
    """
    seconds: list[float] = []
    while not seconds or (len(seconds) < REPEATS and sum(seconds) < SHORT):
        start = time.process_time()
        result = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), result


def warm_up(opening: Callable[[str], Count], file: str) -> None:
    """Count a tiny election first: loading libraries and first calls are not what is compared."""
    tiny = Path(file).parent / "synthetic" / "partial_payers.pb"
    if tiny.exists():
        count = opening(str(tiny))
        for rule in ("greedy_cost", "mes_cost", "mes_cost_add1", "phragmen"):
            count(rule)


if __name__ == "__main__":
    sys.exit(main())
