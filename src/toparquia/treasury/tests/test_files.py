"""Attached files: what is taken, what is refused, and what of them everyone may see."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toparquia.foundation.errors import DomainError
from toparquia.treasury import errors
from toparquia.treasury.files import PUBLIC, SEALED, check_file, keep, read
from toparquia.treasury.files.pictures import public_copy
from toparquia.treasury.files.store import path_of
from toparquia.treasury.tests.factories import photo

TYPES = ("jpeg", "png", "webp", "pdf")


def checked(content, types=TYPES, max_bytes=8_000_000):
    return check_file(content, max_bytes=max_bytes, types=types)


def picture(kind="JPEG", size=(60, 40), mode="RGB", **more):
    out = BytesIO()
    Image.new(mode, size, "white").save(out, kind, **more)
    return out.getvalue()


def with_place():
    """Return a photo that says where and with what it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Telefono de Carmen"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (10.0, 30.0, 0.0)
    return picture(exif=exif.tobytes(), comment=b"Carmen")


def bomb():
    """Return a PNG of 60,000 by 60,000 points in a few kilobytes."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4_000_000)))


def pdf(inside=b"", before=b""):
    return (
        b"%PDF-1.7\n" + before + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b">>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )


def packed(body, filters=b"/Filter /FlateDecode", pad=b""):
    content = zlib.compress(body) if b"Flate" in filters else body
    head = b"7 0 obj\n<< /Type /ObjStm " + pad + filters + b" /N 1 /First 4 >>\n"
    return head + b"stream\n" + content + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("JPEG", {}),
        ("PNG", {}),
        ("WEBP", {}),
        ("PNG", {"mode": "RGBA"}),
        ("PNG", {"mode": "P"}),
        ("PNG", {"mode": "1"}),
    ],
)
def test_a_picture_gets_a_public_copy(kind, more):
    file = checked(picture(kind, **more))

    assert file.public_type == "image/jpeg"
    assert Image.open(BytesIO(file.public)).size == (60, 40)


def test_the_public_copy_stands_upright_and_says_nothing_but_what_is_seen():
    file = checked(with_place())

    copy = Image.open(BytesIO(file.public))
    assert copy.size == (40, 60)
    assert not copy.getexif()
    assert b"Carmen" in file.content
    assert b"Carmen" not in file.public
    assert b"Exif" not in file.public


@pytest.mark.parametrize(
    ("bytes_of", "turned"),
    [
        # The resolution, said to be text: Pillow reads it, and cannot write it again.
        (lambda exif: exif.replace(b"\x01\x1a\x00\x05", b"\x01\x1a\x00\x02"), True),
        (lambda exif: exif[:10], False),
        (lambda exif: exif.replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\0:"), False),
    ],
    ids=["odd", "cut off", "no table"],
)
def test_a_photo_is_taken_whatever_its_camera_wrote_beside_it(bytes_of, turned):
    exif = Image.Exif()
    exif.endian = ">"
    exif[0x0112], exif[0x011A] = 6, 72.0
    broken = bytes_of(exif.tobytes())

    file = checked(picture(exif=broken))

    assert broken != exif.tobytes()
    assert Image.open(BytesIO(file.public)).size == ((40, 60) if turned else (60, 40))


def test_a_large_photo_is_made_smaller_for_everyone():
    file = checked(picture(size=(5_000, 3_000)))

    assert max(Image.open(BytesIO(file.public)).size) == 2_000


def test_a_plain_pdf_is_taken_as_it_is():
    words = packed(b"8 0 << /Length 3 >>")
    assert checked(pdf(before=words)).public == pdf(before=words)


@pytest.mark.parametrize(
    ("refusal", "content"),
    [
        (errors.FileEmpty, b""),
        (errors.FileTypeRefused, b"\x00"),
        (errors.FileTypeRefused, b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        (errors.FileTypeRefused, b"<!doctype html><script>x()</script>"),
        (errors.FileTypeRefused, b"GIF89a" + bytes(20)),
        (errors.FileTypeRefused, b"RIFF\x00\x00\x00\x00AVI " + bytes(20)),
        (errors.FileTypeRefused, b"MZ" + bytes(100)),
        (errors.FileDamaged, b"\xff\xd8\xff" + bytes(100)),
        (errors.FileDamaged, picture()[:-200]),
        (errors.FileDamaged, b"RIFF\x10\x00\x00\x00WEBP" + bytes(8)),
        (errors.FileDamaged, b"%PDF-1.4\n"),
        (errors.FileDamaged, pdf()[:-20]),
        (errors.PictureTooLarge, bomb()),
    ],
)
def test_what_is_no_sound_picture_or_pdf_is_refused(refusal, content):
    with pytest.raises(refusal):
        checked(content)


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        pdf(b"/OpenAction << /S /J#61vaScript /J#53 (x) >>"),
        pdf(b"/AA << /O << /S /Launch /F (x.exe) >> >>"),
        pdf(b"/Names << /EmbeddedFiles << >> >>"),
        pdf(b"/AcroForm << /XFA 5 0 R >>"),
        pdf(b"/Encrypt 9 0 R"),
        pdf(before=packed(b"8 0 << /S /JavaScript /JS (x) >>")),
        pdf(before=packed(b"8 0 << /S /J#61vaScript >>", filters=b"")),
        pdf(before=packed(b"8 0 << /S /JavaScript >>", filters=b"/Filter [/ASCIIHexDecode /FlateDecode]")),
        pdf(before=packed(b"8 0 << /S /JavaScript >>", pad=b" " * 5_000)),
        # The word stream in a remark is none: what follows it is looked at all the same.
        pdf(before=b"% stream\n5 0 obj << /S /JavaScript /JS (x) >> endobj % endstream\n"),
        pdf(before=b"% stream\n" + packed(b"8 0 << /S /JavaScript >>")),
        pdf(before=packed(bytes(60_000_000))),
    ],
)
def test_a_pdf_that_does_things_or_hides_what_it_does_is_refused(content):
    with pytest.raises(errors.DocumentActive):
        checked(content)


def test_a_pdf_whose_streams_all_end_where_the_file_does_is_not_unfolded():
    # A hundred thousand of them, of a megabyte each: together, gigabytes of memory.
    body = b"/Type/ObjStm stream\n" * 100_000

    with pytest.raises(errors.DocumentActive):
        checked(b"%PDF-1.5\n" + body + b"endstream\nstartxref\n%%EOF")


def test_the_rules_say_which_types_and_how_large():
    with pytest.raises(errors.FileTypeRefused):
        checked(picture("PNG"), types=("jpeg",))
    with pytest.raises(errors.FileTooLarge):
        checked(picture(), max_bytes=100)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-", b"RIFFxxxxWEBP"]),
)
def test_any_bytes_are_taken_or_refused_with_a_sentence(body, start):
    # Whatever is no refusal of ours would end this test.
    with suppress(DomainError):
        checked(start + body)


def test_a_file_is_kept_once_for_its_owner_alone(files):
    digest = keep(b"original", SEALED)

    assert keep(b"original", SEALED) == digest
    assert read(digest, SEALED) == b"original"
    path = path_of(digest, SEALED)
    assert path.stat().st_mode & 0o077 == 0
    assert [found.name for found in path.parent.iterdir()] == [digest]
    with pytest.raises(FileNotFoundError):
        read(digest, PUBLIC)


@pytest.mark.django_db
def test_the_covered_copy_is_published_and_the_original_sealed(treasury):
    treasury.receive()
    covered = photo(200)

    bill = treasury.record(1_000, file=photo(100), public_file=covered)

    assert read(bill.attachment.sha256, SEALED) == photo(100)
    assert read(bill.attachment.public_sha256, PUBLIC) == public_copy(covered, "png")[0]
