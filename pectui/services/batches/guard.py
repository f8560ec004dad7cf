"""Lets no batch go on into a mailbox that is full: its receipts would have no room."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.models import OVER, Why

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pectui.services.quota import Quotas
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables

_LOG = logging.getLogger(__name__)

PAUSE = 120.0
"""Seconds between two questions for the quota, while letters of a batch are leaving."""


class Guard:
    """Asks for the quota while batches are leaving, and pauses them where it is used up."""

    def __init__(self, books: Books, quotas: Quotas, *, pause: float = PAUSE) -> None:
        self._books = books
        self._quotas = quotas
        self._pause = pause

    async def look(self) -> tuple[int, ...]:
        """Pause what is leaving where the mailbox is full; return the batches that were paused.

        Raises StoreUnusable.
        """
        leaving = await self._books.data.read(_leaving)
        if not leaving:
            return ()
        try:
            percent = (await self._quotas.ask()).quota.percent
        except PectuiError as error:
            _LOG.info("the quota was not told: %s", error)
            return ()
        if percent is None or percent < OVER:
            return ()

        def work(tables: Tables) -> tuple[int, ...]:
            return tuple(one for one in leaving if tables.batches.pause(one, Why.FULL))

        return await self._books.data.run(work)

    async def work(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                await self.look()
            except PectuiError as error:
                _LOG.warning("the room for receipts was not looked at: %s", error)
            await asyncio.sleep(self._pause)

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again as long as this is open."""
        task = asyncio.create_task(self.work(), name="batch guard")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])


def _leaving(tables: Tables) -> tuple[int, ...]:
    return tuple(one for one in tables.batches.open_now() if tables.batches.waiting(one))
