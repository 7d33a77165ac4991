"""Reads of assemblies: sessions, the census behind a quorum, resolutions and what they are about."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from toparquia.assemblies.errors import NoSuchMotion, NoSuchResolution, NoSuchSession
from toparquia.assemblies.models import Call, Motion, Resolution, Session
from toparquia.people import queries as people
from toparquia.territory.models import Place


def session(session_id: UUID) -> Session:
    """Return a session with its place. :raises NoSuchSession:"""
    found = Session.objects.select_related("place").filter(id=session_id).first()
    if found is None:
        raise NoSuchSession()
    return found


def motion(motion_id: UUID) -> Motion:
    """Return a motion. :raises NoSuchMotion:"""
    found = Motion.objects.filter(id=motion_id).first()
    if found is None:
        raise NoSuchMotion()
    return found


def resolution(resolution_id: UUID) -> Resolution:
    """Return a resolution with its motion, session and place. :raises NoSuchResolution:"""
    found = Resolution.objects.select_related("motion", "session__place").filter(id=resolution_id).first()
    if found is None:
        raise NoSuchResolution()
    return found


def sessions(place: Place) -> QuerySet[Session]:
    """Return the sessions of a territory, the latest first."""
    return Session.objects.filter(place=place).order_by("-starts_at", "-id")


def next_session(place: Place, at: datetime) -> Session | None:
    """Return the first session of a territory that has not begun or ended yet, if one is called."""
    return (
        Session.objects.filter(place=place, starts_at__gte=at, minutes__isnull=True)
        .order_by("starts_at", "id")
        .first()
    )


def coming_sessions(at: datetime, limit: int, place: Place | None = None) -> list[Session]:
    """Return the first sessions that are called and have not ended, of a territory and below or of all."""
    coming = Session.objects.filter(starts_at__gte=at, minutes__isnull=True)
    if place is not None:
        coming = coming.filter(place__path__contains=[place.id])
    return list(coming.select_related("place").order_by("starts_at", "id")[:limit])


def opened_call(session: Session) -> Call | None:
    """Return the call that reached the quorum, if one did."""
    return session.calls.filter(has_quorum=True).first()


def electors(place: Place, day: date) -> int:
    """Return the census base of a quorum: the one recorded, else the residents of voting age that day."""
    return people.of_voting_age(place, day).count() if place.electors is None else place.electors


def resolutions_about(kind: str, thing: UUID) -> QuerySet[Resolution]:
    """Return what assemblies decided about a thing, carried or not, revoked or not, the oldest first."""
    return (
        Resolution.objects.filter(motion__about_kind=kind, motion__about_id=thing)
        .select_related("motion", "session__place")
        .order_by("taken_at", "id")
    )


def binding_about(kind: str, thing: UUID) -> QuerySet[Resolution]:
    """Return the carried resolutions about a thing that no later assembly undid, the oldest first."""
    undone = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    return resolutions_about(kind, thing).filter(~Exists(undone), is_carried=True)
