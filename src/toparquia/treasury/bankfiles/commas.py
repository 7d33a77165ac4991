"""CSV: banks agree on nothing, so columns are found by their headings, in Spanish or English."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Final

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.treasury.bankfiles.movements import (
    LINES_LIMIT,
    REFERENCE_LIMIT,
    WORDS_LIMIT,
    Given,
    Movement,
    clipped,
)
from toparquia.treasury.errors import StatementTooLarge, StatementUnreadable

# What banks call a column, without accents and in small letters.
_NAMES: Final = {
    "day": ("fecha", "date", "fecha valor", "booking date", "fecha operacion"),
    "amount": ("monto", "importe", "amount", "valor"),
    "credit": ("haber", "credito", "abono", "credit", "ingreso"),
    "debit": ("debe", "debito", "cargo", "debit", "egreso"),
    "reference": ("referencia", "reference", "ref", "numero", "documento"),
    "words": ("descripcion", "concepto", "detalle", "description", "details"),
    "account": ("cuenta", "account"),
}
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_HEAD_LIMIT: Final = 20
_CELL_LIMIT: Final = 2_000


def read_csv(text: str, currency: str) -> Given:
    """Return what a CSV says, its columns found by their names. :raises StatementUnreadable:"""
    rows = _rows(text)
    at, columns = _heading(rows)
    movements, account = [], ""
    for row in rows[at + 1 :]:
        cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
        if not cells.get("day"):
            continue
        amount = _amount(cells, currency)
        if amount.is_zero:
            continue
        account = account or clipped(cells.get("account", ""), 60)
        movements.append(
            Movement(
                _day(cells["day"]),
                amount,
                clipped(cells.get("reference", ""), REFERENCE_LIMIT),
                clipped(cells.get("words", ""), WORDS_LIMIT),
            )
        )
    return Given("csv", account, currency, tuple(movements))


def _rows(text: str) -> list[list[str]]:
    head = text[:4_000]
    delimiter = max(";,\t", key=head.count)
    rows = []
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter):
            rows.append([cell[:_CELL_LIMIT] for cell in row])
            if len(rows) > LINES_LIMIT + _HEAD_LIMIT:
                raise StatementTooLarge(limit=f"{LINES_LIMIT}")
    except csv.Error as error:
        raise StatementUnreadable(why="el CSV está roto / the CSV is broken") from error
    return rows


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and where each column stands; banks write their own name above."""
    for number, row in enumerate(rows[:_HEAD_LIMIT]):
        names = [_plain(cell) for cell in row]
        columns = {
            ours: place
            for ours, theirs in _NAMES.items()
            if (place := next((names.index(name) for name in theirs if name in names), None)) is not None
        }
        if "day" in columns and ("amount" in columns or {"credit", "debit"} <= set(columns)):
            return number, columns
    raise StatementUnreadable(
        why="faltan las columnas fecha y monto / the columns date and amount are missing"
    )


def _plain(cell: str) -> str:
    apart = unicodedata.normalize("NFKD", cell.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _amount(cells: Mapping[str, str], currency: str) -> Money:
    if cells.get("amount"):
        return _money(cells["amount"], currency)
    credit, debit = cells.get("credit", ""), cells.get("debit", "")
    came = _money(credit, currency) if credit else Money.zero(currency)
    went = _money(debit, currency) if debit else Money.zero(currency)
    return came - (Money(abs(went.minor), currency))


def _money(text: str, currency: str) -> Money:
    """Return an amount, whichever of point and comma parts its cents."""
    plain = re.sub(r"[^\d.,+-]", "", text)
    sign = "-" if plain.startswith("-") or plain.endswith("-") or text.strip().startswith("(") else ""
    plain = plain.strip("+-")
    language = "es" if plain.rfind(",") > plain.rfind(".") else "en"
    try:
        amount = Money.parse(plain, currency, language)
    except DomainError as error:
        raise StatementUnreadable(why=f"«{text.strip()[:40]}»") from error
    return Money(-amount.minor, currency) if sign else amount


def _day(text: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise StatementUnreadable(why=f"«{text[:40]}»")
