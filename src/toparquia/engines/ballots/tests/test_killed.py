"""A verification whose process is killed goes on where it was, in another process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from toparquia.engines.ballots.verification import verify, verifying

from .elections import a_finished_vote

CHUNK = 8
# It stops to wait for its own death once it has checked so many ballots.
PROGRAM = """
import sys
from pathlib import Path
from toparquia.engines.ballots.verification import progress, verify, verifying
verifying.BALLOTS_A_CHUNK = int(sys.argv[3])
progress._SECONDS_BETWEEN = 0
def show(phase, done, total):
    if phase == "ballots" and done >= 3 * int(sys.argv[3]):
        print(done, flush=True)
        sys.stdin.read()
verify(Path(sys.argv[1]), memory=Path(sys.argv[2]), progress=show)
"""


def test_a_killed_verification_is_resumed(tmp_path, monkeypatch):
    played = a_finished_vote(tmp_path, voters=40)
    memory = tmp_path / "memory.json"
    words = [sys.executable, "-c", PROGRAM, str(played.archive), str(memory), str(CHUNK)]
    source = str(Path(verify.__code__.co_filename).parents[4])
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": source},
    ) as running:
        checked = int(running.stdout.readline())
        running.send_signal(signal.SIGKILL)

    assert running.returncode == -signal.SIGKILL
    shown = []
    monkeypatch.setattr(verifying, "BALLOTS_A_CHUNK", CHUNK)
    report = verify(
        played.archive,
        memory=memory,
        progress=lambda phase, done, total: shown.append(done) if phase == "ballots" else None,
    )

    assert report.valid, report.refusal
    assert (report.accepted, report.result) == (played.ballots, played.expected)
    assert shown[0] == checked + CHUNK, "what was checked before is not checked again"
    assert not memory.exists()
