"""The fast way to read a ballot: one pattern for the whole text, made from the election.

What the pattern matches is exactly what the strict reader takes and would write again; anything else
goes to the strict reader, which says what is wrong. A test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .ballot import Answer, Ballot
from .election import Election, Question
from .errors import BallotRefusal
from .hashing import fingerprint
from .proofs import Ciphertext, Proof

# Longer patterns take too long to make; such ballots are read the other way.
MOST_POSITIONS: Final = 150
_SCALAR: Final = "(0|[1-9][0-9]{0,77})"
_PROOF: Final = f'\\{{"challenge":"{_SCALAR}","response":"{_SCALAR}"\\}}'


class BallotPattern:
    """Reads the ballots of one election that are written as they should be."""

    def __init__(self, election: Election) -> None:
        self._election = election
        element = f"({election.group.element_pattern})"
        choice = f'\\{{"alpha":"{element}","beta":"{element}"\\}}'
        answers = ",".join(_answer_pattern(question, choice) for question in election.questions)
        self._pattern = re.compile(
            f'\\{{"election_uuid":"{re.escape(election.uuid)}",'
            f'"election_hash":"{re.escape(election.fingerprint)}",'
            f'"credential":"{element}","answers":\\[{answers}\\]'
            f',"signature":\\{{"hash":"([0-9A-Za-z+/]{{43}})","proof":{_PROOF}\\}}\\}}'
        )

    def read(self, raw: bytes) -> Ballot | None:
        """Return the ballot, or None if the strict reader must look at it."""
        if not raw.isascii() or len(raw) > self._election.ballot_limit:
            return None
        matched = self._pattern.fullmatch(raw.decode("ascii"))
        if matched is None:
            return None
        parts = matched.groups()
        scalars = self._election.group
        rest = iter(parts[1:-3])
        try:
            answers = [self._answer(question, rest) for question in self._election.questions]
            signature = Proof(scalars.scalar(parts[-2]), scalars.scalar(parts[-1]))
        except (BallotRefusal, _AskTheStrictReader):
            return None
        signed = raw[: matched.start(len(parts) - 2) - _BEFORE_HASH] + b"}"
        return Ballot(
            raw=raw,
            uuid=self._election.uuid,
            election_hash=self._election.fingerprint,
            credential_text=parts[0],
            answers=answers,
            signed_hash=parts[-3],
            hash=fingerprint(signed),
            signature=signature,
        )

    def _answer(self, question: Question, parts: Iterator[str]) -> Answer:
        decoded, order = self._election.group.decoded, self._election.group.order
        choices = [Ciphertext(decoded(next(parts)), decoded(next(parts))) for _ in range(question.width)]
        counts = [2] * question.width + [question.overall_length] + [2] * question.blank
        proofs = []
        for count in counts:
            found = [Proof(int(next(parts)), int(next(parts))) for _ in range(count)]
            for challenge, response in found:
                if challenge >= order or response >= order:
                    raise _AskTheStrictReader
            proofs.append(found)
        blank = proofs.pop() if question.blank else None
        return Answer(choices, proofs[:-1], proofs[-1], blank)


class _AskTheStrictReader(Exception):
    """Something that only the strict reader names."""


# From the hash back to the comma before the signature's key.
_BEFORE_HASH: Final = len(',"signature":{"hash":"')


def _answer_pattern(question: Question, choice: str) -> str:
    both = f"\\[{_PROOF},{_PROOF}\\]"
    overall = ",".join([_PROOF] * question.overall_length)
    blank = f',"blank_proof":{both}' if question.blank else ""
    return (
        f'\\{{"choices":\\[{",".join([choice] * question.width)}\\]'
        f',"individual_proofs":\\[{",".join([both] * question.width)}\\]'
        f',"overall_proof":\\[{overall}\\]{blank}\\}}'
    )
