"""Which files a demo takes, which it leaves out, and that it says why; no database."""

from __future__ import annotations

import os
from datetime import date

import pytest

from toparquia.cli.demo import elections, sampling
from toparquia.cli.demo.folder import Folder, key_of
from toparquia.cli.demo.refusals import DemoBusy, ElectionsMissing
from toparquia.cli.demo.tests.elections import small_election
from toparquia.engines.budgeting.pabulib import STRICT, read


def test_a_folder_gives_its_own_files_and_none_of_those_inside(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    small_election(inside, "lejos")
    near = [small_election(tmp_path, name) for name in ("a", "b")]

    assert elections.named_files([str(tmp_path), str(near[0])]) == near


def test_what_is_not_there_is_named(tmp_path):
    for name in (tmp_path / "no.pb", tmp_path):
        with pytest.raises(ElectionsMissing) as refused:
            elections.named_files([str(name)])
        assert refused.value.facts["path"] == str(name)


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"currency": ""}, "currency"), ({"currency": "euro"}, "currency"), ({"cost": 0}, "costs nothing")],
)
def test_an_election_of_no_use_is_left_out_with_its_reason(tmp_path, changed, word):
    source = elections.read_one(small_election(tmp_path, "x", **changed))

    used, left_out = elections.parted([source])

    assert used == []
    assert word in left_out[0].reason.en


def test_amounts_are_whole_minor_units(tmp_path):
    source = elections.read_one(small_election(tmp_path, "x", currency="JPY"))

    assert (source.cost(0).minor, source.cost(0).currency) == (500, "JPY")


def test_made_up_elections_repeat_and_are_sound_files(tmp_path):
    first = sampling.sample_elections(1, date(2026, 3, 8), tmp_path / "a")
    again = sampling.sample_elections(1, date(2026, 3, 8), tmp_path / "b")
    other = sampling.sample_elections(2, date(2026, 3, 8), tmp_path / "c")

    assert [one.sha256 for one in first] == [one.sha256 for one in again]
    assert not {one.sha256 for one in first} & {one.sha256 for one in other}
    assert [one.name for one in first] == [
        path.name
        for path in sorted(
            (tmp_path / "a").iterdir(), key=lambda p: [one.name for one in first].index(p.name)
        )
    ]
    for one in first:
        assert read(tmp_path / "a" / one.name, mode=STRICT).warnings == ()
    assert elections.parted(first)[1] == []


def test_a_country_is_named_for_all_that_it_is_made_from():
    one = key_of(digests=[("a.pb", "1")], seed=1, today="2026-03-08")

    assert one == key_of(digests=[("a.pb", "1")], seed=1, today="2026-03-08")
    others = {
        key_of(digests=[("a.pb", "2")], seed=1, today="2026-03-08"),
        key_of(digests=[("b.pb", "1")], seed=1, today="2026-03-08"),
        key_of(digests=[("a.pb", "1")], seed=2, today="2026-03-08"),
        key_of(digests=[("a.pb", "1")], seed=1, today="2026-03-09"),
    }
    assert len(others - {one}) == 4


def test_half_a_country_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path))
    folder = Folder("abc")
    folder.path.mkdir(parents=True)
    (folder.path / "postgres").mkdir()
    assert folder.built() is None

    folder.mark({"document": {}})
    assert folder.built() == {"document": {}}

    (folder.path / "built.json").write_text('{"docu', encoding="utf-8")
    assert folder.built() is None


def test_two_do_not_build_in_one_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path))
    with Folder("abc").alone(), pytest.raises(DemoBusy):
        Folder("abc").keep_in_use()


def test_what_is_served_is_not_rebuilt_but_served_twice(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path))
    with Folder("abc").alone():
        pass
    served, again = Folder("abc"), Folder("abc")
    served.keep_in_use()
    again.keep_in_use()

    with pytest.raises(DemoBusy), Folder("abc").alone():
        pass


def test_older_countries_go_unless_they_are_in_use(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path))
    folders = [Folder(str(number)) for number in range(7)]
    for age, folder in enumerate(reversed(folders)):
        folder.path.mkdir(parents=True)
        folder.mark({})
        os.utime(folder.path / "built.json", (age, age))
    folders[5].keep_in_use()

    folders[0].clear_older()

    assert [folder.path.name for folder in folders if folder.built() is not None] == ["0", "1", "2", "3", "5"]
