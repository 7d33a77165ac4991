"""What every verb of an assembly asks before it writes."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from toparquia.assemblies import errors, queries
from toparquia.assemblies.acts import IN_ORGAN
from toparquia.assemblies.models import Call, Minutes, Session
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Act, Evidence
from toparquia.mandates.models import Organ
from toparquia.mandates.offices import ORGANS
from toparquia.territory import queries as territory


def locked(session_id: UUID, by: Authority) -> Session:
    """Return an open session under lock, for an authority of its place.

    :raises NoSuchSession: :raises AuthorityOfAnotherPlace: :raises SessionIsClosed:
    """
    session = queries.session(session_id)
    check_speaks_for(session, by)
    # Everything in a session queues on its row: calls, motions and counts come one after another.
    Session.objects.select_for_update(no_key=True).get(id=session_id)
    if Minutes.objects.filter(session_id=session_id).exists():
        raise errors.SessionIsClosed()
    return session


def check_speaks_for(session: Session, by: Authority) -> None:
    """Refuse an authority of another place or, in the session of an organ, of another organ.

    :raises AuthorityOfAnotherPlace: :raises NotOfThisOrgan:
    """
    by.check_is_for(session.place_id)
    check_is_member(session.organ, by)


def check_is_member(organ: Organ | None, by: Authority) -> None:
    """Refuse whoever does not sit in the organ that meets. :raises NotOfThisOrgan:"""
    # A place has one organ of a kind, so that place and kind name it.
    if organ is not None and (by.mandate is None or by.mandate.organ != organ.kind):
        raise errors.NotOfThisOrgan(organ=ORGANS[organ.kind].title)


def said(act: Act, session: Session) -> Act:
    """Return an act as it is said of a session: of an organ's, as the act of an organ."""
    if session.organ_id is None:
        return act
    told = {field.name: getattr(act, field.name) for field in dataclasses.fields(act)}
    return IN_ORGAN[type(act)](**told)


def check_in_session(session: Session) -> Call:
    """Return the call that had the quorum. :raises NotOpened: :raises NoQuorum:"""
    opened = queries.opened_call(session)
    if opened is not None:
        return opened
    last = session.calls.order_by("number").last()
    if last is None:
        raise errors.NotOpened()
    raise errors.NoQuorum(present=last.present, needed=last.needed)


def check_list(
    session: Session, present: int, attendees: Collection[UUID], electors: int, at: datetime
) -> None:
    """Refuse a count beyond the census, and names that are repeated, too many, or not of the place.

    :raises CountBelowZero: :raises MorePresentThanElectors: :raises NamesOutOfCount: :raises NotOfThisPlace:
    """
    if present < 0:
        raise errors.CountBelowZero()
    if present > electors:
        raise errors.MorePresentThanElectors(present=present, electors=electors, place=session.place.name)
    names = set(attendees)
    if len(names) != len(attendees) or len(names) > present:
        raise errors.NamesOutOfCount(names=len(names), lines=len(attendees), present=present)
    day = territory.local_day(session.place, at)
    known = queries.may_attend(session, day).filter(id__in=names).count() if names else 0
    if known != len(names):
        raise errors.NotOfThisPlace(strangers=len(names) - known, place=session.place.name, day=day)


def hashed(name: str, content: bytes) -> Evidence:
    """Return the evidence of a text: what people wrote stays out of the log, its hash is in it."""
    return Evidence(name, hashlib.sha256(content).hexdigest())
