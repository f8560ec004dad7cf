"""Keeping the copy of the mailbox equal to the service's list.

    look ── count and newest page as proven ─▶ nothing to do, one request
      │
      ├── the copy was proven before: compare, by halving ──────────┐
      │       │ unclear                                             ▼
      └───────┴──▶ read everything (staged) ── held still ──▶ proof: the copy is equal
                        └── moved: compare the staged list ─────────┘
                        └── moved too much, unclear: doubt; once more later

A proof is made only of what held still while it was read: the same count in every answer, the same
newest page before and after. Until then rows are added as they are listed, and nothing is declared
gone. Without a count, everything is read until two readings agree.
"""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pectui.errors import PectuiError, ServiceRefuses
from pectui.services.mailbox.cadence import next_look
from pectui.services.mailbox.comparison import Unclear, compare
from pectui.services.mailbox.contents import Change
from pectui.services.mailbox.service_list import Habits, ServiceList
from pectui.services.mailbox.staging import PlaceLost, stage_all
from pectui.store.intake import AT_ONCE
from pectui.store.messages import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.mailbox.lock import CopyLock
    from pectui.services.remote.reading import Mailbox
    from pectui.store.intake import Base, Difference, Proven
    from pectui.store.messages import Reading

_LOG = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Between two looks; 0 looks only when a person asks."""
NOON = datetime(2026, 1, 1, 11, tzinfo=UTC)
"""An hour of the day at which pauses are the usual ones."""
GENTLE = 0.25
"""Seconds between two pages while everything is read."""
TELL_SECONDS = 1.0
"""Between two times that rows are told of while everything is read."""
TRIES = 5
"""Times that a moving list is read before it is left for later."""
DOUBTS = (5.0, 60.0, 300.0, 900.0, 1800.0)
"""Seconds until everything is read once more where the list would not hold still; the last goes on.
"""
UNCOUNTED = (1800.0, 3600.0, 7200.0, 21600.0, 43200.0)
"""The same where the service does not count its rows: only so is it seen that some are gone."""

_NEWEST_FIRST = "newest first"
"""Under which it is kept with the copy whether the service's pages run from the newest row."""


class Doing(StrEnum):
    """What the synchronisation is at."""

    LOOKING = "looking"
    FILLING = "filling"
    WAITING = "waiting"
    """Everything is here, or the person paused; the next look comes by itself."""
    FAILED = "failed"
    """The last attempt met an error; it is tried again by itself."""
    REFUSED = "refused"
    """The service refused the account; nothing more is asked until `resume`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mailbox is here."""

    doing: Doing = Doing.LOOKING
    held: int = 0
    """Messages on the service that the copy has."""
    total: int | None = None
    """Messages on the service, as it counts them; None while it has not been asked."""
    complete: bool = False
    """Whether the copy was equal to the service's list once."""
    paused: bool = False
    error: PectuiError | None = None
    proven: bool = False
    """Whether it was equal when that was last looked at; else it is being looked into."""


@dataclass(slots=True)
class Outcome:
    """What bringing the copy up to date came to."""

    new: list[int] = field(default_factory=list)
    gone: int = 0


class Pace(Protocol):
    """How long to rest in the background."""

    async def next_look(self, quiet: int, failures: int) -> float | None:
        """Return the seconds until the next look, None for none by itself.

        `quiet` looks in a row found nothing, `failures` in a row failed.
        """

    def next_page(self) -> float:
        """Return the seconds until the next page while everything is read."""


@dataclass(frozen=True, slots=True)
class SteadyPace:
    """The same pauses always."""

    look_seconds: float
    gentle: float

    async def next_look(self, quiet: int, failures: int) -> float | None:
        """Return the seconds until the next look."""
        return next_look(self.look_seconds, NOON, failures=failures).seconds

    def next_page(self) -> float:
        """Return the seconds until the next page."""
        return self.gentle


class _PausedError(Exception):
    """Somebody wants something else: reading everything goes on later."""


