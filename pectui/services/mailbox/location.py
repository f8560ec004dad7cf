"""Where a message of the copy lies in the service's list now: ids move, its place tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pectui.errors import MessageChanged, MessageIdInvalid, NotFound
from pectui.pec.envelopes import likeness

if TYPE_CHECKING:
    from pectui.models import Envelope
    from pectui.pec.envelopes import Likeness

MOST_PAGES = 12
"""Pages read for one message before it is taken to be gone."""


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


async def locate(listing: Pages, row: Envelope, rank: int, nth: int, alike: int) -> Envelope:
    """Return `row` with the id it has now.

    `rank` is how many messages were newer when its place was known, `nth` which of the `alike`
    equals it is, the newest being 0. Pages are read around its place, nearest first. Raises
    NotFound, MessageChanged where there are not as many equals as are known, MessageIdInvalid where
    the service gives it no number a call can be made with, and the client's errors.
    """
    await listing.open()
    look = likeness(row)
    for page in _nearest(rank // listing.size + 1, listing.pages):
        rows = await listing.page(page)
        places = [place for place, one in enumerate(rows) if likeness(one) == look]
        if not places:
            continue
        found = [rows[place] for place in places]
        # Equals stand together: at an edge, more of them may lie on the page beside.
        if places[0] == 0 and page > 1:  # mutants: a page below 1 is empty
            found = [*_like(await listing.page(page - 1), look), *found]
        if places[-1] == len(rows) - 1 and page < listing.pages:
            found = [*found, *_like(await listing.page(page + 1), look)]
        if len(found) != alike:
            raise MessageChanged(id=row.id or "—")
        if found[nth].id is None:
            raise MessageIdInvalid(id=found[nth].id_text or "—")
        return found[nth]
    raise NotFound


def _like(rows: tuple[Envelope, ...], look: Likeness) -> list[Envelope]:
    return [one for one in rows if likeness(one) == look]


def _nearest(guess: int, pages: int) -> list[int]:
    """Return the pages to be read for one expected on page `guess`, nearest first."""
    guess = max(1, min(guess, pages))
    # mutants: no page is counted below 1
    around = sorted(range(1, pages + 1), key=lambda page: abs(page - guess))
    return around[:MOST_PAGES]
