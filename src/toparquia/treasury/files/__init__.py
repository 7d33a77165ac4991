"""Attached files: looked at by their bytes, copied without what they hide, kept under their hash."""

from toparquia.treasury.files.checking import CheckedFile, check_file
from toparquia.treasury.files.store import PUBLIC, SEALED, STATEMENTS, keep, read

__all__ = ["PUBLIC", "SEALED", "STATEMENTS", "CheckedFile", "check_file", "keep", "read"]
