"""Scans of the service's list: what each makes of the copy.

    compare    count and newest page as reconciled ─▶ nothing to do, one request
                   else what differs is found by halving ─▶ reconciled
    read_all   every page, staged ── held still ──▶ reconciled: the copy is equal
                   └── moved: the staged list is compared ─▶ reconciled, or not

The copy is reconciled only by what held still while it was read: the same count in every answer,
the same newest page before and after. Until then rows are added as they are listed, and nothing is
declared gone. Without a count, two readings of everything have to agree.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.services.mailbox.comparison import Unclear, compare
from pectui.services.mailbox.contents import Change
from pectui.services.mailbox.service_list import Habits, ServiceList
from pectui.services.mailbox.staging import PlaceLost, stage_all
from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.index import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import Envelope
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.remote.reading import Mailbox
    from pectui.store.mailbox.messages import Reading
    from pectui.store.mailbox.reconciliation import Base, Difference, Reconciled

_LOG = logging.getLogger(__name__)

TELL_SECONDS = 1.0
"""Between two times that rows are told of while everything is read."""
TRIES = 5
"""Times that a moving list is read before it is left for later."""

_NEWEST_FIRST = "newest first"
"""Under which it is kept with the copy whether the service's pages run from the newest row."""


@dataclass(slots=True)
class Outcome:
    """What scans came to."""

    new: list[int] = field(default_factory=list)
    """Numbers of new mail."""
    gone: int = 0


class Scan:
    """Scans for one copy; `tell` is given what changes of `sync.Progress` meanwhile."""

    def __init__(self, local: LocalMailbox, remote: Mailbox, tell: Callable[..., None]) -> None:
        self._local = local
        self._intake = local.intake
        self._remote = remote
        self._tell = tell
        self._habits = Habits()
        self._told: set[int] = set()
        """Numbers that were told of as new mail and are not reconciled yet."""
        self._listed: tuple[Envelope, ...] = ()
        """Rows that a long reading brought and nobody was told of yet."""
        self._tell_at = 0.0
        self._intake.on_listed.append(self._on_listed)

    # ── comparing ────────────────────────────────────────────────────────────

    async def compare(self, outcome: Outcome) -> bool | None:
        """Compare the copy with the list; whether it is reconciled, None where the list moved.

        Raises the client's errors.
        """
        before = self._local.state("reading")
        base = await self._intake.base()
        there = await self._glance(base) or await self._open()
        if base is not None and await self._is_same(there, base, staged=False):
            if await self._intake.clear_provisional(before):
                self._local.tell(Change())
            self._tell(total=there.total, error=None)
            return True
        reading = await self._intake.begin_reading()
        await self._list_new(there.first, reading, outcome)
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
        reconciled = await self._intake.differ(difference, reading, there.total)
        self._settle(reconciled, outcome)
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
            await self._list_new(difference.arrived, reading, outcome)
        return difference

    # ── reading everything ───────────────────────────────────────────────────

    async def read_all(
        self, outcome: Outcome, pause: Callable[[int | None], Awaitable[None]], look_seconds: float
    ) -> bool:
        """Read the whole list, or go on reading it; whether the copy was reconciled by it.

        `pause` is awaited between two pages with what the service counts; what it raises ends the
        reading for now. Every `look_seconds` the newest page is read in between: new mail is not to
        wait until everything is here. Raises the client's errors.
        """
        clock = asyncio.get_running_loop().time
        there, reading = await self._newest(outcome)
        look_at = clock() + look_seconds

        async def between() -> None:
            nonlocal look_at
            if self._local.unindexed >= AT_ONCE:
                await self._intake.index()
            await pause(there.counted or there.total)
            if clock() >= look_at:
                await self._list_new(await there.page(0), reading, outcome)
                look_at = clock() + look_seconds

        reconciled: bool | None = None
        try:
            async with self._intake.filling():
                await stage_all(there, self._intake, reading, between)
                for _ in range(TRIES):
                    if not there.moved:
                        reconciled = await self._reconcile_stage(there, reading, outcome)
                    if reconciled is not None:
                        break
                    there, reading = await self._newest(outcome)
        except PlaceLost:
            _LOG.info("the list moved too much while it was read")
        finally:
            self._tell_listed()
        if not reconciled:
            await self._intake.forget_stage()
        return bool(reconciled)

    async def _reconcile_stage(
        self, there: ServiceList, reading: Reading, outcome: Outcome
    ) -> bool | None:
        """Reconcile the copy by the staged list; None where the list moved while that was tried."""
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
        elif base.length != base.total and not await self._intake.readings_agree():
            # As many rows as are counted were read, or the count is off every time.
            return False
        first = not self._local.state("complete")
        reconciled = await self._intake.reconcile_stage(reading, there.total, since)
        if reconciled is None:
            return False
        self._settle(reconciled, outcome, first=first)
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
        """Return the list by one answer where that shows it as it was reconciled; None otherwise.

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
        await self._list_new(there.first, reading, outcome)
        return there, reading

    async def _list_new(self, rows: Sequence[Envelope], reading: Reading, outcome: Outcome) -> None:
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

    def _settle(self, reconciled: Reconciled, outcome: Outcome, *, first: bool = False) -> None:
        """Tell of what a reconciliation changed."""
        new = () if first else tuple(one for one in reconciled.new if one not in self._told)
        self._told.clear()
        outcome.new += new
        outcome.gone += len(reconciled.gone)
        if new or reconciled.gone or reconciled.removed:
            self._local.tell(Change(new=new))
        self._tell(error=None)
