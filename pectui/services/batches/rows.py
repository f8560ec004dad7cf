"""The rows of one batch for who looks at a part of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.pec.reasons import reason_for
from pectui.services.batches.status import TROUBLE

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence

    from pectui.models import BatchRow
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


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
        """Return the rows with these numbers, and why those that need a look stand so."""
        wanted = tuple(numbers)

        def work(tables: Tables) -> tuple[BatchRow, ...]:
            rows = tables.batch_rows.of_numbers(self._batch, wanted)
            return tuple(self._with_reasons(tables, rows))

        return await self._books.data.read(work)

    def _with_reasons(self, tables: Tables, rows: Sequence[BatchRow]) -> Iterator[BatchRow]:
        """Yield rows with what the receipts of their letters say against them."""
        ids = [one.sending_id for one in rows if one.sending_id and one.state in TROUBLE]
        records = tables.sendings.with_ids(ids) if ids else ()
        sendings = {one.id: one for one in self._books.load_all(tables, records)}
        for row in rows:
            sending = sendings.get(row.sending_id or "")
            reason = reason_for(sending, row.recipient) if sending else ""
            yield replace(row, reason=reason) if reason else row
