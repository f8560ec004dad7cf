"""The letter of one row, found without making those of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.errors import BatchMissing
from pectui.services.batches.letters import Letters
from pectui.services.batches.source import open_source

if TYPE_CHECKING:
    from pectui.models import TableRow
    from pectui.services.batches.check import Check
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import Source, StoredSource


def letter_near(request: BatchRequest, stored: StoredSource | None, row: int, by: int) -> RowLetter:
    """Return the letter of `row`, of the next row (`by` 1) or of the one before (-1). Blocks.

    Past the ends it is that of the last row or the first. Raises BatchMissing for an empty table,
    and what table and template raise.
    """
    with open_source(request, stored) as source:
        letters = Letters(request, source)
        found = _row_near(source, row, by)
        if found is None:
            raise BatchMissing(id=str(row))
        return letters.letter(found)


def with_problems(letter: RowLetter, check: Check) -> RowLetter:
    """Return a row's letter with what the other rows and earlier letters make of it."""
    more = [one for one in check.problems if one.row == letter.row]
    return letter._replace(findings=tuple(dict.fromkeys((*letter.findings, *more))))


def _row_near(source: Source, row: int, by: int) -> TableRow | None:
    before: TableRow | None = None
    for one in source.rows():
        if by < 0 and one.row >= row:
            return before or one
        if by >= 0 and one.row >= row + by:
            return one
        before = one
    return before
