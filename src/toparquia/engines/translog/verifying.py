"""Verifying a whole exported log offline: every byte read once, a bundle in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from toparquia.engines.translog.canonical import JsonValue, parse_canonical
from toparquia.engines.translog.checkpoints import Checkpoint, SignedCheckpoint, open_checkpoint
from toparquia.engines.translog.errors import LogError, LogRewritten, SignatureRefused, TileMalformed
from toparquia.engines.translog.hashing import EMPTY_ROOT, HASH_LENGTH, leaf_hash
from toparquia.engines.translog.keys import VerifierKey
from toparquia.engines.translog.notes import NOTE_LIMIT, Note
from toparquia.engines.translog.report import Check, Outcome, Report
from toparquia.engines.translog.tiles import (
    BUNDLE_LIMIT,
    CHECKPOINT_FILE,
    ENTRIES,
    KEY_FILE,
    PARTIAL_SUFFIX,
    TILE_HEIGHT,
    TILE_WIDTH,
    encode_bundle,
    read_bounded,
    read_bundle,
    read_tile,
    tile_path,
)
from toparquia.engines.translog.tree import CompactRange

EntryCheck = Callable[[int, JsonValue], None]
"""Looks at one entry (index, value) and raises a LogError to refuse it."""
_KEY_LIMIT: Final = 1_000


def verify_export(
    directory: Path,
    vkey: str | None = None,
    old_checkpoint: bytes | None = None,
    *,
    witnesses: Sequence[VerifierKey] = (),
    quorum: int = 0,
    each_entry: EntryCheck | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Return what a check of the log in `directory` found; it stops at the first check that fails.

    `vkey` is the log's verifier key as known from elsewhere. Without it the key that lies in the export is
    used, and the report says so: it shows that the export is whole, not whose it is. `old_checkpoint` is a
    checkpoint kept from before, whose log this one must continue. `progress` is told (entries done, all).
    """
    found: dict[str, Check] = {}
    run = _Verification(directory, each_entry, progress, found)
    try:
        run.check_checkpoint(vkey, witnesses, quorum)
        run.check_older_form(old_checkpoint)
        run.check_entries()
        run.check_root()
    except LogError as refusal:
        found[run.doing] = Check(run.doing, Outcome.FAILED, refusal)
    return Report.of(found, run.head, run.signed)


