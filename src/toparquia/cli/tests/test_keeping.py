"""Backup, restore and doctor, in processes of their own: a node is lost, and comes back the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# A node as it begins: its country, and who keeps its register.
OPEN = """
from toparquia.cli.setting_up import django_ready, migrated
django_ready()
migrated()
from datetime import date
from toparquia.foundation.clock import now
from toparquia.foundation.home import home
from toparquia.foundation.rulesets import built_in
from toparquia.gazette import queries
from toparquia.mandates.services import seat_first_registrar
from toparquia.territory.services import open_node
root = open_node(code="pais", name="País", rules=built_in("venezuela-communes"), at=now())
seat_first_registrar(
    root=root, given_names="Luisa", surnames="Gómez", birth_date=date(1980, 5, 17), at=now()
)
(home() / "files").mkdir(exist_ok=True)
(home() / "files" / "ab12").write_bytes(b"a photo")
print(queries.size(), queries.root(queries.size()).hex())
"""


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOPARQUIA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    told = {"TOPARQUIA_HOME": str(home), "TOPARQUIA_LANG": "en", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, *words], env=kept | told, capture_output=True, text=True, check=False, timeout=120
    )


def toparquia(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the program in a data folder."""
    return run(home, "-m", "toparquia", *map(str, words))


def health(home: Path) -> tuple[int, dict[str, str]]:
    """Return how the doctor ends and what it finds of each thing."""
    done = toparquia(home, "doctor", "--json")
    return done.returncode, {one["name"]: one["state"] for one in json.loads(done.stdout)["findings"]}


# Two nodes with databases of their own take seconds.
def test_a_node_comes_back_from_its_backup_and_only_into_an_empty_place(tmp_path):
    lost, found, copy = tmp_path / "lost", tmp_path / "found", tmp_path / "copy.tar"
    began = run(lost, "-c", OPEN)
    assert began.returncode == 0, began.stderr
    size, root = began.stdout.split()

    saved = toparquia(lost, "backup", "--out", copy, "--with-keys")
    twice = toparquia(lost, "backup", "--out", copy)
    toparquia(lost, "backup", "--out", tmp_path / "without-keys.tar")
    restored = toparquia(found, "restore", copy)
    onto_a_node = toparquia(lost, "restore", copy)

    assert saved.returncode == restored.returncode == 0, saved.stderr + restored.stderr
    assert f"{size} acts" in restored.stdout
    assert root in restored.stdout
    assert (found / "files" / "ab12").read_bytes() == b"a photo"
    key = Path("keys", "gazette.key")
    # Not asked for, the private key does not leave.
    assert (lost / key).read_bytes().strip() not in (tmp_path / "without-keys.tar").read_bytes()
    assert (found / key).read_bytes() == (lost / key).read_bytes()
    assert (found / key).stat().st_mode & 0o077 == 0
    assert (twice.returncode, onto_a_node.returncode) == (2, 2)
    assert "already" in twice.stderr
    assert "already" in onto_a_node.stderr
    assert health(found) == health(lost)


@pytest.mark.parametrize("content", [b"", b"no archive", bytes(20_000)])
def test_what_is_no_backup_is_one_sentence_and_makes_no_node(tmp_path, content):
    (tmp_path / "copy.tar").write_bytes(content)

    done = toparquia(tmp_path / "home", "restore", tmp_path / "copy.tar")

    assert done.returncode == 2
    assert done.stderr.count("toparquia: ") == 1
    assert "not a whole backup" in done.stderr
    assert not (tmp_path / "home" / "postgres").exists()


def test_the_doctor_says_what_an_empty_folder_is_without(tmp_path):
    ended, found = health(tmp_path / "home")

    assert ended == 0
    assert found["python"] == "good"
    assert found["postgresql"] == found["keys"] == "without"
