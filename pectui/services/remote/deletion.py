"""Deleting the message that was meant, on a service whose ids may lead elsewhere at any moment.

The rule, per message, from the highest id down:

1. `GET /inbox/{id}` again. Another fingerprint than the listed one: refused.
2. Its text was read before under this id: the text must be the same, else refused.
3. Its text was not read and another row looks just like it in the list (or may, on a part of the
   list that was not read): between two readings of the text, which must agree, the list is asked
   again, and the look-alikes must stand under the very ids they were listed under, less those this
   call deleted. Else refused. Where all look-alikes of fully read pages go in the same call there
   is nothing to confuse.
4. Deleted.

What stays open is the moment between a reading and its delete: the service has no conditional
delete, so no client can close it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t
from pectui.errors import MessageChanged, MessageIdInvalid, PectuiError, RequestRejected
from pectui.models import PAGE_SIZE
from pectui.pec.envelopes import id_of, same_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pectui.models import Envelope, Message
    from pectui.services.remote.listing import Listing, Page


@dataclass(frozen=True, slots=True)
class Deletion:
    """What became of the messages that were to be deleted."""

    deleted: tuple[Envelope, ...]
    refused: tuple[tuple[Envelope, PectuiError], ...]


class DeletingService(Protocol):
    """What deleting needs of the service."""

    async def message(self, message_id: int) -> Message:
        """`GET /inbox/{id}`."""

    async def delete_message(self, message_id: int) -> None:
        """`DELETE /inbox/{id}`."""


class DeletionPlan:
    """What is known about the rows of one deletion, from the pages they were listed on."""

    def __init__(self, envelopes: Iterable[Envelope], pages: Sequence[Page]) -> None:
        self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))
        self.deleted: list[Envelope] = []
        self.tried: set[int] = set()
        self._pages = pages
        self._chosen = {(row.id, row.fingerprint) for row in self.order}
        self._alike: dict[tuple[str, str, str, str], set[int]] = {}
        for row in (*self.order, *(row for page in pages for row in page.envelopes)):
            if row.id is not None:
                self._alike.setdefault(row.fingerprint, set()).add(row.id)

    @property
    def gone(self) -> set[int]:
        """The ids deleted so far."""
        return {id_of(row) for row in self.deleted}

    def look_alikes(self, envelope: Envelope) -> set[int]:
        """Return the ids of all rows known that look like this one, itself included."""
        return self._alike.get(envelope.fingerprint, set())

    def is_ambiguous(self, envelope: Envelope) -> bool:
        """Whether a row that stays looks like this one, or may on a page nobody read."""
        stays = {
            other
            for other in self.look_alikes(envelope)
            if (other, envelope.fingerprint) not in self._chosen
        }
        return bool(stays) or self._is_at_an_edge(envelope)

    def page_of(self, envelope: Envelope) -> Page | None:
        """Return the page a row was listed on."""
        wanted = (envelope.id, envelope.fingerprint)
        for page in self._pages:
            if any((row.id, row.fingerprint) == wanted for row in page.envelopes):
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
            and 0 <= beside <= page.pages
            and (page.query, beside) not in known
            for row, beside in edges
        )


class Deleter:
    """Deletes by the rule of this module.

    `new_listing` reads the list of a query anew; `bodies` are the texts read so far, raw, by id
    and fingerprint.
    """

    def __init__(
        self,
        client: DeletingService,
        new_listing: Callable[[str], Listing],
        bodies: Mapping[tuple[int, tuple[str, str, str, str]], str],
    ) -> None:
        self._client = client
        self._new_listing = new_listing
        self._bodies = bodies

    async def run(
        self, plan: DeletionPlan, progress: Callable[[int, int], None] | None = None
    ) -> Deletion:
        """Delete what is planned; raises nothing of the service's, see `Deletion.refused`.

        Once the service refuses who asks, fails or is out of reach, the rest is not tried.
        """
        refused: list[tuple[Envelope, PectuiError]] = []
        stopped: PectuiError | None = None
        for done, envelope in enumerate(plan.order, 1):
            error = stopped or await self._delete_one(envelope, plan)
            if error is not None:
                refused.append((envelope, error))
                if not isinstance(error, RequestRejected | MessageIdInvalid):
                    stopped = error
            if progress:
                progress(done, len(plan.order))
        return Deletion(tuple(plan.deleted), tuple(refused))

    async def _delete_one(self, envelope: Envelope, plan: DeletionPlan) -> PectuiError | None:
        try:
            message_id = id_of(envelope)
            if message_id in plan.tried:  # the list gave one number to two messages
                raise MessageChanged(id=message_id)
            plan.tried.add(message_id)
            body = self._bodies.get((message_id, envelope.fingerprint))
            if body is None and plan.is_ambiguous(envelope):
                # Read around the look at the list: were the ids to move meanwhile, the text would
                # be another one.
                body = (await self._read(envelope)).body.raw
                await self._check_look_alikes(envelope, plan)
            message = await self._read(envelope)
            if body is not None and message.body.raw != body:
                raise MessageChanged(id=message_id)
            await self._client.delete_message(message_id)
        except PectuiError as error:
            return error
        plan.deleted.append(envelope)
        return None

    async def _read(self, envelope: Envelope) -> Message:
        """Return what stands under the id now. Raises MessageChanged when it is another message."""
        message = await self._client.message(id_of(envelope))
        if not same_message(message.envelope, envelope):
            raise MessageChanged(id=id_of(envelope))
        return message

    async def _check_look_alikes(self, envelope: Envelope, plan: DeletionPlan) -> None:
        """Raise MessageChanged unless the look-alikes stand where they were listed."""
        rows = await self._rows_around(envelope, plan)
        now = {row.id for row in rows if row.fingerprint == envelope.fingerprint and row.id}
        if now != plan.look_alikes(envelope) - plan.gone:
            raise MessageChanged(t("mailbox.look-alikes"), id=id_of(envelope))

    async def _rows_around(self, envelope: Envelope, plan: DeletionPlan) -> tuple[Envelope, ...]:
        """Return the rows that are now where the row was listed, and on the pages beside it.

        Where nobody knows its page, the list is read until the row is found, one page more.
        """
        page = plan.page_of(envelope)
        listing = self._new_listing(page.query if page else "")
        rows: tuple[Envelope, ...] = ()
        if page:
            first = max(1, page.number - 1 - len(plan.gone) // PAGE_SIZE)
            for number in range(first, page.number + 2):
                rows += await listing.page(number)
            return rows
        await listing.open()
        found_on: int | None = None
        for number in range(1, listing.pages + 1):
            rows += (here := await listing.page(number))
            if found_on is None and any(row.id == envelope.id for row in here):
                found_on = number
            elif found_on is not None:
                break
        return rows
