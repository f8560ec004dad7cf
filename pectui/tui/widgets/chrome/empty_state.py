"""The text in an empty place: what is going on and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pectui.tui import show

if TYPE_CHECKING:
    from pectui.errors import PectuiError


class EmptyState(Static):
    """Shows a title, a detail and a next step."""

    def say(self, title: str, detail: str = "", hint: str = "", *, error: bool = False) -> None:
        """Show the three lines; all pass the gate."""
        self.set_class(error, "-error")
        lines = [
            show.line(title).stylize("bold"),
            show.block(detail, 600),
            Content(""),
            show.block(hint, 600).stylize("$quiet"),
        ]
        show.put(self, Content("\n").join(lines))

    def say_error(self, error: PectuiError, hint: str = "") -> None:
        """Show an error with its next step, and `hint` as one more."""
        after = f"{error.hint}\n{hint}" if hint else error.hint
        self.say(error.title, error.detail, after, error=True)
