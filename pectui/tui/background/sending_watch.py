"""Runs the outbox while the program is open, follows receipts, and counts both."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pectui.errors import PectuiError, Unauthorized
from pectui.services.batches.guard import Guard
from pectui.tui import show
from pectui.tui.counts import counted
from pectui.tui.messages import CountsArrived, SendingChanged

if TYPE_CHECKING:
    from pectui.models import Sending
    from pectui.tui.background.mailbox_watch import MailboxWatch
    from pectui.tui.program import Host

_log = logging.getLogger("pectui.tui")

SENDING_AGAIN = 30.0
"""Seconds after which sending is begun again, where it stopped by a failure."""


class SendingWatch:
    """Runs the outbox for the program; `mailbox` is asked to look where receipts are due."""

    def __init__(self, program: Host, mailbox: MailboxWatch) -> None:
        self._program = program
        self._mailbox = mailbox
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    def start(self) -> None:
        """Follow the letters, and let them leave from now on."""
        self._program.session.outbox.on_change.append(self._changed)
        self.go_on()

    def go_on(self) -> None:
        """Let letters leave."""
        session = self._program.session
        guard = Guard(session.books, session.quotas)
        self._tasks = (
            asyncio.create_task(self._keep_sending(), name="outbox"),
            asyncio.create_task(guard.work(), name="batch guard"),
        )

    async def stop(self) -> None:
        """Begin with no further letter until they may go on; the one in progress ends."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep_sending(self) -> None:
        """Let letters leave for as long as the program runs, whatever goes wrong meanwhile."""
        while True:
            try:
                await self._program.session.outbox.run()
            except PectuiError as error:
                show.notify_error(self._program.app, error)
            except Exception as error:
                _log.exception("sending stopped")
                show.notify_error(self._program.app, PectuiError(type(error).__name__))
            await asyncio.sleep(SENDING_AGAIN)

    def _changed(self, sending: Sending) -> None:
        self._program.tell_screens(lambda: SendingChanged(sending))
        self.count()
        if sending.error_kind == Unauthorized.kind:
            self._program.renewal.suspect()

    def count(self) -> None:
        """Count again what the top bar shows."""
        session = self._program.session

        async def work() -> CountsArrived:
            return CountsArrived(await counted(session))

        self._program.call("counts", work, replace=True)

    def follow_receipts(self) -> None:
        """See to what waits for receipts, unless that is going on already.

        They come with the list of the inbox: it is looked at every few minutes while a letter
        waits. Only what the list cannot tell is asked about, and not once the day's requests are
        used up.
        """
        program = self._program
        if program.connection != "refused" and not program.is_calling("receipts"):
            program.call("receipts", self._ask)

    async def _ask(self) -> None:
        program, tracking = self._program, self._program.session.tracking
        try:
            waiting = await tracking.waiting_age()
            if waiting is not None and program.connection == "online":
                self._mailbox.look_after(waiting)
            if not program.session.requests.is_spent and await tracking.ask_unclear():
                self._mailbox.count()  # what was late may have come
        finally:
            # Also without news: what waits comes to need a look by waiting.
            self.count()
