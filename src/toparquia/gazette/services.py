"""The only writers of the log: `enact` an act, and sign a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from toparquia.engines.translog.canonical import canonical_json
from toparquia.engines.translog.hashing import leaf_hash
from toparquia.engines.translog.tree import MemoryHashes, StoredHash, append_many
from toparquia.foundation.authority import Authority
from toparquia.gazette import keys, queries
from toparquia.gazette.acts import Act, document
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Checkpoint, Entry

# One number in PostgreSQL's space of advisory locks ("topa" in ASCII): writers of the log queue on it,
# readers never meet it, and it falls with the transaction, also when the server is killed.
APPEND_LOCK: Final = 0x746F7061


def enact(act: Act, *, by: Authority, at: datetime) -> Entry:
    """Write `act` into the Gazette and hand it to the rooms that hear it, in the caller's transaction.

    :raises MandateNotInForce: if `by` does not give the act's power in its place on that day.
    """
    return enact_all([act], by=by, at=at)[0]


def enact_all(acts: Sequence[Act], *, by: Authority, at: datetime) -> list[Entry]:
    """Write several acts of one authority and one moment, in order, then hand each to its hearers.

    :raises MandateNotInForce: as `enact`; nothing is written then.
    """
    assert connection.in_atomic_block, "an act and its effects are one transaction"
    assert at.tzinfo is not None, "moments are aware"
    wiring = import_module(settings.WIRING)
    for power in sorted({act.power or "" for act in acts}):
        check_authority(wiring, power or None, acts[0].kind, by, at)
    entries = _append([(act, canonical_json(document(act, by, at.astimezone(UTC)))) for act in acts], by, at)
    for act in acts:
        for handler in wiring.HANDLERS.get(type(act), ()):
            handler(act, by=by, at=at)
    return entries


def check_power(power: str, *, kind: str, by: Authority, at: datetime) -> None:
    """Ask whether `by` gives `power` now, for what is written without being published.

    :raises MandateNotInForce: if it does not.
    """
    check_authority(import_module(settings.WIRING), power, kind, by, at)


def check_authority(wiring: ModuleType, power: str | None, kind: str, by: Authority, at: datetime) -> None:
    """Ask `mandates` (through the wiring, for it stands above) whether `by` gives `power` now.

    :raises MandateNotInForce: if it does not.
    """
    if power is None:
        return
    if by.mandate is None or not wiring.holds(by.mandate.id, power=power, place_id=by.place.id, at=at):
        raise MandateNotInForce(kind=kind, place=by.place.name)


# One statement for the entries and the tree over them; written out, because every act passes here.
_STORE: Final = """
    WITH written AS (
        INSERT INTO gazette_entry
            (index, body, leaf_hash, kind, place_id, subject_id, mandate_id, enacted_at)
        SELECT * FROM unnest(
            %(indexes)s::bigint[], %(bodies)s::bytea[], %(leaves)s::bytea[], %(kinds)s::text[],
            %(places)s::uuid[], %(subjects)s::uuid[], %(mandates)s::uuid[], %(moments)s::timestamptz[]
        )
    )
    INSERT INTO gazette_treehash (level, number, hash)
    SELECT * FROM unnest(%(levels)s::int[], %(numbers)s::bigint[], %(hashes)s::bytea[])
"""


# Two statements in one round. The second reads after the lock, with a view of its own of the tables: before
# it, another writer's entry may be unseen. What a log of n entries needs of its tree is one hash for each
# 1 in the binary form of n (`translog.tree.peaks`).
_LOCK_AND_EDGE: Final = """
    SELECT pg_advisory_xact_lock(%s);
    SELECT log.size, peak.level, peak.number, peak.hash
    FROM (SELECT coalesce(max(index) + 1, 0) AS size FROM gazette_entry) log
    LEFT JOIN generate_series(0, 62) AS bit(level) ON (log.size >> bit.level) & 1 = 1
    LEFT JOIN gazette_treehash peak
        ON peak.level = bit.level AND peak.number = (log.size >> bit.level) - 1
"""


def _locked_edge(cursor: CursorWrapper) -> tuple[int, MemoryHashes]:
    """Take the log's lock; return its size and the right edge of its tree."""
    cursor.execute(_LOCK_AND_EDGE, [APPEND_LOCK])
    cursor.nextset()
    rows = cursor.fetchall()
    edge = MemoryHashes()
    edge.store(StoredHash(lv, number, bytes(digest)) for _, lv, number, digest in rows if lv is not None)
    return rows[0][0], edge


def _append(written: Sequence[tuple[Act, bytes]], by: Authority, at: datetime) -> list[Entry]:
    mandate_id = by.mandate.id if by.mandate else None
    return _store(
        Entry(
            body=body,
            kind=act.kind,
            place_id=by.place.id,
            subject_id=act.subject,
            mandate_id=mandate_id,
            enacted_at=at,
        )
        for act, body in written
    )


@transaction.atomic
def append_enacted(entries: Sequence[Entry]) -> list[Entry]:
    """Append acts that were enacted and heard in a log of their own in this node, byte for byte.

    For a builder that makes a whole node in several processes and puts their logs together; whether each
    mandate was in force on its day is asked again by the table. Numbers and hashes are given here.
    """
    return _store(entries)


def _store(unnumbered: Iterable[Entry]) -> list[Entry]:
    with connection.cursor() as cursor:
        first, edge = _locked_edge(cursor)
        entries = list(unnumbered)
        for index, entry in enumerate(entries, start=first):
            entry.index, entry.leaf_hash = index, leaf_hash(bytes(entry.body))
        leaves = [bytes(entry.leaf_hash) for entry in entries]
        grown = append_many(first, leaves, edge)
        cursor.execute(
            _STORE,
            {
                "indexes": [entry.index for entry in entries],
                "bodies": [bytes(entry.body) for entry in entries],
                "leaves": leaves,
                "kinds": [entry.kind for entry in entries],
                "places": [entry.place_id for entry in entries],
                "subjects": [entry.subject_id for entry in entries],
                "mandates": [entry.mandate_id for entry in entries],
                "moments": [entry.enacted_at for entry in entries],
                "levels": [stored.level for stored in grown.stored],
                "numbers": [stored.number for stored in grown.stored],
                "hashes": [stored.hash for stored in grown.stored],
            },
        )
    return entries


@transaction.atomic
def sign(*, at: datetime) -> Checkpoint:
    """Sign the log as it stands and return its checkpoint; the same size is signed once.

    The stored bytes of the entries that are new since the last checkpoint are hashed again before
    signing, so that a damaged row is found before anyone relies on it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
    size = queries.size()
    if existing := Checkpoint.objects.filter(size=size).first():
        return existing
    queries.check_stored_entries(since=queries.signed_size())
    root = queries.root(size)
    note = keys.signed_checkpoint(size, root)
    return Checkpoint.objects.create(size=size, root=root, note=note, signed_at=at)
