"""Works until every letter of a batch has left or is settled, and waits for the receipts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING

from pectui.errors import BatchMissing, PectuiError, ServiceRefuses, by_kind
from pectui.models import BatchPhase, State
from pectui.services.batches.status import status_of
from pectui.services.sending.allowance import Terms, limits_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pectui.services.batches.guard import Guard
    from pectui.services.batches.status import BatchStatus
    from pectui.services.sending.books import Books
    from pectui.services.sending.outbox import Outbox
    from pectui.store.data import Tables

POLL = 0.2
PATIENCE = 60.0
"""Seconds without any progress, while nothing can be reached, until who waits is told."""
_AFTER_ERROR = 2.0
"""Seconds until receipts are asked for again after that went wrong."""
_LOG = logging.getLogger(__name__)


class Delivery:
    """The engine of this process at work for one batch; `batch` is its number."""

    def __init__(
        self,
        books: Books,
        outbox: Outbox,
        guard: Guard,
        terms: Terms,
        poll: float,
        patience: float,
    ) -> None:
        self._books = books
        self._outbox = outbox
        self._guard = guard
        self._terms = terms
        self._poll = poll
        self._patience = patience

    async def _status(self, batch: int) -> BatchStatus:
        def work(tables: Tables) -> BatchStatus:
            known = tables.batches.numbered(batch)
            if known is None:
                raise BatchMissing(id=str(batch))
            return status_of(tables, known, limits_of(self._terms, self._books.now()))

        return await self._books.data.read(work)

    async def deliver(
        self, batch: int, on_change: Callable[[BatchStatus], object] | None = None
    ) -> tuple[BatchStatus, PectuiError | None]:
        """Work until every letter has left or is settled; return how it stands, what stopped it.

        Returns earlier where the batch is held, or nothing can be reached for a while: what has not
        left stays queued, also when the disk keeps this process from sending. Raises StoreUnusable
        where it cannot even be told how the batch stands.
        """
        begun = time.monotonic()
        last: BatchStatus | None = None
        async with self._outbox.working() as engine, self._guard.watching():
            while True:
                asked = time.monotonic()
                status = await self._status(batch)
                # Counting a hundred thousand rows must not keep letters from leaving.
                pause = max(self._poll, 10 * (time.monotonic() - asked))
                if last is None or (status.states, status.rests) != (last.states, last.rests):
                    # One that is tried and comes back is no progress.
                    if last is None or status.waiting != last.waiting:
                        begun = time.monotonic()
                    last = status
                    if on_change is not None:
                        on_change(status)
                if self._is_at_rest(status):
                    return status, None
                if engine.done():
                    engine.result()
                if (hindrance := self._outbox.hindrance) is not None:
                    return await self._landed(batch), hindrance
                waited = time.monotonic() - begun
                if waited > self._patience and (error := await self._held_by(status)):
                    return await self._landed(batch), error
                await asyncio.sleep(pause)

    async def _landed(self, batch: int) -> BatchStatus:
        """Return how a batch stands when what leaves from this process has its outcome."""
        await self._outbox.land()
        return await self._status(batch)

    async def _held_by(self, status: BatchStatus) -> PectuiError | None:
        """Return what keeps letters from leaving, here or in the process that sends; or None."""
        if self._outbox.sending_here:
            return self._outbox.pausing
        kind = await self._books.data.read(
            lambda tables: tables.batch_queue.hindrance(status.number)
        )
        leaf = by_kind(kind)
        return None if leaf is None else leaf()

    def _is_at_rest(self, status: BatchStatus) -> bool:
        """Whether nothing of a batch will leave soon: all has, or it is held, or has its time."""
        if status.states.get(State.SENDING):
            return False  # what is on its way may leave yet, whatever holds the others
        is_later = status.leave_at is not None and status.leave_at > self._books.now()
        return not status.waiting or status.phase is not BatchPhase.OPEN or is_later

    async def wait_final(
        self,
        batch: int,
        seconds: float,
        refresh: Callable[[str], Awaitable[object]],
        on_change: Callable[[BatchStatus], object] | None = None,
    ) -> BatchStatus:
        """Ask for receipts until no letter can change any more, or `seconds` are over.

        Raises nothing of what the service says: the letters have left, whatever is known of them.
        """
        with contextlib.suppress(TimeoutError, ServiceRefuses):
            async with asyncio.timeout(seconds):
                while not (status := await self._status(batch)).is_done:
                    await self._refresh(status, refresh)
                    if on_change is not None:
                        on_change(await self._status(batch))
                    await asyncio.sleep(self._poll)
        return await self._status(batch)

    async def _refresh(
        self, status: BatchStatus, refresh: Callable[[str], Awaitable[object]]
    ) -> None:
        try:
            for code in await self._open_codes(status):
                await refresh(code)
        except ServiceRefuses:
            raise
        except PectuiError as error:
            _LOG.info("receipts were not told: %s", error)
            await asyncio.sleep(_AFTER_ERROR)

    async def _open_codes(self, status: BatchStatus) -> tuple[str, ...]:
        return await self._books.data.read(lambda tables: tables.batches.codes(status.number))
