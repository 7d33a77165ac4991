"""Closing the vote of a consultation, and recording the seed of a draw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.consultations.models import Consultation
from toparquia.consultations.services.locking import locked_consultation, vote_of
from toparquia.foundation.authority import Authority
from toparquia.voting import services as voting


@transaction.atomic
def close_consultation(*, consultation_id: UUID, by: Authority, at: datetime) -> Consultation:
    """Take no more votes, once the database's clock has passed the closing time.

    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace: :raises NotOpenedYet:
    or as `voting.close_vote`.
    """
    consultation = locked_consultation(consultation_id, by)
    consultation.vote = voting.close_vote(vote_id=vote_of(consultation).id, by=by, at=at)
    return consultation


@transaction.atomic
def draw_tie(*, consultation_id: UUID, seed: str, by: Authority, at: datetime) -> list[str]:
    """Record the public seed by which ties are settled, once; return the codes in the order drawn.

    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace: :raises NotOpenedYet:
    or as `voting.draw_tie`.
    """
    consultation = locked_consultation(consultation_id, by)
    return voting.draw_tie(vote_id=vote_of(consultation).id, seed=seed, by=by, at=at)
