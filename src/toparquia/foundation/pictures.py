"""Pictures: read with a bound, and drawn anew, so that nothing but what is seen gets out."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Collection
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

POINTS_LIMIT: Final = 50_000_000
"""Most points of a picture: a phone's photo has 12 to 50 million, and each takes three bytes of memory."""

PUBLIC_SIDE: Final = 2_000
"""Longest side of the public copy in points; an invoice's small print can be read at it."""

_QUALITY: Final = 82
# How the kinds of picture that are read begin.
SIGNS: Final = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
# EXIF's tag of how the camera was held, and the turns that undo it. Source: Exif 2.32, 4.6.4.
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FORMATS: Final = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


class Unreadable(Exception):
    """A picture is none that is taken, or cannot be read to its end."""


class TooManyPoints(Unreadable):
    """By what its head says, before a point of it is unpacked, a picture is too large."""

    def __init__(self, width: object, height: object) -> None:
        super().__init__(f"{width} x {height}")
        self.width, self.height = width, height


def kind_of(content: bytes) -> str | None:
    """Return what kind of picture these bytes begin as, None if of none that is read."""
    return next((kind for kind, sign in SIGNS.items() if content.startswith(sign)), None)


def redrawn(content: bytes, *, side: int, most_bytes: int, kinds: Collection[str] = tuple(SIGNS)) -> bytes:
    """Return a photo as everyone may see it, a JPEG no longer than `side` points.

    :raises Unreadable: if it is of none of the `kinds`, larger than `most_bytes`, or broken.
    """
    kind = kind_of(content)
    if kind is None or kind not in kinds or len(content) > most_bytes:
        raise Unreadable
    return public_copy(content, kind, side)[0]


def public_copy(content: bytes, kind: str, side: int = PUBLIC_SIDE) -> tuple[bytes, str]:
    """Return a picture as everyone may see it, and its type: upright, JPEG, without place, date or device.

    :raises TooManyPoints: :raises Unreadable:
    """
    try:
        with warnings.catch_warnings():
            # Our own bound stands below; Pillow's warning would only tell the log of it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as picture:
                _check_size(*picture.size)
                # A JPEG unpacks at a fraction of its size; the copy is no larger than that anyway.
                picture.draft("RGB", (side, side))
                turn = _turn_of(picture)
                picture.thumbnail((side, side))
                return _drawn(picture if turn is None else picture.transpose(turn)), "image/jpeg"
    except Image.DecompressionBombError as bomb:
        raise TooManyPoints("?", "?") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise Unreadable from error


def _check_size(width: int, height: int) -> None:
    if width * height > POINTS_LIMIT:
        raise TooManyPoints(width, height)


def _turn_of(picture: Image.Image) -> Image.Transpose | None:
    """Return the turn by which a picture stands upright, None if it does.

    Of all that a camera writes beside it this one number is read: Pillow's own turning writes the rest
    anew, and phones write there what it cannot.
    """
    try:
        held = picture.getexif().get(_ORIENTATION)
        return _TURNS.get(held) if isinstance(held, int) else None
    except (SyntaxError, struct.error):
        # What stands beside the picture is broken; the picture itself may be whole.
        return None


def _drawn(picture: Image.Image) -> bytes:
    # On white, for a transparent scan would turn black. A new picture carries nothing of the old but points.
    flat = Image.new("RGB", picture.size, "white")
    with_alpha = picture.convert("RGBA")
    flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
    out = BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
