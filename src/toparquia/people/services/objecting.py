"""Announce a roll, object to it, and answer before it is frozen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import enact
from toparquia.people import errors
from toparquia.people.acts import ObjectionAnswered, RollAnnounced
from toparquia.people.models import Objection, Residence, RollNotice
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

TEXT: Final = Sentence("la objeción", "the objection")
ANSWER: Final = Sentence("la respuesta", "the answer")
TEXT_LIMIT: Final = 1000


@transaction.atomic
def announce_roll(
    *, place: Place, day: date, objections_until: date, by: Authority, at: datetime
) -> RollNotice:
    """Announce the roll of a day, and until when its people may object.

    :raises ObjectionsEndOutOfTurn: :raises RollAnnouncedAlready:
    """
    by.check_is_for(place.id)
    if not territory.local_day(place, at) <= objections_until <= day:
        raise errors.ObjectionsEndOutOfTurn(day=day)
    try:
        with transaction.atomic():
            notice = RollNotice.objects.create(
                place=place, day=day, announced_at=at, objections_until=objections_until
            )
    except IntegrityError as refusal:
        raise errors.RollAnnouncedAlready(day=day) from refusal
    act = RollAnnounced(subject=notice.id, day=day.isoformat(), objections_until=objections_until.isoformat())
    enact(act, by=by, at=at)
    return notice


@transaction.atomic
def object_to_roll(*, notice_id: UUID, resident_id: UUID, matter: str, text: str, at: datetime) -> Objection:
    """Say what is wrong with an announced roll, as someone who lives there. Only the commission reads it.

    :raises NotANeighbour: :raises ObjectionsOver:
    """
    notice = RollNotice.objects.select_related("place").get(id=notice_id)
    lives = Residence.objects.filter(resident_id=resident_id, ends_on=None)
    if not lives.filter(place__path__contains=[notice.place_id]).exists():
        raise errors.NotANeighbour(place=notice.place.name)
    if territory.local_day(notice.place, at) > notice.objections_until:
        raise errors.ObjectionsOver(until=notice.objections_until)
    said = clean_text(text, TEXT, TEXT_LIMIT)
    return Objection.objects.create(
        notice=notice, resident_id=resident_id, matter=Objection.Matter(matter), text=said, made_at=at
    )


@transaction.atomic
def answer_objection(
    *, objection_id: UUID, place: Place, is_upheld: bool, answer: str, by: Authority, at: datetime
) -> Objection:
    """Answer an objection with a reason. What was right is mended in the register by who keeps it.

    :raises NoSuchResident: if it is another place's. :raises ObjectionAnsweredAlready:
    """
    by.check_is_for(place.id)
    found = (
        Objection.objects.select_for_update(of=("self",)).filter(id=objection_id, notice__place=place).first()
    )
    if found is None:
        raise errors.NoSuchResident()
    if found.answered_at is not None:
        raise errors.ObjectionAnsweredAlready()
    found.is_upheld, found.answer, found.answered_at = is_upheld, clean_text(answer, ANSWER, TEXT_LIMIT), at
    found.save(update_fields=["is_upheld", "answer", "answered_at"])
    enact(ObjectionAnswered(subject=found.notice_id, is_upheld=is_upheld), by=by, at=at)
    return found


def check_objections(place: Place, day: date, at: datetime) -> None:
    """Refuse to freeze an announced roll while it may be objected to. :raises ObjectionsOpen:"""
    notice = RollNotice.objects.filter(place=place, day=day).first()
    if notice is None:
        return
    waiting = notice.objections.filter(answered_at=None).count()
    if waiting or territory.local_day(place, at) <= notice.objections_until:
        raise errors.ObjectionsOpen(until=notice.objections_until, waiting=waiting)
