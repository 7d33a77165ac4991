"""Texts and names that people write: one form of Unicode, no signs that hide or turn what is read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from toparquia.foundation.errors import DomainError, Sentence

# Controls, half characters, and the marks that turn the direction of what follows. Marks that joiners and
# vowel signs need (zero-width joiner, left-to-right mark) stay: names of many peoples are written with them.
HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LINES: Final = re.compile(r"\r\n?")
# Ten accents on one letter are no name of anyone, but a way to paint over the lines around it.
MARKS_MAX: Final = 4


class TextMissing(DomainError):
    """A text that has to be there is empty."""

    code = "text.missing"
    says = Sentence(es="Falta el texto: {field}.", en="A text is missing: {field}.")
    next_step = Sentence(es="Escríbelo y envía de nuevo.", en="Write it and send again.")


class TextTooLong(DomainError):
    """A text is longer than there is room for."""

    code = "text.too_long"
    says = Sentence(
        es="El texto «{field}» tiene {length} caracteres; caben {limit}.",
        en="The text “{field}” has {length} characters; {limit} fit.",
    )
    next_step = Sentence(es="Acórtalo y envía de nuevo.", en="Shorten it and send again.")


class TextUnreadable(DomainError):
    """A text holds signs that nobody sees, or that turn around what is read."""

    code = "text.unreadable"
    says = Sentence(
        es="El texto «{field}» tiene signos que no se ven o que cambian el orden de lo que se lee.",
        en="The text “{field}” holds signs that nobody sees or that change the order of what is read.",
    )
    next_step = Sentence(
        es="Escríbelo a mano, sin copiarlo de otro programa.",
        en="Type it by hand instead of copying it from another program.",
    )


def clean_line(text: str, field: Sentence, limit: int, *, is_optional: bool = False) -> str:
    """Return a name or title in one line, NFC, with single spaces. No rule on letters.

    :raises TextMissing: :raises TextTooLong: :raises TextUnreadable:
    """
    return _checked(" ".join(_normal(text, field).split()), field, limit, is_optional=is_optional)


def clean_text(text: str, field: Sentence, limit: int, *, is_optional: bool = False) -> str:
    """Return a text of several lines, NFC, with line feeds alone. As `clean_line`."""
    return _checked(_normal(_LINES.sub("\n", text), field).strip(), field, limit, is_optional=is_optional)


def _normal(text: str, field: Sentence) -> str:
    if HIDDEN.search(text):
        raise TextUnreadable(field=field)
    normal = unicodedata.normalize("NFC", text)
    run = 0
    for sign in normal:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > MARKS_MAX:
            raise TextUnreadable(field=field)
    return normal


def _checked(text: str, field: Sentence, limit: int, *, is_optional: bool) -> str:
    if not text and not is_optional:
        raise TextMissing(field=field)
    if len(text) > limit:
        raise TextTooLong(field=field, length=len(text), limit=limit)
    return text
