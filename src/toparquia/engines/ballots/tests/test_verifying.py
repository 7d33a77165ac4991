"""Verification at scale: processes, a cluster, resuming, and what it says when it can't."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import Future
from dataclasses import replace

import pytest

from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.errors import ClusterUnreachable, FileUnreadable
from toparquia.engines.ballots.verification import Demands, cluster, processes, verify
from toparquia.engines.ballots.verification import verifying as steps_of_section_15
from toparquia.engines.ballots.verification.chunks import FilePart, check_ballot_chunk

from .elections import a_finished_vote, a_vote
from .elections import played as played_by
from .forging import Parts


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return a_finished_vote(tmp_path_factory.mktemp("played"), voters=40)


def test_a_report_says_what_was_checked_in_both_languages(played):
    report = verify(played.archive)
    said = {language: report.to_json(language) for language in ("es", "en")}

    assert report.result == played.expected
    for value in said.values():
        assert list(value) == ["valid", "ballots", "accepted", "result", "checks", "seconds"]
        assert value["valid"] is True
        assert (value["ballots"], value["accepted"]) == (played.ballots, played.ballots)
        assert all(check["ok"] and check["name"] and check["detail"] for check in value["checks"])
        json.dumps(value)
    assert said["es"]["checks"] != said["en"]["checks"]


def test_processes_find_what_one_finds(played, tmp_path):
    # Two processes take a second to start; they are started once.
    bad = Parts.of(played.archive)
    bad.change_ballot(
        lambda value: value["signature"]["proof"].__setitem__("response", "1"), 37, resign=False
    )
    archive = bad.written_to(tmp_path / "bad.bel")
    with processes(2) as crew:
        right, wrong = verify(played.archive, crew=crew), verify(archive, crew=crew)

    assert right.valid
    assert right.result == played.expected
    assert wrong.refusal.places == [("ballot", 38)]
    assert wrong.refusal.message("es").startswith("Boleta 38: La firma")
    assert wrong.accepted == 37


def test_a_cluster_finds_what_one_finds(played, tmp_path):
    # Starting a scheduler and a worker takes two seconds: they are threads of this process here.
    distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
    options = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    here = distributed.LocalCluster(**options, scheduler_port=0, silence_logs=50)
    with here, cluster(here.scheduler_address) as crew:
        report = verify(played.archive, crew=crew)

    assert report.valid
    assert report.result == played.expected


class ElsewhereCrew:
    """A machine without the archive's file, where a chunk is worked on at once."""

    size = 1

    def submit(self, work, chunk):
        """Work on a chunk as that machine would."""
        if isinstance(getattr(chunk, "texts", None), FilePart):
            chunk = replace(chunk, texts=replace(chunk.texts, path="/nowhere/archive.bel"))
        done = Future()
        done.set_result(work(chunk))
        return done


def test_a_worker_without_the_file_is_sent_the_texts(played, monkeypatch):
    monkeypatch.setattr(steps_of_section_15, "BALLOTS_A_CHUNK", 8)

    report = verify(played.archive, crew=ElsewhereCrew())

    assert report.valid
    assert report.result == played.expected


def test_an_archive_that_changes_between_the_passes_is_refused(played, tmp_path, monkeypatch):
    archive = tmp_path / "changing.bel"
    archive.write_bytes(played.archive.read_bytes())
    checked = steps_of_section_15.check_board

    def written_into(*given):
        archive.write_bytes(archive.read_bytes().replace(b'"response":"1', b'"response":"2'))
        checked(*given)

    monkeypatch.setattr(steps_of_section_15, "check_board", written_into)

    report = verify(archive)

    assert report.refusal.code == "ballots.file_changed"
    assert report.first_failed.name == "archive.bytes"


def test_a_cluster_that_does_not_answer_is_told(monkeypatch):
    pytest.importorskip("distributed", reason="the cluster extra is not installed")
    monkeypatch.setattr("toparquia.engines.ballots.verification.crews.CLUSTER_PATIENCE", 0.3)

    with pytest.raises(ClusterUnreachable), cluster("tcp://127.0.0.1:9"):
        pass


class Interrupted(BaseException):
    """A power cut, for the program."""


