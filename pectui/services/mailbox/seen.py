"""What was seen of the mailbox last time: a help, never a condition.

Whatever goes wrong with the cache is logged and passed over; it can be deleted at any time.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from pectui.errors import StoreUnusable
from pectui.pec.envelopes import newest_first
from pectui.services.remote.listing import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope

_LOG = logging.getLogger(__name__)


class Cache(Protocol):
    """What the mailbox keeps between two runs; `pectui.store.pages.SeenPages` is one."""

    async def keep(
        self, query: str, number: int, pages: int, total: int | None, rows: Sequence[Envelope]
    ) -> None:
        """Remember a page as it was listed."""

    async def load(
        self, query: str, number: int
    ) -> tuple[int, int | None, tuple[Envelope, ...]] | None:
        """Return pages, total and rows of a page seen before, less what was deleted from here."""

    async def find(self, message_id: int) -> tuple[str, int, Envelope, bool] | None:
        """Return query, page number, row and whether it was deleted, as last listed under an id."""

    async def mark_deleted(self, rows: Sequence[Envelope]) -> None:
        """Remember that these listed rows were deleted from here."""


class Seen:
    """The cache, or none, behind calls that never fail."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache

    async def keep(self, page: Page) -> None:
        """Remember a page that was listed to somebody."""
        if self._cache is None:
            return
        try:
            await self._cache.keep(page.query, page.number, page.pages, page.total, page.envelopes)
        except StoreUnusable as error:
            _LOG.warning("a page was not kept: %s", error.kind)

    async def load(self, number: int, query: str = "") -> Page | None:
        """Return a page as it was listed last, with `from_cache` set; None without one."""
        if self._cache is None:
            return None
        try:
            seen = await self._cache.load(query, number)
        except StoreUnusable as error:
            _LOG.warning("a kept page was not read: %s", error.kind)
            return None
        if seen is None:
            return None
        pages, total, rows = seen
        return Page(number, pages, total, newest_first(rows), query, from_cache=True)

    async def find(self, message_id: int) -> tuple[str, int, Envelope, bool] | None:
        """Return query, page, row and whether it was deleted, as last listed under an id."""
        if self._cache is None:
            return None
        try:
            return await self._cache.find(message_id)
        except StoreUnusable as error:
            _LOG.warning("the kept pages were not read: %s", error.kind)
            return None

    async def mark_deleted(self, rows: Sequence[Envelope]) -> None:
        """Remember what was deleted from here, so that its number is not taken for it again."""
        if self._cache is None or not rows:
            return
        try:
            await self._cache.mark_deleted(rows)
        except StoreUnusable as error:
            _LOG.warning("a deletion was not noted: %s", error.kind)
