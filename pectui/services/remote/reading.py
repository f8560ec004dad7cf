"""The mailbox of one account: its pages, newest first, reading, and deleting the right message.

An id is an address for the next call, never an identity: it may lead to another message as soon as
anything is deleted, by anybody. So what is read or deleted is compared with what was listed.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t
from pectui.errors import MessageChanged, NotFound
from pectui.pec.envelopes import id_of, same_message
from pectui.services.mailbox.seen import Seen
from pectui.services.remote.listing import Listing, Page, keys_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from pectui.errors import PectuiError
    from pectui.models import Envelope, InboxAnswer, Message
    from pectui.services.mailbox.seen import Cache
    from pectui.services.remote.deletion import Deletion

KEPT_LISTINGS = 4
KEPT_PAGES = 64
KEPT_BODIES = 256


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in the list under the ids asked for (see `Mailbox.listed`)."""

    envelopes: tuple[Envelope, ...]
    refused: tuple[tuple[int, PectuiError], ...]


class Service(Protocol):
    """What the mailbox needs of the service; `pectui.api.Client` is one."""

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        """`GET /inbox`."""

    async def message(self, message_id: int) -> Message:
        """`GET /inbox/{id}`."""

    async def delete_message(self, message_id: int) -> None:
        """`DELETE /inbox/{id}`."""


