"""Put motions to an assembly in session, and decide them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.assemblies import errors, queries, rules
from toparquia.assemblies.acts import MotionPut, ResolutionTaken
from toparquia.assemblies.models import Attendee, Call, Motion, Resolution, Session
from toparquia.assemblies.services.checking import (
    check_in_session,
    check_list,
    hashed,
    locked,
)
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.territory import queries as territory


@transaction.atomic
def put_motion(
    *,
    session_id: UUID,
    item: int,
    text: str,
    by: Authority,
    at: datetime,
    matter: str = rules.ORDINARY,
    about: tuple[str, UUID] | None = None,
    revokes: UUID | None = None,
) -> Motion:
    """Put a motion under an item of the agenda that was announced, about a thing (its kind and id) if any.

    `revokes` names the resolution of an earlier assembly that this one would undo.
    :raises NoQuorum: if the session has none. :raises NotOnTheAgenda: :raises MotionOutOfBounds:
    :raises UnknownMatter: :raises NothingToRevoke: :raises TextUnreadable:
    """
    session = locked(session_id, by)
    check_in_session(session)
    text = rules.readable_text(text, rules.TEXT)
    _check_motion(session, item, text, matter)
    if revokes is not None:
        _check_revocable(session, revokes)
    kind, thing = about or ("", None)
    motion = Motion.objects.create(
        session=session,
        number=session.motions.count() + 1,
        item=item,
        text=text,
        matter=matter,
        about_kind=kind,
        about_id=thing,
        would_revoke_id=revokes,
        put_at=at,
    )
    act = MotionPut(
        subject=motion.id,
        session=session.id,
        number=motion.number,
        matter=matter,
        about_kind=kind,
        about=thing,
        revokes=revokes,
        evidence=(hashed("motion.txt", motion.text.encode()),),
    )
    enact(act, by=by, at=at)
    return motion


@transaction.atomic
def decide_motion(
    *,
    motion_id: UUID,
    method: Resolution.Method,
    votes: rules.Votes,
    by: Authority,
    at: datetime,
    present: int | None = None,
    attendees: Collection[UUID] = (),
) -> Resolution:
    """Write down the count on a motion: a resolution, carried or not, that binds from now on.

    `present` counts who is there at the decision (the second list); only rules with a single list
    let it be left out, and then the count of the opening stands.
    :raises MotionAlreadyDecided: :raises SecondListMissing: :raises NoQuorum:
    :raises MoreVotesThanPresent: and the refusals of a list.
    Source: the rule set's assembly.majority (or the matter's own) and assembly.attendance_lists.
    """
    motion = queries.motion(motion_id)
    session = locked(motion.session_id, by)
    if Resolution.objects.filter(motion=motion).exists():
        raise errors.MotionAlreadyDecided(number=motion.number)
    opened = check_in_session(session)
    day = territory.local_day(session.place, at)
    in_force = territory.rules(session.place, day)
    if present is None and in_force.count("assembly.attendance_lists") > 1:
        raise errors.SecondListMissing()
    there = opened.present if present is None else present
    check_list(session, there, attendees, opened.electors, at)
    _check_votes(votes, there, opened)
    needed = rules.votes_needed(in_force.threshold(rules.MATTERS[motion.matter]), there)
    is_carried = rules.is_carried(votes, needed=needed, present=there)
    # Asked again: another assembly may have undone it since the motion was put.
    if is_carried and motion.would_revoke_id is not None:
        _check_revocable(session, motion.would_revoke_id)
    resolution = Resolution(
        session=session,
        motion=motion,
        method=method,
        present=there,
        in_favour=votes.in_favour,
        against=votes.against,
        abstained=votes.abstained,
        needed=needed,
        is_carried=is_carried,
        revokes_id=motion.would_revoke_id if is_carried else None,
        taken_at=at,
    )
    _save(resolution)
    Attendee.objects.bulk_create(
        Attendee(session=session, resolution=resolution, resident_id=resident) for resident in attendees
    )
    enact(_taken(resolution), by=by, at=at)
    return resolution


def _check_motion(session: Session, item: int, text: str, matter: str) -> None:
    if not 1 <= item <= len(session.agenda):
        raise errors.NotOnTheAgenda(item=item, items=len(session.agenda))
    length = len(text)
    if not 1 <= length <= rules.MAX_MOTION_LENGTH or session.motions.count() >= rules.MAX_MOTIONS:
        raise errors.MotionOutOfBounds(length=rules.MAX_MOTION_LENGTH, motions=rules.MAX_MOTIONS)
    if matter not in rules.MATTERS:
        raise errors.UnknownMatter(matter=matter[:40], matters=", ".join(rules.MATTERS))


def _check_revocable(session: Session, resolution_id: UUID) -> None:
    undone = Resolution.objects.select_related("session").filter(id=resolution_id).first()
    if (
        undone is None
        or not undone.is_binding
        or undone.session.place_id != session.place_id
        or undone.session.starts_at >= session.starts_at
    ):
        raise errors.NothingToRevoke()


def _check_votes(votes: rules.Votes, present: int, opened: Call) -> None:
    if votes.has_negative:
        raise errors.CountBelowZero()
    if present < opened.needed:
        raise errors.NoQuorum(present=present, needed=opened.needed)
    if votes.total > present:
        raise errors.MoreVotesThanPresent(votes=votes.total, present=present)


def _save(resolution: Resolution) -> None:
    try:
        with transaction.atomic():
            resolution.save(force_insert=True)
    except IntegrityError as refusal:
        # Two assemblies of one place may undo the same resolution at once; the table takes the first.
        if "revokes_id" not in str(refusal):
            raise
        raise errors.NothingToRevoke() from refusal


def _taken(resolution: Resolution) -> ResolutionTaken:
    motion = resolution.motion
    return ResolutionTaken(
        subject=resolution.id,
        session=resolution.session_id,
        motion=motion.id,
        matter=motion.matter,
        about_kind=motion.about_kind,
        about=motion.about_id,
        method=resolution.method,
        present=resolution.present,
        in_favour=resolution.in_favour,
        against=resolution.against,
        abstained=resolution.abstained,
        needed=resolution.needed,
        is_carried=resolution.is_carried,
        revokes=resolution.revokes_id,
    )
