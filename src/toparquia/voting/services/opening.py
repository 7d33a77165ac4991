"""Opening a vote: question, options in a drawn order, roll, hours."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.people.models import ElectoralRoll
from toparquia.territory.models import Place
from toparquia.voting.acts import VoteOpened
from toparquia.voting.errors import (
    AnotherPlace,
    QuestionMalformed,
    RollDoesNotFit,
    TimesMalformed,
    VoteAlreadyRunning,
)
from toparquia.voting.models import Option, Vote
from toparquia.voting.rules import NO, OPTIONS_MAX, YES, draw_order
from toparquia.voting.services.locking import checked_seed

_CODE_LENGTH = 80
_LABEL_LENGTH = 500


@dataclass(frozen=True)
class NewOption:
    """An option to be voted on: its code (public, never changed) and what people read."""

    code: str
    label: str


def yes_or_no() -> list[NewOption]:
    """Return the two options of a referendum."""
    return [NewOption(YES, "Sí"), NewOption(NO, "No")]


@transaction.atomic
def open_vote(
    *,
    place: Place,
    purpose: str,
    subject_id: UUID,
    title: str,
    question: str,
    options: Sequence[NewOption],
    roll: ElectoralRoll,
    opens_at: datetime,
    closes_at: datetime,
    seed: str,
    by: Authority,
    at: datetime,
    min_choices: int = 1,
    max_choices: int = 1,
    names_people: bool = False,
) -> Vote:
    """Open a vote on a matter of a room above, for the people of one frozen roll.

    Where the options name people, the act has their codes and the hash of the ballot instead of labels:
    who was not elected is not in a log that forgets nothing.

    Ballots name options by their place in `options`, from 0; people see them in the order drawn from
    `seed`, which is published with it.

    :raises AnotherPlace: :raises QuestionMalformed: :raises TimesMalformed: :raises SeedMalformed:
    :raises RollDoesNotFit: :raises VoteAlreadyRunning:
    """
    if by.place.id != place.id:
        raise AnotherPlace(place=place.name)
    _check_question(question, options, min_choices, max_choices)
    if opens_at >= closes_at:
        raise TimesMalformed(opens=opens_at.isoformat(), closes=closes_at.isoformat())
    _check_roll(roll, place)
    running = Vote.objects.filter(purpose=purpose, subject_id=subject_id).exclude(state="certified").first()
    if running is not None:
        raise VoteAlreadyRunning(title=running.title)
    vote = Vote(
        place=place,
        purpose=purpose,
        subject_id=subject_id,
        title=title,
        question=question,
        min_choices=min_choices,
        max_choices=max_choices,
        option_count=len(options),
        option_seed=checked_seed(seed),
        roll=roll,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    _insert(vote)
    drawn = _place_options(vote, options)
    enact(_act(vote, drawn, names_people), by=by, at=at)
    return vote


def _check_question(question: str, options: Sequence[NewOption], least: int, most: int) -> None:
    codes = {option.code for option in options}
    fits = (
        question in Vote.Question.values
        and 2 <= len(options) <= OPTIONS_MAX
        and len(codes) == len(options)
        and 1 <= least <= most <= len(options)
        and all(0 < len(option.code) <= _CODE_LENGTH and option.code.isprintable() for option in options)
        and all(0 < len(option.label) <= _LABEL_LENGTH for option in options)
    )
    if question == Vote.Question.YES_NO:
        fits = fits and codes == {YES, NO} and most == 1
    if not fits:
        raise QuestionMalformed(options=len(options), least=least, most=most)


def _check_roll(roll: ElectoralRoll, place: Place) -> None:
    if roll.place_id != place.id or roll.entries < 1 or Vote.objects.filter(roll=roll).exists():
        raise RollDoesNotFit(place=place.name)


def _insert(vote: Vote) -> None:
    try:
        with transaction.atomic():
            vote.save(force_insert=True)
    except IntegrityError as refusal:
        # Another commissioner was faster since we looked.
        if "vote_one_at_a_time_on_a_matter" in str(refusal):
            raise VoteAlreadyRunning(title=vote.title) from refusal
        if "roll_id" in str(refusal):
            raise RollDoesNotFit(place=vote.place.name) from refusal
        raise


def _place_options(vote: Vote, options: Sequence[NewOption]) -> list[Option]:
    order = draw_order(vote.option_seed, [option.code for option in options])
    position = {code: place for place, code in enumerate(order, start=1)}
    rows = [
        Option(vote=vote, number=number, position=position[option.code], code=option.code, label=option.label)
        for number, option in enumerate(options)
    ]
    Option.objects.bulk_create(rows, batch_size=1000)
    return sorted(rows, key=lambda row: row.position)


def _act(vote: Vote, drawn: Sequence[Option], names_people: bool) -> VoteOpened:
    ballot = [{"code": option.code, "label": option.label} for option in drawn]
    digest = hashlib.sha256(canonical_json(ballot)).hexdigest()
    return VoteOpened(
        subject=vote.id,
        purpose=vote.purpose,
        about=vote.subject_id,
        title=vote.title,
        question=vote.question,
        min_choices=vote.min_choices,
        max_choices=vote.max_choices,
        options=tuple({"code": option.code} for option in drawn) if names_people else tuple(ballot),
        evidence=(Evidence("boleta.json", digest),) if names_people else (),
        seed=vote.option_seed,
        roll=vote.roll_id,
        people=vote.roll.entries,
        opens_at=vote.opens_at.astimezone(UTC).isoformat(),
        closes_at=vote.closes_at.astimezone(UTC).isoformat(),
    )
