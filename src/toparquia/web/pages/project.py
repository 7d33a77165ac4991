"""The page of a project: its whole chain, from the need to the assembly's yes on the last invoice."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.labels import word_of
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.mandates.offices import OFFICES
from toparquia.planning import queries as planning
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.web import formatting
from toparquia.web.chain import Chain, chain_of
from toparquia.web.chain.doors import doors_of
from toparquia.web.chain.told import document
from toparquia.web.told_facts import plain

# A phone has room for the council and its commune; their pages lead further up.
WAY: Final = 2


@require_safe
def show(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show a project and its chain."""
    chain = chain_of(project_id, now())
    return render(request, "web/project.html", context(request, chain))


@require_safe
def plan(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show what was planned: the proposal in full, what it costs line by line, and how it was checked."""
    standing = planning.standing(project_id)
    context = {
        "project": standing.project,
        "standing": standing,
        "columns": [
            _("Qué se paga"),
            _("Rubro"),
            (_("Cantidad"), "number"),
            (_("Precio"), "number"),
            (_("Monto"), "number"),
        ],
        "lines": [
            [
                line.what,
                plain(word_of(line.head)),
                f"{quantity(line.quantity_milli)} {line.unit}",
                line.unit_price,
                line.amount,
            ]
            for line in standing.lines
        ],
        "works": works_of(project_id),
        "findings": [(plain(word_of(found.ground)), found) for found in standing.findings or ()],
    }
    return render(request, "web/project_plan.html", context)


def works_of(project_id: UUID) -> dict[str, Any] | None:
    """Return schedule and beneficiaries of a project, None while nobody planned them."""
    found = planning.work_plan(project_id)
    if found is None:
        return None
    return {
        "homes": found.homes,
        "people": found.people,
        "groups": [plain(word_of(group)) for group in found.groups],
        "columns": [_("Paso"), (_("Semana"), "number"), (_("Hasta la semana"), "number")],
        "rows": [[step.what, step.first_week, step.last_week] for step in found.steps.all()],
    }


@require_safe
def as_json(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give the chain with the Gazette's numbers and hashes of its acts, for programs."""
    chain = chain_of(project_id, now())
    return JsonResponse(document(chain), json_dumps_params={"ensure_ascii": False, "indent": 2})


def quantity(milli: int) -> str:
    """Return thousandths of a unit as people write them: 12,5."""
    whole, rest = divmod(milli, 1000)
    decimals = f"{rest:03d}".rstrip("0")
    mark = "." if formatting.is_english() else ","
    return formatting.count_text(whole) + (f"{mark}{decimals}" if decimals else "")


def powers_over(request: HttpRequest, place: Place) -> frozenset[str]:
    """Return all that the person who is signed in may do on something of `place`, there or from above."""
    person = acting.resident_id(request)
    held = mandates.held_by(person, territory.local_day(place, now())) if person else []
    offices = [OFFICES[one.seat.office] for one in held if one.seat.organ.place_id in place.path]
    return frozenset(power for office in offices for power in office.powers)


def context(request: HttpRequest, chain: Chain) -> dict[str, Any]:
    """Return what the page shows."""
    project = chain.story.project
    return {
        "project": project,
        "chain": chain,
        "above": territory.ancestors_in_order(project.place)[-WAY:],
        "doors": doors_of(chain, powers_over(request, project.place)),
    }
