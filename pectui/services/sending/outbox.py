"""The outbox: what its writer has confirmed, on its way to the service.

The promise: what was confirmed is never forgotten; the program never sends a letter again once a
byte of it may have left; what is not known is said, looked for, and only the person sends again;
"sent" is never shown without a code on record.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pectui.catalogue import Phrase
from pectui.errors import LetterInvalid, NotFound, PectuiError
from pectui.models import Letter, Sending, State
from pectui.services.sending.allowance import Terms
from pectui.services.sending.ballast import check_room
from pectui.services.sending.lost_answers import Reconciler
from pectui.services.sending.pace import PERIOD
from pectui.services.sending.sender import Sender
from pectui.store.sending.sendings import Phase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from pectui.services.sending.books import Books
    from pectui.services.sending.checks import Review
    from pectui.services.sending.copies import Copies
    from pectui.services.sending.lock import SenderLock
    from pectui.services.sending.lost_answers import Pages, Receipts
    from pectui.services.sending.queue import Queue
    from pectui.services.sending.sender import Posts
    from pectui.store.sending.sendings import Record


class Outbox:
    """The outbox of one mailbox. `on_change` holds callbacks for each sending that changes."""

    def __init__(
        self,
        books: Books,
        sender: Sender,
        reconciler: Reconciler,
        lock: SenderLock,
        data: Path,
        address: str,
        *,
        terms: Terms | None = None,
        poll: float = 0.2,
    ) -> None:
        self._books = books
        self._sender = sender
        self._reconciler = reconciler
        self._lock = lock
        self._data = data
        self._address = address
        self._terms = terms or Terms()
        self._poll = poll
        self._engine: asyncio.Task[None] | None = None
        self._users = 0
        self.on_change = books.listeners

    # What is in it

    async def pending(self) -> tuple[Sending, ...]:
        """Return what is under way, queued, unknown or refused and not dismissed, in order."""
        records = await self._books.data.read(lambda tables: tables.sendings.pending())
        return tuple(self._books.standing(record) for record in records)

    async def sending(self, sending_id: str) -> Sending | None:
        """Return how one sending stands, or None."""
        return next(iter(await self._books.sendings([sending_id])), None)

    @property
    def paused(self) -> str | None:
        """Why nothing leaves until `resume`, in words for a person; None while letters leave."""
        return self._sender.stopped_by

    @property
    def pausing(self) -> PectuiError | None:
        """What keeps letters from leaving for a while, until the next try; None while they do."""
        return self._sender.pausing

    def wake(self) -> None:
        """Look at the queue now: something in it may leave."""
        self._sender.wake()

    async def land(self) -> None:
        """Wait for the outcomes of the letters that are leaving from this process."""
        await self._sender.land()

    @property
    def hindrance(self) -> PectuiError | None:
        """What keeps this process from sending: the disk, while it lasts."""
        return self._sender.hindrance

    @property
    def sending_here(self) -> bool:
        """Whether this process is the one that sends for the mailbox."""
        return self._lock.held

    @property
    def flying(self) -> bool:
        """Whether a letter is leaving from this process right now."""
        return self._sender.flying

    async def sender_elsewhere(self) -> int | None:
        """Return the id of another process that sends for the mailbox now; None when none does.

        What is queued here leaves from there, and from here once that process has ended.
        """
        if not await asyncio.to_thread(self._lock.is_elsewhere):
            return None
        return self._lock.holder() or 0

    # Into and out of the queue

    @cached_property
    def _queue(self) -> Queue:
        from pectui.services.sending.queue import Queue  # late: many a start sends nothing

        return Queue(self._books, self._data, self._address, self._terms)

    async def review(self, letter: Letter) -> tuple[Letter, Review]:
        """Return the letter as it is to be queued, and everything to know before it is.

        Queue the one returned: its references are those in the subjects that were shown, and its
        files are held to what was shown of them. Raises
        StoreUnusable, also where the disk has no room to send safely.
        """
        self._books.data.require_writable()
        ready = await self._queue.with_references(letter)
        from pectui.services.sending.review import review_letter  # late, as the queue

        review = await review_letter(self._books, self._terms, self._address, ready)
        files = review.requests[0].attachments if review.requests else ()
        await asyncio.to_thread(check_room, self._data, sum(file.size for file in files))
        return replace(ready, shown=tuple(file.sha256 for file in files)), review

    async def queue(
        self, letter: Letter, *, delay: float = 0.0, unless_open: bool = False
    ) -> tuple[Sending, ...]:
        """Freeze `letter` on disk, synced, to leave in `delay` seconds; its draft goes with it.

        A letter with a `leave_at` waits for that moment too; one that is past holds nothing up.
        With `unless_open` an equal sending that is not settled stands against it (see `equals`);
        without, the new one is linked to it. Raises LetterInvalid, LetterRepeated, FileUnreadable,
        FileChanged or StoreUnusable; then nothing is queued and the draft is as it was. Once begun
        it is carried through, even when the caller is cancelled.
        """
        ids = await self._queue.add(letter, delay, unless_open=unless_open)
        self._sender.wake()
        return await self._books.sendings(ids)

    async def cancel(self, sending_id: str) -> bool:
        """Take a sending out of the queue and make it a draft again; False when it is too late."""
        return await self._queue.take_back(sending_id)

    async def send_now(self, sending_id: str) -> bool:
        """Let a queued sending leave without waiting any longer; False when it is not queued."""
        hurried = await self._books.data.run(lambda tables: tables.steps.hurry(sending_id))
        if hurried:
            await self._books.tell(sending_id)
            self._sender.hurry()
        return hurried

    async def put_off(self, sending_id: str, leave_at: datetime) -> bool:
        """Give a queued sending another time (aware) to leave at; False when it is too late."""
        put_off = await self._books.data.run(
            lambda tables: tables.steps.put_off(sending_id, leave_at.timestamp())
        )
        if put_off:
            await self._books.tell(sending_id)
            self._sender.wake()
        return put_off

    async def dismiss(self, sending_id: str) -> bool:
        """Stop showing a refused or unknown sending in `pending`; it stays among the sendings."""
        dismissed = await self._books.data.run(lambda tables: tables.steps.dismiss(sending_id))
        if dismissed:
            await self._books.tell(sending_id)
        return dismissed

    async def resend(self, sending_id: str) -> tuple[Sending, ...]:
        """Queue the same letter to the same recipients once more: the person's own act.

        The new sending is linked to the old one. Raises NotFound, or LetterInvalid while the old
        one is still waiting or under way.
        """
        new = await self._queue.add_again(sending_id)
        self._sender.wake()
        return await self._books.sendings([new])

    async def remove_copies(self, days: int) -> Copies:
        """Remove the copies of attachments of letters settled for `days` days: a person's own act.

        Returns what was removed. Raises StoreUnusable.
        """
        from pectui.services.sending.copies import remove_copies  # late, as the queue

        return await remove_copies(self._books, self._data, days)

    async def pause(self) -> None:
        """Let nothing more leave until `resume`; what is under way goes on."""
        await self._sender.pause(Phrase("outbox.paused"))

    async def resume(self) -> None:
        """Let letters leave again, also after the service refused the account."""
        self._reconciler.resume()
        await self._sender.resume()

    # Sending

    async def run(self) -> None:
        """Send what is due and look for lost answers, until cancelled.

        While another process sends for this mailbox, wait for its place. Raises what is a bug.
        """
        async with self.working() as engine:
            await asyncio.shield(engine)

    async def deliver(
        self, ids: Sequence[str], on_change: Callable[[Sending], None] | None = None
    ) -> tuple[Sending, ...]:
        """Work until each of these is sent, refused or unknown, here or in the sending process.

        Returns earlier when what is left came back to the queue, as when the service cannot be
        reached: then `state` is queued, `reason` says why, and it leaves with the next chance
        unless it is cancelled. Raises StoreUnusable when the disk keeps this process from sending.
        """
        await self._books.data.run(lambda tables: tables.steps.unsay(ids))
        tries = {one.id: one.tries for one in await self._books.sendings(ids)}
        last: dict[str, Sending] = {}
        news = asyncio.Event()
        hear: Callable[[Sending], None] = lambda _: news.set()  # noqa: E731
        self._books.listeners.append(hear)
        try:
            async with self.working() as engine:
                while True:
                    news.clear()
                    current = await self._books.sendings(ids)
                    for one in current:
                        if on_change and last.get(one.id) != one:
                            on_change(one)
                        last[one.id] = one
                    left = [one for one in current if one.state.is_under_way]
                    if all(one.state is State.QUEUED and one.tries > tries[one.id] for one in left):
                        await self._sender.land()
                        return await self._books.sendings(ids)
                    if engine.done():
                        engine.result()
                    if self._sender.hindrance is not None:
                        raise self._sender.hindrance
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(self._poll):
                            await news.wait()
        finally:
            self._books.listeners.remove(hear)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[asyncio.Task[None]]:
        """Keep the one engine of this process going for as long as somebody needs it.

        The task it gives ends by a bug only.
        """
        self._users += 1
        if self._engine is None or self._engine.done():
            self._engine = asyncio.create_task(self._work(), name="outbox")
        engine = self._engine
        try:
            yield engine
        finally:
            self._users -= 1
            if not self._users and not engine.done():
                engine.cancel()
                await asyncio.wait([engine])

    async def _work(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sender.work())
            group.create_task(self._reconciler.work())

    # Unknown outcomes

    async def reconcile(self) -> tuple[Sending, ...]:
        """Look for every unknown sending now; return those whose state or reason changed.

        Raises what reading the inbox raises.
        """
        await self._sender.take_over()
        return await self._books.sendings(await self._reconciler.look(all_unknown=True))

    async def candidates(self, sending_id: str) -> tuple[str, ...]:
        """Return the codes among which the person may choose for an unknown sending."""
        return await self._reconciler.candidates(await self._unknown(sending_id))

    async def adopt(self, sending_id: str, code: str) -> Sending:
        """Give an unknown sending the code the person has chosen.

        Raises NotFound, or LetterInvalid when its outcome is known or the code taken.
        """
        record = await self._unknown(sending_id)
        if not await self._reconciler.adopt(record, code):
            raise LetterInvalid(Phrase("outbox.code-taken", code=code))
        await self._books.tell(sending_id)
        return (await self._books.sendings([sending_id]))[0]

    async def _unknown(self, sending_id: str) -> Record:
        record = await self._books.data.read(lambda tables: tables.sendings.by_id(sending_id))
        if record is None:
            raise NotFound
        if record.phase is not Phase.UNKNOWN:
            raise LetterInvalid(Phrase("outbox.not-unknown"))
        return record

    async def aclose(self, seconds: float = 5.0) -> None:
        """End the engine; wait up to `seconds` for what is leaving, then give the lock back.

        What is still leaving then is unknown at the next start.
        """
        await self._queue.finish()
        if self._engine is not None and not self._engine.done():
            self._engine.cancel()
            await asyncio.wait([self._engine])
        await self._sender.aclose(seconds)


def open_outbox(
    books: Books,
    client: Posts,
    receipts: Receipts,
    pages: Pages,
    lock: SenderLock,
    data: Path,
    address: str,
    *,
    terms: Terms | None = None,
    period: float = PERIOD,
) -> Outbox:
    """Put an outbox together for one mailbox whose letters leave from `address`."""
    return Outbox(
        books,
        Sender(books, client, lock, data, terms=terms, period=period),
        Reconciler(books, receipts, pages, lock),
        lock,
        data,
        address,
        terms=terms,
    )
