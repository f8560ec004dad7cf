"""Batches that are held and go on: nothing leaves twice, nothing is called what it is not."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import (
    ConnectionRefused,
    LetterInvalid,
    ServerFault,
    StoreUnusable,
    TooManyRequests,
    Unauthorized,
)
from pectui.models import BatchPhase, Letter, SendOutcome, Verdict
from pectui.services.batches import holding
from pectui.services.batches.filling import Filling
from pectui.services.sending import sender
from pectui.services.sending.allowance import Terms
from tests.services.batches.batch_desk import NAMES, open_batch_desk, recipients
from tests.services.fake_service import Plan

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.services.batches.batch_desk import BatchDesk
    from tests.services.fake_service import FakeService

REFUSED = Plan(SendOutcome(Verdict.REFUSED, error=LetterInvalid("no")), accepted=False)
EXPIRED = Plan(SendOutcome(Verdict.REFUSED, error=Unauthorized()), accepted=False)
OFFLINE = Plan(SendOutcome(Verdict.UNSENT, error=ConnectionRefused()), leaves=False)


@contextlib.asynccontextmanager
async def ticking(service: FakeService) -> AsyncIterator[None]:
    """Let the clock on the wall go on while this is open."""

    async def tick() -> None:
        while True:
            await asyncio.sleep(0.01)
            service.clock.move(0.02)

    task = asyncio.create_task(tick())
    try:
        yield
    finally:
        task.cancel()


async def test_a_stopped_batch_does_not_repeat_what_its_mended_table_sent(
    office: BatchDesk, service: FakeService
) -> None:
    """Stop, mend a cell, send the mended table, resume the first after all."""
    first = await office.batches.confirm(office.request())
    await office.batches.stop(first)
    second = await office.batches.confirm(office.request("rossi", "bianchi", "neri"))
    await office.batches.deliver(second)
    await office.batches.resume(first)
    status, error = await office.batches.deliver(first)
    assert (status.states, error) == ({"draft": 2, "sent": 1}, None)
    kept = [one for one in await office.batches.rows(first) if one.state == "draft"]
    assert all("30 days" in str(one.reason) for one in kept)
    assert max(Counter(recipients(service)).values()) == 1
    # Not at the next stop either.
    await office.batches.stop(first)
    await office.batches.resume(first)
    assert (await office.batches.deliver(first))[0].states == {"draft": 2, "sent": 1}


async def test_what_was_allowed_when_it_was_confirmed_goes_on(
    office: BatchDesk, service: FakeService
) -> None:
    request = office.request()
    await office.batches.deliver(await office.batches.confirm(request))
    again = replace(request, again=1)
    batch = await office.batches.confirm(again)
    await office.batches.stop(batch)
    await office.batches.resume(batch)
    assert (await office.batches.deliver(batch))[0].states == {"sent": 3}
    assert len(recipients(service)) == 6


async def test_a_letter_taken_back_alone_is_no_more_its_batchs(
    office: BatchDesk, service: FakeService
) -> None:
    batch = await office.batches.confirm(office.request())
    row = (await office.batches.rows(batch))[0]
    assert row.sending_id
    assert await office.desk.outbox.cancel(row.sending_id)
    await office.batches.stop(batch)
    await office.batches.resume(batch)
    assert (await office.batches.deliver(batch))[0].states == {"draft": 1, "sent": 2}
    assert await office.batches.confirm(office.request()) == batch
    assert (await office.batches.deliver(batch))[0].states == {"draft": 1, "sent": 2}
    assert len(service.left) == 2


async def test_a_row_sent_again_alone_leaves_once_more_and_once_only(
    office: BatchDesk, service: FakeService
) -> None:
    service.plans.append(REFUSED)
    batch = await office.batches.confirm(office.request())
    assert (await office.batches.deliver(batch))[0].states == {"refused": 1, "sent": 2}
    row = (await office.batches.rows(batch))[0]
    assert row.sending_id
    await office.batches.stop(batch)
    await office.desk.outbox.resend(row.sending_id)
    await office.batches.resume(batch)
    assert (await office.batches.deliver(batch))[0].states == {"sent": 3}
    assert Counter(one.recipients[0] for one in service.accepted) == Counter(
        f"{one}@pec.example" for one in NAMES
    )


async def test_holds_from_two_sides_leave_each_row_in_one_state(
    tmp_path: Path, service: FakeService, office: BatchDesk
) -> None:
    batch = await office.batches.confirm(office.request())
    async with open_batch_desk(tmp_path, service) as other:
        for _ in range(5):
            await asyncio.gather(
                office.batches.resume(batch),
                other.batches.stop(batch),
                office.batches.pause(batch),
                other.batches.resume(batch),
            )
        status = await office.batches.resume(batch)
        assert status.phase is BatchPhase.OPEN
        status, _ = await other.batches.deliver(batch)
    assert status.states == {"sent": 3}
    assert len(service.left) == 3


async def test_a_stop_while_another_process_has_resumed_forgets_no_row(office: BatchDesk) -> None:
    batch = await office.batches.confirm(office.request())
    await office.batches.pause(batch)
    read = office.batches._batch

    async def overtaken(batch_id: str) -> Any:
        found = await read(batch_id)
        office.batches._batch = read  # type: ignore[method-assign]
        await office.batches.stop(batch)
        return found

    office.batches._batch = overtaken  # type: ignore[method-assign]
    await office.batches.resume(batch)
    assert await office.states(batch) == ["queued"] * 3


async def test_ten_refused_in_a_row_are_counted_in_their_order_when_the_clock_is_set_back(
    office: BatchDesk, service: FakeService
) -> None:
    names = [f"n{number}" for number in range(40)]
    service.plans.extend([Plan()] * 12)
    batch = await office.batches.confirm(office.request(*names))
    service.on_start = lambda _: service.clock.move(-3600)
    service.plans.extend([REFUSED] * 28)
    status, _ = await office.batches.deliver(batch)
    assert status.phase is BatchPhase.PAUSED
    assert status.states["sent"] == 12
    assert status.states["queued"] > 5


async def test_offline_is_said_after_a_while_and_nothing_is_lost(
    office: BatchDesk, service: FakeService
) -> None:
    service.plans.extend([OFFLINE] * 500)
    batch = await office.batches.confirm(office.request())
    async with ticking(service):
        status, error = await office.hurried.deliver(batch)
    assert isinstance(error, ConnectionRefused)
    assert status.states == {"queued": 3}
    service.plans.clear()
    service.clock.move(600)
    assert (await office.batches.deliver(batch))[0].states == {"sent": 3}


async def test_a_disk_that_takes_nothing_stops_and_says_so_with_what_has_left(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = await office.batches.confirm(office.request())

    def full(*_: object) -> None:
        if service.left:
            raise StoreUnusable(path="", reason="full")

    monkeypatch.setattr(sender, "check_room", full)
    status, error = await office.batches.deliver(batch)
    assert isinstance(error, StoreUnusable)
    assert status.states["queued"] == 2
    monkeypatch.undo()
    assert (await office.batches.deliver(batch))[0].states == {"sent": 3}
    assert len(service.left) == 3


async def test_waiting_for_receipts_outlasts_what_goes_wrong_with_them(office: BatchDesk) -> None:
    batch = await office.batches.confirm(office.request())
    await office.batches.deliver(batch)

    async def refresh(_: str) -> None:
        raise ServerFault

    status = await office.batches.wait_final(batch, 0.05, refresh)
    assert status.states == {"sent": 3}

    async def refuse(_: str) -> None:
        raise Unauthorized

    status = await office.batches.wait_final(batch, 600.0, refuse)
    assert status.states == {"sent": 3}, "nobody goes on asking after that"


async def test_where_another_process_sends_this_one_waits_and_doubles_nothing(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_batch_desk(tmp_path, service) as program, program.desk.running():
        await program.desk.until(_held(program))
        async with open_batch_desk(tmp_path, service) as office:
            batch = await office.batches.confirm(office.request())
            status, error = await office.batches.deliver(batch)
            assert (status.states, error) == ({"sent": 3}, None)
            assert not office.desk.lock.held
    assert len(service.left) == 3


async def test_where_the_sending_process_is_offline_it_is_said_here_too(
    tmp_path: Path, service: FakeService
) -> None:
    service.plans.extend([OFFLINE] * 500)
    async with open_batch_desk(tmp_path, service) as program, program.desk.running():
        await program.desk.until(_held(program))
        async with open_batch_desk(tmp_path, service) as office:
            batch = await office.batches.confirm(office.request())
            status, error = await office.hurried.deliver(batch)
            assert isinstance(error, ConnectionRefused)
            assert status.states == {"queued": 3}


async def test_where_the_account_is_refused_every_batch_waits_and_who_waits_is_told(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_batch_desk(tmp_path, service) as program, program.desk.running():
        await program.desk.until(_held(program))
        async with open_batch_desk(tmp_path, service) as office:
            first = await office.batches.confirm(office.request())
            await office.batches.pause(first)
            second = await office.batches.confirm(office.request("neri"))
            service.plans.append(EXPIRED)
            await office.batches.resume(first)
            found = await asyncio.gather(*map(office.batches.deliver, (first, second)))
            assert {one.why for one, _ in found} == {"account"}
            assert await office.states(second) == ["queued"]


async def test_what_waits_for_the_account_goes_on_once_it_is_let_in_and_nothing_else(
    office: BatchDesk, service: FakeService
) -> None:
    service.plans.append(EXPIRED)
    held = await office.batches.confirm(office.request())
    paused = await office.batches.confirm(office.request("neri"))
    await office.batches.pause(paused)
    async with office.desk.outbox.working():
        await office.desk.until(_refused(office))
        await holding.go_on(office.desk.outbox, office.desk.books)
    status, error = await office.batches.deliver(held)
    assert (status.states, error) == ({"sent": 3}, None)
    assert (await office.batches.status(paused)).phase is BatchPhase.PAUSED, "a person wants it so"


@pytest.mark.parametrize("paused", [False, True], ids=["confirmed", "resumed"])
async def test_what_is_let_go_while_the_account_is_refused_waits_and_says_so(
    tmp_path: Path, service: FakeService, paused: bool
) -> None:
    """Another process sends, and has been refused: who lets a batch go is not left waiting."""
    async with open_batch_desk(tmp_path, service) as program, program.desk.running():
        await program.desk.until(_held(program))
        async with open_batch_desk(tmp_path, service) as office:
            batch = await office.batches.confirm(office.request("rossi")) if paused else ""
            if paused:
                await office.batches.pause(batch)
            service.plans.append(EXPIRED)
            await office.desk.outbox.queue(Letter(("altro@pec.example",), "Altro", "Testo."))
            await program.desk.until(_refused(program))
            if paused:
                await office.batches.resume(batch)
            else:
                batch = await office.batches.confirm(office.request("rossi"))
            found, _ = await office.batches.deliver(batch)
            assert (found.why, found.states) == ("account", {"queued": 1})
            await program.batches.resume(batch)
            found, _ = await office.batches.deliver(batch)
            assert found.states == {"sent": 1}


async def test_what_is_on_its_way_when_the_account_is_refused_is_told_with_its_outcome(
    office: BatchDesk, service: FakeService
) -> None:
    """Else a script takes a letter for one that did not leave, and sends it again."""
    answer, refusal = asyncio.Event(), asyncio.Event()
    refused = replace(EXPIRED, hang=refusal)
    service.plans.extend([refused, Plan(hang=answer)])
    batch = await office.batches.confirm(office.request("rossi", "bianchi"))
    delivery = asyncio.create_task(office.batches.deliver(batch))
    await office.desk.until(_under_way(office, batch, 2))
    refusal.set()
    await office.desk.until(_paused(office, batch))
    await asyncio.wait([delivery], timeout=0.1)
    assert not delivery.done()
    answer.set()
    status, _ = await delivery
    assert (status.why, status.states) == ("account", {"queued": 1, "sent": 1})


async def test_what_comes_back_after_its_batch_was_stopped_is_taken_back_too(
    office: BatchDesk, service: FakeService
) -> None:
    """Else it says for ever that it leaves soon, and a mended table that it has left."""
    answer = asyncio.Event()
    later = SendOutcome(Verdict.UNSENT, error=TooManyRequests())
    service.plans.append(Plan(later, hang=answer, accepted=False))
    batch = await office.batches.confirm(office.request("rossi"))
    delivery = asyncio.create_task(office.batches.deliver(batch))
    await office.desk.until(_under_way(office, batch, 1))
    await office.batches.stop(batch)
    answer.set()
    status, _ = await delivery
    assert status.states == {"draft": 1}
    second = await office.batches.confirm(office.request("rossi", "bianchi"))
    await office.batches.deliver(second)
    assert sorted(one.recipients[0] for one in service.accepted) == [
        "bianchi@pec.example",
        "rossi@pec.example",
    ]


async def test_a_batch_that_waits_for_the_plan_says_so(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_batch_desk(tmp_path, service, terms=Terms(daily_limit=1)) as office:
        batch = await office.batches.confirm(office.request("rossi", "bianchi"))
        told: list[str] = []
        waits = asyncio.create_task(
            office.batches.deliver(batch, lambda status: told.append(status.standstill))
        )
        await office.desk.until(_left(service, 1))

        async def is_told() -> bool:
            return "plan" in told[-1]

        await office.desk.until(is_told)
        waits.cancel()


async def test_a_day_that_is_used_up_holds_a_batch_and_not_a_letter_by_itself(
    tmp_path: Path, service: FakeService
) -> None:
    terms = Terms(daily_limit=2)
    async with open_batch_desk(tmp_path, service, terms=terms) as office:
        batch = await office.batches.confirm(office.request())
        waits = asyncio.create_task(office.batches.deliver(batch))
        await office.desk.until(_left(service, 2))
        await office.desk.outbox.queue(Letter(("altro@pec.example",), "Altro", "Testo."))
        await office.desk.until(_left(service, 3))
        assert not waits.done()
        service.clock.move(86400)
        status, _ = await waits
        assert status.states == {"sent": 3}


async def test_failed_ones_are_written_to_once_more_and_not_twice(
    office: BatchDesk, service: FakeService
) -> None:
    """Failures trickle in: the second next batch has rows that the first has seen to."""
    service.plans.append(REFUSED)
    first = await office.batches.confirm(office.request())
    await office.batches.deliver(first)
    again = replace(office.request(), follows=first, whom="failed")
    service.plans.clear()
    second = await office.batches.confirm(again)
    assert (await office.batches.deliver(second))[0].states == {"sent": 1}
    row = (await office.batches.rows(first))[1]

    def fail(tables: Any) -> None:
        tables.connection.execute(
            "UPDATE sendings SET state = 'failed' WHERE id = ?", (row.sending_id,)
        )

    await office.desk.books.data.run(fail)
    check = await office.batches.check(again)
    assert (check.rows, check.ready) == (2, 1)
    assert [one.row for one in check.problems] == [2]


def _held(one: BatchDesk) -> Any:
    async def held() -> bool:
        return one.desk.lock.held

    return held


def _under_way(one: BatchDesk, batch: str, count: int) -> Any:
    async def under_way() -> bool:
        return (await one.states(batch)).count("sending") == count

    return under_way


def _paused(one: BatchDesk, batch: str) -> Any:
    async def paused() -> bool:
        return (await one.batches.status(batch)).why == "account"

    return paused


def _refused(one: BatchDesk) -> Any:
    async def refused() -> bool:
        return one.desk.outbox.paused is not None

    return refused


def _left(service: FakeService, count: int) -> Any:
    async def left() -> bool:
        return len(service.left) == count

    return left


async def test_two_batches_that_were_stopped_leave_no_row_twice(
    office: BatchDesk, service: FakeService
) -> None:
    """The second was confirmed while nothing of the first was to leave."""
    first = await office.batches.confirm(office.request())
    await office.batches.stop(first)
    second = await office.batches.confirm(office.request("rossi", "bianchi", "neri"))
    await office.batches.stop(second)
    for batch in (first, second):
        await office.batches.resume(batch)
        await office.batches.deliver(batch)
    assert sorted(recipients(service)) == sorted(set(recipients(service)))
    assert len(recipients(service)) == 4


async def test_what_is_stopped_while_it_is_confirmed_does_not_leave(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled, go_on = asyncio.Event(), asyncio.Event()
    fill = Filling._fill

    async def waiting(self: Filling, *arguments: Any) -> None:
        await fill(self, *arguments)
        filled.set()
        await go_on.wait()

    monkeypatch.setattr(Filling, "_fill", waiting)
    confirming = asyncio.create_task(office.batches.confirm(office.request()))
    await filled.wait()
    known = await office.desk.books.data.read(lambda tables: tables.batches.all())
    stopping = asyncio.create_task(office.batches.stop(known[0].id))
    go_on.set()
    batch = await confirming
    assert (await stopping).held
    await office.batches.deliver(batch)
    assert service.left == []
