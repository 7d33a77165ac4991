"""Photos of needs: drawn anew without place, date or device, kept under their hash, without the original."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from toparquia.foundation import pictures
from toparquia.foundation.rulesets import RuleSet
from toparquia.planning.errors import PhotoRefused

SIDE: Final = 960
"""Longest side in points: what is broken can be seen, and a phone loads it."""


def keep(content: bytes, in_force: RuleSet) -> str:
    """Keep the public copy of a photo and return its SHA-256, in hex. :raises PhotoRefused:

    Source: the rule set's upload.max_bytes and upload.types.
    """
    limit = in_force.count("upload.max_bytes")
    kind = pictures.kind_of(content)
    if kind is None or kind not in in_force.text_list("upload.types") or len(content) > limit:
        raise PhotoRefused(megabytes=limit // 1_000_000)
    try:
        drawn, _type = pictures.public_copy(content, kind, SIDE)
    except (pictures.TooManyPoints, pictures.Unreadable) as fault:
        raise PhotoRefused(megabytes=limit // 1_000_000) from fault
    digest = hashlib.sha256(drawn).hexdigest()
    _write(_path(digest), drawn)
    return digest


def read(digest: str) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return _path(digest).read_bytes()


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(prefix=".", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # In one step, so that nobody ever reads half of it.
    os.replace(part, path)


def _path(digest: str) -> Path:
    assert re.fullmatch("[0-9a-f]{64}", digest), "a SHA-256 in hex"
    return Path(default_storage.path(f"planning/{digest[:2]}/{digest}"))
