"""Searches that a person comes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import SavedSearch
from pectui.store import searches as kept
from pectui.text import storable

if TYPE_CHECKING:
    from pectui.services.sending.books import Books


class Searches:
    """The saved searches of one mailbox. Raises StoreUnusable where the disk does not keep them."""

    def __init__(self, books: Books) -> None:
        self._books = books

    async def all(self) -> tuple[SavedSearch, ...]:
        """Return every saved search, in the order of their names."""
        owner = self._books.owner
        return await self._books.database.read(lambda connection: kept.by_name(connection, owner))

    async def save(self, name: str, text: str) -> SavedSearch | None:
        """Keep the line `text` under `name`, in place of what was kept under it; return it.

        Without a name, the line is its own. A line of blanks is nothing to keep: None.
        """
        text = storable(text).strip()
        if not text:
            return None
        search = SavedSearch(" ".join(storable(name).split()) or text, text)
        owner = self._books.owner
        await self._books.database.run(lambda connection: kept.save(connection, owner, search))
        return search

    async def delete(self, name: str) -> None:
        """Forget the search of that name; one that is gone already is no error."""
        owner = self._books.owner
        await self._books.database.run(lambda connection: kept.remove(connection, owner, name))
