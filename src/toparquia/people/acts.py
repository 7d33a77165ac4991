"""The public acts of the people room; none names a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class RollFrozen(Act):
    """A roll is fixed: how many people are on it, by the rules of which day. The subject is the roll."""

    kind: ClassVar[str] = "people.roll_frozen"
    power: ClassVar[str | None] = "people.freeze_roll"
    article: ClassVar[str] = "age.min_vote"

    day: str
    people: int
    source: str = ""
