"""An election as the rules see it: projects, a budget, and ballots grouped when they are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.errors import Notice

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int32]

APPROVAL: Final = "approval"
ORDINAL: Final = "ordinal"
CUMULATIVE: Final = "cumulative"
SCORING: Final = "scoring"
CHOOSE_ONE: Final = "choose-1"
VOTE_TYPES: Final = (APPROVAL, ORDINAL, CUMULATIVE, SCORING, CHOOSE_ONE)
WITH_POINTS: Final = (CUMULATIVE, SCORING)

# Cities mark a project withdrawn after the vote by this cost.
SENTINEL_COST: Final = 999_999_999


@dataclass(frozen=True)
class Project:
    """One project on the ballot paper.

    `cost` is in units of 1/`Election.scale` of the currency. `fields` holds the other cells of its
    row as text, in the order of the columns (`votes`, `score`, `category`, `selected`, ...).
    """

    id: str
    cost: int
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The project's name, or its id where the file gives none."""
        return self.fields.get("name") or self.id

    @property
    def territory(self) -> str:
        """The part of the territory it lies in, or "" when the file does not say."""
        return self.fields.get("district") or self.fields.get("neighborhood") or ""

    @property
    def themes(self) -> tuple[str, ...]:
        """Its categories, in the file's order."""
        return tuple(theme.strip() for theme in self.fields.get("category", "").split(",") if theme.strip())


@dataclass(frozen=True, eq=False)
class Ballots:
    """All ballots, equal ones once: group g names `entries[offsets[g]:offsets[g + 1]]`.

    entries: project indices; ascending for sets and points, best first for ranks.
    points:  parallel to `entries`, in units of 1/`Election.points_scale`; None without points.
    weights: how many voters cast the ballot of each group.
    row_groups, row_territories: per ballot row, its group and where its voter lives (an index into
    `territories`; -1 unknown). Either may be None when nothing is known.
    repeats: mentions beyond the first of a project within one ballot, by project index.
    """

    offsets: Ints
    entries: Indices
    points: Ints | None
    weights: Ints
    row_groups: Indices | None = None
    row_territories: Indices | None = None
    territories: tuple[str, ...] = ()
    territory_field: str = ""
    repeats: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def lengths(self) -> Ints:
        """Projects named by each group."""
        return np.diff(self.offsets)

    @cached_property
    def count(self) -> int:
        """Ballots cast, blank ones included."""
        return int(self.weights.sum())

    @cached_property
    def blank(self) -> int:
        """Ballots that name no project."""
        return int(self.weights[self.lengths == 0].sum())

    @cached_property
    def groups_of_entries(self) -> Indices:
        """The group of each entry, parallel to `entries`."""
        return np.repeat(np.arange(len(self.weights), dtype=np.int32), self.lengths)

    def group(self, index: int) -> Indices:
        """Return the project indices that group `index` names."""
        return self.entries[self.offsets[index] : self.offsets[index + 1]]

    def territories_of_groups(self) -> dict[int, Ints]:
        """Return, per territory, how many voters of each group live there."""
        if self.row_groups is None or self.row_territories is None:
            return {}
        groups = len(self.weights)
        return {
            place: np.bincount(self.row_groups[self.row_territories == place], minlength=groups)
            for place in sorted({int(code) for code in np.unique(self.row_territories)})
        }


