"""Where the rows of a batch come from: a table on disk, or an earlier batch."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pectui.models import Column, Finding, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pectui.models import BatchRow
    from pectui.services.batches.request import BatchRequest


class Source(Protocol):
    """Columns, and rows read as they are asked for."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What is to be said of the whole; all of it once the rows were read."""

    @property
    def encoding(self) -> str:
        """How text was written: utf-8, utf-16 or cp1252; "" where the rows are not text."""

    @property
    def delimiter(self) -> str | None:
        """What parts the cells; None in a table of one column."""

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook, or None."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """All sheets of a workbook."""

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows."""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """Rows of an earlier batch, as they were confirmed."""

    columns: tuple[Column, ...]
    stored: tuple[BatchRow, ...]
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows, under the numbers they had."""
        for one in self.stored:
            yield TableRow(one.row, one.line, one.cells)


def columns_of(header: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a header as it was kept."""
    from pectui.tables import column_keys

    keys = column_keys(header)
    return tuple(
        Column(position, name, key)
        for position, (name, key) in enumerate(zip(header, keys, strict=True))
    )


@contextlib.contextmanager
def open_source(request: BatchRequest, stored: StoredSource | None = None) -> Iterator[Source]:
    """Open the rows that `request` asks for; `stored` are those of the batch it follows.

    Raises what opening the table raises. Blocks.
    """
    if stored is not None:
        yield stored
        return
    from pectui.tables import TableOptions, open_table  # late: many a start reads no table

    options = TableOptions(
        header_row=request.header_row,
        sheet=request.sheet or None,
        with_hidden=not request.without_hidden,
        language=request.language,
    )
    with open_table(Path(request.table), options) as table:
        yield table
