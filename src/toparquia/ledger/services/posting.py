"""Open accounts, post entries, reverse one, seal a day.

The database judges every rule again (`migrations/0002_guards.py`); here its refusals get their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import minor_digits
from toparquia.ledger import rules
from toparquia.ledger.errors import (
    AccountCodeTaken,
    AccountMalformed,
    EntryTooLarge,
    KeyUsedForOtherEntry,
    NoSuchEntry,
    ReasonMalformed,
)
from toparquia.ledger.models import CODE_PATTERN, Account, AccountKind, JournalEntry
from toparquia.ledger.refusals import constraint_of, refusals_of
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer, PostedEntry

REVERSAL: Final = "ledger.reversal"

# One statement writes entries and transfers, and so the guards see both when it ends. Keys that are
# there already are the exception: cheaper to be told of than to ask about (or ON CONFLICT) each time.
# The function holds that statement, so that it is planned once a session.
POST: Final = """
SELECT ledger_post(
    %s, %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::date[], %s::int2[], %s::uuid[], %s::text[],
    %s::uuid[], %s::int2[], %s::uuid[], %s::uuid[], %s::int8[], %s::text[], %s::date[])
"""
# One transfer alone, the most usual entry: plain values are read in a third of the time of arrays.
POST_ONE: Final = "SELECT ledger_post_one(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
ATTEMPTS: Final = 3
# What says that a key was there already: which is first is the planner's choice.
KEY_TAKEN: Final = ("ledger_journalentry_pkey", "ledger_transfer_pkey", "ledger_entry_reversed_once")


def open_account(account: NewAccount) -> Account:
    """Open an account; the same again returns the first. :raises AccountCodeTaken, AccountMalformed:"""
    return open_accounts([account])[0]


@transaction.atomic
def open_accounts(accounts: Sequence[NewAccount]) -> list[Account]:
    """Open many accounts in one statement, in order; those that are there already are returned.

    :raises AccountCodeTaken: if a code belongs to an account that differs in anything but its opening day.
    :raises AccountMalformed, CurrencyMalformed: if an account cannot be.
    """
    for account in accounts:
        check_account(account)
    Account.objects.bulk_create(
        [
            Account(
                id=new_id(),
                code=account.code,
                owner_id=account.owner_id,
                kind=account.kind,
                currency=account.currency,
                may_go_negative=account.may_go_negative,
                is_private=account.is_private,
                opened_on=account.opened_on,
            )
            for account in accounts
        ],
        ignore_conflicts=True,
    )
    standing = {found.code: found for found in Account.objects.filter(code__in=[a.code for a in accounts])}
    for account in accounts:
        found = standing[account.code]
        if _of(account) != _of(found):
            raise AccountCodeTaken(account=account.code)
    return [standing[account.code] for account in accounts]


def _of(account: NewAccount | Account) -> tuple[object, ...]:
    """Return what two accounts of one code must have in common."""
    return (
        account.owner_id,
        account.kind,
        account.currency,
        account.may_go_negative,
        account.is_private,
    )


def check_account(account: NewAccount) -> None:
    """Refuse a code, kind or currency that cannot be. :raises AccountMalformed, CurrencyMalformed:"""
    minor_digits(account.currency)
    is_code = len(account.code) <= 120 and re.match(CODE_PATTERN.replace("$", r"\Z"), account.code)
    # A person's own account is shown as its group, the code without its last part: so it needs one.
    is_code = is_code and (not account.is_private or "." in account.code)
    if not is_code or account.kind not in AccountKind.values:
        raise AccountMalformed(account=account.code[:120], kind=account.kind[:20])


def post(entry: NewEntry, *, at: datetime) -> PostedEntry:
    """Write one entry; the same key and content again returns the first. For refusals see `post_all`."""
    return post_all([entry], at=at)[0]


def post_all(entries: Sequence[NewEntry], *, at: datetime) -> list[PostedEntry]:
    """Write many entries, all or none, in one statement, and return them in order.

    Accounts that may not go below zero are judged on what the whole batch leaves.

    :raises KeyUsedForOtherEntry: if a key came before with other content.
    :raises NotEnoughThere, NoSuchAccount, CurrencyDiffers, DaySealed, AlreadyReversed, ReversalOfReversal,
        ReversalInexact: as the database judges.
    :raises EntryEmpty, EntryTooLarge, AmountNotPositive, TransferToItself, KindMalformed, ReasonMalformed:
    """
    assert at.tzinfo is not None, "moments are aware"
    if len(entries) > rules.ENTRIES_LIMIT:
        raise EntryTooLarge(given=len(entries), limit=rules.ENTRIES_LIMIT)
    for entry in entries:
        rules.check_entry(entry)
    if not entries:
        return []
    keyed = rules.one_of_each_key(entries)
    earlier: dict[UUID, datetime] = {}
    with refusals_of(entries):
        for attempt in range(1, ATTEMPTS + 1):
            # In key order, so that two batches with keys in common never wait for each other in a ring.
            fresh = [keyed[key] for key in sorted(keyed.keys() - earlier.keys())]
            try:
                _write(fresh, at)
                break
            except IntegrityError as error:
                if attempt == ATTEMPTS or constraint_of(error) not in KEY_TAKEN:
                    raise
                found = _first_times(keyed)
                if found.keys() == earlier.keys():
                    raise
                earlier = found
    return [
        PostedEntry(entry.key, earlier.get(entry.key, at), is_repeat=entry.key in earlier)
        for entry in entries
    ]


def reverse(
    entry_id: UUID, key: UUID, at: datetime, reason: str, effective_on: date | None = None
) -> PostedEntry:
    """Take back an entry by its mirror image, once; it counts for `effective_on`, else the day of `at`.

    :raises NoSuchEntry, AlreadyReversed, ReversalOfReversal, DaySealed, NotEnoughThere, ReasonMalformed:
    :raises KeyUsedForOtherEntry: if the key came before with other content.
    """
    original = JournalEntry.objects.filter(id=entry_id).first()
    if original is None:
        raise NoSuchEntry(entry=entry_id)
    if not reason.strip():
        raise ReasonMalformed(limit=rules.REASON_LIMIT)
    # Sent again after midnight it is still the same reversal.
    earlier = JournalEntry.objects.filter(id=key).first()
    day = effective_on or (earlier.effective_on if earlier else timezone.localdate(at))
    mirrored = tuple(
        NewTransfer(debit_id=transfer.credit_id, credit_id=transfer.debit_id, amount=transfer.amount)
        for transfer in original.transfers.order_by("seq")
    )
    return post(NewEntry(key, REVERSAL, original.place_id, day, mirrored, original.id, reason), at=at)


def seal(through: date, *, at: datetime) -> int:
    """Close the ledger through a day and keep each account's balance there; return how many were kept.

    :raises DaySealed: if that day is closed already.
    """
    with refusals_of(()), _undone_alone(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_seal_through(%s, %s)", [through, at])
        return int(cursor.fetchone()[0])


@contextmanager
def _undone_alone() -> Iterator[None]:
    # One statement is a transaction of its own; inside another it gets a savepoint, so that a refusal
    # that the caller deals with leaves the caller's work standing.
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
    else:
        yield


def _write(sent: Sequence[tuple[NewEntry, str]], at: datetime) -> None:
    if not sent:
        return
    entries = [entry for entry, _ in sent]
    if len(entries) == 1 and len(entries[0].transfers) == 1:
        _write_one(*sent[0], at)
        return
    moved = [
        (entry, seq, transfer) for entry in entries for seq, transfer in enumerate(entry.transfers, start=1)
    ]
    columns = [
        _array(entry.key.hex for entry in entries),
        _array(digest for _, digest in sent),
        _array(entry.kind for entry in entries),
        _array(entry.place_id.hex for entry in entries),
        _array(str(entry.effective_on) for entry in entries),
        _array(str(len(entry.transfers)) for entry in entries),
        _array(entry.reverses.hex if entry.reverses else "NULL" for entry in entries),
        [entry.reason for entry in entries],
        _array(entry.key.hex for entry, _, _ in moved),
        _array(str(seq) for _, seq, _ in moved),
        _array(transfer.debit_id.hex for _, _, transfer in moved),
        _array(transfer.credit_id.hex for _, _, transfer in moved),
        _array(str(transfer.amount.minor) for _, _, transfer in moved),
        _array(transfer.amount.currency for _, _, transfer in moved),
        _array(str(entry.effective_on) for entry, _, _ in moved),
    ]
    with _undone_alone(), connection.cursor() as cursor:
        cursor.execute(POST, [at, *columns])


def _write_one(entry: NewEntry, digest: str, at: datetime) -> None:
    (moved,) = entry.transfers
    values = [
        *(at, entry.key, bytes.fromhex(digest), entry.kind, entry.place_id, entry.effective_on),
        *(entry.reverses, entry.reason),
        *(moved.debit_id, moved.credit_id, moved.amount.minor, moved.amount.currency),
    ]
    with _undone_alone(), connection.cursor() as cursor:
        cursor.execute(POST_ONE, values)


def _array(values: Iterable[str]) -> str:
    # PostgreSQL's own spelling of an array, for values without quotes, commas or braces: five times
    # faster to send than a list, and these columns hold nothing else (their shapes were checked).
    return "{" + ",".join(values) + "}"


def _first_times(keyed: dict[UUID, tuple[NewEntry, str]]) -> dict[UUID, datetime]:
    """Return when those that stand already were posted. :raises KeyUsedForOtherEntry:"""
    found = list(JournalEntry.objects.filter(id__in=list(keyed)).only("content_hash", "posted_at"))
    for entry in found:
        if bytes(entry.content_hash).hex() != keyed[entry.id][1]:
            raise KeyUsedForOtherEntry(key=entry.id)
    return {entry.id: entry.posted_at for entry in found}
