"""What two people found on the paper that was drawn, each on their own, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toparquia.engines.auditing.assertions import assertions_of, reported_assertions, winners_of
from toparquia.engines.auditing.comparing import Comparison
from toparquia.engines.auditing.contest import Reported, Table, totals
from toparquia.engines.auditing.errors import (
    CountsImpossible,
    FindingsDiffer,
    FindingUnreadable,
    NotTheSample,
)
from toparquia.engines.auditing.polling import null_of, reported_mean, risk_of
from toparquia.engines.auditing.sampling import Sheet, sheets_drawn, tables_drawn

_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """What one person saw on one sheet: the options marked, or None where the sheet was not found.

    Blank and spoiled sheets mark nothing.
    """

    sheet: Sheet
    marks: tuple[int, ...] | None


@dataclass(frozen=True)
class Verdict:
    """What the paper says of the announced result so far.

    `risks` is by pair, in the order of the assertions; the worst of them is the measured risk.
    """

    limit: Fraction
    risks: tuple[Fraction, ...]
    examined: int
    further: int | None
    full_count: tuple[int, ...] | None = None
    winners: tuple[int, ...] = ()
    is_overturned: bool = False

    @property
    def risk(self) -> Fraction:
        """Return the measured risk: the chance at most of seeing this much agreement by luck."""
        return max(self.risks)

    @property
    def is_confirmed(self) -> bool:
        """Return whether the announced result stands, by the sample or by a full count."""
        return not self.is_overturned and self.risk <= self.limit


def agreed_sheets(first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding]:
    """Return what both people noted alike. :raises FindingsDiffer: naming the sheets."""
    notes = [{finding.sheet: finding.marks for finding in each} for each in (first, second)]
    _check_alike({sheet: str(sheet) for sheet in (*notes[0], *notes[1])}, *notes)
    return list(first)


def agreed_tables(first: Sequence[Table], second: Sequence[Table]) -> list[Table]:
    """Return the tables that both people counted alike. :raises FindingsDiffer: naming the tables."""
    notes = [{table.name: table for table in each} for each in (first, second)]
    _check_alike({name: name for name in (*notes[0], *notes[1])}, *notes)
    return list(first)


def _check_alike(names: Mapping[object, str], first: Mapping, second: Mapping) -> None:  # type: ignore[type-arg]
    differ = [
        name
        for key, name in names.items()
        if key not in first or key not in second or first[key] != second[key]
    ]
    if differ:
        raise FindingsDiffer(where=_some(differ))


def judge_sheets(
    reported: Reported, limit: Fraction, seed: str, findings: Sequence[Finding], *, count: int | None = None
) -> Verdict:
    """Return what the first `count` drawn sheets say (as many as were noted, if None); all must be there.

    :raises NotTheSample: :raises FindingUnreadable: :raises SampleTooLarge: :raises SeedTooShort:
    """
    found = {finding.sheet: finding.marks for finding in findings}
    drawn = sheets_drawn(reported, seed, max(1, len(found)) if count is None else count)
    _check_sample({str(sheet) for sheet in drawn}, {str(sheet) for sheet in found})
    for sheet, marks in found.items():
        _check_marks(reported, str(sheet), marks)
    risks = []
    for assertion in reported_assertions(reported):
        raised = [_raised(assertion.worst, assertion.of_marks, found[sheet]) for sheet in drawn]
        if assertion.of(reported.votes) <= 0:
            risks.append(Fraction(1))
            continue
        risks.append(risk_of(null_of(reported, assertion), reported_mean(reported, assertion), raised))
    is_done = max(risks) <= limit
    # As many sheets again: the draw goes on where it stopped.
    further = 0 if is_done else min(len(drawn), reported.sheets - len(drawn)) or None
    return Verdict(limit, tuple(risks), len(drawn), further)


def _raised(worst: int, of_marks, marks: tuple[int, ...] | None) -> int:  # type: ignore[no-untyped-def]
    return 0 if marks is None else int(of_marks(marks)) - worst


def _check_marks(reported: Reported, where: str, marks: tuple[int, ...] | None) -> None:
    if marks is None:
        return
    options = range(len(reported.contest.options))
    if (
        len(set(marks)) != len(marks)
        or len(marks) > reported.contest.most
        or not all(mark in options for mark in marks)
    ):
        raise FindingUnreadable(where=where)


def judge_tables(
    reported: Reported, limit: Fraction, seed: str, draws: int, counted: Sequence[Table]
) -> Verdict:
    """Return what the tables say that `draws` draws chose and were counted again by hand.

    When all tables were counted, their sum decides instead, whatever was announced.

    :raises NotTheSample: :raises CountsImpossible: :raises SampleTooLarge: :raises SeedTooShort:
    """
    found = {table.name: table for table in counted}
    tables = {table.name: table for table in reported.tables}
    _check_tables(reported, tables, found)
    assertions = reported_assertions(reported)
    if found.keys() == tables.keys():
        return _full_count(reported, limit, list(found.values()))
    if any(assertion.of(reported.votes) <= 0 for assertion in assertions):
        _check_sample(set(tables), set(found))
    comparison = Comparison(reported, assertions)
    if comparison.total <= 1:
        return Verdict(limit, (Fraction(0),), len(found), 0)
    weights = comparison.weights()
    drawn = tables_drawn(list(weights), list(weights.values()), seed, draws)
    _check_sample(set(drawn), set(found))
    risk = comparison.risk(drawn, found)
    further = None if risk >= 1 else comparison.draws_needed(limit, risk)
    if further is not None and draws + further >= len(tables):
        further = None
    return Verdict(limit, (risk,), len(found), further if risk > limit else 0)


def _full_count(reported: Reported, limit: Fraction, counted: list[Table]) -> Verdict:
    contest = reported.contest
    votes = totals([*(table.votes for table in counted), reported.proven], len(contest.options))
    announced = winners_of(contest, reported.votes)
    stands = all(assertion.of(votes) > 0 for assertion in assertions_of(contest, announced))
    return Verdict(
        limit,
        (Fraction(0) if stands else Fraction(1),),
        len(counted),
        0,
        full_count=votes,
        winners=winners_of(contest, votes),
        is_overturned=not stands,
    )


def _check_tables(reported: Reported, tables: Mapping[str, Table], found: Mapping[str, Table]) -> None:
    _check_sample(set(tables) & set(found), set(found))
    for name, table in found.items():
        is_right = (
            len(table.votes) == len(reported.contest.options)
            and 0 <= table.sheets <= tables[name].sheets
            and all(0 <= count <= table.sheets for count in table.votes)
            and sum(table.votes) <= table.sheets * reported.contest.most
        )
        if not is_right:
            # More sheets than the manifest says: the manifest is corrected first, then drawn from again.
            raise CountsImpossible(table=name)


def _check_sample(drawn: set[str], found: set[str]) -> None:
    if drawn != found:
        raise NotTheSample(missing=_some(sorted(drawn - found)), extra=_some(sorted(found - drawn)))


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return (shown + (f" … (+{len(names) - _SHOWN})" if len(names) > _SHOWN else "")) or "–"
