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
    said,
)
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
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
    amends: UUID | None = None,
) -> Motion:
    """Put a motion under an item of the agenda that was announced, about a thing (its kind and id) if any.

    `revokes` names the resolution of an earlier assembly that this one would undo, `amends` the motion
    whose words this one would replace. An organ decides about no thing that waits for the assembly.
    :raises NothingToAmend: :raises AssemblyDecidesIt:
    :raises NoQuorum: if the session has none. :raises NotOnTheAgenda: :raises MotionOutOfBounds:
    :raises UnknownMatter: :raises NothingToRevoke: :raises TextUnreadable:
    """
    session = locked(session_id, by)
    check_in_session(session)
    text = rules.readable_text(text, rules.TEXT)
    _check_motion(session, item, text, matter)
    if amends is not None:
        _check_amendable(session, amends)
    if about is not None and session.organ and rules.DECIDED_BY_ORGAN.get(about[0]) != session.organ.kind:
        raise errors.AssemblyDecidesIt()
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
        amends_id=amends,
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
        amends=amends,
        evidence=(hashed("motion.txt", motion.text.encode()),),
    )
    enact(said(act, session), by=by, at=at)
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
    debate: rules.Debate = rules.Debate(),  # noqa: B008  # frozen
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
    _check_ripe(motion)
    opened = check_in_session(session)
    day = territory.local_day(session.place, at)
    in_force = territory.rules(session.place, day)
    if present is None and in_force.count("assembly.attendance_lists") > 1:
        raise errors.SecondListMissing()
    there = opened.present if present is None else present
    check_list(session, there, attendees, opened.electors, at)
    _check_votes(votes, there, opened)
    majority = rules.MATTERS[motion.matter] if session.organ_id is None else "assembly.organ_majority"
    needed = rules.votes_needed(in_force.threshold(majority), there)
    dissent = _checked(debate, method, votes, needed, there, in_force)
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
        tellers=debate.tellers,
        turns_for=debate.turns_for,
        turns_against=debate.turns_against,
        dissent=dissent,
        taken_at=at,
    )
    _save(resolution)
    Attendee.objects.bulk_create(
        Attendee(session=session, resolution=resolution, resident_id=resident) for resident in attendees
    )
    enact(said(_taken(resolution), session), by=by, at=at)
    return resolution


def _check_motion(session: Session, item: int, text: str, matter: str) -> None:
    if not 1 <= item <= len(session.agenda):
        raise errors.NotOnTheAgenda(item=item, items=len(session.agenda))
    length = len(text)
    if not 1 <= length <= rules.MAX_MOTION_LENGTH or session.motions.count() >= rules.MAX_MOTIONS:
        raise errors.MotionOutOfBounds(length=rules.MAX_MOTION_LENGTH, motions=rules.MAX_MOTIONS)
    if matter not in rules.MATTERS:
        raise errors.UnknownMatter(matter=matter[:40], matters=", ".join(rules.MATTERS))


def _checked(
    debate: rules.Debate,
    method: Resolution.Method,
    votes: rules.Votes,
    needed: int,
    present: int,
    in_force: RuleSet,
) -> str:
    """Return the dissent as it is kept, of a debate and an estimate that the rules allow.

    :raises TurnsOutOfBounds: :raises DissentTooLong: :raises EstimateNeedsTellers: :raises EstimateTooClose:
    Source: the rule set's assembly.tellers_min and assembly.estimate_margin.
    """
    if not all(0 <= turns <= rules.MAX_TURNS for turns in (debate.turns_for, debate.turns_against)):
        raise errors.TurnsOutOfBounds(most=rules.MAX_TURNS)
    dissent = rules.readable_text(debate.dissent, rules.DISSENT)
    if len(dissent) > rules.MAX_DISSENT:
        raise errors.DissentTooLong(length=rules.MAX_DISSENT)
    if debate.tellers:
        fewest = in_force.count("assembly.tellers_min")
        if debate.tellers < fewest or method != Resolution.Method.HANDS:
            raise errors.EstimateNeedsTellers(fewest=fewest)
        margin = in_force.share("assembly.estimate_margin")
        if rules.is_too_close(votes, needed=needed, present=present, margin=margin):
            raise errors.EstimateTooClose(needed=needed, votes=votes.in_favour)
    return dissent


def _check_amendable(session: Session, motion_id: UUID) -> None:
    amended = session.motions.filter(id=motion_id, amends=None).first()
    if amended is None or Resolution.objects.filter(motion=amended).exists():
        raise errors.NothingToAmend()


def _check_ripe(motion: Motion) -> None:
    """Refuse what is decided, and what has amendments to decide first."""
    if Resolution.objects.filter(motion=motion).exists():
        raise errors.MotionAlreadyDecided(number=motion.number)
    if motion.amendments.filter(resolution=None).exists():
        raise errors.AmendmentsFirst(number=motion.number)


def _check_revocable(session: Session, resolution_id: UUID) -> None:
    undone = Resolution.objects.select_related("session").filter(id=resolution_id).first()
    if (
        undone is None
        or not undone.is_binding
        or (undone.session.place_id, undone.session.organ_id) != (session.place_id, session.organ_id)
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
        tellers=resolution.tellers,
        turns_for=resolution.turns_for,
        turns_against=resolution.turns_against,
    )
