"""A file of text, one record after the other (CSV). Cells are taken as they are written."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from pectui.catalogue import t
from pectui.errors import TableUnreadable
from pectui.tables.delimiter import NONE, delimiter_of, said_by
from pectui.tables.encoding import LONGEST_LINE, encoding_of
from pectui.tables.records import Flaw, Origin, Plain, Record

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator

    from pectui.tables.file import TableFile

_CHUNK = 1 << 16
_BLOCK = 128
"""Records checked at once."""
_SAMPLE = 1_000
"""Lines by which the delimiter is decided."""
_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}
_BREAK = re.compile(r"\r\n|\r|\n")
_END = "\ufdd1"
"""A line put after the last: read as a record of its own, unless a quotation mark is still open."""


class _LineTooLong(Exception):
    """A line is longer than any row of a table."""


class DelimitedSource:
    """The records of a file of text."""

    def __init__(self, file: TableFile, header_row: int) -> None:
        self._file = file
        self._header_row = header_row
        with file.reader() as stream:
            encoding = encoding_of(stream)
        self._codec = _CODECS[encoding]
        sample = self._sample()
        delimiter = said_by(sample[0])
        self._lines_before = 0 if delimiter is None else 1
        delimiter = delimiter or delimiter_of(sample, header_row)
        self.origin = Origin(encoding, delimiter)

    def _text(self) -> TextIO:
        """Return the text from its beginning; bytes that are none become lone surrogates."""
        errors = "replace" if self._codec == "utf-16" else "surrogateescape"
        return io.TextIOWrapper(self._file.reader(), self._codec, errors=errors, newline="")

    def _sample(self) -> list[str]:
        lines: list[str] = []
        # A line without end is told at its row, unless there is no other.
        with self._text() as text, suppress(_LineTooLong):
            for line in islice(_lines(text), self._header_row + _SAMPLE):
                lines.append(line)  # noqa: PERF402  # what was read before an error counts
        if not lines:
            raise self._unreadable(t("tables.unreadable.no-lines"))
        start = "".join(lines[:100])
        if start.count("\0") * 10 > len(start):
            raise self._unreadable(t("tables.unreadable.not-text"))
        return lines

    def _unreadable(self, reason: str) -> TableUnreadable:
        return TableUnreadable(path=str(self._file.path), reason=reason)

    def header(self) -> Record | None:
        """Return the record of the header; None where there is none."""
        for block in self._records(1):
            for record in block.records() if isinstance(block, Plain) else block:
                if record.row == self._header_row:
                    return record
        return None

    def blocks(self) -> Iterator[Plain | list[Record]]:
        """Yield the records below the header, a few at a time."""
        for block in self._records(_BLOCK):
            if isinstance(block, Plain):
                yield block.below(self._header_row)
            else:
                yield [record for record in block if record.row > self._header_row]

    def _records(self, size: int) -> Iterator[Plain | list[Record]]:
        """Yield all records, `size` at a time."""
        with self._text() as text:
            lines = chain(_lines(text), [_END])
            for _ in range(self._lines_before):
                next(lines)
            reader = csv.reader(lines, delimiter=self.origin.delimiter or NONE)
            row, line = 1, 1 + self._lines_before
            is_over = False
            while not is_over:
                before = reader.line_num
                cells, failed = _next_cells(reader, size)
                taken = reader.line_num - before
                if ended := cells[-1:] == [[_END]]:
                    cells.pop()
                is_open = failed or _is_open(cells[-1:])
                is_over = ended or is_open or not cells
                if is_open or taken - ended != len(cells):
                    yield _of_many_lines(cells, row, line, is_open=is_open, failed=failed)
                elif cells:
                    yield Plain(row, line, cells)
                row, line = row + len(cells), line + taken


def _next_cells(reader: Reader, size: int) -> tuple[list[list[str]], bool]:
    """Return the cells of the next records, and whether reading failed after them."""
    cells: list[list[str]] = []
    try:
        for record in islice(reader, size):
            cells.append(record)  # noqa: PERF402  # what was read before an error counts
    except (csv.Error, _LineTooLong):
        return cells, True
    return cells, False


def _is_open(last: list[list[str]]) -> bool:
    """Whether the end was read into a cell: its quotation mark was never closed."""
    return bool(last and last[0]) and last[0][-1].endswith(_END)


def _of_many_lines(
    cells: list[list[str]], row: int, line: int, *, is_open: bool, failed: bool
) -> list[Record]:
    """Return records of which some span lines, and the last may have no end."""
    records: list[Record] = []
    for number, one in enumerate([*cells, []] if failed else cells, start=row):
        records.append(Record(number, line, one))
        line += 1 + sum(len(_BREAK.findall(cell)) for cell in one)
    if is_open:
        records[-1] = _never_closed(records[-1])
    return records


def _never_closed(record: Record) -> Record:
    """Return the last record that can be read, told that it has no end."""
    line = record.line or 0
    line += sum(len(_BREAK.findall(cell)) for cell in record.cells[:-1])
    limit = str(csv.field_size_limit())
    flaw = Flaw("tables.row.never-closed", (("line", str(line)), ("limit", limit)))
    return record._replace(cells=[], flaws=(flaw,))


def _lines(text: TextIO) -> Iterator[str]:
    """Return the lines of a text, whatever ends them; raise _LineTooLong for one without end."""
    return chain.from_iterable(_pieces(text))


def _pieces(text: TextIO) -> Iterator[io.StringIO]:
    """Yield a text in pieces of whole lines, which are cheaper than line by line."""
    rest = ""
    while chunk := text.read(_CHUNK):
        rest += chunk
        # A carriage return at the very end may be half of a line end.
        cut = max(rest.rfind("\n"), rest.rfind("\r", 0, len(rest) - 1)) + 1
        if not cut and len(rest) > LONGEST_LINE:
            raise _LineTooLong
        yield io.StringIO(rest[:cut], newline="")
        rest = rest[cut:]
    yield io.StringIO(rest, newline="")
