"""The copy of one mailbox, open: written on a thread of its own, read on the caller's too.

await copy.run(lambda tables: tables.messages.add_missing(rows, reading, marks))
rows = copy.look(lambda tables: tables.rows.by_numbers(numbers))
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pectui.store.database import Database
from pectui.store.mailbox.reader import Reader
from pectui.store.mailbox.schema import FOLDER, MIGRATIONS
from pectui.store.mailbox.tables import CopyTables
from pectui.store.mailbox.windows import MOST_ROWS, Found, Window

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from pectui.search import Filter
    from pectui.store.owner import Owner

T = TypeVar("T")


def file_of(folder: Path, owner: Owner) -> Path:
    """Return the file a mailbox is held in, below the cache directory `folder`."""
    name = hashlib.sha256(owner.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / FOLDER / f"{name}.db"


class MailboxCopy:
    """The copy of one mailbox. Raises StoreUnusable where the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Use `open`, which also opens the file."""
        self._database = database
        self.path = database.path

    @classmethod
    def open(cls, folder: Path, owner: Owner) -> MailboxCopy:
        """Open what is held of a mailbox below the cache directory; begin it anew if broken."""
        return cls(Database.open(file_of(folder, owner), MIGRATIONS, durable=False))

    @cached_property
    def reader(self) -> Reader:
        """For reads of about a millisecond, on the thread that asks for it first."""
        return self.new_reader()

    async def run(self, work: Callable[[CopyTables], T]) -> T:
        """Run `work` in one writing transaction, as `Database.run` does."""
        return await self._database.run(lambda connection: work(CopyTables(connection)))

    async def read(self, work: Callable[[CopyTables], T]) -> T:
        """Run `work`, which only reads, off this thread and after what is being written."""
        return await self._database.read(lambda connection: work(CopyTables(connection)))

    def filling(self) -> AbstractAsyncContextManager[None]:
        """Keep more of the file in memory while much is written, as `Database.filling` does."""
        return self._database.filling()

    def look(self, work: Callable[[CopyTables], T]) -> T:
        """Run `work`, which only reads and takes a millisecond, on this thread."""
        return self.reader.read(work)

    def window(self, wanted: Filter, most: int = MOST_ROWS) -> Window:
        """Return a filter's messages as they stand now, `most` at most, read as looked at."""
        return Window(self.reader, wanted, most)

    def found(self, numbers: array[int], messages: int, *, folded: bool) -> Found:
        """Return the messages with these numbers, descending, read as looked at; see `Found`."""
        return Found(self.reader, numbers, messages, folded=folded)

    def new_reader(self, *, any_thread: bool = False) -> Reader:
        """Return a further reader, to be closed by the caller; see `Database.reader`."""
        return Reader(self._database.reader(any_thread=any_thread), self.path)

    async def aclose(self) -> None:
        """Finish what is waiting, then close the file."""
        if "reader" in vars(self):
            self.reader.close()
        await self._database.aclose()
