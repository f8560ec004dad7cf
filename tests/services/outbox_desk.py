"""A desk for the tests of the outbox: a service that does as it is told, and a clock by hand."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pectui.models import Letter, State
from pectui.services.receipts.tracking import Tracking
from pectui.services.remote.reading import Mailbox
from pectui.services.sending.books import Books
from pectui.services.sending.drafts import Drafts
from pectui.services.sending.lock import SenderLock
from pectui.services.sending.lost_answers import Reconciler
from pectui.services.sending.outbox import Outbox
from pectui.services.sending.sender import FIRST_PAUSE, Sender
from pectui.store.data import UserData
from pectui.store.database import Database
from pectui.store.owner import Owner
from pectui.store.schema import FILE_NAME, MIGRATIONS
from tests.services.fake_service import ADDRESS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from pectui.models import Sending
    from pectui.services.sending.allowance import Terms
    from tests.services.fake_service import Clock, FakeService

OWNER = Owner("studio@pec.example@ws.example", "studio")


@dataclass
class Desk:
    """One process's services over a data folder."""

    database: Database
    books: Books
    outbox: Outbox
    reconciler: Reconciler
    lock: SenderLock
    tracking: Tracking
    drafts: Drafts
    mailbox: Mailbox
    service: FakeService
    clock: Clock
    data: Path

    async def settle(self, *ids: str) -> dict[str, Sending]:
        return {one.id: one for one in await self.books.sendings(ids)}

    async def until(self, holds: Callable[[], Awaitable[Any]]) -> None:
        """Wait for a condition; a test that waits in vain fails by the time limit."""
        async with asyncio.timeout(10):
            while not await holds():
                await asyncio.sleep(0.002)

    async def state(self, sending_id: str) -> State:
        return (await self.books.sendings([sending_id]))[0].state

    async def reaches(self, sending_id: str, *states: State) -> Sending:
        async def there() -> bool:
            return await self.state(sending_id) in states

        await self.until(there)
        return (await self.books.sendings([sending_id]))[0]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.outbox.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled():
                task.result()


@contextlib.asynccontextmanager
async def open_desk(
    data: Path,
    service: FakeService,
    *,
    period: float = 0.0,
    patience: float = 0.0,
    boot: str = "this boot",
    first_pause: float | None = 0.02,
    monotonic: Callable[[], float] = time.monotonic,
    terms: Terms | None = None,
) -> AsyncIterator[Desk]:
    """Open the services over `data`; `patience` is how long closing waits for what is leaving."""
    data.mkdir(exist_ok=True, mode=0o700)
    database = Database.open(data / FILE_NAME, MIGRATIONS, durable=True)
    books = Books(UserData(database, OWNER, service.clock))
    lock = SenderLock(data, OWNER)
    mailbox = Mailbox(service)
    sender = Sender(
        books,
        service,
        lock,
        data,
        terms=terms,
        period=period,
        poll=0.005,
        first_look=0.0,
        monotonic=monotonic,
        boot=boot,
        first_pause=FIRST_PAUSE if first_pause is None else first_pause,
    )
    reconciler = Reconciler(books, service, mailbox, lock, poll=3600.0)
    outbox = Outbox(books, sender, reconciler, lock, data, ADDRESS, terms=terms, poll=0.005)
    tracking = Tracking(books, service, pause=0.0)
    try:
        drafts = Drafts(books)
        yield Desk(
            database,
            books,
            outbox,
            reconciler,
            lock,
            tracking,
            drafts,
            mailbox,
            service,
            service.clock,
            data,
        )
    finally:
        await outbox.aclose(patience)
        await database.aclose()


def letter(subject: str = "Diffida", *recipients: str, **fields: Any) -> Letter:
    """Return a letter fit to be sent."""
    return Letter(
        recipients=recipients or ("rossi@pec.example",),
        subject=subject,
        body=fields.pop("body", "Buongiorno."),
        **fields,
    )
