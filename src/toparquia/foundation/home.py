"""The data folder of this installation: database, keys and files, outside the program."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Final

from toparquia.foundation.errors import Sentence

OWNER_ONLY: Final = 0o600


def home() -> Path:
    """Return the data folder: TOPARQUIA_HOME, else the user's usual place for program data."""
    if chosen := os.environ.get("TOPARQUIA_HOME"):
        return Path(chosen).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return (Path(base) / "toparquia").expanduser().resolve()


def write_secret(path: Path, content: bytes) -> None:
    """Write a key once, readable by its owner alone; an existing one is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def secret_key() -> str:
    """Return the key that signs sessions, made on first use."""
    path = home() / "keys" / "session.key"
    write_secret(path, secrets.token_urlsafe(50).encode())
    return path.read_text()


def write_sample_notice(notice: Sentence) -> None:
    """Say of this data folder, on every page from now on, what in it is made up."""
    text = json.dumps({"es": notice.es, "en": notice.en}, ensure_ascii=False)
    (home() / "sample.json").write_text(text, encoding="utf-8")


def sample_notice() -> Sentence | None:
    """Return what in this data folder is made up, None where everything is real."""
    try:
        told = json.loads((home() / "sample.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    return Sentence(es=told["es"], en=told["en"])
