"""The rows of a batch: those that need a look, then all, read in blocks as they are shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from pectui.cache import Cache
from pectui.catalogue import t
from pectui.services.batches.findings import words_of
from pectui.services.batches.status import STATE_WORDS
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.signs import ROW_ICONS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from pectui.models import BatchRow

BLOCK = 128
"""Rows read in one go."""
_KEPT = 64 * BLOCK
_MOST_RECIPIENT = 40


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand together under a heading."""

    name: str
    heading: str
    """"" of rows without one."""
    numbers: Sequence[int]
    """Of its rows, rising."""

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return len(self.numbers) + bool(self.heading)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line: a row, which may not be read yet, or the heading of a part."""

    part: str
    number: int
    """Of the row; 0 of a heading."""
    heading: str = ""
    row: BatchRow | None = None


class Lines(Sequence[BatchLine]):
    """The lines of parts; what is not known of a row yet is asked for by blocks."""

    def __init__(
        self,
        parts: Iterable[Part],
        ask: Callable[[Sequence[int]], None],
        before: Lines | None = None,
    ) -> None:
        """Begin with what `before` knew, until it is read anew."""
        self._parts = tuple(one for one in parts if one.numbers)
        self._ask = ask
        self._rows: Cache[int, BatchRow] = Cache(_KEPT) if before is None else before._rows
        self._fresh: set[int] = set()
        self._asked: set[tuple[str, int]] = set()

    def __len__(self) -> int:
        return sum(one.lines for one in self._parts)

    @overload
    def __getitem__(self, index: int) -> BatchLine: ...
    @overload
    def __getitem__(self, index: slice) -> list[BatchLine]: ...
    def __getitem__(self, index: int | slice) -> BatchLine | list[BatchLine]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        place = index if index >= 0 else index + len(self)
        for part in self._parts:
            if 0 <= place < part.lines:
                return self._line(part, place - bool(part.heading))
            place -= part.lines
        raise IndexError(index)

    def _line(self, part: Part, place: int) -> BatchLine:
        if place < 0:
            return BatchLine(part.name, 0, part.heading)
        number = part.numbers[place]
        row = self._rows.get(number)
        block = (part.name, place // BLOCK)
        if block not in self._asked and (row is None or number not in self._fresh):
            self._asked.add(block)
            start = place - place % BLOCK
            self._ask(part.numbers[start : start + BLOCK])
        return BatchLine(part.name, number, row=row)

    def take(self, rows: Iterable[BatchRow]) -> None:
        """Take rows that were read."""
        for row in rows:
            self._rows.keep(row.row, row)
            self._fresh.add(row.row)

    def place_of(self, line: BatchLine) -> int | None:
        """Return where the line of the same row of the same part stands."""
        before = 0
        for part in self._parts:
            if part.name == line.part:
                if not line.number:
                    return before if part.heading else None
                place = bisect_left(part.numbers, line.number)
                if place < len(part.numbers) and part.numbers[place] == line.number:
                    return before + bool(part.heading) + place
                return None
            before += part.lines
        return None


class BatchRowList(LineList[BatchLine]):
    """Shows the rows of a batch."""

    class Wanted(Message):
        """Rows are to be read: `take_wanted` says which."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wanted: list[int] = []

    def show_parts(self, parts: Iterable[Part], *, keep: bool) -> None:
        """Show these parts; what is known of their rows stays until it is read anew."""
        before = self._rows if isinstance(self._rows, Lines) else None
        self._wanted.clear()
        self.show_rows(Lines(parts, self._want, before), keep=keep)

    def _want(self, numbers: Sequence[int]) -> None:
        if not self._wanted:
            self.post_message(self.Wanted())
        self._wanted += numbers

    def take_wanted(self) -> tuple[int, ...]:
        """Return the numbers of the rows to read, and want them no more."""
        wanted = tuple(dict.fromkeys(self._wanted))
        self._wanted.clear()
        return wanted

    def take(self, rows: Sequence[BatchRow]) -> None:
        """Show rows that were read."""
        if isinstance(self._rows, Lines):
            self._rows.take(rows)
            numbers = {one.row for one in rows}
            self.redraw(lambda line: line.number in numbers)
            self.refresh_bindings()

    def index_of(self, row: BatchLine) -> int | None:
        """Return where the row stands."""
        return self._rows.place_of(row) if isinstance(self._rows, Lines) else None

    def identity(self, row: BatchLine) -> Hashable:
        """Return its part and number."""
        return row.part, row.number

    def segments(self, row: BatchLine, width: int) -> list[Segment]:
        """Draw one line."""
        quiet = self.style_of("quiet")
        if row.heading:
            words = f"── {row.heading} "
            return [Segment(words + "─" * max(0, width - cell_len(words)), quiet)]
        digits = max(4, len(str(row.number)))
        data = row.row
        if data is None:
            return [Segment(fit(f"  {row.number:>{digits}}  …", width), quiet)]
        sign, colour = ROW_ICONS[data.state]
        state = t(STATE_WORDS[data.state])
        recipient_width = min(_MOST_RECIPIENT, max(10, (width - digits - 4) // 2))
        reason = _reason(data)
        room = max(0, width - digits - 4 - recipient_width)
        word = fit(state, min(cell_len(state), room))
        return [
            Segment(f"{sign} ", self.style_of(colour)),
            Segment(f"{row.number:>{digits}}  ", quiet),
            Segment(
                f"{fit(clean_line(data.recipient, 200) or '—', recipient_width - 1)} ",
                self.style_of("plain"),
            ),
            Segment(word, self.style_of(colour)),
            Segment(fit(f" · {reason}" if reason else "", room - cell_len(word)), quiet),
        ]


def _reason(row: BatchRow) -> str:
    """Return why a row stands so, clean; its code where all is well."""
    said = str(row.reason or "") or "; ".join(map(words_of, row.findings))
    return clean_line(said, 400) or clean_line(row.code or "", 40)
