"""How one query's rows lie on the service's pages, found out at run time: `GET /inbox`.

Nothing about the pages is taken on trust: where they start counting (zero or one), which way they
run (newest or oldest first), how many rows one holds, how many there are (`n_of_pages` is floored
or zero-based, `total` may be missing). A `Listing` puts them in one order, newest first.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pectui.cache import Cache
from pectui.errors import NotFound
from pectui.models import PAGE_SIZE
from pectui.pec.envelopes import Likeness, likeness, newest_first

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from pectui.models import Envelope, InboxAnswer

Rows = tuple["Envelope", ...]
Key = tuple[int, Likeness]

KEPT_PAGES = 16
"""Service pages one listing remembers; the least recently used goes first.

Enough for the pages on both sides of a gap that is searched for by halving; a mailbox that is read
from end to end wants each page once.
"""
MAX_STALE_PAGES = 3
"""Pages in a row that bring nothing new before a walk takes them for the end."""


def keys_of(rows: Iterable[Envelope]) -> set[Key]:
    """Return what tells rows of one reading apart: id and likeness. Rows without id have none.

    Both are needed: an id may move to another message, and equal rows have ids of their own.
    """
    return {(row.id, likeness(row)) for row in rows if row.id is not None}


def without(rows: Iterable[Envelope], seen: set[Key]) -> Rows:
    """Return `rows` less those whose key is in `seen`; rows without an id always stay."""
    return tuple(row for row in rows if row.id is None or (row.id, likeness(row)) not in seen)


def is_newer(a: Sequence[Envelope], b: Sequence[Envelope]) -> bool | None:
    """Whether page `a` is newer than page `b`: by the middle of their dates, else of their ids.

    The middle, because one forged date must not turn a mailbox round. None when nothing tells.
    """
    for values in (_moments, _ids):
        left, right = values(a), values(b)
        if left and right and _middle(left) != _middle(right):
            return _middle(left) > _middle(right)
    return None


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _moments(rows: Sequence[Envelope]) -> list[float]:
    return [row.date.timestamp() for row in rows if row.date is not None]


def _ids(rows: Sequence[Envelope]) -> list[float]:
    return [float(row.id) for row in rows if row.id is not None]


def _same(a: Rows, b: Rows) -> bool:
    """Whether two answers are one page given twice (new mail may have pushed a row out)."""
    return [(row.id, likeness(row)) for row in a] == [(row.id, likeness(row)) for row in b]


@dataclass(frozen=True)
class Page:
    """One page of the mailbox, newest first; 1 is the newest page."""

    number: int
    pages: int
    """How many pages there are, at least 1."""
    total: int | None
    """Messages in all, None where nobody knows."""
    envelopes: tuple[Envelope, ...]
    query: str = ""

    @cached_property
    def likenesses(self) -> tuple[Likeness, ...]:
        """What each row looks like, in their order: worked out once, however many are compared."""
        return tuple(map(likeness, self.envelopes))


class Listing:
    """The rows of one query, newest first, read page by page.

    `fetch` asks the service for one page by the service's own number (None: whichever it gives
    first). `newest_first` is what is known of the direction; None has it found out.
    Errors of `fetch` pass through.
    """

    def __init__(
        self,
        fetch: Callable[[int | None], Awaitable[InboxAnswer]],
        newest_first: bool | None = None,
    ) -> None:
        self._fetch = fetch
        self.newest_first = newest_first
        """Which way the service's pages run; None while one page is all there is."""
        self.total: int | None = None
        """Rows in all, as far as it is known."""
        self.counted: int | None = None
        """Rows in all by the latest answer alone; None where it does not say."""
        self.size: int = PAGE_SIZE
        """Rows of a full page of this service."""
        self._base = 1
        self._last = 0
        self._hint: int | None = None
        self._pages: Cache[int, Rows] = Cache(KEPT_PAGES)
        self.moved = False
        """Whether two answers counted otherwise."""
        self._opened = False
        self._opening = asyncio.Lock()
        self._single: dict[int, asyncio.Lock] = {}

    async def find_direction(self) -> None:
        """Find out which way the pages run, where that was taken over from long ago."""
        async with self._opening:
            self.newest_first = None
            await self._find_order(self._known(0))

    # ── our pages ────────────────────────────────────────────────────────────

    @property
    def pages(self) -> int:
        """How many pages of `size` rows there are, at least 1."""
        total = self.total or 0
        return max(1, -(-total // self.size))

    async def page(self, number: int) -> Rows:
        """Return our page `number` (1 is the newest), sorted; empty past the end.

        Where the newest page of the service is short, pages are cut anew so that ours are full.
        """
        await self.open()
        if number > self.pages:
            return ()
        shift = await self._shift()
        rows = (await self._ranked(number - 1))[0 if number == 1 else shift :]
        if shift:
            rows += (await self._ranked(number))[:shift]
        return newest_first(without(rows, self._on_the_page_before(number)))

    @property
    def last(self) -> int:
        """The service's last page, counted from zero, as far as is known."""
        return self._last

    async def newest(self) -> Rows:
        """Return the newest page of the service, as it was when the listing was opened."""
        await self.open()
        return await self._read(self._index(0))

    async def ask(self, rank: int) -> Rows:
        """Ask the service for its page `rank`, 0 being the newest, as it is now.

        Rows come in the service's own order; none past the end. `counted` is then its count.
        """
        index = self._index(rank)
        return await self._ask(index + self._base) if index >= 0 else ()

    async def walk(self) -> AsyncIterator[Envelope]:
        """Yield every row once, newest page first, until the service has no more.

        The end is an empty page, a page given before, or the total reached on a short page.
        """
        await self.open()
        seen: set[Key] = set()
        before: Rows = ()
        count = stale = rank = 0
        while True:
            rows = await self._ranked(rank)
            if not rows or _same(rows, before):
                return
            new = without(rows, seen)
            stale = 0 if new else stale + 1
            if stale == MAX_STALE_PAGES:
                return
            for row in new:
                yield row
            count += len(new)
            seen |= keys_of(rows)
            if self._ends_at(rank, rows, count):
                return
            before, rank = rows, rank + 1

    def _ends_at(self, rank: int, rows: Rows, count: int) -> bool:
        if self.newest_first is False:
            return rank >= self._last
        return self.total is not None and count >= self.total and len(rows) < self.size

    async def _shift(self) -> int:
        """Return how many rows the newest page lacks, when another follows it."""
        if self._last == 0:
            return 0
        return max(0, self.size - len(await self._ranked(0)))

    def _newest_is_short(self) -> bool:
        newest = self._pages.get(self._index(0))
        return self._last > 0 and newest is not None and len(newest) < self.size

    def _on_the_page_before(self, number: int) -> set[Key]:
        """Return the rows shown there already: mail that arrives pushes rows to the next page."""
        before = self._pages.get(self._index(number - 2)) if number > 1 else None
        if before is None or self._newest_is_short():
            return set()
        return keys_of(before)

    # ── the service's pages ──────────────────────────────────────────────────

    def _index(self, rank: int) -> int:
        return self._last - rank if self.newest_first is False else rank

    async def _ranked(self, rank: int) -> Rows:
        """Return the service's page `rank`, counted from the newest, sorted newest first."""
        index = self._index(rank)
        return newest_first(await self._read(index)) if index >= 0 else ()

    async def open(self) -> None:
        """Read the first page and find out how the pages lie.

        Costs two requests where the service counts its rows, one where the direction is known.
        """
        async with self._opening:
            if self._opened:
                return
            self._pages.clear()
            answer = await self._fetch(None)
            rows = answer.envelopes
            self._pages.keep(0, rows)
            self._hint = answer.pages
            self.total = self.counted = _plausible_total(answer)
            if self._has_more(rows):
                self.size = len(rows)
                await self._find_base(answer)
                await self._find_order(rows)
            else:
                self.total = len(rows)
            self._opened = True

    def _has_more(self, rows: Rows) -> bool:
        if not rows:
            return False
        if self.total is not None:
            return self.total > len(rows)
        return len(rows) >= PAGE_SIZE or (self._hint or 0) > 1

    async def _find_base(self, first: InboxAnswer) -> None:
        if first.page == 1:
            return
        # A page 0 may be the first one or no answer at all: page 1 is then the second one, or the
        # same once more.
        rows = await self._ask(1)
        if rows and keys_of(rows) != keys_of(first.envelopes):
            self._base = 0
            self._pages.keep(1, rows)

    async def _find_order(self, first: Rows) -> None:
        await self._find_ends()
        if self.newest_first:
            # Mail that arrives moves every page but the first one on.
            self._pages.clear()
            self._pages.keep(0, first)

    async def _find_ends(self) -> None:
        """Find the last page that exists, and on which end the newest rows are."""
        if self.newest_first and self.total:
            self._last = self._last_by_total(self.total)
            return
        await self._find_last()
        if self._last == 0:
            return
        newer = is_newer(await self._read(0), await self._read(self._last))
        if newer is not None:
            self.newest_first = newer
        elif self.newest_first is None:
            self.newest_first = True
        if self.newest_first is False and len(await self._read(self._last)) == self.size:
            await self._look_past_full_page()

    async def _look_past_full_page(self) -> None:
        """Find the last page behind a full one, where the service counts some rows too few."""
        if await self._exists(self._last + 1):
            self._last = await self._search_last(self._last + 1)
            self._count()

    def _last_by_total(self, total: int) -> int:
        return -(-total // self.size) - 1

    async def _find_last(self) -> None:
        """Find the last page: from the total, else from the hint, else by search."""
        guess = self._last_by_total(self.total) if self.total else max(1, (self._hint or 2) - 1)
        rows = await self._read(guess)
        # The total is that of the latest answer: mail may have arrived since the first.
        expected = self.total - guess * self.size if self.total else None
        if rows and len(rows) == expected and not self._repeats(guess):
            self._last = guess
            return
        self._last = await self._search_last(guess)
        self._count()

    async def _search_last(self, guess: int) -> int:
        """Return the highest index that exists: up in growing steps, then halving.

        Up from `guess`, or from the start where that is too high: it may be too high by any amount.
        """
        low, high, step = (0, guess, 1) if await self._exists(guess) else (0, 1, 1)
        while await self._exists(high):
            low, high = high, high + step
            step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            if await self._exists(middle):
                low = middle
            else:
                high = middle
        return low

    async def _exists(self, index: int) -> bool:
        """Whether there is a page `index` that is not the one before it given once more."""
        rows = await self._read(index)
        if not rows or self._repeats(index):
            return False
        return index == 0 or not _same(rows, await self._read(index - 1))

    def _repeats(self, index: int) -> bool:
        return index > 0 and _same(self._known(index), self._known(0))

    def _count(self) -> None:
        """Count rows from the pages that exist, where the service's total did not hold."""
        first, last = self._known(0), self._known(self._last)
        self.size = max(self.size, len(last))
        between = max(0, self._last - 1) * self.size
        self.total = len(first) + between + (len(last) if self._last else 0)

    def _known(self, index: int) -> Rows:
        return self._pages.get(index) or ()

    async def _read(self, index: int) -> Rows:
        """Return the service's page `index`, counted from zero, in its own order."""
        async with self._single.setdefault(index, asyncio.Lock()):
            rows = self._pages.get(index)
            if rows is None:
                rows = await self._ask(index + self._base)
                self._pages.keep(index, rows)
        self._single.pop(index, None)
        return rows

    async def _ask(self, page: int) -> Rows:
        try:
            answer = await self._fetch(page)
        except NotFound:  # some services answer a page past the end so
            return ()
        # An empty page says how many there are only where the others do.
        says = bool(answer.envelopes) or self.counted is not None
        counted = _plausible_total(answer) if says else None
        self.moved = self.moved or counted != self.counted
        self.counted = counted
        if answer.envelopes and self.total is not None:
            self.total = _plausible_total(answer) or self.total
        return answer.envelopes


def _plausible_total(answer: InboxAnswer) -> int | None:
    """Return the answer's total, or None where its own rows or pages contradict it."""
    total, rows = answer.total, len(answer.envelopes)
    if total is None or total < rows:
        return None
    if total == rows >= PAGE_SIZE and (answer.pages or 0) > 1:
        return None
    return total
