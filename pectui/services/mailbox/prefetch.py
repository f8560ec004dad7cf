"""Reading messages ahead of the person: those around the cursor, one at a time, gently."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pectui.errors import MessageChanged, NotFound, PectuiError, StoreUnusable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import HeldMessage, Message
    from pectui.services.mailbox.contents import LocalMailbox

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
        allowed: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take what reads and who is told; `allowed` is asked before each message: it costs one."""
        self._allowed = allowed
        self._local = local
        self._on_read = on_read
        self._pause = pause
        self._task: asyncio.Task[None] | None = None
        self._wanted: list[HeldMessage] = []
        """What is still to be read, in this order."""
        self._reading: int | None = None
        """Number of the message that is being read."""
        self._held: set[int] = set()
        """Numbers of messages held in full by now, whatever the rows given say of them."""

    def near(self, rows: Sequence[HeldMessage]) -> None:
        """Read those of `rows` that are not held in full, in this order; forget an earlier call.

        One of them that is being read or waited for goes on: the list is shown anew at each change.
        """
        wanted = [
            row for row in rows if row.here and not row.has_body and row.number not in self._held
        ]
        near = {row.number for row in rows}
        is_alive = self._task is not None and not self._task.done()
        if is_alive and (self._reading in near if self._reading else self._starts_alike(wanted)):
            self._wanted = [row for row in wanted if row.number != self._reading]
            return
        self.stop()
        self._wanted = wanted
        if wanted:
            self._task = asyncio.create_task(self._read(), name="read ahead")

    def _starts_alike(self, wanted: Sequence[HeldMessage]) -> bool:
        return bool(wanted and self._wanted and wanted[0].identity == self._wanted[0].identity)

    def stop(self) -> None:
        """Read nothing ahead any more."""
        self._wanted, self._reading = [], None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def aclose(self) -> None:
        """Stop, and wait until it has."""
        task = self._task
        self.stop()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    async def _read(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            row = await self._next()
            if row is None or not self._allowed():
                return
            try:
                message = await self._local.read(row)
                self._held.add(row.number)
                await self._on_read(row, message)
            except (NotFound, MessageChanged):
                continue
            except PectuiError as error:
                _LOG.info("nothing more is read ahead: %s", error.kind)
                return
            except Exception:
                _LOG.exception("a message could not be read ahead")
            finally:
                self._reading = None

    async def _next(self) -> HeldMessage | None:
        """Take the next that is not held in full by now: it is being read from then on."""
        while self._wanted:
            row = self._wanted.pop(0)
            self._reading = row.number
            try:
                if await self._local.lacks_body(row.number):
                    return row
                self._held.add(row.number)
            except StoreUnusable as error:
                _LOG.warning("nothing is read ahead: %s", error)
                break
        self._reading = None
        return None
