"""What the file of an election held elsewhere brings: projects with costs, a budget, ballots, its head."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.consultations.errors import AmountTooFine, CurrencyUnknown, FreeProject
from toparquia.engines.budgeting.amounts import show_amount
from toparquia.engines.budgeting.election import CHOOSE_ONE, Election, Project
from toparquia.foundation.money import CurrencyMalformed, Money, minor_digits
from toparquia.planning.rules import Position
from toparquia.voting.rules import GroupedBallot

# Heads of a file that its ballots and its count can't be read without; nothing that names a person.
_HEAD: Final = (
    *("description", "country", "unit", "district", "subunit", "instance", "edition", "language"),
    *("date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost"),
    *("min_points", "max_points", "min_sum_points", "max_sum_points", "default_score"),
    *("min_project_cost", "max_project_cost", "min_project_score_threshold", "fully_funded", "rule"),
)
_HEAD_LENGTH: Final = 300
# The words of the format for what a project is about, none of which tells anything of a person.
_THEMES: Final = {
    "education": "education",
    "public transit and roads": "transport",
    "health": "health",
    "welfare": "welfare",
    "public space": "public-space",
    "urban greenery": "greenery",
    "environmental protection": "environment",
    "culture": "culture",
    "sport": "sport",
}
_TITLE: Final = 200
_PLACE: Final = 80
_SOURCE: Final = 90
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True)
class ElectionFile:
    """An election as read from a file, the file's name without its folder, and its amounts' currency."""

    election: Election
    name: str
    currency: str

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the file in hex."""
        return self.election.digest

    @property
    def budget(self) -> Money:
        """Return the budget. :raises AmountTooFine:"""
        return self._money(self.election.budget, "budget")

    @property
    def title(self) -> str:
        """Return what the election is called: its description, or where and when it was."""
        meta = self.election.meta
        usual = " ".join(meta.get(key, "") for key in ("country", "unit", "instance"))
        return _plain(meta.get("description") or usual or self.name)[:_TITLE]

    @property
    def most_choices(self) -> int:
        """Return how many options one ballot of the file names, at most."""
        if self.election.vote_type == CHOOSE_ONE:
            return 1
        lengths = self.election.ballots.lengths
        return max(1, int(lengths.max())) if len(lengths) else 1

    @property
    def held_on(self) -> date | None:
        """Return the day on which the vote began, if the file says one; of a year alone, its first."""
        found = re.fullmatch(r"(?:(\d{1,2})\.(\d{1,2})\.)?(\d{4})", self.election.meta.get("date_begin", ""))
        if found is None:
            return None
        day, month, year = found.groups()
        try:
            return date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return None

    @property
    def head(self) -> dict[str, str]:
        """Return the facts of the head that are kept."""
        meta = self.election.meta
        return {key: _plain(meta[key])[:_HEAD_LENGTH] for key in _HEAD if meta.get(key)}

    @property
    def mark(self) -> str:
        """Return what the source of each of its projects begins with: the file's name and its hash."""
        return f"{self.name[:_SOURCE]} {self.sha256[:16]} "

    def projects(self) -> Iterator[FileProject]:
        """Yield the projects in the file's order. :raises AmountTooFine: :raises FreeProject:"""
        for project in self.election.projects:
            cost = self._money(project.cost, project.id)
            if cost.is_zero:
                raise FreeProject(source=self.name, asked=project.id)
            yield FileProject(
                code=project.id,
                title=_title(project),
                cost=cost,
                theme=_theme(project),
                position=position_of(project),
                source=self.mark + project.id,
            )

    def ballots(self) -> Iterator[GroupedBallot]:
        """Yield the ballots, equal ones once, by the projects' places in the file."""
        ballots = self.election.ballots
        offsets, entries = ballots.offsets.tolist(), ballots.entries.tolist()
        points = None if ballots.points is None else ballots.points.tolist()
        for group, times in enumerate(ballots.weights.tolist()):
            start, end = offsets[group], offsets[group + 1]
            given = None if points is None else tuple(points[start:end])
            if times:
                yield GroupedBallot(tuple(entries[start:end]), given, times)

    def _money(self, amount: int, what: str) -> Money:
        digits = minor_digits(self.currency)
        minor, rest = divmod(amount * 10**digits, self.election.scale)
        if rest:
            raise AmountTooFine(
                source=self.name,
                amount=show_amount(amount, self.election.scale),
                what=what,
                digits=digits,
                currency=self.currency,
            )
        return Money(minor, self.currency)


@dataclass(frozen=True)
class FileProject:
    """One project of a file as it is proposed here; `code` is how the file names it."""

    code: str
    title: str
    cost: Money
    theme: str
    position: Position | None
    source: str


def file_of(election: Election, *, name: str, currency: str = "") -> ElectionFile:
    """Return an election that was read, with its amounts' currency: the one said, else the file's own.

    :raises CurrencyUnknown: if neither is an ISO 4217 code.
    """
    said = (currency or election.meta.get("currency", "")).strip()
    try:
        minor_digits(said)
    except CurrencyMalformed:
        raise CurrencyUnknown(source=name, found=said[:20] or "—") from None
    return ElectionFile(election, name, said)


def named(place: str) -> str:
    """Return the name of a place as a file writes it, plain and short enough to keep."""
    return _plain(place)[:_PLACE]


def _title(project: Project) -> str:
    title = _plain(project.name) or _plain(project.id)
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def _plain(text: str) -> str:
    # Cells of a file may hold line ends and signs that turn the direction of writing.
    return " ".join(_CONTROL.sub(" ", text).split())


def _theme(project: Project) -> str:
    return next((_THEMES[theme.lower()] for theme in project.themes if theme.lower() in _THEMES), "")


def position_of(project: Project) -> Position | None:
    """Return where a file puts a project on the map, None if it does not or it is nowhere on earth."""
    try:
        latitude, longitude = (float(project.fields[key]) for key in ("latitude", "longitude"))
    except (KeyError, ValueError):
        return None
    on_earth = math.isfinite(latitude) and math.isfinite(longitude)
    if not on_earth or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Position(latitude, longitude)