@dataclass(frozen=True, eq=False)
class Election:
    """What a rule counts: `budget` and costs are in units of 1/`scale` of the currency.

    `digest` is the SHA-256 of the file it came from, "" when it came from none.
    `mode` tells how ballots were admitted ("strict" or "as-counted"); `warnings` what was tolerated.
    """

    meta: Mapping[str, str]
    projects: tuple[Project, ...]
    budget: int
    ballots: Ballots
    vote_type: str = APPROVAL
    scale: int = 1
    points_scale: int = 1
    mode: str = "strict"
    warnings: tuple[Notice, ...] = ()
    source: str = ""
    digest: str = ""

    @cached_property
    def index(self) -> dict[str, int]:
        """Project id → its place in `projects`."""
        return {project.id: place for place, project in enumerate(self.projects)}

    @cached_property
    def costs(self) -> list[int]:
        """Cost of each project, by index."""
        return [project.cost for project in self.projects]

    def __eq__(self, other: object) -> bool:
        """Equal elections have the same facts, projects and ballots, in whatever order of voters."""
        if not isinstance(other, Election):
            return NotImplemented
        return self._facts() == other._facts() and self._ballot_bag() == other._ballot_bag()

    __hash__ = None  # type: ignore[assignment]

    def _facts(self) -> tuple[object, ...]:
        # The budget is compared as an amount: "400000.0" and "400000" are the same.
        meta = {key: value for key, value in self.meta.items() if value and key != "budget"}
        projects = {
            p.id: (p.cost, {key: value for key, value in p.fields.items() if value}) for p in self.projects
        }
        return meta, projects, self.budget, self.scale, self.vote_type, self.points_scale

    def _ballot_bag(self) -> dict[tuple[object, ...], int]:
        ballots = self.ballots
        texts = list(self.ballot_texts())
        bag: dict[tuple[object, ...], int] = {}
        if ballots.row_groups is None or ballots.row_territories is None:
            pairs = [(group, -1, weight) for group, weight in enumerate(ballots.weights.tolist()) if weight]
        else:
            # One number for a group and a territory; the unknown territory is the first.
            width = len(ballots.territories) + 1
            keys = ballots.row_groups.astype(np.int64) * width + ballots.row_territories + 1
            found, counts = np.unique(keys, return_counts=True)
            pairs = [
                (key // width, key % width - 1, weight)
                for key, weight in zip(found.tolist(), counts.tolist(), strict=True)
            ]
        for group, place, weight in pairs:
            key = (ballots.territories[place] if place >= 0 else "", *texts[group])
            bag[key] = bag.get(key, 0) + weight
        return bag

    def ballot_texts(self) -> Iterator[tuple[tuple[str, int], ...]]:
        """Yield each group as (project id, points) pairs; sets and points by id, ranks best first."""
        ids = [project.id for project in self.projects]
        points = self.ballots.points
        for start, end in zip(
            self.ballots.offsets[:-1].tolist(), self.ballots.offsets[1:].tolist(), strict=True
        ):
            named = [ids[place] for place in self.ballots.entries[start:end].tolist()]
            given = [1] * len(named) if points is None else points[start:end].tolist()
            pairs = zip(named, given, strict=True)
            yield tuple(pairs if self.vote_type == ORDINAL else sorted(pairs))


def build_ballots(
    ballots: Sequence[Sequence[int]],
    *,
    points: Sequence[Sequence[int]] | None = None,
    weights: Sequence[int] | None = None,
    ordered: bool = False,
) -> Ballots:
    """Return ballots given as lists of project indices, grouped; for callers that hold no file.

    `ordered` keeps the order within a ballot (ranks); otherwise it is a set. A project named twice
    in one ballot counts once.
    """
    bag: dict[tuple[tuple[int, int], ...], int] = {}
    for row, named in enumerate(ballots):
        given = points[row] if points is not None else [1] * len(named)
        unique = dict(zip(reversed(named), reversed(given), strict=True))
        pairs = [(p, unique[p]) for p in (dict.fromkeys(named) if ordered else sorted(unique))]
        key = tuple(pairs)
        bag[key] = bag.get(key, 0) + (weights[row] if weights is not None else 1)
    offsets = np.zeros(len(bag) + 1, dtype=np.int64)
    np.cumsum([len(key) for key in bag], out=offsets[1:])
    entries = np.array([p for key in bag for p, _ in key], dtype=np.int32)
    given_points = (
        np.array([q for key in bag for _, q in key], dtype=np.int64) if points is not None else None
    )
    return Ballots(offsets, entries, given_points, np.array(list(bag.values()), dtype=np.int64))
