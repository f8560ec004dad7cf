"""Following sendings: their receipts, kept once seen, and how each recipient stands by them."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from pectui.errors import CodeInvalid, NotFound, PectuiError, ServiceRefuses, Unreachable
from pectui.pec.codes import is_code, without_code
from pectui.pec.kinds import strip_prefix
from pectui.pec.receipts import announces_receipt, concerns_sending, receipts_of
from pectui.pec.waiting import needs_look, standing
from pectui.services.receipts import elsewhere
from pectui.services.receipts.kept_whole import require_whole_copy
from pectui.services.receipts.states import note_state, note_state_anew

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from pectui.models import Envelope, Message, Receipt, Sending
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record

_LOG = logging.getLogger(__name__)

MOST_ASKED = 5
"""Sendings that one round in the background asks about."""
MOST_ADOPTED = 40
"""Of sendings made elsewhere whose recipients are not known, those asked about within a day."""
MOST_ON_DEMAND = 30
"""Sendings asked about when a person wants the list brought up to date."""
_BATCH = 100


class Service(Protocol):
    """What is needed of `pectui.api.Client`."""

    async def receipts(self, code: str) -> tuple[Message, ...]:
        """Return `GET /send/{code}`."""

    async def delete_receipts(self, code: str) -> None:
        """Ask `DELETE /send/{code}`."""


class Tracking:
    """The sendings of one mailbox and their receipts."""

    def __init__(
        self,
        books: Books,
        client: Service,
        *,
        pause: float = 0.2,
        before_deleting: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._books = books
        self._client = client
        self._before_deleting = before_deleting
        """Awaited before receipts are deleted: the numbers of other messages may move then."""
        self._pause = pause
        """Seconds between two questions of one round."""
        self._round = asyncio.Lock()

    async def sendings(self) -> tuple[Sending, ...]:
        """Return all known here but the cancelled, newest first, with states and receipts."""

        def work(tables: Tables) -> tuple[Sending, ...]:
            records = tables.sendings.not_cancelled()
            ordered = sorted(records, key=lambda one: (one.queued_at, one.number), reverse=True)
            return self._books.load_all(tables, ordered)

        return await self._books.data.read(work)

    async def addressees(self) -> dict[str, tuple[str, ...]]:
        """Return to whom the sendings known here went, by their code."""
        return await self._books.data.read(lambda tables: tables.sendings.recipients_by_code())

    async def sending(self, code_or_id: str) -> Sending | None:
        """Return one sending by its code or id, or None when it is not known here."""

        def work(tables: Tables) -> Sending | None:
            record = tables.sendings.by_code(code_or_id) or tables.sendings.by_id(code_or_id)
            return self._books.load(tables, record) if record else None

        return await self._books.data.read(work)

    async def refresh(self, code: str) -> Sending:
        """Ask the service for the receipts of `code`, keep the new ones, return how it stands.

        A code not known here is adopted from its receipts. Raises CodeInvalid, NotFound when
        neither this machine nor the service knows it, and what `GET /send/{code}` raises.
        """
        return (await self._refresh(code))[0]

    async def _refresh(self, code: str) -> tuple[Sending, bool]:
        """Return how it stands now, and whether that is news."""
        return await self._take(code, await self._ask(code))

    async def _ask(self, code: str) -> tuple[Message, ...]:
        if not is_code(code):
            raise CodeInvalid(code=code)
        return await self._client.receipts(code)

    async def _take(self, code: str, messages: tuple[Message, ...]) -> tuple[Sending, bool]:
        """Keep what the service has of `code`; return how it stands, and whether that is news."""
        before = await self.sending(code)
        now = self._books.seconds

        def work(tables: Tables) -> tuple[Sending, int]:
            new = tables.receipts.keep(messages)
            record = tables.sendings.by_code(code)
            if record is None:
                held = self._books.receipts(tables, code)
                record = self._adopt(tables, code, held)
                # A notice of unknown words counts where its code is known: from now on it is.
                new += tables.receipts.keep(messages)
            receipts = self._books.receipts(tables, code)
            answer = receipts_of(code, messages)
            there = any(one.envelope.code == code for one in messages)
            record = _note_cleared(tables, record, None if there or not receipts else now)
            record = elsewhere.learn(tables, self._books, record, receipts)
            tables.listed.drop_answered(code, answer)
            sending = self._books.load(tables, record)
            tables.steps.checked(record.id, sending.state)
            return sending, new

        sending, new = await self._books.data.note(work)
        changed = bool(new) or before is None or before.state is not sending.state
        if changed:
            await self._books.tell(sending.id)
        return sending, changed

    def _adopt(self, tables: Tables, code: str, receipts: Iterable[Receipt]) -> Record:
        """Write a sending that another program or machine made, as its receipts tell it."""
        found = tuple(one for one in receipts if one.kind.is_receipt)
        if not found:
            raise NotFound
        sending_id = elsewhere.write_adopted(
            tables,
            self._books,
            code=code,
            subject=without_code(strip_prefix(found[0].subject, found[0].kind)),
            recipients=elsewhere.named_in(found),
        )
        record = tables.sendings.by_id(sending_id)
        assert record is not None
        return record

    async def take_listed(self, envelopes: Iterable[Envelope]) -> int:
        """Take over what rows of the mailbox tell of sendings; return how many were not known.

        Receipts count by their rows: how most sendings stand is known without asking about each.
        Sendings made elsewhere are taken over by theirs. What is known already adds nothing, so any
        rows may be given at any time. Listeners are told of the sendings that changed, and of one
        of the new ones only: who shows the list reads it anew.
        """
        about = tuple(row for row in envelopes if row.code and concerns_sending(row))
        rows = tuple(row for row in about if announces_receipt(row))

        def work(tables: Tables) -> tuple[tuple[str, ...], list[str]]:
            fresh = tables.listed.keep(rows)
            new = elsewhere.adopt_seen(tables, self._books, about)
            # Two rows may be equal and yet speak of two recipients: only their texts tell.
            single = {row.code for row in rows if row.code and row.kind.is_of_one}
            changed = [
                note_state(tables, self._books, code, single) for code in sorted(fresh | single)
            ]
            return new, [one for one in changed if one is not None and one not in new]

        if not about:
            return 0
        new, changed = await self._books.data.note(work)
        await self._books.tell(*changed, *new[:1])
        return len(new)

    async def rebuild(
        self,
        rows: AsyncIterator[Envelope],
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Take over every sending whose receipts are among `rows`; return how many were new.

        `progress` is told how many rows are read and how many sendings were found. Cancelled, it
        keeps what was found so far; started again, it finds the rest. Raises what `rows` raises.
        """
        read = found = 0
        batch: list[Envelope] = []

        async def settle() -> None:
            nonlocal found
            found += await self.take_listed(batch)
            batch.clear()
            if progress is not None:
                progress(read, found)

        try:
            async for row in rows:
                read += 1
                batch.append(row)
                if len(batch) >= _BATCH:
                    await settle()
        finally:
            await settle()
        return found

    async def see_to(self, sending: Sending, *, seen: bool = True) -> None:
        """Note that the person has seen to what is wrong with `sending`, or take that back.

        It needs a look again once something else is wrong.
        """
        concern = standing(sending, self._books.now()).concern if seen else ""
        await self._books.data.run(lambda tables: tables.steps.see_to(sending.id, concern))
        await self._books.tell(sending.id)

    async def needing_look(self) -> int:
        """Return how many sendings a person should look at (see `pectui.pec.waiting`)."""
        now = self._books.now()

        def work(tables: Tables) -> int:
            sendings = self._books.load_all(tables, tables.sendings.of_concern())
            return sum(needs_look(sending, now) for sending in sendings)

        return await self._books.data.read(work)

    async def ask_unclear(
        self, most: int | None = MOST_ASKED, *, adopted: int | None = MOST_ADOPTED
    ) -> int:
        """Ask about sendings of which the mailbox's list cannot tell how they stand; gently.

        At most `most` of them, and of those made elsewhere and not read yet no more than `adopted`
        within a day; None for all. Returns how many changed. A sending whose receipts cannot be
        read does not keep the others waiting; ServiceRefuses and Unreachable end the round and come
        out: who is refused once is not to ask on. Rounds follow each other, never side by side.
        """
        async with self._round:
            await self._note_early_states()
            codes = await self._books.data.read(
                lambda tables: tables.listed.to_ask(_or_all(most), _or_all(adopted))
            )
            changed = 0
            for code in codes:
                try:
                    changed += (await self._refresh(code))[1]
                except (ServiceRefuses, Unreachable):
                    raise
                except PectuiError as error:
                    _LOG.info("the receipts of a sending could not be read: %s", error)
                await asyncio.sleep(self._pause)
            return changed

    async def _note_early_states(self) -> None:
        """Weigh the receipts that were listed before the answer to their letter had come."""
        early = await self._books.data.read(lambda tables: tables.listed.without_state())
        if not early:
            return
        ids = await self._books.data.note(
            lambda tables: [note_state_anew(tables, self._books, code) for code in early]
        )
        await self._books.tell(*(one for one in ids if one is not None))

    async def waiting_age(self) -> float | None:
        """Return how many seconds ago the youngest letter left that waits for a receipt, or None.

        Letters of other machines wait there.
        """
        now = self._books.seconds
        left = await self._books.data.read(lambda tables: tables.listed.youngest_waiting())
        return None if left is None else max(now - left, 0.0)

    async def keep(self, messages: Iterable[Message]) -> int:
        """Keep the receipts among `messages`, found in the inbox; return how many were new."""
        held = tuple(messages)
        codes = sorted({one.envelope.code for one in held if one.envelope.code})

        def work(tables: Tables) -> tuple[int, list[str]]:
            new = tables.receipts.keep(held)
            changed = [self._learn(tables, code) for code in codes] if new else []
            return new, [one for one in changed if one is not None]

        new, changed = await self._books.data.note(work)
        await self._books.tell(*changed)
        return new

    def _learn(self, tables: Tables, code: str) -> str | None:
        """Take over what new texts of a sending's receipts tell; return its id if that is news."""
        tables.listed.drop_read(code)
        return note_state_anew(tables, self._books, code)

    async def delete_receipts(self, code: str, *, careful: bool = False) -> Sending:
        """Delete the receipts of a sending at the service; a full reading copy is kept here first.

        Raises what `refresh` raises, then nothing was deleted, and what `DELETE /send/{code}`
        raises. The copy is not the signed original. With `careful` nothing is deleted either, and
        CopyIncomplete is raised, unless the matter is closed and all that the service has under the
        code are receipts whose text is held here.
        """
        self._books.data.require_writable()
        messages = await self._ask(code)
        sending, _ = await self._take(code, messages)
        if careful:
            require_whole_copy(sending, messages)
        if self._before_deleting is not None:
            await self._before_deleting()
        await self._client.delete_receipts(code)
        return await self._cleared(sending)

    async def _cleared(self, sending: Sending) -> Sending:
        now = self._books.seconds

        def work(tables: Tables) -> Sending:
            tables.steps.cleared(sending.id, now)
            record = tables.sendings.by_id(sending.id)
            return self._books.load(tables, record) if record else sending

        cleared = await self._books.data.run(work)
        await self._books.tell(sending.id)
        return cleared


def _note_cleared(tables: Tables, record: Record, at: float | None) -> Record:
    """Note whether the service still has receipts of a sending; keep the first moment without."""
    if at is not None and record.cleared_at is not None:
        return record
    if at != record.cleared_at:
        tables.steps.cleared(record.id, at)
    return replace(record, cleared_at=at)


def _or_all(most: int | None) -> int:
    return sys.maxsize if most is None else most
