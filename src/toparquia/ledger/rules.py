"""What an entry is before it is written: its shape, what it may not be, and the hash of its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.ledger.errors import (
    AmountNotPositive,
    EntryEmpty,
    EntryTooLarge,
    KeyUsedForOtherEntry,
    KindMalformed,
    ReasonMalformed,
    TransferToItself,
)

TRANSFERS_LIMIT: Final = 1_000
"""Most transfers of one entry."""

ENTRIES_LIMIT: Final = 10_000
"""Most entries posted at once."""

REASON_LIMIT: Final = 300
_KIND: Final = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*\Z")
_KIND_LIMIT: Final = 60


@dataclass(frozen=True)
class NewTransfer:
    """An amount above zero that leaves one account (credit) and comes into another (debit)."""

    debit_id: UUID
    credit_id: UUID
    amount: Money


@dataclass(frozen=True)
class NewEntry:
    """What a client sends: the key it made, what happened, where, for which day, and what moves.

    Only `reverse` fills `reverses` and `reason`.
    """

    key: UUID
    kind: str
    place_id: UUID
    effective_on: date
    transfers: tuple[NewTransfer, ...]
    reverses: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class PostedEntry:
    """An entry that stands in the ledger; `is_repeat` when the same had been sent before."""

    id: UUID
    posted_at: datetime
    is_repeat: bool


@dataclass(frozen=True)
class NewAccount:
    """What an account is to be; `code` is for programs and exports and names no person."""

    code: str
    owner_id: UUID
    kind: str
    currency: str
    opened_on: date
    may_go_negative: bool = True
    is_private: bool = False


@dataclass(frozen=True)
class NewPending:
    """A transfer that is set aside until `expires_at`: posted, posted in part, or given back."""

    key: UUID
    place_id: UUID
    effective_on: date
    debit_id: UUID
    credit_id: UUID
    amount: Money
    expires_at: datetime


def check_entry(entry: NewEntry) -> None:
    """Refuse what no database needs to be asked about.

    :raises EntryEmpty, EntryTooLarge, AmountNotPositive, TransferToItself, KindMalformed, ReasonMalformed:
    """
    if len(entry.kind) > _KIND_LIMIT or not _KIND.match(entry.kind):
        raise KindMalformed(kind=entry.kind[:_KIND_LIMIT])
    if not entry.transfers:
        raise EntryEmpty()
    if len(entry.transfers) > TRANSFERS_LIMIT:
        raise EntryTooLarge(given=len(entry.transfers), limit=TRANSFERS_LIMIT)
    for transfer in entry.transfers:
        if transfer.amount.minor <= 0:
            raise AmountNotPositive(amount=transfer.amount)
        if transfer.debit_id == transfer.credit_id:
            raise TransferToItself()
    if entry.reason and (len(entry.reason) > REASON_LIMIT or not entry.reason.isprintable()):
        raise ReasonMalformed(limit=REASON_LIMIT)


def content_hash(entry: NewEntry) -> str:
    """Return the SHA-256, in hex, of everything that an entry says: what a key is bound to."""
    return hash_of_lines(
        entry.key,
        entry.kind,
        entry.place_id,
        entry.effective_on,
        entry.reverses,
        [(t.debit_id, t.credit_id, t.amount.minor, t.amount.currency) for t in entry.transfers],
        entry.reason,
    )


def hash_of_lines(
    key: UUID,
    kind: str,
    place_id: UUID,
    effective_on: date,
    reverses: UUID | None,
    transfers: Sequence[tuple[UUID, UUID, int, str]],
    reason: str,
) -> str:
    """Return the SHA-256 of an entry's lines; the self-check calls it with what is stored."""
    # The free text comes last: nothing in it can pass for a field.
    lines = [key.hex, kind, place_id.hex, effective_on.isoformat(), reverses.hex if reverses else ""]
    lines += [f"{debit.hex} {credit.hex} {minor} {currency}" for debit, credit, minor, currency in transfers]
    lines += ["", reason]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def one_of_each_key(entries: Sequence[NewEntry]) -> dict[UUID, tuple[NewEntry, str]]:
    """Return each entry with its hash, by key; the same sent twice counts once.

    :raises KeyUsedForOtherEntry: if two different entries share a key.
    """
    found: dict[UUID, tuple[NewEntry, str]] = {}
    for entry in entries:
        digest = content_hash(entry)
        if entry.key in found and found[entry.key][1] != digest:
            raise KeyUsedForOtherEntry(key=entry.key)
        found[entry.key] = (entry, digest)
    return found
