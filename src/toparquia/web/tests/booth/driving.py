"""The booth's committed bundle, asked from Python: a question a line to Node, an answer a line back."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

NODE = shutil.which("node")
BOOTH = Path(__file__).parents[2] / "booth"
BUILT = Path(__file__).parents[2] / "static" / "web" / "booth"

needs_node = pytest.mark.skipif(
    NODE is None, reason="node is not installed here: the booth's scripts are not run"
)


@dataclass(frozen=True)
class Answer:
    """What the booth said: whether it did it, what came of it or why not, and how long it took."""

    ok: bool
    value: dict
    code: str
    milliseconds: float


class BoothRefused(Exception):
    """The booth did not do what was asked."""


class Booth:
    """One Node with one desk, for one voter, trustee or auditor at a time."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            [NODE, BOOTH / "node" / "bridge.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.checks: list[str] = json.loads(self._node.stdout.readline())["checks"]

    def answer(self, verb: str, **asked: object) -> Answer:
        question = {name: str(one) if isinstance(one, Path) else one for name, one in asked.items()}
        self._node.stdin.write(json.dumps({"verb": verb} | question) + "\n")
        self._node.stdin.flush()
        said = json.loads(self._node.stdout.readline())
        return Answer(said["ok"], said.get("value", {}), said.get("code", ""), said["milliseconds"])

    def ask(self, verb: str, **asked: object) -> dict:
        """Return what came of it. :raises BoothRefused:"""
        answer = self.answer(verb, **asked)
        if not answer.ok:
            raise BoothRefused(answer.code)
        return answer.value

    def verify(self, archive: Path, **more: object) -> dict:
        return self.ask("verify", archive=archive, language="es", **more)

    def first_failed(self, archive: Path) -> tuple[str, str]:
        """Return name and code of the check that an archive fails."""
        report = self.verify(archive)
        assert not report["valid"]
        assert [check["ok"] for check in report["checks"][:-1]].count(False) == 0
        failed = report["checks"][-1]
        assert not failed["ok"]
        assert failed["detail"]
        return failed["name"], failed["code"]

    def ballot(self, election: str, slip: str, choices: list[list[int]]) -> dict:
        """Return a ballot that is cast, with its tracker."""
        self.ask("open", election=election)
        self.ask("identify", slip=slip)
        self.ask("encrypt", choices=choices)
        return self.ask("cast")

    def close(self) -> None:
        self._node.stdin.close()
        self._node.wait(timeout=10)
