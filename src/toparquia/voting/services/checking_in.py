"""One roll for all channels: whoever's right is used or closed in one is closed in the others."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.engines.ballots.credentials import public_credential
from toparquia.engines.ballots.errors import CredentialMalformed
from toparquia.engines.ballots.groups import group_named
from toparquia.foundation.authority import Authority
from toparquia.people.models import RollEntry
from toparquia.voting.errors import (
    BallotAfterClosing,
    BoxNotOpen,
    CheckedInAlready,
    CredentialNotListed,
    NotOnThisRoll,
    SlipNotHanded,
    TablesWait,
)
from toparquia.voting.models import CheckIn, OnlineBox, PublicCredential, VoidedCredential, Vote
from toparquia.voting.services.locking import check_may, check_takes_votes, locked_box, locked_vote

Channel = CheckIn.Channel
_ONLINE = (Channel.ONLINE.value, Channel.KIOSK.value)


@transaction.atomic
def check_in(*, vote_id: UUID, resident_id: UUID, channel: str, by: Authority, at: datetime) -> CheckIn:
    """Use a person's one right to vote: hand a slip (`online`), let into the kiosk, or give paper.

    Whoever has used it, in whatever channel, is refused; a slip given back sealed opens paper alone.

    :raises AnotherPlace: :raises CertifiedAlready: :raises VoteClosedAlready: :raises NotYetOpen:
    :raises NotOnThisRoll: :raises BoxNotOpen: :raises TablesWait: :raises CheckedInAlready:
    """
    vote = _vote(vote_id, by, at)
    entry = _entry(vote, resident_id)
    _check_channel(vote, channel, at)
    # Two officers with the same person at once meet at the entry's key: the second waits, then finds the row.
    noted = {"vote": vote, "channel": channel, "mandate_id": by.mandate.id}  # type: ignore[union-attr]
    made, is_new = CheckIn.objects.get_or_create(entry=entry, defaults=noted)
    if is_new:
        return made
    made = CheckIn.objects.select_for_update().get(entry=entry)
    if made.channel != Channel.RETURNED or channel != Channel.PAPER:
        raise CheckedInAlready(state=made.get_channel_display())
    made.channel, made.mandate_id = Channel.PAPER, noted["mandate_id"]
    made.save(update_fields=["channel", "mandate"])
    return made


@transaction.atomic
def return_slip(
    *, vote_id: UUID, resident_id: UUID, slip: str, by: Authority, at: datetime
) -> VoidedCredential:
    """Take back a slip that came sealed: its credential is void, and the person may vote on paper.

    It is opened at the table and its letters are typed: the public list is for everyone to read, so that
    naming a credential of it would void a neighbour's. The letters are stored nowhere, nor does anything
    stored lead from the person to the credential.

    :raises AnotherPlace: :raises NotOnThisRoll: :raises NoBox: :raises BallotAfterClosing:
    :raises CredentialNotListed: :raises SlipNotHanded:
    """
    vote = _vote(vote_id, by, at)
    entry = _entry(vote, resident_id)
    # The box's lock: no ballot of this credential comes in between the look and the voiding.
    box = locked_box(vote_id)
    if box.state != OnlineBox.State.OPEN or at >= box.closes_online_at:
        raise BallotAfterClosing()
    listed = PublicCredential.objects.filter(box=box, text=_public_of(box, slip)).first()
    if listed is None:
        raise CredentialNotListed()
    made = CheckIn.objects.select_for_update().filter(entry=entry).first()
    is_used = listed.ballots.exists() or VoidedCredential.objects.filter(credential=listed).exists()
    if made is None or made.channel != Channel.ONLINE or is_used:
        raise SlipNotHanded()
    made.channel = Channel.RETURNED
    made.mandate_id = by.mandate.id  # type: ignore[union-attr]
    made.save(update_fields=["channel", "mandate"])
    return VoidedCredential.objects.create(credential=listed)


def _public_of(box: OnlineBox, slip: str) -> str:
    group = group_named(box.group)
    try:
        return group.encoded(public_credential(group, box.uuid, slip))
    except CredentialMalformed as refusal:
        raise CredentialNotListed() from refusal


def _vote(vote_id: UUID, by: Authority, at: datetime) -> Vote:
    check_may(vote_id, "voting.record", kind="voting.check_in", by=by, at=at)
    # The vote's lock: nobody is checked in while the vote, or its box, is being closed.
    vote = locked_vote(vote_id, by)
    check_takes_votes(vote, max(at, vote.opens_at))
    return vote


def _entry(vote: Vote, resident_id: UUID) -> RollEntry:
    entry = RollEntry.objects.filter(roll=vote.roll_id, resident_id=resident_id).first()
    if entry is None:
        raise NotOnThisRoll()
    return entry


def _check_channel(vote: Vote, channel: str, at: datetime) -> None:
    """Ask whether this channel is served now. :raises BoxNotOpen: :raises TablesWait:"""
    box = OnlineBox.objects.filter(vote=vote).first()
    if channel in _ONLINE:
        if box is None or box.state != OnlineBox.State.OPEN or at >= box.closes_online_at:
            raise BoxNotOpen(title=vote.title)
        return
    if box is None or box.course == OnlineBox.Course.PARALLEL:
        return
    may_open = box.state == OnlineBox.State.SETTING_UP and at < box.closes_online_at
    if may_open or box.state == OnlineBox.State.OPEN:
        raise TablesWait()
