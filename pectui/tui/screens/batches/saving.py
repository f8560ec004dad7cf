"""Saves a preparation while it is typed, soon after a key, and when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.tui import show
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.timer import Timer

    from pectui.services.batches.preparations import Preparation
    from pectui.tui.screens.batches.preparation import PreparationScreen
    from pectui.tui.widgets.batch.step import StepChanged

SAVE_AFTER = 0.7
"""Seconds after a key until what is prepared is saved, and the table looked at."""


class PreparationSaved(Answer):
    """The preparation is safe on disk."""


class PreparationLeft(Answer):
    """The preparation is safe, and may close."""


class PreparationSaving:
    """The preparation on disk; a part of its screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen
        self._saved = screen.opened
        self._typed: Preparation | None = None
        """What is typed and not saved yet: when the program ends, the fields go first."""
        self._timer: Timer | None = None
        self._ended = False

    def on_step_changed(self, _: StepChanged) -> None:
        """Save soon; what was wrong may not be any more."""
        if self._screen.is_laid_out:
            self._screen.confirming.show_problem("")
        self.save_soon()

    def save_soon(self) -> None:
        """Save, and look at the table, a moment from now."""
        if not self._screen.is_laid_out or self._ended:
            return
        self._typed = self._screen.one
        if self._timer is None:
            self._timer = self._screen.set_timer(SAVE_AFTER, self._save_in_time)

    def _save_in_time(self) -> None:
        self._timer = None
        if not self._screen.is_laid_out:
            return
        one, preparations = self._screen.one, self._screen.preparations
        if not (self._ended or one == self._saved or one.is_blank):
            self._saved = one

            async def work() -> Answer:
                await preparations.save(one)
                return PreparationSaved()

            start_call(self._screen, "save-preparation", work)
        self._screen.look()

    def on_preparation_saved(self, _: PreparationSaved) -> None:
        """Say when it was saved."""
        self._screen.saved_at = f"{now():%H:%M:%S}"

    async def save_last(self) -> None:
        """Save what was typed last, when the program ends with this open."""
        timer, self._timer = self._timer, None
        if timer is None:
            return
        timer.stop()
        if self._typed is not None and not (self._ended or self._typed.is_blank):
            await self._screen.preparations.save(self._typed)

    def leave(self) -> None:
        """Save, and close the screen."""
        one, preparations = self._screen.one, self._screen.preparations
        if one.is_blank or one == self._saved:
            self._screen.dismiss()
            return

        async def work() -> Answer:
            await preparations.save(one)
            return PreparationLeft()

        start_call(self._screen, "leave", work)

    def on_preparation_left(self, _: PreparationLeft) -> None:
        """Close it."""
        show.notify(self._screen.app, t("batch.kept"), timeout=3)
        self._screen.dismiss()

    def forget(self) -> None:
        """Delete it: it is confirmed."""
        self._ended = True
        preparations, one = self._screen.preparations, self._screen.opened

        async def work() -> None:
            await preparations.delete(one)

        start_call(self._screen.app, "forget-preparation", work)
