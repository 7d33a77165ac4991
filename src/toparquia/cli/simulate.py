"""`toparquia simulate`: a national day of voting; some of it is played, all of it reckoned from that."""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from toparquia.cli.ballots.crewing import add_crew, crew_for, progress_bars
from toparquia.cli.ballots.files import add_group, add_json, now, print_json, said
from toparquia.cli.main import language, say_error
from toparquia.engines.ballots.election import Question
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.engines.ballots.groups import group_named, native_state
from toparquia.engines.ballots.national_day import Cost, Played, commune_sizes, cost_of, played_sizes, speedup
from toparquia.engines.ballots.rehearsal import rehearse
from toparquia.engines.ballots.verification import Crew, verify
from toparquia.engines.ballots.verification.survey import Progress

COMMUNES: Final = 5_336
WHOLE_DAY: Final = 20_000_000
CORES: Final = (1, 2, 8, 32, 128, 512)
ROUNDS: Final = 3
TRUSTEES: Final = (3, 2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the day's size, how much of it is played, and who does the work."""
    parser.add_argument("--communes", type=int, default=COMMUNES, metavar="N")
    parser.add_argument(
        "--voters",
        type=int,
        default=WHOLE_DAY,
        metavar="N",
        help=said("en todo el país", "in the whole country"),
    )
    parser.add_argument(
        "--play",
        type=int,
        default=3_000,
        metavar="N",
        help=said("cuántos votantes se ensayan de verdad", "how many voters are really played"),
    )
    parser.add_argument("--seed", type=int, default=1, help=said("tamaños y elecciones", "sizes and choices"))
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=said("guarda los archivos", "keep the archives")
    )
    add_group(parser)
    add_crew(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Play some votes of each size, verify them alone and together, and say what all would take."""
    try:
        report = simulated(args)
    except BallotRefusal as refusal:
        say_error(refusal.message(language()))
        return refusal.exit_status
    if args.json:
        print_json(report)
    else:
        _print(report)
    return 0


def simulated(args: argparse.Namespace) -> dict[str, Any]:
    """Return what was measured, and what follows from it.

    :raises InputMalformed: :raises ClusterUnreachable:
    """
    dice = random.Random(args.seed)  # noqa: S311 - sizes and choices, not keys
    sizes = commune_sizes(args.communes, args.voters, dice)
    with (
        crew_for(args) as crew,
        progress_bars() as progress,
        tempfile.TemporaryDirectory(prefix="toparquia-") as scratch,
    ):
        folder = args.out or Path(scratch)
        played = [
            _played(folder, args.group, voters, dice, crew, progress)
            for voters in played_sizes(sizes, args.play)
        ]
        workers = 1 if crew is None else crew.size
    return reckoned(args, sizes, played, workers)


def _played(
    folder: Path, group: str, voters: int, dice: random.Random, crew: Crew | None, progress: Progress
) -> Played:
    question = Question(said("¿Qué proyecto?", "Which project?"), tuple("ABCDEFG"), 1, 1)
    vote = rehearse(
        folder,
        moment=now(),
        group=group_named(group),
        voters=voters,
        trustees=TRUSTEES,
        questions=[question],
        chance=dice,
        crew=crew,
        progress=progress,
    )
    # Once before the clock runs, so that processes have started and tables are made.
    _seconds(vote.archive, vote.expected, crew)
    core, alone, together = [], [], []
    for _ in range(ROUNDS):
        # Taken in turns, so that a slow moment of the machine meets both alike.
        before = time.process_time()
        alone.append(_seconds(vote.archive, vote.expected, None))
        core.append(time.process_time() - before)
        together.append(_seconds(vote.archive, vote.expected, crew))
    return Played(voters, vote.ballots, *(statistics.median(taken) for taken in (core, alone, together)))


def _seconds(archive: Path, expected: list[list[int]], crew: Crew | None) -> float:
    started = time.perf_counter()
    report = verify(archive, crew=crew)
    took = time.perf_counter() - started
    assert report.valid, report.refusal
    assert report.result == expected, "the count is what was chosen"
    return took


def reckoned(
    args: argparse.Namespace, sizes: list[int], played: list[Played], workers: int
) -> dict[str, Any]:
    """Return what was measured, and what follows for the day and for twenty million ballots."""
    cost, faster = cost_of(played), speedup(played)
    ballots_a_voter = sum(one.ballots for one in played) / sum(one.voters for one in played)
    ballots = round(sum(sizes) * ballots_a_voter)
    share = min(1.0, faster / workers)
    return {
        "communes": len(sizes),
        "voters": sum(sizes),
        "sizes": {"smallest": sizes[0], "median": sizes[len(sizes) // 2], "largest": sizes[-1]},
        "ballots": ballots,
        "group": args.group,
        "extension": native_state().split(",")[0].split(":")[0],
        "workers": workers,
        "played": [
            {
                "voters": one.voters,
                "ballots": one.ballots,
                "core": round(one.core, 3),
                "one": round(one.alone, 3),
                "all": round(one.together, 3),
            }
            for one in played
        ],
        "ms_a_vote": round(cost.per_vote * 1000, 2),
        "ms_a_ballot": round(cost.per_ballot * 1000, 4),
        "speedup": round(faster, 2),
        "core_share": round(share, 3),
        "day": _by_cores(cost, len(sizes), ballots, share),
        "twenty_million": _by_cores(cost, len(sizes), WHOLE_DAY, share),
    }


def _by_cores(cost: Cost, votes: int, ballots: int, share: float) -> list[dict[str, Any]]:
    """Return the minutes on some numbers of cores, each as useful as one of several was when measured."""
    alone = cost.of(votes, ballots)
    return [
        {"cores": cores, "minutes": round(alone / 60 if cores == 1 else alone / 60 / cores / share, 1)}
        for cores in CORES
    ]


def _print(report: dict[str, Any]) -> None:
    sizes = report["sizes"]
    print(
        said(
            f"{report['communes']} votaciones, {report['voters']} votantes "
            f"(de {sizes['smallest']} a {sizes['largest']}, mediana {sizes['median']})",
            f"{report['communes']} votes, {report['voters']} voters "
            f"({sizes['smallest']} to {sizes['largest']}, median {sizes['median']})",
        )
    )
    for one in report["played"]:
        print(
            said(
                f"  ensayada: {one['ballots']} boletas, {one['one']} s un proceso, {one['all']} s todos",
                f"  played: {one['ballots']} ballots, {one['one']} s one process, {one['all']} s all",
            )
        )
    print(
        said(
            f"Medido: {report['ms_a_ballot']} ms por boleta y {report['ms_a_vote']} ms por votación; "
            f"{report['workers']} procesos son {report['speedup']} veces uno.",
            f"Measured: {report['ms_a_ballot']} ms a ballot and {report['ms_a_vote']} ms a vote; "
            f"{report['workers']} processes are {report['speedup']} times one.",
        )
    )
    for name, title in (
        ("day", said(f"Este día ({report['ballots']} boletas)", f"This day ({report['ballots']} ballots)")),
        ("twenty_million", said("20 millones de boletas", "20 million ballots")),
    ):
        print(f"{title}:")
        for one in report[name]:
            print(
                said(
                    f"  {one['cores']} núcleos: {one['minutes']} min",
                    f"  {one['cores']} cores: {one['minutes']} min",
                )
            )
    print(
        said(
            "Más núcleos que los medidos: se supone que cada uno rinde lo mismo.",
            "More cores than were measured: each is taken to do as much.",
        )
    )
