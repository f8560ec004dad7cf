"""Cuts a long text into rows of a given width, a slice at a time.

Positions are indices into the cleaned text; a row is the part between two neighbouring starts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size

from pectui.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_SLICE = 16_384
SLICE = 65_536
"""Characters that pass the gate and are cut at a time: a few milliseconds of work."""
TAB = 8

_NARROW = "\x20-\x7e\xa0-\u02ff\u0370-\u0482\u2013-\u2026\u20ac\u2400-\u2421\u2500-\u25fc\ufffd"
_WIDE = re.compile(f"[^\n{_NARROW}]")
"""Anything that may take no cell or two: such a line is measured one character after another."""
_TABBED_LINE = re.compile(r"[^\n]*\t[^\n]*")


class WrappedText:
    """The rows of one text at one width, known up to where the work has come."""

    def __init__(self, source: str, width: int) -> None:
        self._source = source
        self._read = 0
        """Characters of the source that have passed the gate."""
        self.text = ""
        """What has passed the gate, tabs as blanks."""
        self.width = max(1, width)
        self.starts = array("Q")
        """Where each known row starts; the last row of unfinished work is not among them."""
        self._next = 0
        """Where the row starts that is to be cut next."""

    @property
    def clean(self) -> bool:
        """Whether the whole source has passed the gate."""
        return self._read >= len(self._source)

    @property
    def done(self) -> bool:
        """Whether every row is known."""
        return self.clean and self._next >= len(self.text)

    @property
    def rows(self) -> int:
        """How many rows are known so far; an empty text has none."""
        return len(self.starts)

    def rewrap(self, width: int) -> None:
        """Forget the rows, keep the cleaned text, and begin again at another width."""
        self.width = max(1, width)
        self.starts = array("Q")
        self._next = 0

    def work(self) -> None:
        """Do one slice of the work left."""
        if self._next >= len(self.text) - self.width * 4 and not self.clean:
            self._clean_slice()
        self._cut_slice()

    def row_text(self, row: int) -> str:
        """Return the text of a known row, without the line break that ends it."""
        start, end = self.span(row)
        return self.text[start:end].rstrip("\n")

    def span(self, row: int) -> tuple[int, int]:
        """Return where a known row starts and where the next one does."""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else self._next
        return self.starts[row], end

    def row_at(self, position: int) -> int | None:
        """Return the row that holds `position`; None while it is not known."""
        if position >= self._next or not self.starts:
            return None
        return bisect_right(self.starts, position) - 1

    def position(self, row: int, column: int) -> int:
        """Return the position at a column of a row, at most where the next row starts."""
        if row >= self.rows:
            return len(self.text)
        start, end = self.span(row)
        return min(start + column, end)

    def _clean_slice(self) -> None:
        source, start = self._source, self._read
        end = min(len(source), start + (SLICE if start else FIRST_SLICE))
        # What belongs together stays in one slice: a line where one ends near, CR with its LF.
        line_end = source.find("\n", end, end + SLICE)
        if line_end >= 0:
            end = line_end + 1
        elif end < len(source) and source[end - 1] == "\r":
            end += 1
        self._read = end
        piece = clean_text(source[start:end])
        if "\t" in piece:
            piece = _TABBED_LINE.sub(lambda match: _expand(match.group()), piece)
        self.text += piece

    def _cut_slice(self) -> None:
        text, start = self.text, self._next
        if start >= len(text):
            return
        end = min(len(text), start + SLICE)
        line_end = text.find("\n", end, end + SLICE)
        end = line_end + 1 if line_end >= 0 else end
        last = end >= len(text) and self.clean
        narrow = _WIDE.search(text, start, end) is None
        cut = self._cut_narrow if narrow else self._cut_mixed
        for row_start, row_end in cut(start, end):
            # The last row of a slice may go on in the next one, unless it fills the slice.
            if row_end >= end and row_start > start and not last and text[row_end - 1] != "\n":
                break
            self.starts.append(row_start)
            self._next = row_end

    def _cut_narrow(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut text whose characters all take one cell: at a blank, or at the width."""
        for match in _row_pattern(self.width).finditer(self.text, start, end):
            if match.end() > match.start():
                yield match.span()

    def _cut_mixed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut text line by line, measuring the lines that hold wide or combining characters."""
        text = self.text
        while start < end:
            line_end = text.find("\n", start, end)
            line_end = line_end + 1 if line_end >= 0 else end
            if _WIDE.search(text, start, line_end) is None:
                yield from self._cut_narrow(start, line_end)
            else:
                yield from self._cut_wide(start, line_end)
            start = line_end

    def _cut_wide(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        text, width = self.text, self.width
        row_start, cells, after_blank = start, 0, start
        position = start
        while position < end:
            char = text[position]
            size = 0 if char == "\n" else get_character_cell_size(char)
            # More than once: what moves down with the word may fill the next row by itself.
            while cells + size > width and char not in " \n" and position > row_start:
                cut = after_blank if after_blank > row_start else max(position, row_start + 1)
                yield row_start, cut
                row_start = after_blank = cut
                cells = sum(map(get_character_cell_size, text[cut:position]))
            cells += size
            # Marks stay with the character they stand on.
            stays = size == 0 and after_blank == position > row_start
            position += 1
            if char == " " or size == 2 or stays:
                after_blank = position
        yield row_start, end


def _row_pattern(width: int) -> re.Pattern[str]:
    """Return what one row matches: up to `width` characters and the blanks that hang after."""
    if width not in _patterns:
        _patterns.clear()
        _patterns[width] = re.compile(rf"[^\n]{{0,{width}}}(?:\n| +\n?|\Z)|[^\n]{{{width}}}\n?")
    return _patterns[width]


_patterns: dict[int, re.Pattern[str]] = {}


def _expand(line: str) -> str:
    """Return a line with its tabs as blanks, up to the next multiple of TAB cells."""
    if _WIDE.search(line.replace("\t", "")) is None:
        return line.expandtabs(TAB)
    expanded: list[str] = []
    column = 0
    for part in re.split("(\t)", line):
        shown = " " * (TAB - column % TAB) if part == "\t" else part
        expanded.append(shown)
        column += sum(map(get_character_cell_size, shown))
    return "".join(expanded)
