"""`audit sample`: draw sheets or tables from public dice; print what two people do with them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from toparquia.cli.main import language
from toparquia.engines.auditing import Reported, reported_digest
from toparquia.engines.auditing.instructions import METHODS, TEMPLATE, drawn_by_table, printed, steps

from .files import Commands, add_reported, print_json, read_reported, said


def add_draw(parser: argparse.ArgumentParser) -> None:
    """Declare how and from what seed is drawn."""
    parser.add_argument("--method", choices=METHODS, required=True)
    parser.add_argument(
        "--seed",
        required=True,
        help=said("20 cifras o más, de dados públicos", "20 digits or more, from public dice"),
    )
    parser.add_argument(
        "--count",
        type=int,
        required=True,
        metavar="N",
        help=said("hojas, o sorteos de mesas", "sheets, or draws of tables"),
    )


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("sample", help=said("sortea hojas o mesas", "draw sheets or tables"))
    add_reported(parser, with_limit=False)
    add_draw(parser)
    parser.add_argument(
        "--pdf",
        type=Path,
        metavar="FILE",
        help=said("además, instrucciones para imprimir", "instructions to be printed, too"),
    )
    parser.set_defaults(do=sample)


def sample(args: argparse.Namespace) -> int:
    """Draw, and say it for programs or for the two people who will look."""
    reported = read_reported(args.reported)
    chosen = drawn_by_table(reported, args.method, args.seed, args.count)
    if args.pdf is not None:
        args.pdf.write_bytes(instructions(reported, args, chosen))
    if args.json:
        print_json(
            {
                "result_sha256": reported_digest(reported),
                "seed": args.seed,
                "method": args.method,
                "count": args.count,
                "tables": [{"table": name, "sheets": numbers} for name, numbers in chosen],
            }
        )
        return 0
    for number, step in enumerate(steps(args.method, language()), 1):
        print(f"{number}. {step}")
    print(said("Resultado anunciado: SHA-256 ", "Announced result: SHA-256 ") + reported_digest(reported))
    print(said(f"Semilla: {args.seed}", f"Seed: {args.seed}"))
    for name, numbers in chosen:
        what = ", ".join(map(str, numbers)) or said("todas sus hojas", "all of its sheets")
        print(said(f"Mesa {name}: {what}", f"Table {name}: {what}"))
    return 0


def instructions(reported: Reported, args: argparse.Namespace, chosen: list[tuple[str, list[int]]]) -> bytes:
    """Return the sheet of instructions as a PDF."""
    from toparquia.foundation.printing import pdf

    values = printed(reported, args.method, args.seed, chosen, language())
    title = said("Auditoría del papel", "Audit of the paper")
    return pdf(TEMPLATE, values, title=title, language=language(), made_at=datetime.now(UTC))
