"""A letter with a time of its own: never before it, whatever clocks, suspends and ends do."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.errors import NameUnknown
from pectui.models import Sending, SendOutcome, State, Verdict
from pectui.services.sending.drafts import leave_at_of
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0


def in_minutes(desk: Desk, minutes: float) -> datetime:
    return desk.clock() + timedelta(minutes=minutes)


async def queued(desk: Desk, minutes: float, subject: str = "Diffida", delay: float = 0) -> Sending:
    written = letter(subject, leave_at=in_minutes(desk, minutes))
    return (await desk.outbox.queue(written, delay=delay))[0]


async def rounds(desk: Desk) -> None:
    """Let the engine prove that it works: a letter without a time leaves after what was due."""
    (probe,) = await desk.outbox.queue(letter(f"Sonda {len(desk.service.left)}"))
    await desk.reaches(probe.id, State.SENT)


def left(desk: Desk) -> list[str]:
    return [one.subject for one in desk.service.left if not one.subject.startswith("Sonda")]


async def test_it_leaves_at_its_time_and_not_before(desk: Desk) -> None:
    sending = await queued(desk, 90)
    assert sending.leave_at == sending.due_at == in_minutes(desk, 90)
    async with desk.running():
        await rounds(desk)
        desk.clock.move(89 * 60)
        await rounds(desk)
        assert not left(desk)
        desk.clock.move(60)
        sent = await desk.reaches(sending.id, State.SENT)
    assert left(desk) == ["Diffida"]
    assert sent.leave_at is None


async def test_a_clock_set_back_keeps_it_waiting_for_its_hour(desk: Desk) -> None:
    """Also a time a few minutes off is a time of day, not a pause from now on."""
    sending = await queued(desk, 5, delay=10)
    async with desk.running():
        desk.clock.move(-10 * HOUR)
        await rounds(desk)
        desk.clock.move(HOUR)
        await rounds(desk)
        assert not left(desk)
        assert (await desk.books.sendings([sending.id]))[0].leave_at == sending.leave_at
        desk.clock.move(9 * HOUR + 5 * 60)
        await desk.reaches(sending.id, State.SENT)


async def test_a_suspended_machine_sends_when_it_wakes(desk: Desk) -> None:
    """The clock on the wall went on; that of the processor did not."""
    sending = await queued(desk, 30)
    async with desk.running():
        await rounds(desk)
        desk.clock.move(8 * HOUR)
        await desk.reaches(sending.id, State.SENT)


async def test_it_waits_through_the_end_of_the_program(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        sending = await queued(desk, 60)
        async with desk.running():
            await rounds(desk)
    async with open_desk(tmp_path / "data", service) as desk, desk.running():
        await rounds(desk)
        assert not left(desk)
        desk.clock.move(2 * HOUR)
        await desk.reaches(sending.id, State.SENT)


async def test_the_next_command_that_sends_takes_along_what_is_due(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        sending = await queued(desk, 60)
    service.clock.move(2 * HOUR)
    async with open_desk(tmp_path / "data", service, patience=5.0) as desk:
        (other,) = await desk.outbox.queue(letter("Altra"))
        await desk.outbox.deliver([other.id])
        assert await desk.state(sending.id) is State.SENT
    assert left(desk) == ["Diffida", "Altra"]


async def test_a_hold_that_ends_before_its_time_does_not_hurry_it(desk: Desk) -> None:
    """It was due by a wrong clock, could not leave, and the clock was put right meanwhile."""
    sending = await queued(desk, 60)
    desk.service.plans.append(
        Plan(leaves=False, outcome=SendOutcome(Verdict.UNSENT, error=NameUnknown(host="x")))
    )
    desk.clock.move(2 * HOUR)
    async with desk.running():

        async def came_back() -> bool:
            return (await desk.books.sendings([sending.id]))[0].tries == 1

        await desk.until(came_back)
        desk.clock.move(-2 * HOUR)
        await desk.outbox.resume()
        await asyncio.sleep(0)
        await rounds(desk)
        assert not left(desk)
        desk.clock.move(HOUR + 60)
        await desk.reaches(sending.id, State.SENT)


async def test_its_time_can_be_changed_and_waived(desk: Desk) -> None:
    first, second = await queued(desk, 60, "Prima"), await queued(desk, 60, "Seconda")
    async with desk.running():
        assert await desk.outbox.put_off(first.id, in_minutes(desk, 120))
        desk.clock.move(HOUR)
        await desk.reaches(second.id, State.SENT)
        await rounds(desk)
        assert await desk.state(first.id) is State.QUEUED
        assert await desk.outbox.send_now(first.id)
        await desk.reaches(first.id, State.SENT)
        assert not await desk.outbox.put_off(first.id, in_minutes(desk, 120)), "it has left"


async def test_the_outbox_lists_by_the_time_of_leaving(desk: Desk) -> None:
    await queued(desk, 120, "Dopo")
    await queued(desk, 60, "Prima")
    (now,) = await desk.outbox.queue(letter("Subito"), delay=10)
    assert now.leave_at is None
    subjects = [one.subject for one in await desk.outbox.pending()]
    assert subjects == ["Subito", "Prima", "Dopo"]


async def test_taken_back_it_keeps_its_time_while_that_is_to_come(desk: Desk) -> None:
    sending = await queued(desk, 60)
    moment = in_minutes(desk, 60)
    assert await desk.outbox.cancel(sending.id)
    (draft,) = await desk.drafts.all()
    assert leave_at_of(draft) == moment
    await desk.drafts.delete(draft.id)
    sending = await queued(desk, 60)
    desk.clock.move(2 * HOUR)
    assert await desk.outbox.cancel(sending.id)
    (draft,) = await desk.drafts.all()
    assert leave_at_of(draft) is None


async def test_an_equal_letter_that_waits_for_its_time_is_warned_of(desk: Desk) -> None:
    await queued(desk, 60)
    _, review = await desk.outbox.review(letter())
    assert any("waiting" in warning for warning in review.warnings)
