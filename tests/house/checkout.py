"""What the house tests read: the checkout's files, its rooms in their order, and all its modules."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "toparquia"
PYTHON_FOLDERS = ("src", "tests", "bench")


@cache
def own_files() -> tuple[Path, ...]:
    """Return the files that git knows of, and new ones that it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := CHECKOUT / name).is_file())


def python_files() -> Iterator[tuple[str, str]]:
    """Yield name and text of every Python file of ours; migrations are written by a program."""
    for path in own_files():
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8")


@cache
def rank_of_rooms() -> dict[str, int]:
    """Return each room's height in the house, as import-linter is told it: 0 is the lowest."""
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        contract
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Rooms call down, never up"
    )
    layers = reversed(contract["layers"])
    return {room.strip(" ()"): height for height, layer in enumerate(layers) for room in layer.split("|")}


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of the program but tests, migrations and what runs when imported."""
    left_out = {"tests", "migrations", "__main__", "wsgi", "asgi"}
    names = (found.name for found in pkgutil.walk_packages([str(PACKAGE)], "toparquia.", onerror=_raise))
    return tuple(importlib.import_module(name) for name in names if not left_out & set(name.split(".")))


def _raise(name: str) -> None:
    raise ImportError(name)
