"""The time to undo a letter is counted as on the screen, whatever the clock on the wall does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.models import State
from pectui.services.remote.reading import Mailbox
from pectui.services.sending.books import Books
from pectui.services.sending.lock import SenderLock
from pectui.services.sending.outbox import open_outbox
from pectui.store.data import UserData
from pectui.store.database import Database
from pectui.store.schema import FILE_NAME, MIGRATIONS
from tests.services.fake_service import ADDRESS, Clock, FakeService
from tests.services.outbox_desk import OWNER, letter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pectui.services.sending.outbox import Outbox


class Ticks:
    """A monotonic clock by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def outbox(
    tmp_path: Path, clock: Clock, service: FakeService, ticks: Ticks
) -> AsyncIterator[Outbox]:
    data = tmp_path / "data"
    database = Database.open(data / FILE_NAME, MIGRATIONS, durable=True)
    books = Books(UserData(database, OWNER, clock), ticks)
    books.boot = "this boot"
    mailbox, lock = Mailbox(service), SenderLock(data, OWNER)
    outbox = open_outbox(books, service, service, mailbox, lock, data, ADDRESS, period=0.0)
    yield outbox
    await outbox.aclose()
    await database.aclose()


async def probe(outbox: Outbox, subject: str) -> None:
    """Let another letter leave, so that what is due before it has left as well."""
    (queued,) = await outbox.queue(letter(subject))
    (sent,) = await outbox.deliver([queued.id])
    assert sent.state is State.SENT


@pytest.mark.parametrize("jump", [3600.0, 400 * 86400.0, -3600.0])
async def test_a_jump_of_the_clock_does_not_eat_the_time_to_undo(
    outbox: Outbox, clock: Clock, service: FakeService, ticks: Ticks, jump: float
) -> None:
    (queued,) = await outbox.queue(letter(), delay=10)
    clock.move(jump)
    await probe(outbox, "Prima")
    assert await outbox.cancel(queued.id)
    (queued,) = await outbox.queue(letter(), delay=10)
    clock.move(jump)
    ticks.now += 9.9
    await probe(outbox, "Seconda")
    ticks.now += 0.2
    await probe(outbox, "Terza")
    assert [one.subject for one in service.left] == ["Prima", "Seconda", "Diffida", "Terza"]


async def test_sent_now_it_waits_for_no_clock(outbox: Outbox, service: FakeService) -> None:
    (queued,) = await outbox.queue(letter(), delay=10)
    assert await outbox.send_now(queued.id)
    await outbox.deliver([queued.id])
    assert len(service.left) == 1


async def test_what_waits_for_a_time_of_the_day_leaves_when_the_machine_wakes(
    outbox: Outbox, clock: Clock, service: FakeService
) -> None:
    (queued,) = await outbox.queue(letter(), delay=3600)
    clock.move(8 * 3600)
    await outbox.deliver([queued.id])
    assert len(service.left) == 1
