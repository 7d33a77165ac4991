"""The bank's statements: handed in, looked at before they count, and matched line by line by a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries, services
from toparquia.treasury.forms.statements import MatchForm, StatementForm
from toparquia.treasury.models import BankStatement, StatementLine
from toparquia.treasury.rules.matching import Ours
from toparquia.treasury.services.reconciling import preview as read_again
from toparquia.treasury.views import telling
from toparquia.treasury.views.doors import Way
from toparquia.treasury.views.sheets import Sheet, Table, acts_about, page
from toparquia.treasury.views.writing import Asked, form_page

POWER = "treasury.record_invoice"
# Who may read the bank's words.
INSIDE = frozenset({"treasury.release", "treasury.query"})
SHOWN = 200


@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Show the statements of a place and how much of each is matched."""
    place = territory.place_by_code(code)
    rows = [
        {
            "cells": [
                f"{_day(sheet.from_on)} – {_day(sheet.until_on)}",
                sheet.format.upper(),
                sheet.lines_new,
                sheet.matched,  # type: ignore[attr-defined]
            ],
            "url": sheet.get_absolute_url(),
        }
        for sheet in queries.statements(place)[:SHOWN]
    ]
    doors = [Way(_("Subir un extracto"), _new(place))] if POWER in acting.powers(request, place) else []
    columns = [_("Días"), _("Formato"), (_("Renglones"), "number"), (_("Cuadrados"), "number")]
    sheet = Sheet(
        over=place.name,
        title=_("Extractos del banco"),
        lead=_("Lo que dice el banco, cuadrado renglón por renglón con lo que dicen nuestras cuentas."),
        about=_("Lo que el Estado debe"),
        about_url=f"{reverse('treasury:list')}?lugar={place.code}",
        doors=doors,
        tables=[Table(_("Extractos"), columns, rows, _("Todavía no hay ninguno."))],
    )
    return page(request, sheet, place)


@login_required
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file in for its preview; nothing is written down yet."""
    place = territory.place_by_code(code)
    by = acting.authority(request, POWER, place)
    form = StatementForm(request.POST or None, request.FILES or None)

    def done(at: datetime) -> str:
        sha256 = services.keep_statement(place=place, content=form.read(), by=by, at=at)
        return reverse("treasury:preview_statement", args=[place.code, sha256])

    asked = Asked(
        verb="treasury.keep_statement",
        title=_("Subir un extracto del banco"),
        button=_("Ver qué trae"),
        noted=_("Se leyó. Míralo antes de guardarlo."),
        about=_("Extractos del banco"),
        about_url=reverse("treasury:statements", args=[place.code]),
    )
    return form_page(request, form, asked, done)


@login_required
def preview(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """Show what a file says before it counts."""
    place = territory.place_by_code(code)
    by = acting.authority(request, POWER, place)
    given = read_again(place, sha256, now())
    known = queries.known_fingerprints(place, given.fingerprints)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        return services.import_statement(place=place, sha256=sha256, by=by, at=at).get_absolute_url()

    new = [one for one, mark in zip(given.movements, given.fingerprints, strict=True) if mark not in known]
    rows = [
        {"key": f"{_day(one.booked_on)} {one.reference}", "value": telling.money_of(one.amount)}
        for one in new[:SHOWN]
    ]
    asked = Asked(
        verb="treasury.import_statement",
        title=_("Guardar el extracto"),
        button=_("Guardar el extracto"),
        noted=_("Extracto guardado. Ahora cuadra sus renglones."),
        about=_("Extractos del banco"),
        about_url=reverse("treasury:statements", args=[place.code]),
        lead=_("%(format)s con %(given)s renglones; %(new)s no estaban.")
        % {"format": given.format.upper(), "given": len(given.movements), "new": len(new)},
        rows=rows,
        warning="" if new else _("Todo esto ya estaba: guardarlo no añade nada."),
    )
    return form_page(request, form, asked, done)


@require_safe
def detail(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Show a statement: what is unmatched first, then what each other line is."""
    sheet = queries.statement(statement_id)
    place = sheet.place
    powers = acting.powers(request, place)
    lines = list(queries.lines(sheet))
    open_lines = [line for line in lines if not hasattr(line, "match")]
    is_inside, may_match = bool(powers & INSIDE), POWER in powers
    told = Sheet(
        over=_("Extracto del banco"),
        title=_("Extracto del %(from)s al %(until)s")
        % {"from": _day(sheet.from_on), "until": _day(sheet.until_on)},
        lead=_("Un renglón sin cuadrar es dinero que el banco vio y nuestras cuentas no explican todavía."),
        about=_("Extractos del banco"),
        about_url=reverse("treasury:statements", args=[place.code]),
        word=("late", _("Hay renglones sin cuadrar")) if open_lines else ("done", _("Todo cuadra")),
        facts=_facts(sheet, is_inside=is_inside),
        tables=[
            Table(
                _("Sin cuadrar"),
                _columns(is_inside=is_inside),
                [_row(line, is_inside=is_inside, may_match=may_match) for line in open_lines],
                _("Ninguno."),
            ),
            Table(
                _("Cuadrados"),
                [_("Fecha"), _("Con qué"), _("Quién"), (_("Monto"), "number")],
                [_matched(line) for line in lines if hasattr(line, "match")],
                _("Todavía ninguno."),
            ),
        ],
        acts=acts_about(sheet.id),
    )
    return page(request, told, place)