class Mailbox:
    """One account's mailbox.

    `cache` is optional and never needed: what goes wrong with it is logged and passed over.
    """

    def __init__(self, client: Service, cache: Cache | None = None) -> None:
        self._client = client
        self._cache = Seen(cache)
        self._listings: OrderedDict[str, Listing] = OrderedDict()
        self._pages: OrderedDict[tuple[str, int], Page] = OrderedDict()
        self._bodies: OrderedDict[tuple[int, tuple[str, str, str, str]], str] = OrderedDict()
        self._newest_first: bool | None = None
        self._generation = 0
        self._not_kept: set[tuple[str, int]] = set()

    # ── pages ────────────────────────────────────────────────────────────────

    async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
        """Return one page of the whole mailbox, or of what the service finds for `query`.

        Pages that were read stay known until `fresh` or `forget`. A page past the end is empty.
        Raises the client's errors; then what was known stays.
        """
        number = max(1, number)
        page = self._pages.get((query, number))
        if page is None or page.from_cache or fresh:
            page = await self._ask(number, query, fresh=fresh)
        if (query, number) in self._not_kept:
            self._not_kept.discard((query, number))
            await self._cache.keep(page)
        return page

    async def walk(self, query: str = "") -> AsyncIterator[Envelope]:
        """Yield every row the service has, newest page first, each once, whatever it counts.

        Mail that arrives meanwhile brings no row twice. Raises the client's errors.
        """
        async for row in self.new_listing(query).walk():
            yield row

    def forget(self) -> None:
        """Forget every page, id and text read: the mailbox has changed."""
        self._generation += 1
        self._listings.clear()
        self._pages.clear()
        self._not_kept.clear()
        self._bodies.clear()

    async def _ask(self, number: int, query: str, *, fresh: bool = False) -> Page:
        """Return a page from its listing, and know it from now on unless it is outdated already."""
        generation = self._generation
        listing = None if fresh else self._listings.get(query)
        if listing is None:
            listing = self.new_listing(query)
            if not fresh:
                self._use(query, listing)
        rows = await listing.page(number)
        page = Page(number, listing.pages, listing.total, rows, query)
        if fresh and generation == self._generation:
            for key in [key for key in self._pages if key[0] == query]:
                del self._pages[key]
            self._use(query, listing)
        if self._listings.get(query) is listing:
            self.learn(listing)
            self._remember(page)
            self._not_kept.add((query, number))
        return page

    def new_listing(self, query: str = "") -> Listing:
        """Return the rows of a query as they lie on the service now; nothing is asked yet."""

        async def fetch(page: int | None) -> InboxAnswer:
            return await self._client.inbox(page=page, query=query)

        return Listing(fetch, self._newest_first)

    def learn(self, listing: Listing) -> None:
        """Take over what a listing found out about the service, so that the next need not ask."""
        if listing.newest_first is not None:
            self._newest_first = listing.newest_first

    def _use(self, query: str, listing: Listing) -> None:
        self._listings[query] = listing
        self._listings.move_to_end(query)
        if len(self._listings) > KEPT_LISTINGS:
            self._listings.popitem(last=False)

    def _remember(self, page: Page) -> None:
        self._pages[page.query, page.number] = page
        self._pages.move_to_end((page.query, page.number))
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    # ── one message ──────────────────────────────────────────────────────────

    async def read(self, envelope: Envelope) -> Message:
        """Return the message of a listed row.

        Raises MessageChanged when the id leads to another one by now, MessageIdInvalid for a row
        without an id, NotFound when it is gone, and the client's errors.
        """
        message = await self._client.message(id_of(envelope))
        if not same_message(message.envelope, envelope):
            raise MessageChanged(id=id_of(envelope))
        self._bodies[id_of(envelope), envelope.fingerprint] = message.body.raw
        if len(self._bodies) > KEPT_BODIES:
            self._bodies.popitem(last=False)
        return message

    async def read_id(self, message_id: int) -> Message:
        """Return whatever message stands under an id now. Raises NotFound and the client's."""
        return await self._client.message(message_id)

    # ── deleting ─────────────────────────────────────────────────────────────

    async def listed(self, ids: Sequence[int]) -> Listed:
        """Return the rows that were listed under `ids`: seen last here, else in the list now.

        Refused is what was deleted from here already (MessageChanged: the number may lead to
        another message by now; list again first) and what no page holds (NotFound). Raises the
        client's errors.
        """
        found: dict[int, Envelope] = {}
        refused: dict[int, PectuiError] = {}
        for message_id in ids:
            seen = await self._cache.find(message_id)
            if seen is not None:
                query, number, row, deleted = seen
                if deleted:
                    refused[message_id] = MessageChanged(t("mailbox.deleted-before"), id=message_id)
                else:
                    found[message_id] = row
                    await self._know(query, number)
        await self._look_up({*ids} - found.keys() - refused.keys(), found)
        for message_id in {*ids} - found.keys() - refused.keys():
            refused[message_id] = NotFound()
        wanted = dict.fromkeys(ids)
        return Listed(
            tuple(found[message_id] for message_id in wanted if message_id in found),
            tuple(
                (message_id, refused[message_id]) for message_id in wanted if message_id in refused
            ),
        )

    async def delete(
        self,
        envelopes: Sequence[Envelope],
        progress: Callable[[int, int], None] | None = None,
        *,
        pages: Sequence[Page] | None = None,
        texts: Mapping[int, str] | None = None,
    ) -> Deletion:
        """Delete listed messages by the rule of `pectui.services.remote.deletion`.

        `progress` is told how many of how many are through. `pages` are those the messages were
        listed on, where somebody else read them; `texts` what they are known to say, by id, as it
        came. What was not deleted is in `refused` with its reason; nothing raises. Afterwards every
        id is forgotten.
        """
        from pectui.services.remote.deletion import (  # late: nothing else needs it
            Deleter,
            DeletionPlan,
        )

        plan = DeletionPlan(envelopes, tuple(self._pages.values()) if pages is None else pages)
        bodies = dict(self._bodies)
        for row in envelopes:
            if row.id is not None and row.id in (texts or {}):
                bodies[row.id, row.fingerprint] = (texts or {})[row.id]
        deleter = Deleter(self._client, self.new_listing, bodies)
        try:
            return await deleter.run(plan, progress)
        finally:
            self.forget()
            await self._cache.mark_deleted(plan.deleted)

    async def _know(self, query: str, number: int) -> None:
        """Have the page known on which a row was seen, as it was seen."""
        if (query, number) not in self._pages:
            page = await self._cache.load(number, query)
            if page is not None:
                self._remember(page)

    async def _look_up(self, missing: set[int], found: dict[int, Envelope]) -> None:
        """Find rows page by page. What is read so is not kept: nobody has seen it."""
        number, seen = 1, set[object]()
        while missing - found.keys():
            page = await self._ask(number, "")
            keys = keys_of(page.envelopes)
            if not page.envelopes or keys <= seen:
                return
            seen |= keys
            for row in page.envelopes:
                if row.id in missing:
                    found.setdefault(row.id, row)
            number += 1
