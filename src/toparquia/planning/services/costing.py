"""Costing a project: lines under the heads of the rules, added up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact_all
from toparquia.planning import queries, rules
from toparquia.planning.acts import EstimateMade
from toparquia.planning.models import Estimate, EstimateLine, Project
from toparquia.planning.rules import Line
from toparquia.planning.services.locking import open_projects


@dataclass(frozen=True)
class NewEstimate:
    """The lines by which one project is costed."""

    project_id: UUID
    lines: tuple[Line, ...]


def make_estimate(*, project_id: UUID, lines: Sequence[Line], by: Authority, at: datetime) -> Estimate:
    """Cost one project; as `make_all_estimates`."""
    return make_all_estimates(new=[NewEstimate(project_id, tuple(lines))], by=by, at=at)[0]


@transaction.atomic
def make_all_estimates(*, new: Sequence[NewEstimate], by: Authority, at: datetime) -> list[Estimate]:
    """Cost projects, each by lines of one currency, and return the estimates in the order given.

    The former estimate of a project stays, and its check no longer counts.
    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted: of the project.
    :raises EstimateEmpty, TooManyAtOnce, HeadUnknown: of its lines.
    :raises QuantityMalformed, PriceNegative, CurrenciesMixed: of one line.
    """
    projects = open_projects([one.project_id for one in new], by)
    in_force = queries.rules_where(projects.values(), at)
    numbers = queries.last_estimate_numbers(projects)
    costed: list[tuple[Estimate, tuple[Line, ...]]] = []
    acts: list[EstimateMade] = []
    for one in new:
        heads = in_force[projects[one.project_id].place_id].text_list("invoice.heads")
        lines = rules.check_lines(one.lines, heads)
        number = numbers[one.project_id] = numbers.get(one.project_id, 0) + 1
        estimate = _estimate(projects[one.project_id], number, lines, at)
        costed.append((estimate, lines))
        acts.append(_act(estimate, lines, heads))
    estimates = Estimate.objects.bulk_create(estimate for estimate, _ in costed)
    EstimateLine.objects.bulk_create(row for estimate, lines in costed for row in _rows(estimate, lines))
    if acts:
        enact_all(acts, by=by, at=at)
    return estimates


def _estimate(project: Project, number: int, lines: Sequence[Line], at: datetime) -> Estimate:
    total = rules.total(lines)
    return Estimate(
        project=project,
        number=number,
        total_minor=total.minor,
        currency=total.currency,
        line_count=len(lines),
        digest=rules.digest_of_lines(lines),
        made_at=at,
    )


def _rows(estimate: Estimate, lines: Sequence[Line]) -> list[EstimateLine]:
    return [
        EstimateLine(
            estimate=estimate,
            number=number,
            head=line.head,
            what=line.what,
            quantity_milli=line.quantity_milli,
            unit=line.unit,
            unit_price_minor=line.unit_price.minor,
            amount_minor=line.amount.minor,
        )
        for number, line in enumerate(lines, start=1)
    ]


def _act(estimate: Estimate, lines: Sequence[Line], heads: Sequence[str]) -> EstimateMade:
    return EstimateMade(
        subject=estimate.project_id,
        estimate=estimate.id,
        number=estimate.number,
        total=estimate.total,
        heads=rules.by_head(lines, heads),
        lines_sha256=estimate.digest,
    )
