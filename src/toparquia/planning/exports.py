"""Projects in the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9), as one project package."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from django.db.models import F

from toparquia.foundation.money import Money
from toparquia.planning.models import Estimate, EstimateLine, Project, WorkPlan
from toparquia.planning.rules import Line

VERSION: Final = "0.9"
# Until an assembly has admitted it, a project is an idea with a cost; what follows is other rooms' to tell.
PROPOSED, ADMITTED, GONE = "identification", "preparation", "cancelled"
WEEK: Final = 7


def oc4ids(*, address: str, publisher: str, at: datetime) -> dict[str, Any] | None:
    """Return all projects as one package published at `address`, None while there is none.

    An identifier is the address under which the project has its page: a prefix of the standard's own list
    is given to publishers, not to programs.
    """
    estimates = _present_estimates()
    plans = _present_plans()
    found = Project.objects.select_related("place", "need", "admission", "merged__into").order_by("id")
    projects = [
        {**_project(one, estimates.get(one.id), address), **_reach(plans.get(one.id))}
        for one in found.iterator(chunk_size=500)
    ]
    if not projects:
        return None
    return {
        "uri": f"{address}/datos/proyectos.oc4ids.json",
        "publishedDate": at.isoformat(),
        "version": VERSION,
        "publisher": {"name": publisher},
        "projects": projects,
    }


def _present_estimates() -> dict[Any, tuple[Estimate, list[EstimateLine]]]:
    """Return the present estimate of each project: the one admitted, else the one with the last number."""
    rows = Estimate.objects.order_by("project_id", F("admission__id").desc(nulls_last=True), "-number")
    present = {
        project: next(iter(found))
        for project, found in groupby(rows.iterator(chunk_size=500), key=lambda one: one.project_id)
    }
    lines: dict[Any, list[EstimateLine]] = {}
    for line in EstimateLine.objects.order_by("estimate_id", "number").iterator(chunk_size=1_000):
        lines.setdefault(line.estimate_id, []).append(line)
    return {project: (one, lines.get(one.id, [])) for project, one in present.items()}


def _project(
    one: Project, costed: tuple[Estimate, list[EstimateLine]] | None, address: str
) -> dict[str, Any]:
    admission = getattr(one, "admission", None)
    told: dict[str, Any] = {
        "id": f"{address}{one.get_absolute_url()}",
        "title": one.title,
        "status": GONE if one.goes_on_in else ADMITTED if admission else PROPOSED,
        "updated": (admission.admitted_at if admission else one.proposed_at).isoformat(),
        "locations": [_location(one)],
    }
    if one.text:
        told["description"] = one.text
    if one.need:
        told["purpose"] = one.need.title
    if one.goes_on_in:
        told["description"] = f"{one.text or one.title} → {address}{one.goes_on_in.get_absolute_url()}"
    if costed is not None:
        estimate, lines = costed
        told["budget"] = {"amount": _value(estimate.total)}
        if admission:
            told["budget"]["approvalDate"] = admission.admitted_at.isoformat()
        told["costMeasurements"] = [_measurement(estimate, lines)]
    return told


def _present_plans() -> dict[Any, WorkPlan]:
    """Return the newest schedule and beneficiaries of each project that has any."""
    newest = WorkPlan.objects.order_by("project_id", "-number").distinct("project_id")
    return {one.project_id: one for one in newest.prefetch_related("steps")}


def _reach(plan: WorkPlan | None) -> dict[str, Any]:
    """Return whom a project reaches and how long its works take, where somebody planned that."""
    if plan is None:
        return {}
    weeks = max((step.last_week for step in plan.steps.all()), default=0)
    told: dict[str, Any] = {"implementationPeriod": {"durationInDays": weeks * WEEK}} if weeks else {}
    reached: dict[str, Any] = {"description": ", ".join(plan.groups)} if plan.groups else {}
    if plan.people is not None:
        reached["numberOfPeople"] = plan.people
    return {**told, "benefits": [{"beneficiaries": [reached]}]} if reached else told


def _location(one: Project) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.place.code, "description": one.place.name}
    if one.latitude is not None:
        told["geometry"] = {"type": "Point", "coordinates": [one.longitude, one.latitude]}
    return told


def _measurement(estimate: Estimate, lines: list[EstimateLine]) -> dict[str, Any]:
    """Return an estimate with its heads as groups and each line as a cost, with quantity and unit price."""
    by_head: dict[str, list[EstimateLine]] = {}
    for line in lines:
        by_head.setdefault(line.head, []).append(line)
    groups = [
        {"id": head, "category": head, "costs": [_cost(line, estimate.currency) for line in of_head]}
        for head, of_head in by_head.items()
    ]
    told: dict[str, Any] = {"id": str(estimate.id), "date": estimate.made_at.isoformat()}
    return {**told, "costGroups": groups} if groups else told


def _cost(row: EstimateLine, currency: str) -> dict[str, Any]:
    line: Line = row.line(currency)
    # Quantity and unit price are fields of our own, as OCDS writes them in items; the standard allows such.
    quantity = (Decimal(line.quantity_milli) / 1_000).normalize()
    return {
        "id": str(row.number),
        "classification": {"id": row.head, "scheme": "toparquia-heads", "description": line.what},
        "value": _value(Money(row.amount_minor, currency)),
        "quantity": float(quantity),
        "unit": {"name": line.unit, "value": _value(line.unit_price)},
    }


def _value(money: Money) -> dict[str, Any]:
    # The standard asks for a number; what a commune spends fits in one to the cent.
    return {"amount": float(money.decimal_text()), "currency": money.currency}
