"""Elections and their questions, as `election.json` has them. Source: protocol, section 3."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .canonical import Json, integer_of, items, members, parsed, text_of, written
from .errors import (
    ElectionVersionUnknown,
    IdentifierMalformed,
    NoQuestions,
    QuestionUnsound,
    ShapeUnexpected,
)
from .groups import Element, Group, group_named
from .hashing import fingerprint

BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
IDENTIFIER_LENGTH: Final = 14
# The name is used as a file's name, so it is bounded above too.
_IDENTIFIER: Final = re.compile(f"[{BASE58}]{{{IDENTIFIER_LENGTH},64}}")
MAX_QUESTIONS: Final = 50
MAX_ANSWERS: Final = 500
ELECTION_LIMIT: Final = 2_000_000
_SCALAR_DIGITS: Final = 78
_OPTIONAL: Final = frozenset({"administrator", "credential_authority"})
_KEYS: Final = (
    "version",
    "description",
    "name",
    "group",
    "public_key",
    "questions",
    "uuid",
    "administrator",
    "credential_authority",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: each answer gets 0 or 1, `least` to `most` of them 1, or none if blank is possible."""

    text: str
    answers: tuple[str, ...]
    least: int
    most: int
    blank: bool = False

    @property
    def width(self) -> int:
        """Return how many numbers a voter encrypts: the blank one, then one an answer."""
        return len(self.answers) + self.blank

    @property
    def overall_length(self) -> int:
        """Return how many branches the overall proof has."""
        return self.most - self.least + 1 + self.blank


@dataclass(frozen=True)
class Election:
    """One election as its fixed bytes say it; `fingerprint` enters every proof."""

    uuid: str
    name: str
    description: str
    group: Group
    key: Element
    questions: tuple[Question, ...]
    raw: bytes
    administrator: str | None = None
    credential_authority: str | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Return the 43 characters by which the election is known."""
        return fingerprint(self.raw)

    @cached_property
    def ballot_limit(self) -> int:
        """Return the size in bytes of the largest honest ballot."""
        element, proof = self.group.text_limit, _SCALAR_DIGITS * 2 + 32
        answers = 0
        for question in self.questions:
            answers += question.width * (2 * element + 24 + 2 * proof + 4)
            answers += (question.overall_length + 2) * (proof + 1) + 96
        return answers + len(self.uuid) + element + 2 * 43 + proof + 160

    @property
    def positions(self) -> int:
        """Return how many numbers a ballot encrypts in all."""
        return sum(question.width for question in self.questions)


def new_identifier() -> str:
    """Return a fresh random election identifier."""
    return random_base58(IDENTIFIER_LENGTH)


def random_base58(length: int) -> str:
    """Return `length` random base58 characters, from the system's generator."""
    return "".join(secrets.choice(BASE58) for _ in range(length))


def check_identifier(uuid: str) -> None:
    """Check that a text may name an election. :raises IdentifierMalformed:"""
    if _IDENTIFIER.fullmatch(uuid) is None:
        raise IdentifierMalformed(uuid=uuid[:80])


def check_questions(questions: Sequence[Question]) -> None:
    """Check that the questions can be answered. :raises NoQuestions, QuestionUnsound:"""
    if not 1 <= len(questions) <= MAX_QUESTIONS:
        raise NoQuestions(limit=MAX_QUESTIONS)
    for number, question in enumerate(questions, 1):
        answers = len(question.answers)
        if not (1 <= answers <= MAX_ANSWERS and 0 <= question.least <= question.most <= answers):
            raise QuestionUnsound(number=number, limit=MAX_ANSWERS)


def new_election(
    *,
    group: Group,
    key: Element,
    questions: Sequence[Question],
    name: str,
    description: str = "",
    uuid: str | None = None,
    administrator: str | None = None,
    credential_authority: str | None = None,
) -> Election:
    """Return a new election with its bytes. :raises IdentifierMalformed, NoQuestions, QuestionUnsound:"""
    named = uuid or new_identifier()
    check_identifier(named)
    check_questions(questions)
    said: dict[str, Json] = {
        "version": 1,
        "description": description,
        "name": name,
        "group": group.name,
        "public_key": group.encoded(key),
        "questions": [question_to_json(question) for question in questions],
        "uuid": named,
    }
    if administrator is not None:
        said["administrator"] = administrator
    if credential_authority is not None:
        said["credential_authority"] = credential_authority
    return election_from_bytes(written(said).encode("utf-8"))


def question_to_json(question: Question) -> Json:
    """Return the question as the protocol writes it."""
    said: dict[str, Json] = {"answers": list(question.answers)}
    if question.blank:
        said["blank"] = True
    return said | {"min": question.least, "max": question.most, "question": question.text}


def question_from_json(value: Json, where: str = "question") -> Question:
    """Return the question that `value` holds; `"blank":false` is left out by every writer."""
    keys = ("answers", "blank", "min", "max", "question")
    answers, blank, least, most, text = members(value, where, keys, frozenset({"blank"}))
    if blank not in (None, True):
        raise ShapeUnexpected(where=where)
    return Question(
        text=text_of(text, where),
        answers=tuple(text_of(answer, where) for answer in items(answers, where, most=MAX_ANSWERS)),
        least=integer_of(least, where, most=MAX_ANSWERS),
        most=integer_of(most, where, most=MAX_ANSWERS),
        blank=blank is True,
    )


def election_from_bytes(raw: bytes) -> Election:
    """Return the election that the bytes of `election.json` say.

    :raises BallotRefusal: any fault in shape, version, group, key, identifier or questions.
    """
    # People's texts: other programs may escape them otherwise, so only the order of keys is asked for.
    value = parsed(raw, limit=ELECTION_LIMIT, canonical=False)
    version, description, name, group_name, key, questions, uuid, administrator, authority = members(
        value, "election", _KEYS, _OPTIONAL
    )
    if version != 1 or version is True:
        raise ElectionVersionUnknown(version=str(version)[:20])
    group = group_named(text_of(group_name, "group", most=40))
    asked = tuple(question_from_json(each) for each in items(questions, "questions", most=MAX_QUESTIONS))
    check_questions(asked)
    named = text_of(uuid, "uuid", most=100)
    check_identifier(named)
    return Election(
        uuid=named,
        name=text_of(name, "name"),
        description=text_of(description, "description", most=100_000),
        group=group,
        key=group.read_key(text_of(key, "public_key", most=group.text_limit)),
        questions=asked,
        raw=raw,
        administrator=None if administrator is None else text_of(administrator, "administrator"),
        credential_authority=None if authority is None else text_of(authority, "credential_authority"),
    )
