"""A desk for the tests of the outbox: a service that does as it is told, and a clock by hand."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pectui.models import Letter, Message, SendOutcome, State, Verdict
from pectui.pec.bodies import decode_body
from pectui.pec.dates import ROME
from pectui.pec.envelopes import newest_first, read_envelope
from pectui.services.receipts.tracking import Tracking
from pectui.services.remote.listing import Page
from pectui.services.sending.books import Books
from pectui.services.sending.drafts import Drafts
from pectui.services.sending.lock import SenderLock
from pectui.services.sending.lost_answers import Reconciler
from pectui.services.sending.outbox import Outbox
from pectui.services.sending.sender import Sender
from pectui.store.data import UserData
from pectui.store.database import Database
from pectui.store.owner import Owner
from pectui.store.schema import FILE_NAME, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
    from pathlib import Path

    from pectui.models import Sending, SendRequest
    from pectui.services.sending.allowance import Terms

ADDRESS = "studio@pec.example"
OWNER = Owner("studio@pec.example@ws.example", "studio")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Plan:
    """What one `POST /send` does. By default it is sent and answered at once."""

    outcome: SendOutcome | None = None
    leaves: bool = True
    """Whether a byte leaves; else `outcome` is given before that."""
    hang: asyncio.Event | None = None
    """Waited for after the letter left and before the answer."""
    hang_before: asyncio.Event | None = None
    """Waited for before a byte leaves, as for a connection."""
    error: BaseException | None = None
    accepted: bool = True
    """Whether the service does the work, whatever it answers."""


def provider_says(title: str, rest: str) -> str:
    """Return the provider's own sentence about the letter of this subject and code."""
    return f'Il giorno 02/03/2026 il messaggio "{title}" proveniente da "{ADDRESS}" ed {rest}'


@dataclass
class FakeService:
    """Takes letters, keeps receipts, and shows them in an inbox."""

    clock: Clock
    plans: deque[Plan] = field(default_factory=deque)
    left: list[SendRequest] = field(default_factory=list)
    may_have_left: list[SendRequest] = field(default_factory=list)
    """What has left, less what the service has answered "later" to."""
    starts: list[float] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    accepted: list[SendRequest] = field(default_factory=list)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)
    most_under_way: int = 0
    names_recipients: bool = True
    asked: int = 0
    deleted: list[str] = field(default_factory=list)
    on_start: Callable[[SendRequest], None] | None = None

    def new_code(self) -> str:
        moment = self.clock().astimezone(ROME)
        return f"{moment:%Y%m%d%H%M%S}{len(self.codes) + 10}"

    async def send(
        self, request: SendRequest, *, on_wire: Callable[[], Awaitable[None]] | None = None
    ) -> SendOutcome:
        plan = self.plans.popleft() if self.plans else Plan()
        if not plan.leaves:
            if plan.error:
                raise plan.error
            assert plan.outcome is not None
            return plan.outcome
        if plan.hang_before is not None:
            await plan.hang_before.wait()
        if on_wire is not None:
            await on_wire()
        assert request.subject not in self.under_way, "equal subjects in flight together"
        self.left.append(request)
        if plan.outcome is None or plan.outcome.verdict is not Verdict.UNSENT:
            self.may_have_left.append(request)
        self.starts.append(asyncio.get_running_loop().time())
        if self.on_start:
            self.on_start(request)
        self.under_way.append(request.subject)
        self.most_under_way = max(self.most_under_way, len(self.under_way))
        code = ""
        if plan.accepted:
            code = self.new_code()
            self.codes.append(code)
            self.accepted.append(request)
            self.accept(code, request.subject, request.recipients)
        try:
            if plan.hang is not None:
                await plan.hang.wait()
        finally:
            self.under_way.remove(request.subject)
        if plan.error:
            raise plan.error
        return plan.outcome or SendOutcome(Verdict.SENT, code=code, sent=len(request.recipients))

    def accept(self, code: str, subject: str, recipients: Iterable[str]) -> None:
        named = ", ".join(f'{one} ("posta certificata")' for one in recipients)
        whom = named if self.names_recipients else "qualcuno"
        text = provider_says(f"{subject} {code}", f"indirizzato a: {whom} è stato accettato")
        self.receipt(code, f"ACCETTAZIONE: {subject} {code}", text)

    def receipt(self, code: str, subject: str, text: str) -> None:
        envelope = read_envelope(
            sender="posta-certificata@pec.example",
            recipient=ADDRESS,
            date=self.clock().isoformat(),
            subject=subject,
        )
        self.messages.setdefault(code, []).append(Message(envelope, decode_body(text)))

    async def receipts(self, code: str) -> tuple[Message, ...]:
        self.asked += 1
        return tuple(self.messages.get(code, ()))

    async def delete_receipts(self, code: str) -> None:
        self.deleted.append(code)
        del self.messages[code]

    async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
        rows = newest_first(m.envelope for found in self.messages.values() for m in found)
        return Page(
            number=number, pages=1, total=len(rows), envelopes=rows if number == 1 else (), query=""
        )


@dataclass
class Desk:
    """One process's services over a data folder."""

    database: Database
    books: Books
    outbox: Outbox
    tracking: Tracking
    drafts: Drafts
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
    terms: Terms | None = None,
) -> AsyncIterator[Desk]:
    """Open the services over `data`; `patience` is how long closing waits for what is leaving."""
    data.mkdir(exist_ok=True, mode=0o700)
    database = Database.open(data / FILE_NAME, MIGRATIONS, durable=True)
    books = Books(UserData(database, OWNER, service.clock))
    lock = SenderLock(data, OWNER)
    sender = Sender(
        books,
        service,
        lock,
        data,
        period=period,
        poll=0.005,
        first_pause=0.02,
        first_look=0.0,
        boot=boot,
    )
    reconciler = Reconciler(books, service, service, lock, poll=3600.0)
    outbox = Outbox(books, sender, reconciler, lock, data, ADDRESS, terms=terms, poll=0.005)
    tracking = Tracking(books, service, pause=0.0)
    try:
        yield Desk(database, books, outbox, tracking, Drafts(books), service, service.clock, data)
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
