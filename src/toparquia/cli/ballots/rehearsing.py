"""`ballots rehearse`: play a whole vote and write its archive."""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import rehearse

from .crewing import add_crew, crew_for, progress_bars
from .files import Commands, add_group, add_json, now, print_json, read_questions, said

_TRUSTEES = re.compile(r"(\d{1,2})(?:of(\d{1,2}))?")


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("rehearse", help=said("ensaya una votación entera", "rehearse a whole vote"))
    parser.add_argument("--voters", type=int, required=True, metavar="N")
    add_group(parser)
    parser.add_argument(
        "--trustees",
        type=_trustees,
        default=(3, None),
        metavar="3|2of3",
        help=said("todos, o un umbral", "all of them, or a threshold"),
    )
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--seed",
        type=int,
        help=said(
            "mismas elecciones al azar (nunca mismas claves)", "the same random choices (never the same keys)"
        ),
    )
    add_crew(parser)
    add_json(parser)
    parser.set_defaults(do=rehearse_one)


def _trustees(text: str) -> tuple[int, int | None]:
    matched = _TRUSTEES.fullmatch(text)
    if matched is None or int(matched.group(1)) < 1:
        raise argparse.ArgumentTypeError(said("di 3, o 2of3", "say 3, or 2of3"))
    first, size = matched.groups()
    return (int(first), None) if size is None else (int(size), int(first))


def rehearse_one(args: argparse.Namespace) -> int:
    """Play the vote; the archive reads in other people's tools."""
    questions, name, description = read_questions(args.questions)
    with crew_for(args) as crew, progress_bars() as progress:
        played = rehearse(
            args.out,
            moment=now(),
            group=group_named(args.group),
            voters=args.voters,
            trustees=args.trustees,
            questions=questions,
            name=name or said("Ensayo", "Rehearsal"),
            description=description,
            chance=None if args.seed is None else random.Random(args.seed),  # noqa: S311 - choices, not keys
            crew=crew,
            progress=progress,
        )
    if args.json:
        print_json(
            {
                "archive": str(played.archive),
                "uuid": played.uuid,
                "ballots": played.ballots,
                "counted": played.counted,
                "result": played.expected,
            }
        )
    else:
        print(played.archive)
        print(
            said(
                f"{played.ballots} boletas, {played.counted} contadas",
                f"{played.ballots} ballots, {played.counted} counted",
            )
        )
        print(played.expected)
    return 0
