"""A choice that is on or off, told by its mark and not by colour alone."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox


class Choice(Checkbox):
    """A checkbox that is empty when it is off."""

    BUTTON_LEFT = ""
    BUTTON_RIGHT = ""

    def __init__(self, label: str, value: bool, *, id: str) -> None:  # noqa: A002
        super().__init__(Content(label), value, id=id, compact=True)
        self._show_mark()

    def watch_value(self) -> None:
        """Draw the mark, and tell."""
        self._show_mark()
        super().watch_value()

    def _show_mark(self) -> None:
        self.BUTTON_INNER = "[x]" if self.value else "[ ]"
