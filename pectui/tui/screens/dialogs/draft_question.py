"""Asks whether to keep an unsent letter, when its writer closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from pectui.catalogue import t
from pectui.tui.commands import COMMANDS, bindings, key_label
from pectui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult


class DraftQuestion(Dialog[str | None]):
    """Answers "keep", "discard", or None to go on writing."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = bindings("unsent")

    def compose(self) -> ComposeResult:
        """Lay out the three answers."""
        with Vertical(classes="dialog"):
            yield Static(t("compose.leave.title"), classes="dialog-title", markup=False)
            yield Static(t("compose.leave.detail"), markup=False)
            with Horizontal(classes="dialog-answers"):
                for answer in ("keep", "discard", "stay"):
                    words = COMMANDS[f"unsent.{answer}"].label
                    key = key_label(self, f"unsent.{answer}")
                    button = Button(Content(f"{key}  {words}"), id=answer)
                    button.variant = "primary" if answer == "keep" else "default"
                    yield button

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by mouse or Enter."""
        self.dismiss(None if event.button.id == "stay" else event.button.id)

    def action_answer(self, answer: str) -> None:
        """Answer by key."""
        self.dismiss(answer)

    def action_stay(self) -> None:
        """Go on writing."""
        self.dismiss(None)
