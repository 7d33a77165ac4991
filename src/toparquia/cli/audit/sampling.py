"""`audit sample`: draw sheets or tables from public dice; print what two people do with them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from toparquia.cli.main import language
from toparquia.engines.auditing import (
    Comparison,
    Reported,
    reported_assertions,
    reported_digest,
    sheets_drawn,
    tables_drawn,
)
from toparquia.engines.auditing.errors import NothingOnPaper

from .files import Commands, add_reported, print_json, read_reported, said

TEMPLATE = Path(__file__).with_name("instructions.typ")
METHODS = ("sheets", "tables")


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


def drawn(reported: Reported, method: str, seed: str, count: int) -> list[tuple[str, list[int]]]:
    """Return each table with the numbers of its drawn sheets, in order; no numbers means all of it."""
    if method == "sheets":
        sheets = sorted(
            sheets_drawn(reported, seed, count), key=lambda sheet: _by_name(sheet.table, sheet.number)
        )
        return [
            (table, [sheet.number for sheet in group])
            for table, group in groupby(sheets, key=lambda sheet: sheet.table)
        ]
    assertions = reported_assertions(reported)
    if any(assertion.of(reported.votes) <= 0 for assertion in assertions):
        return [(table.name, []) for table in reported.tables]
    weights = Comparison(reported, assertions).weights()
    if not any(weights.values()):
        raise NothingOnPaper()
    names = set(tables_drawn(list(weights), list(weights.values()), seed, count))
    return [(name, []) for name in sorted(names, key=lambda name: _by_name(name, 0))]


def _by_name(name: str, number: int) -> tuple[int, str, int]:
    return (int(name) if name.isdecimal() else 0, name, number)


def sample(args: argparse.Namespace) -> int:
    """Draw, and say it for programs or for the two people who will look."""
    reported = read_reported(args.reported)
    chosen = drawn(reported, args.method, args.seed, args.count)
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
    for number, step in enumerate(steps(args.method), 1):
        print(f"{number}. {step}")
    print(said("Resultado anunciado: SHA-256 ", "Announced result: SHA-256 ") + reported_digest(reported))
    print(said(f"Semilla: {args.seed}", f"Seed: {args.seed}"))
    for name, numbers in chosen:
        what = ", ".join(map(str, numbers)) or said("todas sus hojas", "all of its sheets")
        print(said(f"Mesa {name}: {what}", f"Table {name}: {what}"))
    return 0


def steps(method: str) -> list[str]:
    """Return what the two people do, a sentence a step."""
    look = (
        said(
            "En cada mesa, cuenten desde arriba del paquete hasta el número de la hoja; no la muevan.",
            "At each table, count from the top of its pile to the sheet's number; leave it in its place.",
        )
        if method == "sheets"
        else said(
            "De cada mesa sorteada cuenten todas las hojas, opción por opción.",
            "At each table drawn, count all sheets, option by option.",
        )
    )
    return [
        said(
            "Son dos personas de grupos distintos, y cualquiera puede mirar.",
            "You are two people of different groups, and anyone may watch.",
        ),
        said(
            "Comparen el SHA-256 con el que se publicó antes de lanzar los dados.",
            "Compare the SHA-256 with the one published before the dice were thrown.",
        ),
        look,
        said(
            "Cada quien anota por su lado lo que ve, sin mirar lo que anota la otra persona.",
            "Each notes alone what is seen, without looking at the other's notes.",
        ),
        said(
            "Una hoja en blanco o nula se anota sin marcas. Una que no está se anota como «falta».",
            "A blank or spoiled sheet is noted without marks. One that is not there is noted as missing.",
        ),
        said(
            "Firmen, y entreguen las dos listas. Si difieren, miren esas hojas otra vez, juntas.",
            "Sign, and hand in both lists. Where they differ, look at those sheets again, together.",
        ),
    ]


def instructions(reported: Reported, args: argparse.Namespace, chosen: list[tuple[str, list[int]]]) -> bytes:
    """Return the sheet of instructions as a PDF, with room for what is noted."""
    from toparquia.foundation.printing import pdf

    values: dict[str, Any] = {
        "steps": steps(args.method),
        "facts": [
            [said("Resultado anunciado, SHA-256", "Announced result, SHA-256"), reported_digest(reported)],
            [said("Semilla", "Seed"), args.seed],
            [said("Opciones", "Options"), " · ".join(reported.contest.options)],
        ],
        "columns": [said("Mesa", "Table"), said("Hoja", "Sheet"), said("Lo que se ve", "What is seen")],
        "rows": [
            [name, str(number) if number else said("todas", "all")]
            for name, numbers in chosen
            for number in numbers or [0]
        ],
        "signed": [said("Primera persona", "First person"), said("Segunda persona", "Second person")],
    }
    title = said("Auditoría del papel", "Audit of the paper")
    return pdf(TEMPLATE, values, title=title, language=language(), made_at=datetime.now(UTC))
