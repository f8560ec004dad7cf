"""Reads the service's whole list, page by page, though it moves; resumes where it stopped.

What was read is staged on disk, so that it goes on where it was left, also by the next process.
Where the service counts otherwise than with the page before, the place is found again by the rows
that were staged last. So the staged list never lacks a row that lies on the service; rows that went
after they were read are found by comparing it once more (`comparison`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.intake import Intake
    from pectui.services.mailbox.service_list import Rows, ServiceList
    from pectui.store.mailbox.messages import Reading

_NEAR = (0, -1, 1, -2, 2, -3, 3, -4, 4)
"""Pages around the one expected on which a list that moved is taken up again."""
_TAIL = 25
"""Rows by which it is taken up again."""


class PlaceLost(Exception):
    """Where the staged list goes on cannot be found: it moved too much."""


async def stage_all(
    there: ServiceList,
    intake: Intake,
    reading: Reading,
    between: Callable[[], Awaitable[None]],
) -> None:
    """Stage the list to its end, from where it was left.

    `between` is awaited before each page; what it raises passes through, and what was staged stays.
    Raises PlaceLost and the client's errors.
    """
    await _Staging(there, intake, reading, between).run()


class _Staging:
    def __init__(
        self,
        there: ServiceList,
        intake: Intake,
        reading: Reading,
        between: Callable[[], Awaitable[None]],
    ) -> None:
        self._there = there
        self._intake = intake
        self._reading = reading
        self._between = between
        self._counted: int | None = None
        """What the service counted with the last page staged."""
        self._before: Rows = ()
        """That page."""
        self._length = 0
        """Rows staged."""
        self._end = 0
        """The list's length as far as it was read."""

    async def run(self) -> None:
        staged = await self._intake.stage_base()
        if staged is None:
            await self._intake.begin_stage()
            await self._take(0, self._there.first, self._there.total)
            rank = 0
        elif staged.there is not None:
            return
        else:
            moved = (self._there.total or 0) - (staged.total or self._there.total or 0)
            rank = await self._take_up(self._there.rank_at(max(0, staged.length - 1 + moved)))
        while not self._is_last(rank, self._before):
            await self._between()
            rows = await self._there.page(rank + 1)
            if self._there.counted != self._counted:
                rank = await self._take_up(rank + 1)
                continue
            if not rows or rows == self._before:
                if await self._has_shrunk(rank):
                    rank = await self._take_up(rank)
                    continue
                break
            if self._is_beyond(rank + 1, rows) and await self._there.page(rank) != self._before:
                # It is the last page given again, which has moved at an equal count.
                rank = await self._take_up(rank)
                continue
            rank += 1
            await self._take(rank, rows, self._there.counted)
        # The length that was read and the one that was counted must agree in a list that moved.
        is_known = self._counted in (None, self._end) or not await self._intake.stage_moved()
        await self._intake.end_stage(self._end if is_known else None)

    async def _take(
        self, rank: int, rows: Rows, counted: int | None, *, known: int | None = None
    ) -> None:
        """Stage a page, or what follows its first `known` rows in a list that moved."""
        self._counted, self._before = counted, rows
        self._length = await self._intake.stage(
            rows[known or 0 :], counted, self._reading, moved=known is not None
        )
        self._end = self._there.start_of(rank) + len(rows)

    def _is_last(self, rank: int, rows: Rows) -> bool:
        """Whether no page follows one, as far as that can be told without asking for it."""
        if self._there.ranks is not None:
            return rank >= self._there.ranks - 1
        is_full = len(rows) >= self._there.size
        return not is_full and (self._counted is None or self._length >= self._counted)

    def _is_beyond(self, rank: int, rows: Rows) -> bool:
        """Whether a page has rows that the count does not: some services repeat the last one."""
        return self._counted is not None and self._there.start_of(rank) + len(rows) > self._counted

    async def _has_shrunk(self, rank: int) -> bool:
        """Whether there is no page after `rank` because rows went, and not because it is the last.

        Where a page past the end is no answer, it has no count either.
        """
        if self._counted is None or self._end >= self._counted:
            return False
        # As many may have come as went: then the count is the same, and the page is another.
        again = await self._there.page(rank)
        return self._there.counted != self._counted or again != self._before

    async def _take_up(self, near: int) -> int:
        """Find the row staged last in the list that has moved; stage the rest of its page.

        Return that page. A row may be staged twice where it has equals, but none is left out.
        """
        base = await self._intake.stage_base()
        length = base.length if base else 0
        tail = await self._intake.window(max(0, length - _TAIL), length, staged=True)
        for rank in (near + step for step in _NEAR if near + step >= 0):
            rows = await self._there.page(rank)
            counted = self._there.counted
            if rank and self._there.start_of(rank) >= (counted or math.inf):
                continue  # past the end some services give the last page again
            grew = (counted or 0) > (self._counted or 0)
            known = _known(rows, tail, grew=grew)
            if known is not None:
                await self._take(rank, rows, counted, known=known)
                return rank
        raise PlaceLost


def _known(
    rows: Sequence[Envelope], tail: Sequence[tuple[str, int | None]], *, grew: bool
) -> int | None:
    """Return how many rows of a page are staged for certain, by the latest of `tail` on it.

    None where none of them is on it. What may be an equal of a staged row is not certain: it is
    the same row where it follows another known one, or has the same id in a list that `grew`.
    """
    page = [fingerprint_of(row) for row in rows]
    for end in range(len(tail) - 1, -1, -1):
        fingerprint, last_id = tail[end]
        if fingerprint not in page:
            continue
        place = page.index(fingerprint)
        before = tail[end - 1][0] if end else None
        follows = place > 0 and page[place - 1] == before != fingerprint
        is_it = grew and last_id is not None and rows[place].id == last_id
        return place + 1 if follows or is_it else place
    return None
