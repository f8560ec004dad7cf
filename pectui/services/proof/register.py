"""The register: what was sent and received in a period, as a table; from what is here alone.

Messages and sendings are read in blocks while the table is written, so that memory does not grow
with the mailbox.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from heapq import merge
from typing import TYPE_CHECKING

from pectui.search import Filter, Search
from pectui.services.proof.register_rows import (
    LetterOriginals,
    Marked,
    Row,
    header,
    received_row,
    sent_rows,
)
from pectui.store.mailbox.query import query_of
from pectui.tables import check_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from pectui.models import HeldMessage, Sending
    from pectui.services.mailbox.opening import Copy
    from pectui.store.data import Tables
    from pectui.store.mailbox.tables import CopyTables
    from pectui.store.sending.left import LeftSending

    Dated = tuple[float, Row]
    """A row, and the moment it stands at in seconds since the epoch."""

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a register is to hold."""

    sent: bool = True
    received: bool = True
    tag: str = ""
    """Only what has this tag: of a sending, any of its messages."""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment after those that are meant."""
    sendings: frozenset[str] | None = None
    """Of what was sent, only the sendings with these ids; None: all of them."""


async def write_register(copy: Copy, wanted: Wanted, path: Path) -> int:
    """Write a new .csv or .xlsx file; return its rows. Raises FileUnwritable, StoreUnusable."""
    await asyncio.to_thread(check_table, path, force=False)
    source = await _Source.open(copy, wanted)
    loop = asyncio.get_running_loop()

    def ask(work: Coroutine[None, None, Sequence[Dated]]) -> Sequence[Dated]:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    return await asyncio.to_thread(_write, path, source.rows(ask))


def _write(path: Path, rows: Iterator[Row]) -> int:
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    write_table(path, header(), counted(), force=False)
    return count


class _Source:
    """Where the rows come from: blocks of what was sent and of what was received."""

    def __init__(
        self,
        copy: Copy,
        wanted: Wanted,
        left: tuple[LeftSending, ...],
        marks: Mapping[str, Marked],
        originals: LetterOriginals,
    ) -> None:
        self._copy, self._wanted = copy, wanted
        self._codes = frozenset(one.code for one in left if one.code)
        self._left = [one for one in left if self._is_meant(one, marks)]
        self._marks = marks
        self._originals = originals

    @classmethod
    async def open(cls, copy: Copy, wanted: Wanted) -> _Source:
        """Learn which sendings there are, and what is marked."""

        def work(tables: Tables) -> tuple[tuple[LeftSending, ...], LetterOriginals]:
            return tables.left.all(), LetterOriginals.among(tables.originals.all())

        left, originals = await copy.books.data.read(work)
        marks = await copy.mailbox.copy.read(lambda tables: tables.rows.marks_by_code())
        return cls(copy, wanted, left, marks, originals)

    def _is_meant(self, one: LeftSending, marks: Mapping[str, Marked]) -> bool:
        wanted = self._wanted
        if wanted.sendings is not None and one.id not in wanted.sendings:
            return False
        if wanted.tag and wanted.tag not in marks.get(one.code or "", ((), ""))[0]:
            return False
        if wanted.since is not None and one.moment < wanted.since.timestamp():
            return False
        return wanted.until is None or one.moment < wanted.until.timestamp()

    def rows(
        self, ask: Callable[[Coroutine[None, None, Sequence[Dated]]], Sequence[Dated]]
    ) -> Iterator[Row]:
        """Yield the rows, oldest first; what has no date comes first."""
        sent = self._sent(ask) if self._wanted.sent else iter(())
        received = self._received(ask) if self._wanted.received else iter(())
        for _, row in merge(sent, received, key=lambda one: one[0]):
            yield row

    def _sent(
        self, ask: Callable[[Coroutine[None, None, Sequence[Dated]]], Sequence[Dated]]
    ) -> Iterator[Dated]:
        for start in range(0, len(self._left), _AT_A_TIME):
            yield from ask(self._sendings(self._left[start : start + _AT_A_TIME]))

    async def _sendings(self, left: Sequence[LeftSending]) -> list[Dated]:
        books = self._copy.books

        def work(tables: Tables) -> tuple[Sending, ...]:
            return books.load_all(tables, tables.sendings.with_ids([one.id for one in left]))

        found = {one.id: one for one in await books.data.read(work)}
        return [
            (one.moment, row)
            for one in left
            if one.id in found
            for row in sent_rows(found[one.id], self._marks)
        ]

    def _received(
        self, ask: Callable[[Coroutine[None, None, Sequence[Dated]]], Sequence[Dated]]
    ) -> Iterator[Dated]:
        block = _Block()
        while not block.is_last:
            yield from ask(self._messages(block))

    async def _messages(self, block: _Block) -> list[Dated]:
        messages = await self._copy.mailbox.copy.read(partial(self._next, block.last))
        block.is_last = len(messages) < _AT_A_TIME
        block.last = messages[-1].number if messages else block.last
        return [
            (one.envelope.date.timestamp() if one.envelope.date else 0.0, self._row(one))
            for one in messages
            if self._is_received(one)
        ]

    def _next(self, last: int | None, tables: CopyTables) -> list[HeldMessage]:
        search = Search(since=self._wanted.since, until=self._wanted.until)
        rows = tables.rows.part(query_of(Filter(search)), _AT_A_TIME, above=last, oldest_first=True)
        return tables.rows.as_held(rows[::-1], 0, folded=False)

    def _row(self, message: HeldMessage) -> Row:
        return received_row(message, self._originals)

    def _is_received(self, message: HeldMessage) -> bool:
        """Whether a message has a row of its own: a receipt stands in the row of its sending."""
        envelope = message.envelope
        if self._wanted.tag and self._wanted.tag not in message.tags:
            return False
        return not envelope.kind.is_receipt or envelope.code not in self._codes


@dataclass(slots=True)
class _Block:
    """How far the messages have been read."""

    last: int | None = None
    is_last: bool = False