def interrupted_after(chunks: int):
    done = []

    def check(chunk):
        if len(done) == chunks:
            raise Interrupted
        done.append(chunk)
        return check_ballot_chunk(chunk)

    return check


def test_a_verification_goes_on_where_it_was_cut_off(played, tmp_path, monkeypatch):
    memory = tmp_path / "memory.json"
    monkeypatch.setattr(steps_of_section_15, "BALLOTS_A_CHUNK", 8)
    monkeypatch.setattr("toparquia.engines.ballots.verification.progress._SECONDS_BETWEEN", 0)
    monkeypatch.setattr(steps_of_section_15, "check_ballot_chunk", interrupted_after(3))
    with pytest.raises(Interrupted):
        verify(played.archive, memory=memory)
    assert memory.exists()

    left = []
    monkeypatch.setattr(
        steps_of_section_15,
        "check_ballot_chunk",
        lambda chunk: (left.append(len(chunk.weights)), check_ballot_chunk(chunk))[1],
    )
    report = verify(played.archive, memory=memory)

    assert report.valid
    assert (report.accepted, report.result) == (played.ballots, played.expected)
    assert sum(left) == played.ballots - 24
    assert not memory.exists(), "the work is done"


@pytest.mark.parametrize("change", ["other archive", "damaged", "other program", "false sum"])
def test_a_memory_of_something_else_is_no_memory(played, tmp_path, monkeypatch, change):
    memory = tmp_path / "memory.json"
    monkeypatch.setattr(steps_of_section_15, "BALLOTS_A_CHUNK", 8)
    monkeypatch.setattr("toparquia.engines.ballots.verification.progress._SECONDS_BETWEEN", 0)
    with monkeypatch.context() as cut:
        cut.setattr(steps_of_section_15, "check_ballot_chunk", interrupted_after(3))
        with pytest.raises(Interrupted):
            verify(played.archive, memory=memory)
    said = json.loads(memory.read_text())
    if change == "other archive":
        said["identity"] = said["identity"][:-1] + "x"
    elif change == "other program":
        said["identity"] = "0" + said["identity"][1:]
    elif change == "false sum":
        said["total"] = "[]"
    memory.write_text("{" if change == "damaged" else json.dumps(said))

    checked = []
    monkeypatch.setattr(
        steps_of_section_15,
        "check_ballot_chunk",
        lambda chunk: (checked.append(len(chunk.weights)), check_ballot_chunk(chunk))[1],
    )

    assert verify(played.archive, memory=memory).valid
    assert sum(checked) == played.ballots, "everything was checked again"


def test_a_worker_that_dies_leaves_the_vote_not_verified(played):
    with processes(2) as crew:
        assert crew.submit(_die, signal.SIGKILL).exception() is not None
        outcome = code_of(played.archive, crew)

    assert outcome == "ballots.worker_lost"


def _die(number: int) -> None:
    os.kill(os.getpid(), number)


def code_of(archive, crew) -> str:
    report = verify(archive, crew=crew)
    return "valid" if report.valid else report.refusal.code


def test_a_program_that_fails_does_not_verify(played, monkeypatch):
    monkeypatch.setattr(steps_of_section_15, "check_board", lambda *_: 1 / 0)

    report = verify(played.archive)

    assert not report.valid
    assert report.refusal.code == "ballots.verifier_fault"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileUnreadable):
        verify(tmp_path / "none.bel")
    with pytest.raises(FileUnreadable):
        verify(tmp_path)


def test_a_vote_that_goes_on_verifies_as_far_as_it_came(tmp_path):
    archive = a_vote().opened_in(tmp_path)

    assert verify(archive, demands=Demands(until=Stage.OPEN)).valid
    report = verify(archive)
    assert (report.first_failed.name, report.refusal.code) == (
        "archive.complete",
        "ballots.archive_unfinished",
    )


def test_a_vote_without_ballots_has_a_result(tmp_path):
    parts, _ = played_by(a_vote(), [], [1])

    report = verify(parts.written_to(tmp_path / "a.bel"))

    assert report.valid, report.refusal
    assert report.result == [[0, 0, 0], [0, 0, 0]]
