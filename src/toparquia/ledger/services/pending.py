"""Pending transfers: an amount set aside first, then posted, posted in part, or given back.

What is set aside leaves its account at once, for an account of its own that nobody else uses: so no second
payer can spend it, and the limits of accounts hold without another guard.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from toparquia.foundation.money import Money
from toparquia.gazette import locks
from toparquia.ledger import errors
from toparquia.ledger.models import Account, Outcome, PendingTransfer, Settlement
from toparquia.ledger.rules import NewAccount, NewEntry, NewPending, NewTransfer
from toparquia.ledger.services.posting import open_account, post

HELD: Final = "ledger.held"
SETTLED: Final = "ledger.settled"
HELD_PREFIX: Final = "held."
EXPIRED_AT_ONCE: Final = 1_000


@transaction.atomic
def hold(pending: NewPending, *, at: datetime) -> PendingTransfer:
    """Set an amount aside for a transfer; the same key and content again returns the first.

    :raises NoSuchAccount: if one of the accounts is not there.
    :raises PendingExpired: if it would be over before it begins.
    :raises NotEnoughThere, KeyUsedForOtherEntry: and the other refusals of `post`.
    """
    if pending.expires_at <= at:
        raise errors.PendingExpired(at=pending.expires_at.isoformat(timespec="minutes"))
    source, target = _sides(_account(pending.debit_id), _account(pending.credit_id))
    if target.currency != pending.amount.currency:
        raise errors.CurrencyDiffers(
            account=target.code, expected=target.currency, given=pending.amount.currency
        )
    holding = open_account(
        NewAccount(
            HELD_PREFIX + source.code,
            source.owner_id,
            source.kind,
            source.currency,
            source.opened_on,
            may_go_negative=False,
            is_private=source.is_private,
        )
    )
    moved = _leaving(source, source, holding, pending.amount)
    entry = NewEntry(pending.key, HELD, pending.place_id, pending.effective_on, (moved,))
    if post(entry, at=at).is_repeat:
        return _same(pending, target)
    return PendingTransfer.objects.create(
        entry_id=pending.key,
        source=source,
        holding=holding,
        target=target,
        amount_minor=pending.amount.minor,
        currency=pending.amount.currency,
        expires_at=pending.expires_at,
    )


@transaction.atomic
def settle(pending_id: UUID, key: UUID, *, at: datetime, amount: Money | None = None) -> Settlement:
    """Post a pending transfer: whole, or only `amount` of it; the rest goes back where it came from.

    :raises NoSuchPending: :raises PendingSettled: :raises PendingExpired: once its time is over.
    :raises PendingAmountOutOfBounds: if more than what was set aside is asked for, or nothing.
    """
    pending = _locked(pending_id)
    if at >= pending.expires_at:
        raise errors.PendingExpired(at=pending.expires_at.isoformat(timespec="minutes"))
    asked = pending.amount if amount is None else amount
    if not Money.zero(pending.currency) < asked <= pending.amount:
        raise errors.PendingAmountOutOfBounds(asked=asked, held=pending.amount)
    outcome = Outcome.POSTED if asked == pending.amount else Outcome.PARTLY
    return _settled(pending, key, asked, outcome, at)


@transaction.atomic
def void(pending_id: UUID, key: UUID, *, at: datetime) -> Settlement:
    """Give a pending transfer back whole. :raises NoSuchPending: :raises PendingSettled:"""
    pending = _locked(pending_id)
    outcome = Outcome.EXPIRED if at >= pending.expires_at else Outcome.VOIDED
    return _settled(pending, key, Money.zero(pending.currency), outcome, at)


def release_expired(*, at: datetime) -> int:
    """Give back every pending transfer whose time is over, and return how many there were.

    The key of each is made from its own id, so that two who do it at once give back once.
    """
    over = PendingTransfer.objects.filter(expires_at__lte=at, settlement__isnull=True)
    found = list(over.order_by("expires_at", "entry_id").values_list("entry_id", flat=True)[:EXPIRED_AT_ONCE])
    given = 0
    for pending_id in found:
        try:
            void(pending_id, uuid5(pending_id, "expired"), at=at)
            given += 1
        except errors.PendingSettled:
            continue
    return given


def _settled(
    pending: PendingTransfer, key: UUID, posted: Money, outcome: Outcome, at: datetime
) -> Settlement:
    back = pending.amount - posted
    moved = []
    if not posted.is_zero:
        moved.append(_leaving(pending.source, pending.holding, pending.target, posted))
    if not back.is_zero:
        moved.append(_leaving(pending.source, pending.holding, pending.source, back))
    entry = NewEntry(key, SETTLED, pending.entry.place_id, timezone.localdate(at), tuple(moved))
    post(entry, at=at)
    return Settlement.objects.create(
        pending=pending, entry_id=key, outcome=outcome, posted_minor=posted.minor, settled_at=at
    )


def _sides(debit: Account, credit: Account) -> tuple[Account, Account]:
    """Return from which account something is taken, and the other. :raises NothingToHold:"""
    if not debit.grows_by_debit:
        return debit, credit
    if credit.grows_by_debit:
        return credit, debit
    raise errors.NothingToHold(debit=debit.code, credit=credit.code)


def _leaving(source: Account, giver: Account, taker: Account, amount: Money) -> NewTransfer:
    # A debt shrinks by debit, what is owned by credit: both are taken from.
    if source.grows_by_debit:
        return NewTransfer(debit_id=taker.id, credit_id=giver.id, amount=amount)
    return NewTransfer(debit_id=giver.id, credit_id=taker.id, amount=amount)


def _account(account_id: UUID) -> Account:
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise errors.NoSuchAccount(account=account_id)
    return found


def _same(pending: NewPending, target: Account) -> PendingTransfer:
    found = PendingTransfer.objects.filter(entry_id=pending.key).first()
    asked = (target.id, pending.expires_at)
    if found is None or (found.target_id, found.expires_at) != asked:
        raise errors.KeyUsedForOtherEntry(key=pending.key)
    return found


def _locked(pending_id: UUID) -> PendingTransfer:
    locks.hold(pending_id)
    found = (
        PendingTransfer.objects.select_related("entry", "source", "holding", "target")
        .filter(entry_id=pending_id)
        .first()
    )
    if found is None:
        raise errors.NoSuchPending(pending=pending_id)
    if Settlement.objects.filter(pending=found).exists():
        raise errors.PendingSettled(pending=pending_id)
    return found
