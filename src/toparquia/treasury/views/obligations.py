"""What the State owes: all of it, the latest debt first, and one obligation with all that hangs on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.models import Obligation
from toparquia.treasury.rules import Status
from toparquia.treasury.rules.works import before_months
from toparquia.treasury.services.locking import rules_of
from toparquia.treasury.views import telling
from toparquia.treasury.views.doors import doors_of

PAGE_SIZE: Final = 25
ACTS: Final = 6
INVOICES: Final = 100
# What addresses say for a status.
STATUSES: Final = {
    "atrasadas": Status.OVERDUE,
    "por-pagar": Status.PENDING,
    "en-parte": Status.PARTLY_PAID,
    "pagadas": Status.PAID,
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show obligations: of all or of a place, of any status or of one, with the sums of each currency."""
    code, chosen = request.GET.get("lugar", ""), request.GET.get("estado", "")
    place = territory.place_by_code(code) if code else None
    today = territory.local_day(place, now()) if place else telling.national_day(now())
    found = _searched(queries.obligations(place), request.GET.get("q", "").strip())
    if chosen in STATUSES:
        found = queries.of_status(found, STATUSES[chosen], today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "place": place,
        "page": page,
        "rows": [telling.row_of(one, today) for one in page],
        "sums": [telling.sums_of(one) for one in queries.figures(place, today)],
        "filters": _filters(chosen),
        "q": request.GET.get("q", ""),
    }
    return render(request, "treasury/list.html", context)


@require_safe
def detail(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Show one obligation: what came, what was spent on what, and what the assembly said."""
    obligation = queries.obligation(obligation_id)
    at, place = now(), obligation.place
    spending = queries.spending(obligation, at)
    tranches = list(obligation.tranches.select_related("disbursement__receipt").order_by("number"))
    invoices = list(
        obligation.invoices.select_related("payment", "reversal").order_by("-recorded_at")[:INVOICES]
    )
    reports = list(obligation.reports.select_related("decision").defer("body").order_by("-number"))
    subjects = [obligation.id, *(bill.id for bill in invoices), *(report.id for report in reports)]
    context = {
        "obligation": obligation,
        "place": place,
        "spending": spending,
        "standing": telling.standing_of(spending, territory.local_day(place, at)),
        "figures": telling.figures_of(spending),
        "parts": telling.parts_of(spending),
        "tranches": [telling.tranche_of(part, obligation, spending) for part in tranches],
        "invoices": [telling.invoice_of(bill) for bill in invoices],
        "purchases": list(obligation.purchases.select_related("choice").order_by("-number")[:INVOICES]),
        "reports": [telling.report_of(report) for report in reports],
        "acts": [shown(entry) for entry in gazette.entries_about(subjects)[-ACTS:]][::-1],
        "missed_since": queries.report_missed_since(obligation, _interval_ago(obligation, at)),
        "doors": doors_of(obligation, tranches, reports, acting.powers(request, place)),
    }
    return render(request, "treasury/obligation.html", context)


def _interval_ago(obligation: Obligation, at: datetime) -> datetime:
    """Return since when a report is missed, by the rules of who is owed."""
    today = territory.local_day(obligation.place, at)
    months = rules_of(obligation, at).months("report.interval_months")
    return at - (today - before_months(today, months))


def _searched(found: QuerySet[Obligation], words: str) -> QuerySet[Obligation]:
    for word in words.split()[:6]:
        found = found.filter(Q(project__title__icontains=word) | Q(place__name__icontains=word))
    return found


def _filters(chosen: str) -> list[dict[str, Any]]:
    words = {
        "": _("Todas"),
        "atrasadas": _("Atrasadas"),
        "por-pagar": _("Por pagar"),
        "en-parte": _("Pagadas en parte"),
        "pagadas": _("Pagadas"),
    }
    return [{"value": value, "word": word, "is_here": value == chosen} for value, word in words.items()]
