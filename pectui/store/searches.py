"""Searches that a person keeps under a name, on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.folding import fold
from pectui.models import SavedSearch
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3

    from pectui.store.owner import Owner


def save(connection: sqlite3.Connection, owner: Owner, search: SavedSearch) -> None:
    """Write `search`, replacing the one of that name in whatever case and accents."""
    remove(connection, owner, search.name)
    connection.execute(
        "INSERT INTO searches (owner, name, words) VALUES (?, ?, ?)",
        (owner.key, storable(search.name), storable(search.text)),
    )


def by_name(connection: sqlite3.Connection, owner: Owner) -> tuple[SavedSearch, ...]:
    """Return every search that is kept, in the order of their names."""
    rows = connection.execute("SELECT name, words FROM searches WHERE owner = ?", (owner.key,))
    kept = (SavedSearch(row["name"], row["words"]) for row in rows)
    return tuple(sorted(kept, key=lambda search: (fold(search.name), search.name)))


def remove(connection: sqlite3.Connection, owner: Owner, name: str) -> None:
    """Delete the search of that name; one that is gone already is no error."""
    meant = fold(storable(name))
    for search in by_name(connection, owner):
        if fold(search.name) == meant:
            connection.execute(
                "DELETE FROM searches WHERE owner = ? AND name = ?", (owner.key, search.name)
            )
