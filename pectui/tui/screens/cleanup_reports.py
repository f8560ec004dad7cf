"""Saves the reports of sendings before their receipts are deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import PectuiError
from pectui.services.proof.reports import sending_report
from pectui.text import clean_file_name, clean_line
from pectui.tui import reading_copies, show
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Sending
    from pectui.tui.messages import Answer
    from pectui.tui.screens.cleanup import CleanUpScreen


_FOLDER = "pectui-reports"


class CleanUpReports:
    """The reports of marked sendings, saved; a part of the clean-up view."""

    def __init__(self, screen: CleanUpScreen) -> None:
        self._screen = screen

    def action_save(self) -> None:
        """Save the reports of the marked sendings in a folder."""
        marked = tuple(one.sending for one in self._screen.marked())
        if not marked:
            return
        title = tn("cleanup.save.title", len(marked))
        prompt = LinePrompt(title, str(Path.cwd() / _FOLDER))

        def save(folder: str | None) -> None:
            if folder:
                start_call(self._screen, "save", lambda: self._save(marked, folder))

        self._screen.app.push_screen(prompt, save)

    async def _save(self, sendings: tuple[Sending, ...], folder: str) -> Answer | None:
        reports, unasked = [], 0
        for sending in sendings:
            current = sending
            try:
                current = await self._screen.session.tracking.refresh(sending.code or "")
            except PectuiError:
                unasked += 1
            name = clean_file_name(f"{sending.code} {sending.subject}.txt")
            reports.append((name, await sending_report(current)))
        place = await reading_copies.save_texts(reports, folder)
        lines = [tn("cleanup.saved", len(reports), path=clean_line(str(place), 200))]
        if unasked:
            lines.append(t("cleanup.unasked", count=unasked))
        show.notify(self._screen, "\n".join(lines), timeout=8)
        return None
