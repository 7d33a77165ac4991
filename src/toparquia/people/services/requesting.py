"""Ask to be in a council's register, bear witness, and decide: no e-mail and no paper is needed."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import enact
from toparquia.people import errors, queries, rules
from toparquia.people.acts import RequestDecided
from toparquia.people.models import RegistrationRequest, Witness
from toparquia.people.rules import NewResident
from toparquia.people.services.registering import register_people
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

WAITING_MOST: Final = 200
REASON: Final = Sentence("la razón", "the reason")


@transaction.atomic
def ask_to_be_registered(
    *, place: Place, new: NewResident, promoter_id: UUID | None, at: datetime
) -> RegistrationRequest:
    """Ask for oneself, or as a neighbour of that council for someone else.

    Nothing is published: the request waits for its witnesses and a spokesperson. :raises NotACouncil:
    :raises NotANeighbour: if a promoter lives elsewhere. :raises TooManyRequests: and a name's refusals.
    """
    if not place.is_council:
        raise errors.NotACouncil(place=place.name)
    today = territory.local_day(place, at)
    if promoter_id is not None:
        _check_neighbour(place, promoter_id, at)
    told = rules.checked(new, today=today)
    queries.check_sex(told.sex, place, today)
    # The place's row, so that the limit holds for many at once.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    waiting = RegistrationRequest.objects.filter(place=place, decided_at=None).count()
    if waiting >= WAITING_MOST:
        raise errors.TooManyRequests(place=place.name, waiting=waiting)
    return RegistrationRequest.objects.create(
        place=place,
        given_names=told.given_names,
        surnames=told.surnames,
        birth_date=told.birth_date,
        sex=told.sex,
        since=told.since,
        promoter_id=promoter_id,
        asked_at=at,
    )


@transaction.atomic
def bear_witness(*, request_id: UUID, resident_id: UUID, at: datetime) -> Witness:
    """Say, as a neighbour of that council, that this person lives there.

    :raises NotANeighbour: :raises WitnessOfOneself: :raises RequestDecidedAlready:
    """
    asked = _open(request_id)
    _check_neighbour(asked.place, resident_id, at)
    said = Witness.objects.filter(request=asked, resident_id=resident_id).exists()
    if said or asked.promoter_id == resident_id:
        raise errors.WitnessOfOneself()
    return Witness.objects.create(request=asked, resident_id=resident_id, said_at=at)


@transaction.atomic
def accept_request(
    *, request_id: UUID, place: Place, by: Authority, at: datetime, are_others: bool = False
) -> RegistrationRequest:
    """Register the person for whom enough neighbours bear witness. Source: census.witnesses.

    :raises NoSuchResident: if the request is another council's. :raises TooFewWitnesses: and what
    `register_people` refuses.
    """
    by.check_is_for(place.id)
    asked = _open(request_id, place)
    witnesses = asked.witnesses.count()
    needed = queries.witnesses_needed(place, territory.local_day(place, at))
    if witnesses < needed:
        raise errors.TooFewWitnesses(witnesses=witnesses, needed=needed)
    new = NewResident(asked.given_names, asked.surnames, asked.birth_date, asked.since, sex=asked.sex)
    made = register_people(place=place, new=[new], by=by, at=at, are_others=are_others)
    asked.resident, asked.decided_at = made[0], at
    asked.save(update_fields=["resident", "decided_at"])
    enact(RequestDecided(subject=asked.id, is_accepted=True, witnesses=witnesses), by=by, at=at)
    return asked


@transaction.atomic
def refuse_request(
    *, request_id: UUID, place: Place, reason: str, by: Authority, at: datetime
) -> RegistrationRequest:
    """Refuse a request with a reason that whoever has its address reads. :raises NoSuchResident:"""
    by.check_is_for(place.id)
    asked = _open(request_id, place)
    asked.refusal, asked.decided_at = clean_text(reason, REASON, 500), at
    asked.save(update_fields=["refusal", "decided_at"])
    witnesses = asked.witnesses.count()
    enact(RequestDecided(subject=asked.id, is_accepted=False, witnesses=witnesses), by=by, at=at)
    return asked


def _open(request_id: UUID, place: Place | None = None) -> RegistrationRequest:
    found = RegistrationRequest.objects.select_for_update(of=("self",)).select_related("place")
    asked = found.filter(id=request_id).first()
    if asked is None or (place is not None and asked.place_id != place.id):
        raise errors.NoSuchResident()
    if asked.decided_at is not None:
        raise errors.RequestDecidedAlready()
    return asked


def _check_neighbour(place: Place, resident_id: UUID, at: datetime) -> None:
    if not queries.residents(place, territory.local_day(place, at)).filter(id=resident_id).exists():
        raise errors.NotANeighbour(place=place.name)
