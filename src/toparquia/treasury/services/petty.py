"""Petty cash: filled up to its size by someone who spent none of it, and spent within its limit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.services import enact
from toparquia.ledger import services as ledger
from toparquia.ledger.errors import NotEnoughThere
from toparquia.ledger.rules import NewEntry, NewTransfer
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import PettyCashFilled
from toparquia.treasury.models import PettyFill
from toparquia.treasury.services.accounts import BANK, account, petty_account
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of


@transaction.atomic
def fill_petty_cash(*, obligation_id: UUID, by: Authority, at: datetime) -> PettyFill:
    """Fill the petty cash of an obligation up to its size, and so account for what was spent from it.

    :raises PettyCashFull: :raises FilledBySpender: :raises InvoiceAboveWhatIsLeft: if the bank has less.
    """
    obligation = locked(obligation_id, by)
    limits = rules.petty_limits(obligation.amount, rules_of(obligation, at))
    mandate = acting_mandate(by, obligation, at)
    held = queries.petty_cash(obligation)
    amount = limits.fund - held
    if amount.minor <= 0 or limits.per_expense.is_zero:
        raise errors.PettyCashFull(held=held, fund=limits.fund)
    spent = list(queries.petty_since_filled(obligation))
    if any(bill.recorder_id == mandate.holder_id for bill in spent):
        raise errors.FilledBySpender()
    left = queries.left_in_bank(obligation)
    if amount > left:
        raise errors.InvoiceAboveWhatIsLeft(total=amount, left=left)
    total = Money.total((bill.total for bill in spent), obligation.currency)
    last = PettyFill.objects.filter(obligation=obligation).aggregate(last=Max("number"))["last"]
    filled = PettyFill.objects.create(
        id=new_id(),
        obligation=obligation,
        number=(last or 0) + 1,
        amount_minor=amount.minor,
        fund_minor=limits.fund.minor,
        expense_minor=limits.per_expense.minor,
        expenses=len(spent),
        spent_minor=total.minor,
        filler_id=mandate.holder_id,
        mandate=mandate,
        filled_at=at,
    )
    act = PettyCashFilled(
        subject=obligation.id, number=filled.number, amount=amount, expenses=len(spent), spent=total
    )
    enact(act, by=by, at=at)
    day = territory.local_day(obligation.place, at)
    moved = NewTransfer(
        debit_id=petty_account(obligation, day).id, credit_id=account(obligation, BANK).id, amount=amount
    )
    try:
        ledger.post(NewEntry(filled.id, act.kind, obligation.place_id, day, (moved,)), at=at)
    except NotEnoughThere as refusal:
        raise errors.InvoiceAboveWhatIsLeft(total=amount, left=left) from refusal
    return filled
