"""The command itself, in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toparquia.cli.demo.tests.elections import small_election


def environment(home: Path) -> dict[str, str]:
    """Return an environment with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOPARQUIA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "TOPARQUIA_HOME": str(home), "TOPARQUIA_LANG": "en", "PYTHONWARNINGS": "ignore"}


def demo(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the demo without serving."""
    return subprocess.run(
        [sys.executable, "-m", "toparquia", "demo", "--no-serve", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=140,
    )


def test_a_bad_file_among_good_ones_is_one_sentence_and_builds_nothing(tmp_path):
    good = small_election(tmp_path, "Arriba")
    bad = small_election(tmp_path, "Abajo", vote="1,77")
    home = tmp_path / "home"

    done = demo(home, "--elections", str(good), str(bad))

    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line.startswith("toparquia: ")]
    assert len(lines) == 1
    assert "Abajo.pb" in lines[0]
    assert "Traceback" not in done.stderr
    assert not list(home.glob("demo/*/postgres"))


@pytest.mark.parametrize(
    ("words", "code"), [(["--elections", "/nowhere"], 2), (["--today", "2999-01-01"], 2)]
)
def test_what_cannot_be_is_one_sentence(tmp_path, words, code):
    done = demo(tmp_path, *words)

    assert done.returncode == code
    assert done.stderr.count("toparquia: ") == 1


# Starts a database of its own, twice.
def test_a_killed_build_leaves_nothing_to_serve_and_the_next_one_is_whole(tmp_path):
    file = small_election(tmp_path, "Arriba")
    home = tmp_path / "home"
    words = ["--elections", str(file), "--json"]
    begun = subprocess.Popen(
        [sys.executable, "-m", "toparquia", "demo", "--no-serve", *words],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for_tables(home, begun)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    assert not list(home.glob("demo/*/built.json"))

    done = demo(home, *words)
    again = demo(home, *words)

    assert done.returncode == again.returncode == 0, done.stderr
    first, second = json.loads(done.stdout), json.loads(again.stdout)
    assert {**first, "seconds": 0} == {**second, "seconds": 0}
    assert second["seconds"] < first["seconds"]
    asked = {"communes", "councils", "residents", "ballots", "consultations", "obligations", "invoices"}
    assert asked | {"reports_approved", "gazette_size", "gazette_root", "seconds"} <= first.keys()
    assert set(first["consultations"][0]) >= {"source", "rule", "winners"}
    assert set(first["obligations"][0]) >= {"project", "amount_minor", "currency", "paid_minor", "status"}


def _wait_for_tables(home: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "it ended before it could be killed"
        if list(home.glob("demo/*/keys/session.key")) and list(home.glob("demo/*/postgres/postmaster.pid")):
            return
        time.sleep(0.1)
    raise AssertionError("it did not begin")
