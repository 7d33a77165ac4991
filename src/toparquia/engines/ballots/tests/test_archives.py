"""The archive's bytes: written in one way, read in bounded memory, never rewritten."""

from __future__ import annotations

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.archive import BALLOT, END_BALLOTS, ArchiveWriter, Stage, steps
from toparquia.engines.ballots.errors import (
    ArchiveBytesWrong,
    ArchiveCutShort,
    BallotAfterClosing,
    BallotRefusal,
    EventOutOfOrder,
    FileExists,
    FileUnreadable,
    NotAnArchive,
)
from toparquia.engines.ballots.verification import verify

from .elections import a_vote
from .forging import MOMENT


@pytest.fixture
def path(tmp_path):
    writer = ArchiveWriter.create(
        tmp_path / "a.bel", moment=MOMENT, election=b"{}", trustees=b"[]", credentials=b"[]"
    )
    with writer:
        writer.append(BALLOT, [b'{"n":1}'])
        writer.append(BALLOT, [b'{"n":2}'])
    return tmp_path / "a.bel"


def kinds(path) -> list[str]:
    with path.open("rb") as stream:
        return [step.event.kind for step in steps(stream, str(path))]


def test_any_tar_reader_lists_an_archive(path):
    # The end blocks of the format are left out, so that it can grow.
    with tarfile.open(fileobj=io.BytesIO(path.read_bytes() + bytes(1024))) as tar:
        names = tar.getnames()
        first = tar.extractfile("BELENIOS").read()

    assert first == b'{"version":1,"timestamp":"1800000000"}'
    assert [name[64:] for name in names[1:]] == [".data.json"] * 4 + [".event.json"] + [
        ".data.json",
        ".event.json",
    ] * 2


def test_an_archive_is_continued_where_it_stood(path):
    before = path.read_bytes()

    with ArchiveWriter.reopen(path) as writer:
        assert (writer.stage, writer.height) == (Stage.OPEN, 3)
        writer.append(END_BALLOTS)

    assert path.read_bytes().startswith(before), "what was there stays"
    assert kinds(path) == ["Setup", "Ballot", "Ballot", "EndBallots"]


def test_after_closing_no_ballot_is_written(path):
    with ArchiveWriter.reopen(path) as writer:
        writer.append(END_BALLOTS)
        writer.keep()
        closed = path.stat().st_size
        with pytest.raises(BallotAfterClosing):
            writer.append(BALLOT, [b"{}"])
        with pytest.raises(EventOutOfOrder):
            writer.append(END_BALLOTS)
    assert path.stat().st_size == closed, "nothing was written"


def test_an_archive_is_never_overwritten(path):
    with pytest.raises(FileExists):
        ArchiveWriter.create(path, moment=MOMENT, election=b"", trustees=b"", credentials=b"")
    with pytest.raises(FileUnreadable):
        ArchiveWriter.reopen(path.with_name("none.bel"))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_crash_while_writing_loses_only_the_unfinished_step(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash")
    with ArchiveWriter.create(
        folder / "a.bel", moment=MOMENT, election=b"{}", trustees=b"[]", credentials=b"[]"
    ) as writer:
        writer.append(BALLOT, [b'{"n":1}'])
        writer.keep()
        kept = (folder / "a.bel").stat().st_size
        writer.append(BALLOT, [b'{"n":2}'])
    path = folder / "a.bel"
    whole = path.stat().st_size
    with path.open("r+b") as stream:
        stream.truncate(data.draw(st.integers(kept, whole - 1)))
    cut = path.stat().st_size

    if cut > kept:
        with pytest.raises(ArchiveCutShort):
            ArchiveWriter.reopen(path)
    with ArchiveWriter.reopen(path, mend=True) as writer:
        writer.append(BALLOT, [b'{"n":3}'])

    assert kinds(path) == ["Setup", "Ballot", "Ballot"]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_noticed(data, tmp_path_factory):
    # Whatever byte of whatever part is changed, and whatever it becomes.
    folder = tmp_path_factory.mktemp("byte")
    with ArchiveWriter.create(
        folder / "a.bel", moment=MOMENT, election=b"{}", trustees=b"[]", credentials=b"[]"
    ) as writer:
        writer.append(BALLOT, [b'{"n":1}'])
    raw = bytearray((folder / "a.bel").read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[place]))
    raw[place] = byte

    with pytest.raises(BallotRefusal):
        list(steps(io.BytesIO(bytes(raw)), "a.bel"))


@pytest.mark.parametrize("raw", [b"", b"x", bytes(1024), b"BELENIOS" + bytes(2000), b"%PDF-1.7" * 200])
def test_other_files_are_not_archives(raw, tmp_path):
    (tmp_path / "a.bel").write_bytes(raw)

    with pytest.raises(NotAnArchive):
        verify(tmp_path / "a.bel")


def test_end_blocks_or_anything_else_after_the_end_are_refused(path):
    raw = path.read_bytes()

    for tail in (bytes(1024), b"x", b"x" * 512):
        with pytest.raises((ArchiveBytesWrong, ArchiveCutShort)):
            list(steps(io.BytesIO(raw + tail), "a.bel"))


def test_data_without_its_event_is_an_archive_cut_short(tmp_path):
    vote = a_vote()
    path = vote.opened_in(tmp_path)
    with ArchiveWriter.reopen(path) as writer:
        writer.append(BALLOT, [vote.ballot(0, [[1, 0, 0], [0, 1, 0]])])
    raw = path.read_bytes()
    path.write_bytes(raw[:-1024])

    report = verify(path)

    assert (report.first_failed.name, report.refusal.code) == ("archive.bytes", "ballots.archive_cut_short")
