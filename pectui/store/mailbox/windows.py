"""A list of messages read as it is looked at: blocks of rows, by their place in order.

A window is a sequence: its length is counted once, its rows come from the file in blocks of which
the latest few are kept. It reads on the caller's thread, from a connection that cannot write; a
block takes about a millisecond whatever the size of the mailbox.
"""

from __future__ import annotations

import logging
import sqlite3
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, overload

from pectui.models import RECEIPT_KINDS, Envelope, HeldMessage, Kind
from pectui.pec.dates import ROME

if TYPE_CHECKING:
    from collections.abc import Container

    from pectui.store.mailbox.selection import Selection

_LOG = logging.getLogger(__name__)

BLOCK = 128
KEPT_BLOCKS = 8
MOST_ROWS = 2_000_000
_COLUMNS = ", ".join(
    f"messages.{name}"
    for name in (
        "number", "identity", "sender", "recipient", "date_text", "subject", "kind", "moment",
        "sender_address", "on_behalf_of", "code", "id", "id_text", "listed", "here", "head",
        "unread", "flagged", "note", "tags", "has_body",
    )
)  # fmt: skip
_RECEIPTS = ", ".join(sorted(f"'{kind}'" for kind in RECEIPT_KINDS))


class Window(Sequence[HeldMessage]):
    """The messages of one selection, newest first, as they stand in the file.

    `folded` has each row that stands for its sending carry its receipts' kinds. Making one raises
    sqlite3.Error where the file cannot be read; a block that cannot be read later is empty.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        selection: Selection,
        *,
        folded: bool = False,
        most: int = MOST_ROWS,
    ) -> None:
        self._connection = connection
        self._selection = selection
        self._folded = folded
        self._generation = _generation(connection)
        self._blocks: OrderedDict[int, list[HeldMessage]] = OrderedDict()
        self._count = self._counted(most)

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
        try:
            return self._index_of(number)
        except sqlite3.Error as error:
            _LOG.warning("messages could not be read: %s", error)
            return None

    def _index_of(self, number: int) -> int | None:
        order = self._selection.order
        selection = self._selection
        sql = f"SELECT count(*) FROM {selection.source} WHERE ({selection.condition})"  # noqa: S608
        found = self._connection.execute(
            f"{sql} AND {order} = ?", (*self._selection.values, number)
        ).fetchone()[0]
        if not found:
            return None
        newer = self._connection.execute(
            f"{sql} AND {order} > ?", (*self._selection.values, number)
        ).fetchone()[0]
        return int(newer) if newer < self._count else None

    def head_of(self, code: str) -> int | None:
        """Return the number of the receipt that stands for the sending with this code."""
        try:
            row = self._connection.execute(
                f"SELECT number FROM messages WHERE code = ? AND head AND kind IN ({_RECEIPTS})",  # noqa: S608
                (code,),
            ).fetchone()
        except sqlite3.Error as error:
            _LOG.warning("messages could not be read: %s", error)
            return None
        return None if row is None else int(row[0])

    def _counted(self, most: int) -> int:
        row = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {self._selection.source}"  # noqa: S608
            f" WHERE {self._selection.condition} LIMIT ?)",
            (*self._selection.values, most),
        ).fetchone()
        return int(row[0])

    def _block(self, block: int) -> list[HeldMessage]:
        rows = self._blocks.get(block)
        if rows is not None:
            self._blocks.move_to_end(block)
            return rows
        try:
            rows = self._read(block)
        except sqlite3.Error as error:
            _LOG.warning("messages could not be read: %s", error)
            return []
        self._blocks[block] = rows
        if len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        return rows

    def _read(self, block: int) -> list[HeldMessage]:
        before, after = self._blocks.get(block - 1), self._blocks.get(block + 1)
        if before:
            rows = self._part("<", before[-1].number, "DESC", BLOCK)
        elif after:
            rows = self._part(">", after[0].number, "ASC", BLOCK)[::-1]
        elif block > self._count // BLOCK // 2:
            # From the end: the last block is shorter, and the way to it as well.
            skip = max(0, self._count - (block + 1) * BLOCK)
            size = min(BLOCK, self._count - block * BLOCK)
            rows = self._part(None, 0, "ASC", size, skip)[::-1]
        else:
            rows = self._part(None, 0, "DESC", BLOCK, block * BLOCK)
        return [self._held(row) for row in rows]

    def _part(
        self, side: str | None, number: int, direction: str, size: int, skip: int = 0
    ) -> list[sqlite3.Row]:
        selection = self._selection
        bound = f" AND {selection.order} {side} ?" if side else ""
        values = (*selection.values, *((number,) if side else ()), size, skip)
        return self._connection.execute(
            f"SELECT {_COLUMNS} FROM {selection.source} WHERE ({selection.condition}){bound}"  # noqa: S608
            f" ORDER BY {selection.order} {direction} LIMIT ? OFFSET ?",
            values,
        ).fetchall()

    def _held(self, row: sqlite3.Row) -> HeldMessage:
        thread = _thread_of(self._connection, row) if self._folded else ()
        return held_message(row, self._generation, thread)


class Found(Sequence[HeldMessage]):
    """Messages with given numbers, newest first, read in blocks; what is gone reads as missing."""

    def __init__(
        self, connection: sqlite3.Connection, numbers: array[int], *, folded: bool = False
    ) -> None:
        """`numbers` are descending, as `numbers_of` returns them; `folded` as in `Window`."""
        self._connection = connection
        self._folded = folded
        self._numbers = numbers
        self._blocks: OrderedDict[int, dict[int, HeldMessage]] = OrderedDict()

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

    def _block(self, block: int) -> dict[int, HeldMessage]:
        rows = self._blocks.get(block)
        if rows is None:
            part = self._numbers[block * BLOCK : (block + 1) * BLOCK]
            try:
                found = by_numbers(self._connection, part, folded=self._folded)
                rows = {row.number: row for row in found}
            except sqlite3.Error as error:
                _LOG.warning("messages could not be read: %s", error)
                return {}
            self._blocks[block] = rows
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return rows


def numbers_of(
    connection: sqlite3.Connection,
    selection: Selection,
    most: int,
    *,
    folded: bool = False,
    arrived: Container[str] = (),
) -> array[int]:
    """Return the numbers of the newest messages of a selection, descending, `most` at most.

    With `folded`, of the receipts of one sending only the newest. Overdue notices of sendings whose
    codes are in `arrived` are left out. Raises sqlite3.Error, also when the connection is
    interrupted.
    """
    rows = connection.execute(
        f"SELECT {selection.order}, messages.code, messages.kind FROM {selection.source}"  # noqa: S608
        f" WHERE ({selection.condition}) ORDER BY {selection.order} DESC LIMIT ?",
        (*selection.values, most),
    )
    numbers = array("q")
    shown: set[str] = set()
    for number, code, kind in rows:
        if kind == Kind.OVERDUE and code in arrived:
            continue
        if folded and code and kind in RECEIPT_KINDS:
            if code in shown:
                continue
            shown.add(code)
        numbers.append(number)
    return numbers


def held_message(
    row: sqlite3.Row, generation: int, thread: tuple[tuple[Kind, int], ...] = (), depth: int = 0
) -> HeldMessage:
    """Return a row of `messages` as a message; ids of another generation are not known any more."""
    known = row["listed"] == generation
    moment = row["moment"]
    return HeldMessage(
        number=row["number"],
        identity=row["identity"],
        envelope=Envelope(
            id=row["id"] if known else None,
            sender=row["sender"],
            recipient=row["recipient"],
            date_text=row["date_text"],
            subject=row["subject"],
            kind=Kind(row["kind"]),
            date=None if moment is None else datetime.fromtimestamp(moment, ROME),
            sender_address=row["sender_address"],
            on_behalf_of=row["on_behalf_of"],
            code=row["code"],
            id_text=row["id_text"],
        ),
        unread=bool(row["unread"]),
        flagged=bool(row["flagged"]),
        note=row["note"],
        tags=tuple(row["tags"].split()),
        here=bool(row["here"]),
        has_body=bool(row["has_body"]),
        head=bool(row["head"]),
        thread=thread,
        depth=depth,
    )


def receipts_of(connection: sqlite3.Connection, code: str, but: int) -> tuple[HeldMessage, ...]:
    """Return the receipts of one sending but the one with the number `but`, newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM messages WHERE code = ? AND number != ?"  # noqa: S608
        f" AND kind IN ({_RECEIPTS}) ORDER BY number DESC",
        (code, but),
    ).fetchall()
    generation = _generation(connection)
    return tuple(held_message(row, generation, depth=1) for row in rows)


