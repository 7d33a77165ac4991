"""Which proposals are like each other, by the words that they share; people decide, this only sorts."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

# Shorter words join any two texts: de, la, en, the, of.
SHORTEST: Final = 4


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of texts that say something: without accents, in small letters, in the singular."""
    plain = unicodedata.normalize("NFKD", " ".join(texts)).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return frozenset(word.removesuffix("s") for word in re.findall(r"\w+", letters) if len(word) >= SHORTEST)


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Return the share of their words that two texts have in common (Jaccard), exactly."""
    both = one | other
    return Fraction(len(one & other), len(both)) if both else Fraction(0)
