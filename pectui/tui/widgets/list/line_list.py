"""The base of all lists: one line a row, from rows that need not be in memory."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pectui.cache import Cache
from pectui.errors import StoreUnusable
from pectui.tui.commands import binding
from pectui.tui.widgets.list.line_window import drawn_lines, make_room, repaint
from pectui.tui.widgets.moves import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual import events

Row = TypeVar("Row")

_KEPT_LINES = 512
_EMPTY = "-empty"
"""Class of a list without rows."""
_KEYS = ("down", "up", "page-down", "page-up", "first", "last", "open")
LOOKS = {
    "plain": ("foreground", ""),
    "new": ("foreground", "bold"),
    "quiet": ("quiet", ""),
    "good": ("text-success", ""),
    "fair": ("text-primary", ""),
    "bad": ("text-error", ""),
    "doubtful": ("text-warning", ""),
    "letter": ("accent", ""),
    "found": ("text-accent", "underline"),
}
"""What pieces of a row look like: the theme's colour, and what is done to the letters.

Not component classes: Textual styles each of those anew with the list, at each change of it.
"""
EDGE_WIDTH = 2
"""Columns at the left edge that are no part of the row: a list with marks shows them there."""


class LineList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Shows a sequence of rows; asks it only for those on the screen.

    A subclass says how a row is drawn (`segments`) and what it is known by (`identity`). An empty
    list keeps one blank line and the keys: hidden, it would lose them for good.
    """

    BINDINGS: ClassVar = [binding(f"list.{name}") for name in _KEYS]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--cursor-blurred"}

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on a row."""

        index: int

    @dataclass
    class Opened(Message):
        """The row under the cursor is to be opened."""

        index: int

    @dataclass
    class Unreadable(Message):
        """Rows could not be read; told once of the rows shown."""

        error: StoreUnusable

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=_EMPTY)
        self._is_unreadable = False
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self._lines: Cache[tuple[int, int, str, str], Strip] = Cache(_KEPT_LINES)
        self._styles: dict[str, Style] = {}

    @abstractmethod
    def segments(self, row: Row, width: int) -> list[Segment]:
        """Return the pieces of a row's line, `width` cells in all; text in them is clean."""

    @abstractmethod
    def identity(self, row: Row) -> Hashable:
        """Return what the row is known by when the list is shown anew."""

    def edge(self, _: Row) -> str:
        """Return what stands at the left edge of a row, EDGE_WIDTH cells."""
        return "  "

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

    def index_of(self, row: Row) -> int | None:
        """Return where the row with the identity of `row` is; None where it is not shown.

        Raises StoreUnusable where the rows cannot be read.
        """
        wanted = self.identity(row)
        return next((i for i, one in enumerate(self._rows) if self.identity(one) == wanted), None)

    def show_rows(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show `rows`. With `keep`, the cursor follows the row it stood on.

        What is looked at then stays on its line of the screen: the row under the cursor, or where
        the person has scrolled away from it, the topmost row. Only where the top of the list is in
        view does what is new appear there.
        """
        before, top, cursor_shown = self._cursor, self.scroll_offset.y, self._cursor_is_shown
        drawn = drawn_lines(self)
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
        self._cursor = cursor
        make_room(self, len(rows))
        shift = cursor - before
        if topmost is not None:
            place = self._place_of(topmost)
            shift = 0 if place is None else place - top
        if keep and top and shift:
            self.scroll_to(y=max(0, top + shift), animate=False, immediate=True)
        if cursor_shown or not keep:
            self.reveal_cursor()
        repaint(self, drawn, top)
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

    def _tell_unreadable(self, error: StoreUnusable) -> None:
        if not self._is_unreadable:
            self._is_unreadable = True
            self.post_message(self.Unreadable(error))

    def move_to(self, index: int) -> None:
        """Put the cursor on the row at `index`, or the nearest there is, and show it."""
        index = max(0, min(index, len(self._rows) - 1))
        if not self._rows:
            return
        if index == self._cursor:
            self.reveal_cursor()
            return
        before, self._cursor = self._cursor, index
        if not self.reveal_cursor():
            self.refresh_line(before)
            self.refresh_line(index)
        self.post_message(self.Highlighted(index))

    @property
    def _cursor_is_shown(self) -> bool:
        top, height = self.scroll_offset.y, self.size.height
        return not height or top <= self._cursor < top + height

    def reveal_cursor(self) -> bool:
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
        """Offer nothing to open where nothing is."""
        return action != "open" or bool(self._rows)

    def action_move(self, way: str) -> None:
        """Move the cursor by a row or a screen, or to one of the ends."""
        page = max(1, self.size.height - 1)
        self.move_to(moved(way, self._cursor, len(self._rows) - 1, page))

    def action_open(self) -> None:
        """Ask for the row under the cursor to be opened."""
        if self._rows:
            self.post_message(self.Opened(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; open it when it is selected already, or clicked twice."""
        index = event.y + self.scroll_offset.y
        if index >= len(self._rows):
            return
        selected = index == self._cursor
        self.move_to(index)
        if event.x >= EDGE_WIDTH and (selected or event.chain > 1):
            self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width and keep the cursor in view."""
        self._lines.clear()
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.reveal_cursor()

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
        edge = self.edge(row)
        key = (index, width, edge, place)
        if (strip := self._lines.get(key)) is not None:
            return strip
        ground = self.get_component_rich_style(place) if place else self.rich_style
        mark = Segment(edge, self.style_of("letter"))
        pieces = [mark, *self.segments(row, width - EDGE_WIDTH)]
        strip = Strip(pieces, width).apply_style(ground)
        self._lines.keep(key, strip)
        return strip

    def style_of(self, look: str) -> Style:
        """Return the style of what looks so, one of LOOKS; the background is left open."""
        if look not in self._styles:
            colour, letters = LOOKS[look]
            variable = self.app.theme_variables[colour]
            self._styles[look] = Style.parse(letters) + Style(
                color=Color.parse(variable).rich_color
            )
        return self._styles[look]
