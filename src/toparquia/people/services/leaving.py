"""Who leaves a register: by moving, by dying, or because another council has the same person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.gazette.services import check_power, enact
from toparquia.people import errors, queries, rules
from toparquia.people.acts import ResidenceEnded
from toparquia.people.models import DuplicateQuestion, Residence, Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@transaction.atomic
def end_residence(
    *, resident_id: UUID, place: Place, on: date, reason: str, by: Authority, at: datetime
) -> Residence:
    """Note the first day on which a person no longer lives in a council, and whether they moved or died.

    Offices end by the commission, not by this.
    :raises NoSuchResident: if they don't live there. :raises EndsBeforeItBegan:
    """
    by.check_is_for(place.id)
    today = territory.local_day(place, at)
    queries.resident_in(place, resident_id, today, for_update=True)
    residence = Residence.objects.select_for_update(no_key=True).get(
        resident_id=resident_id, place=place, ends_on=None
    )
    if not residence.starts_on <= on <= today:
        raise errors.EndsBeforeItBegan(day=on, since=residence.starts_on)
    residence.ends_on, residence.end_reason = on, Residence.End(reason)
    residence.save(update_fields=["ends_on", "end_reason"])
    enact(ResidenceEnded(subject=place.id), by=by, at=at)
    return residence


def ask_both_registers(*, place: Place, residents: Sequence[Resident], at: datetime) -> None:
    """Ask this council and any other that has someone alike whether their person still lives there.

    Called when people are registered. Names are compared by their keyed hash, in the program and not on any
    page: neither council is told of the other.
    """
    key = rules.match_key()
    day = territory.local_day(place, at)
    alike = {rules.match(key, one.given_names, one.surnames, one.birth_date): one for one in residents}
    for other in queries.born_elsewhere({one.birth_date for one in residents}, place, day):
        own = alike.get(rules.match(key, other.given_names, other.surnames, other.birth_date))
        if own is None:
            continue
        pair = new_id()
        DuplicateQuestion.objects.create(pair=pair, resident=own, place=place, asked_at=at)
        DuplicateQuestion.objects.create(pair=pair, resident=other, place_id=other.home_id, asked_at=at)


@transaction.atomic
def answer_question(
    *, question_id: UUID, place: Place, answer: str, by: Authority, at: datetime
) -> DuplicateQuestion:
    """Say whether the person still lives in the council; if not, their residence there ends today.

    :raises NoSuchResident: if the question is another council's. :raises QuestionAnsweredAlready:
    """
    by.check_is_for(place.id)
    # Nothing is published when the person still lives there, so the power is asked here.
    check_power("people.register", kind="people.question_answered", by=by, at=at)
    found = DuplicateQuestion.objects.select_for_update().filter(id=question_id, place=place).first()
    if found is None:
        raise errors.NoSuchResident()
    if found.answered_at is not None:
        raise errors.QuestionAnsweredAlready()
    if answer == DuplicateQuestion.Answer.LEFT:
        today = territory.local_day(place, at)
        end_residence(
            resident_id=found.resident_id,
            place=place,
            on=today,
            reason=Residence.End.MOVED,
            by=by,
            at=at,
        )
    found.answer, found.answered_at = DuplicateQuestion.Answer(answer), at
    found.save(update_fields=["answer", "answered_at"])
    return found
