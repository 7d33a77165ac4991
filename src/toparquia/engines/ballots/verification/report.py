"""What a verification says: every check by name, in plain words, and the first that failed."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import BallotRefusal, Words
from ..groups import Element
from ..proofs import Ciphertext
from .survey import Survey


@dataclass(frozen=True, slots=True)
class Check:
    """One named check, whether it held, and what was found."""

    name: str
    ok: bool
    detail: Words


@dataclass(slots=True)
class Report:
    """The outcome of a verification. `accepted` ballots passed every check; revotes are among them."""

    checks: list[Check] = field(default_factory=list)
    ballots: int = 0
    accepted: int = 0
    counted: int = 0
    result: list[list[int]] | None = None
    seconds: float = 0.0
    # None until the first check fails.
    refusal: BallotRefusal | None = None
    # What was worked out on the way, for those who go on from a verified archive.
    survey: Survey | None = None
    tally: list[list[Ciphertext]] | None = None
    factors: dict[int, list[Element]] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Return whether every check held."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    def passed(self, name: str, detail: Words) -> None:
        """Note that a check held."""
        self.checks.append(Check(name, True, detail))

    def failed(self, name: str, refusal: BallotRefusal) -> None:
        """Note the check that failed; nothing is checked after it."""
        said = {language: f"{refusal.message(language)} [{refusal.code}]" for language in ("es", "en")}
        self.checks.append(Check(name, False, Words(**said)))
        self.refusal = refusal

    @property
    def first_failed(self) -> Check | None:
        """Return the check that failed, or None."""
        return next((check for check in self.checks if not check.ok), None)

    def to_json(self, language: str) -> dict[str, object]:
        """Return the report for programs."""
        return {
            "valid": self.valid,
            "ballots": self.ballots,
            "accepted": self.accepted,
            "result": self.result,
            "checks": [
                {"name": check.name, "ok": check.ok, "detail": check.detail.in_language(language)}
                for check in self.checks
            ],
            "seconds": round(self.seconds, 3),
        }
