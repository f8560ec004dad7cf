"""What every step has: what is typed in it goes into the preparation."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.message import Message

if TYPE_CHECKING:
    from textual import events
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

    def on_input_changed(self, event: events.Event) -> None:
        """Tell of it."""
        self._changed(event)

    def on_text_area_changed(self, event: events.Event) -> None:
        """Tell of it."""
        self._changed(event)

    def on_checkbox_changed(self, event: events.Event) -> None:
        """Tell of it."""
        self._changed(event)

    def on_attachment_list_changed(self, event: events.Event) -> None:
        """Tell of it."""
        self._changed(event)

    def on_input_submitted(self, event: events.Event) -> None:
        """Go to the next field."""
        event.stop()
        self.screen.focus_next()

    def _changed(self, event: events.Event) -> None:
        event.stop()
        self.post_message(StepChanged())


class Facts(VerticalScroll):
    """Lines to be read, scrolled where they have no room."""
