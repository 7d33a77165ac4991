"""What the treasury brings to an assembly: reports that wait for its decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toparquia.assemblies.subjects import Subject
from toparquia.territory.models import Place
from toparquia.treasury import queries
from toparquia.treasury.models import AccountabilityReport

OFFERED: Final = 50


def waiting(place: Place) -> list[Subject]:
    """Return the reports on projects of a territory, or on money owed to it, that nobody decided on."""
    undecided = _reports().filter(decision__isnull=True)
    here = undecided.filter(obligation__project__place__path__contains=[place.id])
    # The assemblies that may decide are the project's own, that of who is owed, and those between.
    near = here.filter(obligation__place_id__in=place.path)
    return [_subject(report) for report in near.order_by("presented_at", "id")[:OFFERED]]


def named(ids: Sequence[UUID]) -> dict[UUID, Subject]:
    """Return reports by their ids."""
    return {report.id: _subject(report) for report in _reports().filter(id__in=ids)}


def _reports() -> QuerySet[AccountabilityReport]:
    return AccountabilityReport.objects.select_related("obligation__project").defer("body")


def _subject(report: AccountabilityReport) -> Subject:
    facts = {"number": report.number, "title": report.obligation.project.title}
    return Subject(
        kind=queries.REPORT,
        id=report.id,
        title=_("Rendición %(number)s de «%(title)s»") % facts,
        url=report.get_absolute_url(),
        matter="accounts",
        text=_("Que se apruebe la rendición %(number)s de «%(title)s».") % facts,
    )
