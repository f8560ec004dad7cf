"""Asks before messages are deleted, and says what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.errors import PectuiError
    from pectui.models import HeldMessage
    from pectui.services.mailbox.deletion import LocalDeletion
    from pectui.tui.program import Program
    from pectui.tui.screens.framed import FramedScreen

_NAMED = 8
"""Messages a question names one by one."""


def ask_deletion(view: FramedScreen, chosen: Sequence[HeldMessage]) -> None:
    """Name what will go, ask, and delete."""
    # Late: looking asks nothing.
    from pectui.services.mailbox.deletion import deletion_warnings
    from pectui.tui.screens.dialogs.simple import Question, ask

    # What it means comes first: where the terminal is short, the names are what is cut.
    envelopes = [row.envelope for row in chosen]
    lines = deletion_warnings(envelopes, only_here=any(not row.here for row in chosen))
    lines += ["", *(f"• {_named(row)}" for row in chosen[:_NAMED])]
    if len(chosen) > _NAMED:
        lines.append(t("inbox.delete.more", count=len(chosen) - _NAMED))
    question = Question(
        tn("inbox.delete.title", len(chosen)),
        lines,
        yes=t("inbox.delete.yes"),
        no=t("inbox.delete.no"),
        dangerous=True,
    )
    program = view.program
    ask(view, question, lambda: program.delete(chosen))


def tell_deletion(program: Program, deletion: LocalDeletion) -> None:
    """Say what became of the messages."""
    if deletion.deleted:
        show.notify(program.app, tn("inbox.deleted", len(deletion.deleted)))
    for rows, title in (
        (deletion.refused, t("inbox.refused.title")),
        (deletion.unknown, t("inbox.unknown.title")),
    ):
        if rows:
            show.notify(program.app, _reasons(rows), title=title, severity="warning", timeout=12)
    program.refresh_quota()


def _reasons(rows: Sequence[tuple[HeldMessage, PectuiError]]) -> str:
    return "\n".join(
        t("inbox.refused", subject=clean_line(row.envelope.subject, 40), reason=error.detail)
        for row, error in rows[:_NAMED]
    )


def _named(row: HeldMessage) -> str:
    envelope = row.envelope
    sender = clean_line(envelope.on_behalf_of or envelope.sender_address or envelope.sender, 60)
    subject = clean_line(envelope.subject, 90)
    return f"{t(envelope.kind.key)}: {subject} ({sender})"
