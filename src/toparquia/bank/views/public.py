"""What everyone may read: banks, one bank's totals and offers, and one offer with its schedule."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from toparquia.bank import queries, rules
from toparquia.bank.errors import LoanOutOfBounds
from toparquia.bank.models import LoanProduct
from toparquia.bank.views import telling
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.territory import queries as territory

ACTS = 6
COUNTS = 7


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show every bank, and what the network adds up to."""
    found = list(queries.banks())
    context: dict[str, Any] = {"banks": found}
    if found:
        root = found[0].place
        target = territory.rules(root, territory.local_day(root, now())).dated("bank.target")
        sums = [queries.network(currency) for currency in sorted({one.currency for one in found})]
        context |= {"sums": [telling.network_of(one, target) for one in sums], "target": target}
    return render(request, "bank/list.html", context)


@require_safe
def of_place(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to a place's bank, or to those there are."""
    bank = queries.bank_of(territory.place_by_code(code).id)
    return redirect(bank) if bank else redirect("bank:list")


@require_safe
def detail(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Show a bank: totals, how late its loans are, what it offers, its counted boxes."""
    bank = queries.bank(bank_id)
    figures = queries.figures(bank, territory.local_day(bank.place, now()))
    products = queries.products(bank)
    subjects = [bank.id, *(product.id for product in products)]
    member = queries.member_if_any(bank, acting.resident_id(request))
    context = {
        "bank": bank,
        "place": bank.place,
        "figures": telling.figures_of(figures),
        "ageing": telling.ageing_of(figures, bank.currency),
        "honesty": telling.honesty_of(figures),
        "has_loans": figures.loans > 0,
        "products": [_card(one) for one in products],
        "currency": getattr(bank, "communal_currency", None),
        "reports": queries.reports_of(bank),
        "counts": bank.counts.all()[:COUNTS],
        "doors": telling.doors_of(bank, acting.powers(request, bank.place), is_member=member is not None),
        "acts": [shown(entry) for entry in gazette.entries_about(subjects)[-ACTS:]][::-1],
    }
    return render(request, "bank/bank.html", context)


@require_safe
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show an offer: conditions, and the schedule and whole cost of the amount that is asked for."""
    found = queries.product(product_id)
    asked, problem = _asked(request, found)
    day = territory.local_day(found.bank.place, now())
    offer = rules.offer(found.terms.of(*asked, day))
    context = {
        "product": found,
        "bank": found.bank,
        "is_adopted": queries.is_adopted(found),
        "is_decided": hasattr(found, "adoption"),
        "conditions": telling.conditions_of(found),
        "amount": Money(asked[0], found.currency),
        "instalments": asked[1],
        "problem": problem,
        "cost": telling.cost_of(offer, found.currency),
        "is_flat": offer.is_flat,
        "rows": telling.schedule_of(offer, found.currency),
        "schedule_columns": telling.schedule_columns(),
        "powers": acting.powers(request, found.bank.place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "bank/product.html", context)


def _card(product: LoanProduct) -> dict[str, Any]:
    terms = product.terms
    offer = rules.offer(
        terms.of(product.principal_max_minor, product.instalments_max, product.proposed_at.date())
    )
    return {
        "product": product,
        "is_adopted": hasattr(product, "adoption") and product.adoption.is_adopted,
        "is_decided": hasattr(product, "adoption"),
        "effective": telling.rate(offer.cost.effective_bp),
        "total": Money(offer.cost.total, product.currency),
    }


def _asked(request: HttpRequest, product: LoanProduct) -> tuple[tuple[int, int], str]:
    """Return amount and instalments of the address, and why they are not those, if they are not."""
    usual = product.principal_max_minor, product.instalments_max
    language = get_language() or "es"
    try:
        amount = request.GET.get("monto", "")
        number = request.GET.get("cuotas", "")
        minor = Money.parse(amount, product.currency, language).minor if amount else usual[0]
        asked = minor, int(number) if number.isdecimal() and len(number) < 6 else usual[1]
        product.terms.of(*asked, product.proposed_at.date())
    except (LoanOutOfBounds, DomainError) as refusal:
        return usual, refusal.message(language)
    return asked, ""
