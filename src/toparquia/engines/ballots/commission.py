"""The acts of a vote on its archive, each refused unless everything before it verifies.

The commission opens, closes and sums; each trustee decrypts the sum, once; anyone may then work
out the result. Nobody here can do another's part.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .archive import (
    BALLOT,
    ENCRYPTED_TALLY,
    END_BALLOTS,
    PARTIAL_DECRYPTION,
    RESULT,
    ArchiveWriter,
    Stage,
    owned_bytes,
)
from .checking import check_ballot
from .credentials import PublicCredential, check_published, list_bytes, published_list
from .decryption import decryption_bytes, partial_decryption
from .election import Election
from .errors import (
    AlreadyDecrypted,
    BallotRepeated,
    CredentialUnknown,
    FileUnreadable,
    InputMalformed,
    NotOurKey,
    OwnerRepeated,
    TooFewBallots,
)
from .groups import Element
from .hashing import fingerprint, hexadecimal
from .result import decrypted, result_bytes
from .second_proofs import path_beside, read_second_proofs, second_proofs_bytes
from .tally import SizedTally, sized_bytes, tally_bytes
from .trustees import Board, TrusteeKey, board_bytes, check_board
from .verification import Crew, Demands, Report, survey, verify
from .verification.survey import Progress, no_progress

_JOURNAL_LIMIT: Final = 10_000_000


def open_vote(
    path: Path, *, moment: int, election: Election, board: Board, credentials: Sequence[PublicCredential]
) -> None:
    """Start the archive of a vote at `path`; nothing fixed here can change afterwards.

    :raises CredentialRepeated, ElectionKeyWrong, FileExists, FileUnreadable: and what is refused of
        a trustee or a credential.
    """
    check_board(board, election.key)
    published = published_list(credentials)
    check_published(election.group, published)
    listed = b"".join(list_bytes(published))
    with ArchiveWriter.create(
        path, moment=moment, election=election.raw, trustees=board_bytes(board), credentials=listed
    ):
        pass


def cast_ballot(path: Path, raw: bytes) -> str:
    """Add a ballot to the archive, after the full check; return its tracker.

    :raises BallotRefusal: the ballot or the archive is refused, and nothing was written.
    """
    found = survey(path, until=Stage.OPEN)
    ballot = check_ballot(found.election, raw)
    if found.roll.place_of(ballot.credential_text) is None:
        raise CredentialUnknown()
    with path.open("rb") as stream:
        for number, (offset, size) in enumerate(zip(found.offsets, found.sizes, strict=True), 1):
            if size == len(raw):
                stream.seek(offset)
                if stream.read(size) == raw:
                    raise BallotRepeated(first=number)
    with ArchiveWriter.reopen(path) as writer:
        writer.append(BALLOT, [raw])
    return fingerprint(raw)


def close_and_sum(path: Path, *, crew: Crew | None = None, progress: Progress = no_progress) -> Report:
    """Close the vote and add the encrypted tally, once every ballot verifies.

    :raises BallotRefusal: something in the archive is not right; a vote stays closed all the same.
    """
    with ArchiveWriter.reopen(path) as writer:
        if writer.stage is Stage.OPEN:
            writer.append(END_BALLOTS)
    report = _verified(path, Stage.CLOSED, crew, progress)
    assert report.survey is not None and report.tally is not None, "it verified"  # noqa: PT018
    tally = tally_bytes(report.survey.election, report.tally)
    weights = report.survey.weights()
    sized = SizedTally(int((weights > 0).sum()), int(weights.sum()), hexadecimal(tally))
    with ArchiveWriter.reopen(path) as writer:
        writer.append(ENCRYPTED_TALLY, [tally, sized_bytes(sized)])
    return report


def decrypt_as_trustee(
    path: Path,
    secret: int,
    *,
    journal: Path,
    least_ballots: int = 0,
    crew: Crew | None = None,
    progress: Progress = no_progress,
) -> int:
    """Add the partial decryption of the trustee whose key is `secret`; return its number.

    Only the tally of an archive that verifies in full is decrypted, and of one vote only one tally:
    `journal` is the trustee's own memory of that. `least_ballots` is the rule set's minimum.

    :raises NotOurKey, OwnerRepeated, TooFewBallots, AlreadyDecrypted: and what does not verify.
    """
    report = _verified(path, Stage.TALLIED, crew, progress)
    found = report.survey
    assert found is not None and found.sized is not None and report.tally is not None, "it verified"  # noqa: PT018
    owner = owner_of_secret(found.board.owners(), found.election, secret)
    if owner in report.factors:
        raise OwnerRepeated(owner=owner)
    if found.sized.counted < least_ballots:
        raise TooFewBallots(count=found.sized.counted, least=least_ballots)
    _enter_in_journal(journal, found.election.uuid, found.sized.tally_hash)

    decryption, second = partial_decryption(found.election, report.tally, secret)
    beside = path_beside(path)
    proofs = read_second_proofs(found.election, found.sized.tally_hash, beside) or {}
    proofs[owner] = second
    content = decryption_bytes(found.election, decryption)
    with ArchiveWriter.reopen(path) as writer:
        _replace(beside, second_proofs_bytes(found.election, found.sized.tally_hash, proofs))
        writer.append(PARTIAL_DECRYPTION, [content, owned_bytes(owner, hexadecimal(content))])
    return owner


def owner_of_secret(owners: Sequence[TrusteeKey], election: Election, secret: int) -> int:
    """Return the number of the trustee whose key is `secret`. :raises NotOurKey:"""
    public: Element = election.group.secret_generator_power(secret)
    for number, owner in enumerate(owners, 1):
        if owner.public == public:
            return number
    raise NotOurKey()


def finish_vote(path: Path, *, crew: Crew | None = None, progress: Progress = no_progress) -> list[list[int]]:
    """Add the result, once enough trustees decrypted; return it.

    :raises TooFewTrustees, ResultOutOfRange: and what does not verify.
    """
    report = _verified(path, Stage.DECRYPTED, crew, progress)
    found = report.survey
    assert found is not None and found.sized is not None and report.tally is not None, "it verified"  # noqa: PT018
    combined = found.board.combined_factors(report.factors)
    counts = decrypted(found.election, report.tally, combined, found.sized.weight)
    with ArchiveWriter.reopen(path) as writer:
        writer.append(RESULT, [result_bytes(counts)])
    return counts


def _verified(path: Path, until: Stage, crew: Crew | None, progress: Progress) -> Report:
    report = verify(path, crew=crew, demands=Demands(until=until), progress=progress)
    if report.refusal is not None:
        raise report.refusal
    return report


def _enter_in_journal(path: Path, uuid: str, tally_hash: str) -> None:
    """Note that the trustee decrypts this tally of this vote. :raises AlreadyDecrypted: another before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a+", encoding="utf-8") as journal:
            # Two decryptions started together must not both find nothing.
            fcntl.flock(journal, fcntl.LOCK_EX)
            journal.seek(0)
            for line in journal.read(_JOURNAL_LIMIT).splitlines():
                entry = json.loads(line)
                if entry["uuid"] == uuid and entry["encrypted_tally"] != tally_hash:
                    raise AlreadyDecrypted(uuid=uuid)
            journal.write(json.dumps({"uuid": uuid, "encrypted_tally": tally_hash}) + "\n")
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None
    except (ValueError, KeyError, TypeError):
        # A journal that can't be read may hide an entry: the doubt favours the secret of the vote.
        raise InputMalformed(path=path, reason="journal") from None


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)
