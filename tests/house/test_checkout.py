"""A checkout installs anywhere: locked with hashes, no address of a registry, no path of a workplace."""

import os
import re
import shutil
import subprocess

import pytest

from tests.house.checkout import CHECKOUT, own_files

LOCKS = ["setup.lock", "run.lock", "dev.lock"]
# Written in parts, or this file would find itself.
FOREIGN = re.compile(
    "|".join(
        (
            r"\bpypi\." + "org",
            "python" + "hosted",
            "registry\\.npm" + "js",
            r"proxy\.golang" + r"\.org",
            r"(?<![\w./-])/wo" + "rk/",
            r"(?<![\w./-])/t" + "mp/",
            r"/home/[a-z]",
            r"/ro" + "ot/",
        )
    )
)
# What the set-up script needs of the system beside Python.
SYSTEM = ["sh", "cat", "cksum", "dirname", "mkdir", "mv", "readlink", "rm", "sleep"]


def lock_lines(name):
    """Return a lock's lines without remarks."""
    text = (CHECKOUT / "requirements" / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def pins(name):
    """Return the set of what a lock pins, markers included."""
    return {line.removesuffix("\\").strip() for line in lock_lines(name) if "==" in line.split(" ;")[0]}


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_carry_hashes_and_no_address(lock):
    text = " ".join(lock_lines(lock))
    entries = re.split(r"\s(?=[a-z0-9][a-z0-9.-]*==)", text)

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--(extra-)?index|--find-links", text)


def test_what_runs_is_what_developers_run():
    names = {pin.split("==")[0] for pin in pins("dev.lock")}
    versions = {pin.split(" ;")[0] for pin in pins("dev.lock")}

    assert {pin.split("==")[0] for pin in pins("run.lock")} <= names
    assert {pin.split(" ;")[0] for pin in pins("run.lock")} <= versions


def test_no_file_names_a_registry_or_a_workplace():
    found = {}
    for path in own_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if match := FOREIGN.search(text):
            found[path.relative_to(CHECKOUT).as_posix()] = match.group()

    assert found == {}


@pytest.mark.parametrize("script", ["bin/toparquia", "bin/setup-environment", "bin/install-test-tools"])
def test_scripts_are_plain_shell(script):
    done = subprocess.run(["sh", "-n", CHECKOUT / script], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert os.access(CHECKOUT / script, os.X_OK)


@pytest.fixture
def bare_machine(tmp_path):
    """A checkout on a machine without Python: (checkout, environment)."""
    checkout, system = tmp_path / "checkout", tmp_path / "system"
    (checkout / "bin").mkdir(parents=True)
    system.mkdir()
    shutil.copy(CHECKOUT / "bin" / "setup-environment", checkout / "bin")
    shutil.copytree(CHECKOUT / "requirements", checkout / "requirements")
    for name in SYSTEM:
        (system / name).symlink_to(shutil.which(name))
    return checkout, {"PATH": str(system), "LANG": "C"}


def set_up(machine, **more):
    """Run the set-up on a machine and return what came of it."""
    checkout, environment = machine
    return subprocess.run(
        [checkout / "bin" / "setup-environment"],
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(("language", "says"), [("es", "instala uno"), ("en", "install one")])
def test_without_python_the_setup_says_what_to_do(bare_machine, language, says):
    done = set_up(bare_machine, TOPARQUIA_LANG=language)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_a_stamped_environment_is_left_alone(bare_machine):
    # There is no Python to set anything up with: only the stamp can make this succeed.
    venv = bare_machine[0] / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to("/bin/true")
    lock = (bare_machine[0] / "requirements" / "dev.lock").read_bytes()
    checksum = subprocess.run(["cksum"], input=lock, capture_output=True, check=True).stdout.decode()
    (venv / "toparquia-stamp").write_text(f"dev {checksum}")

    assert (set_up(bare_machine).returncode, set_up(bare_machine).stderr) == (0, "")

    with (bare_machine[0] / "requirements" / "dev.lock").open("a") as changed:
        changed.write("# another\n")
    assert set_up(bare_machine).returncode == 1


def test_a_guard_whose_owner_died_is_taken_over(bare_machine):
    guard = bare_machine[0] / ".uv" / "guard"
    guard.mkdir(parents=True)
    died = subprocess.Popen(["true"])
    died.wait()
    (guard / "pid").write_text(f"{died.pid}\n")

    done = set_up(bare_machine)

    assert "install one" in done.stderr
    assert not guard.exists()
