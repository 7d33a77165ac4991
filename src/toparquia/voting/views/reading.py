"""The public page of a vote: what is asked, how it is drawn, and after the certificate what it gave."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from toparquia.engines.budgeting.rules.ties import lot_key
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.voting import protection, queries
from toparquia.voting.models import Certificate, OnlineBox, Option, TieSeed, Vote
from toparquia.voting.rules import Outcome

# Kind and word of the status, by state.
STATES: Final[dict[str, tuple[str, Any]]] = {
    Vote.State.OPEN: ("open", _("Abierta")),
    Vote.State.CLOSED: ("pending", _("Cerrada; falta el certificado")),
    Vote.State.CERTIFIED: ("done", _("Resultado certificado")),
}
OUTCOMES: Final[dict[str, tuple[str, Any]]] = {
    Outcome.APPROVED.value: ("done", _("Aprobada")),
    Outcome.REJECTED.value: ("refused", _("Rechazada")),
    Outcome.TURNOUT_TOO_LOW.value: ("refused", _("No participó bastante gente")),
}
BOXES: Final[dict[str, tuple[str, Any]]] = {
    OnlineBox.State.SETTING_UP: ("pending", _("Se están haciendo las llaves y las credenciales")),
    OnlineBox.State.OPEN: ("open", _("Urna en línea abierta")),
    OnlineBox.State.CLOSED: ("pending", _("Urna en línea cerrada; falta sumar")),
    OnlineBox.State.DECRYPTING: ("pending", _("Sumada; faltan custodios por descifrar")),
    OnlineBox.State.TALLIED: ("done", _("Suma descifrada")),
}
CHANNELS: Final[dict[str, Any]] = {
    "paper": _("Papel"),
    "imported": _("Boletas importadas"),
    "online": _("En línea"),
}
SHEETS: Final = "voting.tally_sheet_accepted"


@require_safe
def detail(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show one vote."""
    vote, at = queries.vote(vote_id), now()
    options, certificate = queries.options(vote), queries.certificate(vote)
    # A large vote has an act for each of thousands of tables; they are only counted.
    entries = gazette.entries_about([vote.id], without=[SHEETS])
    box, powers = queries.box_of(vote), acting.powers(request, vote.place)
    steps = next_steps(vote, powers, at)
    pictures = {one.number: one.picture for one in options if hasattr(one, "picture")}
    context = {
        "vote": vote,
        "place": vote.place,
        "status": status_of(vote, at),
        "subject_url": subject_url(vote),
        "options": [
            {
                "option": option,
                "lot": lot_key(vote.option_seed, option.code),
                "picture": pictures.get(option.number),
            }
            for option in options
        ],
        "can_picture": "voting.open" in powers and at < vote.opens_at and len(pictures) < len(options),
        "photos": queries.photos_published(vote) if certificate else {},
        "result": certificate and shown_result(vote, options, certificate),
        "certificate": certificate,
        "certificate_entry": next((one for one in entries if one.kind == "voting.certified"), None),
        "seed": TieSeed.objects.filter(vote=vote).first(),
        "pending": [] if certificate else queries.pending_tables(vote),
        "steps": steps,
        "urn": box and shown_box(box, certificate, powers, at),
        "can_prepare": box is None and can_prepare(vote, powers, at),
        "accepted": queries.accepted_tables(vote) if steps["tally"] else [],
        "typed_photos": queries.photos_typed(vote) if steps["tally"] else {},
        "protections": protection.protections(queries.channels_used(vote, certificate), box),
        "always": protection.ALWAYS,
        "never": protection.NEVER,
        "minimum": queries.rules_of(vote).count("consultation.min_ballots_published"),
        "acts": [shown(entry) for entry in entries],
        "sheets": vote.tally_sheets.count(),
    }
    return render(request, "voting/detail.html", context)


def status_of(vote: Vote, at: datetime) -> tuple[str, Any]:
    """Return kind and word of where the vote stands."""
    if vote.state == Vote.State.OPEN and at < vote.opens_at:
        return ("pending", _("Todavía no abre"))
    if vote.state == Vote.State.OPEN and at >= vote.closes_at:
        return ("late", _("Terminó su hora; falta cerrarla"))
    return STATES[vote.state]


def subject_url(vote: Vote) -> str:
    """Return the page of what is voted on, "" if its room has none."""
    room = vote.purpose.partition(".")[0]
    if room == "voting":
        return ""
    try:
        return reverse(f"{room}:detail", args=[vote.subject_id])
    except NoReverseMatch:
        return ""


