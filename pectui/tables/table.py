"""A table that was opened: its columns, its rows, and what is to be said of them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import TableUnreadable
from pectui.models.table import Column, Finding, Gravity, TableRow
from pectui.tables.cells import blank, calm, flaws_of, mended
from pectui.tables.columns import column_letters, columns_of, doubled
from pectui.tables.delimited import DelimitedSource
from pectui.tables.file import table_file
from pectui.tables.kind import is_zip, refuse_others
from pectui.tables.records import MOST_COLUMNS, Flaw, Plain
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pectui.catalogue import Language
    from pectui.tables.file import TableFile
    from pectui.tables.records import Record, Source

_ROWS_NAMED = 100
"""Row numbers in a finding that is about many."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a person wants a table to be read."""

    header_row: int = 1
    """The row of the header, as the spreadsheet counts."""
    sheet: str | None = None
    """A workbook's sheet, by name; the first that is not hidden otherwise."""
    with_hidden: bool = True
    """Whether rows that are hidden or filtered away in a workbook belong to the table."""
    language: Language = "it"
    """The language of numbers and dates in the cells of a workbook."""


@dataclass(slots=True)
class _Rows:
    """Rows of one sort: how many, and the first of them by number."""

    first: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, rows: Iterable[int], count: int) -> None:
        self.count += count
        room = _ROWS_NAMED - len(self.first)
        self.first += [row for row, _ in zip(rows, range(room), strict=False)]

    def finding(self, gravity: Gravity, key: str) -> Finding:
        """Say something of all of them."""
        named = ", ".join(map(str, self.first[:5])) + (" …" if self.count > 5 else "")
        values = (("rows", named), ("count", str(self.count)))
        return Finding(gravity, key, values, rows=tuple(self.first))


