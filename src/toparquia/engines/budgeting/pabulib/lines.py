"""A stream of bytes as numbered lines and rows of cells, in bounded memory."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final, NamedTuple, Protocol

from toparquia.engines.budgeting.errors import PabulibError, Said

BLOCK_BYTES: Final = 1 << 17
MAX_LINE_BYTES: Final = 1 << 20
MAX_QUOTED_LINES: Final = 1_000
BOM: Final = b"\xef\xbb\xbf"

NOT_UTF8: Final = Said(
    es="se esperaba texto UTF-8; guarda el archivo de nuevo con la codificación UTF-8",
    en="UTF-8 text was expected; save the file again in the UTF-8 encoding",
)
LINE_TOO_LONG: Final = Said(
    es="se esperaba una línea de 1 MiB como mucho; comprueba que sea un archivo .pb",
    en="a line of at most 1 MiB was expected; check that this is a .pb file",
)
OPEN_QUOTE: Final = Said(
    es='se esperaba que las comillas abiertas se cerraran con " antes de «;» o del fin de la línea',
    en='the quotation opened here was expected to close with " before “;” or the end of the line',
)


class Block(NamedTuple):
    """Consecutive whole lines without their line ends, and the number of the first.

    text: the same lines, joined by line feeds. is_open: the file ends here, within a line.
    """

    first: int
    lines: list[str]
    text: str
    is_open: bool = False

    @property
    def has_quotes(self) -> bool:
        """Whether a cell may be quoted here."""
        return '"' in self.text


class Digest(Protocol):
    """What takes in the bytes read, to name the file's content."""

    def update(self, chunk: bytes, /) -> None:
        """Take in more bytes."""


def read_blocks(stream: BinaryIO, file: str, digest: Digest, head: bytes = b"") -> Iterator[Block]:
    """Yield the lines of `head` and then of `stream` in blocks; the last line may lack its line end.

    :raises PabulibError: for bytes that are not UTF-8, or a line beyond 1 MiB.
    """
    number = 1
    rest = b""
    following = iter(lambda: stream.read(BLOCK_BYTES), b"")
    for chunk in chain([head], following) if head else following:
        digest.update(chunk)
        head, newline, tail = chunk.rpartition(b"\n")
        if not newline:
            rest += tail
            if len(rest) > MAX_LINE_BYTES:
                raise PabulibError("pabulib.line_too_long", LINE_TOO_LONG, file=file, line=number)
            continue
        block = _decoded(rest + head, number, file)
        rest = tail
        yield block
        number += len(block.lines)
    if rest:
        yield _decoded(rest, number, file)._replace(is_open=True)


def _decoded(raw: bytes, number: int, file: str) -> Block:
    if number == 1:
        raw = raw.removeprefix(BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = number + raw.count(b"\n", 0, error.start)
        raise PabulibError("pabulib.not_utf8", NOT_UTF8, file=file, line=line) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    lines = text.split("\n")
    if max(map(len, lines)) > MAX_LINE_BYTES:
        line = number + next(i for i, line in enumerate(lines) if len(line) > MAX_LINE_BYTES)
        raise PabulibError("pabulib.line_too_long", LINE_TOO_LONG, file=file, line=line)
    return Block(number, lines, text)


class Rows:
    """The rows of a file, one by one or a block at a time.

    Iterating gives (line number, trimmed cells) and skips empty lines; `rest_of_block` hands over
    what is left of the current block, for callers that know a faster way.
    """

    def __init__(self, stream: BinaryIO, file: str, head: bytes = b"") -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self._blocks = read_blocks(stream, file, self.digest, head)
        self._block = Block(1, [], "")
        self._next = 0

    @property
    def ends_in_a_line(self) -> bool:
        """Whether the file read so far stops within a line, as it may when it was cut off."""
        return self._block.is_open

    def next_row(self) -> tuple[int, list[str]] | None:
        """Return the next row that is not empty, or None at the end of the file."""
        while (taken := self._next_line()) is not None:
            number, line = taken
            if line and not line.isspace():
                cells = self._quoted_cells(number, line) if '"' in line else line.split(";")
                return number, [cell.strip() for cell in cells]
        return None

    def rest_of_block(self) -> Block | None:
        """Return the untouched lines of this block, or of the next; None at the end of the file."""
        if self._next >= len(self._block.lines):
            block = next(self._blocks, None)
            if block is None:
                return None
            self._block, self._next = block, 0
        if not self._next:
            return self._block
        rest = self._block.lines[self._next :]
        return Block(self._block.first + self._next, rest, "\n".join(rest), self._block.is_open)

    def skip_block(self) -> None:
        """Count the rest of this block as read."""
        self._next = len(self._block.lines)

    def _next_line(self) -> tuple[int, str] | None:
        while self._next >= len(self._block.lines):
            block = next(self._blocks, None)
            if block is None:
                return None
            self._block, self._next = block, 0
        line = self._block.lines[self._next]
        self._next += 1
        return self._block.first + self._next - 1, line

    def _quoted_cells(self, number: int, line: str) -> list[str]:
        """Return the cells of a row with quotes; a quoted cell may run over several lines."""
        parsed = csv.reader(self._with_following(line), delimiter=";", strict=True)
        try:
            return next(parsed)
        except (csv.Error, StopIteration):
            raise PabulibError("pabulib.open_quote", OPEN_QUOTE, file=self.file, line=number) from None

    def _with_following(self, line: str) -> Iterator[str]:
        yield line + "\n"
        for _ in range(MAX_QUOTED_LINES):
            taken = self._next_line()
            if taken is None:
                return
            yield taken[1] + "\n"
        raise csv.Error("quotation never closed")
