"""What elections bring to an assembly: candidacies to be voted one by one, and recalls to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toparquia.assemblies.subjects import Subject
from toparquia.elections import queries, rules
from toparquia.elections.models import Candidacy, Election, Recall
from toparquia.foundation.clock import now
from toparquia.mandates.offices import ORGANS
from toparquia.territory.models import Place


def _organ(kind: str) -> str:
    return ORGANS[kind].title.in_language(get_language() or "es")


class Candidacies:
    """Admitted candidacies of elections that are held in assembly; the thing is the candidacy."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the candidacies of closed lists that wait for the assembly of a territory."""
        open_ones = Election.objects.filter(
            place=place, procedure=Election.Procedure.ASSEMBLY, closed_list__isnull=False, result__isnull=True
        ).select_related("place", "organ", "closed_list")
        return [self._subject(row, found) for found in open_ones for row in queries.admitted(found)]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return candidacies by their ids."""
        found = Candidacy.objects.filter(id__in=ids).select_related("resident", "election__organ")
        return {row.id: self._subject(row, row.election) for row in found}

    def _subject(self, row: Candidacy, found: Election) -> Subject:
        facts = {"name": row.resident.full_name, "organ": _organ(found.organ.kind)}
        return Subject(
            kind=rules.CANDIDACY,
            id=row.id,
            title=_("Elegir a %(name)s: %(organ)s") % facts,
            url=found.get_absolute_url(),
            matter="offices",
            # A motion's text stands in minutes for ever: the list has the names.
            text=_("Que se elija a la candidatura n.º %(number)s de la lista cerrada: %(organ)s.")
            % {**facts, "number": _number(row, found)},
        )


class Recalls:
    """Recalls that may be decided; the thing is the recall."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the recalls of a territory that its assembly may decide now."""
        at = now()
        return [self._subject(one) for one in queries.recalls(place) if _is_for_assembly(one, at)]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return recalls by their ids."""
        return {one.id: self._subject(one) for one in queries.recalls_named(ids)}

    def _subject(self, one: Recall) -> Subject:
        facts = {"organ": _organ(one.mandate.seat.organ.kind), "number": one.mandate.seat.number}
        return Subject(
            kind=rules.RECALL,
            id=one.id,
            title=_("Revocatoria: %(organ)s, puesto %(number)s") % facts,
            url=one.get_absolute_url(),
            matter="recall",
            text=_("Que se revoque el mandato del puesto %(number)s: %(organ)s.") % facts,
        )


def _number(row: Candidacy, found: Election) -> int:
    order = found.closed_list.order if queries.has(found, "closed_list") else []
    return order.index(row.id) + 1 if row.id in order else 0


def _is_for_assembly(one: Recall, at: datetime) -> bool:
    ripe = queries.ripeness(one, at)
    return ripe is not None and ripe.is_ripe and rules.BY_ASSEMBLY in ripe.ways


CANDIDACIES: Final = Candidacies()
RECALLS: Final = Recalls()
