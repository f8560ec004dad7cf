"""Shows a letter as it would leave, and puts it in the outbox once the person agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.services.sending.returned import dismiss_refused
from pectui.tui.messages import Answer, LetterQueued
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.schedule import schedule_problems
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Letter
    from pectui.services.sending.checks import Review
    from pectui.tui.screens.compose import ComposeScreen

QUEUE = "queue"
"""The call that puts a letter in the outbox."""


@dataclass
class ReviewReady(Answer):
    """A letter as it would leave, and what is to be said of it."""

    letter: Letter
    review: Review


class LetterSending:
    """The way of a letter from its form to the outbox; a part of the composer."""

    def __init__(self, screen: ComposeScreen) -> None:
        self._screen = screen
        self._is_in_review = False
        """Whether what will leave is being shown, or waits until the account is."""

    def action_review(self) -> None:
        """Show exactly what will leave."""
        self.ask_review()

    def ask_review(self, why: str = "") -> None:
        """Show what will leave, once; `why` says what to know before one agrees again."""
        if self._is_in_review or self._screen.is_leaving:
            return
        outbox = self._screen.session.outbox

        async def work() -> ReviewReady:
            await self._screen.edited.take()
            letter = self._screen.letter
            ready, review = await outbox.review(letter)
            problems = (*review.problems, *schedule_problems(letter))
            warnings = (*filter(None, [why]), *review.warnings)
            return ReviewReady(ready, replace(review, problems=problems, warnings=warnings))

        self._screen.saving.save_quietly()
        start_call(self._screen, "review", work, replace=True)

    def on_review_ready(self, event: ReviewReady) -> None:
        """Show it, and queue the letter once the person agrees."""
        if self._is_in_review or self._screen.is_leaving:
            return  # asked for twice, and one answer is enough
        letter, review = event.letter, event.review

        def answered(agreed: bool | None) -> None:
            self._is_in_review = False
            if agreed:
                self._queue(letter, again=bool(review.equals.open))

        self._is_in_review = True
        self._screen.app.push_screen(ReviewScreen(letter, review), answered)

    def _queue(self, letter: Letter, *, again: bool) -> None:
        session = self._screen.session
        outbox = session.outbox
        draft, delay = self._screen.draft, float(session.options.undo_seconds)

        async def work() -> Answer | None:
            # The draft is safe before the letter is queued, whatever happens between the two.
            await session.drafts.save(draft)
            queued = await outbox.queue(letter, delay=delay, unless_open=not again)
            await self._screen.edited.forget()
            await dismiss_refused(outbox, session.drafts, draft)
            return LetterQueued(queued)

        self._screen.saving.stop()
        self._screen.form.disabled = True
        start_call(self._screen, QUEUE, work)

    def on_letter_queued(self, event: LetterQueued) -> None:
        """Leave the form and follow the letter."""
        delay = self._screen.session.options.undo_seconds
        self._screen.give_way(ProgressScreen(event.sendings, delay))
