"""Letters that wait to leave, and would not once their account is gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.services.batches.rows import letters_waiting
from pectui.services.clock import system_now
from pectui.services.sending.books import Books
from pectui.store.data import UserData
from pectui.store.schema import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.store.owner import Owner


async def letters_left(books: Books) -> int:
    """Return how many letters wait in the outbox and in batches. Raises StoreUnusable."""
    pending = await books.data.read(lambda tables: tables.sendings.pending())
    under_way = sum(books.standing(one).state.is_under_way for one in pending)
    return under_way + await letters_waiting(books)


async def letters_left_in(folder: Path, owner: Owner) -> int:
    """Return how many wait in the data folder for that mailbox. Raises StoreUnusable."""
    if not (folder / FILE_NAME).exists():
        return 0
    data = await asyncio.to_thread(UserData.open, folder, owner, system_now)
    try:
        return await letters_left(Books(data))
    finally:
        await data.aclose()
