"""How a list that was read before differs from the service's list as it is now.

Rows come at the newest end and go anywhere, so what lies between two rows known in both lists is
the same in both where it is as long in both. A difference is narrowed down by halving: one row
that has gone costs about as many pages as the number of pages has binary digits.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.reconciliation import Difference

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.service_list import ServiceList, Stretch

MOST_GONE = 500
"""Rows that may have gone for a comparison; above, reading everything costs less."""
Known = list[tuple[str, int | None]]
"""Fingerprints and ids of a part of the list that was read before, newest first."""


class Unclear(Exception):
    """The two lists cannot be compared for certain: everything has to be read."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One row known in both lists: its place there now, and in the list read before."""

    there: int
    before: int


async def compare(
    there: ServiceList, window: Callable[[int, int], Awaitable[Known]], length: int, expected: int
) -> Difference:
    """Compare a list of `length` rows, read by `window`, with the service's `expected` rows.

    Raises Unclear, and the client's errors. What is returned is true of the moment at which `there`
    was opened, if it has held still since.
    """
    return await _Comparison(there, window, length, expected).run()


class _Comparison:
    def __init__(
        self,
        there: ServiceList,
        window: Callable[[int, int], Awaitable[Known]],
        length: int,
        expected: int,
    ) -> None:
        self._there = there
        self._window = window
        self._length = length
        self._expected = expected
        self._found = Difference()

    async def run(self) -> Difference:
        self._check_pages()
        last = await self._newest()
        end = _Pair(self._expected, self._length)
        excess = (end.before - last.before) - (end.there - last.there)
        pages = max(1, self._expected // self._there.size)
        # mutants: at equal cost either way will do
        if excess < 0 or excess > MOST_GONE or excess * math.log2(pages + 1) > pages + 8:
            raise Unclear
        ranges = [(last, end)]
        while ranges:
            ranges += await self._between(*ranges.pop())
        self._found.gone.sort()
        return self._found

    def _check_pages(self) -> None:
        """Raise Unclear where places cannot be told from page numbers."""
        there, newest = self._there, len(self._there.newest)
        if there.ranks is not None:
            if there.start_of(there.ranks) != self._expected:
                raise Unclear
        elif newest < min(there.size, self._expected):
            # mutants: from places that are off no row is certain further down either
            raise Unclear

    async def _newest(self) -> _Pair:
        """Read from the newest row to known ones; return the last row read, in both lists."""
        rows: list[Envelope] = list(self._there.newest)
        while True:
            slack = max(0, self._length - self._expected) + len(rows)
            if slack > MOST_GONE + len(rows):
                raise Unclear
            known = await self._window(0, len(rows) + slack)
            matched = _joined(rows, known)
            certain = self._take_head(rows, known, matched) if matched else None
            if certain is not None:
                return certain
            if len(rows) >= self._expected:
                return self._take_whole(rows, known, matched)
            more = await self._read(len(rows))
            if not more.rows or more.start != len(rows):
                raise Unclear
            rows += more.rows

    def _take_whole(self, rows: list[Envelope], known: Known, matched: list[int] | None) -> _Pair:
        """Take a list that was read to its end."""
        if len(rows) != self._expected or self._length > len(known):
            raise Unclear
        kept = matched or []
        self._found.arrived = rows[: len(rows) - len(kept)]
        self._found.gone = sorted(set(range(self._length)) - set(kept))
        self._note(rows[len(rows) - len(kept) :], known, kept, 0)
        return _Pair(self._expected - 1, self._length - 1)

    async def _ends_after(self, place: int) -> bool:
        """Whether a row that was read is the list's last: where its page is full, the next tells.

        A count that is off for once must call nothing gone. Some services give the last page again.
        """
        if self._there.is_oldest_first or (place + 1) % self._there.size:
            return True
        after = await self._read(place + 1)
        return not after.rows or after.rows == (await self._read(place)).rows

    async def _read(self, place: int) -> Stretch:
        stretch = await self._there.around(place)
        if self._there.moved:
            raise Unclear
        return stretch

    def _take_head(self, rows: list[Envelope], known: Known, matched: list[int]) -> _Pair | None:
        """Take what the newest rows say; return the last that cannot be another one's equal."""
        new = len(rows) - len(matched)
        listed = Counter(map(fingerprint_of, rows))
        before = Counter(fingerprint for fingerprint, _ in known)
        # Of the last row read, an equal may follow that was not read yet.
        last = len(rows) - (1 if len(rows) == self._expected else 2)
        for place in range(last, new - 1, -1):
            fingerprint = fingerprint_of(rows[place])
            if listed[fingerprint] == before[fingerprint] == 1:
                upto = matched[: place - new + 1]
                self._found.arrived = rows[:new]
                self._found.gone += sorted(set(range(upto[-1] + 1)) - set(upto))
                self._note(rows[new : place + 1], known, upto, 0)
                return _Pair(place, upto[-1])
        return None

    def _note(
        self, rows: Sequence[Envelope], known: Known, matched: Sequence[int], first: int
    ) -> None:
        """Note the ids under which known rows were listed; `known` begins at place `first`."""
        for row, place in zip(rows, matched, strict=True):
            self._found.seen.append((place, row.id))
            before = known[place - first][1]
            if before != row.id:
                self._found.same_ids = False

    async def _between(self, a: _Pair, b: _Pair) -> list[tuple[_Pair, _Pair]]:
        """Find what has gone between two known rows; return the parts that are still to be read."""
        there, before = b.there - a.there - 1, b.before - a.before - 1
        if before < there:
            raise Unclear
        if before == there:
            return []
        if there == 0:
            if b.there == self._expected and not await self._ends_after(a.there):
                raise Unclear
            self._found.gone += range(a.before + 1, b.before)
            return []
        stretch = await self._read((a.there + b.there) // 2)
        first = max(stretch.start, a.there + 1)
        end = min(stretch.start + len(stretch.rows), b.there)
        rows = stretch.rows[first - stretch.start : end - stretch.start]
        after = stretch.start + len(stretch.rows)
        is_short = len(stretch.rows) < self._there.size and after < self._expected
        if not rows or is_short or after > self._expected:
            raise Unclear
        low = a.before + first - a.there
        high = b.before - (b.there - end)
        known = await self._window(low, high)
        if len(known) != high - low:
            raise Unclear
        early, late = _earliest(rows, known), _latest(rows, known)
        if early is None or late is None:
            raise Unclear
        certain = [
            i for i, (one, other) in enumerate(zip(early, late, strict=True)) if one == other
        ]
        if not certain:
            raise Unclear
        top, bottom = certain[0], certain[-1]
        inside = early[top : bottom + 1]
        self._found.gone += sorted(
            {low + i for i in range(inside[0], inside[-1] + 1)} - {low + i for i in inside}
        )
        self._note(rows[top : bottom + 1], known, [low + i for i in inside], low)
        newer = _Pair(first + top, low + early[top])
        older = _Pair(first + bottom, low + early[bottom])
        return [(a, newer), (older, b)]


def _joined(rows: Sequence[Envelope], known: Known) -> list[int] | None:
    """Return which known rows the last of `rows` are, as many as can be; None where none is."""
    for new in range(len(rows)):
        matched = _earliest(rows[new:], known)
        if matched is not None:
            return matched
    return None


def _earliest(rows: Sequence[Envelope], known: Known) -> list[int] | None:
    """Return for each row which of the known it is, all in order, as near the first as can be."""
    matched: list[int] = []
    place = 0
    for row in rows:
        fingerprint = fingerprint_of(row)
        while place < len(known) and known[place][0] != fingerprint:
            place += 1
        if place == len(known):
            return None
        matched.append(place)
        place += 1
    return matched


def _latest(rows: Sequence[Envelope], known: Known) -> list[int] | None:
    """Return the same as near the last as can be."""
    matched = _earliest(rows[::-1], known[::-1])
    return None if matched is None else [len(known) - 1 - place for place in reversed(matched)]
