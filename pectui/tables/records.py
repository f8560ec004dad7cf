"""What a table's file is read into, whether it is text or a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pectui.models.table import Gravity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_COLUMNS = 16_384


class Flaw(NamedTuple):
    """Something wrong with a cell, or with a whole record."""

    key: str
    """Its text in the catalogue."""
    values: tuple[tuple[str, str], ...] = ()
    column: int | None = None
    """The position of the cell, from 0."""
    gravity: Gravity = Gravity.PROBLEM


class Plain(NamedTuple):
    """Records that follow each other, each on a line of its own and without anything found."""

    row: int
    """The first."""
    line: int
    cells: list[list[str]]

    def records(self) -> list[Record]:
        """Return them one by one."""
        return list(map(Record, count(self.row), count(self.line), self.cells))

    def below(self, row: int) -> Plain:
        """Return those that follow a row."""
        skipped = max(row - self.row + 1, 0)
        return Plain(self.row + skipped, self.line + skipped, self.cells[skipped:])


class Record(NamedTuple):
    """One row of a file, as many cells as it has."""

    row: int
    line: int | None
    cells: Sequence[str]
    flaws: Sequence[Flaw] = ()
    """What was found while its cells were read."""
    hidden: bool = False
    """Whether the person does not see it in the spreadsheet."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of itself."""

    encoding: str
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    stores_empty_cells: bool = True
    """Whether a row with fewer cells than the header is broken; a workbook leaves them out."""
    flaws: tuple[Flaw, ...] = ()


class Source(Protocol):
    """A file from which records can be read, from the first one as often as wanted."""

    @property
    def origin(self) -> Origin:
        """What the file says of itself."""

    def header(self) -> Record | None:
        """Return the record of the header; None where there is none."""

    def blocks(self) -> Iterator[Plain | list[Record]]:
        """Yield the records below the header, a few at a time."""
