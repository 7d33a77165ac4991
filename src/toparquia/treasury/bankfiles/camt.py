"""CAMT.053, the statement of ISO 20022: few elements of it, by their names, whatever its version.

No library of it is both kept and small; the XML is read by `defusedxml`, which refuses entities and DTDs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

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

_NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
_ANY: Final = "{*}"


def read_camt053(content: bytes) -> Given:
    """Return what a CAMT.053 says, of its booked entries. :raises StatementUnreadable:"""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise StatementUnreadable(why="el XML está roto / the XML is broken") from error
    if not root.tag.startswith("{" + _NAMESPACE):
        raise StatementUnreadable(why="no es CAMT.053 / it is no CAMT.053")
    try:
        movements = tuple(
            _movement(entry) for entry in _all(root, "BkToCstmrStmt/Stmt/Ntry") if _is_booked(entry)
        )
    except (ValueError, DomainError) as error:
        raise StatementUnreadable(why="el CAMT.053 está roto / the CAMT.053 is broken") from error
    currencies = {one.amount.currency for one in movements}
    if len(currencies) != 1:
        raise StatementUnreadable(why="no dice una sola moneda / it names no single currency")
    account = _text(root, "BkToCstmrStmt/Stmt/Acct/Id/IBAN") or _text(
        root, "BkToCstmrStmt/Stmt/Acct/Id/Othr/Id"
    )
    return Given("camt053", clipped(account, 60), currencies.pop(), movements)


def _movement(entry: Element) -> Movement:
    amount = next(_all(entry, "Amt"))
    money = Money.from_decimal_text((amount.text or "").strip(), amount.get("Ccy", ""))
    day = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")
    paths = (
        "NtryDtls/TxDtls/Refs/EndToEndId",
        "AcctSvcrRef",
        "NtryRef",
        "NtryDtls/TxDtls/Refs/AcctSvcrRef",
    )
    references = (_text(entry, path) for path in paths)
    reference = next((one for one in references if one and one != "NOTPROVIDED"), "")
    words = " ".join(
        filter(None, (_text(entry, "NtryDtls/TxDtls/RmtInf/Ustrd"), _text(entry, "AddtlNtryInf")))
    )
    return Movement(
        date.fromisoformat(day[:10]),
        -money if _text(entry, "CdtDbtInd") == "DBIT" else money,
        clipped(reference, REFERENCE_LIMIT),
        clipped(words, WORDS_LIMIT),
    )


def _is_booked(entry: Element) -> bool:
    # Version 8 and later put the code into an element of its own.
    return (_text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK") == "BOOK"


def _all(element: Element, path: str) -> Iterator[Element]:
    return element.iterfind("/".join(_ANY + name for name in path.split("/")))


def _text(element: Element, path: str) -> str:
    found = next(_all(element, path), None)
    return (found.text or "").strip() if found is not None else ""
