"""Opening the vote of a consultation: the roll is fixed and the options' order drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from toparquia.consultations.errors import OpenedAlready, OpenedTooLate, RollMissing
from toparquia.consultations.models import Consultation, ProjectOption
from toparquia.consultations.rules import PURPOSE
from toparquia.consultations.services.locking import locked_consultation
from toparquia.foundation.authority import Authority
from toparquia.people import queries as people
from toparquia.people.models import ElectoralRoll
from toparquia.people.services import freeze_roll, import_roll
from toparquia.territory import queries as territory
from toparquia.voting import services as voting
from toparquia.voting.models import Vote

# The act that opens a vote names every option, and holds 64 kB.
_ACT_BYTES = 60_000
_AROUND_A_LABEL = 30


@transaction.atomic
def open_consultation(
    *, consultation_id: UUID, seed: str, by: Authority, at: datetime, online_until: datetime | None = None
) -> Consultation:
    """Freeze the roll of the day of the vote, draw the options' order from a public seed, open the vote.

    With `online_until` its online box is set up too, and takes ballots until then.

    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace: :raises OpenedAlready: :raises OpenedTooLate:
    :raises RollMissing: or what opening a vote refuses.
    """
    consultation = locked_consultation(consultation_id, by)
    if consultation.vote is not None:
        raise OpenedAlready(title=consultation.title)
    if at >= consultation.closes_at:
        closes = consultation.closes_at.astimezone(UTC).isoformat()
        raise OpenedTooLate(title=consultation.title, closes=closes)
    opened(consultation, _roll(consultation, by, at), seed=seed, by=by, at=at)
    if online_until is not None and consultation.vote is not None:
        voting.set_up_box(vote_id=consultation.vote.id, closes_online_at=online_until, by=by, at=at)
    return consultation


def opened(
    consultation: Consultation, roll: ElectoralRoll, *, seed: str, by: Authority, at: datetime
) -> Consultation:
    """Open the vote of a consultation for the people of a roll."""
    options = list(consultation.options.select_related("project").order_by("number"))
    consultation.vote = voting.open_vote(
        place=consultation.place,
        purpose=PURPOSE,
        subject_id=consultation.id,
        title=consultation.title,
        question=Vote.Question.CHOOSE,
        options=[voting.NewOption(option.code, _label(option, options)) for option in options],
        roll=roll,
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        seed=seed,
        by=by,
        at=at,
        max_choices=consultation.max_choices,
    )
    consultation.save(update_fields=["vote"])
    return consultation


def _roll(consultation: Consultation, by: Authority, at: datetime) -> ElectoralRoll:
    """Fix who may vote; where the rules need no roll and nobody is registered, the census stands for it."""
    place, day = consultation.place, consultation.held_on
    if people.of_voting_age(place, day).exists():
        return freeze_roll(place=place, day=day, by=by, at=at)
    in_force = territory.rules(place, territory.local_day(place, at))
    if in_force.flag("consultation.roll_required") or not place.electors:
        raise RollMissing(place=place.name)
    return import_roll(place=place, day=day, people=place.electors, source="census", by=by, at=at)


def _label(option: ProjectOption, options: Sequence[ProjectOption]) -> str:
    room = _ACT_BYTES // len(options) - len(option.code.encode()) - _AROUND_A_LABEL
    title = option.project.title
    if len(title.encode()) <= room:
        return title
    return title.encode()[: max(room, 12) - 3].decode(errors="ignore").rstrip() + "…"
