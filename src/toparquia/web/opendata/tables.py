"""The public tables as CSV (RFC 4180, UTF-8); amounts are decimal text beside their currency."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from toparquia.consultations.models import Consultation, ProjectOption
from toparquia.foundation.money import Money
from toparquia.mandates.models import Mandate
from toparquia.planning import queries as planning
from toparquia.planning.models import Need, Project
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury

Row = tuple[object, ...]
# A spreadsheet runs a cell that begins so; a quote before it makes it text.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """One file: what it holds, its columns, and where its rows come from."""

    title: Any
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]


def lines(table: Table) -> Iterator[str]:
    """Yield a table as lines of CSV, its header first."""
    yield _line(table.columns)
    for row in table.rows():
        yield _line(row)


def _line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(_cell(value) for value in values)
    return written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(FORMULA) and not is_number else text


def places() -> Iterator[Row]:
    """Yield every territory."""
    for one in Place.objects.select_related("parent").order_by("code").iterator():
        parent = one.parent.code if one.parent else None
        yield one.id, one.code, one.kind, one.name, parent, one.founded_on, one.latitude, one.longitude


def offices() -> Iterator[Row]:
    """Yield every mandate: who holds, or held, which seat of which organ."""
    found = Mandate.objects.select_related("seat__organ__place", "holder").order_by("starts_on", "id")
    for one in found.iterator():
        seat, organ = one.seat, one.seat.organ
        name = one.holder.full_name
        yield one.id, organ.place.code, organ.kind, seat.office, seat.number, name, one.starts_on, one.ends_on


def needs() -> Iterator[Row]:
    """Yield every need; who said it is not kept."""
    for one in Need.objects.select_related("place").order_by("voiced_at", "id").iterator():
        yield (
            one.id,
            one.place.code,
            one.voiced_at,
            one.title,
            one.theme,
            one.homes,
            one.latitude,
            one.longitude,
        )


def projects() -> Iterator[Row]:
    """Yield every project."""
    for one in Project.objects.select_related("place").order_by("proposed_at", "id").iterator():
        place = one.place.code
        yield one.id, place, one.proposed_at, one.title, one.theme, one.need_id, one.latitude, one.longitude


def agenda_items() -> Iterator[Row]:
    """Yield every item of every action agenda that went to an assembly, and its last state."""
    for one in planning.presented_items().iterator():
        named = (one.need_id, one.project_id)
        yield (
            one.id,
            one.agenda_id,
            one.agenda.place.code,
            one.thread,
            one.title,
            one.organ.kind,
            one.due_on,
            one.direction,
            one.state,
            *named,
        )


def consultations() -> Iterator[Row]:
    """Yield every consultation."""
    found = Consultation.objects.select_related("place", "vote").order_by("opens_at", "id")
    for one in found.iterator():
        budget = one.budget.decimal_text() if one.budget else None
        rule, stage = one.rule["rule"], str(one.stage)
        yield (
            one.id,
            one.place.code,
            one.title,
            one.opens_at,
            one.closes_at,
            stage,
            budget,
            one.currency,
            rule,
        )


def options() -> Iterator[Row]:
    """Yield what stood on each ballot at which cost, and in which place it won."""
    found = ProjectOption.objects.select_related("consultation", "priority")
    for one in found.order_by("consultation_id", "number").iterator():
        won = getattr(one, "priority", None)
        cost = one.cost.decimal_text()
        currency, rank = one.consultation.currency, won.rank if won else None
        yield one.consultation_id, one.code, one.project_id, cost, currency, rank


def obligations() -> Iterator[Row]:
    """Yield what the State owes for each project, and what came and went."""
    for one in treasury.obligations().iterator():
        amounts = (one.amount_minor, one.sent_minor, one.received_minor, one.spent_minor)
        written = (Money(minor, one.currency).decimal_text() for minor in amounts)
        yield one.id, one.project_id, one.place.code, one.due_on, one.next_due_on, one.currency, *written


TABLES: Final[dict[str, Table]] = {
    "lugares": Table(
        _("Lugares"),
        ("id", "code", "kind", "name", "parent", "founded_on", "latitude", "longitude"),
        places,
    ),
    "cargos": Table(
        _("Cargos y quién los ejerce"),
        ("id", "place", "organ", "office", "seat", "holder", "starts_on", "ends_on"),
        offices,
    ),
    "necesidades": Table(
        _("Necesidades"),
        ("id", "place", "voiced_at", "title", "theme", "homes", "latitude", "longitude"),
        needs,
    ),
    "proyectos": Table(
        _("Proyectos"),
        ("id", "place", "proposed_at", "title", "theme", "need", "latitude", "longitude"),
        projects,
    ),
    "agenda": Table(
        _("Puntos de las agendas de acción"),
        (
            *("id", "agenda", "place", "thread", "title", "organ", "due_on", "direction", "state"),
            *("need", "project"),
        ),
        agenda_items,
    ),
    "consultas": Table(
        _("Consultas"),
        ("id", "place", "title", "opens_at", "closes_at", "stage", "budget", "currency", "rule"),
        consultations,
    ),
    "opciones": Table(
        _("Proyectos en cada boleta"),
        ("consultation", "code", "project", "cost", "currency", "rank"),
        options,
    ),
    "obligaciones": Table(
        _("Deudas del Estado"),
        ("id", "project", "place", "due_on", "next_due_on", "currency", "owed", "sent", "received", "spent"),
        obligations,
    ),
}
