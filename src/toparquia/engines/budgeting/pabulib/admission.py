"""Which ballots are admitted: the file's own limits, repeated voters and projects, published totals.

Source: the Pabulib format (limits per vote type); the two ways of admission are ours: "strict"
refuses the file and names the lines, "as-counted" counts what the authority counted and warns.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

import numpy as np

from toparquia.engines.budgeting.amounts import parse_amount, show_amount
from toparquia.engines.budgeting.election import CUMULATIVE, Indices, Ints
from toparquia.engines.budgeting.errors import Notice, PabulibError, Said
from toparquia.engines.budgeting.pabulib.facts import Facts
from toparquia.engines.budgeting.pabulib.mentions import Flags, any_of, sums_of
from toparquia.engines.budgeting.pabulib.sections import ProjectSection
from toparquia.engines.budgeting.pabulib.votes import VoteRows

LINES_LISTED: Final = 10
# Lost, won, and won by a special clause.
SELECTED_VALUES: Final = ("", "0", "1", "2", "3")

LIMIT_BROKEN: Final = Said(
    es="se esperaba {limit} en cada boleta, y {ballots} no lo cumplen (líneas {lines})",
    en="{limit} was expected on each ballot, and {ballots} do not keep to it (lines {lines})",
)
VOTER_TWICE: Final = Said(
    es=(
        "se esperaba cada voter_id una sola vez, y {ballots} boletas lo repiten (líneas "
        "{lines}); vale la última"
    ),
    en=(
        "each voter_id was expected once, and {ballots} ballots repeat one (lines {lines}); "
        "the last one counts"
    ),
)
PROJECT_REPEATED: Final = Said(
    es=(
        "se esperaba cada proyecto una sola vez por boleta, y {ballots} boletas repiten "
        "alguno (líneas {lines})"
    ),
    en="each project was expected once a ballot, and {ballots} ballots repeat one (lines {lines})",
)
POINTS_UNEXPECTED: Final = Said(
    es="no se esperaban puntos con vote_type «{vote_type}», y {ballots} boletas los traen; no cuentan",
    en=(
        "no points were expected with vote_type “{vote_type}”, and {ballots} ballots have "
        "them; they do not count"
    ),
)
TOTAL_DIFFERS: Final = Said(
    es=(
        "«{project}»: el archivo publica {stated} en «{column}» y sus boletas suman {found}; "
        "consigue el archivo entero"
    ),
    en=(
        "“{project}”: the file publishes {stated} in “{column}” and its ballots add up to "
        "{found}; get the whole file"
    ),
)
CUT_OFF: Final = Said(
    es=(
        "se esperaba un fin de línea tras la última boleta (o la columna «{column}», que prueba que está "
        "entera); consigue el archivo entero"
    ),
    en=(
        "a line end was expected after the last ballot (or the column “{column}”, which proves that it is "
        "whole); get the whole file"
    ),
)
TOTAL_NOT_A_NUMBER: Final = Said(
    es="se esperaba un número en «{column}» de «{project}», no «{stated}»",
    en="a number was expected in “{column}” of “{project}”, not “{stated}”",
)
SELECTED: Final = Said(
    es="se esperaba 0, 1, 2 o 3 en «selected» de «{project}», no «{stated}»",
    en="0, 1, 2 or 3 was expected in “selected” of “{project}”, not “{stated}”",
)
SHORT_ROWS: Final = Said(
    es="{ballots} líneas tienen menos celdas que el encabezado (líneas {lines})",
    en="{ballots} lines have fewer cells than the header (lines {lines})",
)


class Admission:
    """Decides over one file; what it tolerates is collected in `warnings`."""

    def __init__(
        self, file: str, facts: Facts, section: ProjectSection, votes: VoteRows, *, strict: bool
    ) -> None:
        self.file = file
        self.facts = facts
        self.section = section
        self.votes = votes
        self.strict = strict
        self.warnings: list[Notice] = []
        self._kept: Ints | None = None
        if votes.short_rows:
            lines = [line for line, _ in votes.short_rows]
            self._note("pabulib.short_rows", SHORT_ROWS, lines, len(lines))
        if votes.points_given:
            self._object(
                "pabulib.points_unexpected",
                POINTS_UNEXPECTED,
                [],
                votes.points_given,
                vote_type=facts.vote_type,
            )
        self._check_selected()

    def check_end(self, *, in_a_line: bool) -> None:
        """Refuse a file that may have been cut off within its last ballot: nothing else would show it.

        in_a_line: the file ends without a line end. Published totals of every project prove that the last
        ballot is whole.
        """
        column = "score" if self.votes.gathered.with_points else "votes"
        is_proven = all(cells.get(column) for cells in self.section.cells.values())
        if in_a_line and self.votes.ends_with_ballot and not is_proven:
            line = self.votes.line_of(len(self.votes.gathered.row_groups) - 1)
            raise PabulibError("pabulib.cut_off", CUT_OFF, file=self.file, line=line, column=column)

    def drop_repeated_voters(self, rows: Indices) -> tuple[Indices, Indices | None]:
        """Return the group of each row that counts, and its territory: a voter's last row counts."""
        places = np.array(self.votes.places, dtype=np.int32) if self.votes.places else None
        voters = (
            np.frombuffer(self.votes.voters, dtype=np.int64) if self.votes.voters else np.zeros(0, np.int64)
        )
        _, last = np.unique(voters[::-1], return_index=True)
        if len(last) == len(voters):
            return rows, places
        kept = np.sort(len(voters) - 1 - last)
        dropped = np.setdiff1d(np.arange(len(voters)), kept)
        lines = [self.votes.line_of(int(row)) for row in dropped[:LINES_LISTED]]
        self._object("pabulib.voter_twice", VOTER_TWICE, lines, len(dropped))
        self._kept = kept
        return rows[kept], None if places is None else places[kept]

    def check_totals(
        self, entries: Indices, points: Ints | None, offsets: Ints, all_rows: Ints, kept_rows: Ints
    ) -> None:
        """Refuse a file whose published votes or scores are not what its ballots add up to.

        Every mention counts here, a repeated one too: that is what authorities publish. Where a voter
        is there twice, totals of all ballots (by group) are accepted, and those of the ballots kept.
        """
        try:
            self._check_totals(entries, points, offsets, all_rows)
        except PabulibError:
            if self._kept is None:
                raise
            self._check_totals(entries, points, offsets, kept_rows)

    def _check_totals(self, entries: Indices, points: Ints | None, offsets: Ints, weights: Ints) -> None:
        of_entry = np.repeat(weights, np.diff(offsets))
        projects = len(self.section.costs)
        votes = np.zeros(projects, dtype=np.int64)
        np.add.at(votes, entries, of_entry)
        self._compare("votes", votes, 1)
        if points is not None:
            scores = np.zeros(projects, dtype=np.int64)
            np.add.at(scores, entries, of_entry * points)
            self._compare("score", scores, 10**self.votes.gathered.decimals)

    def _compare(self, column: str, found: Ints, scale: int) -> None:
        totals = found.tolist()
        for place, (name, cells) in enumerate(self.section.cells.items()):
            if not (stated := cells.get(column, "")) or (scale == 1 and stated == str(totals[place])):
                continue
            facts = {"project": name, "column": column, "stated": stated}
            line = self.section.lines[name]
            try:
                digits, decimals = parse_amount(stated)
            except ValueError:
                raise PabulibError(
                    "pabulib.total", TOTAL_NOT_A_NUMBER, file=self.file, line=line, **facts
                ) from None
            total = totals[place]
            if digits * scale != total * 10**decimals:
                shown = show_amount(total, scale)
                raise PabulibError(
                    "pabulib.total_differs", TOTAL_DIFFERS, file=self.file, line=line, found=shown, **facts
                )

    def check_limits(
        self,
        entries: Indices,
        points: Ints | None,
        offsets: Ints,
        rows: Indices,
        costs: list[int],
        scale: int,
    ) -> None:
        """Object to ballots outside the limits of META; blank ballots are always admitted."""
        limits = self.facts.limits
        lengths = np.diff(offsets)
        voted = lengths > 0
        if limits.min_length is not None:
            self._object_to(f"min_length {limits.min_length}", voted & (lengths < limits.min_length), rows)
        if limits.max_length is not None:
            self._object_to(f"max_length {limits.max_length}", lengths > limits.max_length, rows)
        if limits.min_sum_cost is not None or limits.max_sum_cost is not None:
            sums = sums_of(np.array(costs, dtype=np.int64)[entries], offsets)
            self._object_to_range(
                "sum_cost", sums, limits.min_sum_cost, limits.max_sum_cost, scale, voted, rows
            )
        if points is None:
            return
        points_scale = 10**self.votes.gathered.decimals
        if self.facts.vote_type == CUMULATIVE:
            self._object_to("points >= 0", any_of(points < 0, offsets), rows)
        low, high = limits.min_points, limits.max_points
        if low is not None:
            short = any_of(points < ceil(low * points_scale), offsets)
            self._object_to(f"min_points {_decimal(low)}", short, rows)
        if high is not None:
            beyond = any_of(points > floor(high * points_scale), offsets)
            self._object_to(f"max_points {_decimal(high)}", beyond, rows)
        sums = sums_of(points, offsets)
        self._object_to_range(
            "sum_points", sums, limits.min_sum_points, limits.max_sum_points, points_scale, voted, rows
        )

    def check_repeats(self, repeating: Ints, rows: Indices) -> None:
        """Object to ballots, by group, that name a project twice; the mention is counted apart."""
        offending = np.flatnonzero(np.isin(rows, repeating))
        if len(offending):
            lines = [self._line(int(row)) for row in offending[:LINES_LISTED]]
            self._object("pabulib.project_repeated", PROJECT_REPEATED, lines, len(offending))

    def _object_to_range(
        self,
        name: str,
        sums: Ints,
        low: Fraction | None,
        high: Fraction | None,
        scale: int,
        voted: Flags,
        rows: Indices,
    ) -> None:
        if low is not None:
            self._object_to(f"min_{name} {_decimal(low)}", voted & (sums < ceil(low * scale)), rows)
        if high is not None:
            self._object_to(f"max_{name} {_decimal(high)}", sums > floor(high * scale), rows)

    def _object_to(self, limit: str, broken: Flags, rows: Indices) -> None:
        groups = np.flatnonzero(broken)
        if not len(groups):
            return
        offending = np.flatnonzero(np.isin(rows, groups))
        if len(offending):
            lines = [self._line(int(row)) for row in offending[:LINES_LISTED]]
            self._object("pabulib.limit_broken", LIMIT_BROKEN, lines, len(offending), limit=limit)

    def _line(self, row: int) -> int:
        return self.votes.line_of(row if self._kept is None else int(self._kept[row]))

    def _check_selected(self) -> None:
        for name, cells in self.section.cells.items():
            stated = cells.get("selected", "")
            if stated not in SELECTED_VALUES:
                line = self.section.lines[name]
                raise PabulibError(
                    "pabulib.selected", SELECTED, file=self.file, line=line, project=name, stated=stated
                )

    def _object(self, code: str, says: Said, lines: list[int], ballots: int, **facts: object) -> None:
        """Refuse in strict mode, note in the other."""
        if self.strict:
            raise PabulibError(
                code,
                says,
                file=self.file,
                line=lines[0] if lines else 0,
                lines=_listed(lines, ballots),
                ballots=ballots,
                **facts,
            )
        self._note(code, says, lines, ballots, **facts)

    def _note(self, code: str, says: Said, lines: list[int], ballots: int, **facts: object) -> None:
        shown = _listed(lines, ballots)
        self.warnings.append(Notice(code, says, {"lines": shown, "ballots": ballots, **facts}))


def _decimal(limit: Fraction) -> str:
    """Return a limit as the file may have written it; it has few decimals."""
    return format(Decimal(limit.numerator) / Decimal(limit.denominator), "f")


def _listed(lines: list[int], ballots: int) -> str:
    shown = ", ".join(map(str, lines)) or "-"
    return shown + (", …" if ballots > len(lines) > 0 else "")
