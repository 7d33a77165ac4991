"""Close an assembly, write its minutes and sign them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import errors, queries, rules
from toparquia.assemblies.acts import MinutesSigned, SessionClosed
from toparquia.assemblies.models import Minutes, Motion, Resolution, Session, Signature
from toparquia.assemblies.services.checking import check_speaks_for, locked, said
from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence, plain
from toparquia.gazette.services import enact
from toparquia.mandates import queries as mandates


@transaction.atomic
def close_session(*, session_id: UUID, by: Authority, at: datetime) -> Minutes:
    """End a session and write its minutes from what was recorded; nothing is added to it afterwards.

    A session whose calls all failed is closed the same way: its minutes say so.
    :raises NotOpened: if no call was opened.
    """
    session = locked(session_id, by)
    if not session.calls.exists():
        raise errors.NotOpened()
    body = canonical_json(written(session, at))
    digest = hashlib.sha256(body).hexdigest()
    minutes = Minutes.objects.create(session=session, closed_at=at, body=body, sha256=digest)
    decided = session.resolutions.count()
    act = SessionClosed(
        subject=session.id,
        decided=decided,
        undecided=session.motions.count() - decided,
        evidence=(Evidence("minutes.json", digest),),
    )
    enact(said(act, session), by=by, at=at)
    return minutes


@transaction.atomic
def sign_minutes(*, session_id: UUID, by: Authority, at: datetime) -> Signature:
    """Sign the minutes of a closed session; two different people do.

    :raises MinutesNotWritten: :raises MinutesComplete: :raises SignedByThem:
    """
    session = queries.session(session_id)
    check_speaks_for(session, by)
    # Two signers at once meet at this lock, so that each gets a number of their own.
    Session.objects.select_for_update(no_key=True).get(id=session_id)
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is None:
        raise errors.MinutesNotWritten()
    signed = list(minutes.signatures.all())
    if len(signed) == rules.SIGNERS:
        raise errors.MinutesComplete(signers=rules.SIGNERS)
    mandate = mandates.shown_by(by, session.place, at)
    # The person, not the mandate: someone with two offices is still one signer.
    if mandate.holder_id in {signature.signer_id for signature in signed}:
        raise errors.SignedByThem()
    signature = Signature.objects.create(
        minutes=minutes, number=len(signed) + 1, mandate=mandate, signer_id=mandate.holder_id, signed_at=at
    )
    act = MinutesSigned(
        subject=session.id,
        signature=signature.number,
        of=rules.SIGNERS,
        evidence=(Evidence("minutes.json", minutes.sha256),),
    )
    enact(said(act, session), by=by, at=at)
    return signature


def written(session: Session, closed_at: datetime) -> dict[str, Any]:
    """Return the minutes of a session from its rows: counts and decisions, and nobody's name."""
    taken = {resolution.motion_id: resolution for resolution in session.resolutions.all()}
    document = {
        "version": 2,
        "session": session.id,
        "organ": session.organ.kind if session.organ else None,
        "place": {"code": session.place.code, "name": session.place.name},
        "called_at": session.called_at,
        "starts_at": session.starts_at,
        "venue": session.venue,
        "agenda": list(session.agenda),
        "calls": [
            {
                "number": call.number,
                "opened_at": call.opened_at,
                "electors": call.electors,
                "needed": call.needed,
                "present": call.present,
                "has_quorum": call.has_quorum,
            }
            for call in session.calls.all()
        ],
        "motions": [
            _motion(motion, taken.get(motion.id)) for motion in session.motions.select_related("amends")
        ],
        "closed_at": closed_at,
    }
    values: dict[str, Any] = plain(document)
    return values


def _motion(motion: Motion, taken: Resolution | None) -> dict[str, object]:
    return {
        "number": motion.number,
        "item": motion.item,
        "text": motion.text,
        "matter": motion.matter,
        "amends": motion.amends.number if motion.amends else None,
        "about": {"kind": motion.about_kind, "id": motion.about_id},
        "resolution": taken
        and {
            "id": taken.id,
            "method": taken.method,
            "present": taken.present,
            "in_favour": taken.in_favour,
            "against": taken.against,
            "abstained": taken.abstained,
            "needed": taken.needed,
            "is_carried": taken.is_carried,
            "tellers": taken.tellers,
            "turns": {"for": taken.turns_for, "against": taken.turns_against},
            "dissent": taken.dissent,
            "revokes": taken.revokes_id,
        },
    }
