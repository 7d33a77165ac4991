"""Reads of land dossiers: counts and states for everyone, all else for the committee of that council."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from toparquia.people.errors import NoSuchDossier
from toparquia.people.models import LandDossier
from toparquia.people.rules import land
from toparquia.territory.models import Place


def dossiers(place: Place) -> QuerySet[LandDossier]:
    """Return the dossiers of a territory and below it, by council and number.

    Public of them are number, state and days alone.
    """
    return LandDossier.objects.filter(place__path__contains=[place.id]).order_by("place__name", "number")


def dossier_counts(place: Place) -> list[tuple[str, int]]:
    """Return how many dossiers are in each state, in their order."""
    found = Counter(dossiers(place).order_by().values_list("status", flat=True))
    return [(status, found[status]) for status in land.STATES]


def dossier(dossier_id: UUID) -> LandDossier:
    """Return a dossier with its council. Private: the caller asks who may. :raises NoSuchDossier:"""
    found = LandDossier.objects.select_related("place").filter(id=dossier_id).first()
    if found is None:
        raise NoSuchDossier()
    return found


def dossier_document(dossier: LandDossier) -> dict[str, Any]:
    """Return a whole dossier as it is handed to the office that decides: GeoJSON with all that was gathered.

    Private, with names: the committee alone takes it away. The files themselves go beside it by their hash.
    """
    statements = dossier.landstatements.select_related("resident")
    properties = {
        "number": dossier.number,
        "council": dossier.place.code,
        "about": dossier.about,
        "status": dossier.status,
        "outcome": dossier.outcome,
        "opened_at": dossier.opened_at,
        "statements": [
            {
                "name": one.resident.full_name,
                "birth_date": one.resident.birth_date,
                "since": one.since,
                "text": one.text,
                "taken_at": one.taken_at,
            }
            for one in statements
        ],
        "evidence": [
            {"kind": one.kind, "sha256": one.sha256, "media_type": one.media_type, "taken_at": one.taken_at}
            for one in dossier.landevidences.defer("sealed")
        ],
        "steps": [
            {"status": one.status, "outcome": one.outcome, "note": one.note, "taken_at": one.taken_at}
            for one in dossier.landsteps.all()
        ],
    }
    return {"type": "Feature", "geometry": dossier.geometry, "properties": properties}
