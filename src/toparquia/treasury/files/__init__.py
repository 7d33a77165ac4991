"""Attached files: looked at by their bytes, copied without what they hide, kept under their hash."""

from toparquia.treasury.files.checking import CheckedFile, check_file
from toparquia.treasury.files.store import PUBLIC, SEALED, keep, read

__all__ = ["PUBLIC", "SEALED", "CheckedFile", "check_file", "keep", "read"]
