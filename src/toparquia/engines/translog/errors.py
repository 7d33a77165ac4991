"""What the log refuses: one base, with its sentence in both languages of the house.

The engines stand below `foundation`, so this base is their own; `foundation.errors.shown` asks any
fact for `in_language`, and therefore a room's refusal can carry one of these as its reason.
"""

from __future__ import annotations

from typing import ClassVar


class LogError(Exception):
    """Something is not what a transparency log may hold: `code` is for programs, the texts for people."""

    code: ClassVar[str] = "translog.refused"
    es: ClassVar[str] = "El registro no lo admite."
    en: ClassVar[str] = "The log does not take it."

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def in_language(self, language: str) -> str:
        """Return the sentence in English for "en…", in Spanish otherwise."""
        return (self.en if language.startswith("en") else self.es).format(**self.facts)

    def __str__(self) -> str:
        return self.in_language("en")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the named facts when the refusal crosses a process boundary."""
        return (_rebuilt, (type(self), self.facts))


def _rebuilt(kind: type[LogError], facts: dict[str, object]) -> LogError:
    return kind(**facts)


class NotCanonical(LogError):
    """A value has no canonical form, or bytes are not the canonical form of their value."""

    code = "translog.not_canonical"
    es = "En {where}: {what}. Una entrada es JSON canónico (RFC 8785) sin decimales."
    en = "At {where}: {what}. An entry is canonical JSON (RFC 8785) without decimals."


class EntryTooLong(LogError):
    """An entry is longer than an entry bundle can hold. Source: C2SP tlog-tiles, “Log entries”."""

    code = "translog.entry_too_long"
    es = "La entrada mide {length} bytes y caben {limit}: publica su huella y guarda el documento aparte."
    en = "The entry is {length} bytes long and {limit} fit: publish its hash and keep the document apart."


class NoSuchLeaf(LogError):
    """A position or a size lies outside the tree."""

    code = "translog.no_such_leaf"
    es = "No hay {asked} en un registro de {size} entradas."
    en = "There is no {asked} in a log of {size} entries."


class ProofRefused(LogError):
    """A proof does not lead to the root that it should."""

    code = "translog.proof_refused"
    es = "La prueba de {kind} no lleva a la raíz anunciada: {why}."
    en = "The {kind} proof does not lead to the announced root: {why}."


class KeyMalformed(LogError):
    """A key's text is not what its format asks. The text itself is never repeated: it may be secret."""

    code = "translog.key_malformed"
    es = "La clave no se entiende: {why}. Se escribe nombre+huella+base64."
    en = "The key can't be read: {why}. It is written name+hash+base64."


class NoteMalformed(LogError):
    """A signed note is not in the form of C2SP signed-note."""

    code = "translog.note_malformed"
    es = "La nota firmada no está bien escrita: {why}."
    en = "The signed note is not well formed: {why}."


class SignatureRefused(LogError):
    """A note lacks the signature that is asked for, or carries a false one."""

    code = "translog.signature_refused"
    es = "La firma no vale: {why}."
    en = "The signature does not hold: {why}."


class CheckpointMalformed(LogError):
    """A note's text is not a checkpoint. Source: C2SP tlog-checkpoint, “Note text”."""

    code = "translog.checkpoint_malformed"
    es = "El punto de control no está bien escrito: {why}."
    en = "The checkpoint is not well formed: {why}."


class ReceiptMalformed(LogError):
    """A `.tlog-proof` file is not in its format. Source: C2SP tlog-proof, “Format”."""

    code = "translog.receipt_malformed"
    es = "El recibo no está bien escrito: {why}."
    en = "The receipt is not well formed: {why}."


class TileMalformed(LogError):
    """A tile or an entry bundle is missing, too long, or not what the checkpoint promises."""

    code = "translog.tile_malformed"
    es = "El archivo {path} no vale: {why}."
    en = "The file {path} does not hold: {why}."


class LogRewritten(LogError):
    """What was published once and what is offered now disagree."""

    code = "translog.log_rewritten"
    es = "El registro no continúa lo ya publicado: {why}. No se ha escrito nada nuevo."
    en = "The log does not continue what was published: {why}. Nothing new was written."
