"""What a link of the chain is, and how the act that made it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from toparquia.foundation.money import Money
from toparquia.gazette.models import Entry
from toparquia.mandates.offices import OFFICES


class State(StrEnum):
    """How far a link is."""

    DONE = "done"
    NOW = "now"
    PENDING = "pending"
    LATE = "late"
    # It did not win: the chain ends here.
    ENDED = "ended"


@dataclass(frozen=True)
class Part:
    """One of several things in a link: a tranche, an invoice."""

    title: object
    url: str = ""
    amount: Money | None = None
    at: date | datetime | None = None
    word: object = ""
    state: State = State.DONE
    entry: Entry | None = None


@dataclass(frozen=True)
class Link:
    """One link of the chain. `entry` is the public act that made it, None while it is not reached."""

    kind: str
    title: object
    state: State = State.PENDING
    word: object = ""
    url: str = ""
    text: object = ""
    amount: Money | None = None
    zone: str = ""
    entry: Entry | None = None
    parts: tuple[Part, ...] = ()
    # The acts beside the one that made it: an assembly's vote under an admission, a count under a result.
    also: tuple[Entry, ...] = field(default=())

    @property
    def at(self) -> datetime | None:
        """Return when the act was done."""
        return self.entry.enacted_at if self.entry else None

    @property
    def by(self) -> str:
        """Return the public name of who signed, "" for what anyone may do."""
        return str(self._mandate.get("holder", ""))

    @property
    def office(self) -> object:
        """Return the office by which it was signed."""
        office = OFFICES.get(str(self._mandate.get("office", "")))
        return office.title if office else ""

    @property
    def number(self) -> int | None:
        """Return the act's number in the Gazette."""
        return self.entry.index if self.entry else None

    @property
    def entry_url(self) -> str:
        """Return the address of the act's page, with its proof."""
        return self.entry.get_absolute_url() if self.entry else ""

    @property
    def anchor(self) -> str:
        """Return the name by which the link is found on its page."""
        return f"paso-{self.kind}"

    @property
    def state_word(self) -> str:
        """Return the state in a word, for those who do not see its shape."""
        words = {
            State.DONE: _("hecho"),
            State.NOW: _("es lo que sigue"),
            State.PENDING: _("falta"),
            State.LATE: _("atrasado"),
            State.ENDED: _("aquí termina"),
        }
        return words[self.state]

    @property
    def _mandate(self) -> dict[str, Any]:
        return (self.entry.document["mandate"] if self.entry else None) or {}

    @property
    def entries(self) -> Iterator[Entry]:
        """Yield every public act behind the link."""
        if self.entry:
            yield self.entry
        yield from self.also
        yield from (part.entry for part in self.parts if part.entry)


class Trail:
    """The Gazette's entries about the things of one chain, found by what was done and to what."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_what: dict[tuple[str, UUID], list[Entry]] = {}
        for entry in entries:
            self._by_what.setdefault((entry.kind, entry.subject_id), []).append(entry)

    def last(self, kind: str, subject: UUID | None, **facts: object) -> Entry | None:
        """Return the newest act of a kind on a subject, one that published these facts; None if none did."""
        found = self._by_what.get((kind, subject), ()) if subject else ()
        for entry in reversed(found):
            if not facts or facts.items() <= entry.document["facts"].items():
                return entry
        return None

    def facts(self, kind: str, subject: UUID | None) -> dict[str, Any]:
        """Return what that act published, nothing if there is none."""
        found = self.last(kind, subject)
        return dict(found.document["facts"]) if found else {}


def in_order(links: Iterable[Link]) -> list[Link]:
    """Return the links with the first one that was not reached marked as the one whose turn it is."""
    told: list[Link] = []
    is_turn_taken = False
    for link in links:
        if link.state in (State.NOW, State.LATE):
            is_turn_taken = True
        elif link.state is State.PENDING and not is_turn_taken:
            link = replace(link, state=State.NOW)
            is_turn_taken = True
        told.append(link)
    return told
