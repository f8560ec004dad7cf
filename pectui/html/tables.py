"""The rows of a table as lines: aligned where they are short, one after another where not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

SEPARATOR = " │ "
ALIGNED_WIDTH = 76
"""Cells of a line up to which columns are lined up; wider tables would wrap and fall apart."""
MAX_DEPTH = 8
"""Tables within tables that keep their rows; deeper ones are only frames and read as blocks."""
_JOINED_LINES = 3
_JOINED_WIDTH = 60
_NOT_NARROW = re.compile("[\u0300-\u1fff\u2e80-\U0010ffff]")


@dataclass(slots=True)
class Row:
    """One row: for each cell its lines."""

    cells: list[list[str]] = field(default_factory=list)
    head: bool = True
    """Whether all its cells are headings."""


@dataclass(slots=True)
class Table:
    """A table while it is read."""

    rows: list[Row] = field(default_factory=list)

    def begin_row(self) -> None:
        """Begin a row."""
        self.rows.append(Row())

    def add_cell(self, lines: list[str], *, head: bool) -> None:
        """Add a cell to the last row."""
        if not self.rows:
            self.begin_row()
        self.rows[-1].cells.append(lines)
        self.rows[-1].head &= head

    def lines(self) -> list[str]:
        """Return the table as lines."""
        rows = [row for row in self.rows if any(row.cells)]
        flat = [_flatten(row) for row in rows]
        grid = [cells for cells in flat if cells is not None]
        if len(grid) == len(rows) > 1 and any(sum(map(bool, cells)) > 1 for cells in grid):
            widths = _widths(grid)
            if sum(widths) + len(SEPARATOR) * (len(widths) - 1) <= ALIGNED_WIDTH:
                return _aligned(rows, grid, widths)
        lines: list[str] = []
        for row, cells in zip(rows, flat, strict=True):
            if cells is None:
                for cell in row.cells:
                    lines.extend(cell)
            else:
                lines.append(SEPARATOR.join(filter(None, cells)))
        return lines


def _flatten(row: Row) -> list[str] | None:
    """Return the row with each cell on one line, or None where a cell is a text of its own."""
    filled = sum(map(bool, row.cells))
    cells: list[str] = []
    for lines in row.cells:
        if len(lines) <= 1:
            cells.append(lines[0] if lines else "")
        elif filled > 1 and len(lines) <= _JOINED_LINES and sum(map(len, lines)) < _JOINED_WIDTH:
            cells.append(" / ".join(filter(None, lines)))
        else:
            return None
    return cells


def _widths(grid: list[list[str]]) -> list[int]:
    widths = [0] * max(map(len, grid))
    for cells in grid:
        for column, cell in enumerate(cells):
            widths[column] = max(widths[column], _width(cell))
    return [width for width in widths if width]


def _aligned(rows: list[Row], grid: list[list[str]], widths: list[int]) -> list[str]:
    columns = max(map(len, grid))
    full = [cells + [""] * (columns - len(cells)) for cells in grid]
    used = [column for column in range(columns) if any(cells[column] for cells in full)]
    lines: list[str] = []
    for index, (row, cells) in enumerate(zip(rows, full, strict=True)):
        padded = [
            cells[column] + " " * (width - _width(cells[column]))
            for column, width in zip(used, widths, strict=True)
        ]
        lines.append(SEPARATOR.join(padded).rstrip())
        if row.head and index == 0 and len(rows) > 1:
            lines.append("─┼─".join("─" * width for width in widths))
    return lines


def _width(text: str) -> int:
    if _NOT_NARROW.search(text) is None:
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
