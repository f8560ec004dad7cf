"""What every table of the copy of a mailbox is bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.store.mailbox.tables import CopyTables


class CopyTable:
    """A part of the copy of one mailbox, within the transaction that is open."""

    __slots__ = ("_execute", "_executemany", "_tables")

    def __init__(self, tables: CopyTables) -> None:
        self._tables = tables
        self._execute = tables.connection.execute
        self._executemany = tables.connection.executemany
