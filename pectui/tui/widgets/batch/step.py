"""What every step has: what is typed in it goes into the preparation."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Checkbox, Input, TextArea

from pectui.tui.widgets.compose.attachments import AttachmentList

if TYPE_CHECKING:
    from textual.widget import Widget

    from pectui.services.batches.preparations import Preparation


@dataclass
class StepChanged(Message):
    """Something was typed or chosen."""


class Step(Vertical):
    """One step of a preparation."""

    @property
    @abstractmethod
    def first(self) -> Widget:
        """What the keys are for when one comes to it."""

    def filled(self, one: Preparation) -> Preparation:
        """Return `one` with what stands here."""
        return one

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Checkbox.Changed)
    @on(AttachmentList.Changed)
    def changed(self, event: Message) -> None:
        """Tell that something was typed or chosen."""
        event.stop()
        self.post_message(StepChanged())

    def on_input_submitted(self, event: Message) -> None:
        """Go to the next field."""
        event.stop()
        self.screen.focus_next()


class Facts(VerticalScroll):
    """Lines to be read, scrolled where they have no room."""
