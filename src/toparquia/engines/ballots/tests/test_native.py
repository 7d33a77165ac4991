"""The extension: built when it can be, left out when it can't, and the same in every way of building it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.groups import Group, Task, native_state
from toparquia.engines.ballots.groups.ed25519 import Ed25519
from toparquia.engines.ballots.groups.ed25519_native import Ed25519Native
from toparquia.engines.ballots.groups.native import building, declared, native_library, source_folder
from toparquia.engines.ballots.groups.native.building import NotBuilt, built_library

HERE = Path(__file__).parent
PLAIN = Ed25519()
SCALARS = st.one_of(
    st.sampled_from([0, 1, 7, 8, 9, 15, 16, 127, 128, 129, 255, 256, PLAIN.order - 1]),
    st.integers(0, PLAIN.order - 1),
)
needs_a_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")


@pytest.fixture(scope="module")
def in_plain_c(tmp_path_factory):
    """The extension as a processor without AVX2 gets it. Building takes a few seconds, once."""
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler here")
    library = tmp_path_factory.mktemp("native") / "plain.so"
    flags = ["-O1" if flag == "-O3" else flag for flag in building.FLAGS if flag != "-march=native"]
    sources = [str(source_folder() / name) for name in building.SOURCES]
    subprocess.run(["cc", *flags, *sources, "-lm", "-o", str(library)], check=True)
    return Ed25519Native(declared(ctypes.CDLL(str(library))))


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_without_vector_instructions_the_powers_are_the_same(in_plain_c, data):
    assert in_plain_c._library.toparquia_kind() == b"plain C"
    key = PLAIN.power(PLAIN.generator, data.draw(SCALARS))
    tasks = [
        Task(
            PLAIN.power(PLAIN.generator, data.draw(SCALARS)),
            data.draw(st.booleans()),
            data.draw(st.lists(st.tuples(SCALARS, SCALARS, SCALARS), max_size=3)),
        )
        for _ in range(data.draw(st.integers(0, 9)))
    ]
    tasks.append(Task((3).to_bytes(32, "little"), False, [(1, 2, 3)]))

    expected = Group.combined(PLAIN, key, tasks)

    assert in_plain_c.combined(key, tasks) == expected
    assert in_plain_c.product([task.base for task in tasks[:-1]]) == PLAIN.product(
        [task.base for task in tasks[:-1]]
    )
    library = native_library()
    if library is not None:
        assert Ed25519Native(library).combined(key, tasks) == expected


def test_the_engine_passes_its_tests_without_the_extension():
    # The tests that go through everything, in a process where it is switched off: some five seconds.
    chosen = [str(HERE / f"test_{name}.py") for name in ("acts", "forgeries", "vectors")]
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n0", *chosen]
    done = subprocess.run(
        words,
        env=os.environ | {"TOPARQUIA_NATIVE": "off"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def state_of_a_fresh_process(**environment: str) -> str:
    program = "from toparquia.engines.ballots.groups import native_state; print(native_state())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    return done.stdout


def test_it_can_be_switched_off():
    assert state_of_a_fresh_process(TOPARQUIA_NATIVE="off").startswith("off")


def test_without_a_compiler_the_engine_does_without(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)

    with pytest.raises(NotBuilt, match="no C compiler"):
        built_library()


def test_a_compiler_that_fails_is_asked_once(tmp_path, monkeypatch):
    compiler = tmp_path / "failing-cc"
    compiler.write_text(f"#!/bin/sh\necho asked >> {tmp_path}/asked\nexit 1\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("TOPARQUIA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CC", str(compiler))

    for _ in range(2):
        with pytest.raises(NotBuilt, match="failed"):
            built_library()

    assert (tmp_path / "asked").read_text() == "asked\n"


@needs_a_compiler
def test_a_library_that_others_could_have_written_is_not_loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_CACHE", str(tmp_path))
    compiler = tmp_path / "quick-cc"
    compiler.write_text('#!/bin/sh\nfor last; do :; done\n: > "$last"\n')
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    library = built_library()
    assert library.stat().st_mode & 0o077 == 0

    tmp_path.chmod(0o777)
    with pytest.raises(NotBuilt, match="others can write"):
        built_library()


def test_its_state_is_said_in_a_line():
    assert "\n" not in native_state()
    assert native_state().split(",")[0].split(":")[0] in ("on", "none", "off (TOPARQUIA_NATIVE)")
