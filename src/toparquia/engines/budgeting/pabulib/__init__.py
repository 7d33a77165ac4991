"""The Pabulib file format (`.pb`): reading, checking and writing elections."""

from toparquia.engines.budgeting.pabulib.reader import AS_COUNTED, STRICT, read, read_bytes
from toparquia.engines.budgeting.pabulib.writer import write, write_text

__all__ = ["AS_COUNTED", "STRICT", "read", "read_bytes", "write", "write_text"]
