"""The State's side in public: what each body owes in a year and sent, and each commune's part."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.rulesets.codes import in_words
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries, services
from toparquia.treasury.forms import AllocationForm, DistributionForm
from toparquia.treasury.models import BudgetAllocation, Distribution, DistributionPart
from toparquia.treasury.queries import AllocationStanding
from toparquia.treasury.views.telling import language
from toparquia.treasury.views.writing import Asked, form_page

PAGE_SIZE: Final = 50


@require_safe
def budget(request: HttpRequest) -> HttpResponse:
    """Show a year's allocations, each with its base, and how its sums are split among communes."""
    country = _country()
    years = queries.budget_years(country)
    asked = request.GET.get("anio", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else next(iter(years), None)
    standings = queries.allocation_standings(country, year) if year else []
    context = {
        "country": country,
        "years": years,
        "year": year,
        "sections": _sections(standings),
        "distributions": [_told(one) for one in (queries.distributions(country, year) if year else ())],
        "may_publish": "treasury.allocate" in acting.powers(request, country),
    }
    return render(request, "treasury/budget.html", context)


@require_safe
def distribution(request: HttpRequest, distribution_id: UUID) -> HttpResponse:
    """Show every commune's part of a sum, and the weight it follows from."""
    found = queries.distribution(distribution_id)
    rows, words = queries.parts(found), request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(commune__name__icontains=words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "split": _told(found),
        "page": page,
        "columns": [_("Comuna"), (_("Peso en la fórmula"), "number"), (_("Parte"), "number")],
        "rows": [_row(part) for part in page],
        "q": words,
    }
    return render(request, "treasury/distribution.html", context)


@require_safe
def distribution_csv(request: HttpRequest, distribution_id: UUID) -> HttpResponse:
    """Return every commune's part as CSV, amounts in minor units."""
    found, out = queries.distribution(distribution_id), StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("code", "name", "weight", "amount_minor", "currency"))
    for part in queries.parts(found):
        commune = part.commune
        rows.writerow((commune.code, commune.name, part.weight, part.amount_minor, found.currency))
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")


@login_required
def publish_allocation(request: HttpRequest) -> HttpResponse:
    """Publish what a ministry or fund has to hand over in a year."""
    country = _country()
    by = acting.authority(request, "treasury.allocate", country)
    form = AllocationForm(request.POST or None, currency=_currency(country), initial=_this_year(country))

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.publish_allocation(
            place=country,
            year=given["year"],
            body=given["body"],
            kind=given["kind"],
            base=given["amount"],
            by=by,
            at=at,
        )
        return f"{reverse('treasury:budget')}?anio={given['year']}"

    asked = Asked(
        verb="treasury.publish_allocation",
        title=_("Publicar la asignación de un ministerio o fondo"),
        button=_("Publicar"),
        noted=_("Publicada. Si el presupuesto cambia, publícala de nuevo: las anteriores quedan."),
        about=_("Presupuesto del Estado"),
        about_url=reverse("treasury:budget"),
    )
    return form_page(request, form, asked, done)


@login_required
def publish_distribution(request: HttpRequest) -> HttpResponse:
    """Split a sum among the founded communes by the formula of the rules."""
    country = _country()
    by = acting.authority(request, "treasury.allocate", country)
    form = DistributionForm(request.POST or None, currency=_currency(country), initial=_this_year(country))
    formula = territory.rules(country, territory.local_day(country, now())).choice("budget.formula")

    def done(at: datetime) -> str:
        given = form.cleaned_data
        split = services.publish_distribution(
            place=country, year=given["year"], amount=given["amount"], by=by, at=at
        )
        return reverse("treasury:distribution", args=[split.id])

    asked = Asked(
        verb="treasury.publish_distribution",
        title=_("Repartir entre las comunas"),
        button=_("Repartir y publicar"),
        noted=_("Publicado, hasta la última unidad."),
        about=_("Presupuesto del Estado"),
        about_url=reverse("treasury:budget"),
        rows=[{"key": _("Fórmula de las reglas"), "value": in_words(formula, language())}],
    )
    return form_page(request, form, asked, done)


def _country() -> Place:
    root = territory.root()
    if root is None:
        raise Http404
    return root


def _currency(country: Place) -> str:
    return territory.rules(country, territory.local_day(country, now())).currency


def _this_year(country: Place) -> dict[str, int]:
    return {"year": territory.local_day(country, now()).year}


def _sections(standings: list[AllocationStanding]) -> list[dict[str, Any]]:
    """Return the allocations under the kind of their base: two bases are never in one sum."""
    titles = {
        BudgetAllocation.Kind.MINISTRY: (
            _("Ministerios"),
            _("Parte del presupuesto completo de cada ministerio."),
        ),
        BudgetAllocation.Kind.FUND: (_("Fondos administrados"), _("Parte de cada fondo.")),
    }
    return [
        {
            "title": title,
            "lead": lead,
            "rows": [{"one": one, "parts": _parts(one)} for one in standings if one.allocation.kind == kind],
        }
        for kind, (title, lead) in titles.items()
    ]


def _parts(one: AllocationStanding) -> list[dict[str, Any]]:
    return [
        {"label": _("Enviado a las comunas"), "value": one.sent},
        {"label": _("Falta"), "value": one.missing},
    ]


def _row(part: DistributionPart) -> dict[str, Any]:
    url = part.commune.get_absolute_url()
    return {"cells": [part.commune.name, part.weight, part.amount], "url": url}


def _told(split: Distribution) -> dict[str, Any]:
    return {"split": split, "formula": in_words(split.formula, language()), "country": split.place}
