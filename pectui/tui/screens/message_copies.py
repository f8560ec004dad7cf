"""Copies the open message, or saves it to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Message
    from pectui.tui.screens.framed import FramedScreen


def copy_text(view: FramedScreen, text: str) -> None:
    """Copy the text of the open message; none is open where it is empty."""
    if not text:
        show.notify(view, t("inbox.open-first"), severity="warning")
        return
    from pectui.tui.terminal import clipboard

    start_call(view, "copy", lambda: clipboard.copy(view, text))


def ask_file(view: FramedScreen, message: Message | None) -> None:
    """Ask for a file name and save a reading copy there."""
    if message is None:
        show.notify(view, t("inbox.open-first"), severity="warning")
        return
    from pectui.tui import reading_copies
    from pectui.tui.screens.dialogs.simple import LinePrompt  # late: looking asks nothing

    def answered(path: str | None) -> None:
        if path:
            save(view, message, path)

    path = str(reading_copies.proposed_path(message))
    prompt = LinePrompt(t("inbox.save.title"), path, note=t("inbox.save.note"))
    view.app.push_screen(prompt, answered)


def save(view: FramedScreen, message: Message | None, path: str) -> None:
    """Save a reading copy of the open message to a file of that path."""
    if message is None:
        show.notify(view, t("inbox.open-first"), severity="warning")
        return
    from pectui.tui import reading_copies

    async def work() -> None:
        saved = await reading_copies.save_message(message, path)
        show.notify(view, t("inbox.saved", path=clean_line(str(saved), 200)))

    start_call(view, "save", work)
