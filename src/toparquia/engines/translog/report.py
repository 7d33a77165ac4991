"""What a verification found, check by check, in words for people and in a document for programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from toparquia.engines.translog.checkpoints import Checkpoint, SignedCheckpoint
from toparquia.engines.translog.errors import LogError

# In the order in which they are made; each name is for programs and never renamed.
CHECKS: Final[dict[str, tuple[str, str]]] = {
    "checkpoint.form": ("el punto de control está bien escrito", "the checkpoint is well formed"),
    "checkpoint.signature": ("el registro lo firmó", "the log signed it"),
    "older.checkpoint": (
        "el punto de control anterior es del mismo registro",
        "the older checkpoint is of the same log",
    ),
    "entries.form": ("están todas las entradas, y nada más", "all entries are there, and nothing else"),
    "entries.canonical": ("cada entrada es JSON canónico", "each entry is canonical JSON"),
    "entries.content": ("cada entrada dice lo que debe", "each entry says what it must"),
    "tiles.hashes": ("las huellas se siguen de las entradas", "the hashes follow from the entries"),
    "tiles.partial": ("lo publicado antes dice lo mismo", "what was published before says the same"),
    "root": ("la raíz firmada se sigue de las entradas", "the signed root follows from the entries"),
    "older.root": ("el registro continúa el anterior", "the log continues the older one"),
}


class Outcome(Enum):
    """How a check ended."""

    PASSED = "passed"
    OWN_KEY = "passed with the export's own key"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_REACHED = "not reached"


@dataclass(frozen=True)
class Check:
    """One named check, how it ended, and why if there is more to say."""

    name: str
    outcome: Outcome
    reason: LogError | None = None

    def in_language(self, language: str) -> str:
        """Return what the check is about, and the reason if it has one."""
        es, en = CHECKS[self.name]
        label = en if language.startswith("en") else es
        return label if self.reason is None else f"{label}: {self.reason.in_language(language)}"


@dataclass(frozen=True)
class Report:
    """All the checks of a verification, and the checkpoint that they are about if it could be read.

    `signed` is None unless a signature was checked; with the export's own key it is that key's.
    """

    checks: tuple[Check, ...]
    checkpoint: Checkpoint | None
    signed: SignedCheckpoint | None

    @classmethod
    def of(
        cls, found: dict[str, Check], checkpoint: Checkpoint | None, signed: SignedCheckpoint | None
    ) -> Report:
        """Make a report of the checks found; the others were not asked for, or not reached."""
        failed = any(check.outcome is Outcome.FAILED for check in found.values())
        rest = Outcome.NOT_REACHED if failed else Outcome.SKIPPED
        checks = tuple(found.get(name, Check(name, rest)) for name in CHECKS)
        return cls(checks, checkpoint, signed)

    @property
    def failure(self) -> Check | None:
        """The first check that failed."""
        return next((check for check in self.checks if check.outcome is Outcome.FAILED), None)

    @property
    def is_good(self) -> bool:
        """True when no check failed; `is_signed` says whether the signature was among them."""
        return self.failure is None

    @property
    def is_signed(self) -> bool:
        """True when the log's signature was checked with a key that did not come with the export."""
        outcomes = {check.name: check.outcome for check in self.checks}
        return outcomes["checkpoint.signature"] is Outcome.PASSED

    def as_document(self) -> dict[str, object]:
        """Return the report as JSON values: the outcome, the checkpoint's three lines, every check."""
        head = self.checkpoint
        return {
            "good": self.is_good,
            "signed": self.is_signed,
            "failure": self.failure.name if self.failure else None,
            "origin": head.origin if head else None,
            "size": head.size if head else None,
            "root": head.root.hex() if head else None,
            "witnesses": [one.key.name for one in self.signed.witnesses] if self.signed else [],
            "checks": [
                {
                    "name": check.name,
                    "outcome": check.outcome.value,
                    "reason": str(check.reason) if check.reason else None,
                }
                for check in self.checks
            ],
        }
