"""A work on one page: stages, photos, hands, material, changes, and what came after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.models import Delivery, FollowUp, LabourDay, Obligation, Progress, Variation
from toparquia.treasury.queries import Work
from toparquia.treasury.views import telling
from toparquia.treasury.views.doors import Way
from toparquia.treasury.views.files import public_picture
from toparquia.treasury.views.sheets import Sheet, Table, acts_about, door, page

PHOTOS = 12
ROWS = 100


@require_safe
def work(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Show a work."""
    obligation = queries.obligation(obligation_id)
    today = territory.local_day(obligation.place, now())
    found = queries.work_of(obligation)
    seen = list(queries.progress_of(obligation)[:ROWS])
    changes = list(queries.variations_of(obligation))
    delivery = queries.delivery_of(obligation)
    after = queries.follow_ups_of(delivery) if delivery else []
    labour = list(obligation.labour_days.order_by("-worked_on", "-id")[:ROWS])
    tables = [_stages(found), _seen(seen), _labour(labour), _store(obligation), _changes(changes)]
    sheet = Sheet(
        over=_("Obra"),
        title=obligation.project.title,
        lead=_("Cómo va la obra: etapas, fotos, manos prestadas, materiales y lo que la asamblea cambió."),
        about=_("Obligación del Estado"),
        about_url=obligation.get_absolute_url(),
        word=_word(found, delivery, today),
        warning=_overdue(delivery, after, today),
        doors=_doors(obligation, found, changes, delivery, acting.powers(request, obligation.place)),
        chart_title=_("La obra va por %(done)s de 100") % {"done": found.done} if found.stages else "",
        chart_source=_("Avances anotados en el lugar"),
        bars=_bars(found, today) if found.stages else (),
        facts=_delivered(delivery, after),
        tables=[*tables, *([_after(after)] if delivery else [])],
        pictures=_pictures(seen),
        acts=acts_about(obligation.id),
    )
    return page(request, sheet, obligation.place)


@require_safe
def photo(request: HttpRequest, progress_id: UUID) -> HttpResponse:
    """Send the public copy of a photo of a work."""
    seen = queries.progress(progress_id)
    if seen is None or seen.attachment is None:
        raise Http404
    return public_picture(seen.attachment)


def _word(found: Work, delivery: Delivery | None, today: Any) -> tuple[str, str]:
    if delivery:
        return "done", _("Entregada")
    if not found.stages:
        return "pending", _("Todavía sin cronograma")
    if found.done < found.planned(today):
        return "late", _("Va detrás de su cronograma")
    return "partial", _("Va según su cronograma")


def _overdue(delivery: Delivery | None, after: list[FollowUp], today: Any) -> str:
    if delivery is None or (due := queries.next_visit(delivery, after)) >= today:
        return ""
    return _("El mantenimiento tocaba el %(day)s y nadie lo ha anotado.") % {"day": _day(due)}


def _doors(
    obligation: Obligation,
    found: Work,
    changes: list[Variation],
    delivery: Delivery | None,
    powers: frozenset[str],
) -> list[Way]:
    follows = any(
        getattr(change, "decision", None) and change.decision.is_approved and not hasattr(change, "schedule")
        for change in changes
    )
    ways = []
    if "treasury.report" in powers:
        if not found.stages or follows:
            ways.append(door(_("Publicar el cronograma"), "publish_schedule", obligation.id))
        if found.stages and not delivery:
            ways.append(door(_("Anotar un avance"), "record_progress", obligation.id))
        ways.append(door(_("Anotar jornadas"), "record_labour", obligation.id))
        ways.append(door(_("Anotar materiales"), "move_stock", obligation.id))
        ways.append(door(_("Proponer un cambio"), "propose_variation", obligation.id))
        if found.done == 100 and not delivery:
            ways.append(door(_("Levantar el acta de entrega"), "deliver_work", obligation.id))
        if delivery:
            ways.append(door(_("Anotar un seguimiento"), "follow_up", obligation.id))
    if "treasury.record_decision" in powers:
        ways += [
            door(_("Anotar qué decidió la asamblea"), "decide_variation", change.id)
            for change in changes
            if not hasattr(change, "decision")
        ]
    return ways


def _bars(found: Work, today: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("Debería ir por"), "value": found.planned(today)},
        {"label": _("Va por"), "value": found.done, "marked": True, "word": _("hoy")},
    ]


