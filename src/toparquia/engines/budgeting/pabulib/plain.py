"""A small plain file, read all at once: no quotes, no blank or repeated ballots, nothing to be told.

For some kilobytes the machinery for streams of any length costs more than the reading. Whatever is not
plain here, or would have to be refused or tolerated with a warning, is left to that machinery; so both give
the same election, and only one of them has to know what to say.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import Final, NamedTuple

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.election import WITH_POINTS, Election, Project
from toparquia.engines.budgeting.pabulib.admission import SELECTED_VALUES
from toparquia.engines.budgeting.pabulib.facts import Facts, check_facts
from toparquia.engines.budgeting.pabulib.grouping import Admitting
from toparquia.engines.budgeting.pabulib.lines import BOM
from toparquia.engines.budgeting.pabulib.sections import (
    MAX_COLUMNS,
    MAX_ID_LENGTH,
    MAX_META_KEYS,
    TITLES,
    ProjectSection,
    common_scale,
)
from toparquia.engines.budgeting.pabulib.votes import MAX_TERRITORIES, TERRITORY_COLUMNS

# Larger files are read in blocks.
SMALL_BYTES: Final = 1 << 16
STRICT: Final = "strict"
AS_COUNTED: Final = "as-counted"
MAX_POINTS: Final = 10**9


class NamedBallots(NamedTuple):
    """Different ballots one after the other, as the file names them.

    named, points: of all ballots in a row; lengths: how many of them are each ballot's; weights: its voters.
    keys: the cells of every row, the first on `line`. places: where voters live, if there is such a column.
    """

    named: list[int]
    points: list[int] | None
    lengths: list[int]
    weights: list[int]
    keys: list[str]
    line: int
    places: list[int]
    territories: tuple[str, ...]
    territory_field: str


def read_plain(content: bytes, file: str, mode: str) -> Election | None:
    """Return the election in `content`, or None where it has to be read the careful way.

    :raises PabulibError: for facts of META that are not of their kind, as the careful way does.
    """
    if content.startswith(BOM) or content.rfind(b'"') > content.find(b"\nVOTES"):
        return None
    try:
        text = content.decode().replace("\r\n", "\n")
        if text.endswith("\r"):
            return None
        lines = text.removesuffix("\n").split("\n")
        projects = lines.index("PROJECTS")
        votes = lines.index("VOTES", projects, -1)
    except ValueError:
        return None
    meta = _meta(lines, projects)
    if meta is None:
        return None
    facts = check_facts(meta, dict(zip(meta, range(3, projects + 1), strict=True)), file, projects + 1)
    section = _projects(lines, projects + 1, votes)
    if section is None or len(section.costs) != facts.num_projects:
        return None
    index = {name: place for place, name in enumerate(section.costs)}
    scale, budget, costs = common_scale(facts.budget, section.costs)
    if not (content.endswith(b"\n") or _is_whole(lines[votes + 1], section, facts)):
        return None
    read = _read_ballots(facts, lines[votes + 1 :], votes + 3, index)
    admission = Admitting(file, facts, section, list(costs.values()), scale, strict=mode == STRICT)
    if read is None or (ballots := admission.ballots(read)) is None:
        return None
    cells = section.cells
    return Election(
        meta=meta,
        projects=tuple([Project(name, costs[name], cells[name]) for name in index]),
        budget=budget,
        ballots=ballots,
        vote_type=facts.vote_type,
        scale=scale,
        mode=mode,
        warnings=tuple(admission.warnings),
        source=file,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _quoted(line: str) -> list[str]:
    """Return the cells of a line with quotes; none where they are not closed on it."""
    try:
        return next(csv.reader([f"{line}\n"], delimiter=";", strict=True))
    except (csv.Error, StopIteration):
        return []


def _meta(lines: list[str], end: int) -> dict[str, str] | None:
    if lines[:2] != ["META", "key;value"] or end > MAX_META_KEYS:
        return None
    meta = {}
    for line in lines[2:end]:
        cells = line.split(";") if '"' not in line else _quoted(line)
        if len(cells) != 2:
            return None
        key = cells[0].strip()
        if not key or key.upper() in TITLES:
            return None
        meta[key] = cells[1].strip()
    return meta if len(meta) == end - 2 else None


def _projects(lines: list[str], start: int, end: int) -> ProjectSection | None:
    header = [column.strip() for column in lines[start].split(";")]
    columns = len(header)
    if header[0] != "project_id" or "cost" not in header or not 2 <= columns <= MAX_COLUMNS:
        return None
    section = ProjectSection()
    cost_at, others = header.index("cost"), [column for column in header[1:] if column != "cost"]
    if len({*others, "project_id", "cost"}) != columns:
        return None
    for number in range(start + 1, end):
        line = lines[number]
        cells = list(map(str.strip, line.split(";") if '"' not in line else _quoted(line)))
        if len(cells) != columns:
            return None
        name, value = cells[0], cells.pop(cost_at)
        if not 0 < len(name) <= MAX_ID_LENGTH or "," in name or name in section.costs:
            return None
        try:
            cost = parse_amount(value)
        except ValueError:
            return None
        fields = dict(zip(others, cells[1:], strict=True))
        if "none" in line.lower():
            fields = {key: text for key, text in fields.items() if text.lower() != "none"}
        if cost[0] < 0 or fields.get("selected", "") not in SELECTED_VALUES:
            return None
        section.costs[name], section.cells[name] = cost, fields
    return section


def _is_whole(header: str, section: ProjectSection, facts: Facts) -> bool:
    """Whether a file that ends within a line is surely not cut off there: totals or more columns prove it."""
    column = "score" if facts.vote_type in WITH_POINTS else "votes"
    if all(cells.get(column) for cells in section.cells.values()):
        return True
    return header.rpartition(";")[2].strip() not in ("vote", "points")


def _read_ballots(facts: Facts, lines: list[str], line: int, index: dict[str, int]) -> NamedBallots | None:
    header = [column.strip() for column in lines[0].split(";")] if lines else [""]
    width, voters = len(header), len(lines) - 1
    with_points = facts.vote_type in WITH_POINTS
    if header[0] != "voter_id" or "vote" not in header or len(set(header)) != width:
        return None
    if ("points" in header) != with_points or voters != facts.num_votes or not voters:
        return None
    if set(map(str.count, lines[1:], repeat(";"))) != {width - 1}:
        return None
    cells = ";".join(lines[1:]).split(";")
    different = set(map(str.strip, cells[::width]))
    if len(different) != voters or "" in different:
        return None
    keys = votes = cells[header.index("vote") :: width]
    if with_points:
        keys = list(map(";".join, zip(votes, cells[header.index("points") :: width], strict=True)))
    counted = Counter(keys)
    texts, points = list(counted), None
    try:
        if with_points:
            halves = [key.split(";") for key in texts]
            texts = [vote for vote, _ in halves]
            points = _numbers([given for _, given in halves], texts)
        named = list(map(index.__getitem__, _items(texts)))
    except (KeyError, ValueError):
        return None
    places, territories, field = _places(header, cells)
    if len(territories) >= MAX_TERRITORIES:
        return None
    lengths = [commas + 1 for commas in map(str.count, texts, repeat(","))]
    weights = list(counted.values())
    return NamedBallots(named, points, lengths, weights, keys, line, places, territories, field)


def _items(texts: Sequence[str]) -> list[str]:
    """Return the items of all lists in a row; a blank beside a comma does not belong to an item."""
    joined = ",".join(texts)
    return (joined.replace(", ", ",").replace(" ,", ",") if " " in joined else joined).split(",")


def _numbers(texts: Sequence[str], votes: Sequence[str]) -> list[int]:
    """Return the whole points of all ballots in a row. :raises ValueError: where they are not that plain."""
    if list(map(str.count, texts, repeat(","))) != list(map(str.count, votes, repeat(","))):
        raise ValueError(texts)
    items = _items(texts)
    digits = "".join(items)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(texts)
    numbers = list(map(int, items))
    if max(numbers) >= MAX_POINTS:
        raise ValueError(texts)
    return numbers


def _places(header: list[str], cells: list[str]) -> tuple[list[int], tuple[str, ...], str]:
    """Return the territory of each row (-1: unknown), the territories, and the column they stand in."""
    field = next((column for column in TERRITORY_COLUMNS if column in header), "")
    if not field:
        return [], (), ""
    names = list(map(str.strip, cells[header.index(field) :: len(header)]))
    known: dict[str, int] = {}
    for name in dict.fromkeys(names):
        known[name] = -1 if not name or name.lower() == "none" else sum(1 for at in known.values() if at >= 0)
    territories = tuple(name for name, at in known.items() if at >= 0)
    return list(map(known.__getitem__, names)), territories, field
