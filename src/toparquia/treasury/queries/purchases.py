"""Reads of the finance committee's bench: suppliers, purchases with their quotations, petty cash."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum

from toparquia.foundation.money import Money
from toparquia.territory.models import Place
from toparquia.treasury import errors
from toparquia.treasury.models import (
    Conflict,
    Invoice,
    Obligation,
    PettyFill,
    Purchase,
    Quotation,
    Supplier,
)
from toparquia.treasury.queries.standing import left


def supplier(supplier_id: UUID) -> Supplier:
    """Return a supplier with its place. :raises NoSuchSupplier:"""
    found = Supplier.objects.select_related("place").filter(id=supplier_id).first()
    if found is None:
        raise errors.NoSuchSupplier()
    return found


def suppliers(place: Place) -> QuerySet[Supplier]:
    """Return the suppliers of a place, by name."""
    return Supplier.objects.filter(place=place).order_by("key")


def conflicts_with(seller: Supplier) -> QuerySet[Conflict]:
    """Return who of the committee declared an interest in a supplier."""
    return Conflict.objects.filter(supplier=seller).select_related("mandate__holder")


def invoices_of(seller: Supplier) -> QuerySet[Invoice]:
    """Return the invoices of a supplier in its place, newest first."""
    found = Invoice.objects.filter(place_id=seller.place_id, supplier_key=seller.key)
    return found.select_related("payment", "reversal", "obligation__project").order_by("-recorded_at")


def quotations_of(seller: Supplier) -> QuerySet[Quotation]:
    """Return what a supplier quoted, newest first."""
    found = Quotation.objects.filter(supplier=seller).select_related("purchase", "choice")
    return found.order_by("-added_at")


def purchase(purchase_id: UUID) -> Purchase:
    """Return a purchase with its quotations, lowest first, and what was chosen. :raises NoSuchPurchase:"""
    offers = Quotation.objects.select_related("supplier", "attachment", "mandate__holder", "purchase")
    found = Purchase.objects.select_related(
        "obligation__project",
        "obligation__place",
        "choice__quotation__supplier",
        "choice__mandate__holder",
        "mandate__holder",
    ).prefetch_related(Prefetch("quotations", offers.order_by("amount_minor", "added_at", "id")))
    try:
        return found.get(id=purchase_id)
    except Purchase.DoesNotExist:
        raise errors.NoSuchPurchase() from None


def quotation(quotation_id: UUID) -> Quotation:
    """Return a quotation with its purchase. :raises NoSuchQuotation:"""
    found = Quotation.objects.select_related("purchase__obligation__place", "supplier", "attachment")
    try:
        return found.get(id=quotation_id)
    except Quotation.DoesNotExist:
        raise errors.NoSuchQuotation() from None


def chosen_purchases(obligation: Obligation) -> list[Purchase]:
    """Return the purchases of an obligation whose quotation was chosen, newest first."""
    found = Purchase.objects.filter(obligation=obligation, choice__isnull=False)
    return list(found.select_related("choice__quotation__supplier").order_by("-number"))


def petty_cash(obligation: Obligation) -> Money:
    """Return what is in the petty cash of an obligation."""
    filled = PettyFill.objects.filter(obligation=obligation).aggregate(all=Sum("amount_minor"))["all"] or 0
    spent = _petty(obligation).aggregate(all=Sum("total_minor"))["all"] or 0
    return Money(filled - spent, obligation.currency)


def left_in_bank(obligation: Obligation) -> Money:
    """Return the money at hand that is not in the petty cash."""
    return left(obligation) - petty_cash(obligation)


def petty_since_filled(obligation: Obligation) -> QuerySet[Invoice]:
    """Return what petty cash paid since it was last filled, and was not taken back."""
    last = PettyFill.objects.filter(obligation=obligation).order_by("-number").first()
    found = _petty(obligation)
    return found.filter(recorded_at__gte=last.filled_at) if last else found


def _petty(obligation: Obligation) -> QuerySet[Invoice]:
    return Invoice.objects.filter(
        obligation=obligation, is_petty=True, payment__isnull=False, reversal__isnull=True
    )
