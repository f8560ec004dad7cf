"""The base of all lists: one line a row, from rows that need not be in memory."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from math import ceil
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from pectui.cache import Cache
from pectui.errors import StoreUnusable
from pectui.tui.commands import bindings
from pectui.tui.widgets.moves import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from rich.style import Style
    from textual import events

Row = TypeVar("Row")

_KEPT_LINES = 512
_EMPTY = "-empty"
"""Class of a list without rows."""
_NEED_A_ROW = frozenset({"open", "mark"})
MARK_WIDTH = 2
"""Columns at the left edge that show the mark, and set it by a click."""


class LineList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Shows a sequence of rows; asks it only for those on the screen.

    A subclass says how a row is drawn (`segments`) and what it is known by (`identity`). An empty
    list keeps one blank line and the keys: hidden, it would lose them for good.
    """

    BINDINGS = bindings("list")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--cursor",
        "line-list--cursor-blurred",
        "line-list--mark",
        "line-list--plain",
        "line-list--good",
        "line-list--fair",
        "line-list--bad",
        "line-list--doubtful",
        "line-list--letter",
        "line-list--quiet",
        "line-list--new",
        "line-list--found",
    }

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on a row."""

        index: int

    @dataclass
    class Opened(Message):
        """The row under the cursor is to be opened."""

        index: int

    @dataclass
    class MarksChanged(Message):
        """Rows were marked or unmarked."""

        count: int

    @dataclass
    class Unreadable(Message):
        """Rows could not be read; told once of the rows shown."""

        error: StoreUnusable

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=_EMPTY)
        self._is_unreadable = False
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self._marks: dict[Hashable, Row] = {}
        self._lines: Cache[tuple[int, int, bool, str], Strip] = Cache(_KEPT_LINES)
        self._styles: dict[str, Style] = {}

    @abstractmethod
    def segments(self, row: Row, width: int) -> list[Segment]:
        """Return the pieces of a row's line, `width` cells in all; text in them is clean."""

    @abstractmethod
    def identity(self, row: Row) -> Hashable:
        """Return what the row is known by when the list is shown anew."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown, top to bottom."""
        return self._rows

    @property
    def cursor(self) -> int:
        """Index of the row under the cursor; 0 in an empty list."""
        return self._cursor

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row_at(self._cursor)

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

    @property
    def marks(self) -> int:
        """How many rows are marked."""
        return len(self._marks)

    def index_of(self, row: Row) -> int | None:
        """Return where the row with the identity of `row` is; None where it is not shown.

        Raises StoreUnusable where the rows cannot be read.
        """
        wanted = self.identity(row)
        return next((i for i, one in enumerate(self._rows) if self.identity(one) == wanted), None)

    def show_rows(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show `rows`. With `keep`, the cursor and the marks follow the rows they stood on.

        What is looked at then stays on its line of the screen: the row under the cursor, or where
        the person has scrolled away from it, the topmost row. Only where the top of the list is in
        view does what is new appear there.
        """
        before, top, cursor_shown = self._cursor, self.scroll_offset.y, self._cursor_is_shown
        drawn = self._drawn()
        current = self.current if keep else None
        topmost = self.row_at(top) if keep and top and not cursor_shown else None
        if bool(rows) is not bool(self._rows):
            self.set_class(not rows, _EMPTY)
            self.refresh_bindings()
        self._rows = rows
        self._is_unreadable = False
        self._lines.clear()
        cursor = min(before, max(0, len(rows) - 1)) if keep else 0
        if current is not None:
            place = self._place_of(current)
            cursor = cursor if place is None else place
        self._marks = self._marks_now() if keep else {}
        self._cursor = cursor
        self._make_room(len(rows))
        moved = cursor - before
        if topmost is not None:
            place = self._place_of(topmost)
            moved = 0 if place is None else place - top
        if keep and top and moved:
            self.scroll_to(y=max(0, top + moved), animate=False, immediate=True)
        if cursor_shown or not keep:
            self._reveal()
        self._repaint(drawn, top)
        self.post_message(self.MarksChanged(len(self._marks)))
        if rows:
            self.post_message(self.Highlighted(self._cursor))

    def redraw(self, is_other: Callable[[Row], bool]) -> None:
        """Draw anew the lines of the rows that look otherwise now."""
        self._lines.clear()
        top = self.scroll_offset.y
        for index in range(top, top + self.size.height):
            row = self.row_at(index)
            if row is not None and is_other(row):
                self.refresh_line(index)

    def _place_of(self, row: Row) -> int | None:
        try:
            return self.index_of(row)
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return None

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

    def _tell_unreadable(self, error: StoreUnusable) -> None:
        if not self._is_unreadable:
            self._is_unreadable = True
            self.post_message(self.Unreadable(error))

    def _drawn(self) -> list[Strip]:
        """Return the lines as they stand on the screen."""
        return [self.render_line(y) for y in range(self.size.height)]

    def _repaint(self, drawn: Sequence[Strip], top: int) -> None:
        """Draw the lines that are others than those `drawn` from `top` on."""
        if self.scroll_offset.y != top:
            self.refresh()
            return
        for y, (before, now) in enumerate(zip(drawn, self._drawn(), strict=True)):
            if before != now:
                self.refresh_line(top + y)

    def _make_room(self, count: int) -> None:
        """Be as tall as `count` rows.

        The screen is laid out anew only where the scrollbar comes or goes, and the scrollbar is
        drawn only where it looks otherwise: a list that grows below what is in view costs nothing.
        """
        before, now, height = self.virtual_size, Size(self.size.width, count), self.size.height
        if before.width != now.width or (before.height > height) is not (count > height):
            self.virtual_size = now
            return
        self.set_reactive(LineList.virtual_size, now)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        if self.show_vertical_scrollbar:
            bar, top = self.vertical_scrollbar, self.scroll_y
            bar.set_reactive(ScrollBar.window_virtual_size, count)
            if _thumb(before.height, height, top) != _thumb(count, height, top):
                bar.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on the row at `index`, or the nearest there is, and show it."""
        index = max(0, min(index, len(self._rows) - 1))
        if not self._rows:
            return
        if index == self._cursor:
            self._reveal()
            return
        before, self._cursor = self._cursor, index
        if not self._reveal():
            self.refresh_line(before)
            self.refresh_line(index)
        self.post_message(self.Highlighted(index))

    def mark_all(self) -> None:
        """Mark every row; take all marks away when every row has one."""
        try:
            rows = {self.identity(row): row for row in self._rows}
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return
        self._marks = {} if self._marks.keys() == rows.keys() else rows
        self.refresh()
        self.post_message(self.MarksChanged(len(self._marks)))

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self.refresh()
        self.post_message(self.MarksChanged(0))

    def reveal_cursor(self) -> None:
        """Bring the cursor back into view."""
        self._reveal()

    @property
    def _cursor_is_shown(self) -> bool:
        top, height = self.scroll_offset.y, self.size.height
        return not height or top <= self._cursor < top + height

    def _reveal(self) -> bool:
        """Scroll so that the cursor is in view; return whether the view moved."""
        height = self.size.height
        top = self.scroll_offset.y
        if self._cursor < top:
            target = self._cursor
        elif height and self._cursor >= top + height:
            target = self._cursor - height + 1
        else:
            return False
        self.scroll_to(y=target, animate=False, immediate=True)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing to open or mark where nothing is."""
        return action not in _NEED_A_ROW or bool(self._rows)

    def action_move(self, way: str) -> None:
        """Move the cursor by a row or a screen, or to one of the ends."""
        page = max(1, self.size.height - 1)
        self.move_to(moved(way, self._cursor, len(self._rows) - 1, page))

    def action_open(self) -> None:
        """Ask for the row under the cursor to be opened."""
        if self._rows:
            self.post_message(self.Opened(self._cursor))

    def action_mark(self) -> None:
        """Mark the row or take its mark away, and move on."""
        if self._rows:
            self._toggle_mark(self._cursor)
            self.move_to(self._cursor + 1)

    def _toggle_mark(self, index: int) -> None:
        row = self.row_at(index)
        if row is None:
            return
        key = self.identity(row)
        if self._marks.pop(key, None) is None:
            self._marks[key] = row
        self.refresh_line(index)
        self.post_message(self.MarksChanged(len(self._marks)))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse, mark it at the edge, open it when selected already."""
        index = event.y + self.scroll_offset.y
        if index >= len(self._rows):
            return
        selected = index == self._cursor
        self.move_to(index)
        if event.x < MARK_WIDTH:
            self._toggle_mark(index)
        elif selected or event.chain > 1:
            self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width and keep the cursor in view."""
        self._lines.clear()
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget drawn lines: a theme changed their colours."""
        super().notify_style_update()
        self._styles.clear()
        self._lines.clear()

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.refresh_line(self._cursor)

    def on_blur(self) -> None:
        """Draw the cursor as a mere place."""
        self.refresh_line(self._cursor)

    def render_line(self, y: int) -> Strip:
        """Draw the line at `y` of the view."""
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        row = self.row_at(index)
        if row is None:
            return Strip.blank(width, self.rich_style)
        place = ""
        if index == self._cursor:
            place = "line-list--cursor" if self.has_focus else "line-list--cursor-blurred"
        return self._line(row, index, width, place)

    def row_at(self, index: int) -> Row | None:
        """Return the row at `index`; None past the end, or where it has gone or is unreadable."""
        try:
            return self._rows[index] if index < len(self._rows) else None
        except IndexError:
            return None
        except StoreUnusable as error:
            self._tell_unreadable(error)
            return None

    def _line(self, row: Row, index: int, width: int, place: str) -> Strip:
        marked = bool(self._marks) and self.identity(row) in self._marks
        key = (index, width, marked, place)
        if (strip := self._lines.get(key)) is not None:
            return strip
        ground = self.style_of(place, partial=False) if place else self.rich_style
        mark = Segment("● " if marked else "  ", self.style_of("line-list--mark"))
        pieces = [mark, *self.segments(row, width - MARK_WIDTH)]
        strip = Strip(pieces, width).apply_style(ground)
        self._lines.keep(key, strip)
        return strip

    def style_of(self, name: str, *, partial: bool = True) -> Style:
        """Return the style of a component class; `partial` leaves the background open."""
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name, partial=partial)
        return self._styles[name]


def _thumb(rows: int, height: int, top: float) -> tuple[int, int]:
    """Return where a scrollbar's thumb begins and how long it is, in eighths of a cell."""
    size = max(1.0, height * height / max(1, rows))
    place = (height - size) * top / max(1, rows - height)
    return int(place * 8), ceil(size * 8)
