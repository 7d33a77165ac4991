"""Our own decryption proofs, published in a file beside the archive.

The archive's format has no place for them, and must stay one that other people's tools read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .canonical import Json, integer_of, items, members, parsed, text_of, written
from .election import Election
from .errors import FileUnreadable, ShapeUnexpected
from .proofs import Proof, proof_from_json, proof_to_json

SUFFIX: Final = ".second-proofs.json"
_LIMIT: Final = 50_000_000
_MAX_OWNERS: Final = 200


def path_beside(archive: Path) -> Path:
    """Return where the second proofs of an archive are published."""
    return archive.with_suffix(SUFFIX)


def second_proofs_bytes(election: Election, tally_hash: str, proofs: Mapping[int, list[Proof]]) -> bytes:
    """Return the file of the proofs by owner."""
    owners: list[Json] = [
        {"owner": owner, "proofs": [proof_to_json(proof) for proof in proofs[owner]]}
        for owner in sorted(proofs)
    ]
    said: Json = {"election_uuid": election.uuid, "encrypted_tally": tally_hash, "owners": owners}
    return written(said).encode("ascii")


def second_proofs_from_bytes(election: Election, tally_hash: str, raw: bytes) -> dict[int, list[Proof]]:
    """Return the proofs by owner. :raises ShapeUnexpected: also those of another tally."""
    value = parsed(raw, limit=_LIMIT, ascii_only=True)
    uuid, named, owners = members(value, "second proofs", ("election_uuid", "encrypted_tally", "owners"))
    if text_of(uuid, "uuid") != election.uuid or text_of(named, "encrypted_tally") != tally_hash:
        raise ShapeUnexpected(where="encrypted_tally")
    found: dict[int, list[Proof]] = {}
    for each in items(owners, "owners", most=_MAX_OWNERS):
        owner, proofs = members(each, "owner", ("owner", "proofs"))
        number = integer_of(owner, "owner", least=1)
        if number in found:
            raise ShapeUnexpected(where="owner")
        row = items(proofs, "proofs", least=election.positions, most=election.positions)
        found[number] = [proof_from_json(election.group, proof, "proofs") for proof in row]
    return found


def read_second_proofs(election: Election, tally_hash: str, path: Path) -> dict[int, list[Proof]] | None:
    """Return the proofs in the file, or None where there is no file.

    :raises FileUnreadable, ShapeUnexpected:
    """
    try:
        if path.stat().st_size > _LIMIT:
            raise ShapeUnexpected(where="second proofs")
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None
    return second_proofs_from_bytes(election, tally_hash, raw)
