"""The VOTES section, streamed: a block of plain rows at a time, quoted rows one by one."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Final

from toparquia.engines.budgeting.errors import PabulibError, Said
from toparquia.engines.budgeting.pabulib.gather import Gatherer, PointsDoNotMatch, UnknownProject
from toparquia.engines.budgeting.pabulib.lines import Block, Rows
from toparquia.engines.budgeting.pabulib.sections import SHORT_ROW, as_title, read_columns

# Where a voter lives, in order of preference; the coarsest first.
TERRITORY_COLUMNS: Final = ("district", "neighborhood")
MAX_TERRITORIES: Final = 10_000

UNKNOWN_PROJECT: Final = Said(
    es="se esperaba un project_id de la sección PROJECTS, no «{found}»",
    en="a project_id of the section PROJECTS was expected, not “{found}”",
)
POINTS: Final = Said(
    es="se esperaba en «points» un número por proyecto de «vote», no «{found}»",
    en="one number for each project of “vote” was expected in “points”, not “{found}”",
)
NO_VOTER: Final = Said(
    es="se esperaba un voter_id al principio de la línea",
    en="a voter_id was expected at the start of the line",
)
TITLE_AGAIN: Final = Said(
    es="se esperaba una boleta, no otra sección {title}; cada sección va una sola vez",
    en="a ballot was expected, not another section {title}; each section comes once",
)
TRUNCATED_ROW: Final = Said(
    es=(
        "el archivo acaba dentro de esta línea ({cells} de {expected_cells} celdas); "
        "consigue el archivo entero"
    ),
    en="the file ends within this line ({cells} of {expected_cells} cells); get the whole file",
)


@dataclass
class VoteRows:
    """What the section held: groups and rows, and where each row stood.

    voters: a 64-bit hash of each voter_id; jumps: (row, line) wherever lines are not consecutive.
    ends_with_ballot: the last column is part of the ballot, so that a cut there may go unseen.
    """

    gathered: Gatherer
    voters: array[int] = field(default_factory=lambda: array("q"))
    places: array[int] = field(default_factory=lambda: array("i"))
    territories: dict[str, int] = field(default_factory=dict)
    territory_field: str = ""
    jumps: list[tuple[int, int]] = field(default_factory=list)
    short_rows: list[tuple[int, int]] = field(default_factory=list)
    has_points_column: bool = False
    ends_with_ballot: bool = False
    points_given: int = 0

    def line_of(self, row: int) -> int:
        """Return the line on which ballot row `row` stood."""
        start, line = next((jump for jump in reversed(self.jumps) if jump[0] <= row), (0, 0))
        return line + row - start


class VoteReader:
    """Reads the section; one instance a file."""

    def __init__(self, rows: Rows, line: int, index: dict[str, int], *, with_points: bool) -> None:
        needed = ("voter_id", "vote", "points") if with_points else ("voter_id", "vote")
        _, self.header = read_columns(rows, line, "VOTES", needed)
        self.rows = rows
        self.width = len(self.header)
        self.vote = self.header.index("vote")
        self.points = self.header.index("points") if "points" in self.header else -1
        self.with_points = with_points
        self.read = VoteRows(Gatherer(index, with_points=with_points))
        self.read.has_points_column = self.points >= 0
        self.read.ends_with_ballot = self.width - 1 in (self.vote, self.points)
        self.read.territory_field = next((c for c in TERRITORY_COLUMNS if c in self.header), "")
        self.place = self.header.index(self.read.territory_field) if self.read.territory_field else -1
        self._next_line = -1

    def read_all(self) -> VoteRows:
        """Return every row of the section.

        :raises PabulibError: for the first row that is not as the header says.
        """
        while (block := self.rows.rest_of_block()) is not None:
            if not (not block.has_quotes and self._read_block(block)):
                self._read_one_by_one(block)
        self._refuse_truncated_end()
        return self.read

    def _read_block(self, block: Block) -> bool:
        """Read a block of plain rows at once; False (and nothing read) when it is not that plain."""
        if set(map(str.count, block.lines, repeat(";"))) != {self.width - 1}:
            return False
        # One flat list of cells, a column every `width`: no list a line for the collector to follow.
        cells = block.text.replace("\n", ";").split(";")
        voters = list(map(str.strip, cells[:: self.width]))
        votes = cells[self.vote :: self.width]
        if not all(voters):
            return False
        points = cells[self.points :: self.width] if self.with_points else []
        keys = list(map(";".join, zip(votes, points, strict=True))) if self.with_points else votes
        # Each different cell is looked at once a block: all together, or in the order of the rows.
        different = list(dict.fromkeys(keys))
        found = self.read.gathered.groups_at_once(different)
        if found is None:
            found = {}
            for key in different:
                vote, _, given = key.partition(";")
                line = partial(_line_of, key, keys, block.first)
                found[key] = self._group(vote.strip(), given.strip(), line)
        groups = list(map(found.__getitem__, keys))
        self._note_line(block.first, len(groups))
        self.read.gathered.row_groups.extend(groups)
        self.read.voters.extend(map(hash, voters))
        if self.place >= 0:
            self.read.places.extend(self._territories(cells[self.place :: self.width]))
        if self.points >= 0 and not self.with_points:
            self.read.points_given += sum(1 for given in cells[self.points :: self.width] if given.strip())
        self.rows.skip_block()
        return True

    def _read_one_by_one(self, block: Block) -> None:
        end = block.first + len(block.lines)
        while (row := self.rows.next_row()) is not None:
            self._read_row(*row)
            if row[0] + 1 >= end:
                return

    def _read_row(self, line: int, cells: list[str]) -> None:
        if title := as_title(cells):
            raise PabulibError(
                "pabulib.title_again", TITLE_AGAIN, file=self.rows.file, line=line, title=title
            )
        if not cells[0]:
            raise PabulibError("pabulib.no_voter", NO_VOTER, file=self.rows.file, line=line)
        if len(cells) < self.width:
            self.read.short_rows.append((line, len(cells)))
            if len(cells) <= max(self.vote, self.points if self.with_points else 0):
                raise PabulibError(
                    "pabulib.short_row",
                    SHORT_ROW,
                    file=self.rows.file,
                    line=line,
                    expected_cells=self.width,
                    cells=len(cells),
                )
            cells += [""] * (self.width - len(cells))
        given = cells[self.points] if self.with_points else ""
        self._note_line(line, 1)
        self.read.gathered.row_groups.append(self._group(cells[self.vote], given, lambda: line))
        self.read.voters.append(hash(cells[0]))
        if self.place >= 0:
            self.read.places.append(self._territory(cells[self.place]))
        if self.points >= 0 and not self.with_points and cells[self.points]:
            self.read.points_given += 1

    def _group(self, vote: str, points: str, line: Callable[[], int]) -> int:
        file = self.rows.file
        try:
            return self.read.gathered.group_of(vote, points)
        except UnknownProject as unknown:
            code, says, found = "pabulib.unknown_project", UNKNOWN_PROJECT, str(unknown.args[0])
        except PointsDoNotMatch as wrong:
            code, says, found = "pabulib.points", POINTS, str(wrong)
        raise PabulibError(code, says, file=file, line=line(), found=found[:80])

    def _territories(self, cells: list[str]) -> list[int]:
        places = list(map(self.read.territories.get, cells))
        if None in places:
            places = [self._territory(cell) for cell in cells]
        return places  # type: ignore[return-value]

    def _territory(self, cell: str) -> int:
        name = cell.strip()
        if not name or name.lower() == "none":
            return -1
        known = self.read.territories
        place = known.get(name)
        if place is None:
            # Beyond any real list of neighbourhoods the column is something else: leave it unknown.
            if len(known) >= MAX_TERRITORIES:
                return -1
            place = known[name] = len(known)
        return place

    def _note_line(self, line: int, rows: int) -> None:
        if line != self._next_line:
            self.read.jumps.append((len(self.read.gathered.row_groups), line))
        self._next_line = line + rows

    def _refuse_truncated_end(self) -> None:
        """Refuse a short last row: that is how a file looks that was cut off."""
        if self.read.short_rows and self.read.short_rows[-1][0] == self._next_line - 1:
            line, cells = self.read.short_rows[-1]
            raise PabulibError(
                "pabulib.truncated",
                TRUNCATED_ROW,
                file=self.rows.file,
                line=line,
                cells=cells,
                expected_cells=self.width,
            )


def _line_of(key: str, keys: list[str], first: int) -> int:
    """Return the line of the first row with these cells."""
    return first + keys.index(key)
