"""The elections a demo is built from: which files, read on all cores, and why some can't be used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toparquia.cli.demo.refusals import ElectionsMissing
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import CountingError
from toparquia.engines.budgeting.pabulib import AS_COUNTED, read
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.money import Money, minor_digits

WORKERS: Final = 2
# Below this much to read, starting other processes takes longer than reading here.
SMALL_BYTES: Final = 2 << 20
# A public act that names each option of a ballot holds so many.
OPTIONS_LIMIT: Final = 500


@dataclass(frozen=True)
class Source:
    """One election with the file it came from."""

    name: str
    sha256: str
    election: Election

    @property
    def currency(self) -> str:
        """Return the currency of its budget and costs."""
        return self.election.meta.get("currency", "")

    def cost(self, project: int) -> Money:
        """Return what a project costs."""
        return self.money(self.election.costs[project])

    def money(self, units: int) -> Money:
        """Return an amount in the election's own units as money."""
        minor, rest = divmod(units * 10 ** minor_digits(self.currency), self.election.scale)
        assert rest == 0, "checked before: the file's amounts are whole minor units"
        return Money(minor, self.currency)


@dataclass(frozen=True)
class LeftOut:
    """A file of which no commune is made, and why."""

    name: str
    reason: Sentence


def named_files(paths: Sequence[str]) -> list[Path]:
    """Return the .pb files that are named, and those directly in the folders that are, each once.

    :raises ElectionsMissing:
    """
    found: dict[Path, Path] = {}
    for name in paths:
        path = Path(name).expanduser()
        files = sorted(path.glob("*.pb")) if path.is_dir() else [path]
        if not files or not all(file.is_file() for file in files):
            raise ElectionsMissing(path=name)
        for file in files:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def read_all(files: Sequence[Path]) -> Iterator[Source]:
    """Read the files on all cores and yield them in order. :raises CountingError: of the first bad one."""
    if len(files) == 1 or sum(file.stat().st_size for file in files) < SMALL_BYTES:
        yield from map(read_one, files)
        return
    with ProcessPoolExecutor(WORKERS) as pool:
        try:
            yield from pool.map(read_one, files)
        except CountingError:
            pool.shutdown(cancel_futures=True)
            raise


def read_one(file: Path) -> Source:
    """Read one file as its city counted it. :raises CountingError:"""
    election = read(file, mode=AS_COUNTED)
    digest = election.digest or hashlib.sha256(file.read_bytes()).hexdigest()
    return Source(file.name, digest, election)


def why_unusable(source: Source) -> Sentence | None:
    """Return why no commune can be made of an election, None if one can."""
    election = source.election
    try:
        digits = minor_digits(source.currency)
    except DomainError as refusal:
        return Sentence(refusal.message("es"), refusal.message("en"))
    if not 2 <= len(election.projects) <= OPTIONS_LIMIT:
        return Sentence(
            f"una consulta tiene de 2 a {OPTIONS_LIMIT} proyectos, y este tiene {len(election.projects)}.",
            f"a consultation has 2 to {OPTIONS_LIMIT} projects, and this has {len(election.projects)}.",
        )
    if not election.ballots.count:
        return Sentence("no trae votos.", "it brings no votes.")
    if min(election.costs) <= 0:
        return Sentence("tiene un proyecto que no cuesta nada.", "it has a project that costs nothing.")
    if any(cost * 10**digits % election.scale for cost in (*election.costs, election.budget)):
        return Sentence(
            f"tiene montos más finos que {source.currency}.", f"it has amounts finer than {source.currency}."
        )
    return None


def parted(sources: Sequence[Source]) -> tuple[list[Source], list[LeftOut]]:
    """Return the elections that make communes, and those that can't, with the reason of each."""
    used: list[Source] = []
    left_out: list[LeftOut] = []
    for source in sources:
        reason = why_unusable(source)
        if reason is None:
            used.append(source)
        else:
            left_out.append(LeftOut(source.name, reason))
    return used, left_out
