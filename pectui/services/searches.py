"""Searches that a person comes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import SavedSearch
from pectui.text import storable

if TYPE_CHECKING:
    from pectui.services.sending.books import Books


class Searches:
    """The saved searches of one mailbox. Raises StoreUnusable where the disk does not keep them."""

    def __init__(self, books: Books) -> None:
        self._books = books

    async def all(self) -> tuple[SavedSearch, ...]:
        """Return every saved search, in the order of their names."""
        return await self._books.data.read(lambda tables: tables.searches.by_name())

    async def save(self, name: str, text: str) -> SavedSearch | None:
        """Keep the line `text` under `name`, in place of what was kept under it; return it.

        Without a name, the line is its own. A line of blanks is nothing to keep: None.
        """
        text = storable(text).strip()
        if not text:
            return None
        search = SavedSearch(" ".join(storable(name).split()) or text, text)
        await self._books.data.run(lambda tables: tables.searches.save(search))
        return search

    async def delete(self, name: str) -> None:
        """Forget the search of that name; one that is gone already is no error."""
        await self._books.data.run(lambda tables: tables.searches.remove(name))
