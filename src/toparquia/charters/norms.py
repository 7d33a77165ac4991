"""Reads of a commune's norms: which are in force on a day, what a proposal changes line by line."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from toparquia.charters import errors, rules
from toparquia.charters.amendments import Line, compared
from toparquia.charters.models import Norm
from toparquia.gazette.acts import Evidence
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def norm(norm_id: UUID) -> Norm:
    """Return a norm with its place, its decision and the one that it changes. :raises NoSuchNorm:"""
    found = Norm.objects.select_related("place", "decision", "changes").filter(id=norm_id).first()
    if found is None:
        raise errors.NoSuchNorm()
    return found


def in_force(place: Place, day: date) -> list[Norm]:
    """Return the norms of a place in force on a day, by number: approved, begun, and not replaced by then."""
    later = Norm.objects.filter(changes=OuterRef("pk"), decision__in_force_on__lte=day)
    found = Norm.objects.filter(~Exists(later), place=place, decision__in_force_on__lte=day).exclude(text="")
    return list(found.select_related("decision", "changes").order_by("number"))


def proposed(place: Place) -> list[Norm]:
    """Return the norms of a place that are not decided, the newest first."""
    return list(Norm.objects.filter(place=place, decision=None).select_related("changes"))


def is_in_force(found: Norm, day: date) -> bool:
    """Return whether a norm is in force on a day."""
    return any(one.id == found.id for one in in_force(found.place, day))


def kind_of(found: Norm) -> str:
    """Return as what a motion names a norm. Source: the rule set's charter.norms_decided_by."""
    day = territory.local_day(found.place, found.proposed_at)
    by = territory.rules(found.place, day).choice("charter.norms_decided_by")
    return rules.NORM_IN_PARLIAMENT if by == "parliament" else rules.NORM


def lines_of(found: Norm) -> tuple[Line, ...]:
    """Return its words, compared line by line with the norm that it changes or repeals."""
    return compared(found.changes.text if found.changes else "", found.text)


def evidence(found: Norm) -> tuple[Evidence, ...]:
    """Return the evidence of a norm: its words stay out of the log, their hash is in it."""
    said = f"{found.title}\n\n{found.text}"
    return (Evidence("norma.txt", hashlib.sha256(said.encode()).hexdigest()),)
