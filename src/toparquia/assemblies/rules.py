"""Pure decisions of an assembly: notice, calls, quorum, majority. Numbers in, outcome out.

Source: rule-set parameters `assembly.*` (law of communal councils, 2009 art. 22 and 2023; by-laws).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.shares import Share, Threshold
from toparquia.foundation.texts import clean_line, clean_text

LAST_CALL: Final = 3
SIGNERS: Final = 2
MAX_AGENDA_ITEMS: Final = 30
MAX_ITEM_LENGTH: Final = 300
MAX_VENUE: Final = 200
MAX_MOTION_LENGTH: Final = 2_000
MAX_MOTIONS: Final = 100
MAX_DISSENT: Final = 1_000
MAX_TURNS: Final = 500
# A photo of a list: what a phone sends, what is kept of it, and how many pages an assembly has.
PHOTO_BYTES: Final = 3_000_000
PHOTO_SIDE: Final = 1_600
MAX_PHOTOS: Final = 40
# Further ahead it is a plan and no call; the day would be forgotten before it came.
MAX_DAYS_AHEAD: Final = 366

ORDINARY: Final = "ordinary"
# What is decided, and the rule-set parameter that says which majority it takes.
MATTERS: Final[dict[str, str]] = {
    ORDINARY: "assembly.majority",
    "founding": "assembly.majority",
    "offices": "assembly.majority",
    "projects": "assembly.majority",
    "accounts": "assembly.majority",
    "recall": "recall.majority",
}

# What an organ decides by itself, as a motion names it; all other things wait for the assembly.
DECIDED_BY_ORGAN: Final[dict[str, str]] = {"charters.norm_in_parliament": "parliament"}

MATTER_TITLES: Final[dict[str, Sentence]] = {
    ORDINARY: Sentence("asunto común", "ordinary matter"),
    "founding": Sentence("fundación o unión a una comuna", "founding or joining a commune"),
    "offices": Sentence("cargos y vocerías", "offices and spokespersons"),
    "projects": Sentence("proyectos", "projects"),
    "accounts": Sentence("cuentas y rendiciones", "accounts and reports"),
    "recall": Sentence("revocatoria", "recall"),
}

# What each text is called where it is refused.
ITEM: Final = Sentence("un punto del orden del día", "an item of the agenda")
VENUE: Final = Sentence("el lugar de la asamblea", "the meeting place")
DISSENT: Final = Sentence("lo que piensa quien no estuvo de acuerdo", "what those who disagreed think")
TEXT: Final = Sentence("la moción", "the motion")


def readable_line(text: str, field: Sentence) -> str:
    """Return what stands on one line as it is kept, of any length. :raises TextUnreadable:"""
    return clean_line(text, field, sys.maxsize, is_optional=True)


def readable_text(text: str, field: Sentence) -> str:
    """Return a text of several lines as it is kept, of any length. :raises TextUnreadable:"""
    return clean_text(text, field, sys.maxsize, is_optional=True)


@dataclass(frozen=True)
class Debate:
    """What was said before a count: turns for and against, counted and nobody's, and the dissent."""

    turns_for: int = 0
    turns_against: int = 0
    dissent: str = ""
    tellers: int = 0


@dataclass(frozen=True)
class Votes:
    """The hands or papers counted on one motion."""

    in_favour: int
    against: int
    abstained: int

    @property
    def total(self) -> int:
        """How many were counted."""
        return self.in_favour + self.against + self.abstained

    @property
    def has_negative(self) -> bool:
        """Whether a count is below zero."""
        return min(self.in_favour, self.against, self.abstained) < 0


def earliest_day(called_on: date, notice_days: int) -> date:
    """Return the first day on which a session called on `called_on` may be held.

    Source: `assembly.notice_days`; the day of the call does not count, the day of the session does.
    """
    return called_on + timedelta(days=notice_days)


def earliest_call(number: int, starts_at: datetime, previous_at: datetime | None, gap: timedelta) -> datetime:
    """Return the first moment for call `number`: the hour announced, then a gap after each call.

    Source: `assembly.call_gap_minutes`.
    """
    assert (number == 1) == (previous_at is None), "every call but the first follows one"
    return starts_at if previous_at is None else previous_at + gap


def quorum_share(rules: RuleSet, number: int) -> Share | None:
    """Return the share of the census that call `number` needs; None for “whoever is present”.

    Source: `assembly.quorum_call_1`, `_2`, `_3`.
    """
    assert 1 <= number <= LAST_CALL, f"no call {number}"
    key = f"assembly.quorum_call_{number}"
    # Only the third parameter has a word in place of a share.
    return rules.share_or_none(key) if number == LAST_CALL else rules.share(key)


def needed_for_quorum(share: Share | None, electors: int) -> int:
    """Return how many must be present out of `electors`; an empty room never decides."""
    return 1 if share is None else max(1, share.ceil_of(electors))


def votes_needed(majority: Threshold, present: int) -> int:
    """Return how many votes in favour carry a motion among `present` people.

    Who abstains or says nothing counts as present: a majority is of the room, not of the hands raised.
    """
    return max(1, majority.needed_of(present))


def is_carried(votes: Votes, *, needed: int, present: int) -> bool:
    """Return whether a motion carries; a tie never does under a majority of more than half."""
    assert 0 <= votes.total <= present, "more votes than people present"
    assert needed >= 1, "nothing carries by itself"
    return votes.in_favour >= needed


def is_too_close(votes: Votes, *, needed: int, present: int, margin: Share) -> bool:
    """Return whether an estimate lies so near to what carries a motion that hands must be counted one by one.

    Source: the rule set's assembly.estimate_margin.
    """
    return abs(votes.in_favour - needed) * 10_000 < margin.basis_points * present


def is_agenda_sound(agenda: Sequence[str]) -> bool:
    """Return whether an agenda has items, not too many, each with words and not too long."""
    return 1 <= len(agenda) <= MAX_AGENDA_ITEMS and all(
        len(item.strip()) > 0 and len(item) <= MAX_ITEM_LENGTH for item in agenda
    )
