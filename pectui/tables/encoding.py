"""Which encoding a file of text has: decided by rule, never by statistics.

A byte order mark says UTF-8 or UTF-16. Else a file that is UTF-8 throughout is that; so is one in
which some lines are UTF-8 beyond ASCII and others are broken: those are told, line by line. What is
left is what an Italian spreadsheet saves as CSV: cp1252.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 18
LONGEST_LINE = 1 << 18
"""Characters of one line; what is longer is no row of a table."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def encoding_of(stream: BinaryIO) -> str:
    """Return "utf-8", "utf-16" or "cp1252" for the file read from its beginning."""
    stream.seek(0)
    start = stream.read(3)
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    stream.seek(0)
    return _without_mark(stream)


def _without_mark(stream: BinaryIO) -> str:
    valid = broken = False
    for block in _blocks_of_lines(stream):
        if block.isascii():
            continue
        if _is_utf8(block):
            valid = True
        else:
            lines = [line for line in block.split(b"\n") if not line.isascii()]
            utf8 = sum(map(_is_utf8, lines))
            valid = valid or utf8 > 0
            broken = broken or utf8 < len(lines)
        if valid and broken:
            return "utf-8"
    return "cp1252" if broken else "utf-8"


def _blocks_of_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file in blocks that end with a line, so that no character is cut in two."""
    rest = b""
    while block := stream.read(_BLOCK):
        whole, newline, rest_of_block = (rest + block).rpartition(b"\n")
        if newline:
            yield whole
        rest = rest_of_block
        if len(rest) > 4 * LONGEST_LINE:
            # No row either: reading stops there and says so.
            return
    yield rest


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
