"""What every verb after the call begins with: the consultation under its lock."""

from __future__ import annotations

from uuid import UUID

from toparquia.consultations.errors import NoSuchConsultation, NotOpenedYet
from toparquia.consultations.models import Consultation
from toparquia.foundation.authority import Authority
from toparquia.voting.models import Vote


def locked_consultation(consultation_id: UUID, by: Authority) -> Consultation:
    """Return the consultation, locked so that its stage stands until the transaction ends.

    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace:
    """
    locked = Consultation.objects.select_for_update(no_key=True, of=("self",))
    found = locked.select_related("place", "vote").filter(id=consultation_id).first()
    if found is None:
        raise NoSuchConsultation(asked=consultation_id)
    by.check_is_for(found.place_id)
    return found


def vote_of(consultation: Consultation) -> Vote:
    """Return the consultation's vote. :raises NotOpenedYet:"""
    if consultation.vote is None:
        raise NotOpenedYet(title=consultation.title)
    return consultation.vote
