"""Files of the command line: read with a bound, written once, secrets for their owner alone."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from toparquia.cli.main import language
from toparquia.engines.ballots.canonical import Json, parsed
from toparquia.engines.ballots.election import MAX_QUESTIONS, Question, question_from_json
from toparquia.engines.ballots.errors import (
    BallotRefusal,
    FileExists,
    FileUnreadable,
    InputMalformed,
    Words,
)
from toparquia.engines.ballots.groups import GROUP_NAMES
from toparquia.foundation.home import home

LIMIT: Final = 200_000_000
_OWNER_ONLY: Final = 0o600
_EVERYONE: Final = 0o644


class Commands:
    """What argparse calls the action that subcommands are added to."""

    add_parser: Callable[..., argparse.ArgumentParser]


def said(es: str, en: str) -> str:
    """Return one of two texts, for the language of this terminal."""
    return Words(es, en).in_language(language())


def read(path: Path, *, limit: int = LIMIT) -> bytes:
    """Return a file's bytes. :raises FileUnreadable: not there, not allowed, or too large."""
    try:
        if path.stat().st_size > limit:
            raise FileUnreadable(path=path, reason=f"> {limit} bytes")
        return path.read_bytes()
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None


def read_json(path: Path) -> Json:
    """Return what a file of JSON says. :raises FileUnreadable, InputMalformed:"""
    try:
        return parsed(read(path).strip(), limit=LIMIT, canonical=False)
    except FileUnreadable:
        raise
    except BallotRefusal as refusal:
        raise InputMalformed(path=path, reason=refusal.message(language())) from None


def write(path: Path, content: bytes, *, secret: bool = False) -> Path:
    """Write a new file and return its path. :raises FileExists, FileUnreadable:"""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY if secret else _EVERYONE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except FileExistsError:
        raise FileExists(path=path) from None
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None
    return path


def read_questions(path: Path) -> tuple[list[Question], str, str]:
    """Return the questions of a file, with the vote's name and description if it has them.

    The file is a list of questions, or an object with `questions`, `name` and `description`.

    :raises FileUnreadable, InputMalformed:
    """
    value = read_json(path)
    name = description = ""
    if isinstance(value, dict):
        name, description = (str(value.get(key) or "") for key in ("name", "description"))
        value = value.get("questions")
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_QUESTIONS:
        raise InputMalformed(path=path, reason=said("faltan las preguntas", "there are no questions"))
    try:
        return (
            [question_from_json(each, f"question {n}") for n, each in enumerate(value, 1)],
            name,
            description,
        )
    except BallotRefusal as refusal:
        raise InputMalformed(path=path, reason=refusal.message(language())) from None


def now() -> int:
    """Return the moment, in Unix seconds."""
    return int(time.time())


def state_folder() -> Path:
    """Return where this person's own memory of ballots is kept."""
    return home() / "ballots"


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False))


def add_group(parser: argparse.ArgumentParser) -> None:
    """Declare which group."""
    parser.add_argument(
        "--group",
        default=GROUP_NAMES[0],
        choices=GROUP_NAMES,
        help=said("grupo; para votos reales, Ed25519", "group; Ed25519 for real votes"),
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare that a program reads the outcome."""
    parser.add_argument(
        "--json", action="store_true", help=said("salida para programas", "output for programs")
    )
