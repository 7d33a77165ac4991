"""The log as files that anyone can copy, serve and verify, and the receipt of one entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from toparquia.engines.translog import Receipt, published_size, write_tiles, write_verifier_key
from toparquia.gazette import queries
from toparquia.gazette.errors import TooLargeForOneFile
from toparquia.gazette.keys import verifier_key
from toparquia.gazette.models import Entry
from toparquia.gazette.services import sign

# A page may take so long and no longer; above this the static files are copied from where they are served.
ZIPPED_AT_MOST: Final = 50_000


def publish(folder: Path, *, at: datetime) -> int:
    """Sign the log and bring `folder` up to the checkpoint; return how many entries were added.

    C2SP tlog-tiles: static files that only grow, so that any web server or memory stick carries them.
    """
    checkpoint = sign(at=at)
    folder.mkdir(parents=True, exist_ok=True)
    start = published_size(folder)
    write_verifier_key(folder, verifier_key())
    return write_tiles(folder, _bodies(start, checkpoint.size), checkpoint.note.encode(), start=start)


def zipped(*, at: datetime) -> IO[bytes]:
    """Sign the log and return all of it as one zip, rewound. :raises TooLargeForOneFile:"""
    size = queries.size()
    if size > ZIPPED_AT_MOST:
        raise TooLargeForOneFile(size=size)
    made = TemporaryFile()  # noqa: SIM115 (the answer closes it when it is sent)
    with TemporaryDirectory() as folder, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        publish(Path(folder), at=at)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                archive.write(path, Path("gaceta") / path.relative_to(folder))
    made.seek(0)
    return made


def _bodies(start: int, end: int) -> Iterator[bytes]:
    rows = Entry.objects.filter(index__gte=start, index__lt=end).order_by("index")
    for body in rows.values_list("body", flat=True).iterator(chunk_size=queries.BATCH):
        yield bytes(body)


def receipt(index: int, *, at: datetime) -> Receipt:
    """Return the receipt of one entry, with the act inside it. :raises NotInTheGazette:

    The newest checkpoint is used if it covers the entry; otherwise the log is signed as it stands.
    """
    entry = queries.entry(index)
    checkpoint = queries.latest_checkpoint()
    if checkpoint is None or checkpoint.size <= index:
        checkpoint = sign(at=at)
    proof = tuple(queries.proof(index, checkpoint.size))
    return Receipt(index, proof, checkpoint.note.encode(), extra=bytes(entry.body))
