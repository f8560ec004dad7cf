"""A question of a form: its label, where the answer goes, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from pectui.tui import show

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget


class Line(Input):
    """An answer of one line. Enter goes to the next question, before the next key is looked at."""

    async def action_submit(self) -> None:
        """Go to the next question."""
        self.screen.focus_next()


class Entry(Vertical):
    """One question; `field` is where the answer goes, and bears the question's name as its id."""

    def __init__(self, label: str, field: Widget, *, hidden: bool = False) -> None:
        super().__init__(classes="entry hidden" if hidden else "entry")
        self._label = label
        self.field = field

    def compose(self) -> ComposeResult:
        """Lay out the question on a line, and room for what is wrong below it."""
        with Horizontal(classes="field"):
            yield Label(self._label, markup=False)
            yield self.field
        yield Static(id=f"{self.field.id}-problem", classes="problem hidden")

    def say(self, words: str = "") -> None:
        """Say what is wrong, or nothing."""
        problem = self.query_one(".problem", Static)
        problem.set_class(not words, "hidden")
        problem.update(show.block(words, 600))

    def suspect(self, is_suspect: bool) -> None:
        """Mark the question as one of those of which one is wrong."""
        self.set_class(is_suspect, "-suspect")
