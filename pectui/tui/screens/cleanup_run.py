"""Deletes the receipts of marked sendings, after asking, and says what was gained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import number, t, tn
from pectui.services.receipts.cleanup import (
    Cleaner,
    loss_words,
)
from pectui.text import clean_line
from pectui.tui.messages import Answer, QuotaArrived
from pectui.tui.screens.dialogs.simple import Question, Statement, ask
from pectui.tui.widgets.list.weighed_list import mb_words
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Sending
    from pectui.services.receipts.cleanup import CleanUp, Progress
    from pectui.tui.screens.cleanup import CleanUpScreen


_NAMED = 2
"""Sendings a question names one by one."""


@dataclass
class CleanUpMoved(Answer):
    """A clean-up came to the next sending."""

    progress: Progress


@dataclass
class CleanUpEnded(Answer):
    """A clean-up is over; `outcome` is None where it could not begin."""

    outcome: CleanUp | None


class CleanUpRun:
    """One clean-up: asked about, run, told; a part of the clean-up view."""

    def __init__(self, screen: CleanUpScreen) -> None:
        self._screen = screen

    def action_delete(self) -> None:
        """Say what will go and what the copies here are not, ask once, and delete."""
        marked = self._screen.marked()
        if not marked:
            return
        size = mb_words(sum(one.size for one in marked))
        lines = [
            t("cleanup.question.what", size=size),
            "",
            t("sent.delete.evidence"),
            loss_words(marked),
            "",
            *(
                f"• {mb_words(one.size)}  {clean_line(one.sending.subject, 50)}"
                for one in marked[:_NAMED]
            ),
        ]
        if len(marked) > _NAMED:
            lines.append(tn("cleanup.question.more", len(marked) - _NAMED))
        question = Question(
            tn("cleanup.question.title", len(marked)),
            lines,
            yes=t("sent.delete.yes"),
            no=t("sent.delete.no"),
            dangerous=True,
        )
        chosen = tuple(one.sending for one in marked)
        ask(self._screen, question, lambda: self._start(chosen))

    def _start(self, chosen: tuple[Sending, ...]) -> None:
        cleaner = Cleaner(self._screen.session.tracking, self._screen.session.quotas)

        def moved(progress: Progress) -> None:
            self._screen.post_message(CleanUpMoved(progress))

        async def work() -> Answer | None:
            outcome = None
            try:
                outcome = await cleaner.run(chosen, moved, lambda: self._screen.stopping)
            finally:
                self._screen.post_message(CleanUpEnded(outcome))
            after = outcome.after
            return QuotaArrived(after.quota, after.forecast) if after else None

        self._screen.stopping = False
        start_call(self._screen.app, "cleanup", work)

    def on_clean_up_moved(self, event: CleanUpMoved) -> None:
        """Show how far it has come."""
        self._screen.progress = event.progress

    def on_clean_up_ended(self, event: CleanUpEnded) -> None:
        """Say what was gained and what was left alone."""
        self._screen.progress = None
        self._screen.weighed.clear_marks()
        self._screen.read_sendings()
        if event.outcome is not None:
            lines = outcome_lines(event.outcome)
            self._screen.app.push_screen(Statement(t("cleanup.done.title"), lines))


def outcome_lines(outcome: CleanUp) -> list[str]:
    """Return what became of a clean-up, clean."""
    lines = [tn("cleanup.done.cleared", len(outcome.cleared))]
    if outcome.gained_mb is None:
        lines.append(t("cleanup.done.not-known"))
    elif outcome.after is not None and outcome.after.quota.percent is not None:
        percent = f"{outcome.after.quota.percent:.0f}"
        gained = number(f"{outcome.gained_mb:.1f}")
        lines.append(t("cleanup.done.gained", size=gained, percent=percent))
    if outcome.left:
        lines.append(tn("cleanup.done.left", len(outcome.left)))
    if outcome.spared:
        lines += ["", tn("cleanup.done.spared", len(outcome.spared))]
    for sending, error in outcome.spared:
        lines.append(f"• {clean_line(sending.subject, 60)}: {error.detail}")
    return lines
