"""The published folder: its paths, its growth, what happens when the writer stops half way."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.translog import (
    Checkpoint,
    TileHashes,
    consistency_proof,
    inclusion_proof,
    published,
    published_size,
    read_entries,
    root,
    sign_checkpoint,
    tile_path,
    verify_export,
    write_tiles,
)
from toparquia.engines.translog.errors import EntryTooLong, LogRewritten, TileMalformed
from toparquia.engines.translog.tests.logs import KEY, entries_of, hashes_of, publish, signed
from toparquia.engines.translog.tiles import decode_bundle, encode_bundle, width_at

ENTRIES = entries_of(600)
HASHES = hashes_of(ENTRIES)


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        (63, 1000, 1, "tile/63/x001/000.p/1"),
        ("entries", 273, 112, "tile/entries/273.p/112"),
    ],
)
def test_paths_are_those_of_the_specification(level, index, width, path):
    assert tile_path(level, index, width) == path


def test_widths_are_those_of_the_specifications_example():
    # C2SP tlog-tiles, “Partial Tiles”: a tree of 70,000 entries.
    assert [width_at(0, n, 70_000) for n in (0, 272, 273, 274)] == [256, 256, 112, 0]
    assert [width_at(1, n, 70_000) for n in (0, 1, 2)] == [256, 17, 0]
    assert [width_at(2, n, 70_000) for n in (0, 1)] == [1, 0]


def test_a_folder_has_the_files_of_the_layout(tmp_path):
    publish(tmp_path, ENTRIES)

    assert files_of(tmp_path) == [
        "checkpoint",
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/88",
        "vkey",
    ]
    assert (tmp_path / "tile/0/000").stat().st_size == 8192
    assert oct((tmp_path / "checkpoint").stat().st_mode & 0o444) == "0o444"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 600), min_size=1, max_size=5).map(sorted))
def test_a_log_grows_to_the_same_files_whatever_its_steps(tmp_path_factory, sizes):
    folder = tmp_path_factory.mktemp("log")
    for size in sizes:
        publish(folder, ENTRIES[:size])
        hashes = TileHashes(folder, size)
        assert root(size, hashes) == published(folder).root
        for index in range(0, size, 97):
            assert inclusion_proof(index, size, hashes) == inclusion_proof(index, size, HASHES)

    last = sizes[-1]
    assert consistency_proof(sizes[0], last, TileHashes(folder, last)) == consistency_proof(
        sizes[0], last, HASHES
    )
    assert list(read_entries(folder, last // 3, last)) == ENTRIES[last // 3 : last]
    assert verify_export(folder, str(KEY.verifier)).is_good


def test_partial_files_go_when_the_whole_one_stands(tmp_path):
    publish(tmp_path, ENTRIES[:100])
    publish(tmp_path, ENTRIES[:200])
    assert "tile/0/000.p/100" in files_of(tmp_path)

    publish(tmp_path, ENTRIES[:256])

    assert files_of(tmp_path) == ["checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000", "vkey"]


def test_a_writer_that_is_stopped_leaves_the_old_log_and_can_begin_again(tmp_path):
    before = publish(tmp_path, ENTRIES[:300])

    def interrupted():
        yield from ENTRIES[300:550]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tiles(tmp_path, interrupted(), signed(ENTRIES), start=300)

    assert (tmp_path / "checkpoint").read_bytes() == before
    assert verify_export(tmp_path, str(KEY.verifier)).is_good
    publish(tmp_path, ENTRIES)
    assert verify_export(tmp_path, str(KEY.verifier), before).is_good


def test_a_file_is_replaced_whole(tmp_path, monkeypatch):
    before = publish(tmp_path, ENTRIES[:3])
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path, ENTRIES[:5])

    monkeypatch.undo()
    assert (tmp_path / "checkpoint").read_bytes() == before
    assert publish(tmp_path, ENTRIES[:5]) == (tmp_path / "checkpoint").read_bytes()


@pytest.mark.parametrize(
    ("entries", "checkpoint", "start"),
    [
        (ENTRIES[300:400], signed(ENTRIES[:399]), 300),
        (ENTRIES[300:398], signed(ENTRIES[:399]), 300),
        ([*ENTRIES[300:398], b"{}"], signed(ENTRIES[:399]), 300),
        (ENTRIES[299:399], signed(ENTRIES[:399]), 299),
        (ENTRIES[301:399], signed(ENTRIES[:399]), 301),
        (ENTRIES[:399], signed(ENTRIES[:399]), 0),
        ([], signed(ENTRIES[:299]), 300),
        ([], signed([*ENTRIES[:299], b"{}"]), 300),
        (ENTRIES[300:399], sign_checkpoint(Checkpoint("b", 399, bytes(32)), type(KEY)("b", KEY.seed)), 300),
    ],
)
def test_a_folder_only_goes_on(tmp_path, entries, checkpoint, start):
    before = publish(tmp_path, ENTRIES[:300])

    with pytest.raises(LogRewritten):
        write_tiles(tmp_path, entries, checkpoint, start=start)

    assert (tmp_path / "checkpoint").read_bytes() == before
    assert verify_export(tmp_path, str(KEY.verifier)).is_good


def test_an_empty_folder_begins_at_the_beginning(tmp_path):
    assert published_size(tmp_path) == 0
    with pytest.raises(LogRewritten):
        write_tiles(tmp_path, ENTRIES[5:9], signed(ENTRIES[:9]), start=5)


def test_a_damaged_folder_is_not_continued(tmp_path):
    publish(tmp_path, ENTRIES[:300])
    tile = tmp_path / "tile/0/001.p/44"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])

    with pytest.raises(LogRewritten, match="hashes in the folder"):
        publish(tmp_path, ENTRIES[:310])


@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir])
def test_what_is_no_file_counts_as_missing(tmp_path, put):
    publish(tmp_path, ENTRIES[:300])
    (tmp_path / "tile/0/000").unlink()
    put(tmp_path / "tile/0/000")

    report = verify_export(tmp_path, str(KEY.verifier))

    assert report.failure is not None
    assert "missing" in str(report.failure.reason)


def test_a_bundle_is_its_entries_and_nothing_more():
    encoded = encode_bundle([b"", b"a", b"bc"])

    assert decode_bundle(encoded, 3, "x") == [b"", b"a", b"bc"]
    for damaged, count in (
        (encoded, 2),
        (encoded, 4),
        (encoded + b"\x00", 3),
        (encoded[:-1], 3),
        (encoded[:3], 2),
    ):
        with pytest.raises(TileMalformed):
            decode_bundle(damaged, count, "x")
    with pytest.raises(EntryTooLong):
        encode_bundle([b"a" * 65_536])