class Sync:
    """Keeps one copy like the service's list. `on_progress` holds callbacks."""

    def __init__(
        self,
        local: LocalMailbox,
        remote: Mailbox,
        *,
        lock: CopyLock,
        look_seconds: float = LOOK_SECONDS,
        gentle: float = GENTLE,
        pace: Pace | None = None,
    ) -> None:
        self._local = local
        self._intake = local.intake
        self._remote = remote
        self._lock = lock
        self.look_seconds = look_seconds
        self._pace = pace or SteadyPace(look_seconds, gentle)
        self._habits = Habits()
        self._wanted = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._told: set[int] = set()
        """Numbers that were told of as new mail and are not proven yet."""
        self._listed: tuple[Envelope, ...] = ()
        """Rows that a long reading brought and nobody was told of yet."""
        self._tell_at = 0.0
        self._doubts = 0
        self._read_all_at = 0.0
        """The loop's time from which everything may be read once more in the background."""
        self.progress = Progress()
        self.on_progress: list[Callable[[Progress], None]] = []
        self._intake.on_listed.append(self._on_listed)
        local.on_change.append(self._on_change)

    # ── the loop ─────────────────────────────────────────────────────────────

    async def run(self) -> None:
        """Look, fill, wait; again and again until cancelled."""
        quiet = failures = 0
        while True:
            self._wanted.clear()
            try:
                new = await self.look()
                await self.fill()
                quiet, failures = 0 if new else quiet + 1, 0
                self._tell(doing=Doing.WAITING, error=None)
            except ServiceRefuses as error:
                # Asking on with credentials that are not accepted may lock the mailbox.
                self._tell(doing=Doing.REFUSED, error=error)
                await self._wanted.wait()
                continue
            except PectuiError as error:
                _LOG.info("the mailbox could not be brought up to date: %s", error)
                self._tell(doing=Doing.FAILED, error=error)
                failures += 1
            if self._wanted.is_set():
                quiet = 0
            await self._rest(self._until_next(await self._pace.next_look(quiet, failures)))

    def on_wait(self, listener: Callable[[int | None], None]) -> None:
        """Have `listener` told who is waited for where another process writes the copy."""
        self._lock.on_wait.append(listener)

    def wake(self) -> None:
        """Look now, also after a refusal: a person asked for it."""
        self._wanted.set()

    def pause(self) -> None:
        """Stop filling; new mail is still looked for."""
        self._tell(paused=True)

    def resume(self) -> None:
        """Go on filling."""
        self._tell(paused=False)
        self.wake()

    def _until_next(self, seconds: float | None) -> float | None:
        """Return the seconds to rest, fewer where everything is to be read before."""
        if seconds is None or self.progress.proven or self.progress.paused:
            return seconds
        clock = asyncio.get_running_loop().time()
        return min(seconds, max(1.0, self._read_all_at - clock))

    async def _rest(self, seconds: float | None) -> None:
        """Wait for a person to ask, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._wanted.wait()
        except TimeoutError:
            return

    def _tell(self, **changes: object) -> None:
        local = self._local
        progress = replace(
            self.progress,
            held=local.held_here,
            complete=bool(local.state("complete")),
            proven=bool(local.state("proven")),
            **changes,  # type: ignore[arg-type]
        )
        if progress == self.progress:
            return
        self.progress = progress
        for listener in tuple(self.on_progress):
            listener(progress)

    def _on_change(self, _: Change) -> None:
        """Count anew where messages were deleted from here: the next look is some time away."""
        if self.progress.proven and self._local.held_here < self.progress.held:
            total = self._local.state("total", -1)
            self._tell(total=total if total >= 0 else None)

    # ── what is asked for ────────────────────────────────────────────────────

    async def look(self) -> tuple[int, ...]:
        """Read from the newest page to what is known; return the numbers of new mail.

        Where the list moves meanwhile it is read again, and left to `fill` if it goes on. Raises
        the client's errors; what was listed until then stays.
        """
        async with self._one_at_a_time, self._lock:
            self._local.look_again()
            self._tell(doing=Doing.LOOKING)
            outcome = Outcome()
            for _ in range(TRIES):
                if await self._compare(outcome) is not None:
                    break
            return tuple(sorted(outcome.new, reverse=True))

    async def fill(self) -> None:
        """Read everything where the copy is not known to be equal to the list.

        A page at a time and gently; returns early when paused or when somebody asks for a look.
        After a list that moved too much it waits longer each time. Raises the client's errors.
        """
        clock = asyncio.get_running_loop().time
        if (self.progress.proven and not self._is_uncounted()) or clock() < self._read_all_at:
            return
        async with self._one_at_a_time, self._lock:
            try:
                proven = await self._read_all(Outcome(), gently=True)
            except _PausedError:
                return
            self._wait_before_reading_all(proven=proven)

    async def bring_up_to_date(self) -> Outcome:
        """Look and read at once, as a command asks for: up to `TRIES` times, without pauses.

        `progress.proven` says whether the copy is equal in the end. Raises the client's errors.
        """
        outcome = Outcome()
        async with self._one_at_a_time, self._lock:
            for _ in range(TRIES):
                if await self._compare(outcome) and not self._is_uncounted():
                    break
                if await self._read_all(outcome, gently=False):
                    break
            self._tell(doing=Doing.WAITING)
        return outcome

    def _is_uncounted(self) -> bool:
        """Whether the service does not say how many rows it has: only all of them tell."""
        return self.progress.total is None

    def _wait_before_reading_all(self, *, proven: bool) -> None:
        self._doubts += 1
        pauses = UNCOUNTED if proven else DOUBTS
        pause = pauses[min(self._doubts, len(pauses)) - 1]
        if proven and not self._is_uncounted():
            self._doubts, pause = 0, 0.0
        self._read_all_at = asyncio.get_running_loop().time() + pause

    # ── comparing ────────────────────────────────────────────────────────────

    async def _compare(self, outcome: Outcome) -> bool | None:
        """Compare the copy with the list; whether it is proven, None where the list moved."""
        before = self._local.state("reading")
        base = await self._intake.base()
        there = await self._glance(base) or await self._open()
        if base is not None and await self._is_same(there, base, staged=False):
            if await self._intake.clear_provisional(before):
                self._local.tell(Change())
            self._tell(total=there.total, error=None)
            return True
        reading = await self._intake.begin_reading()
        await self.list_new(there.first, reading, outcome)
        self._tell(total=there.total, error=None)
        if base is None:
            return False
        try:
            difference = await self._difference(there, base, reading, outcome, staged=False)
        except Unclear:
            if not await there.held_still():
                return None
            _LOG.info("everything is read again: the copy cannot be compared")
            await self._intake.doubt()
            self._tell()
            return False
        if difference is None:
            return None
        proven = await self._intake.differ(difference, reading, there.total)
        self._settle(proven, outcome)
        return True

    async def _is_same(self, there: ServiceList, base: Base, *, staged: bool) -> bool:
        """Whether count and newest page are those of a list that was read before."""
        if base.total != there.total or len(there.newest) > base.length:
            return False
        known = await self._intake.window(0, len(there.newest), staged=staged)
        return [*map(fingerprint_of, there.newest)] == [fingerprint for fingerprint, _ in known]

    async def _difference(
        self, there: ServiceList, base: Base, reading: Reading, outcome: Outcome, *, staged: bool
    ) -> Difference | None:
        """Return how a list read before differs; None where the list moved. Raises Unclear."""
        if base.there is None or base.total is None or there.total is None:
            raise Unclear
        expected = base.there + there.total - base.total

        async def window(first: int, end: int) -> list[tuple[str, int | None]]:
            return await self._intake.window(first, end, staged=staged)

        difference = await compare(there, window, base.length, expected)
        if not await there.held_still():
            return None
        if len(difference.arrived) > len(there.first):
            await self.list_new(difference.arrived, reading, outcome)
        return difference

    # ── reading everything ───────────────────────────────────────────────────

    async def _read_all(self, outcome: Outcome, *, gently: bool) -> bool:
        """Read the whole list, or go on reading it, and prove the copy by it; whether it is proven.

        Raises the client's errors, and _PausedError if it goes `gently`.
        """
        there, reading = await self._newest(outcome)
        pause = _Pause(self, there, reading, outcome) if gently else None

        async def between() -> None:
            self._tell(doing=Doing.FILLING, total=there.counted or there.total)
            if self._local.unindexed >= AT_ONCE:
                await self._intake.index()
            if pause is not None:
                await pause()

        proven: bool | None = None
        try:
            await stage_all(there, self._intake, reading, between)
            for _ in range(TRIES):
                if not there.moved:
                    proven = await self._prove_stage(there, reading, outcome)
                if proven is not None:
                    break
                there, reading = await self._newest(outcome)
        except PlaceLost:
            _LOG.info("the list moved too much while it was read")
        finally:
            self._tell_listed()
        if not proven:
            await self._intake.forget_stage()
        return bool(proven)

    async def _prove_stage(
        self, there: ServiceList, reading: Reading, outcome: Outcome
    ) -> bool | None:
        """Prove the copy by the staged list; None where the list moved while that was tried."""
        base = await self._intake.stage_base()
        if base is None:
            return False
        since: Difference | None = None
        if there.total is None or base.total is None:
            # One answer is one moment; of more, two readings have to agree.
            is_one = there.asked == 0 and base.length == len(there.first)
            if not is_one and not (
                await there.held_still() and await self._intake.readings_agree()
            ):
                return False
        elif await self._intake.stage_moved() or not await self._is_same(there, base, staged=True):
            try:
                since = await self._difference(there, base, reading, outcome, staged=True)
            except Unclear:
                return False if await there.held_still() else None
            if since is None:
                return None
        elif not await there.held_still():
            return None
        first = not self._local.state("complete")
        proven = await self._intake.prove_stage(reading, there.total, since)
        if proven is None:
            return False
        self._settle(proven, outcome, first=first)
        return True

    # ── common ───────────────────────────────────────────────────────────────

    async def _open(self) -> ServiceList:
        """Return the list as it is now; one that moves while it is opened is opened again."""
        there = await self._open_once()
        for _ in range(TRIES):
            if not there.moved:
                break
            there = await self._open_once()
        return there

    async def _open_once(self) -> ServiceList:
        there = ServiceList(self._remote.new_listing(), self._habits)
        await there.open()
        await self._learn(there)
        return there

    async def _glance(self, base: Base | None) -> ServiceList | None:
        """Return the list by one answer where that shows it as it was proven; None otherwise.

        A new process would ask for the oldest page as well, to find out which way the pages run.
        Where the first page is the newest one still, they run as they did.
        """
        if base is None or self._remote.knows_direction or not self._local.state(_NEWEST_FIRST):
            return None
        there = ServiceList(self._remote.new_listing(newest_first=True), self._habits)
        await there.open()
        if not await self._is_same(there, base, staged=False):
            await there.find_direction()
        await self._learn(there)
        return None if there.moved else there

    async def _learn(self, there: ServiceList) -> None:
        there.teach(self._remote)
        if self._local.state(_NEWEST_FIRST) != there.is_newest_first:
            await self._intake.note(_NEWEST_FIRST, there.is_newest_first)

    async def _newest(self, outcome: Outcome) -> tuple[ServiceList, Reading]:
        """Read the newest page, and add what it lists."""
        there = await self._open()
        reading = await self._intake.begin_reading()
        await self.list_new(there.first, reading, outcome)
        return there, reading

    async def breathe(self) -> None:
        """Pause between two pages. Raises _PausedError where somebody wants something else."""
        await asyncio.sleep(self._pace.next_page())
        if self.progress.paused or self._wanted.is_set():
            raise _PausedError

    async def list_new(self, rows: Sequence[Envelope], reading: Reading, outcome: Outcome) -> None:
        """Add what an answer lists and the copy does not have, and tell of new mail."""
        added = await self._intake.add_missing(rows, reading)
        if not added:
            return
        numbers = tuple(sorted(added, reverse=True))
        is_new = bool(self._local.state("complete"))
        if is_new:
            self._told |= set(numbers)
            outcome.new += numbers
        listed = tuple(added[number] for number in numbers)
        self._local.tell(Change(new=numbers if is_new else (), listed=listed))

    def _on_listed(self, rows: tuple[Envelope, ...]) -> None:
        """Tell now and then of what a long reading brings: who shows it has other things to do."""
        self._listed += rows
        if asyncio.get_running_loop().time() >= self._tell_at:
            self._tell_listed()

    def _tell_listed(self) -> None:
        listed, self._listed = self._listed, ()
        self._tell_at = asyncio.get_running_loop().time() + TELL_SECONDS
        if listed:
            self._local.tell(Change(listed=listed))

    def _settle(self, proven: Proven, outcome: Outcome, *, first: bool = False) -> None:
        """Tell of what a proof changed."""
        new = () if first else tuple(one for one in proven.new if one not in self._told)
        self._told.clear()
        outcome.new += new
        outcome.gone += len(proven.gone)
        self._doubts = 0
        if new or proven.gone or proven.removed:
            self._local.tell(Change(new=new))
        self._tell(error=None)


class _Pause:
    """What happens between two pages of a mailbox that is read gently."""

    def __init__(self, sync: Sync, there: ServiceList, reading: Reading, outcome: Outcome) -> None:
        self._sync = sync
        self._there = there
        self._reading = reading
        self._outcome = outcome
        self._look_at = self._next()

    def _next(self) -> float:
        clock = asyncio.get_running_loop().time
        return clock() + (self._sync.look_seconds or math.inf)

    async def __call__(self) -> None:
        await self._sync.breathe()
        if asyncio.get_running_loop().time() >= self._look_at:
            # New mail is not to wait until everything is here.
            rows = await self._there.page(0)
            await self._sync.list_new(rows, self._reading, self._outcome)
            self._look_at = self._next()
