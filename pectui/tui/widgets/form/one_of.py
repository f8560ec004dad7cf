"""One of several answers, on a line: the one that holds is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pectui.tui.commands import bindings

if TYPE_CHECKING:
    from collections.abc import Mapping


class OneOf(Widget, can_focus=True):
    """Answers by name with their words; the arrows go from one to the next."""

    BINDINGS = bindings("choice")

    chosen: reactive[str] = reactive("", init=False)
    """The name of the answer that holds."""

    @dataclass
    class Changed(Message):
        """Another answer holds."""

        name: str

    def __init__(self, answers: Mapping[str, str], chosen: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._answers = dict(answers)
        self.set_reactive(OneOf.chosen, chosen)

    def watch_chosen(self) -> None:
        """Tell."""
        self.post_message(self.Changed(self.chosen))

    def render(self) -> Content:
        """Draw the answer that holds, and that there are others."""
        names = list(self._answers)
        place = f"{names.index(self.chosen) + 1}/{len(names)}"
        words = self._answers[self.chosen]
        return Content.assemble(
            ("‹ ", "$accent"), words, (" ›", "$accent"), (f"  {place}", "$quiet")
        )

    def action_step(self, by: int) -> None:
        """Let the answer that is `by` further on hold."""
        names = list(self._answers)
        self.chosen = names[(names.index(self.chosen) + by) % len(names)]

    def on_click(self) -> None:
        """Let the next answer hold."""
        self.action_step(1)
