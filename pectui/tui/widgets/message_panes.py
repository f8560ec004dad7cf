"""Lays out a list of messages and the reader: side by side, or one in front of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Vertical
from textual.reactive import var

from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.message_list import MessageList
from pectui.tui.widgets.list.search_field import SearchField
from pectui.tui.widgets.reader.reader import Reader

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.suggester import Suggester
    from textual.widget import Widget

WIDE = 110
"""Columns from which the reader stands beside the list."""
TALL = 40
"""Lines from which, in a narrower terminal, the reader stands below the list."""


class MessagePanes(Container):
    """A list with a field above it, and the reader."""

    is_reading: var[bool] = var(default=False)
    """Whether a message is open."""

    class ReaderClicked(Answer):
        """The reader was clicked while it only shows what is under the cursor."""

    def __init__(self, *above: Widget, suggester: Suggester | None = None) -> None:
        """Lay out `above` over the field, the topmost first."""
        super().__init__(id="panes")
        self._above = above
        self.line = SearchField(id="line", suggester=suggester)
        """The field above the list."""
        self.messages = MessageList(id="messages")
        """The list."""
        self.notice = EmptyState(id="notice", classes="hidden")
        """Why the list is empty."""
        self.reader = Reader(id="reader")

    def compose(self) -> ComposeResult:
        """Lay out the two."""
        self.place(self.app.size)  # before there is anything in it to be styled once more
        with Vertical(id="list-pane"):
            yield from self._above
            yield self.line
            yield self.messages
            yield self.notice
        yield self.reader

    def watch_is_reading(self, is_reading: bool) -> None:
        """Show the message where there is room for one of them only, or the list."""
        self.set_class(is_reading, "-reading")
        if self.is_mounted:
            # What is only looked at takes no keys.
            self.reader.text.can_focus = is_reading

    def on_mount(self) -> None:
        """Begin with the keys at the list."""
        self.reader.text.can_focus = False

    def on_click(self, event: events.Click) -> None:
        """Say that the reader was clicked."""
        if not self.is_reading and event.widget and self.reader in event.widget.ancestors_with_self:
            self.post_message(self.ReaderClicked())

    def place(self, size: Size) -> None:
        """Place the reader beside, below or in front of the list, in a screen of this size."""
        wide = size.width >= WIDE
        tall = not wide and size.height >= TALL
        self.set_class(wide, "-wide")
        self.set_class(tall, "-tall")
        self.set_class(not wide and not tall, "-single")

    @property
    def shows_both(self) -> bool:
        """Whether the reader has a place of its own beside the list, or below it."""
        return self.has_class("-wide") or self.has_class("-tall")

    @property
    def covers_list(self) -> bool:
        """Whether the open message stands in front of the list."""
        return self.is_reading and self.has_class("-single")

    def close_line(self) -> None:
        """Close the field above the list, and give the list the keys."""
        self.line.close()
        show.give_keys(self.messages)

    def show_emptiness(self, *, empty: bool) -> EmptyState:
        """Show the notice that says why the list is empty, or hide it; return it."""
        self.notice.set_class(not empty, "hidden")
        return self.notice
