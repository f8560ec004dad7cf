"""Writes a table anew with a row of its own for each address that shares a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pectui.catalogue import t
from pectui.errors import ArgumentInvalid, FileUnwritable
from pectui.models import Gravity
from pectui.pec.addresses import split_addresses
from pectui.services.batches.recipients import column_of_recipients
from pectui.services.batches.source import open_source
from pectui.tables.strings import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pectui.models import Column, Finding, TableRow
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import Source


_BETWEEN = re.compile(r"\W+|e|ed|o|and|or", re.IGNORECASE)
"""What stands between two addresses and is none."""


class Split(NamedTuple):
    """Rows read, rows written, and what is to be said of the table that was read."""

    rows: int
    written: int
    findings: tuple[Finding, ...]


def write_split(request: BatchRequest, path: Path) -> Split:
    """Write the table of `request` to a workbook, one address to a row. Blocks.

    Cells stay as a person sees them; only a workbook keeps every one as it is, a "+39" too. Raises
    what the table raises, ArgumentInvalid for a row that cannot be read rightly, FileUnwritable.
    """
    from pectui.tables import write_table

    if path.suffix.lower() != ".xlsx":
        raise FileUnwritable(path=str(path), reason=t("batches.split-suffix"))
    counts = [0, 0]

    def counted(source: Source, column: Column) -> Iterator[tuple[str, ...]]:
        for row in source.rows():
            counts[0] += 1
            for cells in _one_each(row, column):
                counts[1] += 1
                yield cells

    with open_source(request) as source:
        column = column_of_recipients(source.columns, request.to)
        header = tuple(one.name for one in source.columns)
        write_table(path, header, counted(source, column), force=False)
        rows, written = counts
        return Split(rows, written, tuple(source.findings))


def _one_each(row: TableRow, column: Column) -> Iterator[tuple[str, ...]]:
    """Yield a row once for each address of its cell. Raises ArgumentInvalid."""
    for finding in row.findings:
        if finding.gravity is Gravity.PROBLEM:
            raise ArgumentInvalid(t("batches.split-row", row=row.row, words=finding.words))
    if any(len(cell) > LONGEST_CELL for cell in row.cells):
        words = t("tables.cell.too-long", limit=LONGEST_CELL)
        raise ArgumentInvalid(t("batches.split-row", row=row.row, words=words))
    at = column.position
    addresses = [one for one in split_addresses(row.cells[at]) if not _BETWEEN.fullmatch(one)]
    # A cell with anything else stays: its row is a problem, for a person to see to.
    if len(addresses) < 2 or not all("@" in one for one in addresses):
        yield row.cells
        return
    for one in addresses:
        yield (*row.cells[:at], one, *row.cells[at + 1 :])
