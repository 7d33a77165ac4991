"""Many counts at once: the same documents, however they are spread out."""

from __future__ import annotations

import pickle

import pytest

from toparquia.engines.budgeting import batch
from toparquia.engines.budgeting.batch import Source, count_many
from toparquia.engines.budgeting.errors import CountingError, PabulibError, Said
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import GOOD, an_election, changed

RULE = CountingRule("mes", completion="add1-greedy")


def sources(tmp_path, number=6):
    made = []
    for at in range(number):
        path = tmp_path / f"{at:03}.pb"
        text = GOOD if at != 2 else changed("num_votes;3", "num_votes;4")
        path.write_text(changed("budget;1000", f"budget;{700 + at * 100}", text), encoding="utf-8")
        made.append(Source(str(path)))
    return [*made, Source("built", election=an_election([3, 4], [[0], [1], [1]], 5))]


def plain(outcome):
    if isinstance(outcome, CountingError):
        return outcome.message("en")
    return {key: value for key, value in outcome.items() if key != "seconds"}


def extra(result):
    return {"left": result.election.budget - result.spent}


def test_processes_give_what_this_process_gives(tmp_path):
    alone = list(count_many(sources(tmp_path), RULE, workers=1, extra=extra))
    done = []

    spread = list(count_many(sources(tmp_path), RULE, workers=2, extra=extra, progress=done.append))

    assert [plain(outcome) for outcome in spread] == [plain(outcome) for outcome in alone]
    assert isinstance(spread[2], PabulibError)
    assert done == [1, 2, 3, 4, 5, 6, 7]


def test_a_dask_cluster_gives_what_this_process_gives(tmp_path):
    # A slow test: starting two Dask workers takes a few seconds.
    pytest.importorskip("distributed", reason="distributed is not installed: pip install toparquia[cluster]")
    alone = [plain(outcome) for outcome in count_many(sources(tmp_path), RULE, workers=1)]

    spread = [plain(outcome) for outcome in count_many(sources(tmp_path), RULE, workers=2, scheduler="local")]

    assert spread == alone


def test_a_scheduler_that_is_not_there_is_refused(tmp_path, unused_tcp_address, monkeypatch):
    pytest.importorskip("distributed", reason="distributed is not installed: pip install toparquia[cluster]")
    monkeypatch.setattr(batch, "CONNECT_SECONDS", 0.5)

    with pytest.raises(CountingError, match="cannot be reached"):
        list(count_many(sources(tmp_path), RULE, scheduler=unused_tcp_address))


@pytest.fixture
def unused_tcp_address():
    """An address of this machine where nobody listens."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


def test_refusals_cross_processes_with_their_facts():
    error = PabulibError("x", Said(es="no {found}", en="not {found}"), file="f.pb", line=3, found="y")

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert copy.message("en") == error.message("en") == "f.pb, line 3: not y"
    assert (copy.file, copy.line, copy.code) == ("f.pb", 3, "x")
