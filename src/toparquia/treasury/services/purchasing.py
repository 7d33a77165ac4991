"""Suppliers are asked, what they take is compared, and one is chosen; who has an interest stands aside."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.acts import Evidence
from toparquia.gazette.locks import hold
from toparquia.gazette.services import enact
from toparquia.mandates import queries as mandates
from toparquia.territory.models import Place
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import (
    ConflictDeclared,
    PurchaseOpened,
    QuotationAdded,
    QuotationChosen,
    SupplierRegistered,
)
from toparquia.treasury.files import check_file
from toparquia.treasury.models import Choice, Conflict, Purchase, Quotation, Supplier
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.services.keeping import kept
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of

SUPPLIER = Sentence("proveedor", "supplier")
WHAT = Sentence("qué se compra", "what is bought")
REASON = Sentence("motivo", "reason")


@transaction.atomic
def register_supplier(*, place: Place, name: str, is_person: bool, by: Authority, at: datetime) -> Supplier:
    """Return the supplier of a name in a place, registered if nobody was. :raises SupplierUnreadable:"""
    by.check_is_for(place.id)
    # One at a time a place, so that a name is never registered twice.
    hold(place.id)
    mandate = mandates.shown_by(by, place, at)
    said = clean_line(name, SUPPLIER, TEXT_LIMIT)
    key = rules.key_of(said, TEXT_LIMIT)
    if not key:
        raise errors.SupplierUnreadable()
    if known := Supplier.objects.filter(place=place, key=key).first():
        return known
    new = Supplier.objects.create(
        place=place, name=said, key=key, is_person=is_person, mandate=mandate, registered_at=at
    )
    enact(SupplierRegistered(subject=new.id, is_person=is_person), by=by, at=at)
    return new


@transaction.atomic
def declare_conflict(*, supplier_id: UUID, ground: str, by: Authority, at: datetime) -> Conflict:
    """Declare an interest in a supplier: from now on others decide about them. :raises DeclaredBefore:"""
    seller = queries.supplier(supplier_id)
    by.check_is_for(seller.place_id)
    hold(seller.id)
    mandate = mandates.shown_by(by, seller.place, at)
    if Conflict.objects.filter(supplier=seller, member_id=mandate.holder_id).exists():
        raise errors.DeclaredBefore()
    said = Conflict.objects.create(
        supplier=seller,
        member_id=mandate.holder_id,
        ground=Conflict.Ground(ground),
        mandate=mandate,
        declared_at=at,
    )
    enact(ConflictDeclared(subject=seller.id), by=by, at=at)
    return said


@transaction.atomic
def open_purchase(
    *, obligation_id: UUID, what: str, head: str, estimate: Money, by: Authority, at: datetime
) -> Purchase:
    """Say what is to be bought; the rules say how many are asked, by what it is thought to cost.

    :raises HeadUnknown: :raises CurrencyOfAnotherKind: :raises EstimateNotPositive:
    """
    obligation = locked(obligation_id, by)
    in_force = rules_of(obligation, at)
    if estimate.minor <= 0:
        raise errors.EstimateNotPositive(amount=estimate)
    rules.check_lines(
        [rules.NewLine(head, what, estimate)],
        heads=in_force.text_list("invoice.heads"),
        currency=obligation.currency,
    )
    last = Purchase.objects.filter(obligation=obligation).aggregate(last=Max("number"))["last"]
    bought = Purchase.objects.create(
        obligation=obligation,
        number=(last or 0) + 1,
        what=clean_line(what, WHAT, TEXT_LIMIT),
        head=head,
        estimate_minor=estimate.minor,
        currency=estimate.currency,
        quotations_required=rules.quotations_for(estimate, obligation.amount, in_force),
        mandate=acting_mandate(by, obligation, at),
        opened_at=at,
    )
    act = PurchaseOpened(
        subject=bought.id,
        obligation=obligation.id,
        number=bought.number,
        head=head,
        estimate=estimate,
        quotations_required=bought.quotations_required,
    )
    enact(act, by=by, at=at)
    return bought


@transaction.atomic
def add_quotation(
    *,
    purchase_id: UUID,
    supplier: str,
    is_person: bool,
    amount: Money,
    file: bytes,
    by: Authority,
    at: datetime,
) -> Quotation:
    """Write down what a supplier takes, with their paper.

    :raises PurchaseDecided, QuotedBefore, EstimateNotPositive: by the purchase and the amount.
    :raises FileEmpty, FileTooLarge, FileTypeRefused, FileDamaged, PictureTooLarge, DocumentActive: by it.
    """
    bought = queries.purchase(purchase_id)
    obligation = locked(bought.obligation_id, by)
    if Choice.objects.filter(purchase=bought).exists():
        raise errors.PurchaseDecided()
    if amount.currency != bought.currency:
        raise errors.CurrencyOfAnotherKind(owed=bought.currency, given=amount.currency)
    if amount.minor <= 0:
        raise errors.EstimateNotPositive(amount=amount)
    in_force = rules_of(obligation, at)
    paper = check_file(
        file, max_bytes=in_force.count("upload.max_bytes"), types=in_force.text_list("upload.types")
    )
    seller = register_supplier(place=obligation.place, name=supplier, is_person=is_person, by=by, at=at)
    row = kept(paper, at)
    before = Quotation.objects.filter(purchase=bought)
    if before.filter(supplier=seller).exists() or before.filter(attachment=row).exists():
        raise errors.QuotedBefore()
    said = Quotation.objects.create(
        purchase=bought,
        supplier=seller,
        amount_minor=amount.minor,
        attachment=row,
        mandate=acting_mandate(by, obligation, at),
        added_at=at,
    )
    act = QuotationAdded(
        subject=bought.id,
        supplier=seller.id,
        amount=amount,
        public_copy_sha256=row.public_sha256,
        evidence=(Evidence("quotation", row.sha256),),
    )
    enact(act, by=by, at=at)
    return said


@transaction.atomic
def choose_quotation(*, quotation_id: UUID, reason: str, by: Authority, at: datetime) -> Choice:
    """Take one of the quotations of a purchase; one that is not the lowest needs a reason.

    :raises PurchaseDecided, QuotationsMissing: by the purchase.
    :raises InterestDeclared: if who chooses has an interest in any who were asked.
    :raises DearerWithoutReason:
    """
    taken = queries.quotation(quotation_id)
    bought = taken.purchase
    obligation = locked(bought.obligation_id, by)
    mandate = acting_mandate(by, obligation, at)
    if Choice.objects.filter(purchase=bought).exists():
        raise errors.PurchaseDecided()
    offers = list(bought.quotations.all())
    if len(offers) < bought.quotations_required:
        raise errors.QuotationsMissing(given=len(offers), required=bought.quotations_required)
    if Conflict.objects.filter(supplier__quotations__purchase=bought, member_id=mandate.holder_id).exists():
        raise errors.InterestDeclared()
    is_lowest = taken.amount_minor == min(offer.amount_minor for offer in offers)
    if not is_lowest and not reason.strip():
        raise errors.DearerWithoutReason()
    said = clean_line(reason, REASON, TEXT_LIMIT) if reason.strip() else ""
    chosen = Choice.objects.create(
        purchase=bought, quotation=taken, reason=said, mandate=mandate, chosen_at=at
    )
    act = QuotationChosen(
        subject=bought.id,
        supplier=taken.supplier_id,
        amount=Money(taken.amount_minor, bought.currency),
        quotations=len(offers),
        is_lowest=is_lowest,
        reason_sha256=hashlib.sha256(said.encode()).hexdigest(),
    )
    enact(act, by=by, at=at)
    return chosen
