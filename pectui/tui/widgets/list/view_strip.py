"""The views of the mailbox in one line: which one is shown, and how much is in the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pectui.catalogue import t
from pectui.models import MailView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

VIEWS = (
    MailView.ALL,
    MailView.LETTERS,
    MailView.RECEIPTS,
    MailView.TROUBLE,
    MailView.UNREAD,
    MailView.FLAGGED,
)
"""In the order they are shown and gone through."""
_TOLD = frozenset({MailView.TROUBLE, MailView.UNREAD, MailView.FLAGGED})
"""Views whose number is told beside their name: what a person goes there for."""


class ViewStrip(Widget):
    """Names the views; a click chooses one."""

    DEFAULT_CSS = """
    ViewStrip { height: 1; width: 1fr; padding: 0 1; color: $quiet; }
    """

    shown: reactive[MailView] = reactive(MailView.ALL)
    counts: reactive[Mapping[MailView, int]] = reactive({})
    """How many messages each view has."""

    @dataclass
    class Chosen(Message):
        """A view was chosen."""

        view: MailView

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._places: list[tuple[int, int, MailView]] = []

    def render(self) -> Content:
        """Draw the names; in a narrow terminal the counts give way first."""
        return self._line(counted=True) or self._line(counted=False) or Content(self._here())

    def _here(self) -> str:
        return t(self.shown.key)

    def _line(self, *, counted: bool) -> Content | None:
        parts: list[Content] = []
        self._places = []
        column = 1
        for view in VIEWS:
            count = self.counts.get(view, 0) if counted and view in _TOLD else 0
            words = t(view.key) + (f" {count}" if count else "")
            here = view is self.shown
            parts.append(Content.styled(f" {words} ", "reverse" if here else ""))
            self._places.append((column, column + cell_len(words) + 2, view))
            column += cell_len(words) + 2
        return Content("").join(parts) if column <= self.size.width + 1 else None

    def on_click(self, event: events.Click) -> None:
        """Choose the view under the mouse."""
        for start, end, view in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(view))
                return
