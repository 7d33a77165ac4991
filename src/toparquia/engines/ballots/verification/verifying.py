"""The complete verification of an archive. Source: protocol, section 15.

Every check has a name; the first that fails ends it. What can't be read is not verified.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from ..archive import Stage
from ..decryption import check_partial_decryption, check_second_proofs, decryption_from_bytes
from ..errors import (
    BadInput,
    BallotRefusal,
    FileChanged,
    OwnerRepeated,
    OwnerUnknown,
    SecondProofMissing,
    TallyCountsWrong,
    TallyWrong,
    VerifierFault,
    Words,
    at,
    checking,
)
from ..groups import Element
from ..proofs import Ciphertext
from ..result import MAX_TOTAL_WEIGHT, check_result, result_from_bytes
from ..second_proofs import path_beside, read_second_proofs
from ..tally import flat, shaped, tally_bytes, tally_from_bytes, total_of
from ..trustees import check_board
from .chunks import (
    BallotChunk,
    CredentialChunk,
    Crew,
    FilePart,
    check_ballot_chunk,
    check_credential_chunk,
    shared_out,
    texts_of,
)
from .progress import Resumption
from .report import Report
from .roll import listed_credentials
from .survey import Progress, Survey, no_progress, survey

# Long enough for powers to be computed together, short enough to be lost without much harm.
BALLOTS_A_CHUNK: Final = 128
CREDENTIALS_A_CHUNK: Final = 512
# The names of the checks that each ballot goes through in the second pass.
BALLOT_CHECKS: Final = {
    "ballots.format": Words("texto estricto y canónico", "strict and canonical text"),
    "ballots.election": Words("son de esta elección", "they belong to this election"),
    "ballots.signature": Words("firmadas con su credencial", "signed with their credential"),
    "ballots.answers": Words("con todas sus respuestas y pruebas", "with all their answers and proofs"),
    "ballots.elements": Words("todo elemento está en el grupo", "every element is in the group"),
    "ballots.individual_proofs": Words("cada opción vale 0 o 1", "each choice is worth 0 or 1"),
    "ballots.overall_proofs": Words("tantas opciones como se permite", "as many choices as permitted"),
    "ballots.blank_proofs": Words("en blanco o por opciones, no ambas", "blank or for choices, not both"),
}


@dataclass(frozen=True, slots=True)
class Demands:
    """How far the archive must have come, and whether our own second proofs must be there."""

    until: Stage = Stage.FINISHED
    second_proofs: bool = False


DEFAULT_DEMANDS: Final = Demands()


def verify(
    path: Path,
    *,
    crew: Crew | None = None,
    demands: Demands = DEFAULT_DEMANDS,
    memory: Path | None = None,
    progress: Progress = no_progress,
) -> Report:
    """Return what was checked of the archive at `path`, up to the first check that failed.

    `memory` is where a verification that is cut short can go on from.

    :raises BadInput: nothing can be said of the file (not there, not an archive), or of the crew.
    """
    started = time.monotonic()
    report = Report()
    try:
        _Verification(path, crew, demands, memory, progress, report).run()
    except BadInput as refusal:
        if refusal.check is None:
            raise
        report.failed(refusal.check, refusal)
    except BallotRefusal as refusal:
        report.failed(refusal.check or "verifier", refusal)
    except Exception as fault:
        # Whatever went wrong, it was not verified; and a forger must not win by crashing us.
        report.failed("verifier", VerifierFault(reason=f"{type(fault).__name__}: {fault}"))
    report.seconds = time.monotonic() - started
    return report


class _Verification:
    """One run over one archive, step by step of section 15."""

    def __init__(
        self,
        path: Path,
        crew: Crew | None,
        demands: Demands,
        memory: Path | None,
        progress: Progress,
        report: Report,
    ) -> None:
        self._path = path
        self._crew = crew
        self._demands = demands
        self._memory = memory
        self._progress = progress
        self._report = report
        self._sends_texts = False

    _weights: npt.NDArray[np.int64]

    def run(self) -> None:
        """Check everything. :raises BallotRefusal: the first fault, with its check's name."""
        found = survey(self._path, until=self._demands.until, progress=self._progress)
        self._report.ballots = found.ballots
        self._say_survey(found)
        self._check_setup(found)
        total = self._check_ballots(found)
        self._report.survey, self._report.tally = found, shaped(found.election, total)
        if found.stage >= Stage.TALLIED:
            tally = self._check_tally(found, total)
            self._report.factors = self._check_decryptions(found, tally)
            if found.stage is Stage.FINISHED:
                self._check_result(found, tally, self._report.factors)
        self._report.passed(
            "fingerprints",
            Words(*2 * [" ".join(f"{name}={digest}" for name, digest in found.fingerprints.items())]),
        )

    def _say_survey(self, found: Survey) -> None:
        report, ballots = self._report, found.ballots
        report.passed("archive.bytes", Words("cada byte es el del formato", "every byte is the format's"))
        report.passed("archive.chain", Words(*2 * [f"… {found.last_event}"]))
        report.passed(
            "archive.course",
            Words("los eventos siguen el curso de un voto", "the events follow the course of a vote"),
        )
        report.passed("archive.complete", Words(*2 * [found.stage.name.lower()]))
        election = found.election
        report.passed(
            "election", Words(*2 * [f"{election.uuid} {election.group.name} {election.fingerprint}"])
        )
        used = int((found.roll.weights_by_ballot(ballots) > 0).sum())
        report.counted = used
        listed = len(found.roll)
        report.passed(
            "ballots.credentials",
            Words(
                f"{ballots} boletas de {used} de {listed} credenciales; {ballots - used} reemplazadas",
                f"{ballots} ballots from {used} of {listed} credentials; {ballots - used} replaced",
            ),
        )
        report.passed("ballots.distinct", Words("ninguna se repite", "none comes twice"))

    def _check_setup(self, found: Survey) -> None:
        with checking("trustees"):
            check_board(found.board, found.election.key)
        owners = len(found.board.owners())
        self._report.passed("trustees", Words(f"{owners} custodios", f"{owners} trustees"))
        with checking("credentials"):
            for refusal in shared_out(self._crew, check_credential_chunk, self._credential_chunks(found)):
                if refusal is not None:
                    raise refusal
        weight = found.roll.total_weight
        self._report.passed(
            "credentials",
            Words(f"{len(found.roll)}, peso total {weight}", f"{len(found.roll)}, total weight {weight}"),
        )

    def _credential_chunks(self, found: Survey) -> Iterator[CredentialChunk]:
        assert found.credentials is not None, "the survey is complete"
        with self._path.open("rb") as stream:
            stream.seek(found.credentials.offset)
            lines = listed_credentials(stream, found.credentials.size)
            done, all_lines = 0, len(found.roll)
            while texts := tuple(line.text for line in islice(lines, CREDENTIALS_A_CHUNK)):
                yield CredentialChunk(found.election.group.name, done, texts)
                done += len(texts)
                self._progress("credentials", done, all_lines)

    def _check_ballots(self, found: Survey) -> list[Ciphertext]:
        """Check every ballot, those replaced too; return the product of the counted ones."""
        group, report = found.election.group, self._report
        resumption = Resumption(self._memory, found.election, found.last_event)
        positions = found.election.positions
        self._weights = found.weights()
        report.accepted, total = resumption.recall() or (0, total_of(group, positions, []))
        start = report.accepted
        chunks = self._ballot_chunks(found, report.accepted)
        for place, outcome in enumerate(shared_out(self._crew, check_ballot_chunk, chunks)):
            if outcome is None:
                # This worker has no such file: it is sent the texts, and so is everyone from now on.
                self._sends_texts = True
                (outcome,) = shared_out(
                    self._crew,
                    check_ballot_chunk,
                    [self._ballot_chunk(found, start + place * BALLOTS_A_CHUNK)],
                )
            assert outcome is not None, "texts are there"
            report.accepted += outcome.accepted
            if outcome.refusal is not None:
                raise outcome.refusal
            total = total_of(group, positions, [total, outcome.total])
            resumption.remember(report.accepted, total)
            self._progress("ballots", report.accepted, found.ballots)
        resumption.forget()
        for name, words in BALLOT_CHECKS.items():
            report.passed(name, Words(f"{found.ballots}: {words.es}", f"{found.ballots}: {words.en}"))
        return total

    def _ballot_chunks(self, found: Survey, start: int) -> Iterator[BallotChunk]:
        for first in range(start, found.ballots, BALLOTS_A_CHUNK):
            yield self._ballot_chunk(found, first)

    def _ballot_chunk(self, found: Survey, first: int) -> BallotChunk:
        end = min(first + BALLOTS_A_CHUNK, found.ballots)
        part = FilePart(
            str(self._path.absolute()),
            tuple(found.offsets[first:end]),
            tuple(found.sizes[first:end]),
            found.marks.key,
            found.marks.between(first, end),
        )
        texts: FilePart | tuple[bytes, ...] = part
        if self._sends_texts:
            read = texts_of(part)
            if read is None:
                with checking("archive.bytes"):
                    raise FileChanged(path=self._path)
            texts = read
        weights = tuple(int(weight) for weight in self._weights[first:end])
        return BallotChunk(found.election.raw, first, texts, weights)

    def _check_tally(self, found: Survey, total: list[Ciphertext]) -> list[list[Ciphertext]]:
        assert found.tally is not None and found.sized is not None, "this stage has a tally"  # noqa: PT018
        with checking("tally"):
            tally = tally_from_bytes(found.election, found.tally)
            if tally_bytes(found.election, shaped(found.election, total)) != found.tally:
                raise TallyWrong()
        self._report.passed(
            "tally", Words("es el producto de las contadas", "it is the product of those counted")
        )
        weights = found.weights()
        count, weight = int((weights > 0).sum()), int(weights.sum())
        with checking("tally.counts"):
            if (found.sized.counted, found.sized.weight) != (count, weight) or weight > MAX_TOTAL_WEIGHT:
                raise TallyCountsWrong(
                    said=found.sized.counted, said_weight=found.sized.weight, count=count, weight=weight
                )
        self._report.passed("tally.counts", Words(f"{count}, peso {weight}", f"{count}, weight {weight}"))
        return tally

    def _check_decryptions(self, found: Survey, tally: list[list[Ciphertext]]) -> dict[int, list[Element]]:
        owners = found.board.owners()
        factors: dict[int, list[Element]] = {}
        with checking("decryptions"):
            for owner, raw in found.decryptions:
                if not 1 <= owner <= len(owners):
                    raise OwnerUnknown(owner=owner, size=len(owners))
                if owner in factors:
                    raise OwnerRepeated(owner=owner)
                with at("trustee", owner):
                    decryption = decryption_from_bytes(found.election, raw)
                    check_partial_decryption(found.election, tally, owners[owner - 1].public, decryption)
                factors[owner] = decryption.flat_factors()
        done = sorted(factors)
        self._report.passed("decryptions", Words(f"custodios {done}", f"trustees {done}"))
        self._check_second_proofs(found, tally)
        return factors

    def _check_second_proofs(self, found: Survey, tally: list[list[Ciphertext]]) -> None:
        owners = found.board.owners()
        with checking("decryptions.second_proofs"):
            assert found.sized is not None, "this stage has a tally"
            proofs = read_second_proofs(found.election, found.sized.tally_hash, path_beside(self._path))
            if proofs is None and not self._demands.second_proofs:
                self._report.passed(
                    "decryptions.second_proofs",
                    Words(
                        "no hay junto al archivo (no son del formato)",
                        "none beside the archive (not part of it)",
                    ),
                )
                return
            for owner, raw in found.decryptions:
                with at("trustee", owner):
                    if proofs is None or owner not in proofs:
                        raise SecondProofMissing()
                    decryption = decryption_from_bytes(found.election, raw)
                    public = owners[owner - 1].public
                    check_second_proofs(found.election, tally, public, decryption, proofs[owner])
        self._report.passed(
            "decryptions.second_proofs",
            Words("cubren toda la afirmación", "they cover the whole statement"),
        )

    def _check_result(
        self, found: Survey, tally: list[list[Ciphertext]], factors: dict[int, list[Element]]
    ) -> None:
        assert found.result is not None and found.sized is not None, "this stage has a result"  # noqa: PT018
        with checking("decryptions"):
            combined = found.board.combined_factors(factors)
        with checking("result"):
            assert len(combined) == len(flat(tally)), "a factor a position"
            counts = result_from_bytes(found.election, found.result)
            check_result(found.election, tally, combined, found.sized.weight, counts)
        self._report.result = counts
        self._report.passed("result", Words(*2 * [str(counts)]))
