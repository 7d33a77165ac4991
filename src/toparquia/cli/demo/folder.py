"""Where a demo is built and kept: a folder of its own for each country, marked when it is whole."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from toparquia import __version__
from toparquia.cli.demo.refusals import DemoBusy
from toparquia.foundation.home import home

PACKAGE: Final = Path(__file__).resolve().parents[2]
MARK: Final = "built.json"
# What may point a process at another database than the demo's own.
ELSEWHERE: Final = ("DATABASE_URL", "DATABASE_APPLICATION_URL", "TOPARQUIA_EMBEDDED_URL")
KEY_LENGTH: Final = 12
# Countries of other elections, seeds, days or program versions that are left there.
KEPT: Final = 4


class Folder:
    """The data folder of one country, named for all that it is made from."""

    def __init__(self, key: str) -> None:
        # Beside a person's own node, never in it.
        self.path = home() / "demo" / key
        self._lock = self.path.with_suffix(".lock")

    def built(self) -> dict[str, Any] | None:
        """Return what was written when the country was whole, None if there is none or half of one."""
        try:
            found: dict[str, Any] = json.loads((self.path / MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def mark(self, built: dict[str, Any]) -> None:
        """Say that the country is whole. Nothing is served, or used again, without this."""
        new = self.path / f"{MARK}.new"
        with open(new, "w", encoding="utf-8") as file:
            json.dump(built, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / MARK)

    def enter(self) -> None:
        """Let this process and its children use this folder, and no other database."""
        for name in ELSEWHERE:
            os.environ.pop(name, None)
        self.path.mkdir(parents=True, exist_ok=True)
        os.environ["TOPARQUIA_HOME"] = str(self.path)

    def empty(self) -> None:
        """Remove whatever is there; a half-built country may still have its server running."""
        with suppress(FileNotFoundError):
            (self.path / MARK).unlink()
        stop_server(self.path / "postgres")
        shutil.rmtree(self.path, ignore_errors=True)

    def clear_older(self) -> None:
        """Remove countries built before, but for the newest few and those in use."""
        marks = sorted(
            self.path.parent.glob(f"*/{MARK}"), key=lambda mark: mark.stat().st_mtime, reverse=True
        )
        for mark in marks[KEPT:]:
            other = Folder.at(mark.parent)
            with suppress(DemoBusy), other.alone():
                other.empty()

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Return the folder at a path."""
        folder = cls(path.name)
        folder.path, folder._lock = path, path.with_suffix(".lock")
        return folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other demo out of the folder. :raises DemoBusy: if one is in it."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with open(self._lock, "a", encoding="utf-8") as file:
            _take(file, fcntl.LOCK_EX)
            yield

    def keep_in_use(self) -> None:
        """Keep the folder from being rebuilt as long as this process lives, whatever program it becomes.

        :raises DemoBusy:
        """
        file = open(self._lock, "a", encoding="utf-8")  # noqa: SIM115 (kept open for good)
        _take(file, fcntl.LOCK_SH)
        os.set_inheritable(file.fileno(), True)
        self._in_use = file


def _take(file: IO[str], way: int) -> None:
    try:
        fcntl.flock(file, way | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise DemoBusy() from taken


def key_of(*, digests: Sequence[tuple[str, str]], seed: int, today: str) -> str:
    """Return the name of a country: of the program, its elections' files, the seed and the day."""
    told = json.dumps([__version__, _program(), list(digests), seed, today], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_LENGTH]


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _program() -> str:
    # A checkout changes under one version number, and a country built by other code may not repeat.
    digest = hashlib.sha256()
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml"), *PACKAGE.parent.parent.glob("rulesets/*.toml")]
    for file in sorted(files):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def stop_server(postgres: Path) -> None:
    """Stop the database server of a folder, if it runs, also one that a killed process left behind."""
    try:
        # Below zero while the server that makes the tables of a new folder runs.
        pid = abs(int((postgres / "postmaster.pid").read_text(encoding="utf-8").split()[0]))
    except (OSError, ValueError, IndexError):
        return
    import psutil

    # The number may have gone to another program since: only a server of this very folder is stopped.
    with suppress(psutil.Error, ProcessLookupError):
        process = psutil.Process(pid)
        if str(postgres) not in process.cmdline():
            return
        os.kill(pid, signal.SIGINT)
        _wait_for(process)


def _wait_for(process: Any) -> None:
    for _ in range(100):
        if not process.is_running() or process.status() == "zombie":
            return
        time.sleep(0.1)
    process.kill()
