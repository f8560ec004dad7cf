"""The service's list by place, newest first, and whether it held still while it was read.

The list is a sequence: letters are added at its newest end, rows are removed anywhere, at any
moment. An answer shows some of it at one moment, and a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pectui.pec.envelopes import likeness, same_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope
    from pectui.services.remote.listing import Listing
    from pectui.services.remote.reading import Mailbox

Rows = tuple["Envelope", ...]


@dataclass(slots=True)
class Habits:
    """What was found out about a service's pages and need not be found out again."""

    ascending: bool | None = None
    """Whether the rows of a page run from the oldest to the newest."""

    def in_order(self, rows: Sequence[Envelope]) -> Rows:
        """Return the rows of one page, newest first as they stand in the list."""
        if self.ascending is None:
            self.ascending = _ascends(rows)
        return tuple(reversed(rows)) if self.ascending else tuple(rows)


def _ascends(rows: Sequence[Envelope]) -> bool | None:
    """Whether most neighbours run from old to new; None where neither dates nor ids tell."""
    for values in (
        [row.date.timestamp() for row in rows if row.date is not None],
        [float(row.id) for row in rows if row.id is not None],
    ):
        pairs = list(pairwise(values))
        rising = sum(a < b for a, b in pairs) - sum(a > b for a, b in pairs)
        if rising:
            return rising > 0
    return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of the list, from place `start` on; 0 is the newest."""

    start: int
    rows: Rows


class ServiceList:
    """One reading of the service's list. Errors of the client pass through."""

    def __init__(self, listing: Listing, habits: Habits) -> None:
        self._listing = listing
        self._habits = habits
        self._stretches: dict[int, Stretch] = {}
        self._first_total: int | None = None
        self._differs = False
        """Whether the newest page is not what it was."""
        self.asked = 0
        """Pages asked for after the first answer."""
        self.first: Rows = ()
        """The newest page as it was first read."""
        self.newest: Rows = ()
        """The newest rows, newest first: that page, and the next where it would not tell enough."""

    async def open(self) -> None:
        """Read the newest page, and find out how the pages lie.

        That may take more than one answer; `moved` then says whether they belong together.
        """
        rows = await self._listing.newest()
        self._first_total = self._listing.counted
        self.first = self._habits.in_order(rows)
        self.newest = await self._telling(self.first)
        self._stretches[0] = Stretch(0, self.first)
        if self.is_oldest_first and len(rows) == self.size:
            # A letter may have come after it was found out which page is the last.
            after = await self.page(-1)
            self._differs = bool(after) and not _alike(after, self.first)

    async def find_direction(self) -> None:
        """Find out which way the pages run, where the listing took that for granted."""
        await self._listing.find_direction()
        await self.open()

    @property
    def is_newest_first(self) -> bool:
        """Whether the service's pages run from the newest row to the oldest."""
        return self._listing.newest_first is True

    def teach(self, remote: Mailbox) -> None:
        """Have `remote` know what was found out about the service's pages."""
        remote.learn(self._listing)

    @property
    def size(self) -> int:
        """Rows of a full page."""
        return self._listing.size

    @property
    def total(self) -> int | None:
        """What the service counted with the newest page; None where it does not say."""
        return self._first_total

    @property
    def moved(self) -> bool:
        """Whether some answer so far counted otherwise, or the newest page is another."""
        return self._differs or self._listing.moved

    @property
    def counted(self) -> int | None:
        """What the service counted in its latest answer."""
        return self._listing.counted

    @property
    def is_oldest_first(self) -> bool:
        """Whether the service's pages run from the oldest row to the newest."""
        return self._listing.newest_first is False

    @property
    def ranks(self) -> int | None:
        """How many pages there are, where that is known without reading them."""
        return self._listing.last + 1 if self.is_oldest_first else None

    async def page(self, rank: int) -> Rows:
        """Ask for page `rank`, 0 being the newest; return its rows, newest first."""
        self.asked += 1
        return self._habits.in_order(await self._listing.ask(rank))

    async def around(self, place: int) -> Stretch:
        """Return the page that has a place of the list, asked for once in this reading."""
        rank = self.rank_at(place)
        if rank not in self._stretches:
            self._stretches[rank] = Stretch(self.start_of(rank), await self.page(rank))
        return self._stretches[rank]

    def rank_at(self, place: int) -> int:
        """Return on which page a place of the list is."""
        if not self.is_oldest_first:
            return place // self.size
        newest = len(self.first)
        return 0 if place < newest else 1 + (place - newest) // self.size

    def start_of(self, rank: int) -> int:
        """Return the first place of a page."""
        if not self.is_oldest_first or rank == 0:
            return rank * self.size
        return len(self.first) + (rank - 1) * self.size

    async def held_still(self) -> bool:
        """Whether the list is what it was when it was opened: the same count, the same newest page.

        Any arrival changes the newest page; a removal changes the count, or with an arrival, the
        page. One answer alone is one moment and asks for nothing more.
        """
        if self.asked and not self.moved:
            again = await self._telling(await self.page(0))
            self._differs = not _alike(again, self.newest)
        return not self.moved

    async def _telling(self, first: Rows) -> Rows:
        """Return the newest page, with the next one where it does not show that a letter came.

        A page of equals looks the same with one more of them.
        """
        if len({likeness(row) for row in first}) != 1 or len(first) > self.size:
            return first
        if self.ranks == 1 or (not self.is_oldest_first and len(first) < self.size):
            return first
        following = await self.page(1)
        # Past the end some services give the last page again.
        return first if _alike(first, following) else first + following


def _alike(a: Rows, b: Rows) -> bool:
    return len(a) == len(b) and all(
        one.id == other.id and same_message(one, other) for one, other in zip(a, b, strict=True)
    )