@login_required
def match(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say which of our movements a line is."""
    line = queries.statement_line(line_id)
    by = acting.authority(request, POWER, line.statement.place)
    offered = [
        (f"{one.kind}:{one.id}", _told(one, is_named)) for one, is_named in queries.candidates_for(line)
    ]
    form = MatchForm(request.POST or None, offered=offered)

    def done(at: datetime) -> str:
        kind, movement = form.chosen
        services.match_line(line_id=line.id, kind=kind, movement_id=movement, by=by, at=at)
        return line.statement.get_absolute_url()

    asked = Asked(
        verb="treasury.match_line",
        title=_("Cuadrar un renglón"),
        button=_("Es este movimiento"),
        noted=_("Renglón cuadrado."),
        about=_("Extracto del banco"),
        about_url=line.statement.get_absolute_url(),
        rows=[
            {"key": _("Fecha"), "value": _day(line.booked_on)},
            {"key": _("Monto"), "value": telling.money_of(line.amount)},
            {"key": _("Referencia"), "value": line.reference or "–"},
            {"key": _("Lo que escribió el banco"), "value": line.words or "–"},
        ],
        warning=""
        if offered
        else _("Ningún movimiento nuestro es de ese monto y esos días: queda sin cuadrar."),
    )
    return form_page(request, form, asked, done)


def _facts(sheet: BankStatement, *, is_inside: bool) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"key": _("Formato"), "value": sheet.format.upper()},
        {"key": _("Renglones que trajo"), "value": sheet.lines_given},
        {"key": _("De ellos nuevos"), "value": sheet.lines_new},
        {"key": _("Lo subió"), "value": sheet.mandate.holder.full_name},
    ]
    if is_inside:
        facts.append({"key": _("Cuenta"), "value": sheet.account or "–"})
    return facts


def _columns(*, is_inside: bool) -> list[Any]:
    words = [_("Referencia"), _("Lo que escribió el banco")] if is_inside else []
    return [_("Fecha"), *words, (_("Monto"), "number")]


def _row(line: StatementLine, *, is_inside: bool, may_match: bool) -> dict[str, Any]:
    words = [line.reference, line.words] if is_inside else []
    url = reverse("treasury:match_line", args=[line.id]) if may_match else ""
    return {"cells": [_day(line.booked_on), *words, line.amount], "url": url}


def _matched(line: StatementLine) -> dict[str, Any]:
    found, url = line.match, ""
    if found.payment is not None:
        what, url = (
            _("Factura %(number)s") % {"number": found.payment.invoice.number},
            (found.payment.invoice.get_absolute_url()),
        )
    elif found.disbursement is not None:
        what = _("Desembolso %(reference)s") % {"reference": found.disbursement.bank_reference}
    else:
        what = _("Caja chica")
    return {"cells": [_day(line.booked_on), what, found.mandate.holder.full_name, line.amount], "url": url}


def _told(one: Ours, is_named: bool) -> str:
    kinds = {"disbursement": _("Desembolso"), "payment": _("Pago"), "fill": _("Caja chica")}
    words = f"{kinds[one.kind]}: {one.title} {one.reference}, {_day(one.day)}"
    return f"{words} ({_('la referencia es la misma')})" if is_named else words


def _new(place: Place) -> str:
    return reverse("treasury:upload_statement", args=[place.code])


def _day(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
