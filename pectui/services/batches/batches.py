"""Many letters at once: checked, confirmed once, sent through the outbox, followed to the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import (
    BatchChanged,
    BatchHeld,
    BatchMissing,
    BatchNotReady,
)
from pectui.models import BatchPhase, Why
from pectui.services.batches import facts, holding
from pectui.services.batches.check import Check, compare, read_rows
from pectui.services.batches.delivery import PATIENCE, POLL, Delivery
from pectui.services.batches.earlier import LATELY_SECONDS, Earlier
from pectui.services.batches.filling import Filling, Times, confirming_alone
from pectui.services.batches.fingerprint import Places, id_of
from pectui.services.batches.following import rows_to_follow
from pectui.services.batches.glance import Glance, glance_at
from pectui.services.batches.guard import Guard
from pectui.services.batches.known import with_known
from pectui.services.batches.letters import open_letters, stream
from pectui.services.batches.preview import letter_near, with_problems
from pectui.services.batches.reports import write_report
from pectui.services.batches.request import request_from
from pectui.services.batches.status import BatchStatus, status_of
from pectui.services.sending.allowance import limits_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from pectui.errors import PectuiError
    from pectui.models import BatchRow
    from pectui.services.addresses.memory import Addresses
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import StoredSource
    from pectui.services.quota import Quotas
    from pectui.services.sending.allowance import Terms
    from pectui.services.sending.books import Books
    from pectui.services.sending.outbox import Outbox
    from pectui.services.session import Session
    from pectui.store.data import Tables
    from pectui.store.sending.batches import BatchRecord, Limit

_SKEW = 60.0
"""Seconds by which the service's clock, which tells whole seconds, may be behind."""


