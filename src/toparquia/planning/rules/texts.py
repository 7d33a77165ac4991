"""What people may write: texts, codes, numbers of homes and places on the map; and proofs of a text."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import Final

from toparquia.engines.translog.canonical import JsonValue, canonical_json
from toparquia.foundation.errors import Sentence
from toparquia.planning.errors import (
    CodeMalformed,
    HomesOutOfBounds,
    PositionOffEarth,
    TooManyAtOnce,
)

TITLE_LIMIT: Final = 200
TEXT_LIMIT: Final = 4_000
HOMES_LIMIT: Final = 1_000_000
BATCH_LIMIT: Final = 5_000
# More bytes than 200 lines, or a text of 4,000 characters for each ground, can take.
DOCUMENT_LIMIT: Final = 1_000_000

TITLE: Final = Sentence("el título", "the title")
TEXT: Final = Sentence("la descripción", "the description")
WHAT: Final = Sentence("qué se paga", "what is paid for")
UNIT: Final = Sentence("la unidad de medida", "the unit of measure")
REASON: Final = Sentence("el motivo", "the reason")
SOURCE: Final = Sentence("la fuente", "the source")
THEME: Final = Sentence("tema", "theme")
KIND: Final = Sentence("tipo de potencial", "kind of potential")

_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")


@dataclass(frozen=True)
class Position:
    """A point on the map in degrees of WGS 84. :raises PositionOffEarth:"""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        is_on_earth = (
            math.isfinite(self.latitude)
            and math.isfinite(self.longitude)
            and abs(self.latitude) <= 90
            and abs(self.longitude) <= 180
        )
        if not is_on_earth:
            raise PositionOffEarth(latitude=self.latitude, longitude=self.longitude)


def check_code(code: str, field: Sentence, *, is_optional: bool = False) -> None:
    """Refuse what is no code. :raises CodeMalformed:"""
    if not (is_optional and code == "") and not _CODE.match(code):
        raise CodeMalformed(asked=code[:60], field=field)


def check_homes(homes: int | None) -> None:
    """Refuse a number of homes that cannot be. :raises HomesOutOfBounds:"""
    if homes is not None and not 0 <= homes <= HOMES_LIMIT:
        raise HomesOutOfBounds(asked=homes, limit=HOMES_LIMIT)


def check_batch(size: int, limit: int = BATCH_LIMIT) -> None:
    """Refuse more things at once than one act takes. :raises TooManyAtOnce:"""
    if size > limit:
        raise TooManyAtOnce(asked=size, limit=limit)


def digest(*texts: JsonValue) -> str:
    """Return the SHA-256 in hex of texts as one canonical document.

    An open act publishes this instead of what anyone may have typed: it proves the text and can be
    kept for ever, while the text itself can be taken off the page.
    """
    return hashlib.sha256(canonical_json(list(texts), limit=DOCUMENT_LIMIT)).hexdigest()
