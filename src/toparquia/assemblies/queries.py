"""Reads of assemblies: sessions, the census behind a quorum, resolutions and what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from toparquia.assemblies.errors import NoSuchMotion, NoSuchPhoto, NoSuchResolution, NoSuchSession
from toparquia.assemblies.models import (
    Arrival,
    Call,
    ListPhoto,
    Minutes,
    Motion,
    Resolution,
    Session,
    Signature,
)
from toparquia.assemblies.rules import LAST_CALL, MAX_MOTIONS, needed_for_quorum, quorum_share
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Organ
from toparquia.people import queries as people
from toparquia.people.models import Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

LISTED: Final = 50


def session(session_id: UUID) -> Session:
    """Return a session with its place. :raises NoSuchSession:"""
    found = Session.objects.select_related("place", "organ").filter(id=session_id).first()
    if found is None:
        raise NoSuchSession()
    return found


def motion(motion_id: UUID) -> Motion:
    """Return a motion. :raises NoSuchMotion:"""
    found = Motion.objects.filter(id=motion_id).first()
    if found is None:
        raise NoSuchMotion()
    return found


def motion_numbered(session: Session, number: int) -> Motion:
    """Return a motion of a session by its number. :raises NoSuchMotion:"""
    found = session.motions.filter(number=number).first() if number <= MAX_MOTIONS else None
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


def stages(sessions: Iterable[Session]) -> list[tuple[Session, Session.Stage]]:
    """Return sessions with the stage of each, in two queries for all of them."""
    listed = list(sessions)
    outcomes: dict[UUID, list[bool]] = {one.id: [] for one in listed}
    for session_id, has_quorum in Call.objects.filter(session__in=listed).values_list(
        "session_id", "has_quorum"
    ):
        outcomes[session_id].append(has_quorum)
    closed = Minutes.objects.filter(session__in=listed).annotate(signed=Count("signatures"))
    signatures = {minutes.session_id: minutes.signed for minutes in closed}
    return [(one, Session.stage_of(outcomes[one.id], signatures.get(one.id))) for one in listed]


def to_come(place: Place, at: datetime) -> list[Session]:
    """Return the sessions of a territory that are called and have not begun, the next first."""
    return list(sessions(place).filter(starts_at__gte=at, minutes__isnull=True).reverse()[:LISTED])


def motions(session: Session) -> list[Motion]:
    """Return the motions of a session with their resolutions, in the order in which they were put."""
    return list(session.motions.select_related("resolution", "would_revoke__motion", "amends"))


def undone(resolutions: Iterable[Resolution]) -> dict[UUID, Resolution]:
    """Return, by the resolution undone, the later one that undid it."""
    later = Resolution.objects.filter(revokes__in=list(resolutions)).select_related("session")
    return {one.revokes_id: one for one in later if one.revokes_id}


def still_binding(session: Session) -> list[Resolution]:
    """Return the newest resolutions of earlier sessions of the same body that this one may undo."""
    revoking = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    carried = Resolution.objects.filter(
        ~Exists(revoking),
        session__place=session.place,
        session__organ=session.organ,
        session__starts_at__lt=session.starts_at,
        is_carried=True,
    )
    return list(carried.select_related("motion").order_by("-taken_at", "id")[:LISTED])


def signatures(minutes: Minutes) -> list[Signature]:
    """Return who signed the minutes, with the office they signed in."""
    return list(minutes.signatures.select_related("mandate__seat", "signer"))


def in_session(place: Place) -> list[Session]:
    """Return the sessions of a territory that reached their quorum and are not closed, the latest first."""
    held = sessions(place).filter(organ=None, minutes__isnull=True, calls__has_quorum=True)
    return list(held[:LISTED])


def opened_call(session: Session) -> Call | None:
    """Return the call that reached the quorum, if one did."""
    return session.calls.filter(has_quorum=True).first()


def electors(place: Place, day: date) -> int:
    """Return the census base of a quorum: the one recorded, else the residents of voting age that day."""
    return people.of_voting_age(place, day).count() if place.electors is None else place.electors


def base_of(session: Session, day: date) -> int:
    """Return what a quorum is a share of: the census, or the seats of the organ that meets."""
    if session.organ is None:
        return electors(session.place, day)
    return mandates.principal_seats(session.organ).count()


def quorum_of(session: Session, number: int, base: int, day: date) -> int:
    """Return how many must come to a call. Source: assembly.quorum_call_1 to 3, assembly.organ_quorum."""
    in_force = territory.rules(session.place, day)
    if session.organ_id is not None:
        return max(1, in_force.threshold("assembly.organ_quorum").needed_of(base))
    return needed_for_quorum(quorum_share(in_force, number), base)


def may_attend(session: Session, day: date) -> QuerySet[Resident]:
    """Return who belongs to a session: residents of voting age, or who sits in the organ. Private."""
    if session.organ is None:
        return people.of_voting_age(session.place, day)
    return Resident.objects.filter(
        id__in=mandates.in_force(day)
        .filter(seat__in=mandates.principal_seats(session.organ))
        .values("holder_id")
    )


def arrivals(session: Session, motion_id: UUID | None = None) -> QuerySet[Resident]:
    """Return who is on the list of who came or, with a motion, on its second list. Private."""
    rows = Arrival.objects.filter(session=session, motion_id=motion_id)
    return Resident.objects.filter(id__in=rows.values("resident_id"))


def list_photo(photo_id: UUID) -> ListPhoto:
    """Return the photo of a list with its session and place. :raises NoSuchPhoto:"""
    found = ListPhoto.objects.select_related("session__place", "session__organ", "motion")
    one = found.filter(id=photo_id).first()
    if one is None:
        raise NoSuchPhoto()
    return one


def counted_on(photo: ListPhoto) -> int | None:
    """Return how many were counted for the list of a photo, None before they were."""
    if photo.motion_id is not None:
        return Resolution.objects.filter(motion=photo.motion_id).values_list("present", flat=True).first()
    last = photo.session.calls.order_by("number").last()
    return None if last is None else last.present


def next_quorum(session: Session, at: datetime) -> tuple[int, int, int]:
    """Return the number of the next call, how many it needs and the census they are counted against."""
    day = territory.local_day(session.place, at)
    number = min(session.calls.count() + 1, LAST_CALL)
    base = base_of(session, day)
    return number, quorum_of(session, number, base, day), base


def resolutions_about(kind: str, thing: UUID) -> QuerySet[Resolution]:
    """Return what assemblies decided about a thing, carried or not, revoked or not, the oldest first."""
    return (
        Resolution.objects.filter(motion__about_kind=kind, motion__about_id=thing, session__organ=None)
        .select_related("motion", "session__place")
        .order_by("taken_at", "id")
    )


def binding_about(kind: str, thing: UUID) -> QuerySet[Resolution]:
    """Return the carried resolutions about a thing that no later assembly undid, the oldest first."""
    undone = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    return resolutions_about(kind, thing).filter(~Exists(undone), is_carried=True)


def decided_in(kind: str, thing: UUID, *, place_id: UUID, organ: str | None) -> Resolution | None:
    """Return the last resolution of one body of a place about a thing that no later one undid, if any.

    The body is an organ by its kind, or the citizens' assembly. Carried or not: a no is a decision too.
    """
    undone = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    found = Resolution.objects.filter(
        ~Exists(undone), motion__about_kind=kind, motion__about_id=thing, session__place_id=place_id
    )
    found = found.filter(session__organ__kind=organ) if organ else found.filter(session__organ=None)
    return found.select_related("motion", "session").order_by("taken_at", "id").last()


def decided_on_offices(resolution_id: UUID, place_id: UUID) -> bool:
    """Return whether a binding resolution of a territory's assembly about offices has that id."""
    found = Resolution.objects.select_related("motion", "session").filter(id=resolution_id).first()
    return (
        found is not None
        and found.is_binding
        and found.motion.matter == "offices"
        and found.session.place_id == place_id
    )


def text_of(motion: Motion) -> str:
    """Return the words that a motion is decided on: the last amendment carried, else its own."""
    carried = motion.amendments.filter(resolution__is_carried=True).order_by("-number").first()
    return motion.text if carried is None else carried.text


def amendable(session: Session) -> list[Motion]:
    """Return the motions of a session that are not decided and are no amendments themselves."""
    return list(session.motions.filter(amends=None, resolution=None))


def speaking_minutes(session: Session, at: datetime) -> int:
    """Return how long each turn to speak lasts. Source: the rule set's assembly.speaking_minutes."""
    day = territory.local_day(session.place, at)
    return territory.rules(session.place, day).minutes("assembly.speaking_minutes")


def sessions_of(organ: Organ) -> QuerySet[Session]:
    """Return the sessions of an organ, the latest first."""
    return Session.objects.filter(organ=organ).order_by("-starts_at", "-id")
