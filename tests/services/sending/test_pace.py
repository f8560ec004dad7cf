"""The pace of sending: a slot for every start, and no two starts too near, whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import sqlite3
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.errors import StoreUnusable, TooManyRequests
from pectui.models import SendOutcome, State, Verdict
from pectui.services.clock import system_now
from pectui.services.sending.books import Books
from pectui.services.sending.pace import LEAD, MOST_STRETCH, PERIOD, STRETCHED_FOR, WINDOW, Pace
from pectui.services.session import open_session
from pectui.store.data import UserData
from pectui.store.database import Database
from pectui.store.schema import FILE_NAME, MIGRATIONS
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import OWNER, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from pectui.store.data import Tables

# What adding up floating point numbers may lose.
ROUNDING = 1e-6


@dataclass
class World:
    """A monotonic clock that moves only when somebody waits or works."""

    now: float = 5000.0
    late: list[float] = field(default_factory=list)
    """By how much the next waits end too late."""
    starts: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + (self.late.pop() if self.late else 0.0)

    def pace(self, database: Database, boot: str = "this boot", **options: Any) -> Pace:
        return Pace(
            Books(UserData(database, OWNER, system_now)),
            monotonic=self.monotonic,
            sleep=self.sleep,
            boot=boot,
            **options,
        )

    async def start(self, pace: Pace, commit_takes: float = 0.0) -> None:
        def mark(_: Tables) -> None:
            self.now += commit_takes

        await pace.start(mark)
        self.starts.append(self.now)

    @property
    def gaps(self) -> list[float]:
        return [later - sooner for sooner, later in pairwise(self.starts)]


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    database = Database.open(folder / FILE_NAME, MIGRATIONS, durable=True)
    try:
        yield database
    finally:
        await database.aclose()


def nothing(_: Tables) -> None:
    """Mark nothing."""


class DeadError(Exception):
    """The process ended here."""


async def test_letters_keep_the_period_and_lose_next_to_nothing(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        for _ in range(10):
            await world.start(pace)
    assert world.gaps == [pytest.approx(PERIOD + WINDOW)] * 9
    # The service's second, less than one part in fifty longer.
    assert 1.0 < min(world.gaps) <= max(world.gaps) < 1.02


async def test_the_first_letter_waits_for_nobody(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as database:
        await world.start(world.pace(database))
    assert world.now - 5000.0 == pytest.approx(LEAD)


@settings(max_examples=40)
@given(
    story=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["starts", "dies with its slot", "dies late", "gives up"]),
            st.sampled_from([0.0, 0.0, 0.01, 0.2, 3.0]),
            st.lists(st.sampled_from([0.0, 0.0, 0.002, 0.02, 0.5, 5.0]), max_size=4),
            st.sampled_from([0.0, 0.0, 0.5, 1.0, 30.0]),
        ),
        max_size=12,
    )
)
def test_no_story_brings_two_starts_nearer_than_the_period(
    story: list[tuple[int, str, float, list[float], float]],
) -> None:
    """Slow commits, late wake-ups, deaths at any point, letters given up, three processes."""
    world = World()

    async def tell(databases: list[Database]) -> None:
        for who, what, commit_takes, late, pause in story:
            world.now += pause
            world.late = list(late)
            pace = world.pace(databases[who])
            if what == "starts":
                await world.start(pace, commit_takes)
            elif what == "gives up":
                with contextlib.suppress(DeadError):
                    await pace.start(give_up)
            else:
                with contextlib.suppress(DeadError):
                    pace._sleep = dying(world, after=2 if what == "dies late" else 0)
                    await world.start(pace, commit_takes)

    def give_up(_: Tables) -> None:
        raise DeadError

    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with contextlib.AsyncExitStack() as stack:
                databases = [
                    await stack.enter_async_context(opened(Path(folder))) for _ in range(3)
                ]
                await tell(databases)

    asyncio.run(run())
    assert all(gap >= PERIOD - ROUNDING for gap in world.gaps), world.gaps


def dying(world: World, after: int) -> Callable[[float], Any]:
    """Return a sleep that ends the process after so many waits."""
    left = after

    async def sleep(seconds: float) -> None:
        nonlocal left
        if not left:
            raise DeadError
        left -= 1
        await world.sleep(seconds)

    return sleep


async def test_who_misses_its_slot_takes_another(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as database:
        first, second = world.pace(database), world.pace(database)
        await world.start(first)
        # The commit alone takes longer than there is until its moment.
        await world.start(first, commit_takes=0.5)
        await world.start(second)
    late, after = world.gaps
    assert late > PERIOD + WINDOW
    assert after >= PERIOD - ROUNDING


async def test_a_machine_that_always_wakes_late_gets_slow_but_not_stuck(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as database:
        for _ in range(3):
            world.late = [0.1] * 20
            await world.start(world.pace(database))
    assert PERIOD - ROUNDING <= min(world.gaps) <= max(world.gaps) < 4


async def test_a_letter_that_is_no_longer_claimed_takes_no_slot(tmp_path: Path) -> None:
    world = World()

    def lost(_: Tables) -> None:
        raise DeadError

    async with opened(tmp_path) as database:
        with pytest.raises(DeadError):
            await world.pace(database).start(lost)
        before = world.now
        await world.start(world.pace(database))
    assert world.now - before == pytest.approx(LEAD)


@pytest.mark.parametrize(
    ("boot", "moved", "waits"),
    [
        ("this boot", 0.0, True),
        ("another", 0.0, False),
        # Where the boot cannot be told, the clock has begun anew.
        ("this boot", -4000.0, False),
        ("this boot", 4000.0, False),
    ],
)
async def test_another_boot_or_clock_is_no_reason_to_wait(
    tmp_path: Path, boot: str, moved: float, waits: bool
) -> None:
    world = World()
    async with opened(tmp_path) as database:
        await world.start(world.pace(database))
        world.now += moved
        before = world.now
        await world.start(world.pace(database, boot))
    assert (world.now - before > PERIOD) is waits


async def test_starts_alongside_and_in_two_processes_keep_apart(tmp_path: Path) -> None:
    starts: list[float] = []

    async def start(pace: Pace) -> None:
        await pace.start(nothing)
        starts.append(time.monotonic())

    async with opened(tmp_path) as one, opened(tmp_path) as two:
        paces = [Pace(Books(UserData(each, OWNER, system_now)), period=0.05) for each in (one, two)]
        await asyncio.gather(*(start(pace) for pace in paces for _ in range(4)))
    starts.sort()
    assert len(starts) == 8
    assert min(later - sooner for sooner, later in pairwise(starts)) >= 0.04


async def test_asked_to_slow_down_every_process_does_for_a_while(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as one, opened(tmp_path) as two:
        await world.start(world.pace(one))
        await world.pace(one).slow_down()
        await world.start(world.pace(two))
        await world.start(world.pace(two))
        world.now += STRETCHED_FOR
        await world.start(world.pace(one))
        await world.start(world.pace(two))
    slower, slow, _, again = world.gaps
    assert slower == pytest.approx(1.1 * PERIOD, rel=0.01)
    assert slow == pytest.approx(1.1 * PERIOD, rel=0.01)
    assert again == pytest.approx(PERIOD + WINDOW)


async def test_asked_again_and_again_it_slows_down_within_bounds(tmp_path: Path) -> None:
    world = World()
    found: list[float] = []
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        await world.start(pace)
        for _ in range(8):
            await pace.slow_down()
            await world.start(pace)
            found.append(world.gaps[-1])
    assert found == sorted(found)
    assert found[-1] == pytest.approx(MOST_STRETCH * PERIOD + WINDOW)


async def test_the_engine_slows_down_when_the_service_says_so(
    tmp_path: Path, service: FakeService
) -> None:
    service.plans.append(
        Plan(SendOutcome(Verdict.UNSENT, error=TooManyRequests(), retry_after=0), accepted=False)
    )
    async with open_desk(tmp_path / "data", service, period=0.05) as desk:
        (queued,) = await desk.outbox.queue(letter())
        async with desk.running():
            async with asyncio.timeout(5):
                while await desk.state(queued.id) is not State.SENT:
                    desk.clock.move(1)
                    await asyncio.sleep(0.005)
        stretch = await desk.database.read(
            lambda connection: connection.execute("SELECT stretch FROM pace").fetchone()[0]
        )
    assert stretch == pytest.approx(1.1)


async def test_a_pace_that_cannot_be_written_lets_nothing_start(tmp_path: Path) -> None:
    def full(_: Tables) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async with opened(tmp_path) as database:
        with pytest.raises(StoreUnusable):
            await World().pace(database).start(full)


async def test_a_suspended_machine_keeps_the_pace_and_what_is_due_leaves(
    tmp_path: Path, service: FakeService
) -> None:
    """The wall clock jumps ahead while the monotonic one stood still."""
    async with open_desk(tmp_path / "data", service, period=0.1) as desk:
        (first,) = await desk.outbox.queue(letter("A"))
        later = [(await desk.outbox.queue(letter(one), delay=3600))[0].id for one in "BC"]
        async with desk.running():
            await desk.reaches(first.id, State.SENT)
            desk.clock.move(8 * 3600)
            for one in later:
                await desk.reaches(one, State.SENT)
    assert [one.subject for one in service.left] == ["A", "B", "C"]
    assert min(b - a for a, b in pairwise(service.starts)) >= 0.1


def test_whoever_says_nothing_of_the_pace_keeps_that_of_the_service() -> None:
    assert inspect.signature(open_session).parameters["period"].default == PERIOD >= 1.0
