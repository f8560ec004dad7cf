"""What becomes of an unsent letter when its writer leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from pectui.catalogue import t
from pectui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult


class DraftQuestion(Dialog[str | None]):
    """Answers "keep", "discard", or None to go on writing."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = [  # noqa: RUF012
        ("k", "answer('keep')"),
        ("x", "answer('discard')"),
        ("escape", "stay"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the three answers."""
        with Vertical(classes="dialog"):
            yield Static(t("compose.leave.title"), classes="dialog-title", markup=False)
            yield Static(t("compose.leave.detail"), markup=False)
            with Horizontal(classes="dialog-answers"):
                yield Button(Content(f"k  {t('compose.leave.keep')}"), id="keep", variant="primary")
                yield Button(Content(f"x  {t('compose.leave.discard')}"), id="discard")
                yield Button(Content(f"Esc  {t('compose.leave.stay')}"), id="stay")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by mouse or Enter."""
        self.dismiss(None if event.button.id == "stay" else event.button.id)

    def action_answer(self, answer: str) -> None:
        """Answer by key."""
        self.dismiss(answer)

    def action_stay(self) -> None:
        """Go on writing."""
        self.dismiss(None)
