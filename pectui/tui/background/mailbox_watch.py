"""Follows the mailbox on this machine: counts it, and tells the screens what changed."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pectui.errors import PectuiError, ServiceRefuses, StoreUnusable, Unauthorized, Unreachable
from pectui.models import Reach
from pectui.services.mailbox.cadence import next_look
from pectui.services.mailbox.opening import open_local_services
from pectui.services.mailbox.sync import Doing, Progress
from pectui.tui.background.throttle import Throttle
from pectui.tui.messages import MailboxChanged, ViewsCounted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AsyncExitStack

    from textual.timer import Timer

    from pectui.models import Envelope, Marks
    from pectui.services.mailbox.contents import Change
    from pectui.services.mailbox.opening import LocalServices
    from pectui.tui.messages import Answer
    from pectui.tui.program import Host

_log = logging.getLogger("pectui.tui")

REPAINT_SECONDS = 1.0
"""Between two repaints while older mail is listed: it stands below what is looked at."""

QUIET_SECONDS = 15.0
"""The same where the screen is to keep still."""

SLOW_SECONDS = 5.0
"""After which a look without an answer is told: what fails by itself takes much longer."""


class MailboxWatch:
    """Keeps up to date what the program shows of the mailbox; `services` does the work."""

    def __init__(self, program: Host, services: LocalServices) -> None:
        self._program = program
        self.services = services
        self._task: asyncio.Task[None] | None = None
        self._listed: tuple[Envelope, ...] = ()
        """Rows listed since sendings were last looked for among them."""
        self._looked_at = 0.0
        """The loop's time when the service was last looked at."""
        self._slow: Timer | None = None
        """Runs while the service is looked at."""
        self._new: tuple[int, ...] = ()
        """Mail that arrived since the screens were last told."""
        self._reach = Reach.TEXTS
        """What has changed since then."""
        self._marked: dict[int, Marks] = {}
        """The marks of messages that got others since then, by their numbers."""
        every = QUIET_SECONDS if program.session.options.quiet else REPAINT_SECONDS
        self._lists = Throttle(program.app, self._show_change, every)
        self._progress = Progress()
        self._headings = Throttle(program.app, self._show_progress, every)

    @classmethod
    async def open(cls, program: Host, stack: AsyncExitStack, look_seconds: float) -> MailboxWatch:
        """Open the mailbox for the program's session; it is closed with `stack`."""
        services = await stack.enter_async_context(
            open_local_services(program.session, look_seconds=look_seconds)
        )
        watch = cls(program, services)
        stack.push_async_callback(watch.stop)
        return watch

    def start(self) -> None:
        """Follow the mailbox, and keep it like the service's from now on."""
        self.services.mailbox.on_change.append(self._changed)
        self.services.sync.on_progress.append(self._progressed)
        self.count()
        self._task = asyncio.create_task(self._run(), name="mailbox")

    async def stop(self) -> None:
        """Ask the service for nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def count(self) -> None:
        """Count the messages of the views, beside the loop that draws."""
        self._program.call("views", self._counted, replace=True)

    async def _counted(self) -> Answer | None:
        try:
            return ViewsCounted(await self.services.mailbox.view_counts())
        except StoreUnusable as error:
            _log.warning("the mailbox could not be counted: %s", error)
            return None

    async def _run(self) -> None:
        while True:
            try:
                await self.services.sync.run()
            except PectuiError as error:
                self._progressed(Progress(Doing.FAILED, error=error))
            except Exception as error:
                _log.exception("keeping the mailbox up to date failed")
                bug = PectuiError(type(error).__name__)
                self._progressed(Progress(Doing.FAILED, error=bug))
            await asyncio.sleep(60)

    def _changed(self, change: Change) -> None:
        self._listed += tuple(row for row in change.listed if row.code)
        self._new += change.new
        self._reach = max(self._reach, change.reach)
        self._marked |= change.marked
        if change.listed and not change.new:
            self._lists.wish()
        else:
            # What a person did, or waits for.
            self._lists.now()

    def _show_change(self) -> None:
        new, self._new = self._new, ()
        reach, self._reach = self._reach, Reach.TEXTS
        marked, self._marked = self._marked, {}
        if reach is not Reach.TEXTS:
            self.count()
        if self._listed:
            self._program.call("listed", self._take_listed)
        if new:
            self._program.call("new-mail", lambda: self._tell_new(new))
        self._program.tell_screens(lambda: MailboxChanged(new, reach, marked))

    async def _tell_new(self, numbers: Sequence[int]) -> None:
        try:
            self._program.tell_new(await self.services.mailbox.rows(numbers))
        except StoreUnusable as error:
            _log.warning("new mail could not be told: %s", error)

    async def _take_listed(self) -> None:
        """Take over what the receipts that were listed tell of sendings, made here or elsewhere."""
        listed, self._listed = self._listed, ()
        if not listed:
            return
        new = await self._program.session.tracking.take_listed(listed)
        self.count()  # what was late and came is no trouble any more
        if new:
            # To whom those made elsewhere went is in the texts: some of them are read.
            self._program.follow_receipts()

    def look_after(self, waiting: float) -> None:
        """Look now where a letter that waits for receipts, for so many seconds, is due for it."""
        session, loop = self._program.session, asyncio.get_running_loop()
        requests = session.requests
        look = next_look(
            session.options.look_seconds,
            session.books.now(),
            waiting=waiting,
            made=requests.made_today,
            limit=requests.limit,
        )
        if look.seconds is not None and loop.time() - self._looked_at >= look.seconds:
            self._looked_at = loop.time()
            self.services.sync.wake()

    def _progressed(self, progress: Progress) -> None:
        if self._slow is not None:
            self._slow.stop()
        if progress.doing is Doing.LOOKING:
            self._looked_at = asyncio.get_running_loop().time()
            self._slow = self._program.app.set_timer(SLOW_SECONDS, self._note_silence)
        self._progress = progress
        if progress.doing is Doing.FILLING and not progress.complete:
            self._headings.wish()
        else:
            # Everything is here, or the listing pauses: then all of it is shown.
            self._lists.catch_up()
            self._headings.now()

    def _note_silence(self) -> None:
        """Say that the service has not answered yet; nothing has failed so far."""
        if self._program.connection in {"connecting", "online"}:
            self._program.connection = "waiting"

    def _show_progress(self) -> None:
        program, progress = self._program, self._progress
        program.note_requests()
        program.progress = progress
        if isinstance(progress.error, Unreachable):
            program.connection = "offline"
        elif progress.doing is Doing.REFUSED and isinstance(progress.error, Unauthorized):
            program.renewal.note()
        elif isinstance(progress.error, ServiceRefuses):
            program.connection = "refused"
        elif progress.error is None and progress.total is not None:
            program.connection = "online"
            if program.quota is None and progress.doing is Doing.WAITING:
                # Not to be had at the start, perhaps; now it is.
                program.refresh_quota()