def _stages(found: Work) -> Table:
    rows = [
        [
            stage.title,
            f"{_day(stage.starts_on)} – {_day(stage.ends_on)}",
            stage.tranche,
            stage.weight,
            f"{percent} %",
        ]
        for stage, percent in found.stages
    ]
    columns = [
        _("Etapa"),
        _("Cuándo"),
        (_("Tramo"), "number"),
        (_("Parte de 100"), "number"),
        (_("Va por"), "number"),
    ]
    return Table(_("Etapas"), columns, rows, _("El comité todavía no ha publicado el cronograma."))


def _seen(seen: list[Progress]) -> Table:
    rows = [
        [
            one.stage.title,
            one.text,
            one.spot,
            _day(one.seen_at),
            one.mandate.holder.full_name,
            f"{one.percent} %",
        ]
        for one in seen
    ]
    columns = [_("Etapa"), _("Qué se ve"), _("Dónde"), _("Cuándo"), _("Lo anotó"), (_("Va por"), "number")]
    return Table(_("Avances"), columns, rows, _("Todavía nadie ha anotado un avance."))


def _labour(rows: list[LabourDay]) -> Table:
    cells: list[Any] = [[_day(one.worked_on), one.what, one.people, one.people * one.hours] for one in rows]
    if cells:
        whole = sum(one.people * one.hours for one in rows)
        cells.append({"cells": [_("Total"), "", sum(one.people for one in rows), whole], "total": True})
    columns = [_("Día"), _("En qué"), (_("Personas"), "number"), (_("Horas"), "number")]
    return Table(_("Manos prestadas"), columns, cells, _("Todavía no hay jornadas anotadas."))


def _store(obligation: Obligation) -> Table:
    rows = [
        [item, unit, *(_quantity(one) for one in (came, used, left))]
        for item, unit, came, used, left in queries.store_of(obligation)
    ]
    columns = [
        _("Material"),
        _("Unidad"),
        (_("Llegó"), "number"),
        (_("Se usó"), "number"),
        (_("Queda"), "number"),
    ]
    return Table(_("Materiales"), columns, rows, _("Todavía no hay materiales anotados."))


def _changes(changes: list[Variation]) -> Table:
    rows = [[change.title, change.text, _decided(change), change.change] for change in changes]
    columns = [_("Qué cambia"), _("Por qué"), _("Qué dijo la asamblea"), (_("Cuesta más o menos"), "number")]
    return Table(_("Cambios de la obra"), columns, rows, _("Ninguno."))


def _decided(change: Variation) -> str:
    decision = getattr(change, "decision", None)
    if decision is None:
        return _("Espera a la asamblea")
    return _("Aprobado") if decision.is_approved else _("No se aprobó")


def _delivered(delivery: Delivery | None, after: list[FollowUp]) -> list[dict[str, Any]]:
    if delivery is None:
        return []
    return [
        {"key": _("Se entregó el"), "value": _day(delivery.delivered_on)},
        {"key": _("Cómo se recibió"), "value": delivery.text},
        {"key": _("La entregó"), "value": delivery.mandate.holder.full_name},
        {"key": _("Garantía hasta"), "value": _day(delivery.guarantee_until)},
        {"key": _("Próximo mantenimiento"), "value": _day(queries.next_visit(delivery, after))},
    ]


def _after(after: list[FollowUp]) -> Table:
    words = {
        FollowUp.Kind.MAINTAINED: _("Mantenimiento"),
        FollowUp.Kind.BROKEN: _("Se dañó"),
        FollowUp.Kind.MENDED: _("Se reparó"),
    }
    rows = [
        [
            _day(one.day),
            words[FollowUp.Kind(one.kind)],
            one.text,
            _("En garantía") if one.in_guarantee else _("Fuera de garantía"),
        ]
        for one in after
    ]
    columns = [_("Día"), _("Qué pasó"), _("Qué se vio"), _("Garantía")]
    return Table(_("Después de la entrega"), columns, rows, _("Todavía nada."))


def _pictures(seen: list[Progress]) -> list[dict[str, str]]:
    return [
        {
            "url": reverse("treasury:work_photo", args=[one.id]),
            "text": f"{one.stage.title}, {one.spot}, {_day(one.seen_at)}",
        }
        for one in seen
        if one.attachment_id is not None
    ][:PHOTOS]


def _quantity(thousandths: int) -> str:
    plain = queries.quantity(thousandths)
    return plain.replace(".", ",") if telling.language() == "es" else plain


def _day(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
