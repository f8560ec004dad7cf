"""What every table of the user's data is bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.store.data import Tables


class Table:
    """Rows of one mailbox, within the transaction that is open."""

    __slots__ = ("_execute", "_executemany", "_now", "_owner", "_tables")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._owner = tables.owner.key
        self._now = tables.now
        self._execute = tables.connection.execute
        self._executemany = tables.connection.executemany