class Batches:
    """The batches of one mailbox, whose letters leave from `sender`."""

    def __init__(
        self,
        books: Books,
        outbox: Outbox,
        data: Path,
        sender: str,
        quotas: Quotas,
        addresses: Addresses,
        terms: Terms,
        *,
        poll: float = POLL,
        patience: float = PATIENCE,
    ) -> None:
        self._books = books
        self._outbox = outbox
        self._data = data
        self.sender = sender
        """The address letters leave from."""
        self._quotas = quotas
        self._addresses = addresses
        self._terms = terms
        self._delivery = Delivery(books, outbox, Guard(books, quotas), terms, poll, patience)

    # Before anything leaves

    async def check(
        self, request: BatchRequest, on_progress: Callable[[int], object] | None = None
    ) -> Check:
        """Return what is to be said of all rows. Raises what table, template and store raise."""
        return (await self._check(request, on_progress))[0]

    async def _check(
        self, request: BatchRequest, on_progress: Callable[[int], object] | None
    ) -> tuple[Check, Earlier, StoredSource | None]:
        earlier = Earlier(self._books.data)
        await earlier.load(self._books.seconds - LATELY_SECONDS)
        stored = await self._stored(request)
        check = await asyncio.to_thread(read_rows, request, earlier, stored, on_progress)
        written = await self._books.data.read(lambda tables: _written(tables, check))
        check = await compare(check, earlier, stored, written=written)
        check = await with_known(check, self._addresses)
        return (
            await facts.with_facts(check, self._books, self._terms, self._quotas),
            earlier,
            stored,
        )

    async def _stored(self, request: BatchRequest) -> StoredSource | None:
        """Return the rows of the batch that `request` follows, or None where it has a table."""
        if not request.follows:
            return None
        batch = await self._batch(request.follows)
        answered = await self._addresses.wrote_since(batch.confirmed_at - _SKEW)
        return await self._books.data.read(
            lambda tables: rows_to_follow(tables, batch, request, answered)
        )

    async def glance(self, request: BatchRequest) -> Glance:
        """Return a first look at the table of `request`. Raises what opening it raises."""
        stored = await self._stored(request)
        return await asyncio.to_thread(glance_at, request, stored)

    async def letter(self, request: BatchRequest, row: int) -> tuple[RowLetter, str]:
        """Return the letter of a row exactly as it would leave, and the id of its batch.

        All that keeps it from leaving is among its findings.

        Raises BatchMissing where there is no such row, and what table and template raise.
        """
        check = await self.check(request)
        async with open_letters(request, await self._stored(request)) as letters:
            async for letter in stream(letters):
                if letter.row == row:
                    return with_problems(letter, check), await self.id_for(check)
        raise BatchMissing(id=str(row))

    async def letter_near(self, request: BatchRequest, row: int, by: int = 0) -> RowLetter:
        """Return the letter of a row, or of the one `by` rows on, as `preview.letter_near` does."""
        stored = await self._stored(request)
        return await asyncio.to_thread(letter_near, request, stored, row, by)

    async def write(
        self,
        request: BatchRequest,
        folder: Path,
        on_progress: Callable[[int], object] | None = None,
    ) -> int:
        """Write every letter that is ready to a new folder instead of sending it; return how many.

        Raises FileUnwritable, and what table, template and store raise.
        """
        from pectui.services.batches.dry_run import write_letters

        check = await self.check(request)
        stored, batch_id = await self._stored(request), await self.id_for(check)
        return await write_letters(request, stored, batch_id, folder, check.not_ready, on_progress)

    async def id_for(self, check: Check) -> str:
        """Return the id that the batch has, or would have."""

        def work(tables: Tables) -> str:
            known = tables.batches.by_fingerprint(check.fingerprint)
            if known:
                return known[0].id
            return id_of(check.fingerprint, lambda one: tables.batches.by_id(one) is not None)

        return await self._books.data.read(work)

    async def known(self, check: Check) -> BatchStatus | None:
        """Return how the batch of this very table and template stands, if it was confirmed."""

        def work(tables: Tables) -> BatchStatus | None:
            for batch in tables.batches.by_fingerprint(check.fingerprint):
                if batch.phase is not BatchPhase.FILLING:
                    return status_of(tables, batch, self._limits())
            return None

        return await self._books.data.read(work)

    async def unconfirmed(self, check: Check) -> int:
        """Return how many of the ready rows have no letter yet: those a person has to agree to."""
        written = await self._books.data.read(lambda tables: _written(tables, check))
        return check.ready - len(written)

    async def next_turn(self, request: BatchRequest) -> int:
        """Return how often the batch of `request` was confirmed: its `again` for once more.

        Once more that has not ended, receipts and all, is gone on with: a command that was killed
        is given again.
        """
        turn = 0
        while True:
            check = await self.check(replace(request, again=turn))
            known = await self.known(check)
            if known is None or known.waiting or (turn and (known.held or not known.is_done)):
                return turn
            turn += 1

    # Confirming

    async def confirm(
        self,
        request: BatchRequest,
        times: Times | None = None,
        *,
        only_ready: bool = False,
        checked: Check | None = None,
        on_progress: Callable[[int], object] | None = None,
    ) -> str:
        """Freeze and queue every row that is ready; return the id of the batch.

        A batch that was confirmed before is gone on with: its rows keep their letters. Raises
        BatchNotReady where a row is not ready and `only_ready` does not say to leave it out,
        BatchHeld for one that was paused or stopped, BatchChanged where the table is not what was
        `checked`, FileUnreadable and StoreUnusable; then nothing more is queued than before.
        """
        self._books.data.require_writable()
        async with confirming_alone(self._books, self._data):
            return await self._confirm(request, times or Times(), only_ready, checked, on_progress)

    async def _confirm(
        self,
        request: BatchRequest,
        times: Times,
        only_ready: bool,
        checked: Check | None,
        on_progress: Callable[[int], object] | None,
    ) -> str:
        check, earlier, stored = await self._check(request, None)
        if checked is not None:
            check = _as_agreed(check, checked)
        if not check.is_ready and not only_ready:
            raise BatchNotReady(count=len(check.not_ready) or len(check.problems))
        known = await self.known(check)
        if known is not None and not await self._books.data.read(
            lambda tables: _stands_as_confirmed(tables, known.number, check)
        ):
            raise BatchChanged(t("batches.rows-moved", id=known.id))
        if known is not None and known.phase is not BatchPhase.OPEN:
            raise BatchHeld(known.held, id=known.id)
        if not check.ready and known is None:
            raise BatchNotReady(count=check.rows)
        filling = Filling(self._books, self._data, self.sender, check, earlier, stored, times)
        batch_id = await filling.run(on_progress)
        self._outbox.wake()
        return batch_id

    # How they stand

    def _limits(self) -> tuple[Limit, ...]:
        return limits_of(self._terms, self._books.now())

    async def statuses(self) -> tuple[BatchStatus, ...]:
        """Return how all batches stand, the newest first."""

        def work(tables: Tables) -> tuple[BatchStatus, ...]:
            known = (one for one in tables.batches.all() if one.phase is not BatchPhase.FILLING)
            return tuple(status_of(tables, one, self._limits()) for one in known)

        return await self._books.data.read(work)

    async def status(self, batch_id: str) -> BatchStatus:
        """Return how a batch stands. Raises BatchMissing."""
        batch = await self._batch(batch_id)
        return await self._books.data.read(lambda tables: status_of(tables, batch, self._limits()))

    async def rows(
        self, batch_id: str, *, after: int = 0, limit: int = -1, states: Iterable[str] = ()
    ) -> tuple[BatchRow, ...]:
        """Return rows of a batch, in the table's order. Raises BatchMissing."""
        batch = await self._batch(batch_id)
        return await self._books.data.read(
            lambda tables: tables.batches.rows(
                batch.number, after=after, limit=limit, states=states
            )
        )

    async def request_of(self, batch_id: str) -> BatchRequest:
        """Return what a batch was made from. Raises BatchMissing."""
        return request_from((await self._batch(batch_id)).request)

    async def _batch(self, batch_id: str) -> BatchRecord:
        wanted = batch_id.strip().upper()
        batch = await self._books.data.read(lambda tables: tables.batches.by_id(wanted))
        if batch is None:
            raise BatchMissing(id=batch_id)
        return batch

    async def report(self, batch_id: str, path: Path) -> int:
        """Write the table of a batch joined with its outcome; return its rows.

        Raises BatchMissing, and what writing the file raises.
        """
        batch = await self._batch(batch_id)
        return await write_report(self._books, await self.status(batch_id), batch.header, path)

    # Holding and going on

    async def pause(self, batch_id: str) -> BatchStatus:
        """Let no more letters of a batch leave; what is on the wire goes on."""
        return await self._hold(
            batch_id, lambda tables, batch: tables.batches.pause(batch, Why.PERSON)
        )

    async def resume(self, batch_id: str) -> BatchStatus:
        """Let a batch that was paused or stopped go on with what has not left."""
        batch = await self._batch(batch_id)
        # The account first: an engine that still holds everything would hold this batch again.
        await self._outbox.resume()
        await self._books.data.run(lambda tables: holding.resume(tables, batch.number))
        self._outbox.wake()
        return await self.status(batch_id)

    async def stop(self, batch_id: str) -> BatchStatus:
        """Take back what has not left of a batch: its rows are drafts until it is resumed."""
        return await self._hold(batch_id, holding.stop)

    async def _hold(self, batch_id: str, hold: Callable[[Tables, int], object]) -> BatchStatus:
        """Hold a batch; one in which nothing can change any more stays as it is."""
        batch = await self._confirmed(batch_id)
        if not (await self.status(batch_id)).is_done:
            await self._books.data.run(lambda tables: hold(tables, batch.number))
        return await self.status(batch_id)

    async def _confirmed(self, batch_id: str) -> BatchRecord:
        """Return a batch once it is confirmed, where that is going on. Raises BatchMissing."""
        batch = await self._batch(batch_id)
        if batch.phase is BatchPhase.FILLING:
            async with confirming_alone(self._books, self._data):
                batch = await self._batch(batch_id)
        return batch

    # Waiting

    async def deliver(
        self, batch_id: str, on_change: Callable[[BatchStatus], object] | None = None
    ) -> tuple[BatchStatus, PectuiError | None]:
        """Work until every letter has left or is settled (see `Delivery.deliver`)."""
        return await self._delivery.deliver((await self._batch(batch_id)).number, on_change)

    async def wait_final(
        self,
        batch_id: str,
        seconds: float,
        refresh: Callable[[str], Awaitable[object]],
        on_change: Callable[[BatchStatus], object] | None = None,
    ) -> BatchStatus:
        """Ask for receipts until no letter can change (see `Delivery.wait_final`)."""
        number = (await self._batch(batch_id)).number
        return await self._delivery.wait_final(number, seconds, refresh, on_change)


