"""What was asked and what came in, as the election that a counting rule reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toparquia.consultations.errors import ChannelsMixed
from toparquia.engines.budgeting.election import (
    ORDINAL,
    WITH_POINTS,
    Ballots,
    Election,
    Project,
    build_ballots,
)
from toparquia.foundation.money import minor_digits
from toparquia.voting.rules import GroupedBallot, Stored, Totals


@dataclass(frozen=True)
class Question:
    """What is put to the vote: options by number with their costs in minor units, and the budget.

    Without a budget only the number of winners limits the choice. `points_scale`: parts of a point
    that ballots hold. `meta`: facts of a file's head that its ballots can't be read without.
    """

    codes: tuple[str, ...]
    costs: tuple[int, ...]
    currency: str
    ballot_type: str
    budget_minor: int | None = None
    titles: tuple[str, ...] = ()
    max_choices: int = 1
    points_scale: int = 1
    meta: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Mapping[str, str], ...] = ()

    @property
    def budget(self) -> int:
        """Return the money there is, in minor units: all options together where no budget is set."""
        return sum(self.costs) if self.budget_minor is None else self.budget_minor


def election_from(question: Question, stored: Stored) -> Election:
    """Return the election that was stored: ballots where there are any, else the sums of tally sheets.

    :raises ChannelsMixed: if sheets and ballots came in to one vote; who voted twice could not be told.
    """
    grouped = list(stored.ballots())
    if not grouped:
        return _election(question, _from_totals(stored.totals, question.max_choices))
    if sum(ballot.times for ballot in grouped) != stored.totals.ballots:
        raise ChannelsMixed()
    return _election(question, from_grouped(question, grouped))


def from_grouped(question: Question, grouped: Sequence[GroupedBallot]) -> Ballots:
    """Return stored grouped ballots as the engine's; ranks keep their order, all else is a set."""
    with_points = question.ballot_type in WITH_POINTS
    return build_ballots(
        [ballot.choices for ballot in grouped],
        points=[ballot.points or () for ballot in grouped] if with_points else None,
        weights=[ballot.times for ballot in grouped],
        ordered=question.ballot_type == ORDINAL,
    )


def _from_totals(totals: Totals, most: int) -> Ballots:
    """Return ballots with exactly these sums.

    Where a ballot has one mark the sums are the ballots. Where it has several, marks are dealt out in
    turn over as many ballots as were valid: the sums and the number of ballots are right, and nothing
    else may be read from them.
    """
    blank = [()] if totals.blank else []
    if most == 1:
        named: list[Sequence[int]] = [(number,) for number, marks in enumerate(totals.marks) if marks]
        weights = [marks for marks in totals.marks if marks]
        return build_ballots([*named, *blank], weights=[*weights, *([totals.blank] if blank else [])])
    dealt: list[list[int]] = [[] for _ in range(totals.valid)]
    turn = 0
    for number, marks in enumerate(totals.marks):
        for place in range(turn, turn + marks):
            dealt[place % totals.valid].append(number)
        turn += marks
    weights = [1] * len(dealt) + ([totals.blank] if blank else [])
    return build_ballots([*dealt, *blank], weights=weights)


def _election(question: Question, ballots: Ballots) -> Election:
    titles = question.titles or question.codes
    fields: Iterable[Mapping[str, str]] = question.fields or ({} for _ in question.codes)
    return Election(
        # Sentences about money name its currency.
        meta={"currency": question.currency, **question.meta},
        projects=tuple(
            Project(code, cost, {"name": title, **more})
            for code, cost, title, more in zip(question.codes, question.costs, titles, fields, strict=True)
        ),
        budget=question.budget,
        ballots=ballots,
        vote_type=question.ballot_type,
        scale=10 ** minor_digits(question.currency),
        points_scale=question.points_scale,
    )
