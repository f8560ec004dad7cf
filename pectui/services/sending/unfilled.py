"""Removes batches that were never confirmed as a whole: their process ended while it filled them.

Only for who holds the right to confirm a batch; nothing of them ever left, and nothing will.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.services.sending.attachments import remove_files
from pectui.services.sending.lock import SenderLock
from pectui.store.sending.batches import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


def filling_lock(books: Books, data: Path) -> SenderLock:
    """Return the right to confirm a batch, to be asked for."""
    return SenderLock(data, books.owner, "filling")


async def remove_unfilled(books: Books, data: Path) -> None:
    """Remove what is being filled, and its files. Raises StoreUnusable."""
    if not await books.data.read(lambda tables: tables.batches.filling()):
        return

    def work(tables: Tables) -> tuple[int, ...]:
        left = tables.batches.filling()
        for number in left:
            tables.batches.remove(number)
        return left

    for number in await books.data.run(work):
        await asyncio.to_thread(remove_files, data, folder_of(number))


async def sweep_unfilled(books: Books, data: Path) -> None:
    """Remove them where no process is confirming a batch. Raises OSError, StoreUnusable."""
    lock = filling_lock(books, data)
    if lock.take():
        try:
            await remove_unfilled(books, data)
        finally:
            lock.release()
