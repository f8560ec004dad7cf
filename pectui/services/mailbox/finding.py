"""Searching the copy off the event loop; a later search ends an earlier one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable

if TYPE_CHECKING:
    from array import array
    from collections.abc import Awaitable, Callable, Container

    from pectui.search import Filter
    from pectui.store.mailbox.copy import MailboxCopy
    from pectui.store.mailbox.reader import Reader
    from pectui.store.mailbox.windows import Found


class SearchEnded(Exception):
    """A search was ended by a later one."""


class Finder:
    """The searches of one copy."""

    def __init__(self, copy: MailboxCopy, prepare: Callable[[], Awaitable[None]]) -> None:
        """`prepare` has everything found; it is awaited before each search."""
        self._copy = copy
        self._prepare = prepare
        self._reader: Reader | None = None
        """What searches read from, once there was one."""
        self._one_at_a_time = asyncio.Lock()
        self._latest = 0
        """Which search is the latest."""

    async def find(self, wanted: Filter, most: int, arrived: Container[str]) -> Found:
        """Return the newest messages of a filter, `most` at most.

        Folded, of the receipts of one sending only the newest of them. Notices that a letter is
        overdue are left out for the codes in `arrived`. Raises SearchEnded once there is a later
        search, and StoreUnusable.
        """
        self._latest += 1
        mine = self._latest
        await self._prepare()
        if mine != self._latest:
            raise SearchEnded
        if self._reader is None:
            self._reader = self._copy.new_reader(any_thread=True)
        reader = self._reader
        reader.interrupt()

        def read() -> tuple[array[int], int]:
            return reader.read(lambda tables: tables.rows.numbers_of(wanted, most, arrived))

        async def work() -> tuple[array[int], int]:
            async with self._one_at_a_time:
                return await asyncio.to_thread(read)

        # Who no longer waits for a search does not end its thread: the next one waits for that.
        search = asyncio.create_task(work(), name="find")
        search.add_done_callback(_seen)
        try:
            numbers, messages = await asyncio.shield(search)
        except StoreUnusable as error:
            # The index does not always call its interruption by that name.
            if mine != self._latest:
                raise SearchEnded from error
            raise
        return self._copy.found(numbers, messages, folded=wanted.folded)

    async def aclose(self) -> None:
        """End what is being searched for."""
        if self._reader is not None:
            self._reader.interrupt()
            async with self._one_at_a_time:
                self._reader.close()


def _seen(search: asyncio.Task[tuple[array[int], int]]) -> None:
    """Look at how a search nobody waits for any more ended, or asyncio complains."""
    if not search.cancelled():
        search.exception()
