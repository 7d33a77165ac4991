"""Signed notes: a text, a blank line, and one line for each signature. Source: C2SP signed-note, “Format”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.engines.translog.errors import KeyMalformed, NoteMalformed, SignatureRefused
from toparquia.engines.translog.keys import SigningKey, VerifierKey, check_name, decode64, encode64

NOTE_LIMIT: Final = 1_000_000
SIGNATURES_LIMIT: Final = 100
_DASH: Final = "— "
_ID_LENGTH: Final = 4


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: who says to have signed, with which key, and the bytes."""

    name: str
    key_id: int
    signature: bytes

    def __str__(self) -> str:
        raw = self.key_id.to_bytes(_ID_LENGTH, "big") + self.signature
        return f"{_DASH}{self.name} {encode64(raw)}\n"


@dataclass(frozen=True)
class Checked:
    """A signature that holds: its key, and its time in POSIX seconds when it carries one."""

    key: VerifierKey
    at: int | None


@dataclass(frozen=True)
class Note:
    """A text with its signatures; nothing in it may be trusted before `check`."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode("utf-8")

    @classmethod
    def parse(cls, encoded: bytes) -> Note:
        """Read a signed note whose every byte is in its place. :raises NoteMalformed:"""
        if len(encoded) > NOTE_LIMIT:
            raise NoteMalformed(why=f"more than {NOTE_LIMIT} bytes")
        try:
            whole = encoded.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NoteMalformed(why="not UTF-8") from error
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines:
            raise NoteMalformed(why="no blank line with signatures after it")
        if not lines.endswith("\n"):
            raise NoteMalformed(why="its last line has no end")
        check_text(text + "\n")
        signatures = lines.removesuffix("\n").split("\n")
        if len(signatures) > SIGNATURES_LIMIT:
            raise NoteMalformed(why=f"more than {SIGNATURES_LIMIT} signatures")
        return cls(text + "\n", tuple(map(_parse_signature, signatures)))

    def check(self, keys: Iterable[VerifierKey]) -> list[Checked]:
        """Return which of `keys` signed this text, in the order of `keys`; unknown signers are passed over.

        :raises SignatureRefused: when a signature that names one of the keys is false or stands there twice,
            or when none of the keys signed.
        Source: C2SP signed-note, “Signatures”.
        """
        message = self.text.encode("utf-8")
        found: list[Checked] = []
        for key in keys:
            own = [s for s in self.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
            if len(own) > 1:
                raise SignatureRefused(why=f"{key.name} signs more than once")
            found.extend(Checked(key, key.check(message, one.signature)) for one in own)
        if not found:
            raise SignatureRefused(why="no key that is known here signed it")
        return found

    def with_signature(self, key: SigningKey, *, at: int = 0) -> Note:
        """Return the note with one more signature at its end, a witness's with its time `at`."""
        return Note(self.text, (*self.signatures, signature_of(self.text, key, at=at)))


def sign_note(text: str, keys: Sequence[SigningKey]) -> Note:
    """Return `text` signed by each of `keys`. :raises NoteMalformed: when the text can't be signed."""
    check_text(text)
    assert keys, "a note without a signature is none"
    return Note(text, tuple(signature_of(text, key) for key in keys))


def signature_of(text: str, key: SigningKey, *, at: int = 0) -> NoteSignature:
    """Return the line with which `key` signs a note's text."""
    return NoteSignature(key.name, key.verifier.key_id, key.sign(text.encode("utf-8"), at=at))


def check_text(text: str) -> None:
    """Refuse a text that no note may hold. :raises NoteMalformed:"""
    if not text.endswith("\n"):
        raise NoteMalformed(why="its text does not end with a line break")
    if any(char < " " and char != "\n" for char in text):
        raise NoteMalformed(why="a control character")


def _parse_signature(line: str) -> NoteSignature:
    if not line.startswith(_DASH):
        raise NoteMalformed(why="a signature line without its dash")
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    raw = decode64(encoded)
    if not space or raw is None or len(raw) <= _ID_LENGTH:
        raise NoteMalformed(why="a signature line that is not name and base64")
    try:
        check_name(name)
    except KeyMalformed as error:
        raise NoteMalformed(why="a signer's name with a space or a plus") from error
    return NoteSignature(name, int.from_bytes(raw[:_ID_LENGTH], "big"), raw[_ID_LENGTH:])
