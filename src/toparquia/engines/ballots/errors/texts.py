"""Refusals about texts, numbers and group elements, wherever they stand."""

from __future__ import annotations

from .base import BadInput, BallotRefusal, Words


class TextTooLong(BallotRefusal):
    """The text is larger than anything honest could be; it was not parsed."""

    code = "ballots.text_too_long"
    says = Words(
        "El texto mide {size} bytes y lo más que puede medir son {limit}. No se leyó. Pide el original.",
        "The text has {size} bytes and the most it can have is {limit}. It was not read. Ask for the "
        "original.",
    )


class TextMalformed(BallotRefusal):
    """The text is not the JSON we accept: syntax, duplicate keys, floats, big integers."""

    code = "ballots.text_malformed"
    says = Words(
        "El texto no es JSON como lo pide el protocolo ({reason}). Pide el original.",
        "The text is not JSON as the protocol asks for ({reason}). Ask for the original.",
    )


class TextNotCanonical(BallotRefusal):
    """The text means something but is not written in the one permitted way."""

    code = "ballots.text_not_canonical"
    says = Words(
        "El texto no está escrito en la única forma permitida (orden de claves, espacios, escapes). "
        "Hay que volver a hacerlo con un programa que la respete.",
        "The text is not written in the one permitted way (order of keys, spaces, escapes). "
        "It must be made again by a program that keeps to it.",
    )


class TextNotAscii(BallotRefusal):
    """A ballot holds a byte outside ASCII."""

    code = "ballots.text_not_ascii"
    says = Words(
        "La boleta tiene caracteres fuera de ASCII y ninguna boleta correcta los tiene. Hay que volver a "
        "hacerla.",
        "The ballot has characters outside ASCII, which no correct ballot has. It must be made again.",
    )


class ShapeUnexpected(BallotRefusal):
    """A key is missing, unknown, out of order, or holds a value of the wrong kind."""

    code = "ballots.shape_unexpected"
    says = Words(
        "«{where}» no tiene la forma que pide el protocolo. Pide el original.",
        "“{where}” does not have the shape that the protocol asks for. Ask for the original.",
    )


class ScalarNotCanonical(BallotRefusal):
    """A number is not plain decimal below the group's order."""

    code = "ballots.scalar_not_canonical"
    says = Words(
        "Un número de una prueba no es decimal sencillo menor que el orden del grupo.",
        "A number of a proof is not plain decimal below the group's order.",
    )


class ElementNotCanonical(BallotRefusal):
    """A group element is not written in its one permitted way."""

    code = "ballots.element_not_canonical"
    says = Words(
        "Un elemento del grupo no está escrito en su única forma permitida.",
        "A group element is not written in its one permitted way.",
    )


class ElementOutsideGroup(BallotRefusal):
    """A group element lies off the curve or outside the subgroup of prime order."""

    code = "ballots.element_outside_group"
    says = Words(
        "Un elemento está fuera del grupo: podría filtrar o falsear un voto.",
        "An element lies outside the group: it could leak or forge a vote.",
    )


class NeutralKey(BallotRefusal):
    """A key or credential is the neutral element, which anyone can use."""

    code = "ballots.neutral_key"
    says = Words(
        "Una clave o credencial es el elemento neutro, que cualquiera puede usar.",
        "A key or credential is the neutral element, which anyone can use.",
    )


class UnknownGroup(BadInput):
    """The named group is not one of ours; parameters are never read from a file."""

    code = "ballots.unknown_group"
    says = Words(
        "No hay grupo «{name}». Usa Ed25519 o BELENIOS-2048.",
        "There is no group “{name}”. Use Ed25519 or BELENIOS-2048.",
    )


class LibraryUnsound(BadInput):
    """The installed libsodium lets points outside the group pass (CVE-2025-69277)."""

    code = "ballots.library_unsound"
    says = Words(
        "La libsodium instalada acepta puntos fuera del grupo. Instala PyNaCl 1.6.2 o posterior.",
        "The installed libsodium accepts points outside the group. Install PyNaCl 1.6.2 or later.",
    )
