"""Letters that wait to leave, and do not once their account is gone."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pectui.models import BatchPhase
from pectui.services.batches.holding import stop
from pectui.services.batches.rows import letters_waiting
from pectui.services.clock import system_now
from pectui.services.sending.allowance import Terms
from pectui.services.sending.books import REASON_LOST, Books
from pectui.services.sending.queue import Queue
from pectui.store.data import UserData
from pectui.store.schema import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pectui.store.data import Tables
    from pectui.store.owner import Owner


async def letters_left(books: Books) -> int:
    """Return how many letters wait in the outbox and in batches. Raises StoreUnusable."""
    pending = await books.data.read(lambda tables: tables.sendings.pending())
    under_way = sum(books.standing(one).state.is_under_way for one in pending)
    return under_way + await letters_waiting(books)


async def letters_left_in(folder: Path, owner: Owner) -> int:
    """Return how many wait in the data folder for that mailbox, as who may send finds them.

    Raises StoreUnusable.
    """
    async with _books_in(folder, owner) as books:
        return await letters_left(books) if books is not None else 0


async def take_back_in(folder: Path, owner: Owner) -> None:
    """Make drafts of the letters that wait for that mailbox, and stop its batches.

    No other program, which may know the account still, lets them leave then. Raises StoreUnusable.
    """
    async with _books_in(folder, owner) as books:
        if books is None:
            return
        await books.data.run(_stop_batches)
        queue = Queue(books, folder, "", Terms())
        for one in await books.data.read(lambda tables: tables.sendings.pending()):
            await queue.take_back(one.id)


def _stop_batches(tables: Tables) -> None:
    for batch in tables.batches.all():
        if batch.phase is not BatchPhase.STOPPED and tables.batch_queue.queued(batch.number):
            stop(tables, batch.number)


@asynccontextmanager
async def _books_in(folder: Path, owner: Owner) -> AsyncIterator[Books | None]:
    """Open the data folder for a mailbox as who may send; None where nothing was ever kept there.

    A letter that a program had in hand as it was killed waits again, or may have left.
    """
    if not (folder / FILE_NAME).exists():
        yield None
        return
    data = await asyncio.to_thread(UserData.open, folder, owner, system_now)
    try:
        await data.run(lambda tables: tables.steps.recover(REASON_LOST))
        yield Books(data)
    finally:
        await data.aclose()
