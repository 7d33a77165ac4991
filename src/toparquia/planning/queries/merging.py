"""Reads of merging: who must consent, what is open, and where a project's needs come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from toparquia.planning import rules, sealing
from toparquia.planning.errors import NoSuchOffer
from toparquia.planning.models import (
    Merged,
    MergeOffer,
    Need,
    Project,
    Proposer,
)
from toparquia.planning.queries.projects import LISTED
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# A merged project of merged projects; deeper ones would be a chain that nobody reads.
DEPTH: Final = 8


def merge_offer(offer_id: UUID) -> MergeOffer:
    """Return an offer with both projects and the territory of the one. :raises NoSuchOffer:"""
    known = MergeOffer.objects.select_related("first__place", "second__place", "place", "refusal")
    found = known.filter(id=offer_id).first()
    if found is None:
        raise NoSuchOffer()
    return found


def open_offers(project_id: UUID) -> list[MergeOffer]:
    """Return the offers about a project that wait for someone's answer."""
    about = Q(first_id=project_id) | Q(second_id=project_id)
    closed = Q(first__merged__isnull=False) | Q(second__merged__isnull=False)
    waiting = MergeOffer.objects.filter(about, refusal__isnull=True).exclude(closed)
    return list(waiting.select_related("first", "second"))


def offer_is_open(offer: MergeOffer) -> bool:
    """Return whether an offer still waits: nobody refused it and neither project is merged."""
    gone = Merged.objects.filter(project_id__in=(offer.first_id, offer.second_id)).exists()
    return not gone and not hasattr(offer, "refusal")


def merged_into(project_id: UUID) -> Project | None:
    """Return the project that this one became part of, None if it stands by itself."""
    found = Merged.objects.filter(project_id=project_id).select_related("into").first()
    return found.into if found else None


def sources_of(project_id: UUID) -> list[Project]:
    """Return the projects that were made into this one, also those behind them, the nearest first."""
    found: list[Project] = []
    layer: Iterable[UUID] = [project_id]
    for _depth in range(DEPTH):
        rows = Merged.objects.filter(into_id__in=list(layer)).select_related("project__need")
        behind = [row.project for row in rows.order_by("project__proposed_at", "project_id")]
        if not behind:
            break
        found.extend(behind)
        layer = [project.id for project in behind]
    return found


def needs_of(project: Project, sources: Iterable[Project]) -> list[Need]:
    """Return the needs that a project answers: its own and those of all that were made into it."""
    needs = [one.need for one in (project, *sources) if one.need is not None]
    return list({need.id: need for need in needs}.values())


def proposers(project_id: UUID) -> set[str]:
    """Return the seals of those who proposed a project; none for one that was imported."""
    return set(Proposer.objects.filter(project_id=project_id).values_list("seal", flat=True))


def is_proposed_by(project_id: UUID, resident_id: UUID) -> bool:
    """Return whether a resident proposed a project. Private: asked by themselves only."""
    return sealing.proposer(project_id, resident_id) in proposers(project_id)


def merge_place(first: Project, second: Project) -> Place | None:
    """Return the commune or council that contains both projects, the smallest; None if there is none."""
    common = [one for one, other in zip(first.place.path, second.place.path, strict=False) if one == other]
    if not common:
        return None
    place = territory.place(common[-1])
    return place if place.is_commune or place.is_council else None


def alike(project: Project) -> list[Project]:
    """Return the open projects with which one may be merged, those with the likest words first."""
    ancestors = territory.ancestors_in_order(project.place)
    root = next((place for place in ancestors if place.is_commune), project.place)
    inside = territory.subtree(root).values("id")
    near = Project.objects.filter(place_id__in=inside, admission__isnull=True, merged__isnull=True)
    others = list(near.exclude(id=project.id).select_related("place")[:LISTED])
    here = rules.words_of(project.title, project.text)
    return sorted(others, key=lambda one: -rules.likeness(here, rules.words_of(one.title, one.text)))


def has_consented(offer: MergeOffer, project: Project, resident_id: UUID | None = None) -> bool:
    """Return whether all who proposed a project said yes; with a resident, whether that person did.

    Private for a resident: asked by themselves only.
    """
    given = set(offer.consents.filter(project=project).values_list("seal", flat=True))
    sealed = proposers(project.id)
    if sealed and resident_id is not None:
        return sealing.proposer(project.id, resident_id) in given
    return bool(given) and sealed <= given
