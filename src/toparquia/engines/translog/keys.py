"""Ed25519 keys with a name: a log's own (type 0x01) and a witness's (type 0x04), as one line of text each.

Verifier keys are written `name+hash+base64`, signing keys `PRIVATE+KEY+name+hash+base64`, as Go's
`sumdb/note` writes both. Source: C2SP signed-note, “Signatures” and “Verifier keys”.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from toparquia.engines.translog.errors import KeyMalformed, SignatureRefused

ED25519: Final = 0x01
"""Type of a signature over a note's text."""
COSIGNATURE: Final = 0x04
"""Type of a witness's signature, which carries its time. Source: C2SP tlog-cosignature."""

KEY_LENGTH: Final = 32
SIGNATURE_LENGTH: Final = 64
NAME_LIMIT: Final = 255
TIME_LIMIT: Final = 2**63 - 1
_TIME_LENGTH: Final = 8
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}\Z")
_PRIVATE: Final = "PRIVATE+KEY+"


@dataclass(frozen=True)
class VerifierKey:
    """What is known of a signer: its name, the type of its signatures, its public key (32 bytes)."""

    name: str
    public: bytes
    kind: int = ED25519

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE):
            raise KeyMalformed(why=f"signatures of type {self.kind} are not read here")
        if len(self.public) != KEY_LENGTH:
            raise KeyMalformed(why=f"the key has {len(self.public)} bytes, not {KEY_LENGTH}")

    @property
    def key_id(self) -> int:
        """The four bytes that stand for this key in a signature. Source: C2SP signed-note, “Signatures”."""
        message = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return int.from_bytes(hashlib.sha256(message).digest()[:4], "big")

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id:08x}+{encode64(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read `name+hash+base64`, nothing before or after. :raises KeyMalformed:"""
        name, key_id, kind, public = _key_parts(text)
        key = cls(name, public, kind)
        if key.key_id != key_id:
            raise KeyMalformed(why="its hash is of another key")
        return key

    def check(self, text: bytes, signature: bytes) -> int | None:
        """Check a signature over a note's text; return its time in POSIX seconds if it carries one.

        :raises SignatureRefused: when it is not this key's signature of this text.
        """
        at, message, proper = None, text, signature
        if self.kind == COSIGNATURE:
            at = int.from_bytes(signature[:_TIME_LENGTH], "big")
            proper = signature[_TIME_LENGTH:]
            if at > TIME_LIMIT:
                raise SignatureRefused(why=f"the time of {self.name} is beyond all times")
            message = _cosigned_message(text, at)
        if len(proper) != SIGNATURE_LENGTH:
            raise SignatureRefused(why=f"that of {self.name} has the wrong length")
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(proper, message)
        except (InvalidSignature, ValueError) as error:
            raise SignatureRefused(why=f"that of {self.name} is not of this text") from error
        return at


@dataclass(frozen=True)
class SigningKey:
    """A name with its secret: 32 random bytes that are never shown, except by `to_text`."""

    name: str
    seed: bytes = field(repr=False)
    kind: int = ED25519

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> SigningKey:
        """Make a new key from the machine's randomness."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_LENGTH:
            raise KeyMalformed(why=f"the secret has not {KEY_LENGTH} bytes")
        # The public half checks the name and the type.
        assert self.verifier.kind == self.kind

    @property
    def verifier(self) -> VerifierKey:
        """The half that is published."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, public, self.kind)

    def to_text(self) -> str:
        """Return the secret as one line, to be kept in a file that only its owner reads."""
        secret = encode64(bytes([self.kind]) + self.seed)
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id:08x}+{secret}"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read what `to_text` wrote. :raises KeyMalformed: (which never repeats the text)"""
        if not text.startswith(_PRIVATE):
            raise KeyMalformed(why="it is not a signing key")
        name, key_id, kind, seed = _key_parts(text.removeprefix(_PRIVATE))
        key = cls(name, seed, kind)
        if key.verifier.key_id != key_id:
            raise KeyMalformed(why="its hash is of another key")
        return key

    def sign(self, text: bytes, *, at: int = 0) -> bytes:
        """Return the signature of a note's text; a witness's carries `at`, in POSIX seconds."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == ED25519:
            return key.sign(text)
        assert 0 <= at <= TIME_LIMIT, "a time in POSIX seconds"
        return at.to_bytes(_TIME_LENGTH, "big") + key.sign(_cosigned_message(text, at))


def _cosigned_message(text: bytes, at: int) -> bytes:
    """Return what a witness signs. Source: C2SP tlog-cosignature, “Ed25519 signed message”."""
    return b"cosignature/v1\ntime %d\n" % at + text


def check_name(name: str) -> None:
    """Refuse a key name that a note can't carry. :raises KeyMalformed:"""
    if not name or len(name) > NAME_LIMIT:
        raise KeyMalformed(why=f"a name has 1 to {NAME_LIMIT} characters")
    if any(char.isspace() or char == "+" or char < " " for char in name):
        raise KeyMalformed(why="a name has no space, no plus and no control character")


def encode64(raw: bytes) -> str:
    """Return standard base64 with padding. Source: RFC 4648 section 4."""
    return base64.b64encode(raw).decode("ascii")


def decode64(text: str) -> bytes | None:
    """Return the bytes whose one base64 form is `text`, or None when it is no such form."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    # Spare bits in the last character would give one signature two spellings.
    return raw if encode64(raw) == text else None


def _key_parts(text: str) -> tuple[str, int, int, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not _KEY_ID.match(parts[1]):
        raise KeyMalformed(why="it has not its three parts")
    raw = decode64(parts[2])
    if raw is None or len(raw) != 1 + KEY_LENGTH:
        raise KeyMalformed(why="its last part is not 33 bytes in base64")
    return parts[0], int(parts[1], 16), raw[0], raw[1:]
