"""Saves receipts that were read in the background: reading never waits for the disk."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.pec.receipts import concerns_sending

if TYPE_CHECKING:
    from pectui.models import Message
    from pectui.services.receipts.tracking import Tracking

_LOG = logging.getLogger(__name__)

PAUSE = 10.0
"""Seconds until what could not be written is tried again."""
LAST_SECONDS = 5.0
"""The most that closing waits for what is not written yet."""
MOST = 500
"""Receipts that wait at most; the text of each is in the mailbox's cache, too."""


class KeptLater:
    """Writes receipts in the background; one that was read once stays, whatever the service does.

    The database may be busy for seconds with another program's write: nobody waits for it here.
    """

    def __init__(self, tracking: Tracking, *, pause: float = PAUSE) -> None:
        self._tracking = tracking
        self._pause = pause
        self._waiting: deque[Message] = deque(maxlen=MOST)
        self._task: asyncio.Task[None] | None = None

    def keep(self, message: Message) -> None:
        """Have `message` kept if it is a receipt; return at once."""
        if not concerns_sending(message.envelope):
            return
        self._waiting.append(message)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write(), name="receipts read")

    async def aclose(self) -> None:
        """Wait some seconds for what is not written yet, then give it up."""
        if self._task is None or self._task.done():
            return
        await asyncio.wait([self._task], timeout=LAST_SECONDS)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _write(self) -> None:
        while self._waiting:
            message = self._waiting[0]
            try:
                await self._tracking.keep((message,))
            except PectuiError as error:
                _LOG.warning("a receipt that was read is not kept yet: %s", error)
                await asyncio.sleep(self._pause)
                continue
            except Exception:
                _LOG.exception("a receipt that was read cannot be kept")
            if self._waiting and self._waiting[0] is message:
                self._waiting.popleft()
