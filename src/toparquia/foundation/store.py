"""A folder of files under the hash of their content: the same content is kept once and never replaced.

Written before the transaction ends: a crash leaves at most a file that nothing names, never a name
without its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path


def keep(content: bytes, folder: Path) -> str:
    """Keep a file in a folder for good and return its SHA-256, in hex."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest, folder)
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


def read(digest: str, folder: Path) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return path_of(digest, folder).read_bytes()


def path_of(digest: str, folder: Path) -> Path:
    """Return where a file stands; only digests of our own rows are asked for."""
    assert re.fullmatch("[0-9a-f]{64}", digest), "a SHA-256 in hex"
    return folder / digest[:2] / digest
