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
from toparquia.treasury.models import AccountabilityReport, Variation

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


class _Variations:
    """Changes of works that the assembly decides about."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the changes of a territory's works that nobody decided on."""
        found = _changes().filter(decision__isnull=True)
        near = found.filter(
            obligation__project__place__path__contains=[place.id], obligation__place_id__in=place.path
        )
        return [_change(row) for row in near.order_by("proposed_at", "id")[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return changes by their ids."""
        return {row.id: _change(row) for row in _changes().filter(id__in=ids)}


VARIATIONS: Final = _Variations()


def _changes() -> QuerySet[Variation]:
    return Variation.objects.select_related("obligation__project")


def _change(row: Variation) -> Subject:
    facts = {"what": row.title, "title": row.obligation.project.title}
    return Subject(
        kind=queries.VARIATION,
        id=row.id,
        title=_("Cambio de «%(title)s»: %(what)s") % facts,
        url=row.get_absolute_url(),
        text=_("Que se apruebe este cambio de «%(title)s»: %(what)s.") % facts,
    )


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
