"""What an invoice has to show before it is written: quotations, no double, no interest, limits."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Sum

from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.files import CheckedFile
from toparquia.treasury.models import Conflict, Invoice, Obligation, PettyFill, Purchase
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.rules import NewInvoice


def check_bought(
    obligation: Obligation,
    new: NewInvoice,
    total: Money,
    file: CheckedFile,
    in_force: RuleSet,
    recorder: UUID,
) -> None:
    """Ask of an invoice all that the rules ask; the order is that of the refusals.

    :raises InvoiceAboveWhatIsLeft, PettyCashNotFilled, PettyExpenseTooLarge, PettyCashTooSmall: by the money.
    :raises FileUsedBefore, InvoiceRecordedBefore, ResemblesAnother: by those that are there.
    :raises InterestDeclared: by who records it.
    :raises PurchaseUndecided, NotTheChosenOne, AboveTheQuotation, QuotationsNeeded: by who else was asked.
    """
    _check_money(obligation, new, total)
    _check_new(obligation, new, total, file, in_force)
    key = rules.key_of(new.supplier, TEXT_LIMIT)
    if Conflict.objects.filter(
        supplier__place_id=obligation.place_id, supplier__key=key, member_id=recorder
    ).exists():
        raise errors.InterestDeclared()
    if new.purchase_id is not None:
        _check_purchase(queries.purchase(new.purchase_id), obligation, key, total)
    elif not new.is_petty and not new.direct_reason:
        _check_direct(obligation, key, total, in_force)


def _check_money(obligation: Obligation, new: NewInvoice, total: Money) -> None:
    if not new.is_petty:
        left = queries.left_in_bank(obligation)
        if total > left:
            raise errors.InvoiceAboveWhatIsLeft(total=total, left=left)
        return
    filled = PettyFill.objects.filter(obligation=obligation).order_by("-number").first()
    if filled is None:
        raise errors.PettyCashNotFilled()
    limit = Money(filled.expense_minor, obligation.currency)
    if total > limit:
        raise errors.PettyExpenseTooLarge(limit=limit, total=total)
    left = queries.petty_cash(obligation)
    if total > left:
        raise errors.PettyCashTooSmall(left=left, total=total)


def _check_new(
    obligation: Obligation, new: NewInvoice, total: Money, file: CheckedFile, in_force: RuleSet
) -> None:
    # The trigger asks again, under its locks; here the sentence comes without an error of the database.
    if queries.invoices_with_file(file.sha256).exists():
        raise errors.FileUsedBefore()
    if queries.same_invoices(new.supplier, new.number).filter(place_id=obligation.place_id).exists():
        raise errors.InvoiceRecordedBefore(number=new.number)
    if new.again_reason:
        return
    alike = queries.resembling_new(new, total, obligation, in_force.days("invoice.near_days"))
    if alike:
        first = alike[0]
        raise errors.ResemblesAnother(number=first.number, issued_on=first.issued_on, total=first.total)


def _check_purchase(bought: Purchase, obligation: Obligation, key: str, total: Money) -> None:
    chosen = getattr(bought, "choice", None)
    if bought.obligation_id != obligation.id or chosen is None:
        raise errors.PurchaseUndecided()
    if chosen.quotation.supplier.key != key:
        raise errors.NotTheChosenOne(chosen=chosen.quotation.supplier.name)
    billed = Invoice.objects.filter(purchase=bought, reversal__isnull=True).aggregate(all=Sum("total_minor"))
    left = Money(chosen.quotation.amount_minor - (billed["all"] or 0), bought.currency)
    if total > left:
        raise errors.AboveTheQuotation(left=left)


def _check_direct(obligation: Obligation, key: str, total: Money, in_force: RuleSet) -> None:
    # All that went to this supplier without asking others, so that a purchase cut in pieces is still one.
    before = obligation.invoices.filter(
        supplier_key=key, purchase__isnull=True, is_petty=False, reversal__isnull=True
    ).aggregate(all=Sum("total_minor"))
    together = total + Money(before["all"] or 0, total.currency)
    required = rules.quotations_for(together, obligation.amount, in_force)
    if required > 1:
        raise errors.QuotationsNeeded(total=together, required=required)