def next_steps(vote: Vote, powers: frozenset[str], at: datetime) -> dict[str, bool]:
    """Return which buttons the page shows: what the state allows and the reader's mandate gives."""
    is_open, is_closed = vote.state == Vote.State.OPEN, vote.state == Vote.State.CLOSED
    records, certifies = "voting.record" in powers, "voting.certify" in powers
    steps = {
        "tally": records and not vote.is_certified and at >= vote.opens_at,
        "close": "voting.close" in powers and is_open and at >= vote.closes_at,
        "seed": certifies and (is_open or is_closed),
        "certify": certifies and is_closed and queries.is_certified_here(vote),
        "roll": records,
    }
    return {**steps, "any": any(steps.values())}


def can_prepare(vote: Vote, powers: frozenset[str], at: datetime) -> bool:
    """Return whether the reader may set up an online box for it."""
    is_time = vote.state == Vote.State.OPEN and at < vote.closes_at
    return is_time and "voting.open" in powers and "online" in queries.rules_of(vote).get("online.channels")


def shown_box(
    box: OnlineBox, certificate: Certificate | None, powers: frozenset[str], at: datetime
) -> dict[str, Any]:
    """Return what the page shows of the online box, with the steps its state and the mandate allow."""
    state, over = box.state, at >= box.closes_online_at
    ballots, head = queries.board_shown(box)
    return {
        "box": box,
        "status": BOXES[state],
        "credentials": box.credentials.count(),
        "ballots": ballots,
        "batch": queries.batch_of(box) if state == OnlineBox.State.OPEN else 0,
        "head": head,
        "slips": slips_of(certificate),
        "takes": state == OnlineBox.State.OPEN and not over and at >= box.vote.opens_at,
        "has_archive": state in (OnlineBox.State.DECRYPTING, OnlineBox.State.TALLIED),
        "is_public": certificate is not None and queries.is_archive_public(box),
        "open": state == OnlineBox.State.SETTING_UP and not over and "voting.open" in powers,
        "close": state == OnlineBox.State.OPEN and over and "voting.close" in powers,
        "sum": state == OnlineBox.State.CLOSED
        and box.vote.state == Vote.State.CLOSED
        and "voting.certify" in powers,
        "table": "voting.record" in powers and box.vote.state == Vote.State.OPEN,
    }


def slips_of(certificate: Certificate | None) -> dict[str, Any]:
    """Return the slips handed out and the credentials used, and whether the two agree."""
    slips = certificate.result.get("slips") if certificate is not None else None
    if slips is None:
        return {}
    # Of nobody it was noted: the slips went out by another list than the table's.
    return {**slips, "is_noted": slips["handed"] > 0, "is_more": slips["used"] > slips["handed"] > 0}


def shown_result(vote: Vote, options: list[Option], certificate: Certificate) -> dict[str, Any]:
    """Return what the page shows of the certificate: figures, tables, channels, what was decided."""
    result = certificate.result
    labels = {option.code: option.label for option in options}
    winners = result["decided"].get("winners", [])
    return {
        "rows": [
            {
                "cells": [labels[code], result["votes"][code], *_points(result, code)],
                "chosen": code in winners,
            }
            for code in sorted(labels, key=lambda code: -result["votes"][code])
        ],
        "columns": [
            _("Opción"),
            (_("Votos"), "number"),
            *([(_("Puntos"), "number")] if "points" in result else []),
        ],
        "figures": [
            {"label": _("Boletas"), "value": result["ballots"]},
            {"label": _("Válidas"), "value": result["valid"]},
            {"label": _("En blanco"), "value": result["blank"]},
            {"label": _("Nulas"), "value": result["null"]},
        ],
        "check_ins": result["check_ins"],
        "roll": result["roll"],
        "outcome": OUTCOMES.get(result["decided"].get("outcome", "")),
        "winners": [labels.get(code, code) for code in winners if isinstance(code, str)],
        "channels": [
            [CHANNELS.get(part["channel"], part["channel"]), part.get("ballots", "–")]
            for part in result["channels"]
        ],
        "tables": tables_of(result, options),
    }


def tables_of(result: dict[str, Any], options: list[Option]) -> dict[str, Any]:
    """Return the tables as published: a row for each table, or for the small ones that were merged."""
    codes = [option.code for option in options]
    return {
        "columns": [_("Mesas"), *((option.label, "number") for option in options), (_("Boletas"), "number")],
        "rows": [
            [
                ", ".join(map(str, group["tables"])),
                *(group["votes"][code] for code in codes),
                group["ballots"],
            ]
            for group in result["tables"]
        ],
    }


def _points(result: dict[str, Any], code: str) -> list[int]:
    return [int(result["points"][code])] if "points" in result else []
