"""Pictures of invoices: drawn anew by the house, with the treasury's own refusals."""

from __future__ import annotations

from toparquia.foundation import pictures
from toparquia.treasury.errors import FileDamaged, PictureTooLarge


def public_copy(content: bytes, kind: str) -> tuple[bytes, str]:
    """Return a picture as everyone may see it, and its type. :raises PictureTooLarge, FileDamaged:"""
    try:
        return pictures.public_copy(content, kind)
    except pictures.TooManyPoints as large:
        raise PictureTooLarge(width=large.width, height=large.height, limit=pictures.POINTS_LIMIT) from large
    except pictures.Unreadable as damage:
        raise FileDamaged() from damage
