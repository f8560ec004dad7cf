"""Reading messages ahead of the person: those around the cursor, one at a time, gently."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pectui.errors import NotFound, PectuiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import HeldMessage, Message
    from pectui.services.local_mailbox import LocalMailbox

_LOG = logging.getLogger(__name__)

PAUSE = 0.3
"""Seconds between two messages, and before the first: a cursor that runs on asks for nothing."""


class Prefetch:
    """Reads ahead; the latest call is the one that counts. `on_read` is told of each message."""

    def __init__(
        self,
        local: LocalMailbox,
        on_read: Callable[[HeldMessage, Message], Awaitable[object]],
        *,
        pause: float = PAUSE,
    ) -> None:
        self._local = local
        self._on_read = on_read
        self._pause = pause
        self._task: asyncio.Task[None] | None = None

    def near(self, rows: Sequence[HeldMessage]) -> None:
        """Read those of `rows` that are not held in full, in this order; forget an earlier call."""
        self.stop()
        missing = self._local.lacks_body([row.number for row in rows])
        order = {row.number: place for place, row in enumerate(rows)}
        wanted = sorted(missing, key=lambda row: order[row.number])
        if wanted:
            self._task = asyncio.create_task(self._read(wanted), name="read ahead")

    def stop(self) -> None:
        """Read nothing ahead any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def aclose(self) -> None:
        """Stop, and wait until it has."""
        task = self._task
        self.stop()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    async def _read(self, rows: Sequence[HeldMessage]) -> None:
        for row in rows:
            await asyncio.sleep(self._pause)
            try:
                await self._on_read(row, await self._local.read(row))
            except NotFound:
                continue
            except PectuiError as error:
                _LOG.info("nothing more is read ahead: %s", error.kind)
                return
