"""Sends the queue: one POST begins at a time, answers come alongside; and when to retry.

It works only while it holds the mailbox's lock. Every sending flies in a task of its own that
nothing here ever cancels; what was on the wire when the process ended is unknown at the next start.

Two sendings of equal subject are never in flight together: the later one waits until the first has
a code or a definite end, because receipts could not tell them apart. An unknown one does not hold
its equals back; it is the matching that takes care (see `lost_answers`).
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import Phrase
from pectui.errors import (
    FileUnreadable,
    LetterInvalid,
    OutcomeUnknown,
    PectuiError,
    ServiceRefuses,
    StoreUnusable,
    TooManyRequests,
)
from pectui.models import SendOutcome, Verdict, Why
from pectui.services.sending.allowance import Terms, limits_of
from pectui.services.sending.attachments import sweep_files
from pectui.services.sending.ballast import Ballast, check_room
from pectui.services.sending.books import REASON_LOST
from pectui.services.sending.outcomes import reason_of, try_again, write_outcome
from pectui.services.sending.pace import PERIOD, Pace
from pectui.services.sending.unfilled import sweep_unfilled
from pectui.store.sending.sendings import digest
from pectui.store.sending.steps import Tick
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pectui.catalogue import Words
    from pectui.models import SendRequest
    from pectui.services.sending.books import Books
    from pectui.services.sending.lock import SenderLock
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record

_LOG = logging.getLogger(__name__)

MAX_FLIGHTS = 8
FIRST_PAUSE = 2.0
"""Seconds until the first next try; each later one is twice as far away."""
MAX_PAUSE = 300.0
IDLE = 5
"""Times as long as usual until the next look at an empty queue: each look wakes the processor."""
WRITE_PAUSES = (0.0, 0.1, 1.0, 5.0)  # mutants: less than no pause is none either
"""Seconds before each try to write an outcome down, until it is left to the engine."""


class Posts(Protocol):
    """What is needed of `pectui.api.Client`."""

    async def send(
        self, request: SendRequest, *, on_wire: Callable[[], Awaitable[None]] | None = None
    ) -> SendOutcome:
        """Ask `POST /send` exactly once."""


class _ClaimLostError(Exception):
    """The sending is not claimed any more: it must not leave from here."""


@dataclass(frozen=True)
class _Hold:
    """Why nothing leaves for now."""

    why: Words
    error_kind: str | None = None
    refusal: Words | None = None
    """What the service says of the account where it refuses it: batches pause at that."""


@dataclass
class _Flight:
    """One sending under way."""

    record: Record | None = None
    on_wire: bool = False
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it is on the wire, or once it is clear that it will not be."""
    error: Exception | None = None


