"""What the two people who look at the paper are told, on a screen or on a printed sheet."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any, Final

from toparquia.engines.auditing.assertions import reported_assertions
from toparquia.engines.auditing.comparing import Comparison
from toparquia.engines.auditing.contest import Reported
from toparquia.engines.auditing.errors import NothingOnPaper
from toparquia.engines.auditing.files import reported_digest
from toparquia.engines.auditing.sampling import sheets_drawn, tables_drawn

METHODS: Final = ("sheets", "tables")
# For the house's printing; its values are `printed`.
TEMPLATE: Final = Path(__file__).with_name("instructions.typ")


def drawn_by_table(reported: Reported, method: str, seed: str, count: int) -> list[tuple[str, list[int]]]:
    """Return each table with the numbers of its drawn sheets, in order; no numbers means all of it.

    :raises SampleTooLarge: :raises SeedTooShort: :raises NothingOnPaper: no table could change the result.
    """
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


def steps(method: str, language: str) -> list[str]:
    """Return what the two people do, a sentence a step."""

    def said(es: str, en: str) -> str:
        return en if language.startswith("en") else es

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


def printed(
    reported: Reported, method: str, seed: str, chosen: list[tuple[str, list[int]]], language: str
) -> dict[str, Any]:
    """Return the values of the printed sheet, with room for what is noted."""

    def said(es: str, en: str) -> str:
        return en if language.startswith("en") else es

    return {
        "steps": steps(method, language),
        "facts": [
            [said("Resultado anunciado, SHA-256", "Announced result, SHA-256"), reported_digest(reported)],
            [said("Semilla", "Seed"), seed],
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