class Table:
    """A table whose columns are known, and whose rows are read as they are asked for."""

    def __init__(self, source: Source, file: TableFile, options: TableOptions) -> None:
        self._source = source
        self._file = file
        self._options = options
        self._origin = source.origin
        self.encoding = self._origin.encoding
        """"utf-8", "utf-16" or "cp1252"; "xlsx" for a workbook."""
        self.delimiter = self._origin.delimiter
        """None for a table of one column, and for a workbook."""
        self.sheet = self._origin.sheet
        self.sheets = self._origin.sheets
        """The names of all sheets of a workbook."""
        self._header = self._read_header()
        self.columns: tuple[Column, ...] = columns_of(self._header.cells)
        self.findings: list[Finding] = list(self._said_above())
        """What is to be said of the table as a whole; complete once all rows were read."""

    def _read_header(self) -> Record:
        header = self._source.header()
        path = str(self._file.path)
        if header is not None and header.flaws and blank(header.cells):
            flaw = header.flaws[0]
            words = Finding(flaw.gravity, flaw.key, flaw.values).words
            raise TableUnreadable(path=path, reason=words)
        if header is None or blank(header.cells):
            reason = t("tables.unreadable.no-header", row=self._options.header_row)
            raise TableUnreadable(path=path, reason=reason)
        if len(header.cells) > MOST_COLUMNS:
            reason = t("tables.unreadable.columns", limit=MOST_COLUMNS)
            raise TableUnreadable(path=path, reason=reason)
        flaws = [*header.flaws, *flaws_of(header.cells, None)]
        return header._replace(cells=[mended(cell) for cell in header.cells], flaws=flaws)

    def _said_above(self) -> Iterator[Finding]:
        for flaw in self._origin.flaws:
            yield Finding(flaw.gravity, flaw.key, flaw.values)
        yield from self._findings(self._header)
        for column, positions in doubled(self.columns):
            values = (("name", clean_line(column.name, 60)), ("columns", positions))
            yield self._finding(
                self._header, Flaw("tables.header.doubled", values, column.position)
            )

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the header, without those that are empty.

        Raises TableChanged after the last one if the file was written into meanwhile.
        """
        self.findings = list(self._said_above())
        width = len(self.columns)
        nameless = [column.position for column in self.columns if not column.name]
        used: set[int] = set()
        empty, hidden = _Rows(), _Rows()
        last = self._header.row
        for block in self._source.blocks():
            if isinstance(block, Plain) and not nameless and calm(block.cells, width):
                yield from map(
                    TableRow, count(block.row), count(block.line), map(tuple, block.cells)
                )
                last = block.row + len(block.cells) - 1
                continue
            for record in block.records() if isinstance(block, Plain) else block:
                row, line, cells, flaws, is_hidden = record
                if row > last + 1:
                    empty.add(range(last + 1, row), row - last - 1)
                last = row
                if is_hidden:
                    hidden.add((row,), 1)
                    if not self._options.with_hidden:
                        continue
                if not flaws and blank(cells):
                    empty.add((row,), 1)
                    continue
                if nameless:
                    used.update(at for at in nameless if at < len(cells) and cells[at].strip())
                if not flaws and calm((cells,), width):
                    yield TableRow(row, line, tuple(cells))
                else:
                    yield self._examined(record)
        self._file.check_unchanged()
        self.findings += self._said_below(sorted(used), empty, hidden)

    def _said_below(self, used: list[int], empty: _Rows, hidden: _Rows) -> Iterator[Finding]:
        for position in used:
            values = (("number", str(position + 1)), ("letters", column_letters(position)))
            yield self._finding(self._header, Flaw("tables.header.nameless", values))
        if empty.count:
            yield empty.finding(Gravity.HINT, "tables.rows.empty")
        if hidden.count and self._options.with_hidden:
            yield hidden.finding(Gravity.WARNING, "tables.rows.hidden")
        elif hidden.count:
            yield hidden.finding(Gravity.HINT, "tables.rows.hidden-left-out")

    def _examined(self, record: Record) -> TableRow:
        """Return the row of a record in which something may be wrong."""
        width = len(self.columns)
        cells = record.cells
        flaws = list(record.flaws)
        given = len(cells)
        if given < width and self._origin.stores_empty_cells and cells:
            flaws.append(_wrong_count("tables.row.short", given, width))
        while given > width and not cells[given - 1].strip():
            given -= 1
        if given > width:
            flaws.append(_wrong_count("tables.row.long", given, width))
        cells = [mended(cell) for cell in cells[:width]]
        flaws += flaws_of(cells, self.delimiter)
        cells += [""] * (width - len(cells))
        findings = tuple(self._findings(record._replace(flaws=flaws)))
        return TableRow(record.row, record.line, tuple(cells), findings)

    def _findings(self, record: Record) -> Iterator[Finding]:
        for flaw in record.flaws:
            yield self._finding(record, flaw)

    def _finding(self, record: Record, flaw: Flaw) -> Finding:
        at = flaw.column
        name = self.columns[at].name if at is not None and at < len(self.columns) else ""
        return Finding(
            flaw.gravity,
            flaw.key,
            flaw.values,
            row=record.row,
            line=record.line,
            field=clean_line(name, 200),
        )


def _wrong_count(key: str, given: int, wanted: int) -> Flaw:
    return Flaw(key, (("given", str(given)), ("wanted", str(wanted))))


@contextmanager
def open_table(path: Path, options: TableOptions | None = None) -> Iterator[Table]:
    """Open a table; raise TableUnreadable, saying what to do, for what is none."""
    options = options or TableOptions()
    with table_file(path) as file:
        refuse_others(file)
        if is_zip(file):
            # What unpacks and parses a workbook is only loaded for one.
            from pectui.tables.workbook import workbook_source

            with workbook_source(file, options.header_row, options.sheet, options.language) as book:
                yield Table(book, file, options)
        else:
            yield Table(DelimitedSource(file, options.header_row), file, options)
