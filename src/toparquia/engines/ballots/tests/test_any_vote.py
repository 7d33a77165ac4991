"""Elections of any shape, and archives damaged in any way: the result stands, or the verifier refuses."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.election import Question
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import rehearse
from toparquia.engines.ballots.verification import verify

from .elections import MOMENT, a_finished_vote

HEADER = 512


@st.composite
def questions(draw) -> Question:
    answers = draw(st.integers(1, 6))
    least = draw(st.integers(0, answers))
    most = draw(st.integers(max(least, 1), answers))
    return Question(
        draw(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)),
        tuple(f"opción {number}" for number in range(answers)),
        least,
        most,
        blank=draw(st.booleans()),
    )


@settings(max_examples=15, deadline=None)
@given(
    asked=st.lists(questions(), min_size=1, max_size=3),
    trustees=st.sampled_from([(1, None), (3, None), (3, 2), (4, 3)]),
    voters=st.integers(1, 5),
    seed=st.integers(),
)
def test_any_vote_counts_what_was_chosen(asked, trustees, voters, seed):
    with TemporaryDirectory() as folder:
        played = rehearse(
            Path(folder),
            moment=MOMENT,
            group=group_named("Ed25519"),
            voters=voters,
            trustees=trustees,
            questions=asked,
            chance=random.Random(seed),
        )

        report = verify(played.archive)

    assert report.valid, report.refusal
    assert (report.result, report.counted) == (played.expected, voters)
    assert report.ballots > voters


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    return a_finished_vote(tmp_path_factory.mktemp("finished"), voters=3).archive


def damaged(raw: bytes, data: st.DataObject) -> bytes:
    """Return the archive with some bytes changed, cut out, put in twice, moved, or cut off."""
    start = data.draw(st.integers(0, len(raw) - 1))
    end = min(len(raw), start + data.draw(st.integers(1, 3 * HEADER)))
    kind = data.draw(st.sampled_from(["change", "flip", "remove", "repeat", "end", "member"]))
    if kind == "change":
        return raw[:start] + data.draw(st.binary(min_size=1, max_size=8)) + raw[end:]
    if kind == "flip":
        return raw[:start] + bytes([raw[start] ^ 1 << data.draw(st.integers(0, 7))]) + raw[start + 1 :]
    if kind == "remove":
        return raw[:start] + raw[end:]
    if kind == "repeat":
        return raw[:end] + raw[start:]
    if kind == "end":
        return raw[:start]
    # Whole blocks, so that what is left still looks like members.
    first, last = start // HEADER * HEADER, -(-end // HEADER) * HEADER
    return raw[:first] + raw[last:]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_is_overlooked(finished, tmp_path, data):
    raw = finished.read_bytes()
    changed = damaged(raw, data)
    archive = tmp_path / finished.name
    archive.write_bytes(changed)
    shutil.copy(finished.with_suffix(".second-proofs.json"), tmp_path)

    try:
        report = verify(archive)
    except BallotRefusal:
        # Not an archive at all.
        assert changed != raw
        return

    assert report.valid == (changed == raw)
    if not report.valid:
        assert report.first_failed is not None
        assert report.first_failed.name != "verifier", "every fault has a name of its own"
