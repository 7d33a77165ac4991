"""The national batch: 5,336 consultations of 7 options and 1,200 ballots, counted and explained."""

from __future__ import annotations

import json
import os
import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toparquia.engines.budgeting.rules.options import CountingRule

# One core each: our linear algebra must not start threads. Set before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

COMMUNES = 5_336
OPTIONS = 7
BALLOTS = 1_200
LIMIT_SECONDS = 60.0


def consultations(number: int, *, one_choice: bool, seed: int = 7) -> list[bytes]:
    """Return `number` consultations as `.pb` files in memory, made from a seed.

    one_choice: every ballot names one project; otherwise as many as its voter likes.
    """
    draw = random.Random(seed)
    made = []
    for commune in range(number):
        costs = [draw.randrange(20, 200) * 100 for _ in range(OPTIONS)]
        taste = [draw.random() for _ in range(OPTIONS)]
        names = [f"P{place}" for place in range(OPTIONS)]
        if one_choice:
            ballots = draw.choices(names, taste, k=BALLOTS)
        else:
            ballots = [
                ",".join(name for name, liked in zip(names, taste, strict=True) if draw.random() < liked)
                for _ in range(BALLOTS)
            ]
        budget = max(costs) if one_choice else sum(costs) * 2 // 5
        head = [
            "META",
            "key;value",
            "description;Batch",
            "country;Venezuela",
            f"unit;Commune {commune}",
            "instance;2026",
            f"num_projects;{OPTIONS}",
            f"num_votes;{BALLOTS}",
            f"budget;{budget}",
            f"vote_type;{'choose-1' if one_choice else 'approval'}",
            "rule;unknown",
            "date_begin;2026",
            "date_end;2026",
            "PROJECTS",
            "project_id;cost;name",
            *(f"{name};{cost};Project {name}" for name, cost in zip(names, costs, strict=True)),
            "VOTES",
            "voter_id;vote",
        ]
        rows = [f"{voter};{ballot}" for voter, ballot in enumerate(ballots)]
        made.append("\n".join([*head, *rows, ""]).encode())
    return made


def figures(number: int, workers: int, scheduler: str) -> None:
    """Count and explain both batches, by processes and through Dask; the results must agree."""
    from toparquia.engines.budgeting.rules.options import CountingRule

    plurality = CountingRule("plurality")
    shares = CountingRule("mes", completion="add1-greedy")
    for rule, one_choice in ((plurality, True), (shares, False)):
        contents = consultations(number, one_choice=one_choice)
        by_processes = counted(contents, rule, workers, "")
        through_dask = counted(contents, rule, workers, scheduler)
        assert by_processes == through_dask, "Dask gives other results than processes"


def counted(
    contents: list[bytes], rule: CountingRule, workers: int, scheduler: str
) -> list[dict[str, object]]:
    """Count and explain a batch, print its time against the limit, and return the documents."""
    from rich.console import Console
    from rich.progress import Progress

    from toparquia.engines.budgeting.batch import Source, count_many

    sources = [Source(f"commune {at}", content=content) for at, content in enumerate(contents)]
    start = time.perf_counter()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{rule.name} {scheduler or 'processes'}", total=len(sources))
        outcomes = list(
            count_many(
                sources,
                rule,
                workers=workers,
                scheduler=scheduler,
                extra=explanations(),
                language="es",
                progress=lambda done: bar.update(task, completed=done),
            )
        )
    seconds = time.perf_counter() - start
    limit = LIMIT_SECONDS * len(sources) / COMMUNES
    facts = {
        "name": f"batch: {rule.name}, {'Dask ' + scheduler if scheduler else 'processes'}",
        "ratio": round(limit / seconds, 2),
        "our_seconds": round(seconds, 2),
        "limit_seconds": round(limit, 2),
        "consultations": len(sources),
        "ballots": len(sources) * BALLOTS,
        "workers": workers,
    }
    print(json.dumps(facts), flush=True)
    return [{**outcome, "seconds": 0} for outcome in outcomes]  # type: ignore[dict-item]


def explanations():
    """Return what explains a result within the workers, as the command does."""
    from functools import partial

    from toparquia.cli.count.explaining import explained

    return partial(explained, several=True)
