"""The archive of a vote, `<uuid>.bel`: read in order and in bounded memory, written step by step."""

from __future__ import annotations

from .course import (
    BALLOT,
    ENCRYPTED_TALLY,
    END_BALLOTS,
    PARTIAL_DECRYPTION,
    RESULT,
    SETUP,
    Stage,
    Step,
    check_setup,
    next_stage,
    owned_bytes,
    owner_of,
    setup_bytes,
    steps,
)
from .pieces import Event, Piece, event_bytes, event_from_bytes, event_member, head_member, piece_member
from .writing import ArchiveWriter

__all__ = [
    "BALLOT",
    "ENCRYPTED_TALLY",
    "END_BALLOTS",
    "PARTIAL_DECRYPTION",
    "RESULT",
    "SETUP",
    "ArchiveWriter",
    "Event",
    "Piece",
    "Stage",
    "Step",
    "check_setup",
    "event_bytes",
    "event_from_bytes",
    "event_member",
    "head_member",
    "next_stage",
    "owned_bytes",
    "owner_of",
    "piece_member",
    "setup_bytes",
    "steps",
]
