"""What the loop that keeps the copy does by itself: it comes back, pauses, and waits its turn."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from pectui.errors import ConnectionRefused
from pectui.services.mailbox.opening import lock_of
from pectui.services.mailbox.sync import Doing, Progress
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path


async def until(desk: LocalDesk, holds: Callable[[Progress], bool]) -> None:
    """Wait until what is told of the synchronisation is so."""
    told = asyncio.Event()

    def look(progress: Progress) -> None:
        if holds(progress):
            told.set()

    desk.sync.on_progress.append(look)
    look(desk.sync.progress)
    await asyncio.wait_for(told.wait(), 10)
    desk.sync.on_progress.remove(look)


@contextlib.asynccontextmanager
async def running(desk: LocalDesk) -> AsyncIterator[None]:
    loop = asyncio.create_task(desk.sync.run())
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_out_of_reach_it_says_so_and_goes_on_by_itself_afterwards(tmp_path: Path) -> None:
    service = FakeService(300)

    def fail(call: str) -> None:
        raise ConnectionRefused(host="pec.example")

    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        service.on_call = fail
        service.arrive()
        desk.sync.wake()
        async with running(desk):
            await until(desk, lambda progress: progress.doing is Doing.FAILED)
            assert isinstance(desk.sync.progress.error, ConnectionRefused)
            assert sum(desk.here().values()) == 300, "what is here stays readable"
            service.on_call = None
            desk.sync.wake()
            await until(desk, lambda progress: progress.held == 301)
            await until(desk, lambda progress: progress.doing is Doing.WAITING)
        assert [told.error for told in (desk.sync.progress,)] == [None]
        assert desk.here() == on_the_service(service)


async def test_out_of_reach_in_the_middle_of_filling_it_goes_on_from_there(tmp_path: Path) -> None:
    service = FakeService(1000)

    def fail(call: str) -> None:
        if call == "inbox 20":
            raise ConnectionRefused(host="pec.example")

    async with open_local_desk(tmp_path, service) as desk:
        service.on_call = fail
        async with running(desk):
            await until(desk, lambda progress: progress.doing is Doing.FAILED)
            assert not desk.sync.progress.complete
            service.on_call = None
            service.calls.clear()
            desk.sync.wake()
            await until(desk, lambda progress: progress.complete)
        assert desk.here() == on_the_service(service)
    assert len(service.calls) < 35, "the pages held are not asked for again"


async def test_paused_it_asks_for_no_page_more_and_resumed_it_goes_on(tmp_path: Path) -> None:
    service = FakeService(1000)
    async with open_local_desk(tmp_path, service) as desk:

        def pause(call: str) -> None:
            if call == "inbox 9":
                desk.sync.pause()

        service.on_call = pause
        async with running(desk):
            await until(desk, lambda progress: progress.paused and progress.doing is Doing.WAITING)
            assert "inbox 10" not in service.calls
            service.arrive()
            desk.sync.wake()
            held = desk.sync.progress.held
            await until(desk, lambda progress: progress.held > held)
            assert not desk.sync.progress.complete, "new mail is still looked for, and no more"
            desk.sync.resume()
            await until(desk, lambda progress: progress.complete)
        assert desk.here() == on_the_service(service)


async def test_while_another_program_writes_the_copy_it_waits_and_says_for_whom(
    tmp_path: Path,
) -> None:
    service = FakeService(60)
    async with (
        open_local_desk(tmp_path, service) as one,
        open_local_desk(tmp_path, service) as other,
    ):
        waited = asyncio.Event()
        lock = lock_of(other.local, other.books)
        lock.on_wait.append(lambda _: waited.set())
        other.sync._lock = lock
        async with lock_of(one.local, one.books):
            looking = asyncio.create_task(other.sync.bring_up_to_date())
            await asyncio.wait_for(waited.wait(), 5)
            assert service.calls == []
        await asyncio.wait_for(looking, 10)
        await one.bring_up_to_date()
        assert one.here() == other.here() == on_the_service(service)
        assert not one.gone()


async def test_after_another_program_brought_mail_this_one_shows_it(tmp_path: Path) -> None:
    service = FakeService(60)
    async with (
        open_local_desk(tmp_path, service) as one,
        open_local_desk(tmp_path, service) as other,
    ):
        await one.bring_up_to_date()
        service.arrive()
        await other.sync.bring_up_to_date()
        changes: list[object] = []
        one.local.on_change.append(changes.append)
        assert await one.sync.look() == ()
        assert changes, "who shows the list is told to read it anew"
        assert one.here() == on_the_service(service)


async def test_what_is_deleted_from_here_is_counted_off_at_once(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        row = desk.rows()[3]
        service.messages.pop(-4)
        await desk.local.remove([row])
        assert (desk.sync.progress.held, desk.sync.progress.total) == (59, 59)
        calls = len(service.calls)
        await desk.sync.look()
        assert len(service.calls) == calls + 1, "the deletion is known: nothing is looked for"


async def test_a_list_that_nobody_counts_is_read_whole_more_and_more_rarely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.services.mailbox.sync.UNCOUNTED", (0.0, 3600.0))
    service = FakeService(60, total="missing", hint="missing")
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        asked = []
        for _ in range(3):
            before = len(service.calls)
            await desk.sync.fill()
            asked.append(len(service.calls) - before)
        assert asked[0] > 3 < asked[1]
        assert asked[2] == 0


async def test_what_went_is_told_though_nothing_came(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        told: list[object] = []
        desk.local.on_change.append(told.append)
        service.remove(30)
        assert await desk.sync.look() == ()
        assert told, "who shows the list is told to read it anew"
        assert desk.here() == on_the_service(service)
