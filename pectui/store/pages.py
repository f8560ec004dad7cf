"""Inbox pages as they were last listed, in the cache directory: deletable at any time.

They are what a message number given to a later command is compared with. `owner`
is the mailbox a row belongs to.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from pectui.pec.envelopes import read_envelope
from pectui.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.models import Envelope

FILE_NAME = "pages.db"
KEPT_PAGES = 200
"""Pages kept per mailbox; those listed longest ago go first."""
KEPT_DELETIONS = 2_000

_MIGRATIONS = (
    """
CREATE TABLE pages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    query TEXT NOT NULL,
    page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    total INTEGER,
    UNIQUE (owner, query, page)
);
CREATE TABLE rows (
    number INTEGER PRIMARY KEY,
    page_number INTEGER NOT NULL REFERENCES pages (number) ON DELETE CASCADE,
    id INTEGER,
    fields TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX rows_by_page ON rows (page_number);
CREATE INDEX rows_by_id ON rows (id);
""",
)
# The page of what was deleted without having been listed here before.
_NO_PAGE = 0


class SeenPages:
    """The pages listed for one mailbox. Raises StoreUnusable; who asks can do without.

    The file lies in the cache directory `folder`, new where missing or broken. It is opened by the
    first call that needs it: with a screen, most sessions never do.
    """

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

    async def keep(
        self, query: str, number: int, pages: int, total: int | None, rows: Sequence[Envelope]
    ) -> None:
        """Remember a page as it was listed, in place of what was known of it."""
        owner = self._owner

        def work(connection: sqlite3.Connection) -> None:
            page_number = _new_page(connection, owner, query, number, pages, total)
            _add_rows(connection, page_number, rows)
            connection.execute(
                "DELETE FROM pages WHERE owner = ? AND page != ? AND number NOT IN "
                "(SELECT number FROM pages WHERE owner = ? ORDER BY number DESC LIMIT ?)",
                (owner, _NO_PAGE, owner, KEPT_PAGES),
            )

        await (await self._opened()).run(work)

    async def load(
        self, query: str, number: int
    ) -> tuple[int, int | None, tuple[Envelope, ...]] | None:
        """Return pages, total and rows of a page listed before, less what was deleted from here."""

        def work(
            connection: sqlite3.Connection,
        ) -> tuple[int, int | None, tuple[Envelope, ...]] | None:
            page = connection.execute(
                "SELECT * FROM pages WHERE owner = ? AND query = ? AND page = ?",
                (self._owner, query, number),
            ).fetchone()
            if page is None:
                return None
            rows = connection.execute(
                "SELECT fields FROM rows WHERE page_number = ? AND NOT deleted ORDER BY number",
                (page["number"],),
            )
            envelopes = tuple(_envelope(row["fields"]) for row in rows)
            return page["pages"], page["total"], envelopes

        return await (await self._opened()).read(work)

    async def find(self, message_id: int) -> tuple[str, int, Envelope, bool] | None:
        """Return query, page, row and whether it was deleted, as last listed under an id."""

        def work(connection: sqlite3.Connection) -> tuple[str, int, Envelope, bool] | None:
            row = connection.execute(
                "SELECT query, page, fields, deleted FROM rows "
                "JOIN pages ON pages.number = rows.page_number "
                "WHERE owner = ? AND id = ? ORDER BY pages.number DESC, rows.number LIMIT 1",
                (self._owner, message_id),
            ).fetchone()
            if row is None:
                return None
            return row["query"], row["page"], _envelope(row["fields"]), bool(row["deleted"])

        return await (await self._opened()).read(work)

    async def mark_deleted(self, rows: Sequence[Envelope]) -> None:
        """Remember that these rows were deleted from here: their ids mean nothing any more."""
        owner = self._owner

        def work(connection: sqlite3.Connection) -> None:
            not_listed = []
            for row in rows:
                marked = connection.execute(
                    "UPDATE rows SET deleted = 1 WHERE id = ? AND fields = ? AND page_number IN "
                    "(SELECT number FROM pages WHERE owner = ?)",
                    (row.id, _fields(row), owner),
                )
                if marked.rowcount == 0:
                    not_listed.append(row)
            _note_deleted(connection, owner, not_listed)

        await (await self._opened()).run(work)


def _new_page(
    connection: sqlite3.Connection,
    owner: str,
    query: str,
    number: int,
    pages: int,
    total: int | None,
) -> int:
    """Make room for a page, the latest of all; return its number in the file."""
    connection.execute(
        "DELETE FROM pages WHERE owner = ? AND query = ? AND page = ?", (owner, query, number)
    )
    cursor = connection.execute(
        "INSERT INTO pages (owner, query, page, pages, total) VALUES (?, ?, ?, ?, ?)",
        (owner, query, number, pages, total),
    )
    return int(cursor.lastrowid or 0)


def _add_rows(
    connection: sqlite3.Connection, page_number: int, rows: Sequence[Envelope], deleted: int = 0
) -> None:
    connection.executemany(
        "INSERT INTO rows (page_number, id, fields, deleted) VALUES (?, ?, ?, ?)",
        [(page_number, row.id, _fields(row), deleted) for row in rows],
    )


def _note_deleted(connection: sqlite3.Connection, owner: str, rows: Sequence[Envelope]) -> None:
    if not rows:
        return
    page = connection.execute(
        "SELECT number FROM pages WHERE owner = ? AND page = ?", (owner, _NO_PAGE)
    ).fetchone()
    page_number = page[0] if page else _new_page(connection, owner, "", _NO_PAGE, 0, None)
    _add_rows(connection, page_number, rows, deleted=1)
    connection.execute(
        "DELETE FROM rows WHERE page_number = ? AND number NOT IN "
        "(SELECT number FROM rows WHERE page_number = ? ORDER BY number DESC LIMIT ?)",
        (page_number, page_number, KEPT_DELETIONS),
    )


def _fields(envelope: Envelope) -> str:
    # ASCII, because no file can hold a lone surrogate as it is.
    return json.dumps(
        [
            envelope.id if envelope.id is not None else envelope.id_text,
            envelope.sender,
            envelope.recipient,
            envelope.date_text,
            envelope.subject,
        ]
    )


def _envelope(fields: str) -> Envelope:
    message_id, sender, recipient, date, subject = json.loads(fields)
    return read_envelope(
        id=message_id, sender=sender, recipient=recipient, date=date, subject=subject
    )
