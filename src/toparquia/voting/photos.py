"""Photos of tally sheets and of options: drawn anew without place, date or device, kept under their hash."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from toparquia.foundation import pictures, store
from toparquia.foundation.rulesets import RuleSet
from toparquia.voting.errors import PhotoRefused

SHEET_SIDE: Final = 1600
"""Longest side of a sheet's photo in points: figures written by hand can be read at it."""

OPTION_SIDE: Final = 240
"""Longest side of an option's picture in points: some 12 kB, for the booth is loaded on a slow network."""


def keep(content: bytes, in_force: RuleSet, *, side: int) -> str:
    """Keep the public copy of a picture and return its SHA-256, in hex. :raises PhotoRefused:

    Source: the rule set's upload.max_bytes and upload.types.
    """
    limit, kinds = in_force.count("upload.max_bytes"), in_force.text_list("upload.types")
    try:
        return store.keep(pictures.redrawn(content, side=side, most_bytes=limit, kinds=kinds), _folder())
    except pictures.Unreadable as fault:
        raise PhotoRefused(megabytes=limit // 1_000_000) from fault


def read(digest: str) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return store.read(digest, _folder())


def _folder() -> Path:
    return Path(default_storage.path("voting"))
