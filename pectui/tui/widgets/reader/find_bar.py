"""The line in which words to find in the open message are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pectui.catalogue import t
from pectui.tui import show
from pectui.tui.commands import binding

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FindField(Input):
    """Takes the words, and the keys that go from place to place meanwhile."""

    BINDINGS: ClassVar = [binding("find.next"), binding("find.previous")]

    def action_step(self, by: int) -> None:
        """Ask for the next or the previous place."""
        self.post_message(FindBar.Stepped(by))


class FindBar(Horizontal):
    """Takes the words; whoever shows the text does the finding and reports the count."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        width: 1fr;
        background: $panel;
        Input { width: 1fr; height: 1; border: none; padding: 0 1; }
        Static { width: auto; min-width: 12; height: 1; padding: 0 1; color: $quiet; }
    }
    """

    @dataclass
    class Changed(Message):
        """The words are others now."""

        words: str

    @dataclass
    class Stepped(Message):
        """The next place (1) or the previous one (-1) is wanted."""

        by: int

    def compose(self) -> ComposeResult:
        """Lay out field and count."""
        yield FindField(placeholder=t("reader.find"))
        yield Static(Content(""))

    @property
    def words(self) -> str:
        """The words typed."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Take the keys, with the words of last time marked so that typing replaces them."""
        field = self.query_one(Input)
        show.give_keys(field)
        field.select_all()

    def say(self, current: int, count: int, *, done: bool) -> None:
        """Show how the search stands."""
        if not self.words.strip():
            text = ""
        elif count:
            key = "reader.found" if done else "reader.found-so-far"
            text = t(key, current=current, count=count)
        else:
            text = t("reader.not-found") if done else t("reader.finding")
        self.query_one(Static).update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the words."""
        event.stop()
        self.post_message(self.Changed(event.value))