class _Verification:
    """One pass over an export: which check is being made, and what was learned so far."""

    def __init__(
        self,
        directory: Path,
        each_entry: EntryCheck | None,
        progress: Callable[[int, int], None] | None,
        found: dict[str, Check],
    ) -> None:
        self._directory = directory
        self._each_entry = each_entry
        self._progress = progress
        self._found = found
        self._key: VerifierKey | None = None
        self._older: Checkpoint | None = None
        self._older_root = EMPTY_ROOT
        self._edge = CompactRange()
        self._tiles: dict[int, bytes] = {}
        self.doing = "checkpoint.form"
        self.head: Checkpoint | None = None
        self.signed: SignedCheckpoint | None = None

    def _passed(self, *names: str) -> None:
        for name in names:
            self._found.setdefault(name, Check(name, Outcome.PASSED))

    def check_checkpoint(self, vkey: str | None, witnesses: Sequence[VerifierKey], quorum: int) -> None:
        """Read the checkpoint and check that the log, and enough witnesses, signed it."""
        raw = read_bounded(self._directory, CHECKPOINT_FILE, NOTE_LIMIT)
        if raw is None:
            raise TileMalformed(path=CHECKPOINT_FILE, why="it is missing")
        self.head = Checkpoint.parse(Note.parse(raw).text)
        self._passed("checkpoint.form")
        self.doing = "checkpoint.signature"
        self._key = self._key_to_use(vkey)
        if self._key is not None:
            self.signed = open_checkpoint(raw, self._key, witnesses, quorum=quorum)
        self._passed("checkpoint.signature")

    def _key_to_use(self, vkey: str | None) -> VerifierKey | None:
        if vkey is not None:
            return VerifierKey.parse(vkey.strip())
        raw = read_bounded(self._directory, KEY_FILE, _KEY_LIMIT)
        if raw is None:
            why = SignatureRefused(why="no key was given and none lies in the export")
            self._found["checkpoint.signature"] = Check("checkpoint.signature", Outcome.SKIPPED, why)
            return None
        why = SignatureRefused(why="the key came with the export; compare it with the published one")
        self._found["checkpoint.signature"] = Check("checkpoint.signature", Outcome.OWN_KEY, why)
        return VerifierKey.parse(raw.decode("utf-8", "replace").strip())

    def check_older_form(self, old_checkpoint: bytes | None) -> None:
        """Read the older checkpoint, and check that the same log signed it and that it is not larger."""
        self.doing = "older.checkpoint"
        if old_checkpoint is None:
            return
        assert self.head is not None
        if self._key is None:
            self._older = Checkpoint.parse(Note.parse(old_checkpoint).text)
        else:
            self._older = open_checkpoint(old_checkpoint, self._key).checkpoint
        if self._older.origin != self.head.origin:
            raise LogRewritten(why=f"the older checkpoint is of the log {self._older.origin}")
        if self._older.size > self.head.size:
            raise LogRewritten(why=f"{self._older.size} entries were published, {self.head.size} are here")
        self._passed("older.checkpoint")

    def check_entries(self) -> None:
        """Read every bundle: framing, canonical form, meaning, and the tiles over it."""
        assert self.head is not None
        size = self.head.size
        for index in range(-(-size // TILE_WIDTH)):
            width = min(TILE_WIDTH, size - index * TILE_WIDTH)
            self.doing = "entries.form"
            entries = read_bundle(self._directory, index, width)
            for entry in entries:
                self._check_entry(entry)
            self._check_bundle_partials(index, entries)
            if self._progress:
                self._progress(self._edge.size, size)
        for level in range(8):
            # What is left in hand are the partial tiles of the ragged right edge.
            if level in self._tiles:
                self._check_tile(level, (size >> (TILE_HEIGHT * level)) // TILE_WIDTH)
        self._passed("entries.form", "entries.canonical", "tiles.hashes", "tiles.partial")
        if self._each_entry is not None:
            self._passed("entries.content")

    def _check_entry(self, entry: bytes) -> None:
        self.doing = "entries.canonical"
        value = parse_canonical(entry)
        if self._each_entry is not None:
            self.doing = "entries.content"
            self._each_entry(self._edge.size, value)
        for level, index, value_hash in self._edge.append(leaf_hash(entry)):
            if level % TILE_HEIGHT == 0:
                tile = level // TILE_HEIGHT
                self._tiles[tile] = self._tiles.get(tile, b"") + value_hash
                if index % TILE_WIDTH == TILE_WIDTH - 1:
                    self._check_tile(tile, index // TILE_WIDTH)
        if self._older is not None and self._edge.size == self._older.size:
            self._older_root = self._edge.root()

    def _check_tile(self, level: int, index: int) -> None:
        """Compare a tile, and every partial one left of it, with the hashes recomputed from the entries."""
        self.doing = "tiles.hashes"
        computed = self._tiles.pop(level)
        width = len(computed) // HASH_LENGTH
        if read_tile(self._directory, level, index, width) != computed:
            raise TileMalformed(
                path=tile_path(level, index, width), why="its hashes do not follow from the entries"
            )
        self.doing = "tiles.partial"
        for part, path in self._partials(level, index):
            if (
                part <= width
                and read_bounded(self._directory, path, len(computed)) != (computed[: part * HASH_LENGTH])
            ):
                raise TileMalformed(path=path, why="an earlier tile says otherwise")

    def _check_bundle_partials(self, index: int, entries: Sequence[bytes]) -> None:
        self.doing = "tiles.partial"
        for part, path in self._partials(ENTRIES, index):
            if part <= len(entries) and read_bounded(self._directory, path, BUNDLE_LIMIT) != (
                encode_bundle(entries[:part])
            ):
                raise TileMalformed(path=path, why="an earlier bundle says otherwise")

    def _partials(self, level: int | str, index: int) -> Iterator[tuple[int, str]]:
        """Yield the width and path of each partial file kept of one tile or bundle, at most 255."""
        path = tile_path(level, index) + PARTIAL_SUFFIX
        folder = self._directory / path
        if not folder.is_dir():
            return
        for part in range(1, TILE_WIDTH):
            if (folder / str(part)).is_file():
                yield part, f"{path}/{part}"

    def check_root(self) -> None:
        """Compare the recomputed root with the checkpoint's, and the older one's with its own."""
        assert self.head is not None
        self.doing = "root"
        if self._edge.root() != self.head.root:
            raise LogRewritten(why="the entries do not give the root that the checkpoint signs")
        self._passed("root")
        self.doing = "older.root"
        if self._older is None:
            return
        if self._older_root != self._older.root:
            raise LogRewritten(why=f"the first {self._older.size} entries are not those of before")
        self._passed("older.root")
