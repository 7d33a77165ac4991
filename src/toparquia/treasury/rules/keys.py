"""What makes two names or numbers the same: letters and digits, without case, accents or signs."""

from __future__ import annotations

import unicodedata

from toparquia.treasury.errors import ReferenceMalformed

REFERENCE_LIMIT = 60
# What a hand or a camera mistakes in a number.
_LOOK_ALIKES = str.maketrans("oil", "011")


def key_of(text: str, limit: int) -> str:
    """Return a name or number as duplicates are found by: `FERRETERÍA “El Sol”` is `ferreteriaelsol`."""
    # Twice: what is taken apart may bring capitals to light (Unicode 16, section 5.18.4).
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    # One sign can be taken apart into many; the column holds as many as the text has room for.
    return "".join(sign for sign in apart if sign.isalnum())[:limit]


def number_key_of(text: str, limit: int) -> str:
    """Return an invoice's number as duplicates are found by: as `key_of`, O read as 0 and I and L as 1."""
    return key_of(text, limit).translate(_LOOK_ALIKES)


def reference_of(text: str) -> str:
    """Return a bank reference as it is kept: capitals, digits, hyphens. :raises ReferenceMalformed:"""
    plain = "".join(text.split()).upper()
    is_kept = plain.isascii() and plain.replace("-", "").isalnum()
    if not is_kept or len(plain) > REFERENCE_LIMIT:
        raise ReferenceMalformed(asked=text.strip()[:REFERENCE_LIMIT], limit=REFERENCE_LIMIT)
    return plain
