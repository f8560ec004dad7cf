"""Saves a letter as a draft while it is typed, soon after a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.services.sending.drafts import is_blank
from pectui.tui import show
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, DraftSaved
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.timer import Timer

    from pectui.models import Draft
    from pectui.tui.screens.compose import ComposeScreen
    from pectui.tui.widgets.compose.letter_form import LetterForm


SAVE_AFTER = 0.7
"""Seconds after the last key until the draft is saved."""


class DraftSaving:
    """The draft on disk; a part of the composer."""

    def __init__(self, screen: ComposeScreen, draft: Draft) -> None:
        self._screen = screen
        self.saved: Draft | None = draft if draft.updated_at else None
        """The draft as it was saved last; None before that."""
        self._timer: Timer | None = None

    def on_letter_form_changed(self, _: LetterForm.Changed) -> None:
        """Save soon."""
        self.save_soon()

    def save_soon(self) -> None:
        """Save a moment from now."""
        if not self._screen.is_laid_out:
            return
        # Not put off by further keys: whoever types without a pause is saved all the same.
        if self._timer is None and not self._screen.is_leaving:
            self._timer = self._screen.set_timer(SAVE_AFTER, self._save_in_time)

    def _save_in_time(self) -> None:
        self._timer = None
        self.save_quietly()

    def stop(self) -> bool:
        """Save no more by itself; return whether there was something to be saved."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.stop()
        return timer is not None

    def save_quietly(self) -> None:
        """Save the draft, where there is news."""
        draft = self._screen.draft
        if draft == self.saved or (self.saved is None and is_blank(draft)):
            return
        drafts = self._screen.session.drafts

        async def work() -> Answer | None:
            await drafts.save(draft)
            return DraftSaved(draft)

        start_call(self._screen, "save-draft", work)

    def on_draft_saved(self, event: DraftSaved) -> None:
        """Say when it was saved."""
        self.saved = event.draft
        self._screen.saved_at = f"{now():%H:%M:%S}"

    def action_save_draft(self) -> None:
        """Save now."""
        drafts, draft = self._screen.session.drafts, self._screen.draft

        async def work() -> Answer | None:
            await drafts.save(draft)
            show.notify(self._screen.app, t("compose.draft-saved"), timeout=2)
            return DraftSaved(draft)

        start_call(self._screen, "save-draft", work)
