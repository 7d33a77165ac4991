"""Reads of the log: its size and root, its entries, its proofs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet

from toparquia.engines.translog.hashing import leaf_hash
from toparquia.engines.translog.proofs import inclusion_proof
from toparquia.engines.translog.tree import Position
from toparquia.engines.translog.tree import root as root_of_hashes
from toparquia.gazette.errors import NotInTheGazette
from toparquia.gazette.models import Checkpoint, Entry, TreeHash

BATCH: Final = 1000


class StoredHashes:
    """The tree's hashes as the table keeps them, for the engine."""

    def read_hashes(self, positions: Sequence[Position]) -> list[bytes]:
        """Return the hashes at `positions`, in the same order, in one query."""
        if not positions:
            return []
        levels = [position.level for position in positions]
        numbers = [position.number for position in positions]
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT h.hash
                FROM unnest(%s::int[], %s::bigint[]) WITH ORDINALITY AS asked(level, number, place)
                JOIN {TreeHash._meta.db_table} h ON (h.level, h.number) = (asked.level, asked.number)
                ORDER BY asked.place
                """,  # noqa: S608 (the table's name is ours)
                [levels, numbers],
            )
            found = [bytes(row[0]) for row in cursor.fetchall()]
        assert len(found) == len(positions), "a hash of the tree is missing"
        return found


def size() -> int:
    """Return how many entries the log has."""
    last = Entry.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def root(size: int) -> bytes:
    """Return the root of the first `size` entries."""
    return root_of_hashes(size, StoredHashes())


def latest_checkpoint() -> Checkpoint | None:
    """Return the newest signed checkpoint, or None before the first."""
    return Checkpoint.objects.order_by("-size").first()


def signed_size() -> int:
    """Return the size of the newest checkpoint."""
    latest = latest_checkpoint()
    return latest.size if latest else 0


def entry(index: int) -> Entry:
    """Return one entry. :raises NotInTheGazette: if there is none with that number."""
    found = Entry.objects.filter(index=index).first()
    if found is None:
        raise NotInTheGazette(index=index, size=size())
    return found


def proof(index: int, size: int) -> list[bytes]:
    """Return the inclusion proof of an entry in the log of `size` entries."""
    return inclusion_proof(index, size, StoredHashes())


def entries_about(subjects: Iterable[UUID], *, without: Collection[str] = ()) -> list[Entry]:
    """Return the entries whose subject is one of `subjects`, oldest first, `without` some kinds."""
    found = Entry.objects.filter(subject_id__in=list(subjects)).exclude(kind__in=without)
    return list(found.order_by("index"))


def newest(*, place: UUID | None = None, kind: str = "") -> QuerySet[Entry]:
    """Return the entries, newest first, of one place or one kind if given."""
    found = Entry.objects.order_by("-index")
    if place:
        found = found.filter(place_id=place)
    return found.filter(kind=kind) if kind else found


def entries_of_places(places: Iterable[UUID], limit: int) -> list[Entry]:
    """Return the newest entries of `places`, newest first."""
    return list(Entry.objects.filter(place_id__in=list(places)).order_by("-index")[:limit])


def entries_between(first: datetime, last: datetime, limit: int) -> list[Entry]:
    """Return entries enacted in `[first, last)`, oldest first."""
    return list(Entry.objects.filter(enacted_at__gte=first, enacted_at__lt=last).order_by("index")[:limit])


def check_stored_entries(since: int) -> None:
    """Hash the stored bytes again from entry `since` on and compare with the tree.

    A difference is damage or tampering: nothing may be signed over it.
    """
    reader = StoredHashes()
    rows = Entry.objects.filter(index__gte=since).order_by("index").values_list("index", "body")
    batch: list[tuple[int, bytes]] = []
    for index, body in rows.iterator(chunk_size=BATCH):
        batch.append((index, bytes(body)))
        if len(batch) == BATCH:
            _compare(batch, reader)
            batch = []
    _compare(batch, reader)


def _compare(batch: list[tuple[int, bytes]], reader: StoredHashes) -> None:
    stored = reader.read_hashes([Position(0, index) for index, _ in batch])
    for (index, body), digest in zip(batch, stored, strict=True):
        assert leaf_hash(body) == digest, f"entry {index} of the Gazette no longer matches its hash"
