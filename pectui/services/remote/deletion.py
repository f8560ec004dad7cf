"""Deleting the message that was meant, on a service whose ids may lead elsewhere at any moment.

The rule, per message, from the highest id down:

1. `GET /inbox/{id}` again. Another message than the listed one: refused.
2. Its text was read before under this id: the text must be the same, else refused.
3. Its text was not read and another row looks just like it in the list (or may, on a part of the
   list that was not read): between two readings of the text, which must agree, the list is asked
   again, and the look-alikes must stand under the very ids they were listed under, less those this
   call deleted. Else refused. Where all look-alikes of fully read pages go in the same call there
   is nothing to confuse.
4. Every number shown to the person so far is outdated, on disk; then `DELETE /inbox/{id}`, once.
5. The answer is lost: one `GET /inbox/{id}` tells whether it went. Where it does not tell, the
   outcome is unknown and nothing more is tried.
6. In the end the list is looked at once more: what the service says it deleted must be gone from
   it. Between a reading and its delete the ids may have moved, and the service has no conditional
   delete: no client can close that moment, but the person is told what went instead.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t
from pectui.errors import (
    ConnectionRefused,
    DeletionUnknown,
    MessageChanged,
    MessageIdInvalid,
    NameUnknown,
    NotFound,
    NotListed,
    PectuiError,
    RequestRejected,
    ServiceRefuses,
    TimedOut,
    TlsFailed,
    TooManyRequests,
)
from pectui.models import PAGE_SIZE
from pectui.pec.envelopes import Likeness, id_of, likeness, same_message
from pectui.services.remote.listing import Page
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence

    from pectui.models import Envelope, Message
    from pectui.services.remote.listing import Listing

_LOG = logging.getLogger(__name__)

_NOT_CARRIED_OUT = (
    ServiceRefuses,
    RequestRejected,
    TooManyRequests,
    NameUnknown,
    ConnectionRefused,
    TlsFailed,
)
"""After these nothing was deleted; every other error of a DELETE leaves it open."""
_UNDECIDED = frozenset({408, 409})
"""Statuses of a rejection that may hide a deletion."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What became of the messages that were to be deleted."""

    deleted: tuple[Envelope, ...]
    refused: tuple[tuple[Envelope, PectuiError], ...]
    unknown: tuple[tuple[Envelope, PectuiError], ...] = ()
    """Those that may have been deleted, with what is known."""


class DeletingService(Protocol):
    """What deleting needs of the service."""

    async def message(self, message_id: int) -> Message:
        """`GET /inbox/{id}`."""

    async def delete_message(self, message_id: int) -> None:
        """`DELETE /inbox/{id}`."""


class Numbers(Protocol):
    """The numbers shown to the person (see `pectui.store.shown.ShownNumbers`)."""

    async def outdate(self) -> int | None:
        """Let none of them count any more. Raises StoreUnusable."""

    async def restore(self, generation: int | None) -> None:
        """Let them count again."""


def may_be_carried_out(error: PectuiError) -> bool:
    """Whether a DELETE that ended in `error` may have deleted the message all the same."""
    if not isinstance(error, _NOT_CARRIED_OUT):
        return True
    return error.values.get("status") in _UNDECIDED


