"""Where a message held here lies in the service's list now: ids move, its place tells.

The rank of a message here, among those that lie on the service, says on which page to look; how far
that page is off says where to look next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pectui.errors import MessageIdInvalid, NotFound
from pectui.store.messages import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope, HeldMessage
    from pectui.store.messages import Taken, Walk

MOST_PAGES = 12
"""Pages read for one message before it is taken to be gone."""


class Held(Protocol):
    """What is needed of `pectui.services.mailbox.contents.LocalMailbox`."""

    async def new_walk(self, standing: Standing) -> Walk:
        """Begin a reading of the service's list."""

    async def take(self, rows: Sequence[Envelope], walk: Walk) -> Taken:
        """Take over a page."""

    async def numbers_of(self, rows: Sequence[Envelope]) -> tuple[int | None, ...]:
        """Return the numbers of rows just listed."""

    async def ranks_of(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Return how many messages on the service are newer than each."""

    async def not_met(self, walk: Walk, oldest: int, newest: int) -> tuple[int, ...]:
        """Return the messages between two numbers that a walk has not met."""

    def rows(self, numbers: Sequence[int]) -> tuple[HeldMessage, ...]:
        """Return held messages."""


class Pages(Protocol):
    """What is needed of `pectui.services.remote.listing.Listing`."""

    @property
    def pages(self) -> int:
        """How many pages there are."""

    @property
    def size(self) -> int:
        """Rows of a full page."""

    async def open(self) -> None:
        """Find out how the pages lie."""

    async def page(self, number: int) -> tuple[Envelope, ...]:
        """Return one page, 1 being the newest."""


async def shift_of(held: Held, listing: Pages, number: int, rows: Sequence[Envelope]) -> int:
    """Return by how many places what is held here is ahead of the service's page `number`.

    By the middle of its rows: one with an odd date must not decide.
    """
    numbers = await held.numbers_of(rows)
    known = [(place, one) for place, one in enumerate(numbers) if one is not None]
    ranks = await held.ranks_of([one for _, one in known])
    first = (number - 1) * listing.size
    shifts = sorted(rank - first - place for (place, _), rank in zip(known, ranks, strict=True))
    half = len(shifts) // 2
    return round((shifts[half] + shifts[~half]) / 2) if shifts else 0


async def locate(held: Held, listing: Pages, row: HeldMessage) -> Envelope:
    """Return the envelope of `row` with the id it has now.

    Pages are read around its place until it is among them, and the one beside where it stands at
    an edge, since an equal one may lie there. Raises NotFound, MessageIdInvalid where the service
    gives it no number a call can be made with, and the client's errors.
    """
    walk = await held.new_walk(Standing.ASIDE)
    await listing.open()
    read: set[int] = set()
    (rank,) = await held.ranks_of([row.number])
    wanted: int | None = _page_at(rank, listing)
    while wanted is not None and len(read) < MOST_PAGES:
        rows = await listing.page(wanted)
        read.add(wanted)
        await held.take(rows, walk)
        if (place := _place(rows, row)) is not None:
            for beside in _beside(wanted, place, len(rows), listing.pages):
                await held.take(await listing.page(beside), walk)
            break
        shift = await shift_of(held, listing, wanted, rows)
        wanted = _nearest(_page_at(rank - shift, listing), read, listing.pages)
    now = held.rows([row.number])
    missed = await held.not_met(walk, row.number, row.number)
    if not now or missed:
        raise NotFound
    if now[0].envelope.id is None:
        raise MessageIdInvalid(id=now[0].envelope.id_text or "—")
    return now[0].envelope


def _page_at(rank: int, listing: Pages) -> int:
    return max(1, min(rank // listing.size + 1, listing.pages))


def _place(rows: Sequence[Envelope], row: HeldMessage) -> int | None:
    wanted = row.envelope.fingerprint
    return next((i for i, one in enumerate(rows) if one.fingerprint == wanted), None)


def _beside(page: int, place: int, size: int, pages: int) -> tuple[int, ...]:
    """Return the pages on which an equal of the row at `place` may lie."""
    beside = [(page - 1, place == 0), (page + 1, place == size - 1)]
    return tuple(one for one, is_near in beside if is_near and 1 <= one <= pages)


def _nearest(guess: int, read: set[int], pages: int) -> int | None:
    """Return the page nearest to a guess that was not read; None where all around were."""
    around = (page for away in range(MOST_PAGES) for page in (guess + away, guess - away))
    return next((page for page in around if 1 <= page <= pages and page not in read), None)
