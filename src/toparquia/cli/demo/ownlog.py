"""A log of its own for each process that builds, and all of them put together in order of time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import connection

from toparquia.gazette import queries
from toparquia.gazette.models import Entry
from toparquia.gazette.services import append_enacted

BATCH: Final = 2_000
# Tables of one session, found before those of the node: what is enacted meanwhile is written there.
BEGIN: Final = """
    CREATE TEMP TABLE gazette_entry (LIKE public.gazette_entry INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TEMP TABLE gazette_treehash (LIKE public.gazette_treehash INCLUDING DEFAULTS INCLUDING INDEXES);
"""
END: Final = "DROP TABLE pg_temp.gazette_entry; DROP TABLE pg_temp.gazette_treehash;"

# When and in which life an act was enacted, and its place within that step.
Key = tuple[datetime, int, int]


@dataclass(frozen=True)
class Written:
    """One act of a log of its own, with the key by which logs are put together."""

    key: Key
    kind: str
    place_id: UUID
    subject_id: UUID
    mandate_id: UUID | None
    enacted_at: datetime
    body: bytes

    def entry(self) -> Entry:
        """Return it as an entry that has no number yet."""
        return Entry(
            body=self.body,
            kind=self.kind,
            place_id=self.place_id,
            subject_id=self.subject_id,
            mandate_id=self.mandate_id,
            enacted_at=self.enacted_at,
        )


@dataclass
class OwnLog:
    """What this process enacts; `mark` says after each step whose it was."""

    steps: list[tuple[datetime, int, int]] = field(default_factory=list)

    def mark(self, moment: datetime, number: int) -> None:
        """Note that all acts since the last mark are of this step."""
        self.steps.append((moment, number, queries.size()))

    def written(self) -> list[Written]:
        """Return all acts with their keys, in the order in which they were enacted."""
        rows = Entry.objects.order_by("index").values_list(
            "kind", "place_id", "subject_id", "mandate_id", "enacted_at", "body"
        )
        entries = rows.iterator(chunk_size=BATCH)
        found = []
        first = 0
        for moment, number, size in self.steps:
            for place, row in enumerate(islice(entries, size - first)):
                found.append(Written((moment, number, place), *row[:5], bytes(row[5])))
            first = size
        return found


@contextmanager
def own_log() -> Iterator[OwnLog]:
    """Let everything that this process enacts inside the block go to a log of its own."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN)
    try:
        yield OwnLog()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(END)


def put_together(logs: Sequence[Sequence[Written]]) -> None:
    """Append the acts of several logs to the Gazette in order of time."""
    acts = heapq.merge(*logs, key=lambda act: act.key)
    while batch := list(islice(acts, BATCH)):
        append_enacted([act.entry() for act in batch])
