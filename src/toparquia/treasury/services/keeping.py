"""A checked file is kept: the original sealed, its public copy beside it, and a row that names both."""

from __future__ import annotations

from datetime import datetime

from toparquia.treasury.files import PUBLIC, SEALED, CheckedFile, keep
from toparquia.treasury.models import Attachment


def kept(file: CheckedFile, at: datetime) -> Attachment:
    """Keep a file and return its row; the same file again is the first row."""
    keep(file.content, SEALED)
    keep(file.public, PUBLIC)
    row = Attachment(
        sha256=file.sha256,
        media_type=file.media_type,
        size=len(file.content),
        public_sha256=file.public_sha256,
        public_type=file.public_type,
        public_size=len(file.public),
        kept_at=at,
    )
    # An invoice taken back leaves its file, which the correct one may carry too.
    Attachment.objects.bulk_create([row], ignore_conflicts=True)
    return Attachment.objects.get(sha256=file.sha256)
