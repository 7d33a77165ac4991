"""Writing a log's folder: only ever onwards, each file whole or not at all, the checkpoint last."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from toparquia.engines.translog.checkpoints import Checkpoint
from toparquia.engines.translog.errors import LogRewritten
from toparquia.engines.translog.hashing import leaf_hash
from toparquia.engines.translog.keys import VerifierKey
from toparquia.engines.translog.notes import NOTE_LIMIT, Note
from toparquia.engines.translog.tiles import (
    CHECKPOINT_FILE,
    ENTRIES,
    KEY_FILE,
    TILE_HEIGHT,
    TILE_WIDTH,
    TileHashes,
    framed,
    read_bounded,
    read_bundle,
    read_tile,
    tile_path,
    width_at,
)
from toparquia.engines.translog.tree import CompactRange, peaks


def published(directory: Path) -> Checkpoint | None:
    """Return the checkpoint in a log's folder, its signature unchecked; None when there is none."""
    raw = read_bounded(directory, CHECKPOINT_FILE, NOTE_LIMIT)
    return None if raw is None else Checkpoint.parse(Note.parse(raw).text)


def published_size(directory: Path) -> int:
    """Return how many entries a log's folder holds: where the next `write_tiles` begins."""
    standing = published(directory)
    return 0 if standing is None else standing.size


def write_tiles(directory: Path, entries: Iterable[bytes], checkpoint: bytes, *, start: int = 0) -> int:
    """Bring a log's folder up to a signed checkpoint and return how many entries were added.

    `entries` are those from `start` on, where `start` is `published_size(directory)`; only one bundle of them
    is in memory. New files are written beside the old ones and the checkpoint is replaced last, so that a
    reader, or a power cut, finds either the old log or the new one, each complete. One writer at a time.
    :raises LogRewritten: when the folder or the entries do not lead to the checkpoint's root.
    """
    goal = Checkpoint.parse(Note.parse(checkpoint).text)
    _check_continues(directory, goal, start)
    writer = _Writer(directory, start)
    standing = published(directory)
    if standing is not None and writer.edge.root() != standing.root:
        raise LogRewritten(why="the hashes in the folder do not give its own checkpoint's root")
    for entry in entries:
        if writer.edge.size == goal.size:
            raise LogRewritten(why=f"more entries than the {goal.size} of the checkpoint")
        writer.add(entry)
    if (writer.edge.size, writer.edge.root()) != (goal.size, goal.root):
        raise LogRewritten(why=f"{writer.edge.size} entries, and not the checkpoint's size and root")
    writer.finish()
    write_file(directory, CHECKPOINT_FILE, checkpoint)
    _sync_folder(directory)
    # A reader of the old checkpoint may still want these until the new one stands.
    for path in writer.completed:
        shutil.rmtree(directory / f"{path}.p", ignore_errors=True)
    return goal.size - start


def write_verifier_key(directory: Path, key: VerifierKey) -> None:
    """Put the log's public key beside its checkpoint."""
    write_file(directory, KEY_FILE, f"{key}\n".encode())


def write_file(directory: Path, path: str, content: bytes) -> None:
    """Write one file whole or not at all, on the disk when this returns."""
    target = directory / path
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def _check_continues(directory: Path, goal: Checkpoint, start: int) -> None:
    standing = published(directory)
    if standing is None:
        if start:
            raise LogRewritten(why=f"an empty folder can't be continued from entry {start}")
        return
    if standing.origin != goal.origin:
        raise LogRewritten(why=f"the folder is of the log {standing.origin}, not of {goal.origin}")
    if standing.size != start:
        raise LogRewritten(why=f"the folder holds {standing.size} entries, these begin at {start}")
    if goal.size < standing.size:
        raise LogRewritten(why=f"the folder holds {standing.size} entries, the checkpoint {goal.size}")


class _Writer:
    """The tiles that are not full yet, and what has been written of the others."""

    def __init__(self, directory: Path, start: int) -> None:
        self._directory = directory
        self._folders: set[Path] = set()
        self.completed: list[str] = []
        hashes = TileHashes(directory, start).read_hashes(peaks(start))
        self.edge = CompactRange(start, hashes)
        self._bundle = self._open_bundle(start)
        self._tiles = [b""] * 8
        for level in range(8):
            index = (start >> (TILE_HEIGHT * level)) // TILE_WIDTH
            if width := width_at(level, index, start):
                self._tiles[level] = read_tile(directory, level, index, width)

    def _open_bundle(self, start: int) -> bytes:
        index, width = divmod(start, TILE_WIDTH)
        return b"".join(map(framed, read_bundle(self._directory, index, width))) if width else b""

    def add(self, entry: bytes) -> None:
        """Take one entry, writing whatever it completes."""
        self._bundle += framed(entry)
        for level, index, value in self.edge.append(leaf_hash(entry)):
            if level % TILE_HEIGHT == 0:
                self._add_hash(level // TILE_HEIGHT, index, value)
        if self.edge.size % TILE_WIDTH == 0:
            self._write_full(ENTRIES, self.edge.size // TILE_WIDTH - 1, self._bundle)
            self._bundle = b""

    def _add_hash(self, level: int, index: int, value: bytes) -> None:
        self._tiles[level] += value
        if index % TILE_WIDTH == TILE_WIDTH - 1:
            self._write_full(level, index // TILE_WIDTH, self._tiles[level])
            self._tiles[level] = b""

    def _write_full(self, level: int | str, index: int, content: bytes) -> None:
        path = tile_path(level, index)
        self._write(path, content)
        self.completed.append(path)

    def finish(self) -> None:
        """Write the partial tiles of the size reached, and see every folder to the disk."""
        size = self.edge.size
        if size % TILE_WIDTH:
            self._write(tile_path(ENTRIES, *divmod(size, TILE_WIDTH)), self._bundle)
        for level, content in enumerate(self._tiles):
            if content:
                index, width = divmod(size >> (TILE_HEIGHT * level), TILE_WIDTH)
                self._write(tile_path(level, index, width), content)
        for folder in self._folders:
            _sync_folder(folder)

    def _write(self, path: str, content: bytes) -> None:
        write_file(self._directory, path, content)
        self._folders.add((self._directory / path).parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
