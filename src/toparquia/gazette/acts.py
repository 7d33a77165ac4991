"""What a public act is: a small frozen dataclass whose fields are the facts that are published."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.foundation.terms import Term


@dataclasses.dataclass(frozen=True)
class Evidence:
    """A document that an act rests on: what it is, and the SHA-256 of its bytes in hex."""

    name: str
    sha256: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Act:
    """The base of every public act.

    `kind` names it for ever (`room.what_was_done`). `power` is what the mandate must hold, or None
    for what any resident may do. `article` is the rule-set parameter that the act applies, "" if
    none. `subject` is the thing the act is about; `evidence` the hashes of its documents.
    No field may hold personal data: what is in the Gazette can never be taken out.
    """

    kind: ClassVar[str]
    power: ClassVar[str | None]
    article: ClassVar[str] = ""

    subject: UUID
    evidence: tuple[Evidence, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return the act's own fields as canonical JSON values."""
        own = (field.name for field in dataclasses.fields(self) if field.name not in ("subject", "evidence"))
        return {name: plain(getattr(self, name)) for name in own}


# A room above that hears an act: called as handler(act, by=authority, at=moment).
Handler = Callable[..., None]


def plain(value: object) -> Any:
    """Return `value` as JSON that has one spelling: text, integers, booleans, lists and objects."""
    # A plain number may pass what other languages hold exactly; money is written as text.
    if isinstance(value, Money):
        return {"minor": str(value.minor), "currency": value.currency}
    if isinstance(value, Term):
        return {"starts": value.starts.isoformat(), "ends": value.ends.isoformat()}
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"an act's fact must be plain data, not {type(value).__name__}")


def document(act: Act, by: Authority, at: datetime) -> dict[str, Any]:
    """Return what is published of `act`: the content of one Gazette entry."""
    return {
        "version": 1,
        "kind": act.kind,
        "at": at.isoformat(),
        "place": plain(by.place),
        "mandate": plain(by.mandate),
        "rules": {**plain(by.rules), "article": act.article},
        "subject": str(act.subject),
        "facts": act.facts(),
        "evidence": plain(act.evidence),
    }
