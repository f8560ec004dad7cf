"""The frozen copies of sent attachments: how much they take, and their removal by a person.

Nothing here happens by itself. A copy may be the only one left of what was sent, and it is what a
letter is sent again from.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.services.sending.attachments import FOLDER, remove_files
from pectui.store.sending.batches import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables

_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Copies:
    """Some letters' copies, and what they take on disk."""

    letters: int
    bytes: int


def all_copies(data: Path) -> Copies:
    """Return the copies under the data folder, of all accounts. Blocks; raises OSError."""
    folder = data / FOLDER
    if not folder.is_dir():
        return Copies(0, 0)
    places = [place for place in folder.iterdir() if place.is_dir()]
    return Copies(len(places), sum(map(_size, places)))


def _size(folder: Path) -> int:
    return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file())


async def remove_copies(books: Books, data: Path, days: int) -> Copies:
    """Remove the copies of letters settled for `days` days; return what was removed.

    Settled is a letter of which every sending is final and none came back; names, sizes and SHA-256
    of its files stay known. What a draft uses stays. The letters of a batch share theirs: they go
    when all of them are settled. Raises StoreUnusable.
    """
    before = books.seconds - days * _DAY

    def work(tables: Tables) -> tuple[str, ...]:
        batches = tables.history.settled_batches(before)
        return (*tables.history.settled_letters(before), *map(folder_of, batches))

    return await asyncio.to_thread(_remove, data, await books.data.read(work))


def _remove(data: Path, letters: tuple[str, ...]) -> Copies:
    removed, size = 0, 0
    for letter_id in letters:
        folder = data / FOLDER / letter_id
        if folder.is_dir():
            size += _size(folder)
            removed += 1
            remove_files(data, letter_id)
    return Copies(removed, size)
