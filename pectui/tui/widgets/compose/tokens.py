"""The recipients that were typed, each as one token; they wrap over several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.pec.addresses import is_address
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pectui.pec.addresses import TypedAddress

_LONGEST = 200
WRONG, DOUBTFUL = "✗ ", "! "
"""The signs of what is no address, and of an address something speaks against."""


class Tokens(Static):
    """Shows recipients in as many lines as they need. Foreign text, through the gate."""

    cursor: var[int | None] = var(None)
    """Which token the keys are about; None while something is typed."""

    def __init__(self) -> None:
        super().__init__(classes="hidden")
        self._entries: tuple[TypedAddress, ...] = ()
        self._doubtful: Collection[str] = ()
        self._lines: list[list[int]] = []

    def show(self, entries: Sequence[TypedAddress], doubtful: Collection[str]) -> None:
        """Show these recipients; something speaks against those addresses that are `doubtful`."""
        self._entries, self._doubtful = tuple(entries), doubtful
        self.set_class(not entries, "hidden")
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def watch_cursor(self) -> None:
        """Mark the token that the keys are about."""
        self._draw()

    def reveal(self, index: int) -> None:
        """Bring a token into view, with the line above it, as soon as it is drawn."""

        def scroll() -> None:
            if not self.is_attached:
                return  # its letter was closed before it was drawn
            line = next((at for at, one in enumerate(self._lines) if index in one), 0)
            self.query_ancestor(VerticalScroll).scroll_to(y=max(0, line - 1), animate=False)

        self.call_after_refresh(scroll)

    def _draw(self) -> None:
        width = self.container_size.width - 2
        if width <= 0 or not self._entries:
            return
        shown = [self._token(index, width) for index in range(len(self._entries))]
        self._lines = wrapped([cell_len(one.plain) for one in shown], width)
        lines = (Content(" ").join([shown[index] for index in line]) for line in self._lines)
        self.update(Content("\n").join(lines))

    def _token(self, index: int, width: int) -> Content:
        entry = self._entries[index]
        wrong = not is_address(entry.address)
        sign = WRONG if wrong else DOUBTFUL if entry.address in self._doubtful else ""
        text = clean_line(f"{sign}{entry.address}", min(_LONGEST, max(width - 2, 8)))
        style = "$text-error on $panel" if wrong else "$foreground on $panel"
        if index == self.cursor:
            text, style = f"▸{text} ", "bold reverse"
        else:
            text = f" {text} "
        return Content.styled(text, style)


def wrapped(widths: Sequence[int], width: int) -> list[list[int]]:
    """Return which of the pieces of these widths stand in which line, one blank between two."""
    lines: list[list[int]] = []
    room = 0
    for index, one in enumerate(widths):
        if not lines or one + 1 > room:
            lines.append([])
            room = width + 1
        lines[-1].append(index)
        room -= one + 1
    return lines
