"""A page that tells of one thing in facts and tables; the treasury's smaller pages are all of this form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.territory.models import Place
from toparquia.treasury.views.doors import Way

ACTS = 8


@dataclass(frozen=True)
class Table:
    """One table of a page, or what stands there while it is empty."""

    title: str
    columns: Sequence[Any]
    rows: Sequence[Any]
    empty: str = ""


@dataclass
class Sheet:
    """What a page says, top to bottom."""

    over: str
    title: str
    lead: str
    about: str
    about_url: str
    word: tuple[str, str] | None = None
    warning: str = ""
    doors: Sequence[Way] = ()
    figures: Sequence[dict[str, Any]] = ()
    chart_title: str = ""
    chart_source: str = ""
    bars: Sequence[dict[str, Any]] = ()
    facts: Sequence[dict[str, Any]] = ()
    tables: Sequence[Table] = ()
    pictures: Sequence[dict[str, str]] = ()
    acts: list[dict[str, Any]] = field(default_factory=list)


def page(request: HttpRequest, sheet: Sheet, place: Place) -> HttpResponse:
    """Show a sheet of something of a place."""
    return render(request, "treasury/sheet.html", {"sheet": sheet, "place": place})


def acts_about(*subjects: UUID) -> list[dict[str, Any]]:
    """Return the newest acts about things, for the end of a page."""
    return [shown(entry) for entry in gazette.entries_about(list(subjects))[-ACTS:]][::-1]


def door(title: str, name: str, thing: object) -> Way:
    """Return a link to a form about a thing."""
    return Way(title, reverse(f"treasury:{name}", args=[thing]))
