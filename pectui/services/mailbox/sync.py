"""Keeping the mailbox on this machine like the one on the service, by reading pages.

Two things go on by turns. A *look* reads from the newest page down to what is held already, so that
new mail is here within moments. *Filling* goes on from the oldest that joins what is held, a page
at a time and at a gentle pace, until everything is here; where it was broken off it is taken up
again. What is held beyond the service's own count has vanished there, and is looked for by
comparing places: pages apart by as many places as are missing lie before and behind a gap.
"""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.errors import PectuiError, ServiceRefuses
from pectui.services.mailbox.contents import Change
from pectui.services.mailbox.gaps import Gaps
from pectui.store.messages import Standing, WalkOutdated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.remote.listing import Listing
    from pectui.services.remote.reading import Mailbox
    from pectui.store.messages import Walk

_LOG = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Between two looks; 0 looks only when a person asks."""
GENTLE = 0.25
"""Seconds between two pages while filling."""
RETRIES = (5.0, 15.0, 30.0, 60.0)
"""Seconds until it is tried again while the service cannot be reached; the last goes on."""
MOST_SEARCHED = 40
"""Vanished messages that are searched for one gap at a time; more cost less by reading all."""

LIAR_SECONDS = 1800.0
"""Until every page is read once more, where reading them all did not bring the count right."""

_COMPLETE = "complete"
_MISCOUNTED = "miscounted"
"""How many messages the service counts beyond those it lists; seen when all pages were read."""


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
    """Messages on the service that are held here."""
    total: int | None = None
    """Messages on the service, as it counts them; None while it has not been asked."""
    complete: bool = False
    """Whether everything is here, as far as is known."""
    paused: bool = False
    error: PectuiError | None = None


class _GapError(Exception):
    """Nothing held is on the page before: what has vanished hides that something is missing."""


class Sync:
    """Keeps one mailbox like the service's. `on_progress` holds callbacks."""

    def __init__(
        self,
        local: LocalMailbox,
        remote: Mailbox,
        *,
        look_seconds: float = LOOK_SECONDS,
        gentle: float = GENTLE,
    ) -> None:
        self._local = local
        self._remote = remote
        self._look_seconds = look_seconds
        self._gentle = gentle
        self._wanted = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._stuck = False
        """Whether the last page read while filling brought nothing new."""
        self._read_all_after = 0.0
        """The loop's time from which every page may be read again."""
        self.progress = Progress()
        self.on_progress: list[Callable[[Progress], None]] = []

    # ── the loop ─────────────────────────────────────────────────────────────

    async def run(self) -> None:
        """Look, fill, wait; again and again until cancelled."""
        failures = 0
        while True:
            self._wanted.clear()
            try:
                await self.look()
                await self.fill()
                failures = 0
                self._tell(doing=Doing.WAITING, error=None)
            except ServiceRefuses as error:
                # Asking on with credentials that are not accepted may lock the mailbox.
                self._tell(doing=Doing.REFUSED, error=error)
                await self._wanted.wait()
                continue
            except PectuiError as error:
                _LOG.info("the mailbox could not be brought up to date: %s", error)
                self._tell(doing=Doing.FAILED, error=error)
                await self._rest(RETRIES[min(failures, len(RETRIES) - 1)])
                failures += 1
                continue
            await self._rest(self._look_seconds or None)

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

    async def _rest(self, seconds: float | None) -> None:
        """Wait for a person to ask, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._wanted.wait()
        except TimeoutError:
            return

    def _tell(self, **changes: object) -> None:
        local = self._local
        self.progress = replace(
            self.progress,
            held=local.held_here,
            complete=bool(local.state(_COMPLETE)),
            **changes,  # type: ignore[arg-type]
        )
        for listener in tuple(self.on_progress):
            listener(self.progress)

    # ── new mail ─────────────────────────────────────────────────────────────

    async def look(self) -> tuple[int, ...]:
        """Read from the newest page to what is held already; return the numbers of new mail.

        Raises the client's errors; what was read until then stays.
        """
        while True:
            try:
                return await self._look()
            except WalkOutdated:
                _LOG.info("ids moved while new mail was looked for")

    async def _look(self) -> tuple[int, ...]:
        async with self._one_at_a_time:
            self._tell(doing=Doing.LOOKING)
            # In a mailbox known to be empty, the first message is new like any other.
            first = self._local.joined == 0 and not self._local.state(_COMPLETE)
            walk = await self._local.new_walk(Standing.MET)
            listing = self._remote.new_listing()
            ended = await self._walk_down(listing, walk, only_first=first)
            self._remote.learn(listing)
            new = await self._local.join()
            if ended:
                await self._local.set_state(_COMPLETE, 1)
            self._tell(total=listing.total, error=None)
            if not first and new:
                self._local.tell(Change(new=new))
            await self._compare(listing, walk)
            return () if first else new

    async def _walk_down(self, listing: Listing, walk: Walk, *, only_first: bool) -> bool:
        """Read pages until one joins what is held; return whether that was the last there is."""
        number = 1
        while True:
            rows = await listing.page(number)
            taken = await self._local.take(rows, walk)
            if not rows or number >= listing.pages:
                return True
            if only_first or (taken.joined and not self._lacks_some(listing)):
                return False
            number += 1
            self._tell(total=listing.total)

    def _lacks_some(self, listing: Listing) -> bool:
        """Whether the service counts more than is held, though everything should be."""
        return bool(self._local.state(_COMPLETE)) and self._excess(listing) < 0

    def _excess(self, listing: Listing) -> int:
        """Return how many more are held than the service counts; 0 where it does not count."""
        if listing.total is None:
            return 0
        return self._local.held_here - listing.total + self._local.state(_MISCOUNTED)

    # ── filling ──────────────────────────────────────────────────────────────

    async def fill(self) -> None:
        """Read on from the oldest that joins, a page at a time, until everything is here.

        Returns early when paused or when new mail is to be looked for. Raises the client's errors.
        """
        if self._local.state(_COMPLETE):
            return
        try:
            await self._fill()
        except WalkOutdated:
            _LOG.info("ids moved while the mailbox was filled")
            self.wake()
        except _GapError:
            async with self._one_at_a_time:
                await self._read_all()

    async def _fill(self) -> None:
        clock = asyncio.get_running_loop().time
        look_at = clock() + self._look_seconds if self._look_seconds else math.inf
        async with self._one_at_a_time:
            walk = await self._local.new_walk(Standing.JOINED)
            listing = self._remote.new_listing()
            await listing.open()
            before: Sequence[Envelope] = ()
            while not (self.progress.paused or self._wanted.is_set()):
                number = self._local.joined // listing.size + 1
                rows, is_new = await self._next_page(listing, walk, number, before)
                self._tell(doing=Doing.FILLING, total=listing.total)
                if not rows and not await self._ends_here(listing):
                    raise _GapError
                if not rows or number >= listing.pages:
                    await self._local.set_state(_COMPLETE, 1)
                    self._tell()
                    break
                if not is_new:
                    await self._unstick(listing)
                    break
                self._stuck = False
                before = rows
                if clock() >= look_at:
                    self.wake()
                await asyncio.sleep(self._gentle)
            self._remote.learn(listing)
            if self._local.state(_COMPLETE):
                await self._compare(listing, walk)

    async def _next_page(
        self, listing: Listing, walk: Walk, number: int, before: Sequence[Envelope]
    ) -> tuple[Sequence[Envelope], bool]:
        """Take over a page, and the one before it where something may have slipped between.

        Return its rows, and whether anything was new. Raises _GapError.
        """
        rows = await listing.page(number)
        joined = self._local.joined
        if rows and number > 1 and not _joins(before, rows):
            page_before = await self._remote.new_listing().page(number - 1)
            known = await self._local.numbers_of(page_before)
            if page_before and not any(one is not None for one in known):
                raise _GapError
            await self._local.take(page_before, walk)
        await self._local.take(rows, walk)
        return rows, self._local.joined > joined

    async def _ends_here(self, listing: Listing) -> bool:
        """Whether the last page there is holds nothing but what is held already."""
        rows = await listing.page(listing.pages)
        return all(number is not None for number in await self._local.numbers_of(rows))

    async def _unstick(self, listing: Listing) -> None:
        """Go on where a page brought nothing new: mail came, else something held has vanished."""
        if self._stuck:
            self._stuck = False
            await self._read_all()
            return
        self._stuck = True
        self.wake()

    # ── what has vanished ────────────────────────────────────────────────────

    async def _compare(self, listing: Listing, walk: Walk) -> None:
        """Look for what vanished or was missed, where the service counts otherwise."""
        too_many = self._excess(listing)
        if too_many == 0 or not self._local.state(_COMPLETE):
            return
        if 0 < too_many <= MOST_SEARCHED:
            gone = await Gaps(self._local, listing, walk).find(too_many)
            if len(gone) == too_many:
                await self._local.forget_ids()
                await self._local.mark_gone(gone)
                self._tell(total=listing.total)
                return
        if asyncio.get_running_loop().time() >= self._read_all_after:
            await self._read_all()

    async def _read_all(self) -> None:
        """Read every page once more; what no page shows has vanished, what is new is told of.

        The list is followed to its end whatever the service counts. Where it counts otherwise even
        so, its count is taken to be off by that much from then on.
        """
        was_complete = bool(self._local.state(_COMPLETE))
        # Where everything was here, what is met for the first time has come since the last look.
        standing = Standing.MET if was_complete else Standing.JOINED
        walk = await self._local.new_walk(standing)
        before = self._local.held_here
        total, gone = await self._take_all(walk)
        if total is not None and self._local.held_here - len(gone) < total:
            # What vanished meanwhile may have moved another row past the page being read.
            total, gone = await self._take_all(walk)
        if gone:
            await self._local.forget_ids()
            await self._local.mark_gone(gone)
        new = await self._local.join()
        await self._local.set_state(_COMPLETE, 1)
        held = self._local.held_here
        miscounted = 0 if total is None else total - held
        await self._local.set_state(_MISCOUNTED, miscounted)
        if not gone and held == before:
            self._read_all_after = asyncio.get_running_loop().time() + LIAR_SECONDS
        self._tell(total=held)
        if was_complete and new:
            self._local.tell(Change(new=new))

    async def _take_all(self, walk: Walk) -> tuple[int | None, tuple[int, ...]]:
        """Take over every row; return the service's count, and what `walk` did not meet."""
        listing = self._remote.new_listing()
        part: list[Envelope] = []
        async for row in listing.walk():
            part.append(row)
            if len(part) == listing.size:
                await self._local.take(part, walk)
                self._tell(doing=Doing.FILLING, total=listing.total)
                part = []
                await asyncio.sleep(self._gentle)
        await self._local.take(part, walk)
        return listing.total, await self._local.not_met(walk)


def _joins(before: Sequence[Envelope], rows: Sequence[Envelope]) -> bool:
    """Whether nothing can lie between a page and the one after it: they overlap or follow on."""
    if not before:
        return False
    ids = {row.id for row in before if row.id is not None}
    here = {row.id for row in rows if row.id is not None}
    if not ids or not here:
        return False
    return bool(ids & here) or max(here) + 1 == min(ids)
