"""The public acts of a vote; none tells what one person or one small table chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Act):
    """A vote is open: its question, its options in the order drawn from `seed`, its roll, its hours."""

    kind: ClassVar[str] = "voting.opened"
    power: ClassVar[str | None] = "voting.open"
    article: ClassVar[str] = "consultation.roll_required"

    purpose: str
    about: UUID
    title: str
    question: str
    min_choices: int
    max_choices: int
    options: tuple[dict[str, str], ...]
    seed: str
    roll: UUID
    people: int
    opens_at: str
    closes_at: str


@dataclass(frozen=True, kw_only=True)
class TallySheetAccepted(Act):
    """Two people typed a table's sheet alike; a salted hash binds the figures until the certificate."""

    kind: ClassVar[str] = "voting.tally_sheet_accepted"
    power: ClassVar[str | None] = "voting.record"
    article: ClassVar[str] = "consultation.min_ballots_published"

    table: int
    revision: int
    commitment: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BallotsImported(Act):
    """The ballots of an election held elsewhere are in: which file, how many, and the hash of the rows."""

    kind: ClassVar[str] = "voting.ballots_imported"
    power: ClassVar[str | None] = "voting.record"
    article: ClassVar[str] = "consultation.ballot_types"

    source: str
    ballots: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class VoteClosed(Act):
    """No more votes are taken."""

    kind: ClassVar[str] = "voting.closed"
    power: ClassVar[str | None] = "voting.close"
    article: ClassVar[str] = "consultation.open_close"


@dataclass(frozen=True, kw_only=True)
class TieSeedRecorded(Act):
    """The seed by which ties are drawn, on record before the result is certified, and the order it gives."""

    kind: ClassVar[str] = "voting.tie_seed_recorded"
    power: ClassVar[str | None] = "voting.certify"
    article: ClassVar[str] = "consultation.tie_rule"

    seed: str
    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VoteCertified(Act):
    """The result: totals, channels, tables, what the rule decided, and the hash of all that was counted."""

    kind: ClassVar[str] = "voting.certified"
    power: ClassVar[str | None] = "voting.certify"
    article: ClassVar[str] = "consultation.counting_rule"

    result: dict[str, Any]
    rule: dict[str, Any]
    input_digest: str
