"""The rows of one sheet, in one pass over its part: as a person sees them, and what is wrong."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from pectui.models.table import Gravity
from pectui.tables.formats import CannotShow, Format, boolean
from pectui.tables.package import LARGE_PART, Attributes, Package, xml_parser
from pectui.tables.records import MOST_COLUMNS, Flaw, Record
from pectui.tables.strings import LONGEST_CELL, SharedStrings, TextCollector
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.tables.tail import Merge, Tail

_MOST_ROWS = 1_048_576
_LETTERS = re.compile(r"[A-Z]{1,3}")


class SheetRows:
    """The rows of a sheet, from the first one as often as wanted."""

    def __init__(
        self,
        package: Package,
        part: str,
        strings: SharedStrings,
        formats: list[Format],
        tail: Tail,
    ) -> None:
        self._package = package
        self._part = part
        self._strings = strings
        self._formats = formats
        self._tail = tail

    def blocks(self) -> Iterator[list[Record]]:
        """Yield the rows that the part holds, down to the last that has a content."""
        reading = _Reading(self._strings, self._formats, self._tail)
        with closing(self._package.chunks(self._part, LARGE_PART)) as chunks:
            for chunk in chunks:
                self._package.feed(reading.parser, chunk)
                if block := reading.take():
                    yield block
                if reading.is_over:
                    # Formatted rows without content may go on down to row 1,048,576.
                    return
        self._package.feed(reading.parser, b"", final=True)


class _Reading:
    """One pass: the state between two pieces of a sheet's part."""

    def __init__(self, strings: SharedStrings, formats: list[Format], tail: Tail) -> None:
        self._strings = strings
        self._formats = formats
        self._merges = list(reversed(tail.merges))
        self._merged_here: list[Merge] = []
        self.parser = xml_parser(self._start, self._end, self._text)
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._records: list[Record] = []
        self._row = 0
        self._hidden = False
        self._in_row = False
        self.is_over = False
        """Whether no content follows."""
        self._content_end = tail.content_end
        self._cells: list[str] = []
        self._flaws: list[Flaw] = []
        self._column = -1
        self._cell: Attributes = {}
        self._collector = TextCollector()
        self._collects = self._has_formula = self._has_value = self._phonetic = False

    def take(self) -> list[Record]:
        """Return the rows that are complete."""
        records, self._records = self._records, []
        return records

    def _start(self, tag: str, attributes: Attributes) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._cell = attributes
            self._has_formula = self._has_value = False
        elif tag == "v":
            self._collects = self._has_value = self._in_row
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag == "t":
            self._collects = self._in_row and not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            if self._in_row:
                self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._phonetic = False
        self._collects = False

    def _text(self, data: str) -> None:
        if self._collects:
            self._collector.add(data)

    def _start_row(self, attributes: Attributes) -> None:
        row = int(attributes["r"]) if "r" in attributes else self._row + 1
        if not self._row < row <= _MOST_ROWS:
            raise ValueError("rows out of order")
        self._row = row
        self._hidden = attributes.get("hidden") in {"1", "true"}
        self._cells = []
        self._flaws = []
        self._column = -1
        self._in_row = True

    def _end_row(self) -> None:
        self._in_row = False
        if self.is_over:
            return
        self.is_over = self.parser.CurrentByteIndex > self._content_end
        if self._merges or self._merged_here:
            self._tell_merges()
        cells = self._cells
        self._records.append(Record(self._row, None, cells, self._flaws, self._hidden))

    def _tell_merges(self) -> None:
        while self._merges and self._merges[-1].first <= self._row:
            self._merged_here.append(self._merges.pop())
        self._merged_here = [merge for merge in self._merged_here if merge.last >= self._row]
        if self._merged_here:
            names = [merge.name for merge in self._merged_here]
            shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
            self._flaws.append(Flaw("tables.row.merged", (("cells", shown),)))

    def _end_cell(self) -> None:
        column = self._column = self._place()
        text = self._collector.take()
        if text or self._has_formula:
            shown = self._shown(text, column)
            if shown:
                cells = self._cells
                if column > len(cells):
                    cells += [""] * (column - len(cells))
                if column == len(cells):
                    cells.append(shown)
                else:
                    cells[column] = shown

    def _place(self) -> int:
        """Return the position of the cell."""
        name = self._cell.get("r")
        if name is None:
            return self._column + 1
        letters = name.rstrip("0123456789")
        place = self._columns.get(letters)
        if place is None:
            place = self._columns[letters] = _position(letters)
        return place

    def _shown(self, text: str, column: int) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            text = self._strings[int(text)]
        if len(text) > LONGEST_CELL:
            self._flaw("tables.cell.too-long", column, limit=str(LONGEST_CELL))
            return ""
        if self._has_formula and not text:
            # A formula may well give an empty text, which is then stored as one.
            if not (kind == "str" and self._has_value):
                self._flaw("tables.cell.formula", column)
            return ""
        if kind == "e":
            self._flaw("tables.cell.error", column, cell=clean_line(text, 60))
            return text
        return self._formatted(kind, text, column)

    def _formatted(self, kind: str, text: str, column: int) -> str:
        style = self._formats[int(self._cell.get("s", "0"))]
        try:
            if kind in {"s", "inlineStr", "str"}:
                return style.text(text)
            if kind == "b":
                return boolean(text, style.language)
            shown = style.iso_date(text) if kind == "d" else style.number(text)
        except CannotShow:
            self._flaw("tables.cell.format", column, format=clean_line(style.code, 60))
            return ""
        if style.is_general and len(text) > 11:
            self._tell_long(text, shown, column)
        return shown

    def _tell_long(self, text: str, shown: str, column: int) -> None:
        """Warn of a number that the spreadsheet itself shows as 2,02611E+11."""
        if shown.isdecimal() and len(shown) > 11:
            values = (("cell", shown),)
            self._flaws.append(Flaw("tables.cell.long-number", values, column, Gravity.WARNING))

    def _flaw(self, key: str, column: int, **values: str) -> None:
        self._flaws.append(Flaw(key, tuple(values.items()), column))


def _position(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise ValueError("no column")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > MOST_COLUMNS:
        raise ValueError("beyond the last column")
    return number - 1
