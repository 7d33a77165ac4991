"""The costing of a project as values for a sheet of paper: lines, unit prices, schedule, reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toparquia.foundation import printing
from toparquia.foundation.money import Money
from toparquia.planning import queries
from toparquia.planning.models import WorkPlan
from toparquia.planning.queries import Standing
from toparquia.planning.rules.words import rule_word
from toparquia.territory import queries as territory

TEMPLATES: Final = Path(__file__).parent / "printing"


def costing_values(standing: Standing, *, site: str) -> tuple[str, dict[str, Any]]:
    """Return the sheet's title and its values; nobody is named on it."""
    project, estimate, plan = standing.project, standing.estimate, queries.work_plan(standing.project.id)
    assert estimate is not None, "asked for once there is one"
    address = f"{site}{project.get_absolute_url()}plan/"
    heads = queries.rules_of(project.place, estimate.made_at).text_list("invoice.heads")
    by_head = [[_word(head), _money(amount)] for head, amount in standing.by_head(heads).items()]
    day = territory.local_day(project.place, estimate.made_at)
    values = {
        "kind": _("Presupuesto del proyecto"),
        "place": project.place.name,
        "facts": [
            [_("Presupuesto número"), str(estimate.number)],
            [_("Se hizo el"), date_format(day)],
            *_reached(plan),
        ],
        "lines_title": _("Qué se paga"),
        "lines": {
            "columns": [_("Qué"), _("Rubro"), _("Cantidad"), _("Precio"), _("Monto")],
            "rows": [
                [line.what, _word(line.head), f"{_quantity(line.quantity_milli)} {line.unit}",
                 _money(line.unit_price), _money(line.amount)]
                for line in standing.lines
            ],
        },
        "heads_title": _("Por rubro"),
        "heads": {"columns": [_("Rubro"), _("Monto")], "rows": by_head},
        "total": [_("En total"), _money(estimate.total)],
        "steps_title": _("Cronograma"),
        "steps": {"columns": [_("Paso"), _("Semana"), _("Hasta la semana")], "rows": _steps(plan)},
        "proof": _("Huella de los renglones (SHA-256):"),
        "sha256": estimate.digest,
        "address": address,
        "code": printing.qr(address),
    }  # fmt: skip
    return project.title, values


def _reached(plan: WorkPlan | None) -> list[list[str]]:
    if plan is None:
        return []
    language = get_language() or "es"
    groups = ", ".join(rule_word(group).in_language(language) for group in plan.groups)
    homes = [] if plan.homes is None else [[_("Viviendas"), _count(plan.homes)]]
    people = [] if plan.people is None else [[_("Personas"), _count(plan.people)]]
    return [*homes, *people, *([[_("Ganan más"), groups]] if groups else [])]


def _steps(plan: WorkPlan | None) -> list[list[str]]:
    steps = plan.steps.all() if plan else ()
    return [[one.what, str(one.first_week), str(one.last_week)] for one in steps]


def _word(code: str) -> str:
    return rule_word(code).in_language(get_language() or "es")


def _money(amount: Money) -> str:
    return amount.in_language(get_language() or "es")


def _count(number: int) -> str:
    return number_format(number, 0, use_l10n=True, force_grouping=True)


def _quantity(milli: int) -> str:
    whole, rest = divmod(milli, 1_000)
    decimals = f"{rest:03d}".rstrip("0")
    mark = "." if get_language() == "en" else ","
    return _count(whole) + (f"{mark}{decimals}" if decimals else "")
