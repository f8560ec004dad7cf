"""Searches that a person keeps under a name, on disk."""

from __future__ import annotations

from pectui.folding import fold
from pectui.models import SavedSearch
from pectui.store.table import Table
from pectui.text import storable


class Searches(Table):
    """The searches of one mailbox."""

    def save(self, search: SavedSearch) -> None:
        """Write `search`, replacing the one of that name in whatever case and accents."""
        self.remove(search.name)
        self._execute(
            "INSERT INTO searches (owner, name, words) VALUES (?, ?, ?)",
            (self._owner, storable(search.name), storable(search.text)),
        )

    def by_name(self) -> tuple[SavedSearch, ...]:
        """Return every search that is kept, in the order of their names."""
        rows = self._execute("SELECT name, words FROM searches WHERE owner = ?", (self._owner,))
        kept = (SavedSearch(row["name"], row["words"]) for row in rows)
        return tuple(sorted(kept, key=lambda search: (fold(search.name), search.name)))

    def remove(self, name: str) -> None:
        """Delete the search of that name; one that is gone already is no error."""
        meant = fold(storable(name))
        for search in self.by_name():
            if fold(search.name) == meant:
                self._execute(
                    "DELETE FROM searches WHERE owner = ? AND name = ?", (self._owner, search.name)
                )
