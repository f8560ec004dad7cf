"""The steps in one line: where one is; a click goes to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pectui.catalogue import t
from pectui.services.batches.preparations import STEPS
from pectui.tui.widgets.signs import STEP_WORDS

if TYPE_CHECKING:
    from textual import events


class StepStrip(Widget):
    """Names the steps."""

    DEFAULT_CSS = """
    StepStrip { height: 1; width: 1fr; padding: 0 1; color: $quiet; }
    """

    shown: reactive[str] = reactive(STEPS[0])

    @dataclass
    class Chosen(Message):
        """Another step is to be shown."""

        step: str

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Draw the names."""
        parts: list[Content] = []
        self._places = []
        column = 0
        for number, step in enumerate(STEPS, 1):
            words = f" {number} {t(STEP_WORDS[step])} "
            parts.append(Content.styled(words, "reverse" if step == self.shown else ""))
            self._places.append((column, column + cell_len(words), step))
            column += cell_len(words)
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Go to the step under the mouse."""
        for start, end, step in self._places:
            if start <= event.x - 1 < end:
                self.post_message(self.Chosen(step))
                return
