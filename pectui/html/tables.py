"""The rows of a table as lines: aligned where they are short, one after another where not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

SEPARATOR = " │ "
ALIGNED_WIDTH = 76
"""Cells of a line up to which columns are lined up; wider tables would wrap and fall apart."""
MAX_DEPTH = 8
"""Tables within tables that keep their rows; deeper ones are only frames and read as blocks."""
MAX_COLUMNS = 64
"""Columns up to which a table may be lined up."""
MAX_ROWSPAN = 1_000
_JOINED_LINES = 3
_JOINED_WIDTH = 60
_NOT_NARROW = re.compile("[\u0300-\u1fff\u2e80-\U0010ffff]")


class Cell(NamedTuple):
    """One cell: its lines, and how many columns and rows it stands in."""

    lines: list[str]
    columns: int = 1
    rows: int = 1


class _Placed(NamedTuple):
    """A cell of a row that is lined up: its one line, and its first and last column."""

    text: str
    first: int
    last: int


@dataclass(slots=True)
class Row:
    """One row."""

    cells: list[Cell] = field(default_factory=list)
    head: bool = True
    """Whether all its cells are headings."""


@dataclass(slots=True)
class Table:
    """A table while it is read."""

    rows: list[Row] = field(default_factory=list)

    def begin_row(self) -> None:
        """Begin a row."""
        self.rows.append(Row())

    def add_cell(self, cell: Cell, *, head: bool) -> None:
        """Add a cell to the last row."""
        if not self.rows:
            self.begin_row()
        self.rows[-1].cells.append(cell)
        self.rows[-1].head &= head

    def lines(self) -> list[str]:
        """Return the table as lines."""
        flat = [_flatten(row) for row in self.rows]
        filled = [cells for cells in flat if cells is None or any(cells)]
        if None not in filled and any(sum(map(bool, cells or ())) > 1 for cells in filled):
            aligned = self._aligned([cells or [] for cells in flat]) if len(filled) > 1 else None
            if aligned is not None:
                return aligned
        lines: list[str] = []
        for row, cells in zip(self.rows, flat, strict=True):
            if cells is None:
                for cell in row.cells:
                    lines.extend(cell.lines)
            elif any(cells):
                lines.append(SEPARATOR.join(filter(None, cells)))
        return lines

    def _aligned(self, flat: list[list[str]]) -> list[str] | None:
        """Return the rows lined up; None where they are too many columns or too wide."""
        placed = self._placed(flat)
        if placed is None:
            return None
        widths = _widths(placed)
        if sum(widths.values()) + len(SEPARATOR) * (len(widths) - 1) > ALIGNED_WIDTH:
            return None
        lines: list[str] = []
        for row, cells in zip(self.rows, placed, strict=True):
            if not any(cell.text for cell in cells):
                continue
            lines.append(_line(cells, widths))
            if row.head and len(lines) == 1:
                lines.append("─┼─".join("─" * width for width in widths.values()))
        return lines

    def _placed(self, flat: list[list[str]]) -> list[list[_Placed]] | None:
        """Return each row's cells with the columns they stand in; None for too many columns."""
        taken: dict[int, int] = {}  # column: rows for which a cell above still stands in it
        rows = []
        for row, texts in zip(self.rows, flat, strict=True):
            column, cells, below = 0, [], dict[int, int]()
            for text, cell in zip(texts, row.cells, strict=True):
                while taken.get(column):
                    column += 1
                if column >= MAX_COLUMNS:
                    if text:
                        return None
                    continue
                # A cell stands in no more columns than are left free, whatever it says.
                last = column
                while last + 1 < min(column + cell.columns, MAX_COLUMNS) and last + 1 not in taken:
                    last += 1
                cells.append(_Placed(text, column, last))
                if cell.rows > 1:
                    below.update(dict.fromkeys(range(column, last + 1), cell.rows))
                column = last + 1
            taken = {place: left - 1 for place, left in (taken | below).items() if left > 1}
            rows.append(cells)
        return rows


def _flatten(row: Row) -> list[str] | None:
    """Return the row with each cell on one line, or None where a cell is a text of its own."""
    filled = sum(bool(cell.lines) for cell in row.cells)
    cells: list[str] = []
    for lines, *_ in row.cells:
        if len(lines) <= 1:
            cells.append(lines[0] if lines else "")
        elif filled > 1 and len(lines) <= _JOINED_LINES and sum(map(len, lines)) < _JOINED_WIDTH:
            cells.append(" / ".join(filter(None, lines)))
        else:
            return None
    return cells


def _widths(placed: list[list[_Placed]]) -> dict[int, int]:
    """Return the width of each column that shows something, in their order."""
    widths: dict[int, int] = {}
    spanning: dict[tuple[int, int], int] = {}
    for cells in placed:
        for text, first, last in cells:
            if text and first == last:
                widths[first] = max(widths.get(first, 0), _width(text))
            elif text:
                spanning[first, last] = max(spanning.get((first, last), 0), _width(text))
    for (first, last), width in sorted(spanning.items()):
        used = [column for column in range(first, last + 1) if column in widths]
        if not used:
            used = [first]
            widths[first] = 0
        room = sum(widths[column] for column in used) + len(SEPARATOR) * (len(used) - 1)
        widths[used[-1]] += max(0, width - room)
    return dict(sorted(widths.items()))


def _line(cells: list[_Placed], widths: dict[int, int]) -> str:
    parts = []
    end = -1
    for column, width in widths.items():
        if column <= end:
            continue
        end = column
        owner = next((one for one in cells if one.first <= column <= one.last), None)
        text = owner.text if owner is not None else ""
        if owner is not None and owner.last > column:
            end = owner.last
            spanned = [size for place, size in widths.items() if column <= place <= end]
            width = sum(spanned) + len(SEPARATOR) * (len(spanned) - 1)  # noqa: PLW2901
        parts.append(text + " " * (width - _width(text)))
    return SEPARATOR.join(parts).rstrip()


def _width(text: str) -> int:
    if _NOT_NARROW.search(text) is None:
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
