"""Which form a statement has is read from its first signs; name and announced type are not believed."""

from __future__ import annotations

from typing import Final

from toparquia.treasury.bankfiles.camt import read_camt053
from toparquia.treasury.bankfiles.commas import read_csv
from toparquia.treasury.bankfiles.movements import LINES_LIMIT, Given
from toparquia.treasury.bankfiles.swift import read_mt940
from toparquia.treasury.errors import StatementTooLarge, StatementUnreadable

SIZE_LIMIT: Final = 2_000_000


def read_statement(content: bytes, currency: str) -> Given:
    """Return what a statement says; a CSV, which names no currency, is of `currency`.

    :raises StatementTooLarge: by its bytes or its movements.
    :raises StatementUnreadable: if it is none of the three forms, or broken.
    """
    if len(content) > SIZE_LIMIT:
        raise StatementTooLarge(limit=f"{SIZE_LIMIT // 1_000_000} MB")
    text = _text(content)
    head = text.lstrip("\ufeff \r\n\t")[:400]
    if head.startswith("<"):
        given = read_camt053(content)
    elif head.startswith(("{1:", ":20:")) or "\n:20:" in head:
        given = read_mt940(text)
    else:
        given = read_csv(text, currency)
    if not given.movements:
        raise StatementUnreadable(why="no trae movimientos / it has no movements")
    if len(given.movements) > LINES_LIMIT:
        raise StatementTooLarge(limit=f"{LINES_LIMIT}")
    return given


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StatementUnreadable(why="no es texto / it is no text")
