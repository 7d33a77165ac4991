"""What every verb begins with: the vote under its lock, and an authority of its own territory."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from toparquia.foundation.authority import Authority, MandateRef
from toparquia.gazette.services import check_power
from toparquia.voting.channels import people_so_far
from toparquia.voting.errors import (
    AnotherPlace,
    CertifiedAlready,
    MoreVotesThanTheRoll,
    NoBox,
    NoSuchVote,
    NotASeatOfYours,
    NotYetOpen,
    SeedMalformed,
    VoteClosedAlready,
)
from toparquia.voting.models import OnlineBox, TrusteeSeat, Vote

SEED_LENGTHS = (8, 200)


def locked_vote(vote_id: UUID, by: Authority) -> Vote:
    """Return the vote, locked so that its state and sums stand until the transaction ends.

    :raises NoSuchVote: :raises AnotherPlace: if the authority is for another territory.
    """
    locked = Vote.objects.select_for_update(no_key=True, of=("self",))
    vote = locked.select_related("place", "roll").filter(id=vote_id).first()
    if vote is None:
        raise NoSuchVote(vote=vote_id)
    if by.place.id != vote.place_id:
        raise AnotherPlace(place=vote.place.name)
    return vote


def check_takes_votes(vote: Vote, at: datetime, *, after_closing: bool = False) -> None:
    """Refuse input outside the vote's time; paper sheets may follow its closing.

    :raises NotYetOpen: :raises CertifiedAlready: :raises VoteClosedAlready:
    """
    if vote.state == Vote.State.CERTIFIED:
        raise CertifiedAlready(title=vote.title)
    if vote.state == Vote.State.CLOSED and not after_closing:
        raise VoteClosedAlready(title=vote.title)
    if at < vote.opens_at:
        raise NotYetOpen(title=vote.title, opens=vote.opens_at.isoformat())


def check_fits_the_roll(vote: Vote, *, more: int, instead_of: int = 0) -> None:
    """Refuse more voters, over all channels, than the roll has people. :raises MoreVotesThanTheRoll:"""
    people = people_so_far(vote) - instead_of + more
    if people > vote.roll.entries:
        raise MoreVotesThanTheRoll(people=people, roll=vote.roll.entries)


def checked_seed(seed: str) -> str:
    """Return a seed without spaces around it. :raises SeedMalformed:"""
    least, most = SEED_LENGTHS
    clean = seed.strip()
    # One line: the formula puts a line feed between seed and code.
    if not least <= len(clean) <= most or not clean.isprintable():
        raise SeedMalformed(least=least, most=most)
    return clean


def check_may(vote_id: UUID, power: str, *, kind: str, by: Authority, at: datetime) -> None:
    """Ask who may, before anything is told of a vote's box.

    :raises NoSuchVote: :raises AuthorityOfAnotherPlace: :raises MandateNotInForce:
    """
    vote = Vote.objects.filter(id=vote_id).first()
    if vote is None:
        raise NoSuchVote(vote=vote_id)
    by.check_is_for(vote.place_id)
    check_power(power, kind=kind, by=by, at=at)


def seat_held(box: OnlineBox, mandate: MandateRef | None) -> TrusteeSeat:
    """Return the key that this mandate keeps. :raises NotASeatOfYours:"""
    seat = box.seats.filter(mandate_id=mandate.id if mandate else None).first()
    if seat is None:
        raise NotASeatOfYours()
    return seat


def locked_box(vote_id: UUID) -> OnlineBox:
    """Return a vote's online box, locked so that its state and its board stand still. :raises NoBox:"""
    locked = OnlineBox.objects.select_for_update(no_key=True, of=("self",))
    box = locked.select_related("vote__place", "vote__roll").filter(vote_id=vote_id).first()
    if box is None:
        raise NoBox(title=Vote.objects.get(id=vote_id).title)
    return box
