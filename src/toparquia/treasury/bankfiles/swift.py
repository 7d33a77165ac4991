"""MT940, read by the library that banks' customers everywhere use."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any, Final

import mt940

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.treasury.bankfiles.movements import (
    REFERENCE_LIMIT,
    WORDS_LIMIT,
    Given,
    Movement,
    clipped,
)
from toparquia.treasury.errors import StatementUnreadable

_NONE: Final = ("NONREF", "NOTPROVIDED")
# It writes every tag that it cannot read, with its content, into the log; statements stay inside.
logging.getLogger("mt940").setLevel(logging.CRITICAL)


def read_mt940(text: str) -> Given:
    """Return what an MT940 says. :raises StatementUnreadable:"""
    try:
        parsed = mt940.parse(text)
        movements = tuple(_movement(one.data) for one in parsed if one.data.get("amount") is not None)
    except (RuntimeError, ValueError, KeyError, AttributeError, ArithmeticError, DomainError) as error:
        raise StatementUnreadable(why="el MT940 está roto / the MT940 is broken") from error
    currencies = {one.amount.currency for one in movements}
    if len(currencies) != 1:
        raise StatementUnreadable(why="no dice una sola moneda / it names no single currency")
    account = clipped(str(parsed.data.get("account_identification") or ""), 60)
    return Given("mt940", account, currencies.pop(), movements)


def _movement(facts: dict[str, Any]) -> Movement:
    given = facts["amount"]
    amount = Money.from_decimal_text(f"{given.amount:f}", str(given.currency or ""))
    references = (str(facts.get(name) or "") for name in ("customer_reference", "bank_reference"))
    reference = next((one for one in references if one.strip() and one.strip() not in _NONE), "")
    # Of its own kind of date only the day is kept.
    day = facts.get("entry_date") or facts["date"]
    return Movement(
        date(day.year, day.month, day.day),
        amount,
        clipped(reference, REFERENCE_LIMIT),
        clipped(str(facts.get("transaction_details") or ""), WORDS_LIMIT),
    )
