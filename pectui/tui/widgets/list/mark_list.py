"""A list in which rows are marked, for commands that are for several rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from pectui.errors import StoreUnusable
from pectui.tui.commands import binding
from pectui.tui.widgets.list.line_list import EDGE_WIDTH, LineList, Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual import events


class MarkList(LineList[Row]):
    """Shows a mark at the left edge of rows; a key or a click there sets and takes it."""

    BINDINGS: ClassVar = [binding("list.mark")]

    @dataclass
    class MarksChanged(Message):
        """Rows were marked or unmarked."""

        count: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marks: dict[Hashable, Row] = {}

    def edge(self, row: Row) -> str:
        """Return the mark of a row, or room for it."""
        return "● " if self._marks and self.identity(row) in self._marks else "  "

    @property
    def marks(self) -> int:
        """How many rows are marked."""
        return len(self._marks)

    @property
    def marked(self) -> tuple[Row, ...]:
        """The marked rows, top to bottom."""
        # The rows as they were marked, never what stands in their places by now.
        try:
            places = [(self.index_of(row), row) for row in self._marks.values()]
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return tuple(self._marks.values())
        there = [(place, row) for place, row in places if place is not None]
        return tuple(row for _, row in sorted(there, key=itemgetter(0)))

    def show_rows(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show `rows`. With `keep`, the marks too follow the rows they stood on."""
        super().show_rows(rows, keep=keep)
        before, self._marks = self._marks, self._marks_now() if keep else {}
        if others := before.keys() ^ self._marks.keys():
            self.redraw(lambda row: self.identity(row) in others)
        self._tell_marks()

    def _marks_now(self) -> dict[Hashable, Row]:
        """Return the marks on the rows that are shown now."""
        try:
            places = [self.index_of(row) for row in self._marks.values()]
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return self._marks
        # By what stands there now: that may be another row, which stands for the one marked.
        now = [self.row_at(place) for place in places if place is not None]
        return {self.identity(row): row for row in now if row is not None}

    def mark_all(self) -> None:
        """Mark every row; take all marks away when every row has one."""
        try:
            rows = {self.identity(row): row for row in self._rows}
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return
        self._marks = {} if self._marks.keys() == rows.keys() else rows
        self.refresh()
        self._tell_marks()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self.refresh()
        self._tell_marks()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing to mark where nothing is."""
        return bool(self._rows) if action == "mark" else super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the row or take its mark away, and move on."""
        if self._rows:
            self._toggle(self._cursor)
            self.move_to(self._cursor + 1)

    def on_click(self, event: events.Click) -> None:
        """Mark the row whose edge is clicked, or take its mark away."""
        if event.x < EDGE_WIDTH:
            self._toggle(event.y + self.scroll_offset.y)

    def _toggle(self, index: int) -> None:
        row = self.row_at(index)
        if row is None:
            return
        key = self.identity(row)
        if self._marks.pop(key, None) is None:
            self._marks[key] = row
        self.refresh_line(index)
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.post_message(self.MarksChanged(len(self._marks)))
