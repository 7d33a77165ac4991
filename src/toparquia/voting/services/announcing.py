"""Telling how far the board has come while people vote, so that nobody can roll it back unseen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.gazette.services import enact
from toparquia.territory import queries as territory
from toparquia.voting import queries
from toparquia.voting.acts import BoardAnnounced


@transaction.atomic
def announce_board(*, vote_id: UUID, ballots: int, head: str, at: datetime) -> None:
    """Put the board's hash after so many ballots into the Gazette, which others keep and compare.

    The ballot that fills a batch sets it off. It says nothing of that ballot but that a batch is full,
    and nobody's decision is in it, so that it takes no mandate. :raises NoSuchVote:
    """
    place = queries.vote(vote_id).place
    act = BoardAnnounced(subject=vote_id, ballots=ballots, head=head)
    enact(act, by=territory.open_authority(place, at), at=at)
