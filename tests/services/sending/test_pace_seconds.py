"""The pace in seconds: leads, windows, stretches, and what is written of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pectui.services import clock
from pectui.services.sending.pace import Pace
from pectui.store.sending.slots import LastSlot
from tests.services.sending.test_pace import World, nothing, opened

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from pectui.store.data import Tables
    from pectui.store.database import Database

BEGIN = World().now
LEAD, WINDOW, PERIOD = 0.03, 0.004, 1.006


def near(seconds: float) -> object:
    return pytest.approx(seconds, abs=1e-6)


async def kept(database: Database) -> list[tuple[float, float, float]]:
    """Return what stands in the table: the end of the last slot, the stretch, and until when."""

    def work(connection: sqlite3.Connection) -> list[tuple[float, float, float]]:
        found = connection.execute("SELECT slot_closes, stretch, stretched_until FROM pace")
        return [tuple(row) for row in found]

    return await database.read(work)


async def test_a_start_is_marked_once_a_moment_before_it(tmp_path: Path) -> None:
    world = World()
    marked: list[float] = []
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        for _ in range(3):
            await pace.start(lambda _: marked.append(world.now))
            world.starts.append(world.now)
        assert await kept(database) == [(near(world.now + WINDOW), 1.0, 0.0)]
    assert world.starts == [near(BEGIN + LEAD + one * (PERIOD + WINDOW)) for one in range(3)]
    assert marked == [near(start - LEAD) for start in world.starts]


async def test_a_slot_near_enough_is_taken_without_waiting_first(tmp_path: Path) -> None:
    world = World()
    marked: list[float] = []
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        for away in (2 * LEAD - 0.001, 2 * LEAD + 0.001):
            await world.start(pace)
            world.now += PERIOD + WINDOW - away
            before = world.now
            await pace.start(lambda _: marked.append(world.now))
            assert world.now - before == near(away)
            marked[-1] -= before
            world.now += 10
    assert marked == [near(0.0), near(LEAD + 0.001)]


@pytest.mark.parametrize(
    ("period", "lead", "window"), [(0.02, 0.01, 0.002), (0.05, 0.025, 0.004), (0.0, 0.0, 0.0)]
)
async def test_a_short_period_has_room_for_its_windows(
    tmp_path: Path, period: float, lead: float, window: float
) -> None:
    world = World()
    async with opened(tmp_path) as database:
        pace = world.pace(database, period=period)
        await world.start(pace)
        assert world.now - BEGIN == near(lead)
        await world.start(pace)
    assert world.gaps == [near(period + window)]


async def test_without_a_period_nothing_waits_and_nothing_is_written(tmp_path: Path) -> None:
    world = World()
    marks: list[float] = []

    def slow(_: Tables) -> None:
        world.now += 5
        marks.append(world.now)

    async with opened(tmp_path) as database:
        await world.pace(database, period=0).start(slow)
        assert await kept(database) == []
    assert marks == [BEGIN + 5]
    assert world.now == BEGIN + 5


async def test_a_missed_slot_is_moved_with_twice_the_room(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        await world.start(pace, commit_takes=0.5)
        assert world.now - BEGIN == near(0.5 + 2 * LEAD)
        assert await kept(database) == [(near(world.now + 2 * WINDOW), 1.0, 0.0)]
        await world.start(pace)
    assert world.gaps == [near(2 * WINDOW + PERIOD)]


@pytest.mark.parametrize("late", [0.1, 0.45, 3.0, 12.0])
async def test_a_machine_that_always_wakes_late_reaches_a_slot_soon(
    tmp_path: Path, late: float
) -> None:
    world = World(late=[late] * 40)
    async with opened(tmp_path) as database:
        await world.start(world.pace(database))
    # Two hiccups are borne; then the window is as wide as the machine is late, and doubles.
    assert (world.now - BEGIN) / (late + 0.4) < 8


async def test_who_missed_its_slot_goes_behind_one_that_was_taken_since(tmp_path: Path) -> None:
    world = World()
    async with opened(tmp_path) as one, opened(tmp_path) as two:
        late, other = world.pace(one), world.pace(two)

        async def sleep(seconds: float) -> None:
            late._sleep = world.sleep
            await world.start(other)

        late._sleep = sleep
        await world.start(late)
        assert world.gaps == [near(WINDOW + PERIOD)]
        await world.start(other)
    assert world.gaps[-1] == near(2 * WINDOW + PERIOD)


@pytest.mark.parametrize(("back", "waits"), [(0.0, True), (30.0, True), (33.0, False)])
async def test_a_slot_farther_ahead_than_any_is_taken_was_not_taken_by_this_clock(
    tmp_path: Path, back: float, waits: bool
) -> None:
    world = World()
    async with opened(tmp_path) as database:
        await world.start(world.pace(database))
        world.now -= back
        before = world.now
        await world.start(world.pace(database))
        assert world.now - before == near(back + WINDOW + PERIOD if waits else LEAD)


async def test_a_slower_pace_doubles_what_it_is_slower_by_up_to_twice_the_period(
    tmp_path: Path,
) -> None:
    world = World()
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        for stretch in (1.1, 1.2, 1.4, 1.8, 2.0, 2.0):
            await pace.slow_down()
            assert await kept(database) == [(BEGIN, near(stretch), BEGIN + 600)]
        await world.start(pace)
        # Nobody has started yet: the pace counts from when the service complained.
        assert world.now - BEGIN == near(2 * PERIOD)
        closes = world.now + WINDOW
        world.now += 0.5
        await pace.slow_down()
        assert await kept(database) == [(near(closes), near(2.0), near(world.now + 600))]
        await world.start(pace)
        assert world.now == near(closes + 2 * PERIOD)


@pytest.mark.parametrize(("later", "stretch"), [(0, 1.1), (599.5, 1.1), (600, 1), (600.5, 1)])
async def test_it_stays_slower_for_ten_minutes(
    tmp_path: Path, later: float, stretch: float
) -> None:
    world = World()
    async with opened(tmp_path) as database:
        pace = world.pace(database)
        await pace.slow_down()
        world.now += later
        slot = LastSlot(world.now, 1.1, BEGIN + 600)
        await pace._books.data.run(lambda tables: tables.slots.save("this boot", slot))
        before = world.now
        await world.start(pace)
    assert world.now - before == near(stretch * PERIOD)


async def test_the_boot_is_told_by_the_machine_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "boot_id"
    monkeypatch.setattr(clock, "_BOOT_ID", file)
    assert clock.boot_id() == ""
    await asyncio.to_thread(file.write_text, "abc-def\n")
    assert clock.boot_id() == "abc-def"
    world = World()
    async with opened(tmp_path) as database:
        own = Pace(world.pace(database)._books, monotonic=world.monotonic, sleep=world.sleep)
        await own.start(nothing)
        before = world.now
        await world.start(world.pace(database, "abc-def"))
    assert world.now - before == near(WINDOW + PERIOD), "it is of the same boot"
