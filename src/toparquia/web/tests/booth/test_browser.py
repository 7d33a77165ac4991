"""The same bundles in a real browser's worker, under the site's policy."""

from __future__ import annotations

import base64
import functools
import random
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from toparquia.engines.ballots.checking import check_ballot
from toparquia.engines.ballots.credentials import new_credential
from toparquia.engines.ballots.election import Question
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import rehearse
from toparquia.engines.ballots.tests.elections import EVERY_KIND, MOMENT, a_vote
from toparquia.engines.ballots.tests.forging import Parts

from .driving import BUILT

POLICY = "default-src 'none'; script-src 'self'"
CHOICES = [[1, 0, 0], [0, 1, 1], [0, 1], [0, 0, 1]]


class _Site(SimpleHTTPRequestHandler):
    """Serves the bundles and one empty page, as strictly as the site does."""

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        page = b'<!doctype html><html lang="es"><title>x</title><script src="/booth.js"></script></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)
        return None

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def page(browser):
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Site, directory=BUILT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened = browser.new_page()
    opened.goto(f"http://127.0.0.1:{server.server_port}/")
    opened.evaluate("() => { window.desk = new toparquiaPage.Client('/booth-worker.js'); }")
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()


def ask(page, verb: str, **asked: object) -> dict:
    return page.evaluate("([verb, asked]) => window.desk.ask(verb, asked)", [verb, asked])


def test_a_ballot_of_a_browsers_worker_is_taken_by_the_engine(page):
    # A browser starts in two seconds.
    vote = a_vote(questions=EVERY_KIND)
    ask(page, "open", election=vote.election.raw.decode())
    ask(page, "identify", slip=new_credential())
    bound = ask(page, "encrypt", choices=CHOICES)

    cast = ask(page, "cast")

    assert check_ballot(vote.election, cast["ballot"].encode()).tracker == bound["tracker"] == cast["tracker"]


def test_the_connection_may_be_cut_once_the_page_is_there(page):
    page.context.set_offline(True)
    vote = a_vote(voters=1)

    ask(page, "open", election=vote.election.raw.decode())
    ask(page, "identify", slip=new_credential())
    ask(page, "encrypt", choices=[[1, 0, 0], [0, 1, 0]])

    assert check_ballot(vote.election, ask(page, "cast")["ballot"].encode())
    page.context.set_offline(False)


def test_a_chosen_file_is_verified_in_the_worker(page, finished):
    _, parts, _ = finished
    verify = """async (bytes) => {
        const archive = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "a.bel");
        let steps = 0;
        const report = await window.desk.ask("verify", { archive, language: "en" }, () => { steps += 1; });
        return { ...report, steps };
    }"""
    report = page.evaluate(verify, base64.b64encode(parts.archive()).decode())

    assert report["valid"], report["checks"][-1]
    assert report["result"] == [[2, 1, 0], [1, 1, 1]]
    assert report["steps"] > 0


def test_helpers_find_what_one_finds(page, tmp_path):
    # Forty ballots are three chunks for three workers.
    question = Question("¿Se aprueba?", ("sí", "no"), 1, 1)
    played = rehearse(
        tmp_path,
        moment=MOMENT,
        group=group_named("Ed25519"),
        voters=36,
        trustees=(1, None),
        questions=[question],
        chance=random.Random(4),
    )
    forged = Parts.of(played.archive)
    for number in (36, 20):
        forged.change_ballot(
            lambda value: value["signature"]["proof"].__setitem__("response", "1"), number, resign=False
        )
    verify = """async (bytes) => {
        const crew = new toparquiaPage.Client("/booth-worker.js", { helpers: 3 });
        const archive = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "a.bel");
        const report = await crew.ask("verify", { archive, language: "es" });
        crew.close();
        return report;
    }"""

    right = page.evaluate(verify, base64.b64encode(played.archive.read_bytes()).decode())
    wrong = page.evaluate(verify, base64.b64encode(forged.archive()).decode())

    assert (right["valid"], right["accepted"], right["result"]) == (True, played.ballots, played.expected)
    assert (wrong["valid"], wrong["accepted"]) == (False, 20)
    assert wrong["checks"][-1]["name"] == "ballots.signature"
    assert wrong["checks"][-1]["detail"].startswith("Boleta 21:")
