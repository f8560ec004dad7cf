"""The pace of sending: every start has a moment of its own, across processes, reboots and suspends.

The service takes one `POST /send` a second. Paced by starts, not by ends: the answer of one sending
is awaited alongside the next. A start takes a *slot* in the database, a short window of time a
little ahead, in the same commit that marks the sending as leaving; then it waits for the window to
open and goes. So neither a slow disk nor a change of process brings two first bytes nearer
together: every window opens a whole period after the one before has closed.

Who misses its window takes another one and never squeezes in between. The new one is as wide as the
machine was late, so that one that always wakes up late gets slow, never stuck. The slot of a
process that died just passes. Slots are monotonic times with the id of the boot they belong to;
those of another boot, and any farther ahead than one is ever taken, are no reason to wait.

When the service says all the same that letters came too fast, the period is stretched for a while,
for every process of the mailbox.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.store.sending.slots import LastSlot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables

_LOG = logging.getLogger(__name__)

PERIOD = 1.006
"""Seconds from the end of one window to the next; the service documents one second."""
WINDOW = 0.004
"""Seconds in which a start is on time: what waking up may be late by."""
LEAD = 0.03
"""Seconds between taking a slot and its moment: room for the commit."""
STRETCHED_FOR = 600.0
"""Seconds for which the period stays stretched after the service asked for a slower pace."""
MOST_STRETCH = 2.0
_FIRST_STRETCH = 0.1
_MOST_LEAD = 0.4
"""Seconds to which the lead may grow on a machine that is slow."""
_FIRST_WIDE = 1.0
"""Seconds to which the window grows at once; from there on it doubles."""
_MOST_WINDOW = 30.0  # mutants: a second more or less decides nothing
"""Seconds to which the window may grow on a machine that wakes up late again and again."""
_MOST_AHEAD = _MOST_WINDOW + 2 * _MOST_LEAD + 1.0
"""Seconds. No slot is ever taken farther ahead, so one that is was not taken by this clock."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When a sending may start, in monotonic seconds."""

    opens: float
    closes: float


def _nothing(_: Tables) -> None:
    """Mark nothing: it is marked already."""


class Pace:
    """The pace of one mailbox, in seconds. A `period` of 0 is no pace at all."""

    def __init__(
        self,
        books: Books,
        *,
        period: float = PERIOD,
        monotonic: Callable[[], float] = time.monotonic,
        boot: str | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._books = books
        self._period = period
        self._window = min(WINDOW, period / 10)
        self._lead = min(LEAD, period / 2)
        self._monotonic = monotonic
        self._boot = books.boot if boot is None else boot
        self._sleep = sleep

    async def start(self, mark: Callable[[Tables], None]) -> None:
        """Wait for a slot of one's own, and return in it, so that a first byte may leave at once.

        `mark` runs in the transaction that takes the slot, a moment before it; what it raises comes
        out, and no slot is taken then. Raises StoreUnusable.
        """
        lead, window = self._lead, self._window
        slot = await self._take(mark, lead, window)
        misses = 0
        while not await self._reach(slot):
            misses += 1
            late = self._monotonic() - slot.opens
            # Twice the room for a hiccup; for a machine that is late again, what it is late by.
            wide = min(2 * late, _FIRST_WIDE) if misses > 1 else 0.0
            lead = min(2 * lead, _MOST_LEAD)
            window = min(max(2 * window, wide), _MOST_WINDOW)
            slot = await self._take_anew(slot, lead, window)

    async def _take_anew(self, missed: Slot, lead: float, window: float) -> Slot:
        """Take another slot in place of one that was missed."""
        return await self._take(_nothing, lead, window, missed)

    async def _take(
        self,
        mark: Callable[[Tables], None],
        lead: float,
        window: float,
        missed: Slot | None = None,
    ) -> Slot:
        """Take a slot as soon as one is near; one that was missed is nobody's reason to wait."""

        def work(tables: Tables) -> tuple[Slot, float]:
            now = self._monotonic()
            last = self._last(tables, now)
            if missed is not None and last.closes == missed.closes:
                # Nobody has started in it, and nobody else waits for its end.
                last = replace(last, closes=None)
            slot = self._next(last, now, lead, window)
            wait = slot.opens - now - lead
            if wait <= lead:
                mark(tables)
                if self._period:
                    tables.slots.save(self._boot, replace(last, closes=slot.closes))
                wait = 0.0
            return slot, wait

        while True:
            slot, wait = await self._books.data.run(work)
            if not wait:
                return slot
            await self._sleep(wait)

    def _last(self, tables: Tables, now: float) -> LastSlot:
        """Return the last slot taken, as far as it is a reason to wait, and the stretch it left."""
        last = tables.slots.last(self._boot)
        if last is None:
            return LastSlot(None, 1.0, 0.0)  # mutants: nothing is stretched without a slot
        # mutants: no two moments are equal to the bit
        is_near = last.closes is not None and last.closes <= now + _MOST_AHEAD
        is_stretched = 0 < last.stretched_until - now <= STRETCHED_FOR
        return replace(
            last,
            closes=last.closes if is_near else None,
            stretch=last.stretch if is_stretched else 1.0,
        )

    def _next(self, last: LastSlot, now: float, lead: float, window: float) -> Slot:
        opens = now + lead
        if last.closes is not None:
            opens = max(opens, last.closes + self._period * last.stretch)
        return Slot(opens, opens + window)

    async def _reach(self, slot: Slot) -> bool:
        """Wait until `slot` opens; return whether it is still open then."""
        while (left := slot.opens - self._monotonic()) > 0:
            await self._sleep(left)
        # mutants: no two moments are equal to the bit
        return self._monotonic() <= slot.closes or not self._period

    async def slow_down(self) -> None:
        """Stretch the period for a while, more each time. Raises StoreUnusable."""

        def work(tables: Tables) -> float:
            now = self._monotonic()
            last = self._last(tables, now)
            more = max(2 * (last.stretch - 1), _FIRST_STRETCH)
            stretch = min(1 + more, MOST_STRETCH)
            closes = now if last.closes is None else last.closes
            tables.slots.save(self._boot, LastSlot(closes, stretch, now + STRETCHED_FOR))
            return stretch

        stretch = await self._books.data.run(work)
        _LOG.info("the service asks for a slower pace: %.2f s", self._period * stretch)
