"""The national batch: 5,336 consultations of 7 options and 1,200 ballots, counted and explained."""

from __future__ import annotations

import json
import os
import random
import time

# One core each: our linear algebra must not start threads. Set before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

COMMUNES = 5_336
OPTIONS = 7
BALLOTS = 1_200


def consultations(number: int, seed: int = 7) -> list[bytes]:
    """Return `number` consultations as `.pb` files in memory, made from a seed."""
    draw = random.Random(seed)
    made = []
    for commune in range(number):
        costs = [draw.randrange(20, 200) * 100 for _ in range(OPTIONS)]
        taste = [draw.random() for _ in range(OPTIONS)]
        rows = []
        for voter in range(BALLOTS):
            named = [f"P{place}" for place in range(OPTIONS) if draw.random() < taste[place]]
            rows.append(f"{voter};{','.join(named)}")
        head = [
            "META",
            "key;value",
            "description;Batch",
            "country;Venezuela",
            f"unit;Commune {commune}",
            "instance;2026",
            f"num_projects;{OPTIONS}",
            f"num_votes;{BALLOTS}",
            f"budget;{sum(costs) * 2 // 5}",
            "vote_type;approval",
            "rule;equalshares/add1",
            "date_begin;2026",
            "date_end;2026",
            "PROJECTS",
            "project_id;cost;name",
            *(f"P{place};{cost};Project {place}" for place, cost in enumerate(costs)),
            "VOTES",
            "voter_id;vote",
        ]
        made.append("\n".join([*head, *rows, ""]).encode())
    return made


def figures(number: int, workers: int, scheduler: str) -> None:
    """Count the batch by processes and through Dask, check that the results agree, print both times."""
    from toparquia.engines.budgeting.batch import Source, count_many
    from toparquia.engines.budgeting.rules.options import CountingRule

    sources = [Source(f"commune {at}", content=content) for at, content in enumerate(consultations(number))]
    rule = CountingRule("mes", completion="add1-greedy")
    results = {}
    for way in ("", scheduler):
        start = time.perf_counter()
        outcomes = list(
            count_many(sources, rule, workers=workers, scheduler=way, extra=explanations(), language="es")
        )
        seconds = time.perf_counter() - start
        results[way] = [{**outcome, "seconds": 0} for outcome in outcomes]  # type: ignore[dict-item]
        name = "batch by processes" if not way else "batch through Dask"
        limit = 60.0 * number / COMMUNES
        facts = {
            "name": name,
            "ratio": round(limit / seconds, 2),
            "our_seconds": round(seconds, 2),
            "limit_seconds": round(limit, 2),
            "consultations": number,
            "ballots": number * BALLOTS,
            "workers": workers,
        }
        print(json.dumps(facts), flush=True)
    assert results[""] == results[scheduler], "Dask gives other results than processes"


def explanations():
    """Return what explains a result within the workers, as the command does."""
    from toparquia.cli.count.explaining import explained

    return explained