def batches_of(session: Session) -> Batches:
    """Return the batches of the account that `session` is open for."""
    return Batches(
        session.books,
        session.outbox,
        session.books.data.path.parent,
        session.account.sender,
        session.quotas,
        session.addresses,
        terms_of(session.account),
    )


def _as_agreed(check: Check, checked: Check) -> Check:
    """Return `check` without rows that became ready since a person agreed to what was `checked`.

    Raises BatchChanged where anything else is not as it was then.
    """
    if (checked.content, checked.places) != (check.content, check.places):
        raise BatchChanged
    if checked.files != check.files:
        raise BatchChanged(t("batches.files-changed"))
    more = checked.not_ready - check.not_ready
    if not more:
        return check
    if not check.request.again:
        raise BatchChanged(t("batches.more-ready"))
    # Once more is asked for of what was shown: what kept a row from leaving then keeps it now.
    kept = tuple(one for one in checked.problems if one.row in more)
    problems = tuple(sorted((*check.problems, *kept), key=lambda one: one.row or 0))
    return replace(check, problems=problems, ready=check.ready - len(more))


def _written(tables: Tables, check: Check) -> frozenset[int]:
    """Return the rows whose letters the batch of this table and template has already."""
    known = [
        one
        for one in tables.batches.by_fingerprint(check.fingerprint)
        if one.phase is not BatchPhase.FILLING
    ]
    # A blank line above moves every row: what is known of a number is then of another row.
    if not known or not _stands_as_confirmed(tables, known[0].number, check):
        return frozenset()
    return tables.batches.with_sending(known[0].number)


def _stands_as_confirmed(tables: Tables, batch: int, check: Check) -> bool:
    """Whether the rows have the numbers that the batch knows them by."""
    return Places(tables.batch_rows.numbers(batch)).hex() == check.places