class Sender:
    """Lets what is queued leave, in order, at the pace of the service."""

    def __init__(
        self,
        books: Books,
        client: Posts,
        lock: SenderLock,
        data: Path,
        *,
        terms: Terms | None = None,
        period: float = PERIOD,
        poll: float = 0.5,
        first_pause: float = FIRST_PAUSE,
        first_look: float = 10.0,
        monotonic: Callable[[], float] = time.monotonic,
        boot: str | None = None,
    ) -> None:
        self._books = books
        self._client = client
        self._lock = lock
        self._data = data
        self._ballast = Ballast(data)
        self._terms = terms or Terms()
        self._period = period
        self._poll = poll
        self._is_idle = False
        """Whether nothing was queued at the last look."""
        self._first_pause = first_pause
        self._first_look = first_look
        self._monotonic = monotonic
        self._boot = books.boot if boot is None else boot
        self._pace = Pace(books, period=period, monotonic=monotonic, boot=boot)
        self._flights: set[asyncio.Task[None]] = set()
        self._awake = asyncio.Event()
        self._failures = 0
        self._pause = 0.0  # mutants: set before it is asked for
        self._quiet_until = 0.0  # mutants: any moment that is past
        self._quiet_for = _Hold("")
        self._pausing: PectuiError | None = None
        self._stop: _Hold | None = None
        self._unwritten: dict[str, tuple[Record, SendOutcome]] = {}
        """Outcomes the disk has not taken yet, by the id of their sending."""
        self.hindrance: PectuiError | None = None
        """What keeps the engine from working on this machine's disk, while it lasts."""

    # For the outbox

    @property
    def stopped_by(self) -> str | None:
        """Why nothing leaves until `resume`, or None."""
        return str(self._stop.why) if self._stop else None

    @property
    def flying(self) -> bool:
        """Whether a sending is under way in this process."""
        return bool(self._flights)

    @property
    def pausing(self) -> PectuiError | None:
        """The error after which nothing is tried for a while, or None."""
        return self._pausing if self._monotonic() < self._quiet_until else None

    def wake(self) -> None:
        """Look at the queue now."""
        self._awake.set()

    async def pause(self, why: Words) -> None:
        """Let nothing more leave; what is under way goes on."""
        self._stop = _Hold(why)
        await self._hold(self._stop)

    def hurry(self) -> None:
        """Try again without waiting for the end of a pause."""
        self._failures = 0
        self._quiet_until = 0.0  # mutants: any moment that is past
        self.wake()

    async def resume(self) -> None:
        """Let letters leave again, at once."""
        self._stop = None
        self.hurry()
        await self._release()
        self.wake()

    async def _release(self) -> None:
        ids = await self._books.data.run(lambda tables: tables.steps.release())
        await self._books.tell(*ids)

    async def take_over(self) -> bool:
        """Take the lock where it is free, and settle what an ended process left under way."""
        if self._lock.held:
            return True
        try:
            taken = self._lock.take()
        except OSError as error:
            reason = system_reason(error)
            raise StoreUnusable(path=str(self._data), reason=reason) from error
        if not taken:
            return False
        try:
            ids = await self._books.data.run(lambda tables: tables.steps.recover(REASON_LOST))
        except BaseException:
            self._lock.release()
            raise
        await asyncio.to_thread(self._ballast.load)
        await self._sweep()
        await self._books.tell(*ids)
        return True  # mutants: the next look finds the lock taken

    async def _sweep(self) -> None:
        """Remove the copies of attachments whose letter never came to be queued.

        Not beside a database that was set aside: they may be those of its letters.
        """
        if any(self._data.glob(f"{self._books.data.path.name}.broken-*")):
            return
        try:
            await sweep_unfilled(self._books, self._data)
        except (OSError, StoreUnusable) as error:
            _LOG.warning("a batch that was never confirmed is still there: %s", error)
        owned = await self._books.data.read(lambda tables: tables.sendings.letter_ids())
        await asyncio.to_thread(sweep_files, self._data, owned)

    async def work(self) -> None:
        """Send what is due, until cancelled; flights go on."""
        # What went wrong in an earlier run is found anew, or is over.
        self.hindrance = None
        while True:
            self._awake.clear()
            try:
                busy = await self.take_over() and await self._work_once()
                self.hindrance = None
            except StoreUnusable as error:
                if str(error) != str(self.hindrance):
                    _LOG.warning("the outbox cannot work: %s", error)
                self.hindrance = error
                busy = False
            if not busy:
                await self._rest()

    async def land(self, seconds: float | None = None) -> None:
        """Wait for the flights to end, at most `seconds`."""
        if self._flights:
            await asyncio.wait(set(self._flights), timeout=seconds)

    async def aclose(self, seconds: float = 5.0) -> None:
        """Wait for the flights a while; leave the rest as they are on disk, and the lock."""
        await self.land(seconds)
        left = set(self._flights)
        for flight in left:
            flight.cancel()
        if left:
            await asyncio.wait(left)
        self._lock.release()

    # The queue

    def _tick(self) -> Tick:
        return Tick(self._boot, self._books.ticks(), limits_of(self._terms, self._books.now()))

    async def _rest(self) -> None:
        """Wait until woken; into an empty queue only another process puts anything unseen."""
        try:
            async with asyncio.timeout(self._poll * (IDLE if self._is_idle else 1)):
                await self._awake.wait()
        except TimeoutError:
            return

    async def _work_once(self) -> bool:
        """Start one sending if one may start; return whether there may be more."""
        await self._catch_up()
        if self._stop:
            await self._hold(self._stop)
            return False
        if self._monotonic() < self._quiet_until:
            await self._hold(self._quiet_for)
            return False
        if len(self._flights) >= MAX_FLIGHTS:
            return False
        tick = self._tick()
        is_due, self._is_idle = await self._books.data.read(
            lambda tables: (tables.steps.can_claim(tick), not tables.steps.has_queued())
        )
        if not is_due:
            return False
        await asyncio.to_thread(check_room, self._data)
        return await self._start()

    async def _start(self) -> bool:
        flight = _Flight()
        # Claimed inside the task: cancelling the engine never leaves a claim without a flight.
        task = asyncio.create_task(self._fly(flight), name="sending")
        self._flights.add(task)
        task.add_done_callback(self._landed)
        await flight.settled.wait()
        if flight.error is not None:
            raise flight.error
        return flight.record is not None

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flights.discard(task)
        self.wake()

    async def _hold(self, hold: _Hold) -> None:
        """Say on what is due, also on what was let go since, why it does not leave."""
        tick = self._tick()

        def is_untold(tables: Tables) -> bool:
            open_batches = hold.refusal is not None and tables.batches.open_now()
            return bool(open_batches or tables.steps.untold(hold.why, tick))

        def say(tables: Tables) -> tuple[str, ...]:
            if hold.refusal is not None:
                tables.batches.pause_all(Why.ACCOUNT, hold.refusal)
            return tables.steps.hold(hold.why, hold.error_kind, tick)

        if await self._books.data.read(is_untold):
            await self._books.tell(*await self._books.data.run(say))

    # One sending

    async def _fly(self, flight: _Flight) -> None:
        try:
            tick = self._tick()
            record = await self._books.data.run(lambda tables: tables.steps.claim_next(tick))
            if record is None:
                return
            flight.record = record
            await self._books.tell(record.id)
            outcome = await self._post(flight, record)
            if outcome is not None:
                await self._settle(record, outcome)
        except asyncio.CancelledError:
            if flight.record is not None and not flight.on_wire:
                await self._put_back(flight.record)
            raise
        except Exception as error:
            if flight.settled.is_set():
                _LOG.exception("a sending could not be recorded")
            flight.error = error
        finally:
            flight.settled.set()

    async def _put_back(self, record: Record) -> None:
        """Put back into the queue what the end of the program kept from leaving: no byte has."""
        try:
            await self._ballast.write(
                self._books.data, lambda tables: tables.steps.put_back(record.id)
            )
        except StoreUnusable as error:
            _LOG.warning("what has not left could not be put back: %s", error)

    async def _post(self, flight: _Flight, record: Record) -> SendOutcome | None:
        """Send one claimed sending; None when it turned out not to be ours to send."""

        async def on_wire() -> None:
            await self._to_wire(record)
            flight.on_wire = True
            flight.settled.set()

        if digest(record.request) != record.digest:
            return SendOutcome(Verdict.REFUSED, error=LetterInvalid(Phrase("outbox.damaged")))
        try:
            return await self._client.send(record.request, on_wire=on_wire)
        except _ClaimLostError:
            _LOG.warning("a sending was no longer claimed when it was to leave")
            return None
        except Exception as error:
            if not isinstance(error, PectuiError):
                _LOG.exception("a sending met an error nobody foresaw")
            if flight.on_wire:
                return SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())
            if isinstance(error, FileUnreadable):
                return SendOutcome(Verdict.REFUSED, error=LetterInvalid(Phrase("outbox.damaged")))
            if isinstance(error, PectuiError):
                return SendOutcome(Verdict.UNSENT, error=error)
            return SendOutcome(Verdict.REFUSED, error=PectuiError())

    async def _to_wire(self, record: Record) -> None:
        """Commit that the sending leaves, and return at its moment: just before its first byte."""

        def mark(tables: Tables) -> None:
            if not tables.steps.to_wire(record.id):
                raise _ClaimLostError

        await self._pace.start(mark)

    async def _settle(self, record: Record, outcome: SendOutcome) -> None:
        """Write the outcome down, and let it bear on the rest of the queue.

        What the disk does not take stays with the engine, which lets nothing else leave before.
        """
        calm = self._learn(outcome)
        for pause in WRITE_PAUSES:
            await asyncio.sleep(pause)
            try:
                await self._write(record, outcome)
                break
            except StoreUnusable as error:
                _LOG.warning("an outcome could not be written: %s", error)
        else:
            self._unwritten[record.id] = record, outcome
        if isinstance(outcome.error, TooManyRequests):
            await self._slow_down()
        await self._books.tell(record.id)
        if self._stop:
            await self._hold(self._stop)
        elif self._monotonic() < self._quiet_until:
            await self._hold(self._quiet_for)
        elif calm:
            await self._release()

    async def _write(self, record: Record, outcome: SendOutcome) -> None:
        await self._ballast.write(
            self._books.data,
            lambda tables: write_outcome(
                tables,
                self._books,
                record,
                outcome,
                pause=self._pause,
                first_look=self._first_look,
            ),
        )

    async def _catch_up(self) -> None:
        """Write the outcomes that the disk did not take. Raises StoreUnusable while it does not."""
        for sending_id, (record, outcome) in tuple(self._unwritten.items()):
            await self._write(record, outcome)
            del self._unwritten[sending_id]
            await self._books.tell(sending_id)

    async def _slow_down(self) -> None:
        try:
            await self._pace.slow_down()
        except StoreUnusable as error:
            _LOG.warning("the pace could not be slowed down: %s", error)

    def _learn(self, outcome: SendOutcome) -> bool:
        """Let one outcome bear on what starts next; return whether a bad time is over by it."""
        error = outcome.error
        if outcome.verdict is Verdict.UNSENT:
            # What keeps one letter from leaving before its first byte keeps all of them.
            self._pause = self._pause_after(outcome)
            self._failures += 1
            self._quiet_until = self._monotonic() + self._pause
            later = try_again(error, self._books.now(), self._pause)
            self._pausing = error or PectuiError()
            self._quiet_for = _Hold(later, error.kind if error else None)
            return False
        if outcome.verdict is Verdict.REFUSED and isinstance(error, ServiceRefuses):
            reason = reason_of(error)
            self._stop = _Hold(Phrase("outbox.held", reason=reason), error.kind, reason)
            return False
        calm = self._failures > 0
        self._failures = 0
        return calm

    def _pause_after(self, outcome: SendOutcome) -> float:
        if outcome.retry_after is not None:
            return min(max(outcome.retry_after, self._period), MAX_PAUSE)
        return float(min(self._first_pause * 2 ** min(self._failures, 16), MAX_PAUSE))
