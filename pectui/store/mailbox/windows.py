"""A list of messages read as it is looked at: blocks of rows, by their place in order.

A window is a sequence: its length is counted once, its rows come from the file in blocks of which
the latest few are kept. It reads on the caller's thread, from a connection that cannot write; a
block takes about a millisecond whatever the size of the mailbox. What cannot be read raises
StoreUnusable: an empty list would say that there is nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from pectui.cache import Cache
from pectui.models import HeldMessage
from pectui.store.mailbox.query import query_of
from pectui.store.mailbox.rows import BLOCK

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from pectui.models import Marks
    from pectui.search import Filter
    from pectui.store.mailbox.reader import Reader
    from pectui.store.mailbox.tables import CopyTables

KEPT_BLOCKS = 8
MOST_ROWS = 2_000_000


class Window(Sequence[HeldMessage]):
    """The messages of one filter, newest first, as they stand in the file.

    Where they are folded, each row that stands for its sending carries its receipts' kinds.
    """

    def __init__(self, reader: Reader, wanted: Filter, most: int = MOST_ROWS) -> None:
        self._reader = reader
        query = query_of(wanted)
        self._query = query.heads() if wanted.folded else query
        self._folded = wanted.folded
        self._blocks: Cache[int, list[HeldMessage]] = Cache(KEPT_BLOCKS)
        self._generation, self._count = reader.read(
            lambda tables: (tables.rows.generation(), tables.rows.count(self._query, most))
        )

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> HeldMessage: ...
    @overload
    def __getitem__(self, index: slice) -> list[HeldMessage]: ...
    def __getitem__(self, index: int | slice) -> HeldMessage | list[HeldMessage]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        if index < 0:
            index += self._count
        if not 0 <= index < self._count:
            raise IndexError(index)
        block = self._block(index // BLOCK)
        place = index % BLOCK
        if place >= len(block):
            # The file changed since the rows were counted; a new window will be asked for.
            raise IndexError(index)
        return block[place]

    def index_of(self, number: int) -> int | None:
        """Return where the message with this number stands, or None where it is not among them."""
        place = self._reader.read(lambda tables: tables.rows.place_of(self._query, number))
        return place if place is not None and place < self._count else None

    def head_of(self, code: str) -> int | None:
        """Return the number of the receipt that stands for the sending with this code."""
        return self._reader.read(lambda tables: tables.rows.head_of(code))

    def renew(self, marked: Mapping[int, Marks]) -> None:
        """Take over other marks, by the numbers of the messages that got them."""
        for rows in self._blocks.copy().values():
            rows[:] = [row.marked_as(marked.get(row.number)) for row in rows]

    def _block(self, block: int) -> list[HeldMessage]:
        rows = self._blocks.get(block)
        if rows is None:
            rows = self._reader.read(lambda tables: self._read(tables, block))
            self._blocks.keep(block, rows)
        return rows

    def _read(self, tables: CopyTables, block: int) -> list[HeldMessage]:
        query, rows = self._query, tables.rows
        before, after = self._blocks.get(block - 1), self._blocks.get(block + 1)
        if before:
            part = rows.part(query, BLOCK, below=before[-1].number)
        elif after:
            part = rows.part(query, BLOCK, above=after[0].number)
        elif block > self._count // BLOCK // 2:
            # From the end: the last block is shorter, and the way to it as well.
            skip = max(0, self._count - (block + 1) * BLOCK)
            size = min(BLOCK, self._count - block * BLOCK)
            part = rows.part(query, size, oldest_first=True, skip=skip)
        else:
            part = rows.part(query, BLOCK, skip=block * BLOCK)
        return rows.as_held(part, self._generation, folded=self._folded)


class Found(Sequence[HeldMessage]):
    """Messages with given numbers, newest first, read in blocks; what is gone reads as missing."""

    def __init__(
        self, reader: Reader, numbers: array[int], messages: int, *, folded: bool = False
    ) -> None:
        """`numbers` are descending, as `numbers_of` returns them; `folded` as in `Window`."""
        self.messages = messages
        """How many messages they stand for."""
        self._reader = reader
        self._folded = folded
        self._numbers = numbers
        self._blocks: Cache[int, dict[int, HeldMessage]] = Cache(KEPT_BLOCKS)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> HeldMessage: ...
    @overload
    def __getitem__(self, index: slice) -> list[HeldMessage]: ...
    def __getitem__(self, index: int | slice) -> HeldMessage | list[HeldMessage]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        number = self._numbers[index]
        row = self._block(index % len(self) // BLOCK).get(number)
        if row is None:
            raise IndexError(index)
        return row

    def index_of(self, number: int) -> int | None:
        """Return where the message with this number stands, or None."""
        place = bisect_left(self._numbers, -number, key=lambda one: -one)
        is_there = place < len(self._numbers) and self._numbers[place] == number
        return place if is_there else None

    def head_of(self, code: str) -> int | None:
        """Return None: nothing is folded here."""
        return None

    def renew(self, marked: Mapping[int, Marks]) -> None:
        """Take over other marks, by the numbers of the messages that got them."""
        for rows in self._blocks.copy().values():
            rows |= {
                number: rows[number].marked_as(marked[number])
                for number in rows.keys() & marked.keys()
            }

    def _block(self, block: int) -> dict[int, HeldMessage]:
        rows = self._blocks.get(block)
        if rows is None:
            part = self._numbers[block * BLOCK : (block + 1) * BLOCK]
            found = self._reader.read(
                lambda tables: tables.rows.by_numbers(part, folded=self._folded)
            )
            rows = {row.number: row for row in found}
            self._blocks.keep(block, rows)
        return rows
