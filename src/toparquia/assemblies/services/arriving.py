"""Who came: by card at the door, by a photographed list, and typed from that list later."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.assemblies import errors, queries, rules, sealing
from toparquia.assemblies.acts import ListOpened, ListPhotographed
from toparquia.assemblies.models import Arrival, ListPhoto, Motion, Session
from toparquia.assemblies.services.checking import locked
from toparquia.foundation import pictures
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import check_power, enact
from toparquia.people import queries as people
from toparquia.people.models import Reading, Resident
from toparquia.people.services import record_reading
from toparquia.territory import queries as territory

HOLD = "assemblies.hold"


@transaction.atomic
def note_arrival(
    *, session_id: UUID, card: str, by: Authority, at: datetime, motion_id: UUID | None = None
) -> Resident:
    """Write down who shows their card, on the list of who came or on the second list of a motion.

    Nothing is published: names of those present never are. The person can see that the desk read theirs.
    :raises NoSuchCard: of people. :raises NotOfThisPlace: :raises ArrivedAlready: :raises CitizensOnly:
    """
    session = _locked(session_id, by, at)
    motion = _motion(session, motion_id)
    day = territory.local_day(session.place, at)
    person = people.resident_of_card(card, session.place, day)
    if not queries.may_attend(session, day).filter(id=person.id).exists():
        raise errors.NotOfThisPlace(strangers=1, place=session.place.name, day=day)
    if queries.arrivals(session, motion_id).filter(id=person.id).exists():
        raise errors.ArrivedAlready()
    Arrival.objects.create(session=session, motion=motion, resident=person)
    kind = Reading.Kind.LIST
    record_reading(place=session.place, residents=[person.id], kind=kind, power=HOLD, by=by, at=at)
    return person


@transaction.atomic
def keep_list_photo(
    *, session_id: UUID, content: bytes, by: Authority, at: datetime, motion_id: UUID | None = None
) -> ListPhoto:
    """Keep the photo of a paper list, sealed; its hash is public, so that nobody exchanges it later.

    :raises PhotoUnreadable: :raises PhotosOutOfCount: :raises PhotoKeptAlready: :raises SessionIsClosed:
    """
    session = _locked(session_id, by, at)
    motion = _motion(session, motion_id)
    if session.list_photos.count() >= rules.MAX_PHOTOS:
        raise errors.PhotosOutOfCount(most=rules.MAX_PHOTOS)
    try:
        # Drawn anew: upright, smaller, and without where and by which phone it was taken.
        drawn = pictures.redrawn(content, side=rules.PHOTO_SIDE, most_bytes=rules.PHOTO_BYTES)
    except pictures.Unreadable as refusal:
        raise errors.PhotoUnreadable(megabytes=rules.PHOTO_BYTES // 1_000_000) from refusal
    digest = hashlib.sha256(drawn).hexdigest()
    photo = ListPhoto(session=session, motion=motion, sha256=digest, sealed=sealing.seal(drawn), added_at=at)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError as refusal:
        if "list_photo_once_a_session" not in str(refusal):
            raise
        raise errors.PhotoKeptAlready() from refusal
    photographed = ListPhotographed(
        subject=session.id, motion=motion_id, evidence=(Evidence("lista.jpg", digest),)
    )
    enact(photographed, by=by, at=at)
    return photo


@transaction.atomic
def open_list_photo(*, photo_id: UUID, by: Authority, at: datetime) -> bytes:
    """Return a sealed photo to whoever holds the assembly, and let everyone see that it was opened.

    :raises NoSuchPhoto:
    """
    photo = ListPhoto.objects.select_related("session__place").filter(id=photo_id).first()
    if photo is None:
        raise errors.NoSuchPhoto()
    by.check_is_for(photo.session.place_id)
    opened = ListOpened(
        subject=photo.session_id, motion=photo.motion_id, evidence=(Evidence("lista.jpg", photo.sha256),)
    )
    enact(opened, by=by, at=at)
    return sealing.unseal(bytes(photo.sealed))


@transaction.atomic
def type_paper_list(*, photo_id: UUID, residents: Collection[UUID], by: Authority, at: datetime) -> int:
    """Type the names of a photographed list, also after the minutes; return how many are on it now.

    The count in the minutes stands: a list has no more names than people were counted.
    :raises NoSuchPhoto: :raises NamesOutOfCount: :raises NotOfThisPlace: :raises NotOpened:
    """
    check_power(HOLD, kind="assemblies.paper_list", by=by, at=at)
    photo = ListPhoto.objects.select_related("session__place", "motion").filter(id=photo_id).first()
    if photo is None:
        raise errors.NoSuchPhoto()
    session = photo.session
    by.check_is_for(session.place_id)
    # Two people who type one list meet here, so that it does not grow beyond its count.
    Session.objects.select_for_update(no_key=True).get(id=session.id)
    counted = queries.counted_on(photo)
    if counted is None:
        raise errors.NotOpened()
    there = set(queries.arrivals(session, photo.motion_id).values_list("id", flat=True))
    new = set(residents) - there
    if len(there) + len(new) > counted:
        raise errors.NamesOutOfCount(names=len(there | new), lines=len(residents), present=counted)
    day = territory.local_day(session.place, session.starts_at)
    known = queries.may_attend(session, day).filter(id__in=new).count() if new else 0
    if known != len(new):
        raise errors.NotOfThisPlace(strangers=len(new) - known, place=session.place.name, day=day)
    Arrival.objects.bulk_create(
        Arrival(session=session, motion=photo.motion, resident_id=one, is_from_paper=True) for one in new
    )
    return len(there) + len(new)


def _locked(session_id: UUID, by: Authority, at: datetime) -> Session:
    session = locked(session_id, by)
    if session.organ_id is not None:
        raise errors.CitizensOnly()
    check_power(HOLD, kind="assemblies.arrival", by=by, at=at)
    return session


def _motion(session: Session, motion_id: UUID | None) -> Motion | None:
    if motion_id is None:
        return None
    motion = session.motions.filter(id=motion_id).first()
    if motion is None:
        raise errors.NoSuchMotion()
    if hasattr(motion, "resolution"):
        raise errors.MotionAlreadyDecided(number=motion.number)
    return motion
