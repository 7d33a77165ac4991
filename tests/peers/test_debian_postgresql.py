"""What the database itself refuses, it refuses in Debian's PostgreSQL too, not only in the embedded one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
NEWEST = SERVERS[-1].parent if SERVERS else None
# Guards, laws and money: what rests on constraints, triggers, locks and rights.
CHOSEN = (
    "tests/laws/test_power_comes_from_a_mandate.py",
    "tests/laws/test_every_public_act_is_in_the_gazette.py",
    "tests/laws/test_money_neither_appears_nor_disappears.py",
    "src/toparquia/ledger/tests/test_attacks.py",
    "src/toparquia/assemblies/tests/test_guards.py",
    "src/toparquia/planning/tests/test_guards.py",
    "src/toparquia/mandates/tests/test_proclaim.py",
)
pytestmark = pytest.mark.skipif(
    NEWEST is None or int(NEWEST.parts[-2]) < 15,
    reason="Debian's PostgreSQL 15 or newer is not installed in /usr/lib/postgresql",
)


def run(program: str, *words: str, user: str | None) -> None:
    """Run one of the server's programs as a user who is not root, for it refuses root."""
    assert NEWEST is not None, "skipped otherwise"
    subprocess.run([str(NEWEST / program), *words], check=True, capture_output=True, user=user, cwd="/")


@pytest.fixture
def url() -> Iterator[str]:
    """Start a cluster of its own on a Unix socket, with the application's role, and yield the owner's URL."""
    user = "postgres" if os.geteuid() == 0 else None
    # Short, because the name of a socket has a limit; open, because another user enters it.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    folder.chmod(0o755)
    cluster = folder / "cluster"
    cluster.mkdir()
    if user:
        shutil.chown(folder, user)
        shutil.chown(cluster, user)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-D", str(cluster), "-U", "owner", "--auth=trust", "-E", "UTF8", user=user)
        log = str(folder / "log")
        run("pg_ctl", "-D", str(cluster), "-w", "-l", log, "-o", options, "start", user=user)
        at = ("-h", str(folder), "-U", "owner")
        subprocess.run([NEWEST / "createuser", *at, "toparquia_app"], check=True)
        subprocess.run([NEWEST / "createdb", *at, "toparquia"], check=True)
        yield f"postgresql://owner@/toparquia?host={folder}"
    finally:
        run("pg_ctl", "-D", str(cluster), "-m", "immediate", "stop", user=user)
        shutil.rmtree(folder, ignore_errors=True)


# The rooms' own tests once more, with their own set-up: as long as these take by themselves.
def test_guards_laws_and_ledger_hold_there(url):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TOPARQUIA_", "PYTEST_"))
    }
    environment = {
        **kept,
        "DATABASE_URL": url,
        "DATABASE_APPLICATION_URL": url.replace("//owner@", "//toparquia_app@"),
    }

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CHOSEN],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]