def by_numbers(
    connection: sqlite3.Connection, numbers: Sequence[int], *, folded: bool = False
) -> tuple[HeldMessage, ...]:
    """Return the messages with these numbers, newest first; those that are gone are left out.

    `folded` as in `Window`.
    """
    rows: list[sqlite3.Row] = []
    wanted = sorted(set(numbers), reverse=True)
    for start in range(0, len(wanted), BLOCK):
        part = wanted[start : start + BLOCK]
        marks = ",".join("?" * len(part))
        rows += connection.execute(
            f"SELECT {_COLUMNS} FROM messages WHERE number IN ({marks}) ORDER BY number DESC",  # noqa: S608
            part,
        )
    generation = _generation(connection)
    return tuple(
        held_message(row, generation, _thread_of(connection, row) if folded else ()) for row in rows
    )


def _thread_of(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[tuple[Kind, int], ...]:
    """Return the kinds and counts of the receipts beside a receipt; nothing for another message."""
    if not row["code"] or row["kind"] not in RECEIPT_KINDS:
        return ()
    return _thread(connection, row["code"])


def _thread(connection: sqlite3.Connection, code: str) -> tuple[tuple[Kind, int], ...]:
    rows = connection.execute(
        f"SELECT kind, count(*) FROM messages WHERE code = ? AND kind IN ({_RECEIPTS})"  # noqa: S608
        " GROUP BY kind",
        (code,),
    ).fetchall()
    thread = tuple((Kind(kind), int(count)) for kind, count in rows)
    return thread if sum(count for _, count in thread) > 1 else ()


def _generation(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()
    return 0 if row is None else int(row[0])
