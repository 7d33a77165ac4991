"""The committed bundles are those of their sources, small enough for a phone, and name no address."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess

import pytest

from .driving import BOOTH, BUILT, needs_node

BUDGET = 100_000
FOLDERS = ("primitives", "casting", "verifier", "page")
ALONE = (
    "answering.js",
    "worker.js",
    "main.js",
    "offices.js",
    "build.mjs",
    "package.json",
    "package-lock.json",
    ".npmrc",
)
BUNDLES = ("booth.js", "booth-worker.js", "booth-offices.js")
# What a voter's page loads; trustees and authorities load the third with the worker.
VOTERS = BUNDLES[:2]
SAID = json.loads((BUILT / "booth.json").read_text(encoding="utf-8"))


def sources() -> dict[str, bytes]:
    named = {name: BOOTH / name for name in ALONE}
    named |= {f"{folder}/{path.name}": path for folder in FOLDERS for path in (BOOTH / folder).glob("*.js")}
    return {name: path.read_bytes() for name, path in named.items()}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_bundles_are_of_these_sources():
    lines = [f"{digest(content)}  {name}\n" for name, content in sorted(sources().items())]

    assert SAID["sources"] == digest("".join(lines).encode()), "run `node build.mjs` in web/booth"


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundles_are_those_whose_hashes_are_published(name):
    assert digest((BUILT / name).read_bytes()) == SAID["files"][name]


def test_a_phone_loads_the_booth_within_its_budget():
    assert sum(len(gzip.compress((BUILT / name).read_bytes(), 9, mtime=0)) for name in VOTERS) <= BUDGET


def test_the_program_is_known_by_one_hash():
    lines = "".join(f"{SAID['files'][name]}  {name}\n" for name in sorted(BUNDLES))

    assert SAID["program"] == digest(lines.encode())


def test_what_is_locked_has_hashes_and_no_address():
    lock = json.loads((BOOTH / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert packages["node_modules/esbuild"]["version"] == SAID["esbuild"]


def test_randomness_is_the_platforms_alone_and_secrets_go_nowhere():
    own = b"\n".join(content for name, content in sources().items() if name.endswith(".js"))
    bundled = b"\n".join((BUILT / name).read_bytes() for name in BUNDLES)

    assert b"Math.random" not in own + bundled
    asking = [name for name, content in sources().items() if b"getRandomValues" in content]
    assert asking == ["casting/random.js", "page/casting.js"], "the page asks only whether it is there"
    for danger in (b"console.", b"localStorage", b"sessionStorage", b"innerHTML", b"eval("):
        assert danger not in own, danger
    stores = [name for name, content in sources().items() if b"indexedDB" in content]
    assert stores == ["page/waiting.js"], "sealed ballots are kept in one place, and nothing else is"
    for channel in (b"XMLHttpRequest", b"WebSocket", b"sendBeacon", b"importScripts", b"fetch("):
        assert channel not in (BUILT / "booth-worker.js").read_bytes(), channel


def test_verifier_and_encryption_share_groups_and_hashes_alone():
    def imported(folder: str) -> set[str]:
        texts = [path.read_text(encoding="utf-8") for path in (BOOTH / folder).glob("*.js")]
        return {found for text in texts for found in re.findall(r'from "([^"]+)"', text)}

    assert all(path.startswith(("./", "../primitives/")) for path in imported("verifier"))
    assert not any("verifier" in path for path in imported("casting"))
    assert all(path.startswith(("./", "@noble/")) for path in imported("primitives"))


@needs_node
def test_building_again_gives_the_same_bytes(tmp_path):
    # Installs the four locked packages: some seconds, and a registry or npm's cache.
    copy = tmp_path / "booth"
    shutil.copytree(BOOTH, copy, ignore=shutil.ignore_patterns("node_modules"))
    if not (BOOTH / "node_modules" / "esbuild").exists():
        if shutil.which("npm") is None:
            pytest.skip("npm is not installed here: the bundles are not built again")
        done = subprocess.run(
            ["npm", "ci", "--prefer-offline"],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if done.returncode != 0:
            pytest.skip("the locked packages could not be installed here: the bundles are not built again")
    else:
        (copy / "node_modules").symlink_to(BOOTH / "node_modules")

    for _ in range(2):
        subprocess.run(["node", "build.mjs", "built"], cwd=copy, check=True, timeout=60)

        built = {path.name: path.read_bytes() for path in (copy / "built").iterdir()}
        assert built == {path.name: path.read_bytes() for path in BUILT.iterdir()}
