"""The whole ledger in formats that other people's tools read, a line at a time.

Codes of accounts and ids of places are public; the reason of a reversal is free text and stays inside.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from itertools import groupby
from typing import Final

from django.db import connection

from toparquia.foundation.money import minor_digits
from toparquia.ledger.queries.balances import grouped, trial_balance
from toparquia.ledger.queries.journal import GROUP_CODE, JournalLine, lines, read_consistently

ROOTS: Final = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}
COLUMNS: Final = (
    "entry", "seq", "effective_on", "posted_at", "kind", "place",
    "debit", "credit", "amount", "currency", "reverses",
)  # fmt: skip

# The first day an account is used; accounts may be used for a day before the one they were opened on.
OPENINGS: Final = """
SELECT {code} AS code, a.kind, a.currency, min(least(a.opened_on,
    (SELECT min(t.effective_on) FROM ledger_transfer t WHERE t.debit_id = a.id),
    (SELECT min(t.effective_on) FROM ledger_transfer t WHERE t.credit_id = a.id)))
FROM ledger_account a GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def beancount() -> Iterator[str]:
    """Yield the ledger as Beancount: accounts, transactions, and the balances we compute, to be checked.

    Source: Beancount's language syntax, version 3.
    """
    with read_consistently():
        with connection.cursor() as cursor:
            cursor.execute(OPENINGS.format(code=GROUP_CODE.format(a="a")))
            openings = cursor.fetchall()
        for currency in sorted({currency for _, _, currency, _ in openings}):
            # Exact to the minor unit: Beancount would let half of one pass.
            yield f'option "inferred_tolerance_default" "{currency}:0"\n'
        for code, kind, currency, opened_on in openings:
            yield f"{opened_on} open {beancount_name(code, kind)} {currency}\n"
        last_day = date.min
        for _, entry in groupby(lines(), key=lambda line: line.entry_id):
            moved = list(entry)
            last_day = moved[0].effective_on
            yield _transaction(moved)
        if last_day > date.min:
            yield from _balances(last_day)


def beancount_name(code: str, kind: str) -> str:
    """Return an account's name in Beancount: `bank.cash-box` of kind asset is `Assets:Bank:Cash-box`."""
    return ":".join([ROOTS[kind], *(part[0].upper() + part[1:] for part in code.split("."))])


def csv_lines() -> Iterator[str]:
    """Yield the ledger as CSV (RFC 4180), a line a transfer, under a line of column names."""
    yield _csv_line(COLUMNS)
    with read_consistently():
        for line in lines():
            yield _csv_line(
                (
                    line.entry_id,
                    line.seq,
                    line.effective_on,
                    line.posted_at.isoformat(),
                    line.kind,
                    line.place_id,
                    line.debit_code,
                    line.credit_code,
                    line.amount.decimal_text(),
                    line.amount.currency,
                    line.reverses_id or "",
                )
            )


FORMATS: Final[dict[str, Callable[[], Iterator[str]]]] = {"beancount": beancount, "csv": csv_lines}


def _transaction(moved: list[JournalLine]) -> str:
    first = moved[0]
    link = f" ^{first.reverses_id or first.entry_id}"
    written = [f'\n{first.effective_on} * "{first.kind}"{link}\n']
    written.append(f'  entry: "{first.entry_id}"\n  place: "{first.place_id}"\n')
    written.append(f'  posted_at: "{first.posted_at.isoformat()}"\n')
    for line in moved:
        amount, currency = line.amount.decimal_text(), line.amount.currency
        written.append(f"  {beancount_name(line.debit_code, line.debit_kind)}  {amount} {currency}\n")
        written.append(f"  {beancount_name(line.credit_code, line.credit_kind)}  -{amount} {currency}\n")
    return "".join(written)


def _balances(last_day: date) -> Iterator[str]:
    # Beancount checks a balance at the beginning of its day.
    day = last_day + timedelta(days=1)
    yield "\n"
    for line in grouped(trial_balance(last_day)):
        # Totals may pass what Money holds: written here, exact all the same.
        minor, digits = line.debit_minor - line.credit_minor, minor_digits(line.currency)
        whole, part = divmod(abs(minor), 10**digits)
        decimals = f".{part:0{digits}d}" if digits else ""
        sign = "-" if minor < 0 else ""
        name = beancount_name(line.code, line.kind)
        yield f"{day} balance {name}  {sign}{whole}{decimals} ~ 0 {line.currency}\n"


def _csv_line(values: tuple[object, ...]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(values)
    return written.getvalue()
