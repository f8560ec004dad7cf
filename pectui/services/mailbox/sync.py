"""Keeping the copy of the mailbox equal to the service's list.

    look ── scan.compare ── reconciled ─▶ nothing more
      │         └── not reconciled, or never was
      └── fill ── scan.read_all ── reconciled ─▶ nothing more
                      └── the list moved too much: once more later, after a longer pause each time

What a scan is, and when it reconciles the copy, is `scan`'s.
"""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pectui.errors import PectuiError, ServiceRefuses
from pectui.models import Reach
from pectui.services.mailbox.cadence import next_look
from pectui.services.mailbox.scan import TRIES, Outcome, Scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.services.mailbox.contents import Change, LocalMailbox
    from pectui.services.mailbox.lock import CopyLock
    from pectui.services.remote.reading import Mailbox

_LOG = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Between two looks; 0 looks only when a person asks."""
NOON = datetime(2026, 1, 1, 11, tzinfo=UTC)
"""An hour of the day at which pauses are the usual ones."""
GENTLE = 0.25
"""Seconds between two pages while everything is read."""
DOUBTS = (5.0, 60.0, 300.0, 900.0, 1800.0)
"""Seconds until everything is read once more where the list would not hold still; the last goes on.
"""
# mutants: a second less ends before the same look
UNCOUNTED = (1800.0, 3600.0, 7200.0, 21600.0, 43200.0)
"""The same where the service does not count its rows: only so is it seen that some are gone."""


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
    reconciled: bool = False
    """Whether it was equal when that was last looked at; else it is being looked into."""


class Cadence(Protocol):
    """How long to rest in the background."""

    async def next_look(self, quiet: int, failures: int) -> float | None:
        """Return the seconds until the next look, None for none by itself.

        `quiet` looks in a row found nothing, `failures` in a row failed.
        """

    def next_page(self) -> float:
        """Return the seconds until the next page while everything is read."""


@dataclass(frozen=True, slots=True)
class SteadyCadence:
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
        cadence: Cadence | None = None,
    ) -> None:
        self._local = local
        self._scan = Scan(local, remote, self._tell)
        self._lock = lock
        self.look_seconds = look_seconds
        self._cadence = cadence or SteadyCadence(look_seconds, gentle)
        self._wanted = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._doubts = 0
        self._read_all_at = 0.0  # mutants: any moment in the past
        """The loop's time from which everything may be read once more in the background."""
        self.progress = Progress()
        self.on_progress: list[Callable[[Progress], None]] = []
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
            await self._rest(self._until_next(await self._cadence.next_look(quiet, failures)))

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
        if seconds is None or self.progress.reconciled or self.progress.paused:
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
            reconciled=bool(local.state("proven")),
            **changes,  # type: ignore[arg-type]
        )
        if progress == self.progress:
            return
        self.progress = progress
        for listener in tuple(self.on_progress):
            listener(progress)

    def _on_change(self, change: Change) -> None:
        """Count anew where messages were deleted from here: the next look is some time away."""
        if change.reach is not Reach.ROWS or not self.progress.reconciled:
            return
        if self._local.held_here < self.progress.held:
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
            reconciled = None
            for _ in range(TRIES):
                reconciled = await self._scan.compare(outcome)
                if reconciled is not None:
                    break
            if reconciled and not self._is_uncounted():
                self._doubts = 0
            self._local.note_look()
            return tuple(sorted(outcome.new, reverse=True))

    async def fill(self) -> None:
        """Read everything where the copy is not known to be equal to the list.

        A page at a time and gently; returns early when paused or when somebody asks for a look.
        After a list that moved too much it waits longer each time. Raises the client's errors.
        """
        clock = asyncio.get_running_loop().time
        if (self.progress.reconciled and not self._is_uncounted()) or clock() < self._read_all_at:
            return
        async with self._one_at_a_time, self._lock:
            try:
                reconciled = await self._scan.read_all(
                    Outcome(), self._pause_gently, self.look_seconds or math.inf
                )
            except _PausedError:
                return
            self._wait_before_reading_all(reconciled=reconciled)

    async def bring_up_to_date(self) -> Outcome:
        """Look and read at once, as a command asks for: up to `TRIES` times, without pauses.

        `progress.reconciled` says whether the copy is equal in the end. Raises the client's errors.
        """
        outcome = Outcome()
        async with self._one_at_a_time, self._lock:
            for _ in range(TRIES):
                if await self._scan.compare(outcome) and not self._is_uncounted():
                    break
                if await self._scan.read_all(outcome, self._tell_filling, math.inf):
                    break
            self._local.note_look()
            self._tell(doing=Doing.WAITING)
        return outcome

    def _is_uncounted(self) -> bool:
        """Whether the service does not say how many rows it has: only all of them tell."""
        return self.progress.total is None

    def _wait_before_reading_all(self, *, reconciled: bool) -> None:
        if reconciled and not self._is_uncounted():
            self._doubts = 0
            return
        pauses = UNCOUNTED if reconciled else DOUBTS
        pause = pauses[min(self._doubts, len(pauses) - 1)]
        self._doubts += 1
        self._read_all_at = asyncio.get_running_loop().time() + pause

    async def _tell_filling(self, total: int | None) -> None:
        self._tell(doing=Doing.FILLING, total=total)

    async def _pause_gently(self, total: int | None) -> None:
        """Pause between two pages. Raises _PausedError where somebody wants something else."""
        await self._tell_filling(total)
        await asyncio.sleep(self._cadence.next_page())
        if self.progress.paused or self._wanted.is_set():
            raise _PausedError
