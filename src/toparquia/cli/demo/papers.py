"""Small invoices as pictures and documents, drawn for the demo; the same ones for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (420, 560)
INK: Final = (40, 40, 60)


def picture(lines: Sequence[str]) -> bytes:
    """Return a PNG that looks like an invoice on a desk."""
    image = Image.new("RGB", SIZE, (214, 205, 190))
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 20, SIZE[0] - 24, SIZE[1] - 20), fill=(252, 251, 246), outline=(150, 140, 120))
    for number, line in enumerate(lines):
        draw.text((44, 44 + 30 * number), line[:52].encode("latin-1", "replace").decode("latin-1"), fill=INK)
    draw.line((44, 66, SIZE[0] - 44, 66), fill=INK)
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def document(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with these lines. Source: ISO 32000-1, 7.5."""
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf 50 780 Td 18 TL\n{shown}ET".encode("cp1252", "replace")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + tail


def _escaped(line: str) -> str:
    return line[:90].replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
