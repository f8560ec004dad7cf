"""Where something held on this machine is missing in the service's list, without reading all of it.

Pages whose rows stand further ahead than those of the page before lie behind a gap. That holds as
far as the list is in the order of dates: what is not met is looked for around its place, and what
was never listed near there is left to a reading of all pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.services.mailbox.locating import shift_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.remote.listing import Listing
    from pectui.store.messages import Walk


class Gaps:
    """Finds the places where something held here is missing in the service's list."""

    def __init__(self, local: LocalMailbox, listing: Listing, walk: Walk) -> None:
        self._local = local
        self._listing = listing
        self._walk = walk
        self._gone: list[int] = []

    async def find(self, missing: int) -> tuple[int, ...]:
        """Return the numbers of what is missing; `missing` is how many are, by the count."""
        last = self._listing.pages
        newest, oldest = await self._ends(1), await self._ends(last)
        if newest is None or oldest is None:
            return ()
        before, behind = await self._shift(1), await self._shift(last)
        await self._note(newest[0] + 1, None)
        await self._search(1, before, last, behind)
        await self._note(None, oldest[1] - 1)
        return await self._certain(tuple(dict.fromkeys(self._gone)), missing)

    async def _certain(self, gone: tuple[int, ...], missing: int) -> tuple[int, ...]:
        """Return what is not where it would be, having looked; nothing where that is not known."""
        size = self._listing.size
        if not missing <= len(gone) <= missing + size:
            return ()
        if not await self._local.are_in_order(gone, size):
            return ()
        for rank in await self._local.ranks_of(gone):
            first, last = rank - missing - size, rank + size
            for page in range(max(0, first) // size + 1, last // size + 2):
                await self._rows(page)
        left = [await self._local.not_met(self._walk, number, number) for number in gone]
        return tuple(number for numbers in left for number in numbers)

    async def _search(self, low: int, before: int, high: int, behind: int) -> None:
        """Search between two pages, `low` being the newer, whose shifts are known."""
        if before == behind and low != high:
            # Also inside a page nothing is missing: its last rows stand where its first do.
            await self._note_between(low, low)
            await self._note_between(high, high)
            return
        if high - low <= 1:
            await self._note_between(low, high)
            return
        middle = (low + high) // 2
        shift = await self._shift(middle)
        await self._search(low, before, middle, shift)
        await self._search(middle, shift, high, behind)

    async def _shift(self, page: int) -> int:
        return await shift_of(self._local, self._listing, page, await self._rows(page))

    async def _rows(self, page: int) -> Sequence[Envelope]:
        rows = await self._listing.page(page)
        await self._local.take(rows, self._walk)
        return rows

    async def _ends(self, page: int) -> tuple[int, int] | None:
        """Return the numbers of the newest and the oldest row of a page."""
        found = await self._local.numbers_of(await self._rows(page))
        numbers = [number for number in found if number is not None]
        return (max(numbers), min(numbers)) if numbers else None

    async def _note_between(self, low: int, high: int) -> None:
        newer, older = await self._ends(low), await self._ends(high)
        if newer and older:
            await self._note(older[1], newer[0])

    async def _note(self, oldest: int | None, newest: int | None) -> None:
        bounds = {"oldest": oldest, "newest": newest}
        given = {name: value for name, value in bounds.items() if value is not None}
        self._gone += await self._local.not_met(self._walk, **given)
