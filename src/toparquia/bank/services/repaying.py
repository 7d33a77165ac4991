"""What comes back of loans: at the desk, on a sheet, from guarantors; and what may not come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from toparquia.bank import errors, queries, rules
from toparquia.bank.acts import LoanWrittenOff, ProvisionMade
from toparquia.bank.models import (
    Bank,
    Loan,
    Provision,
    Receipt,
    Repayment,
    Rescheduling,
    Savings,
    WriteOff,
)
from toparquia.bank.services.accounts import (
    CASH,
    INTEREST,
    LOSSES,
    PROVISION,
    PROVISIONED,
    Moved,
    entry_of,
    move,
    next_receipt,
    own_account,
)
from toparquia.bank.services.lending import DISBURSE, located
from toparquia.bank.services.serving import SERVE, check_positive, locked, open_day, resolved
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.services import enact
from toparquia.ledger import services as ledger
from toparquia.ledger.models import Account
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory


@dataclass(frozen=True)
class Collected:
    """One line of a collection sheet: what someone brought, for their loan or for their savings."""

    amount: Money
    application_id: UUID | None = None
    savings_id: UUID | None = None


@transaction.atomic
def repay(*, application_id: UUID, amount: Money, by: Authority, at: datetime) -> Repayment:
    """Take in a payment on a loan, whoever brings it: the oldest instalment first.

    :raises NoSuchLoan: :raises PaymentTooLarge: :raises CountedToday:
    """
    bank = located(application_id, SERVE, by, at).member.bank
    line = Collected(amount, application_id=application_id)
    repayments, _ = _collected(bank, [line], mandates.shown_by(by, bank.place, at), at)
    return repayments[0]


@transaction.atomic
def collect(
    *, bank_id: UUID, lines: Sequence[Collected], by: Authority, at: datetime
) -> tuple[list[Repayment], list[Receipt]]:
    """Take in all of a collection sheet or none of it, each line against a receipt of its own.

    :raises SheetEmpty: :raises NoSuchLoan: :raises NoSuchSavings: :raises PaymentTooLarge:
    :raises AmountNotPositive: :raises CountedToday:
    """
    bank = locked(bank_id, SERVE, by, at)
    if not lines:
        raise errors.SheetEmpty()
    return _collected(bank, lines, mandates.shown_by(by, bank.place, at), at)


def pay_from(
    bank: Bank, loan: Loan, amount: Money, source: Account, mandate: Mandate, at: datetime
) -> Repayment:
    """Write and post a payment that comes out of an account: savings that stood for the loan."""
    made, entry = _repayment(bank, loan, amount, source, next_receipt(bank), mandate, at)
    made.save(force_insert=True)
    ledger.post(entry, at=at)
    return made


@transaction.atomic
def reschedule(*, application_id: UUID, by: Authority, at: datetime) -> Rescheduling:
    """Give a loan the new instalments that the committee approved. PAR30 counts it as at risk from here on.

    :raises DisbursedAlready: :raises NotApproved: :raises LoanPaid:
    """
    application = located(application_id, DISBURSE, by, at)
    bank = application.member.bank
    if hasattr(application, "rescheduling"):
        raise errors.DisbursedAlready()
    if application.reschedules_id is None or queries.decision(application) != rules.APPROVED:
        raise errors.NotApproved()
    loan = queries.loans().get(application_id=application.reschedules_id)
    day = territory.local_day(bank.place, at)
    stands = queries.standing(loan, day)
    if not stands.principal_left or queries.is_written_off(loan):
        raise errors.LoanPaid()
    return Rescheduling.objects.create(
        application=application,
        loan=loan,
        principal_minor=stands.principal_left,
        interest_minor=stands.late.interest,
        paid_minor=queries.paid_minor(loan),
        starts_on=day,
        mandate=mandates.shown_by(by, bank.place, at),
        agreed_at=at,
    )


@transaction.atomic
def write_off(*, application_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> WriteOff:
    """Stop counting on a late loan, by a resolution of the assembly. What is owed is still owed.

    :raises NoSuchLoan: :raises NotLateEnough: :raises ResolutionElsewhere:
    """
    application = located(application_id, SERVE, by, at)
    bank = application.member.bank
    loan = queries.loan(application)
    day = territory.local_day(bank.place, at)
    stands = queries.standing(loan, day)
    if queries.is_written_off(loan) or not stands.late.days or not stands.principal_left:
        raise errors.NotLateEnough()
    taken = resolved(bank.place, queries.LOAN, application.id, resolution_id)
    if not taken.is_carried:
        raise errors.ResolutionElsewhere(place=bank.place.name)
    lost = Money(stands.principal_left, application.product.currency)
    off = WriteOff.objects.create(
        loan=loan,
        resolution=taken,
        amount_minor=lost.minor,
        mandate=mandates.shown_by(by, bank.place, at),
        written_off_on=day,
    )
    enact(LoanWrittenOff(subject=bank.id, resolution=taken.id, amount=lost), by=by, at=at)
    losses = own_account(bank, LOSSES, lost.currency, day)
    move(bank, taken.id, "bank.loan_written_off", at, (losses, loan.account, lost))
    return off


@transaction.atomic
def make_provision(*, bank_id: UUID, by: Authority, at: datetime) -> Provision:
    """Set against loans what the rule set's classes ask for today, and post the difference.

    :raises ProvisionUnchanged: if that stands already.
    """
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    needed = queries.provision_needed(bank, day)
    held = own_account(bank, PROVISION, bank.currency, day)
    before = queries.held(held, day)
    if needed == before:
        raise errors.ProvisionUnchanged(amount=needed)
    made = Provision.objects.create(
        bank=bank,
        day=day,
        needed_minor=needed.minor,
        before_minor=before.minor,
        currency=bank.currency,
        mandate=mandates.shown_by(by, bank.place, at),
        made_at=at,
    )
    enact(ProvisionMade(subject=bank.id, day=day, provision=needed, provision_before=before), by=by, at=at)
    cost = own_account(bank, PROVISIONED, bank.currency, day)
    more = needed - before
    moved = (held, cost, -more) if more.is_negative else (cost, held, more)
    move(bank, made.id, "bank.provision", at, moved)
    return made


def _collected(
    bank: Bank, lines: Sequence[Collected], mandate: Mandate, at: datetime
) -> tuple[list[Repayment], list[Receipt]]:
    day = open_day(bank, at)
    loans = queries.loans_listed(bank, [one.application_id for one in lines if one.application_id])
    saved = queries.savings_listed(bank, [one.savings_id for one in lines if one.savings_id])
    boxes: dict[str, Account] = {}
    repayments, receipts, entries = [], [], []
    for number, line in enumerate(lines, start=next_receipt(bank)):
        currency = line.amount.currency
        box = boxes.setdefault(currency, own_account(bank, CASH, currency, day))
        if line.application_id is not None:
            loan = loans[line.application_id]
            made, entry = _repayment(bank, loan, line.amount, box, number, mandate, at)
            repayments.append(made)
            # The next line may be of the same loan.
            loan.paid_so_far += made.amount_minor
        else:
            assert line.savings_id is not None, "a line is for a loan or for savings"
            receipt, entry = _deposit(bank, saved[line.savings_id], line.amount, box, number, mandate, at)
            receipts.append(receipt)
        entries.append(entry)
    Repayment.objects.bulk_create(repayments)
    Receipt.objects.bulk_create(receipts)
    ledger.post_all(entries, at=at)
    return repayments, receipts


def _repayment(bank, loan, amount, source, number, mandate, at):  # type: ignore[no-untyped-def]
    """Return a payment on a loan and its entry; neither is written yet. :raises PaymentTooLarge:"""
    day = territory.local_day(bank.place, at)
    if amount.currency != loan.application.product.currency:
        raise errors.PaymentTooLarge()
    went = rules.next_payment(queries.debt(loan), amount.minor)
    interest, principal = (Money(went.paid(part), amount.currency) for part in ("interest", "principal"))
    made = Repayment(
        entry_id=new_id(),
        loan=loan,
        number=number,
        interest_minor=interest.minor,
        principal_minor=principal.minor,
        mandate=mandate,
        paid_on=day,
        paid_at=at,
    )
    moved = _sides(bank, loan, source, principal, interest, day)
    return made, entry_of(bank, made.entry_id, "bank.repayment", at, *moved)


def _sides(
    bank: Bank, loan: Loan, source: Account, principal: Money, interest: Money, day: date
) -> Iterable[Moved]:
    # What comes back of a loan that was written off makes the loss smaller.
    is_off = queries.is_written_off(loan)
    owed = own_account(bank, LOSSES, principal.currency, day) if is_off else loan.account
    moved = [(source, owed, principal)]
    if not interest.is_zero:
        moved.append((source, own_account(bank, INTEREST, interest.currency, day), interest))
    return moved


def _deposit(bank, savings: Savings, amount, box, number, mandate, at):  # type: ignore[no-untyped-def]
    """Return a receipt of the desk and its entry; neither is written yet. :raises AmountNotPositive:"""
    check_positive(amount)
    if amount.currency != bank.currency:
        raise errors.AmountNotPositive()
    receipt = Receipt(
        entry_id=new_id(),
        bank=bank,
        number=number,
        savings=savings,
        is_in=True,
        amount_minor=amount.minor,
        currency=amount.currency,
        mandate=mandate,
        given_at=at,
    )
    return receipt, entry_of(bank, receipt.entry_id, "bank.deposit", at, (box, savings.account, amount))
