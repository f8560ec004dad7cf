"""Whole numbers kept with the copy, each under a name."""

from __future__ import annotations

from pectui.store.mailbox.table import CopyTable

_COUNTLESS = -1
"""Stands for a count that the service does not give."""


class CopyState(CopyTable):
    """The numbers of one copy."""

    def count_here(self) -> int:
        """Return how many messages of the copy lie on the service too."""
        return self.get("count here")

    def get(self, name: str, default: int = 0) -> int:
        """Return a whole number that is kept under a name."""
        row = self._execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return default if row is None else int(row["value"])

    def set(self, name: str, value: int) -> None:
        """Keep a whole number under a name."""
        self._execute("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", (name, value))

    def get_count(self, name: str) -> int | None:
        """Return a count that is kept under a name; None where the service gave none."""
        count = self.get(name, _COUNTLESS)
        return None if count == _COUNTLESS else count

    def set_count(self, name: str, count: int | None) -> None:
        """Keep a count under a name; None where the service gives none."""
        self.set(name, _COUNTLESS if count is None else count)
