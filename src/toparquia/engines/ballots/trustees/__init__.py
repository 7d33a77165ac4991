"""Trustees: single keys, the threshold ceremony, and the board that forms the election key."""

from __future__ import annotations

from .board import Board, board_bytes, board_from_bytes, check_board
from .ceremony import (
    Contribution,
    Finished,
    assemble,
    certificates_hash,
    commitment_of,
    decryption_secret,
    finish,
    make_certificate,
    make_contribution,
    open_contributions,
    read_certificates,
    read_finished,
)
from .signing import Seed, new_seed
from .single import TrusteeKey, new_trustee_key, trustee_key_from_json, trustee_key_to_json
from .threshold import Certificate, ThresholdGroup, threshold_group_from_json, threshold_group_to_json

__all__ = [
    "Board",
    "Certificate",
    "Contribution",
    "Finished",
    "Seed",
    "ThresholdGroup",
    "TrusteeKey",
    "assemble",
    "board_bytes",
    "board_from_bytes",
    "certificates_hash",
    "check_board",
    "commitment_of",
    "decryption_secret",
    "finish",
    "make_certificate",
    "make_contribution",
    "new_seed",
    "new_trustee_key",
    "open_contributions",
    "read_certificates",
    "read_finished",
    "threshold_group_from_json",
    "threshold_group_to_json",
    "trustee_key_from_json",
    "trustee_key_to_json",
]
