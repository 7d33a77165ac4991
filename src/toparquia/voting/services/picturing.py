"""Pictures of options, before anybody votes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.voting import photos, queries
from toparquia.voting.acts import OptionPictured
from toparquia.voting.errors import BallotFixed, NoSuchOption, PicturedAlready, PictureWithoutWords
from toparquia.voting.models import Option, OptionPicture, Vote
from toparquia.voting.services.locking import locked_vote

_ALT_LENGTH = 150


@transaction.atomic
def picture_option(
    *, vote_id: UUID, number: int, content: bytes, alt: str, by: Authority, at: datetime
) -> OptionPicture:
    """Give an option its picture; `alt` says in words what it shows. The act has the hash alone.

    :raises NoSuchVote: :raises AnotherPlace: :raises BallotFixed: :raises NoSuchOption:
    :raises PicturedAlready: :raises PictureWithoutWords: :raises PhotoRefused:
    """
    # The lock keeps the state still, and queues two who picture the same option.
    vote = locked_vote(vote_id, by)
    if vote.state != Vote.State.OPEN or at >= vote.opens_at:
        raise BallotFixed(title=vote.title)
    option = Option.objects.filter(vote=vote, number=number).first()
    if option is None:
        raise NoSuchOption(number=number, title=vote.title)
    if OptionPicture.objects.filter(option=option).exists():
        raise PicturedAlready(option=option.label)
    words = " ".join(alt.split())
    if not 0 < len(words) <= _ALT_LENGTH:
        raise PictureWithoutWords(most=_ALT_LENGTH)
    digest = photos.keep(content, queries.rules_of(vote), side=photos.OPTION_SIDE)
    made = OptionPicture.objects.create(option=option, sha256=digest, alt=words)
    evidence = (Evidence("option picture", digest),)
    enact(OptionPictured(subject=vote.id, option=option.code, evidence=evidence), by=by, at=at)
    return made
