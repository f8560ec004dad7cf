"""Asks yes or no, one of several, or a line of text; or only tells something."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from pectui.catalogue import t
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.dom import DOMNode


UNSEEN = 0.3
"""Seconds in which nobody has read a question yet: a yes to something dangerous counts after them.
"""


class Question(Dialog[bool]):
    """Asks yes or no. The harmless answer has the focus; Escape gives it.

    What was typed before a dangerous question could be seen is no answer to it.
    """

    BINDINGS = bindings("dialog.yes", "dialog.no", "dialog.down", "dialog.up")

    def __init__(
        self,
        title: str,
        lines: Sequence[str | Content] = (),
        *,
        yes: str = "",
        no: str = "",
        dangerous: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._yes = yes or t("shell.yes")
        self._no = no or t("shell.no")
        self._dangerous = dangerous
        self._asked_at = 0.0

    def compose(self) -> ComposeResult:
        """Lay out title, lines and the two answers."""
        with Vertical(classes="dialog"):
            yield Static(show.line(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                for line in self._lines:
                    yield Static(line if isinstance(line, Content) else show.block(line))
            with Horizontal(classes="dialog-answers"):
                yield Button(
                    Content(f"{key_label(self, 'dialog.yes')}  {self._yes}"),
                    id="yes",
                    variant="error" if self._dangerous else "primary",
                )
                yield Button(Content(f"{key_label(self, 'dialog.no')}  {self._no}"), id="no")

    def on_mount(self) -> None:
        """Focus the harmless answer."""
        self.query_one("#no" if self._dangerous else "#yes", Button).focus()
        self._asked_at = time.monotonic()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by mouse or Enter."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Answer by key."""
        if agreed and self._dangerous and time.monotonic() - self._asked_at < UNSEEN:
            return
        self.dismiss(agreed)

    def action_scroll_by(self, lines: int) -> None:
        """Move through the lines, where they have no room."""
        self.query_one(".dialog-lines").scroll_relative(y=lines, animate=False, immediate=True)


def ask(node: DOMNode, question: Question, then: Callable[[], object]) -> None:
    """Ask `question`, and do `then` where the person agrees."""

    def answered(agreed: bool | None) -> None:
        if agreed:
            then()

    node.app.push_screen(question, answered)


class Statement(Dialog[None]):
    """Tells something of several lines, to be read before one goes on."""

    BINDINGS = bindings("dialog.close", "dialog.down", "dialog.up")

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay out title, lines and the way out."""
        with Vertical(classes="dialog"):
            yield Static(show.line(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                for line in self._lines:
                    yield Static(show.block(line))
            with Horizontal(classes="dialog-answers"):
                yield Button(Content(t("shell.close")), id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """Close by mouse or Enter."""
        self.dismiss()

    def action_scroll_by(self, lines: int) -> None:
        """Move through the lines."""
        self.query_one(".dialog-lines").scroll_relative(y=lines, animate=False, immediate=True)


class Pick(Dialog[str | None]):
    """Asks for one of several texts; Escape answers None."""

    BINDINGS = bindings("dialog.no-choice")

    def __init__(self, title: str, lines: Sequence[str], answers: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Lay out title, lines and the texts to choose from."""
        with Vertical(classes="dialog"):
            yield Static(show.line(self._title), classes="dialog-title")
            for line in self._lines:
                yield Static(show.block(line))
            yield OptionList(*map(show.line, self._answers), compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with what was chosen."""
        self.dismiss(self._answers[event.option_index])

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class LinePrompt(Dialog[str | None]):
    """Asks for one line of text; Escape answers None.

    `note` says below the field what may be written. `check` returns what is wrong with a text, or
    "": what is wrong is shown and can be mended.
    """

    BINDINGS = bindings("dialog.no-text")

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        note: str = "",
        check: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._note = note
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out title, field, what is wrong with it, and the note."""
        with Vertical(classes="dialog"):
            yield Static(show.line(self._title), classes="dialog-title")
            yield Input(value=show.line(self._value).plain, select_on_focus=False)
            yield Static(id="problem")
            yield Static(show.block(self._note), classes="dialog-note")

    def on_input_changed(self) -> None:
        """Take back what was said of another text."""
        self.query_one("#problem", Static).update(Content(""))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed, or say what is wrong with it."""
        if problem := self._check(event.value):
            words = show.line(f"✗ {problem}").stylize("$text-error")
            self.query_one("#problem", Static).update(words)
        else:
            self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
