"""Photos of needs: drawn anew without place, date or device, kept under their hash, without the original."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from toparquia.foundation import pictures, store
from toparquia.foundation.rulesets import RuleSet
from toparquia.planning.errors import PhotoRefused

SIDE: Final = 960
"""Longest side in points: what is broken can be seen, and a phone loads it."""


def keep(content: bytes, in_force: RuleSet) -> str:
    """Keep the public copy of a photo and return its SHA-256, in hex. :raises PhotoRefused:

    Source: the rule set's upload.max_bytes and upload.types.
    """
    limit, kinds = in_force.count("upload.max_bytes"), in_force.text_list("upload.types")
    try:
        return store.keep(pictures.redrawn(content, side=SIDE, most_bytes=limit, kinds=kinds), _folder())
    except pictures.Unreadable as fault:
        raise PhotoRefused(megabytes=limit // 1_000_000) from fault


def read(digest: str) -> bytes:
    """Return what was kept under a hash. :raises FileNotFoundError:"""
    return store.read(digest, _folder())


def _folder() -> Path:
    return Path(default_storage.path("planning"))
