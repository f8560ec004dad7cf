"""The right to write the copy of one mailbox: one process at a time, the others wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.services.sending.lock import SenderLock
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.store.owner import Owner

POLL_SECONDS = 0.2
"""Between two attempts: the kernel tells nobody that a lock was given back."""


class CopyLock:
    """Held while the service's list is read into the copy; `async with` waits for it.

    `on_wait` is told the process id of who has it, or None, once each time it has to be waited for.
    Raises StoreUnusable where the file cannot be written.
    """

    def __init__(self, folder: Path, owner: Owner) -> None:
        self._folder = folder
        self._lock = SenderLock(folder, owner, "copy")
        self.on_wait: list[Callable[[int | None], None]] = []

    async def __aenter__(self) -> None:
        """Wait until nobody else has it."""
        if self._take():
            return
        for listener in tuple(self.on_wait):
            listener(self._lock.holder())
        while not self._take():  # noqa: ASYNC110  nothing tells of it
            await asyncio.sleep(POLL_SECONDS)

    async def __aexit__(self, *_: object) -> None:
        """Give it back."""
        self._lock.release()

    def _take(self) -> bool:
        try:
            return self._lock.take()
        except OSError as error:
            reason = system_reason(error)
            raise StoreUnusable(path=str(self._folder), reason=reason) from error
