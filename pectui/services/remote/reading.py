"""The mailbox of one account: its pages, newest first, reading, and deleting the right message.

An id is an address for the next call, never an identity: it may lead to another message as soon as
anything is deleted, by anybody. So what is read or deleted is compared with what was listed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pectui.cache import Cache
from pectui.catalogue import t
from pectui.errors import MessageChanged, NotFound, NotListed, StoreUnusable
from pectui.pec.envelopes import Likeness, id_of, identity_hash, likeness, same_message, text_hash
from pectui.services.remote.listing import Listing, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from pectui.errors import PectuiError
    from pectui.models import Envelope, InboxAnswer, Message
    from pectui.services.remote.deletion import Deletion
    from pectui.store.shown import ShownNumber, ShownNumbers

_LOG = logging.getLogger(__name__)

KEPT_LISTINGS = 4
KEPT_PAGES = 64
KEPT_BODIES = 256


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands now under numbers shown before (see `Mailbox.listed`)."""

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

    `shown` are the numbers shown to the person: without it `listed` refuses everything.
    """

    def __init__(self, client: Service, shown: ShownNumbers | None = None) -> None:
        self._client = client
        self._shown = shown
        self._listings: Cache[str, Listing] = Cache(KEPT_LISTINGS)
        self._pages: Cache[tuple[str, int], Page] = Cache(KEPT_PAGES)
        self._bodies: Cache[tuple[int, Likeness], str] = Cache(KEPT_BODIES)
        self._newest_first: bool | None = None
        self._generation = 0

    # ── pages ────────────────────────────────────────────────────────────────

    async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
        """Return one page of the whole mailbox, or of what the service finds for `query`.

        Pages that were read stay known until `fresh` or `forget`. A page past the end is empty.
        Raises the client's errors; then what was known stays.
        """
        number = max(1, number)
        page = self._pages.get((query, number))
        if page is None or fresh:
            page = await self._ask(number, query, fresh=fresh)
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
        self._bodies.clear()

    async def _ask(self, number: int, query: str, *, fresh: bool = False) -> Page:
        """Return a page from its listing, and know it from now on unless it is outdated already."""
        generation = self._generation
        listing = None if fresh else self._listings.get(query)
        if listing is None:
            listing = self.new_listing(query)
            if not fresh:
                self._listings.keep(query, listing)
        rows = await listing.page(number)
        page = Page(number, listing.pages, listing.total, rows, query)
        if fresh and generation == self._generation:
            self._pages.clear(lambda key: key[0] == query)
            self._listings.keep(query, listing)
        if self._listings.get(query) is listing:
            self.learn(listing)
            self._pages.keep((query, number), page)
        return page

    @property
    def knows_direction(self) -> bool:
        """Whether it was found out which way the service's pages run."""
        return self._newest_first is not None

    def new_listing(self, query: str = "", *, newest_first: bool | None = None) -> Listing:
        """Return the rows of a query as they lie on the service now; nothing is asked yet.

        `newest_first` is which way the pages are taken to run where that is not known.
        """

        async def fetch(page: int | None) -> InboxAnswer:
            return await self._client.inbox(page=page, query=query)

        return Listing(fetch, self._newest_first if self.knows_direction else newest_first)

    def learn(self, listing: Listing) -> None:
        """Take over what a listing found out about the service, so that the next need not ask."""
        if listing.newest_first is not None:
            self._newest_first = listing.newest_first

    # ── one message ──────────────────────────────────────────────────────────

    async def read(self, envelope: Envelope) -> Message:
        """Return the message of a listed row.

        Raises MessageChanged when the id leads to another one by now, MessageIdInvalid for a row
        without an id, NotFound when it is gone, and the client's errors.
        """
        message = await self._client.message(id_of(envelope))
        if not same_message(message.envelope, envelope):
            raise MessageChanged(id=id_of(envelope))
        self._bodies.keep((id_of(envelope), likeness(envelope)), message.body.raw)
        return message

    async def read_id(self, message_id: int) -> Message:
        """Return whatever message stands under an id now. Raises NotFound and the client's."""
        return await self._client.message(message_id)

    # ── deleting ─────────────────────────────────────────────────────────────

    async def note_shown(
        self, rows: Sequence[Envelope], *, query: str = "", page: int | None = None
    ) -> None:
        """Keep which numbers the person was shown for which messages; `delete` compares with it.

        To be called once rows are printed, or seen on the screen. `page` is the page of `query`
        they stand on, where it is known. What goes wrong is logged: then those are refused later.
        """
        await self._note([(row, query, page, "") for row in rows])

    async def note_read(self, message: Message) -> None:
        """Keep that the person was shown a message with its text, as `note_shown` does."""
        await self._note([(message.envelope, "", None, text_hash(message.body.raw))])

    async def _note(self, rows: Sequence[tuple[Envelope, str, int | None, str]]) -> None:
        if self._shown is None:
            return
        from pectui.store.shown import ShownNumber

        numbers = [
            ShownNumber(row.id, identity_hash(row), query, page, body)
            for row, query, page, body in rows
            if row.id is not None
        ]
        try:
            await self._shown.note(numbers)
        except StoreUnusable as error:
            _LOG.warning("numbers shown were not kept: %s", error.kind)

    async def listed(self, ids: Sequence[int]) -> Listed:
        """Return the messages that were shown to the person under `ids`, as they stand there now.

        Refused is what was not shown since the last deletion (NotListed), what is another message
        by now or cannot be told from its equals (MessageChanged), and what is gone (NotFound).
        Raises the client's errors, and StoreUnusable.
        """
        found: list[Envelope] = []
        refused: list[tuple[int, PectuiError]] = []
        for message_id in dict.fromkeys(ids):
            shown = await self._shown.find(message_id) if self._shown else None
            if shown is None or shown.outdated:
                reason = t("mailbox.shown-before", id=message_id) if shown else None
                refused.append((message_id, NotListed(reason, id=message_id)))
                continue
            try:
                found.append(await self._as_shown(shown))
            except (MessageChanged, NotFound) as error:
                refused.append((message_id, error))
        return Listed(tuple(found), tuple(refused))

    async def _as_shown(self, shown: ShownNumber) -> Envelope:
        """Return the message of a number shown. Raises MessageChanged, NotFound."""
        if shown.body:
            return await self._as_read(shown)
        rows: tuple[Envelope, ...] = ()
        if shown.page is not None:
            rows = (await self.page(shown.page, shown.query)).envelopes
        row = next((row for row in rows if row.id == shown.id), None)
        if row is None:
            row = (await self._client.message(shown.id)).envelope
        if identity_hash(row) != shown.message:
            raise MessageChanged(id=shown.id)
        equals = {other.id for other in rows if identity_hash(other) == shown.message}
        await self._check_equals(shown, {shown.id, *equals})
        return row

    async def _as_read(self, shown: ShownNumber) -> Envelope:
        """Return the message of a number shown with its text, which tells it from its equals."""
        message = await self._client.message(shown.id)
        row, raw = message.envelope, message.body.raw
        if identity_hash(row) != shown.message or text_hash(raw) != shown.body:
            raise MessageChanged(id=shown.id)
        self._bodies.keep((shown.id, likeness(row)), raw)
        return row

    async def _check_equals(self, shown: ShownNumber, equals: set[int | None]) -> None:
        """Raise MessageChanged unless all look-alikes stand under the numbers shown for them."""
        assert self._shown is not None
        numbers = await self._shown.numbers_of(shown.message)
        changed = MessageChanged(t("mailbox.look-alikes"), id=shown.id)
        if not equals <= numbers:
            raise changed
        for other in sorted(numbers - equals):
            try:
                message = await self._client.message(other)
            except NotFound:
                raise changed from None
            if identity_hash(message.envelope) != shown.message:
                raise changed

    async def delete(
        self,
        envelopes: Sequence[Envelope],
        progress: Callable[[int, int], None] | None = None,
        *,
        pages: Sequence[Page] | None = None,
        texts: Mapping[int, str] | None = None,
        gone: Callable[[Envelope], Awaitable[None]] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Deletion:
        """Delete listed messages by the rule of `pectui.services.remote.deletion`.

        `progress` is told how many of how many are through. `pages` are those the messages were
        listed on, where somebody else read them; `texts` what they are known to say, by id, as it
        came; `gone` is awaited with each that is deleted, at once; `stop` is asked before each.
        What was not deleted is in `refused`, what may be in `unknown`; nothing raises. Afterwards
        every id is forgotten.
        """
        from pectui.services.remote.deletion import (  # late: nothing else needs it
            Deleter,
            DeletionPlan,
        )

        plan = DeletionPlan(
            envelopes, tuple(self._pages.copy().values()) if pages is None else pages
        )
        bodies = self._bodies.copy()
        for row in envelopes:
            if row.id is not None and row.id in (texts or {}):
                bodies[row.id, likeness(row)] = (texts or {})[row.id]
        deleter = Deleter(self._client, self.new_listing, bodies, self._shown)
        try:
            return await deleter.run(plan, progress, gone, stop)
        finally:
            self.forget()
