"""The field above a list of messages, in which words to search are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

from pectui.tui import show
from pectui.tui.commands import bindings

if TYPE_CHECKING:
    from textual.suggester import Suggester
    from textual.timer import Timer

TYPED_AFTER = 0.06
"""Seconds after a key until what is typed is told."""


class SearchField(Input):
    """Tells what is typed, a moment after each key and at Enter; hidden while it is closed."""

    BINDINGS: ClassVar = bindings("field")

    @dataclass
    class Typed(Message):
        """The words are others now."""

        words: str

    @dataclass
    class Done(Message):
        """Enter was pressed."""

        words: str

    def __init__(self, *, id: str, suggester: Suggester | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="hidden", suggester=suggester)
        self._typing: Timer | None = None

    @property
    def is_open(self) -> bool:
        """Whether the field is shown."""
        return not self.has_class("hidden")

    def open(self, words: str, placeholder: str) -> None:
        """Show the field with words to go on with, and give it the keys."""
        self.placeholder = placeholder
        self.value = show.line(words).plain
        self.remove_class("hidden")
        show.give_keys(self)

    def close(self) -> None:
        """Hide the field."""
        self.add_class("hidden")

    def forget_typed(self) -> None:
        """Tell nothing of what was typed last."""
        if self._typing is not None:
            self._typing.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait a moment for the next key."""
        event.stop()
        if self.has_focus:
            self.forget_typed()
            typed = self.Typed(event.value)
            self._typing = self.set_timer(TYPED_AFTER, lambda: self.post_message(typed))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the words at once."""
        event.stop()
        self.forget_typed()
        self.post_message(self.Done(event.value))
