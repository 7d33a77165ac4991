"""Releases: others than who recorded or is paid let an invoice be paid; the last of them pays it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.services import enact
from toparquia.ledger import services as ledger
from toparquia.ledger.errors import NotEnoughThere
from toparquia.ledger.rules import NewEntry, NewTransfer
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import InvoicePaid, InvoiceReleased, InvoiceReversed
from toparquia.treasury.models import Conflict, Invoice, InvoiceReversal, Payment, Release, Voucher
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.services.accounts import BANK, account, head_account, petty_account
from toparquia.treasury.services.locking import acting_mandate, hold_numbers, locked_invoice

REASON = Sentence("motivo", "reason")


@transaction.atomic
def release(*, invoice_id: UUID, by: Authority, at: datetime) -> Release:
    """Let an invoice be paid; with the last release that the rules ask, the money goes out at once.

    :raises InvoicePaidAlready, InvoiceTakenBack: by what became of the invoice.
    :raises ReleasedByRecorder, ReleasedByPayee, ReleasedBefore: by who releases.
    :raises InvoiceAboveWhatIsLeft: if the last release finds too little money; then it is not there either.
    """
    invoice = locked_invoice(invoice_id, by)
    _check_open(invoice)
    mandate = acting_mandate(by, invoice.obligation, at)
    given = list(invoice.releases.all())
    _check_releaser(invoice, mandate, {one.releaser_id for one in given})
    released = Release.objects.create(
        invoice=invoice, number=len(given) + 1, releaser_id=mandate.holder_id, mandate=mandate, released_at=at
    )
    act = InvoiceReleased(
        subject=invoice.id,
        obligation=invoice.obligation_id,
        release=released.number,
        of=invoice.releases_required,
    )
    enact(act, by=by, at=at)
    if released.number >= invoice.releases_required:
        pay(invoice, by, at)
    return released


@transaction.atomic
def take_back(*, invoice_id: UUID, reason: str, by: Authority, at: datetime) -> InvoiceReversal:
    """Take back an invoice that was a mistake, once; if it was paid, its entry is reversed.

    :raises InvoiceTakenBack: if it was before.
    :raises ReversedByRecorder: of a paid one, by who recorded it or is paid.
    """
    invoice = locked_invoice(invoice_id, by)
    if InvoiceReversal.objects.filter(invoice=invoice).exists():
        raise errors.InvoiceTakenBack()
    said = clean_line(reason, REASON, TEXT_LIMIT)
    mandate = acting_mandate(by, invoice.obligation, at)
    paid = Payment.objects.filter(invoice=invoice).first()
    if paid and mandate.holder_id in (invoice.recorder_id, invoice.payee_id):
        raise errors.ReversedByRecorder()
    undone = InvoiceReversal.objects.create(
        invoice=invoice, reason=said, is_of_a_payment=paid is not None, mandate=mandate, reversed_at=at
    )
    act = InvoiceReversed(
        subject=invoice.id,
        obligation=invoice.obligation_id,
        is_of_a_payment=undone.is_of_a_payment,
        amount=invoice.total,
        reason_sha256=hashlib.sha256(said.encode()).hexdigest(),
    )
    enact(act, by=by, at=at)
    if paid:
        day = territory.local_day(invoice.obligation.place, at)
        ledger.reverse(paid.id, undone.id, at, said, effective_on=day)
    return undone


def _check_open(invoice: Invoice) -> None:
    if InvoiceReversal.objects.filter(invoice=invoice).exists():
        raise errors.InvoiceTakenBack()
    if Payment.objects.filter(invoice=invoice).exists():
        raise errors.InvoicePaidAlready()


def _check_releaser(invoice: Invoice, mandate: Mandate, before: set[UUID]) -> None:
    # The person, not the mandate: who holds two offices is still one person.
    if mandate.holder_id == invoice.recorder_id:
        raise errors.ReleasedByRecorder()
    # A name that is written as the payee's counts too: the committee's members are few.
    is_named = rules.key_of(mandate.holder.full_name, TEXT_LIMIT) == invoice.supplier_key
    if is_named or mandate.holder_id == invoice.payee_id:
        raise errors.ReleasedByPayee()
    if mandate.holder_id in before:
        raise errors.ReleasedBefore()
    if Conflict.objects.filter(
        supplier__place_id=invoice.place_id, supplier__key=invoice.supplier_key, member_id=mandate.holder_id
    ).exists():
        raise errors.InterestDeclared()


def pay(invoice: Invoice, by: Authority, at: datetime) -> None:
    """Let an invoice's money go out, of the bank or the petty cash, under the next receipt's number."""
    obligation = invoice.obligation
    day = territory.local_day(obligation.place, at)
    paid = Payment.objects.create(id=new_id(), invoice=invoice, paid_at=at)
    act = InvoicePaid(
        subject=invoice.id,
        obligation=obligation.id,
        payment=paid.id,
        amount=invoice.total,
        receipt_number=_numbered(paid),
    )
    enact(act, by=by, at=at)
    bank = petty_account(obligation, day) if invoice.is_petty else account(obligation, BANK)
    lines = ((line.head, Money(line.amount_minor, invoice.currency)) for line in invoice.lines.all())
    sums = rules.by_head(lines, (), invoice.currency)
    transfers = tuple(
        NewTransfer(debit_id=head_account(obligation, head, day).id, credit_id=bank.id, amount=amount)
        for head, amount in sums.items()
    )
    entry = NewEntry(paid.id, act.kind, obligation.place_id, day, transfers)
    # Last of all: the account is locked until the transaction ends, and judged under that lock.
    try:
        ledger.post(entry, at=at)
    except NotEnoughThere as refusal:
        raise errors.InvoiceAboveWhatIsLeft(total=invoice.total, left=queries.left(obligation)) from refusal


def _numbered(paid: Payment) -> int:
    """Give a payment the next receipt's number of its place."""
    # Locked by the place, for payments of two obligations of it meet here.
    place_id = paid.invoice.place_id
    hold_numbers(place_id)
    last = Voucher.objects.filter(place_id=place_id).aggregate(last=Max("number"))["last"]
    return Voucher.objects.create(payment=paid, place_id=place_id, number=(last or 0) + 1).number
