"""The rows of one batch for who looks at a part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from pectui.models import BatchRow
    from pectui.services.sending.books import Books


async def letters_waiting(books: Books) -> int:
    """Return how many letters wait in batches that nothing holds. Raises StoreUnusable."""
    return await books.data.read(lambda tables: tables.batch_rows.waiting())


class Rows:
    """The rows of the batch with a number. Raises StoreUnusable."""

    def __init__(self, books: Books, batch: int) -> None:
        self._books = books
        self._batch = batch

    async def numbers(self, states: Iterable[str] = ()) -> array[int]:
        """Return the numbers of all rows, or of those that stand so, in the table's order."""
        wanted = tuple(states)
        return await self._books.data.read(
            lambda tables: tables.batch_rows.numbers(self._batch, wanted)
        )

    async def of_numbers(self, numbers: Iterable[int]) -> tuple[BatchRow, ...]:
        """Return the rows with these numbers."""
        wanted = tuple(numbers)
        return await self._books.data.read(
            lambda tables: tables.batch_rows.of_numbers(self._batch, wanted)
        )
