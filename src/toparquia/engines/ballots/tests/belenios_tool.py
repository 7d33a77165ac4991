"""Debian's belenios-tool, run as its manual says, in folders of the test's own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOOL = shutil.which("belenios-tool")
GROUP = "BELENIOS-2048"
_PATIENCE = 120


def _version() -> str:
    if TOOL is None:
        return ""
    said = subprocess.run([TOOL, "--version"], capture_output=True, text=True, check=False, timeout=30).stdout
    found = re.match(r"(\d+\.\d+)", said)
    return found.group(1) if found else ""


# Later versions check less or read other formats: the expected outcomes are those of 2.0.
needs_the_tool = pytest.mark.skipif(
    _version() != "2.0",
    reason=f"belenios-tool 2.0 (Debian 12) is not installed here; found: {_version() or 'none'}",
)


def tool(folder: Path, *words: str, text: str | None = None, works: bool = True) -> str:
    """Run the tool in a folder and return what it prints."""
    environment = os.environ | {"TERM": "dumb"}
    done = subprocess.run(
        [TOOL, *words],
        cwd=folder,
        input=text if text is not None else "",
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=_PATIENCE,
    )
    if works:
        assert done.returncode == 0, done.stderr
    return done.stdout


def tool_verifies(folder: Path) -> bool:
    """Return whether the tool accepts the one archive in a folder."""
    done = subprocess.run(
        [TOOL, "election", "verify", "--dir", str(folder)],
        capture_output=True,
        env=os.environ | {"TERM": "dumb"},
        check=False,
        timeout=_PATIENCE,
    )
    # Killed, or not started at all: neither is a verdict.
    assert 0 <= done.returncode < 126, done.stderr
    return done.returncode == 0


def add_event(folder: Path, kind: str, text: str = "") -> None:
    """Append an event with what comes before it."""
    tool(folder, "archive", "add-event", "--type", kind, text=text)


def single_trustees(folder: Path, count: int) -> list[Path]:
    """Make single keys and `trustees.json`; return the secret files in the order of owners."""
    secrets = []
    for _ in range(count):
        before = set(folder.glob("*.privkey"))
        tool(folder, "setup", "generate-trustee-key", "--group", GROUP)
        (fresh,) = set(folder.glob("*.privkey")) - before
        secrets.append(fresh)
    keys = "".join(path.with_suffix(".pubkey").read_text() for path in secrets)
    (folder / "public_keys.jsons").write_text(keys)
    return secrets


def threshold_trustees(folder: Path, count: int, threshold: int) -> list[Path]:
    """Play the tool's own key ceremony; return the seed files in the order of trustees."""
    words = ("setup", "generate-trustee-key-threshold", "--group", GROUP)
    seeds: list[Path] = []
    for _ in range(count):
        before = set(folder.glob("*.key"))
        tool(folder, *words, "--step", "1")
        (fresh,) = set(folder.glob("*.key")) - before
        seeds.append(fresh)
    certs = folder / "certs.jsons"
    certs.write_text("".join(seed.with_suffix(".cert").read_text() for seed in seeds))
    words = (*words, "--certs", str(certs), "--threshold", str(threshold))
    polynomials = folder / "polynomials.jsons"
    polynomials.write_text("".join(tool(folder, *words, "--key", str(seed), "--step", "3") for seed in seeds))
    tool(folder, *words, "--polynomials", str(polynomials), "--step", "4")
    outputs = ""
    for seed in seeds:
        given = seed.with_suffix(".vinput").read_text()
        outputs += tool(folder, *words, "--key", str(seed), "--step", "5", text=given)
    parameters = tool(folder, *words, "--polynomials", str(polynomials), "--step", "6", text=outputs)
    (folder / "threshold.json").write_text(parameters)
    return seeds


def open_election(folder: Path, questions: list[dict], voters: int) -> tuple[str, list[str]]:
    """Make an election of the trustees in the folder; return its identifier and the private credentials."""
    uuid = tool(folder, "setup", "generate-token", "--length", "14").strip()
    in_group = ("--uuid", uuid, "--group", GROUP)
    tool(folder, "setup", "generate-credentials", *in_group, "--count", str(voters))
    (private,) = folder.glob("*.privcreds")
    private.with_suffix(".pubcreds").rename(folder / "public_creds.json")
    (folder / "public_keys.jsons").touch()
    tool(folder, "setup", "make-trustees")
    template = {"description": "Descripción «ñ»", "name": "Prueba", "questions": questions}
    (folder / "questions.json").write_text(json.dumps(template))
    tool(folder, "setup", "make-election", *in_group, "--template", "questions.json")
    tool(folder, "archive", "init")
    return uuid, [line.split()[1] for line in private.read_text().splitlines()]


def cast(folder: Path, credential: str, choices: list[list[int]]) -> None:
    """Cast a ballot."""
    (folder / "credential").write_text(credential)
    (folder / "choices").write_text(json.dumps(choices))
    ballot = tool(folder, "election", "generate-ballot", "--privcred", "credential", "--ballot", "choices")
    add_event(folder, "Ballot", ballot)


def close_and_sum(folder: Path) -> None:
    """Close the vote and add the tally."""
    add_event(folder, "EndBallots")
    add_event(folder, "EncryptedTally", tool(folder, "election", "compute-encrypted-tally"))


def decrypt(folder: Path, owner: int, secret: Path) -> None:
    """Add a trustee's partial decryption."""
    if secret.suffix == ".key":
        sealed = str(secret.with_suffix(".dkey"))
        words = ("decrypt-threshold", "--key", str(secret), "--decryption-key", sealed)
    else:
        words = ("decrypt", "--privkey", str(secret))
    add_event(folder, "PartialDecryption", tool(folder, "election", *words, "--trustee-id", str(owner)))


def finish(folder: Path) -> list[list[int]]:
    """Add the result and return it."""
    text = tool(folder, "election", "compute-result")
    add_event(folder, "Result", text)
    return json.loads(text)["result"]
