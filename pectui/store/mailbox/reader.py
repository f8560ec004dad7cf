"""A connection to the copy that cannot write, for reads that the writer does not hold up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t
from pectui.errors import StoreUnusable
from pectui.store.errors import translated
from pectui.store.mailbox.tables import CopyTables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class Reader:
    """The copy as it is read on the caller's own thread. Raises StoreUnusable."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._tables = CopyTables(connection)
        self._is_closed = False

    def read(self, work: Callable[[CopyTables], T]) -> T:
        """Run `work`, which only reads."""
        if self._is_closed:
            raise StoreUnusable(path=str(self._path), reason=t("store.closed"))
        with translated(self._path):
            return work(self._tables)

    def version(self) -> int:
        """Return a number that is another one once another process has written."""
        return self.read(
            lambda tables: int(tables.connection.execute("PRAGMA data_version").fetchone()[0])
        )

    def interrupt(self) -> None:
        """End what is being read on another thread: it raises StoreUnusable there."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._is_closed = True
        self._connection.close()
