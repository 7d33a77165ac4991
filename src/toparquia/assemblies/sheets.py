"""The minutes of a session as values for one sheet of paper, told from the bytes that were signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toparquia.assemblies import queries
from toparquia.assemblies.models import Minutes, Session
from toparquia.foundation import printing
from toparquia.mandates.offices import OFFICES, ORGANS

TEMPLATES: Final = Path(__file__).parent / "printing"
# Longer motions stand on the page and in the file; the sheet says where.
WORDS: Final = 240


def minutes_values(session: Session, minutes: Minutes, *, site: str) -> tuple[str, dict[str, Any]]:
    """Return the sheet's title and its values: counts, decisions and signers, and nobody else's name."""
    told = minutes.document
    language = get_language() or "es"
    body = _("Asamblea") if session.organ is None else ORGANS[session.organ.kind].title.in_language(language)
    address = f"{site}{session.get_absolute_url()}"
    signed = [
        f"{one.signer.full_name}, {OFFICES[one.mandate.seat.office].title.in_language(language)}"
        for one in queries.signatures(minutes)
    ]
    values = {
        "kind": body.capitalize(),
        "place": told["place"]["name"],
        "facts": [
            [_("Hora de la convocatoria"), _moment(session.starts_at, session)],
            [_("Dónde"), told["venue"]],
            [_("Se cerró"), _moment(minutes.closed_at, session)],
        ],
        "agenda_title": _("Orden del día"),
        "agenda": told["agenda"],
        "calls_title": _("Quórum"),
        "calls": {
            "columns": [_("Convocatoria"), _("Base"), _("Hacían falta"), _("Llegaron"), _("Quórum")],
            "rows": [_call(one) for one in told["calls"]],
        },
        "motions_title": _("Decisiones"),
        "motions": [_motion(one) for one in told["motions"]],
        "signers": [*signed, *[_("Firma a mano")] * (2 - len(signed))],
        "proof": _("Este papel cuenta lo que dice el archivo firmado, cuyo SHA-256 es:"),
        "sha256": minutes.sha256,
        "address": address,
        "code": printing.qr(address),
    }
    title = _("Acta del %(day)s") % {"day": _moment(session.starts_at, session)}
    return title, values


def _call(one: dict[str, Any]) -> list[str]:
    counts = [str(one[name]) for name in ("number", "electors", "needed", "present")]
    return [*counts, _("sí") if one["has_quorum"] else _("no")]


def _motion(one: dict[str, Any]) -> dict[str, str]:
    words = one["text"] if len(one["text"]) <= WORDS else f"{one['text'][:WORDS]}…"
    taken = one["resolution"]
    if taken is None:
        return {"text": f"{one['number']}. {words}", "outcome": _("Sin decidir"), "more": ""}
    outcome = _("%(outcome)s: %(yes)s a favor, %(no)s en contra, %(abstained)s se abstienen") % {
        "outcome": _("Aprobada") if taken["is_carried"] else _("No aprobada"),
        "yes": taken["in_favour"],
        "no": taken["against"],
        "abstained": taken["abstained"],
    }
    # Minutes of before have neither turns nor dissent.
    dissent = taken.get("dissent", "")
    more = [] if not dissent else [_("Desacuerdo: %(words)s") % {"words": dissent[:WORDS]}]
    if taken.get("tellers"):
        more.append(_("Estimado por %(tellers)s personas.") % {"tellers": taken["tellers"]})
    return {"text": f"{one['number']}. {words}", "outcome": outcome, "more": " ".join(more)}


def _moment(at: datetime, session: Session) -> str:
    return date_format(at.astimezone(ZoneInfo(session.place.timezone)), "DATETIME_FORMAT")
