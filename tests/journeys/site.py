"""A country built by the demo and served on loopback, once for a whole test run, and by each worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.house.checkout import CHECKOUT

SEED: Final = "7"
BUILT_WITHIN: Final = 240
ANSWERS_WITHIN: Final = 30


@dataclass(frozen=True)
class Account:
    """Someone of the demo who can sign in."""

    role: str
    email: str
    password: str
    code: str


@dataclass(frozen=True)
class Site:
    """A served country: where it is, who can sign in, and what the demo told of it."""

    address: str
    accounts: tuple[Account, ...]
    told: dict[str, Any]
    clock: Path

    def stand_at(self, moment: datetime) -> None:
        """Let this site's clock stand at a moment."""
        self.clock.write_text(moment.isoformat())

    def let_run(self) -> None:
        """Let this site's clock run again as the machine's does."""
        self.clock.unlink(missing_ok=True)


def run_folder() -> Path:
    """Return a folder that all workers of this test run share.

    TOPARQUIA_JOURNEYS_FOLDER names one to keep, so that the next run needs not build the country again.
    """
    kept = os.environ.get("TOPARQUIA_JOURNEYS_FOLDER")
    return Path(kept) if kept else Path(os.environ["TOPARQUIA_TEST_HOME"]) / "journeys"


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program that lives in `home` and nowhere else."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TOPARQUIA_", "DATABASE_", "DJANGO_", "PYTEST_"))
    }
    return kept | {
        "TOPARQUIA_HOME": str(home),
        "TOPARQUIA_LANG": "es",
        "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def toparquia(*words: str) -> list[str]:
    """Return the command line of our program."""
    return [sys.executable, "-m", "toparquia", *words]


def built() -> dict[str, Any]:
    """Return what the demo wrote of the country of this run, which the first to ask builds.

    From the demo's own sample elections, or from the files that TOPARQUIA_JOURNEYS_ELECTIONS names.
    """
    import fasteners

    folder = run_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(folder / "building.lock"):
        if not _written(folder):
            given = os.environ.get("TOPARQUIA_JOURNEYS_ELECTIONS", "").split()
            words = toparquia("demo", "--no-serve", "--json", "--seed", SEED)
            done = subprocess.run(
                [*words, "--elections", *given] if given else words,
                env=environment(folder),
                capture_output=True,
                text=True,
                timeout=BUILT_WITHIN,
            )
            assert done.returncode == 0, done.stderr
        (written,) = _written(folder)
        return dict(json.loads(written.read_text())) | {"home": str(written.parent)}


def _written(folder: Path) -> list[Path]:
    return list(folder.glob("demo/*/built.json"))


@contextmanager
def served(told: dict[str, Any]) -> Iterator[Site]:
    """Serve the country of this run on a free port of loopback until the block ends."""
    port = free_port()
    clock = run_folder() / f"clock-{port}"
    here = environment(Path(told["home"])) | {"JOURNEYS_CLOCK": str(clock)}
    log = (run_folder() / f"serve-{port}.log").open("w")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=1", "--threads=4"),
            *("--no-control-socket", "tests.journeys.clocked:application"),
        ],
        env=here,
        cwd=CHECKOUT,
        stderr=log,
        stdout=log,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield Site(address, accounts_of(told), told, clock)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def accounts_of(told: dict[str, Any]) -> tuple[Account, ...]:
    """Return who can sign in: one password serves all of the demo."""
    return tuple(
        Account(one["role"], one["email"], told["password"], one["code"]) for one in told["accounts"]
    )


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the site answers. :raises AssertionError: if it ends or takes too long."""
    ends = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < ends:
        assert server.poll() is None, f"the site ended: see the log beside {run_folder()}"
        try:
            with urlopen(f"{address}/acerca/", timeout=5):  # noqa: S310 (loopback)
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not answer within {ANSWERS_WITHIN} s")
