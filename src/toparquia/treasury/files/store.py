"""The private file store: originals sealed, public copies beside them, each under its own hash."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from toparquia.foundation import store

SEALED: Final = "sealed"
PUBLIC: Final = "public"
# What the bank wrote names whom it likes: nobody but the committee and the audit reads it.
STATEMENTS: Final = "statements"


def keep(content: bytes, area: str) -> str:
    """Keep a file in an area for good and return its SHA-256, in hex."""
    return store.keep(content, _folder(area))


def read(digest: str, area: str) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return store.read(digest, _folder(area))


def path_of(digest: str, area: str) -> Path:
    """Return where a file stands."""
    return store.path_of(digest, _folder(area))


def _folder(area: str) -> Path:
    return Path(default_storage.path(f"treasury/{area}"))
