"""The message numbers last shown to the person, in the cache: losing them only refuses.

A number given to a later command is compared with the message it was shown for. Only a hash of
that message is kept. `generation` counts the deletions of a mailbox: each may have moved every
number, so that those shown before it mean nothing any more. `owner` is the mailbox.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

_LOG = logging.getLogger(__name__)

FILE_NAME = "shown.db"
KEPT_NUMBERS = 20_000
"""Numbers kept per mailbox; those shown longest ago go first."""

_MIGRATIONS = (
    """
CREATE TABLE shown (
    owner TEXT NOT NULL,
    id INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    message TEXT NOT NULL,
    query TEXT NOT NULL,
    page INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX shown_by_message ON shown (owner, message);
CREATE TABLE generations (
    owner TEXT PRIMARY KEY,
    generation INTEGER NOT NULL
);
""",
)
_SIDE_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as it was shown."""

    id: int
    message: str
    """Hash of the message (see `pectui.pec.envelopes.identity_hash`)."""
    query: str = ""
    page: int | None = None
    """The page of the list it stood on; None where nobody knows."""
    body: str = ""
    """Hash of its text, where that was shown too."""
    outdated: bool = False
    """Whether something was deleted since: the number may lead elsewhere now."""


class ShownNumbers:
    """The numbers shown of one mailbox; opened by the first call that needs the file."""

    def __init__(self, folder: Path, owner: str) -> None:
        self._path = folder / FILE_NAME
        self._owner = owner
        self._database: Database | None = None
        self._opening = asyncio.Lock()

    async def _opened(self) -> Database:
        async with self._opening:
            if self._database is None:
                self._database = await asyncio.to_thread(
                    Database.open, self._path, _MIGRATIONS, durable=False
                )
            return self._database

    async def aclose(self) -> None:
        """Close the file."""
        async with self._opening:
            if self._database is not None:
                await self._database.aclose()
                self._database = None

    async def note(self, numbers: Sequence[ShownNumber]) -> None:
        """Keep numbers that were just shown, in place of what they meant before.

        Raises StoreUnusable.
        """
        if not numbers:
            return
        owner = self._owner

        def work(connection: sqlite3.Connection) -> None:
            generation = _generation(connection, owner)
            connection.execute(
                "DELETE FROM shown WHERE owner = ? AND generation != ?", (owner, generation)
            )
            connection.executemany(
                "INSERT OR REPLACE INTO shown (owner, id, generation, message, query, page, body) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (owner, one.id, generation, one.message, one.query, one.page, one.body)
                    for one in numbers
                ],
            )
            connection.execute(
                "DELETE FROM shown WHERE owner = ? AND rowid NOT IN "
                "(SELECT rowid FROM shown WHERE owner = ? ORDER BY rowid DESC LIMIT ?)",
                (owner, owner, KEPT_NUMBERS),
            )

        await (await self._opened()).run(work)

    async def find(self, message_id: int) -> ShownNumber | None:
        """Return what a number was last shown for. Raises StoreUnusable."""

        def work(connection: sqlite3.Connection) -> ShownNumber | None:
            row = connection.execute(
                "SELECT * FROM shown WHERE owner = ? AND id = ?", (self._owner, message_id)
            ).fetchone()
            if row is None:
                return None
            outdated = row["generation"] != _generation(connection, self._owner)
            return ShownNumber(
                message_id, row["message"], row["query"], row["page"], row["body"], outdated
            )

        if not self._path.exists():
            return None
        return await (await self._opened()).read(work)

    async def numbers_of(self, message: str) -> frozenset[int]:
        """Return every number now shown for messages of that hash. Raises StoreUnusable."""

        def work(connection: sqlite3.Connection) -> frozenset[int]:
            rows = connection.execute(
                "SELECT id FROM shown WHERE owner = ? AND message = ? AND generation = ?",
                (self._owner, message, _generation(connection, self._owner)),
            )
            return frozenset(row["id"] for row in rows)

        return await (await self._opened()).read(work)

    async def outdate(self) -> int | None:
        """Let no number count any more: a DELETE is about to leave. Returns what `restore` takes.

        Raises StoreUnusable where that can neither be written nor the file be removed.
        """
        if not self._path.exists():
            return None
        owner = self._owner

        def work(connection: sqlite3.Connection) -> int:
            generation = _generation(connection, owner)
            connection.execute(
                "INSERT OR REPLACE INTO generations (owner, generation) VALUES (?, ?)",
                (owner, generation + 1),
            )
            return generation

        try:
            return await (await self._opened()).run(work)
        except StoreUnusable as error:
            _LOG.warning("numbers shown are dropped: %s", error.kind)
            await self.aclose()
            self._remove(error)
            return None

    async def restore(self, generation: int | None) -> None:
        """Let the numbers count again: what `outdate` was called for certainly did not happen."""
        if generation is None:
            return
        owner = self._owner

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE generations SET generation = ? WHERE owner = ? AND generation = ? "
                "AND NOT EXISTS (SELECT 1 FROM shown WHERE owner = ? AND generation = ?)",
                (generation, owner, generation + 1, owner, generation + 1),
            )

        try:
            await (await self._opened()).run(work)
        except StoreUnusable as error:
            _LOG.warning("numbers shown were not restored: %s", error.kind)

    def _remove(self, error: StoreUnusable) -> None:
        try:
            for suffix in _SIDE_FILES:
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError:
            raise error from None


def _generation(connection: sqlite3.Connection, owner: str) -> int:
    row = connection.execute(
        "SELECT generation FROM generations WHERE owner = ?", (owner,)
    ).fetchone()
    return int(row["generation"]) if row else 0
