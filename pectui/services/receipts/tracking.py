"""Following sendings: their receipts, kept once seen, and how each recipient stands by them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from pectui.errors import CodeInvalid, NotFound, PectuiError, ServiceRefuses, Unreachable
from pectui.pec.codes import is_code, without_code
from pectui.pec.kinds import strip_prefix
from pectui.pec.waiting import needs_look, standing
from pectui.services.receipts import elsewhere
from pectui.services.receipts.kept_whole import require_whole_copy
from pectui.store import receipts as kept_receipts
from pectui.store import sendings as kept
from pectui.store import steps
from pectui.store.sendings import Mark

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator, Callable, Iterable

    from pectui.models import Envelope, Message, Receipt, Sending
    from pectui.services.sending.books import Books

_LOG = logging.getLogger(__name__)

_PACES = ((300.0, 5.0), (3600.0, 60.0), (48 * 3600.0, 600.0), (30 * 86400.0, 6 * 3600.0))
"""(age of a sending, pause between two questions about it), seconds; older ones only on demand."""


_OLD = 48 * 3600.0
MOST_OLD = 30
"""Sendings older than two days that one round asks about."""
_BATCH = 100


class Service(Protocol):
    """What is needed of `pectui.api.Client`."""

    async def receipts(self, code: str) -> tuple[Message, ...]:
        """Return `GET /send/{code}`."""

    async def delete_receipts(self, code: str) -> None:
        """Ask `DELETE /send/{code}`."""


class Tracking:
    """The sendings of one mailbox and their receipts."""

    def __init__(self, books: Books, client: Service, *, pause: float = 0.2) -> None:
        self._books = books
        self._client = client
        self._pause = pause
        """Seconds between two questions of one round."""
        self._round = asyncio.Lock()

    async def sendings(self) -> tuple[Sending, ...]:
        """Return all known here but the cancelled, newest first, with states and receipts."""
        owner = self._books.owner

        def work(connection: sqlite3.Connection) -> tuple[Sending, ...]:
            receipts = kept_receipts.by_code(connection, owner)
            records = kept.find(connection, owner, "mark != 'cancelled'")
            ordered = sorted(records, key=lambda one: (one.queued_at, one.number), reverse=True)
            return tuple(
                self._books.standing(record, receipts.get(record.code or "", ()))
                for record in ordered
            )

        return await self._books.database.read(work)

    async def addressees(self) -> dict[str, tuple[str, ...]]:
        """Return to whom the sendings known here went, by their code."""
        owner = self._books.owner
        return await self._books.database.read(
            lambda connection: kept.recipients_by_code(connection, owner)
        )

    async def arrived(self) -> frozenset[str]:
        """Return the codes of the sendings that were delivered to everybody, as far as is known."""
        owner = self._books.owner
        return await self._books.database.read(
            lambda connection: kept.delivered_codes(connection, owner)
        )

    async def sending(self, code_or_id: str) -> Sending | None:
        """Return one sending by its code or id, or None when it is not known here."""
        owner = self._books.owner

        def work(connection: sqlite3.Connection) -> Sending | None:
            record = kept.by_code(connection, owner, code_or_id) or kept.by_id(
                connection, owner, code_or_id
            )
            return self._books.load(connection, record) if record else None

        return await self._books.database.read(work)

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
        owner, now = self._books.owner, self._books.seconds

        def work(connection: sqlite3.Connection) -> tuple[Sending, int]:
            new = kept_receipts.keep(connection, owner, messages, now)
            record = kept.by_code(connection, owner, code)
            if record is None:
                held = kept_receipts.of_code(connection, owner, code)
                record = self._adopt(connection, code, held)
                # A notice of unknown words counts where its code is known: from now on it is.
                new += kept_receipts.keep(connection, owner, messages, now)
            receipts = kept_receipts.of_code(connection, owner, code)
            there = any(one.envelope.code == code for one in messages)
            record = _note_cleared(connection, record, None if there or not receipts else now)
            record = elsewhere.learn(connection, self._books, record, receipts)
            sending = self._books.standing(record, receipts)
            steps.checked(connection, record.id, now, sending.state)
            return sending, new

        sending, new = await self._books.database.note(work)
        changed = bool(new) or before is None or before.state is not sending.state
        if changed:
            await self._books.tell(sending.id)
        return sending, changed

    def _adopt(
        self, connection: sqlite3.Connection, code: str, receipts: Iterable[Receipt]
    ) -> kept.Record:
        """Write a sending that another program or machine made, as its receipts tell it."""
        found = tuple(one for one in receipts if one.kind.is_receipt)
        if not found:
            raise NotFound
        sending_id = elsewhere.write_adopted(
            connection,
            self._books,
            code=code,
            subject=without_code(strip_prefix(found[0].subject, found[0].kind)),
            recipients=elsewhere.named_in(found),
        )
        record = kept.by_id(connection, self._books.owner, sending_id)
        assert record is not None
        return record

    async def adopt_seen(self, envelopes: Iterable[Envelope]) -> int:
        """Take over the sendings whose receipts are among rows of the mailbox; return how many.

        What is known already adds nothing, so any rows may be given at any time. Listeners are told
        of one of the new ones only: who shows the list reads it anew.
        """
        rows = tuple(envelopes)
        ids = await self._books.database.note(
            lambda connection: elsewhere.adopt_seen(connection, self._books, rows)
        )
        await self._books.tell(*ids[:1])
        return len(ids)

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
            found += await self.adopt_seen(batch)
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
        await self._books.database.run(
            lambda connection: steps.see_to(connection, sending.id, concern)
        )
        await self._books.tell(sending.id)

    async def needing_look(self) -> int:
        """Return how many sendings a person should look at (see `pectui.pec.waiting`)."""
        owner, now = self._books.owner, self._books.now()

        def work(connection: sqlite3.Connection) -> int:
            records = kept.of_concern(connection, owner)
            return sum(needs_look(self._books.load(connection, one), now) for one in records)

        return await self._books.database.read(work)

    async def refresh_open(self, most_old: int | None = MOST_OLD) -> int:
        """Ask about every sending that is not final and whose turn it is; return how many changed.

        The older a sending, the longer between two questions; of those older than two days at most
        `most_old` in one round, so that a mailbox taken over does not keep today's letters waiting.
        A sending whose receipts cannot be read does not keep the others waiting; ServiceRefuses and
        Unreachable end the round and come out: who is refused once is not to ask on. Rounds follow
        each other, never side by side.
        """
        async with self._round:
            changed = 0
            for record in await self._due(most_old):
                assert record.code is not None
                try:
                    changed += (await self._refresh(record.code))[1]
                except (ServiceRefuses, Unreachable):
                    raise
                except PectuiError as error:
                    _LOG.info("the receipts of a sending could not be read: %s", error)
                await asyncio.sleep(self._pause)
            return changed

    async def _due(self, most_old: int | None) -> tuple[kept.Record, ...]:
        owner, now = self._books.owner, self._books.seconds
        records = await self._books.database.read(
            lambda connection: kept.find(
                connection,
                owner,
                "mark = 'sent' AND NOT final"
                " ORDER BY coalesce(sent_at, queued_at) DESC, number DESC",
            )
        )
        due = [record for record in records if _is_due(record, now)]
        young = [record for record in due if _age(record, now) < _OLD]
        old = [record for record in due if _age(record, now) >= _OLD]
        return (*young, *old[:most_old])

    async def keep(self, messages: Iterable[Message]) -> int:
        """Keep the receipts among `messages`, found in the inbox; return how many were new."""
        held = tuple(messages)
        owner, now = self._books.owner, self._books.seconds
        return await self._books.database.note(
            lambda connection: kept_receipts.keep(connection, owner, held, now)
        )

    async def delete_receipts(self, code: str, *, careful: bool = False) -> Sending:
        """Delete the receipts of a sending at the service; a full reading copy is kept here first.

        Raises what `refresh` raises, then nothing was deleted, and what `DELETE /send/{code}`
        raises. The copy is not the signed original. With `careful` nothing is deleted either, and
        CopyIncomplete is raised, unless the matter is closed and all that the service has under the
        code are receipts whose text is held here.
        """
        self._books.database.require_writable()
        messages = await self._ask(code)
        sending, _ = await self._take(code, messages)
        if careful:
            require_whole_copy(sending, messages)
        await self._client.delete_receipts(code)
        return await self._cleared(sending)

    async def _cleared(self, sending: Sending) -> Sending:
        now = self._books.seconds

        def work(connection: sqlite3.Connection) -> Sending:
            steps.cleared(connection, sending.id, now)
            record = kept.by_id(connection, self._books.owner, sending.id)
            return self._books.load(connection, record) if record else sending

        cleared = await self._books.database.run(work)
        await self._books.tell(sending.id)
        return cleared


def _note_cleared(
    connection: sqlite3.Connection, record: kept.Record, at: float | None
) -> kept.Record:
    """Note whether the service still has receipts of a sending; keep the first moment without."""
    if at is not None and record.cleared_at is not None:
        return record
    if at != record.cleared_at:
        steps.cleared(connection, record.id, at)
    return replace(record, cleared_at=at)


def _age(record: kept.Record, now: float) -> float:
    return now - (record.sent_at or record.queued_at)


def _is_due(record: kept.Record, now: float) -> bool:
    if record.mark is not Mark.SENT or record.code is None:
        return False
    if record.checked_at is None or record.checked_at > now:
        return True
    age = _age(record, now)
    pause = next((pause for limit, pause in _PACES if age < limit), None)
    return pause is not None and now - record.checked_at >= pause
