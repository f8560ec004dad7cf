"""The rows of a batch per state: how many there are, and which of them are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pectui.catalogue import t, thousands
from pectui.services.batches.status import STATE_WORDS, TROUBLE
from pectui.tui.widgets.signs import COLOURS, ROW_ICONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.geometry import Size

ALL, LOOK = "all", "look"
"""What is shown when it is no state: every row, or those that need a look."""


class StateStrip(Widget):
    """Names the states there are with their counts; a click shows the rows that stand so."""

    DEFAULT_CSS = """
    StateStrip { height: auto; width: 1fr; max-height: 4; padding: 0 1; }
    """

    shown: reactive[str] = reactive(ALL)
    states: reactive[Mapping[str, int]] = reactive({}, layout=True)

    @dataclass
    class Chosen(Message):
        """Rows that stand so are to be shown."""

        name: str

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._places: list[tuple[int, int, int, str]] = []

    @property
    def names(self) -> tuple[str, ...]:
        """What can be shown, in order."""
        look = (LOOK,) if any(self.states.get(one) for one in TROUBLE) else ()
        return (ALL, *look, *(state for state in ROW_ICONS if self.states.get(state)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the names take."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """Draw the names."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[list[Content]] = [[]]
        self._places = []
        column = 0
        for name in self.names:
            piece, cells = self._piece(name)
            if column and column + cells > width:
                lines.append([])
                column = 0
            lines[-1].append(piece)
            self._places.append((len(lines) - 1, column, column + cells, name))
            column += cells
        return [Content("").join(pieces) for pieces in lines]

    def _piece(self, name: str) -> tuple[Content, int]:
        sign, colour, words = "", "", t("batch.all")
        count = sum(self.states.values())
        if name == LOOK:
            sign, colour, words = "!", COLOURS["doubtful"], t("batch.needs-look")
            count = sum(self.states.get(one, 0) for one in TROUBLE)
        elif name != ALL:
            sign, kind = ROW_ICONS[name]
            colour, words, count = COLOURS[kind], t(STATE_WORDS[name]), self.states[name]
        text = f"{words} {thousands(count)}"
        piece = Content.assemble(" ", (f"{sign} " if sign else "", colour), text, " ")
        if name == self.shown:
            piece = piece.stylize("reverse")
        return piece, cell_len(piece.plain)

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        for line, start, end, name in self._places:
            if line == event.y and start <= event.x - 1 < end:
                self.post_message(self.Chosen(name))
                return
