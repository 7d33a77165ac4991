"""Closing a vote when its time has come, and recording the seed of a draw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.voting import queries
from toparquia.voting.acts import TieSeedRecorded, VoteClosed
from toparquia.voting.errors import (
    CertifiedAlready,
    SeedRecordedAlready,
    StillOpen,
    TieGoesToRunOff,
    VoteClosedAlready,
)
from toparquia.voting.models import OnlineBox, TieSeed, Vote
from toparquia.voting.rules import draw_order
from toparquia.voting.services.box_count import close_box
from toparquia.voting.services.clock import database_now
from toparquia.voting.services.locking import checked_seed, locked_vote


@transaction.atomic
def close_vote(*, vote_id: UUID, by: Authority, at: datetime) -> Vote:
    """Take no more votes. The database's clock must have passed the closing time, whatever `at` says.

    :raises AnotherPlace: :raises CertifiedAlready: :raises VoteClosedAlready: :raises StillOpen:
    """
    vote = locked_vote(vote_id, by)
    if vote.state == Vote.State.CERTIFIED:
        raise CertifiedAlready(title=vote.title)
    if vote.state == Vote.State.CLOSED:
        raise VoteClosedAlready(title=vote.title)
    if min(at, database_now()) < vote.closes_at:
        raise StillOpen(title=vote.title, closes=vote.closes_at.isoformat())
    if OnlineBox.objects.filter(vote=vote, state=OnlineBox.State.OPEN).exists():
        close_box(vote_id=vote.id, by=by, at=at)
    vote.state = Vote.State.CLOSED
    vote.closed_at = at
    vote.save(update_fields=["state", "closed_at"])
    enact(VoteClosed(subject=vote.id), by=by, at=at)
    return vote


@transaction.atomic
def draw_tie(*, vote_id: UUID, seed: str, by: Authority, at: datetime) -> list[str]:
    """Record the public seed by which ties will be decided; return the options in the order drawn.

    Once a vote, and before its certificate: whoever could throw again could choose the winner.
    Formula: `rules.draw_order`.

    :raises AnotherPlace: :raises CertifiedAlready: :raises SeedRecordedAlready: :raises TieGoesToRunOff:
    :raises SeedMalformed:
    """
    vote = locked_vote(vote_id, by)
    if vote.state == Vote.State.CERTIFIED:
        raise CertifiedAlready(title=vote.title)
    if (recorded := queries.tie_seed(vote)) is not None:
        raise SeedRecordedAlready(title=vote.title, seed=recorded)
    # Equals in an election are always drawn: people are not sent to the polls again for one seat.
    is_election = vote.purpose.startswith("elections.")
    if not is_election and queries.rules_of(vote).choice("consultation.tie_rule") != "public_draw":
        raise TieGoesToRunOff()
    seed = checked_seed(seed)
    TieSeed.objects.create(vote=vote, seed=seed, recorded_at=at)
    order = draw_order(seed, queries.option_codes(vote))
    enact(TieSeedRecorded(subject=vote.id, seed=seed, order=tuple(order)), by=by, at=at)
    return order
