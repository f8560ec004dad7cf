"""What can be done with a letter in the outbox that waits, was refused or paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import State
from pectui.services.sending.returned import returned_draft
from pectui.tui import show
from pectui.tui.formats.times import full_date
from pectui.tui.messages import Answer, DraftReady
from pectui.tui.screens.dialogs.schedule import ask_schedule
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Sending
    from pectui.tui.screens.outbox import OutboxScreen


class OutboxCommands:
    """The commands for the letter under the cursor; a part of the outbox."""

    def __init__(self, screen: OutboxScreen) -> None:
        self._screen = screen

    def action_cancel(self) -> None:
        """Take the letter under the cursor back if it has not left; clear a refused one away."""
        letter, outbox = self._screen.letters.current, self._screen.session.outbox
        if letter is None:
            return

        async def work() -> Answer | None:
            if letter.state is State.REFUSED:
                await outbox.dismiss(letter.id)
                show.notify(self._screen.app, t("pending.dismissed"))
            elif await outbox.cancel(letter.id):
                show.notify(self._screen.app, t("pending.taken-back"))
            else:
                show.notify(self._screen.app, t("pending.too-late"), severity="warning")
            return await self._screen.all_pending()

        start_call(self._screen, "cancel", work)

    def action_edit(self) -> None:
        """Go on writing the refused letter under the cursor."""
        letter = self._screen.letters.current
        if letter is None:
            return

        drafts = self._screen.session.drafts

        async def work() -> DraftReady:
            return DraftReady(await returned_draft(drafts, letter))

        start_call(self._screen, "edit", work, replace=True)

    def on_draft_ready(self, event: DraftReady) -> None:
        """Say that there is no draft to go on with; one that there is, the view opens."""
        if event.draft is None:
            show.notify(self._screen, t("pending.no-draft"), severity="warning")

    def action_pause(self) -> None:
        """Let nothing more leave, or let letters leave again."""
        outbox = self._screen.session.outbox

        async def work() -> Answer | None:
            if outbox.paused:
                await outbox.resume()
                self._screen.program.retry_connection()
            else:
                await outbox.pause()
            return await self._screen.all_pending()

        start_call(self._screen, "pause", work, replace=True)

    def action_send_now(self) -> None:
        """Do not wait any longer with the letter under the cursor; ask where it has a time."""
        letter = self._screen.letters.current
        if letter is None:
            return
        if letter.leave_at is None:
            self._set_time(letter, None)
            return
        date = full_date(letter.leave_at)
        lines = [letter.subject, ", ".join(letter.recipients), "", t("pending.now", date=date)]
        question = Question(t("pending.now.title"), lines, yes=t("commands.outbox.now"))
        ask(self._screen, question, lambda: self._set_time(letter, None))

    def action_later(self) -> None:
        """Choose another time for the letter under the cursor to leave at."""
        letter = self._screen.letters.current
        if letter is not None:
            ask_schedule(
                self._screen, letter.leave_at, lambda moment: self._set_time(letter, moment)
            )

    def _set_time(self, letter: Sending, moment: datetime | None) -> None:
        outbox = self._screen.session.outbox

        async def work() -> Answer | None:
            if moment is None:
                done = await outbox.send_now(letter.id)
            else:
                done = await outbox.put_off(letter.id, moment)
            if not done:
                show.notify(self._screen.app, t("pending.too-late"), severity="warning")
            return await self._screen.all_pending()

        start_call(self._screen, "time", work)
