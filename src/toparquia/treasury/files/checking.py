"""What an attached file is, by its content alone: name and announced type are not believed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.foundation import documents
from toparquia.treasury.errors import (
    DocumentActive,
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FileTypeRefused,
)
from toparquia.treasury.files.pictures import public_copy

PDF: Final = "application/pdf"
# Codes of the rule set's upload.types, with how such a file begins. SVG and HTML are text: nothing fits.
_SIGNS: Final = {
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "webp": ("image/webp", b"RIFF"),
    "pdf": (PDF, b"%PDF-"),
}


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: the original, and the copy that everyone may see."""

    content: bytes
    media_type: str
    public: bytes
    public_type: str

    @property
    def sha256(self) -> str:
        """Return the original's SHA-256, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def public_sha256(self) -> str:
        """Return the public copy's SHA-256, in hex."""
        return hashlib.sha256(self.public).hexdigest()


def check_file(content: bytes, *, max_bytes: int, types: Sequence[str]) -> CheckedFile:
    """Return what may be kept of a file. Source: `upload.max_bytes`, `upload.types`.

    :raises FileEmpty, FileTooLarge, FileTypeRefused: by its size and first bytes.
    :raises FileDamaged, PictureTooLarge, DocumentActive: by the rest.
    """
    if not content:
        raise FileEmpty()
    if len(content) > max_bytes:
        raise FileTooLarge(size=len(content), limit=max_bytes)
    kind = kind_of(content)
    if kind is None or kind not in types:
        raise FileTypeRefused(types=", ".join(kind.upper() for kind in types))
    media_type = _SIGNS[kind][0]
    if kind == "pdf":
        _check_document(content)
        return CheckedFile(content, media_type, content, PDF)
    public, public_type = public_copy(content, kind)
    return CheckedFile(content, media_type, public, public_type)


def _check_document(content: bytes) -> None:
    try:
        documents.check_document(content)
    except documents.Damaged as damage:
        raise FileDamaged() from damage
    except documents.Active as active:
        raise DocumentActive(found=active.found) from active


def kind_of(content: bytes) -> str | None:
    """Return the code of a kind of file by how it begins, None for all that are not attached."""
    for kind, (_, sign) in _SIGNS.items():
        if content.startswith(sign) and (kind != "webp" or content[8:12] == b"WEBP"):
            return kind
    return None
