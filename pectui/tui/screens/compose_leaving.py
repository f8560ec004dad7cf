"""Leaves the composer: what was written is kept, or thrown away as the person says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.services.sending.drafts import is_blank
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.dialogs.draft_question import DraftQuestion
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.tui.screens.compose import ComposeScreen


@dataclass
class DraftLeft(Answer):
    """The draft is safe, or thrown away, and its form may close."""


class Leaving:
    """The end of a letter that is not sent; a part of the composer."""

    def __init__(self, screen: ComposeScreen) -> None:
        self._screen = screen

    def action_back(self) -> None:
        """Leave; an unsent letter is kept or thrown away, as the person says."""
        if self._screen.is_leaving:
            return
        if self._screen.template is not None:
            self._leave("keep")
            return
        draft, opened = self._screen.draft, self._screen.opened
        untouched = opened.updated_at is not None and draft == opened
        if untouched or (is_blank(draft) and self._screen.saving.saved is None):
            self._screen.dismiss()
            return
        self._screen.app.push_screen(DraftQuestion(), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer is None:
            return
        self._screen.saving.stop()
        self._screen.form.disabled = True
        start_call(self._screen, "leave", self._keep if answer == "keep" else self._discard)

    async def _keep(self) -> DraftLeft:
        await self._screen.edited.take(closing=True)
        draft = self._screen.draft
        await self._screen.edited.forget(keep=True)
        await self._screen.session.drafts.save(draft)
        kept = t("compose.kept") if self._screen.template is None else t("drafts.template.saved")
        show.notify(self._screen.app, kept, timeout=3)
        return DraftLeft()

    async def _discard(self) -> DraftLeft:
        await self._screen.edited.forget()
        await self._screen.session.drafts.delete(self._screen.opened.id)
        return DraftLeft()

    def on_draft_left(self, _: DraftLeft) -> None:
        """Close the form."""
        self._screen.dismiss()
