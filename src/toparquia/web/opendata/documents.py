"""Places as GeoJSON (RFC 7946), and who holds which office as Popolo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from toparquia.foundation.rulesets.metadata import KINDS
from toparquia.mandates.models import Mandate, Organ
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory.models import Place


def geojson() -> dict[str, Any]:
    """Return every territory as a feature; one whose position nobody recorded has no geometry."""
    found = Place.objects.select_related("parent").order_by("code")
    return {"type": "FeatureCollection", "features": [_feature(one) for one in found]}


def _feature(one: Place) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [one.longitude, one.latitude]}
    return {
        "type": "Feature",
        "id": str(one.id),
        "geometry": one.boundary or (None if one.latitude is None else point),
        "properties": {
            "code": one.code,
            "kind": one.kind,
            "name": one.name,
            "parent": one.parent.code if one.parent else None,
            "founded_on": one.founded_on and one.founded_on.isoformat(),
            "is_sample": one.is_sample,
        },
    }


def popolo() -> dict[str, Any]:
    """Return territories and organs as organizations, and office holders as persons with memberships.

    Only people who hold or held an office are in it, by the name under which they sign public acts.
    """
    mandates = list(Mandate.objects.select_related("seat", "holder").order_by("starts_on", "id"))
    holders = {one.holder_id: one.holder for one in mandates}
    places = Place.objects.order_by("code")
    organs = Organ.objects.select_related("place").order_by("place__code", "kind")
    return {
        "persons": [{"id": str(one.id), "name": one.full_name} for one in holders.values()],
        "areas": [_area(one) for one in places],
        "organizations": [_organization(one) for one in organs],
        "memberships": [_membership(one) for one in mandates],
    }


def _area(one: Place) -> dict[str, Any]:
    kind = KINDS[one.kind].one.es
    parent = str(one.parent_id) if one.parent_id else None
    return {"id": str(one.id), "name": one.name, "classification": kind, "parent_id": parent}


def _organization(one: Organ) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "name": f"{ORGANS[one.kind].title.es}, {one.place.name}",
        "classification": one.kind,
        "area_id": str(one.place_id),
    }


def _membership(one: Mandate) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "person_id": str(one.holder_id),
        "organization_id": str(one.seat.organ_id),
        "role": OFFICES[one.seat.office].title.es,
        "start_date": one.starts_on.isoformat(),
        # Popolo counts the last day in office.
        "end_date": (one.ends_on - timedelta(days=1)).isoformat(),
    }
