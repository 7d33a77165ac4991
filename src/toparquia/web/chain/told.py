"""The chain as pages and programs get it: its links in order, how far it is, and its proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from toparquia.gazette.models import Entry
from toparquia.web import formatting
from toparquia.web.chain import owed, planned, voted
from toparquia.web.chain.links import Link, State, in_order
from toparquia.web.chain.story import Story, story_of


@dataclass(frozen=True)
class Headline:
    """How a project stands: a kind of status, its word, and one sentence."""

    kind: str
    word: str
    text: str


@dataclass(frozen=True)
class Chain:
    """A project's links in order, reached and not."""

    story: Story
    links: list[Link]

    @property
    def reached(self) -> int:
        """Return how many links are done."""
        return sum(link.state is State.DONE for link in self.links)

    @property
    def turn(self) -> Link | None:
        """Return the link whose turn it is: the late one, else the next; None at the end."""
        waiting = [link for link in self.links if link.state in (State.LATE, State.NOW)]
        return min(waiting, key=lambda link: link.state is not State.LATE) if waiting else None

    @property
    def is_late(self) -> bool:
        """Return whether a link is late."""
        return any(link.state is State.LATE for link in self.links)

    @property
    def headline(self) -> Headline:
        """Return in one status and one sentence how the project stands."""
        turn = self.turn
        if self.story.into is not None:
            return Headline("info", _("Unida a otra propuesta"), self.story.into.title)
        if self.links[-1].state is State.ENDED:
            return Headline("expired", _("No ganó"), _("Puede ir otra vez a una próxima consulta."))
        if turn is None:
            return Headline(
                "done", _("Cumplido"), _("Se pagó, se gastó, se rindió cuenta y la asamblea dijo sí.")
            )
        if turn.state is State.LATE:
            return Headline("late", _("Atrasado"), f"{turn.title}: {turn.word}")
        return Headline("open", _("En camino"), _("Lo que sigue: {step}.").format(step=turn.title))

    @property
    def figures(self) -> list[dict[str, Any]]:
        """Return the amounts that the project is about: what it costs, or what became of the money."""
        debt = self.story.debt
        if debt is not None:
            spending = debt.spending
            return [
                {"label": _("El Estado debe"), "amount": spending.owed},
                {
                    "label": _("Ya llegó"),
                    "amount": spending.received,
                    "note": formatting.share_text(spending.received.minor, spending.owed.minor),
                },
                {"label": _("Ya se gastó, con factura"), "amount": spending.spent},
                {"label": _("Queda por gastar"), "amount": spending.left},
            ]
        cost = self.story.estimate.total if self.story.estimate else None
        return [{"label": _("Cuesta"), "amount": cost}] if cost else []

    @property
    def entries(self) -> list[Entry]:
        """Return every public act of the chain once, in the order of the Gazette."""
        by_index = {entry.index: entry for link in self.links for entry in link.entries}
        return [by_index[index] for index in sorted(by_index)]


def chain_of(project_id: UUID, at: datetime) -> Chain:
    """Return the chain of a project as it stands at a moment. :raises NoSuchProject:"""
    story = story_of(project_id, at)
    links = list(planned.links(story))
    if story.into is None:
        links += voted.links(story)
    if links[-1].state is not State.ENDED:
        links += owed.links(story)
    return Chain(story, in_order(links))


def document(chain: Chain) -> dict[str, Any]:
    """Return the chain as JSON: each link with its acts' Gazette numbers and leaf hashes."""
    project = chain.story.project
    return {
        "project": str(project.id),
        "title": project.title,
        "place": {"code": project.place.code, "name": project.place.name},
        "links": [
            {
                "kind": link.kind,
                "state": link.state.value,
                "amount": _amount(link),
                "acts": [_act(entry) for entry in link.entries],
            }
            for link in chain.links
        ],
        "verify": "toparquia gazette verify FILE.tlog-proof --key KEY",
    }


def _amount(link: Link) -> dict[str, Any] | None:
    return {"minor": str(link.amount.minor), "currency": link.amount.currency} if link.amount else None


def _act(entry: Entry) -> dict[str, Any]:
    mandate = entry.document["mandate"]
    return {
        "index": entry.index,
        "leaf_hash": bytes(entry.leaf_hash).hex(),
        "kind": entry.kind,
        "at": entry.enacted_at.isoformat(),
        "office": mandate["office"] if mandate else None,
        "holder": mandate["holder"] if mandate else None,
        "receipt": f"{entry.get_absolute_url()}recibo/",
    }
