"""The rules in force in a territory: every parameter in plain words, its source, and how to check them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.charters.errors import NoSuchRules
from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.clock import now
from toparquia.foundation.rulesets import GROUPS, Kind, RuleSet, as_toml
from toparquia.gazette import queries as gazette
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.territory.errors import NoSuchPlace
from toparquia.territory.models import AdoptedRules, Place

# Kinds of values that need no unit beside them: "sí", a name, an amount with its currency.
SAYS_ITS_UNIT: Final = frozenset({Kind.FLAG, Kind.CHOICE, Kind.TEXTS, Kind.MONEY, Kind.AMOUNTS, Kind.TIMES})


@require_safe
def show(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show the rules in force today in a territory, the root's without a code."""
    place = _place(code)
    return _page(request, place, territory.adopted_rules(place, territory.local_day(place, now())))


@require_safe
def show_adopted(request: HttpRequest, code: str, adopted_id: UUID) -> HttpResponse:
    """Show the rules of one adoption, also one that is over."""
    place = _place(code)
    return _page(request, place, _adopted(place, adopted_id))


@require_safe
def download(request: HttpRequest, code: str, adopted_id: UUID, form: str) -> HttpResponse:
    """Give the rules of one adoption: the JSON whose SHA-256 was published, or a TOML to change."""
    row = _adopted(_place(code), adopted_id)
    rules = territory.document_of(row)
    if form == "json":
        body, kind = canonical_json(rules.as_document()), "application/json"
    else:
        body, kind = as_toml(rules).encode(), "application/toml; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{row.code}-{row.version}.{form}"'}
    return HttpResponse(body, content_type=kind, headers=headers)


def _place(code: str) -> Place:
    if code:
        return territory.place_by_code(code)
    root = territory.root()
    if root is None:
        raise NoSuchPlace(code="")
    return root


def _adopted(place: Place, adopted_id: UUID) -> AdoptedRules:
    row = next((row for row in territory.adoptions(place) if row.id == adopted_id), None)
    if row is None:
        raise NoSuchRules(place=place.name)
    return row


def _page(request: HttpRequest, place: Place, row: AdoptedRules) -> HttpResponse:
    day = territory.local_day(place, now())
    history = territory.adoptions(place)
    entries = {entry.subject_id: entry for entry in gazette.entries_about([one.id for one in history])}
    context = {
        "place": place,
        "row": row,
        "rules": territory.document_of(row),
        "groups": _groups(territory.document_of(row)),
        "is_in_force": row.starts_on <= day and (row.ends_on is None or row.ends_on > day),
        "last_day": _last_day(row),
        "history": [(one, _last_day(one), entries.get(one.id)) for one in history],
        "may_adopt": "territory.adopt_rules" in acting.powers(request, place),
    }
    return render(request, "charters/rules.html", context)


def _last_day(row: AdoptedRules) -> date | None:
    """Return the last day on which rules were in force, None while none follow them."""
    # People count the last day in force, the table the first day out of it.
    return None if row.ends_on is None else row.ends_on - timedelta(days=1)


def _groups(rules: RuleSet) -> list[dict[str, Any]]:
    grouped = groupby(rules.settings(), key=lambda setting: setting.parameter.group)
    return [
        {
            "code": code,
            "title": GROUPS[code],
            "settings": [
                (one, None if one.parameter.kind in SAYS_ITS_UNIT else one.parameter.unit) for one in settings
            ],
        }
        for code, settings in grouped
    ]
