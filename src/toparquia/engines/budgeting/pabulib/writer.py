"""Writing an election as a `.pb` file that others can read and count again.

No column about a person is written: voters get new numbers, rows are shuffled, and age, sex, voting
method and the like are gone since reading. Where a voter lives is written only when asked for.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import Final, TextIO

import numpy as np

from toparquia.engines.budgeting.amounts import show_amount
from toparquia.engines.budgeting.election import WITH_POINTS, Ballots, Election

ID_AND_COST: Final = ("project_id", "cost")
# The order of the format, so that files of different authors are easy to compare; others follow.
META_ORDER: Final = (
    *("description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes"),
    *("budget", "vote_type", "rule", "date_begin", "date_end", "min_length", "max_length"),
    *("min_sum_cost", "max_sum_cost", "min_points", "max_points", "min_sum_points", "max_sum_points"),
    *("default_score", "min_project_cost", "max_project_cost", "min_project_score_threshold"),
)
PROJECT_ORDER: Final = (
    *("votes", "score", "name", "category", "beneficiaries", "selected", "neighborhood", "subunit"),
    *("district", "description", "proposer", "public_id", "latitude", "longitude"),
)


def write(
    election: Election, path: str | PathLike[str], *, seed: str | None = None, territory: bool = True
) -> None:
    """Write `election` to the file at `path`; see `write_text`."""
    with open(fspath(path), "w", encoding="utf-8", newline="") as stream:
        write_to(election, stream, seed=seed, territory=territory)


def write_text(election: Election, *, seed: str | None = None, territory: bool = True) -> str:
    """Return `election` as the text of a `.pb` file.

    `seed` fixes the order of the ballots, for tests; without it the order is drawn at random. A seed
    that others know lets them undo the shuffling if they know the order in which people voted.
    `territory` writes where each voter lives, in the column it was read from.
    """
    stream = io.StringIO()
    write_to(election, stream, seed=seed, territory=territory)
    return stream.getvalue()


def write_to(election: Election, stream: TextIO, *, seed: str | None, territory: bool) -> None:
    """Write `election` to `stream`, row by row."""
    rows = csv.writer(stream, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    rows.writerow(["META"])
    rows.writerow(["key", "value"])
    rows.writerows(_meta(election).items())
    rows.writerow(["PROJECTS"])
    columns = _project_columns(election)
    rows.writerow([*ID_AND_COST, *columns])
    for project in election.projects:
        cost = show_amount(project.cost, election.scale)
        rows.writerow([project.id, cost, *(project.fields.get(column, "") for column in columns)])
    rows.writerow(["VOTES"])
    rows.writerows(_vote_rows(election, seed, territory))


def _meta(election: Election) -> dict[str, str]:
    meta = {key: value for key, value in election.meta.items() if value}
    meta["num_projects"] = str(len(election.projects))
    meta["num_votes"] = str(election.ballots.count)
    meta["budget"] = show_amount(election.budget, election.scale)
    meta["vote_type"] = election.vote_type
    return {key: meta[key] for key in _in_order(meta, META_ORDER)}


def _project_columns(election: Election) -> list[str]:
    columns = dict.fromkeys(column for project in election.projects for column in project.fields)
    return _in_order(columns, PROJECT_ORDER)


def _in_order(found: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Return what was found in the format's order, then the rest as it came."""
    names = list(found)
    return [name for name in order if name in names] + [name for name in names if name not in order]


def _vote_rows(election: Election, seed: str | None, territory: bool) -> Iterator[list[str]]:
    ballots = election.ballots
    places = ballots.row_territories if territory and ballots.territory_field else None
    with_points = election.vote_type in WITH_POINTS
    header = ["voter_id", "vote"] + (["points"] if with_points else [])
    yield header + ([ballots.territory_field] if places is not None else [])
    groups = ballots.row_groups
    if groups is None:
        groups = np.repeat(np.arange(len(ballots.weights), dtype=np.int32), ballots.weights)
    votes, points = _cells(election)
    repeated = _repeats(election, ballots)
    for number, row in enumerate(_shuffled(len(groups), seed), start=1):
        group = int(groups[row])
        cells = [str(number), votes[group] + (repeated.pop(group, "") if repeated else "")]
        if with_points:
            cells.append(points[group])
        if places is not None:
            place = int(places[row])
            cells.append(ballots.territories[place] if place >= 0 else "")
        yield cells


def _repeats(election: Election, ballots: Ballots) -> dict[int, str]:
    """Return, by ballot group, the mentions to repeat on one of its ballots.

    A repeated mention belongs to the published totals, so it is written again: on ballots that name
    the project, one repeated project each as far as there are such groups.
    """
    if election.vote_type in WITH_POINTS:
        return {}
    repeats: dict[int, str] = {}
    for project, again in ballots.repeats.items():
        groups = ballots.groups_of_entries[ballots.entries == project]
        name = election.projects[project].id
        for at in range(again):
            group = int(groups[at % len(groups)])
            repeats[group] = repeats.get(group, "") + f",{name}"
    return repeats


def _cells(election: Election) -> tuple[list[str], list[str]]:
    """Return the `vote` and `points` cells of every group; more points come first."""
    ids = [project.id for project in election.projects]
    ballots = election.ballots
    starts, ends = ballots.offsets[:-1].tolist(), ballots.offsets[1:].tolist()
    votes, points = [], []
    for start, end in zip(starts, ends, strict=True):
        named = ballots.entries[start:end].tolist()
        if ballots.points is None:
            votes.append(",".join(ids[project] for project in named))
            continue
        given = ballots.points[start:end].tolist()
        pairs = sorted(zip(given, named, strict=True), key=lambda pair: (-pair[0], pair[1]))
        votes.append(",".join(ids[project] for _, project in pairs))
        points.append(",".join(show_amount(point, election.points_scale) for point, _ in pairs))
    return votes, points


def _shuffled(rows: int, seed: str | None) -> list[int]:
    """Return the row numbers in a new order: by SHA-256 of the seed, a line feed and the number."""
    if seed is None:
        import secrets  # Only exports that are really published need it.

        seed = secrets.token_hex(32)
    return sorted(range(rows), key=lambda row: hashlib.sha256(f"{seed}\n{row}".encode()).digest())
