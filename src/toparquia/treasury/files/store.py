"""The private file store: originals sealed, public copies beside them, each under its own hash.

Written before the transaction ends: a crash leaves at most a file that nothing names, never a name
without its file. The same content is kept once and never replaced.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

SEALED: Final = "sealed"
PUBLIC: Final = "public"
# What the bank wrote names whom it likes: nobody but the committee and the audit reads it.
STATEMENTS: Final = "statements"


def keep(content: bytes, area: str) -> str:
    """Keep a file in an area for good and return its SHA-256, in hex."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest, area)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Readable by its owner alone, as all that `mkstemp` makes.
    handle, part = tempfile.mkstemp(prefix=".", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # In one step, so that nobody ever reads half of it.
    os.replace(part, path)
    return digest


def read(digest: str, area: str) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return path_of(digest, area).read_bytes()


def path_of(digest: str, area: str) -> Path:
    """Return where a file stands; only digests of our own rows are asked for."""
    assert re.fullmatch("[0-9a-f]{64}", digest), "a SHA-256 in hex"
    return Path(default_storage.path(f"treasury/{area}/{digest[:2]}/{digest}"))