class DeletionPlan:
    """What is known about the rows of one deletion, from the pages they were listed on."""

    def __init__(self, envelopes: Iterable[Envelope], pages: Sequence[Page]) -> None:
        # mutants: the place of a row without a number is told of refused ones only
        self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))
        self.deleted: list[Envelope] = []
        self.tried: set[int] = set()
        self.looked_at: dict[int, tuple[Page, ...]] = {}
        """Pages read around a row while it was told from its look-alikes, by its id."""
        self._pages = pages
        self._chosen = {(row.id, likeness(row)) for row in self.order}
        self._alike: dict[Likeness, set[int]] = {}
        for row in (*self.order, *(row for page in pages for row in page.envelopes)):
            if row.id is not None:
                self._alike.setdefault(likeness(row), set()).add(row.id)

    @property
    def gone(self) -> set[int]:
        """The ids deleted so far."""
        return {id_of(row) for row in self.deleted}

    def look_alikes(self, envelope: Envelope) -> set[int]:
        """Return the ids of all rows known that look like this one, itself included."""
        return self._alike.get(likeness(envelope), set())

    def is_ambiguous(self, envelope: Envelope) -> bool:
        """Whether a row that stays looks like this one, or may on a page nobody read."""
        stays = {
            other
            for other in self.look_alikes(envelope)
            if (other, likeness(envelope)) not in self._chosen
        }
        return bool(stays) or self._is_at_an_edge(envelope)

    def is_known_whole(self, envelope: Envelope) -> bool:
        """Whether every row that looks like this one stood on the pages known."""
        return id_of(envelope) in self.looked_at or not self._is_at_an_edge(envelope)

    def pages_with(self, envelope: Envelope) -> tuple[Page, ...]:
        """Return the pages on which a row and its look-alikes stood at one time."""
        around = self.looked_at.get(id_of(envelope), ())
        if around:
            return around
        here = self.page_of(envelope)
        pages = _of(here.query, self._pages) if here else []
        return tuple(page for page in pages if _count([page], envelope))

    def left(self, pages: Iterable[Page], envelope: Envelope) -> int:
        """Return how many rows that look like this one are to be left of those on `pages`."""
        return sum(row not in self.deleted for row in _alike(pages, envelope))

    def first_page_after(self, page: Page) -> int:
        """Return how far up the topmost deleted row of a page can be, were it still there."""
        # mutants: a page without any was read around a row whose own page is looked at too
        deleted = frozenset(self.deleted)
        top = min((at for at, row in enumerate(page.envelopes) if row in deleted), default=0)
        pages = -(-(len(self.deleted) - top) // PAGE_SIZE)
        return max(1, page.number - pages)

    def page_of(self, envelope: Envelope) -> Page | None:
        """Return the page a row was listed on."""
        for page in self._pages:
            if any(row.id == envelope.id for row in _alike([page], envelope)):
                return page
        return None

    def _is_at_an_edge(self, envelope: Envelope) -> bool:
        """Whether rows of the same moment may lie on a page that is not known, or arrive."""
        page = self.page_of(envelope)
        if page is None:
            return True
        rows, known = page.envelopes, {(other.query, other.number) for other in self._pages}
        edges = ((rows[0], page.number - 1), (rows[-1], page.number + 1))
        return any(
            row.date_text == envelope.date_text
            and 0 <= beside <= page.pages  # mutants: no page is counted below 1
            and (page.query, beside) not in known
            for row, beside in edges
        )


class Deleter:
    """Deletes by the rule of this module.

    `new_listing` reads the list of a query anew; `bodies` are the texts read so far, raw, by id
    and likeness; `numbers` are those shown to the person.
    """

    def __init__(
        self,
        client: DeletingService,
        new_listing: Callable[[str], Listing],
        bodies: Mapping[tuple[int, Likeness], str],
        numbers: Numbers | None = None,
    ) -> None:
        self._client = client
        self._new_listing = new_listing
        self._bodies = bodies
        self._numbers = numbers
        self._outdated: int | None = None
        self._has_asked = False
        """Whether a DELETE is about to leave, or left."""
        self._may_have_deleted = False

    async def run(
        self,
        plan: DeletionPlan,
        progress: Callable[[int, int], None] | None = None,
        gone: Callable[[Envelope], Awaitable[None]] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Deletion:
        """Delete what is planned; raises nothing of the service's, see `Deletion`.

        `gone` is awaited with each message as soon as it is known to be deleted; `stop` is asked
        before each. Once the service
        refuses who asks, fails or is out of reach, the rest is not tried.
        """
        refused: list[tuple[Envelope, PectuiError]] = []
        unknown: list[tuple[Envelope, PectuiError]] = []
        stopped: PectuiError | None = None
        for done, envelope in enumerate(plan.order, 1):
            if stop() and not stopped:
                stopped = NotListed(t("mailbox.stopped"), id=envelope.id)
            error = stopped or await self._delete_one(envelope, plan)
            if error is None:
                plan.deleted.append(envelope)
                if gone:
                    await gone(envelope)
            elif isinstance(error, DeletionUnknown):
                unknown.append((envelope, error))
                stopped = NotListed(t("mailbox.not-tried"), id=envelope.id)
            else:
                refused.append((envelope, error))
                if not isinstance(error, RequestRejected | MessageIdInvalid):
                    stopped = error
            if progress:
                progress(done, len(plan.order))
        if self._has_asked and not self._may_have_deleted and self._numbers:
            await self._numbers.restore(self._outdated)
        if not stopped:
            unknown += await self._still_listed(plan)
        doubtful = [row for row, _ in unknown]
        deleted = tuple(row for row in plan.deleted if row not in doubtful)
        return Deletion(deleted, tuple(refused), tuple(unknown))

    async def _delete_one(self, envelope: Envelope, plan: DeletionPlan) -> PectuiError | None:
        """Return None where the message is deleted, else why it is not or is not known to be."""
        try:
            message = await self._checked(envelope, plan)
            await self._outdate_numbers()
        except PectuiError as error:
            return error
        try:
            await self._client.delete_message(id_of(envelope))
        except PectuiError as error:
            # Another client was quicker: numbers have moved all the same.
            self._may_have_deleted |= isinstance(error, NotFound)
            if not may_be_carried_out(error):
                return error
            self._may_have_deleted = True
            _LOG.info("the answer of a DELETE is lost: %s", error.kind)
            return await self._look_after(message, envelope, plan, error)
        self._may_have_deleted = True
        return None

    async def _checked(self, envelope: Envelope, plan: DeletionPlan) -> Message:
        """Return the message as it stands now; raises MessageChanged unless it is the one meant."""
        message_id = id_of(envelope)
        if message_id in plan.tried:  # the list gave one number to two messages
            raise MessageChanged(id=message_id)
        plan.tried.add(message_id)
        body = self._bodies.get((message_id, likeness(envelope)))
        if body is None and plan.is_ambiguous(envelope):
            # Read around the look at the list: were the ids to move meanwhile, the text would
            # be another one.
            body = (await self._read(envelope)).body.raw
            await self._check_look_alikes(envelope, plan)
        message = await self._read(envelope)
        if body is not None and message.body.raw != body:
            raise MessageChanged(id=message_id)
        return message

    async def _outdate_numbers(self) -> None:
        """Have no number count any more before the first DELETE leaves: a kill must not undo it."""
        if self._has_asked:
            return
        if self._numbers:
            self._outdated = await self._numbers.outdate()
        self._has_asked = True

    async def _look_after(
        self, before: Message, envelope: Envelope, plan: DeletionPlan, lost: PectuiError
    ) -> PectuiError | None:
        """Return what one look at the number tells of a DELETE whose answer is lost."""
        number = id_of(envelope)
        try:
            now = await self._client.message(number)
        except NotFound:
            return None
        except PectuiError:
            return DeletionUnknown(t("mailbox.lost", reason=lost.title), id=number)
        if not same_message(now.envelope, envelope) or now.body.raw != before.body.raw:
            return None
        if plan.is_ambiguous(envelope) or len(plan.look_alikes(envelope) - plan.gone) > 1:
            # A look-alike may have moved under the number.
            if (went := await self._went(envelope, plan)) is None:
                return DeletionUnknown(t("mailbox.lost-among-alikes"), id=number)
            if went:
                return None
        if isinstance(lost, TimedOut):
            # The service may still be at it.
            return DeletionUnknown(t("mailbox.lost-still-there"), id=number)
        return lost

    async def _went(self, envelope: Envelope, plan: DeletionPlan) -> bool | None:
        """Whether the list has one less of what looks like this; None where that cannot be told."""
        before = plan.pages_with(envelope)
        if not before or plan.deleted or not plan.is_known_whole(envelope):
            return None
        try:
            after = await self._read_again(before, plan)
        except PectuiError:
            return None
        return _count(after, envelope) < _count(before, envelope)

    async def _read(self, envelope: Envelope) -> Message:
        """Return what stands under the id now. Raises MessageChanged when it is another message."""
        message = await self._client.message(id_of(envelope))
        if not same_message(message.envelope, envelope):
            raise MessageChanged(id=id_of(envelope))
        return message

    async def _check_look_alikes(self, envelope: Envelope, plan: DeletionPlan) -> None:
        """Raise MessageChanged unless the look-alikes stand where they were listed."""
        pages = await self._pages_around(envelope, plan)
        now = {row.id for row in _alike(pages, envelope) if row.id}
        if now != plan.look_alikes(envelope) - plan.gone:
            raise MessageChanged(t("mailbox.look-alikes"), id=id_of(envelope))
        plan.looked_at[id_of(envelope)] = pages

    async def _pages_around(self, envelope: Envelope, plan: DeletionPlan) -> tuple[Page, ...]:
        """Return the page that is now where the row was listed, and those beside it.

        Where nobody knows its page, the list is read until the row is found, one page more.
        """
        page = plan.page_of(envelope)
        query = page.query if page else ""
        listing = self._new_listing(query)
        if page:
            first = max(1, page.number - 1 - len(plan.gone) // PAGE_SIZE)
            return await _read_pages(listing, range(first, page.number + 2), query)
        await listing.open()
        pages: tuple[Page, ...] = ()
        is_found = False
        for number in range(1, listing.pages + 1):
            pages += await _read_pages(listing, [number], query)
            if is_found:
                break
            is_found = any(row.id == envelope.id for row in pages[-1].envelopes)
        return pages

    async def _still_listed(self, plan: DeletionPlan) -> list[tuple[Envelope, PectuiError]]:
        """Look at the list once more; return what is in it though it is said to be deleted."""
        # Each row's own: a page that was looked at later is not the one that was listed.
        listed = [(row, plan.pages_with(row)) for row in plan.deleted]
        before = list(dict.fromkeys(page for _, pages in listed for page in pages))
        if not before:
            return []
        try:
            after = await self._read_again(before, plan)
        except PectuiError as error:
            _LOG.info("the list was not looked at after deleting: %s", error.kind)
            return []
        still = [
            row
            for row, pages in listed
            if pages
            and plan.is_known_whole(row)
            and _count(_of(pages[0].query, after), row) > plan.left(pages, row)
        ]
        if not still:
            return []
        kept = (row for page in before for row in page.envelopes if row not in plan.order)
        instead = next((row for row in kept if not _count(after, row)), None)
        return [(row, _not_gone(row, instead)) for row in still]

    async def _read_again(self, before: Sequence[Page], plan: DeletionPlan) -> tuple[Page, ...]:
        """Return the pages on which rows of `before` are now: what is older has moved up."""
        after: tuple[Page, ...] = ()
        for query in dict.fromkeys(page.query for page in before):
            numbers: set[int] = set()
            for page in before:
                if page.query == query:
                    numbers.update(range(plan.first_page_after(page), page.number + 1))
            after += await _read_pages(self._new_listing(query), sorted(numbers), query)
        return after


def _of(query: str, pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if page.query == query]


def _count(pages: Iterable[Page], envelope: Envelope) -> int:
    """Return how many rows look like this one."""
    wanted = likeness(envelope)
    return sum(page.likenesses.count(wanted) for page in pages)


def _alike(pages: Iterable[Page], envelope: Envelope) -> Iterator[Envelope]:
    """Yield the rows that look like this one."""
    wanted = likeness(envelope)
    for page in pages:
        for row, one in zip(page.envelopes, page.likenesses, strict=True):
            if one == wanted:
                yield row


def _not_gone(row: Envelope, instead: Envelope | None) -> DeletionUnknown:
    if instead is None:
        return DeletionUnknown(t("mailbox.still-listed"), id=row.id)
    subject = clean_line(instead.subject, 80) or t("mailbox.no-subject")
    return DeletionUnknown(t("mailbox.another-went", subject=subject), id=row.id)


async def _read_pages(listing: Listing, numbers: Iterable[int], query: str) -> tuple[Page, ...]:
    pages = []
    for number in numbers:
        rows = await listing.page(number)
        pages.append(Page(number, listing.pages, None, rows, query))
    return tuple(pages)
