"""How late the State is: by age, by who pays, by consultation and by place, and who waits longest."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.shares import Share
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.models import Obligation
from toparquia.treasury.queries import Aged, Treatment
from toparquia.treasury.rules.ageing import Age
from toparquia.treasury.rules.works import before_months
from toparquia.treasury.views import telling


@require_safe
def ageing(request: HttpRequest) -> HttpResponse:
    """Show what is outstanding by its age, and how long each part of the country waits."""
    today = telling.national_day(now())
    places = queries.late_places(today)
    context = {
        "today": today,
        "sums": [{"one": one, "parts": _parts(one)} for one in queries.aged(today)],
        "columns": [_("Quién debe"), *_heads()],
        "payers": [_row(one, one.group[0]) for one in queries.aged(today, "payer__name")],
        "round_columns": [_("Consulta del"), *_heads()],
        "rounds": [_row(one, _day(one.group[0])) for one in queries.aged(today, "consultation__held_on")],
        "place_columns": [_("A quién se debe"), *_heads()],
        "missed_columns": [_("Proyecto"), _("A quién se debe"), _("Sin rendir desde")],
        "missed": [_missed(one) for one in queries.reports_missed(_interval_ago(today))],
        "places": [_row(one, one.group[1], f"/lugares/{one.group[0]}/") for one in places],
        "treatment_columns": _treatment_columns(),
        "treatment": [_treated(one) for one in queries.treatment(today)],
    }
    return render(request, "treasury/ageing.html", context)


@require_safe
def ageing_csv(request: HttpRequest) -> HttpResponse:
    """Return what is outstanding to every place by its age, in minor units, as CSV."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("code", "name", "currency", "obligations", *(age.value for age in Age)))
    for one in queries.aged(telling.national_day(now()), "place__code", "place__name"):
        amounts = (one.amounts[age].minor for age in Age)
        rows.writerow((*one.group, one.currency, one.count, *amounts))
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")


def age_name(age: Age) -> str:
    """Return what a bucket is called."""
    return {
        Age.WAITING: _("Espera una rendición"),
        Age.CURRENT: _("A tiempo"),
        Age.TO_30: _("1 a 30 días"),
        Age.TO_60: _("31 a 60 días"),
        Age.TO_90: _("61 a 90 días"),
        Age.LATER: _("Más de 90 días"),
    }[age]


def _interval_ago(today: date) -> datetime:
    """Return the beginning of the day since when a report is missed, by the country's rules."""
    root = territory.root()
    months = territory.rules(root, today).months("report.interval_months") if root else 0
    return datetime.combine(before_months(today, months), time.min, UTC)


def _missed(one: Obligation) -> dict[str, Any]:
    since = date_format(one.told_at, "SHORT_DATE_FORMAT")  # type: ignore[attr-defined]
    return {"cells": [one.project.title, one.place.name, since], "url": one.get_absolute_url()}


def _heads() -> list[tuple[str, str]]:
    return [(_("Sin llegar"), "number"), *((age_name(age), "number") for age in Age)]


def _parts(one: Aged) -> list[dict[str, Any]]:
    return [{"label": age_name(age), "value": amount} for age, amount in one.amounts.items()]


def _row(one: Aged, name: object, url: str = "") -> dict[str, Any]:
    return {"cells": [name, one.outstanding, *one.amounts.values()], "url": url}


def _day(held_on: Any) -> str:
    return date_format(held_on, "SHORT_DATE_FORMAT") if held_on else _("sin fecha")


def _treatment_columns() -> list[Any]:
    names = (_("Obligaciones"), _("Espera de la mitad"), _("Espera más larga"), _("Primer pago a tiempo"))
    return [_("Parte del país"), *((name, "number") for name in names)]


def _treated(one: Treatment) -> dict[str, Any]:
    cells = [one.place.name, one.count, _days(one.median_days), _days(one.longest_days), _on_time(one)]
    return {"cells": cells, "url": one.place.get_absolute_url()}


def _on_time(one: Treatment) -> Share:
    return Share(one.on_time * 10_000 // one.count)


def _days(days: int) -> str:
    return ngettext("%(count)s día", "%(count)s días", days) % {"count": days}
