"""Changes the person's marks on messages: read, flag, note, tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.tui import show
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.models import HeldMessage, Marks
    from pectui.tui.screens.framed import FramedScreen


def start_marking(
    view: FramedScreen, rows: Sequence[HeldMessage], change: Callable[[Marks], Marks]
) -> None:
    """Change the marks of messages."""
    local = view.program.local.mailbox
    # On the app: what a person said is written down though the screen be left.
    start_call(view.app, "marks", lambda: local.mark(rows, change))


def mark_read(view: FramedScreen, rows: Sequence[HeldMessage]) -> None:
    """Count messages as read."""
    start_marking(view, rows, lambda marks: replace(marks, unread=False))


def toggle_unread(view: FramedScreen, rows: Sequence[HeldMessage]) -> None:
    """Count messages, and the receipts folded under them, as unread; as read, if all are unread."""
    local = view.program.local.mailbox

    async def work() -> None:
        meant = await local.with_receipts(rows)
        unread = not all(row.unread for row in meant)
        await local.mark(meant, lambda marks: replace(marks, unread=unread))

    start_call(view.app, "marks", work)


def ask_read_all(view: FramedScreen) -> None:
    """Count everything as read, after asking."""
    count = view.program.unread
    if not count:
        show.notify(view, t("inbox.nothing-unread"), timeout=2)
        return
    from pectui.tui.screens.dialogs.simple import Question, ask  # late: looking asks nothing

    question = Question(tn("inbox.read-all", count), [t("inbox.read-all.detail")])
    local = view.program.local.mailbox
    ask(view, question, lambda: start_call(view.app, "marks", local.read_everything))


def toggle_flag(view: FramedScreen, rows: Sequence[HeldMessage]) -> None:
    """Flag messages; take the flag away, if all of them have it."""
    flagged = not all(row.flagged for row in rows)
    start_marking(view, rows, lambda marks: replace(marks, flagged=flagged))


def ask_note(view: FramedScreen, rows: Sequence[HeldMessage]) -> None:
    """Write a note to messages, or change that of the first."""
    from pectui.tui.screens.dialogs.simple import LinePrompt  # late: looking asks nothing

    prompt = LinePrompt(t("inbox.note.title"), rows[0].note, note=t("inbox.note.help"))

    def noted(text: str | None) -> None:
        # Left as it was, it must not take the notes of the others away.
        if text is not None and text.strip() != rows[0].note:
            start_marking(view, rows, lambda marks: replace(marks, note=text.strip()))

    view.app.push_screen(prompt, noted)


def ask_tags(view: FramedScreen, rows: Sequence[HeldMessage]) -> None:
    """Give messages tags, or change those of the first."""
    from pectui.tui.screens.dialogs.simple import LinePrompt  # late: looking asks nothing

    prompt = LinePrompt(t("inbox.tags.title"), " ".join(rows[0].tags), note=t("inbox.tags.help"))

    def tagged(text: str | None) -> None:
        if text is None:
            return
        tags = tuple(dict.fromkeys(text.replace(",", " ").split()))
        gone = {tag for tag in rows[0].tags if tag not in tags}

        def change(marks: Marks) -> Marks:
            # Each keeps the tags that only it has.
            kept = (tag for tag in marks.tags if tag not in gone)
            return replace(marks, tags=tuple(dict.fromkeys((*tags, *kept))))

        start_marking(view, rows, change)

    view.app.push_screen(prompt, tagged)
