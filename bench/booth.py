"""The booth's figures: a voter's phone, a neighbour's browser, and our engine in Python in the same run.

A figure is a line of JSON: name, ratio (how many times less time than the engine; below 1 it is slower),
and what went in. Run as `python -m bench.booth`.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.ballots import MOMENT

BOOTH = Path(__file__).parents[1] / "src" / "toparquia" / "web" / "booth"
BUILT = BOOTH.parent / "static" / "web" / "booth"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
SLOWDOWN = 6
LIMIT_MS = 300
ANSWERS = tuple("ABCDEFG")
CHOICES = [[0, 0, 1, 0, 0, 0, 0]]
# The browser's tools slow down pages only, not workers: so the worker's own bundle runs in the page.
IN_PAGE = """async ([election, slip, choices]) => {
    const desk = new toparquiaBooth.Desk();
    await desk.answer({ verb: "open", election });
    await desk.answer({ verb: "identify", slip });
    const started = performance.now();
    const { ok } = await desk.answer({ verb: "encrypt", choices });
    return ok ? performance.now() - started : null;
}"""
IN_WORKER = """async ([election, slip, choices]) => {
    window.client ??= new toparquiaPage.Client("/booth-worker.js");
    await window.client.ask("open", { election });
    await window.client.ask("identify", { slip });
    const started = performance.now();
    await window.client.ask("encrypt", { choices });
    return performance.now() - started;
}"""


class _Site(SimpleHTTPRequestHandler):
    """Serves the bundles and a page that loads both."""

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        scripts = "".join(f'<script src="/{name}"></script>' for name in ("booth.js", "booth-worker.js"))
        self.wfile.write(f"<!doctype html><title>booth</title>{scripts}".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def a_browser() -> Iterator[tuple[Any, str]]:
    """Open a browser, and serve the page that it will load."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Site, directory=BUILT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser, f"http://127.0.0.1:{server.server_port}/"
        browser.close()
    server.shutdown()


def milliseconds_in(
    browser: Any, address: str, asked: list[Any], script: str, slowdown: int
) -> tuple[float, float]:
    """Return the time of a new page's first ballot, which makes the tables too, and of its third."""
    page = browser.new_page()
    page.goto(address)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    first, _, third = (float(page.evaluate(script, asked)) for _ in range(3))
    page.close()
    return first, third


def milliseconds_of_the_engine(election: Any, secret: int) -> float:
    """Return the time that our engine takes for the same ballot."""
    from toparquia.engines.ballots.casting import make_ballot

    started = time.perf_counter()
    make_ballot(election, secret, CHOICES)
    return (time.perf_counter() - started) * 1000


def figure(name: str, engine: list[float], booth: list[float], **facts: object) -> None:
    """Print one figure from the medians of both, in milliseconds."""
    theirs, own = statistics.median(engine), statistics.median(booth)
    said = {
        "name": name,
        "ratio": round(theirs / own, 3),
        "engine_ms": round(theirs, 2),
        "booth_ms": round(own, 2),
    }
    print(json.dumps(said | facts), flush=True)


def encrypting(rounds: int) -> None:
    """Print what encrypting one of seven takes in a browser."""
    from toparquia.engines.ballots.credentials import credential_secret, new_credential
    from toparquia.engines.ballots.election import Question, new_election
    from toparquia.engines.ballots.groups import group_named

    group = group_named("Ed25519")
    key = group.power(group.generator, group.random_scalar())
    election = new_election(group=group, key=key, questions=[Question("?", ANSWERS, 1, 1)], name="x")
    slip = new_credential()
    secret = credential_secret(group, election.uuid, slip)
    asked = [election.raw.decode(), slip, CHOICES]
    ways = {"booth.encrypt_seven_6x": (IN_PAGE, SLOWDOWN), "booth.encrypt_seven_worker": (IN_WORKER, 1)}
    engine: list[float] = []
    booth: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    with a_browser() as (browser, address):
        for _ in range(rounds):
            # Taken in turns, so that a slow moment of the machine meets all alike.
            engine.append(milliseconds_of_the_engine(election, secret))
            for name, (script, slowdown) in ways.items():
                booth[name].append(milliseconds_in(browser, address, asked, script, slowdown))
    for name, (_, slowdown) in ways.items():
        firsts, later = [first for first, _ in booth[name]], [third for _, third in booth[name]]
        facts = {"first_ms": round(statistics.median(firsts), 1), "slowdown": slowdown, "limit_ms": LIMIT_MS}
        figure(name, engine, later, **facts, rounds=rounds)


def verifying(voters: int, rounds: int) -> None:
    """Print what verifying takes a ballot, in Node and in our engine without and with its extension."""
    from toparquia.engines.ballots.election import Question
    from toparquia.engines.ballots.groups import group_named
    from toparquia.engines.ballots.rehearsal import rehearse
    from toparquia.engines.ballots.verification import verify

    for group in ("Ed25519", "BELENIOS-2048"):
        with tempfile.TemporaryDirectory(prefix="booth-") as name:
            played = rehearse(
                Path(name),
                moment=MOMENT,
                group=group_named(group),
                voters=voters,
                trustees=(1, None),
                questions=[Question("?", ANSWERS, 1, 1)],
                chance=random.Random(7),
            )
            engine, booth = [], []
            for _ in range(rounds):
                started = time.perf_counter()
                assert verify(played.archive).valid
                engine.append((time.perf_counter() - started) * 1000 / played.ballots)
                booth.append(_milliseconds_in_node(played.archive) / played.ballots)
        label = "ed25519" if group == "Ed25519" else "2048"
        figure(f"booth.verify_{label}_a_ballot", engine, booth, ballots=played.ballots, rounds=rounds)


def _milliseconds_in_node(archive: Path) -> float:
    words = ["node", BOOTH / "node" / "verify.mjs", archive, "--json"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return float(json.loads(said)["seconds"]) * 1000


def first_load() -> None:
    """Print how many bytes a phone loads with the booth, compressed; its page is some 5 kB more."""
    site = BUILT.parent
    files = [BUILT / "booth.js", BUILT / "booth-worker.js", site / "toparquia.css", site / "toparquia.js"]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files}
    total = sum(sizes.values())
    print(
        json.dumps({"name": "booth.first_load", "ratio": round(100_000 / total, 2), "bytes": total, **sizes})
    )


def main() -> int:
    """Print all figures; those that need a browser or Node are skipped by name where it is not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    first_load()
    if CHROMIUM.exists():
        encrypting(args.rounds)
    else:
        print(json.dumps({"name": "booth.encrypt_seven_6x", "skipped": f"no browser at {CHROMIUM}"}))
    if shutil.which("node"):
        verifying(args.voters, args.rounds)
    else:
        print(json.dumps({"name": "booth.verify_ed25519_a_ballot", "skipped": "no node here"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
