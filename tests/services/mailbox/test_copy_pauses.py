"""When the copy is compared and read again by itself: what the pace is told, and growing pauses."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pectui.errors import ConnectionRefused
from pectui.services.mailbox.opening import lock_of
from pectui.services.mailbox.sync import Doing, Progress, Sync
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import LocalDesk, open_local_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass
class Noting:
    """A pace that never rests, and notes what it is told after each round."""

    rounds: int
    before: Callable[[int], None]
    told: list[tuple[int, int]] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def next_look(self, quiet: int, failures: int) -> float | None:
        self.told.append((quiet, failures))
        if len(self.told) == self.rounds:
            self.done.set()
            return None
        self.before(len(self.told))
        return 0.0

    def next_page(self) -> float:
        return 0.0


def sync_of(desk: LocalDesk, pace: Noting | Hours) -> Sync:
    return Sync(desk.local, desk.remote, lock=lock_of(desk.local, desk.books), cadence=pace)


async def run_until(sync: Sync, done: asyncio.Event) -> None:
    loop = asyncio.create_task(sync.run())
    try:
        # Without a limit of seconds: the clock may stand still.
        await done.wait()
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_before_anything_was_asked_nothing_is_claimed(tmp_path: Path) -> None:
    nothing = Progress()
    assert (nothing.doing, nothing.held, nothing.total) == (Doing.LOOKING, 0, None)
    assert not any((nothing.complete, nothing.reconciled, nothing.paused, nothing.error))
    async with open_local_desk(tmp_path, FakeService(3)) as desk:
        assert desk.sync.progress == nothing
        assert desk.sync.progress.total is None


async def test_the_pace_is_told_how_many_looks_found_nothing_or_failed_in_a_row(
    tmp_path: Path,
) -> None:
    rounds = ["quiet", "quiet", "fail", "fail", "quiet", "new", "quiet", "asked", "quiet"]
    service = FakeService(30)

    def fail(_: str) -> None:
        raise ConnectionRefused(host="pec.example")

    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()

        def before(number: int) -> None:
            what = rounds[number]
            service.on_call = {"fail": fail, "asked": lambda _: sync.wake()}.get(what)
            if what == "new":
                service.arrive()

        pace = Noting(len(rounds), before)
        sync = sync_of(desk, pace)
        await run_until(sync, pace.done)
    assert pace.told == [
        (1, 0), (2, 0), (2, 1), (2, 2), (3, 0), (0, 0), (1, 0), (0, 0), (1, 0)
    ]  # fmt: skip


@dataclass
class Hours:
    """A pace of one look an hour, on a clock that goes on by the pauses alone."""

    wanted: int
    service: FakeService
    now: float = 1000.0
    rests: list[float] = field(default_factory=list)
    asked: dict[float, set[str]] = field(default_factory=dict)
    """What was asked for at which moment."""
    done: asyncio.Event = field(default_factory=asyncio.Event)
    look_seconds: float = 3600.0

    async def next_look(self, quiet: int, failures: int) -> float | None:
        return self.look_seconds

    def next_page(self) -> float:
        return 0.0

    def called(self, call: str) -> None:
        self.asked.setdefault(self.now, set()).add(call)

    def pauses(self, call: str) -> list[float]:
        """Return the seconds between the moments at which something was asked for."""
        read = [at for at, asked in self.asked.items() if call in asked]
        return [later - one for one, later in pairwise(read)]

    def timeout(self, seconds: float | None) -> Hours:
        assert seconds is not None
        self.rests.append(seconds)
        self.now += seconds
        return self

    async def __aenter__(self) -> None:
        if len(self.rests) < self.wanted:
            raise TimeoutError
        self.done.set()
        await asyncio.Event().wait()

    async def __aexit__(self, *_: object) -> None:
        return None


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Callable[[Hours], None]:
    def begin(hours: Hours) -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: hours.now)
        monkeypatch.setattr("pectui.services.mailbox.sync.asyncio.timeout", hours.timeout)

    return begin


async def test_a_list_that_never_rests_is_read_again_after_growing_pauses(
    tmp_path: Path, hours: Callable[[Hours], None]
) -> None:
    service = FakeService(200)
    day = Hours(8, service)

    def move(call: str) -> None:
        day.called(call)
        service.arrive()
        service.messages.pop(5)

    service.on_call = move
    async with open_local_desk(tmp_path, service) as desk:
        hours(day)
        await run_until(sync_of(desk, day), day.done)
    pauses = [5.0, 60.0, 300.0, 900.0, 1800.0, 1800.0, 1800.0]
    assert day.rests == [*pauses, 1800.0]
    assert day.pauses("inbox 8") == pauses


async def test_a_list_nobody_counts_is_read_again_ever_more_rarely(
    tmp_path: Path, hours: Callable[[Hours], None]
) -> None:
    service = FakeService(200, total="missing", hint="missing")
    day = Hours(70, service, look_seconds=1800.0)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        service.on_call = day.called
        hours(day)
        await run_until(sync_of(desk, day), day.done)
    assert set(day.rests) == {1800.0}
    # A look asks for the other pages too, to find the last one.
    assert day.pauses("inbox 1")[:6] == [1800.0, 3600.0, 7200.0, 21600.0, 43200.0, 43200.0]


async def test_a_list_that_rests_again_is_proven_and_looked_at_at_the_usual_pace(
    tmp_path: Path, hours: Callable[[Hours], None]
) -> None:
    service = FakeService(200)
    day = Hours(6, service)

    def move(call: str) -> None:
        day.called(call)
        if len(day.rests) < 2:
            service.arrive()
            service.messages.pop(5)

    service.on_call = move
    async with open_local_desk(tmp_path, service) as desk:
        hours(day)
        sync = sync_of(desk, day)
        await run_until(sync, day.done)
        assert sync.progress.reconciled
    assert day.rests == [5.0, 60.0, 3600.0, 3600.0, 3600.0, 3600.0]
