"""The money of a place, or of all, in four figures a currency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.treasury.queries import Figures
from toparquia.web import formatting


def told(sums: Iterable[Figures]) -> list[dict[str, Any]]:
    """Return what pages show of the sums of each currency; two currencies are never added."""
    return [_of(one) for one in sums]


def _of(one: Figures) -> dict[str, Any]:
    debts = ngettext("por {count} proyecto ganador", "por {count} proyectos ganadores", one.count)
    return {
        "currency": one.currency,
        "is_late": not one.overdue.is_zero,
        "overdue": one.overdue,
        "figures": [
            {
                "label": _("El Estado debe en total"),
                "amount": one.owed,
                "note": debts.format(count=formatting.count_text(one.count)),
            },
            {
                "label": _("Ya llegó"),
                "amount": one.received,
                "note": formatting.share_text(one.received.minor, one.owed.minor),
            },
            {"label": _("Ya se gastó, con factura"), "amount": one.spent},
            {"label": _("Queda por gastar"), "amount": one.left},
        ],
    }
