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
class OptionPictured(Act):
    """An option of a ballot has a picture, whose hash is the evidence; nobody has voted yet."""

    kind: ClassVar[str] = "voting.option_pictured"
    power: ClassVar[str | None] = "voting.open"
    article: ClassVar[str] = "consultation.roll_required"

    option: str


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


@dataclass(frozen=True, kw_only=True)
class BoxSetUp(Act):
    """An online box is being set up: its group, how many keys, how many of them count, when it closes."""

    kind: ClassVar[str] = "voting.box_set_up"
    power: ClassVar[str | None] = "voting.open"
    article: ClassVar[str] = "online.trustees"

    uuid: str
    group: str
    trustees: int
    threshold: int
    sources: int
    course: str
    closes_online_at: str


@dataclass(frozen=True, kw_only=True)
class CeremonyStepDone(Act):
    """A trustee sent its message of one step; the hash binds it."""

    kind: ClassVar[str] = "voting.ceremony_step_done"
    power: ClassVar[str | None] = "voting.hold_key"
    article: ClassVar[str] = "online.threshold"

    trustee: int
    step: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CredentialsDelivered(Act):
    """A credential authority delivered public credentials: how many, and the hash of the list."""

    kind: ClassVar[str] = "voting.credentials_delivered"
    power: ClassVar[str | None] = "voting.credentials"
    article: ClassVar[str] = "online.credential_sources"

    source: int
    count: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BoxOpened(Act):
    """The box takes ballots: what is fixed from now on, each by its hash, and the booth's program."""

    kind: ClassVar[str] = "voting.box_opened"
    power: ClassVar[str | None] = "voting.open"
    article: ClassVar[str] = "online.min_group"

    fingerprint: str
    trustees_sha256: str
    credentials_sha256: str
    credentials: int
    roll: int
    head: str
    program: str


@dataclass(frozen=True, kw_only=True)
class BoxClosed(Act):
    """The box takes no more: how many ballots and credentials, and the board's last hash."""

    kind: ClassVar[str] = "voting.box_closed"
    power: ClassVar[str | None] = "voting.close"
    article: ClassVar[str] = "online.course"

    ballots: int
    used: int
    voided: int
    # How many people were given a slip or let into the kiosk, by the roll.
    handed: int
    head: str


@dataclass(frozen=True, kw_only=True)
class BoardAnnounced(Act):
    """So many ballots stand on the board, under this hash: a later board begins with the same."""

    kind: ClassVar[str] = "voting.board_announced"
    # Nobody decides it: the ballot that fills a batch sets it off.
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "online.min_group"

    ballots: int
    head: str


@dataclass(frozen=True, kw_only=True)
class BoxSummed(Act):
    """Every ballot was checked again and their encrypted sum is fixed."""

    kind: ClassVar[str] = "voting.box_summed"
    power: ClassVar[str | None] = "voting.certify"
    article: ClassVar[str] = "online.threshold"

    counted: int
    tally_sha256: str


@dataclass(frozen=True, kw_only=True)
class SumDecrypted(Act):
    """A trustee's key was used on the sum, once; with the last one needed, the whole archive's hash."""

    kind: ClassVar[str] = "voting.sum_decrypted"
    power: ClassVar[str | None] = "voting.hold_key"
    article: ClassVar[str] = "online.threshold"

    trustee: int
    sha256: str
    archive_sha256: str


@dataclass(frozen=True, kw_only=True)
class SumDecryptedAfterTerm(SumDecrypted):
    """The same by a trustee whose term ended after the box was set up: a key passes to nobody else."""

    kind: ClassVar[str] = "voting.sum_decrypted_after_term"
    # The key's seat gives the right, not a mandate in force; the verb asks for it.
    power: ClassVar[str | None] = None


@dataclass(frozen=True, kw_only=True)
class PaperAudited(Act):
    """Two people looked at the paper that public dice drew: whether the announced result stands."""

    kind: ClassVar[str] = "voting.paper_audited"
    power: ClassVar[str | None] = "voting.certify"
    article: ClassVar[str] = "paper_audit.risk_limit"

    method: str
    seed: str
    drawn: int
    reported_sha256: str
    limit_bp: int
    is_confirmed: bool
    is_overturned: bool
