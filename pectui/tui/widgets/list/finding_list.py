"""The list of what is to be said of the rows of a table: problems first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t, tn
from pectui.models import Finding, Gravity
from pectui.services.batches.findings import rows_in_words
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.widgets.list.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from pectui.services.batches.check import Check

_SIGNS = {
    Gravity.PROBLEM: ("✗", "bad"),
    Gravity.WARNING: ("!", "doubtful"),
    Gravity.HINT: ("·", "quiet"),
}
_PLACE_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to be said."""

    number: int
    finding: Finding | None
    """None of a row that goes by paper."""
    row: int

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows it is about."""
        if self.finding is None:
            return (self.row,)
        one = self.finding
        return one.rows or ((one.row,) if one.row is not None else ())

    @property
    def words(self) -> str:
        """What is said, clean."""
        if self.finding is None:
            return t("batch.row.to-post")
        field = f"{clean_line(self.finding.field, 40)}: " if self.finding.field else ""
        return f"{field}{clean_line(self.finding.words, 600)}"


def said_of(check: Check) -> tuple[Said, ...]:
    """Return all that is to be said: problems, warnings, rows for the post, hints."""
    return tuple(Said(number, finding, row) for number, (finding, row) in enumerate(_said(check)))


def _said(check: Check) -> Iterator[tuple[Finding | None, int]]:
    yield from ((one, one.row or 0) for one in (*check.problems, *check.warnings))
    yield from ((None, row) for row in check.to_post)
    yield from ((one, one.row or 0) for one in check.hints)


class FindingList(LineList[Said]):
    """Shows what is to be said of rows."""

    def identity(self, row: Said) -> Hashable:
        """Return its place."""
        return row.number

    def segments(self, row: Said, width: int) -> list[Segment]:
        """Draw one."""
        sign, colour = ("✉", "letter")
        if row.finding is not None:
            sign, colour = _SIGNS[row.finding.gravity]
        rows = row.rows
        place = tn("batches.rows", len(rows), rows=rows_in_words(rows)) if rows else ""
        return [
            Segment(f"{sign} ", self.style_of(colour)),
            Segment(f"{fit(place, _PLACE_WIDTH - 1)} ", self.style_of("quiet")),
            Segment(
                fit(row.words, max(0, width - 2 - _PLACE_WIDTH)),
                self.style_of("plain"),
            ),
        ]
