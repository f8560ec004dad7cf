"""A service in memory: lists a mailbox with every oddity as a switch, and sends as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pectui.errors import NotFound
from pectui.models import Body, Envelope, InboxAnswer, Message, Quota, SendOutcome, Verdict
from pectui.pec.bodies import decode_body
from pectui.pec.dates import ROME
from pectui.pec.envelopes import read_envelope

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from pectui.models import SendRequest

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
ADDRESS = "studio@pec.example"


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


@dataclass(frozen=True)
class Stored:
    """A message the fake holds; `key` never changes, `twin` groups those that look alike."""

    key: int
    twin: int
    receipt: Message | None = None
    code: str = ""
    """The sending that it is a receipt of."""

    @property
    def body(self) -> str:
        return self.receipt.body.raw if self.receipt else f"testo {self.key}"

    def envelope(self, message_id: int | None) -> Envelope:
        if self.receipt:
            return replace(self.receipt.envelope, id=message_id)
        return _row(self.twin, message_id)

    def message(self, message_id: int | None) -> Message:
        body = self.receipt.body if self.receipt else Body(self.body, self.body)
        return Message(self.envelope(message_id), body)


def provider_says(title: str, rest: str) -> str:
    """Return the provider's own sentence about the letter of this subject and code."""
    return f'Il giorno 02/03/2026 il messaggio "{title}" proveniente da "{ADDRESS}" ed {rest}'


@lru_cache(20_000)
def _row(twin: int, message_id: int | None) -> Envelope:
    return read_envelope(
        id=message_id,
        sender=f"mittente{twin}@pec.example",
        recipient="studio@pec.example",
        date=(START + timedelta(minutes=twin)).strftime("%Y-%m-%d %H:%M:%S +0000"),
        subject=f"POSTA CERTIFICATA: pratica {twin}",
    )


@dataclass
class FakeService:
    """Lists, sends, and keeps the receipts of what it sent among its messages."""

    count: int = 60
    ids: Literal["sequence", "stable"] = "sequence"
    order: Literal["newest", "oldest"] = "newest"
    ascending: bool = True
    base: int = 1
    echo: bool = True
    total: Literal["right", "missing", "zero", "low", "one more", "one less"] = "right"
    hint: Literal["floored", "missing", "zero", "high"] = "floored"
    beyond: Literal["empty", "repeat", "not-found"] = "empty"
    size: int = 25
    twins: int = 0
    """Every so many messages, the next looks like the one before."""
    messages: list[Stored] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    on_call: Callable[[str], None] | None = None
    deleted: list[int] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    plans: deque[Plan] = field(default_factory=deque)
    left: list[SendRequest] = field(default_factory=list)
    may_have_left: list[SendRequest] = field(default_factory=list)
    """What has left, less what the service has answered "later" to."""
    starts: list[float] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    accepted: list[SendRequest] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)
    most_under_way: int = 0
    names_recipients: bool = True
    asked: int = 0
    """How often receipts were asked for by their code."""
    codes_deleted: list[str] = field(default_factory=list)
    on_start: Callable[[SendRequest], None] | None = None
    usage: float | None = 100.0

    def __post_init__(self) -> None:
        self._next = 0
        for _ in range(self.count):
            self.arrive()

    def arrive(self, *, twin_of_last: bool = False) -> Stored:
        """Let a message come in."""
        key = self._next = self._next + 1
        alike = twin_of_last or (self.twins and key % self.twins == 0)
        twin = self.messages[-1].twin if alike and self.messages else key
        self.messages.append(Stored(key, twin))
        return self.messages[-1]

    def remove(self, key: int) -> None:
        """Let another client delete a message."""
        self.messages = [message for message in self.messages if message.key != key]

    def id_of(self, message: Stored) -> int:
        return message.key if self.ids == "stable" else self.messages.index(message) + 1

    def at(self, message_id: int) -> Stored:
        if self.ids == "stable":
            for message in reversed(self.messages):
                if message.key == message_id:
                    return message
        if self.ids == "sequence" and 1 <= message_id <= len(self.messages):
            return self.messages[message_id - 1]
        raise NotFound

    def _called(self, call: str) -> None:
        self.calls.append(call)
        if self.on_call:
            self.on_call(call)

    def _rows(self, index: int) -> list[tuple[int, Stored]]:
        count = len(self.messages)
        start, end = index * self.size, min((index + 1) * self.size, count)
        if index < 0 or start >= end:
            return []
        if self.order == "newest":
            start, end = count - end, count - start
        rows = [
            (row.key if self.ids == "stable" else number, row)
            for number, row in enumerate(self.messages[start:end], start + 1)
        ]
        return rows if self.ascending else rows[::-1]

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        self._called(f"inbox {page} {query}".strip())
        index = 0 if page is None else page - self.base
        last = max(0, -(-len(self.messages) // self.size) - 1)
        if index > last and self.beyond == "not-found":
            raise NotFound
        if index > last and self.beyond == "repeat":
            index = last
        count = len(self.messages)
        totals = {
            "right": count,
            "missing": None,
            "zero": 0,
            "low": self.size,
            "one more": count + 1,
            "one less": max(0, count - 1),
        }
        floored = len(self.messages) // self.size
        hints = {"floored": floored, "missing": None, "zero": 0, "high": floored + 7}
        return InboxAnswer(
            tuple(row.envelope(number) for number, row in self._rows(index)),
            page=index + self.base if self.echo else None,
            total=totals[self.total],
            pages=hints[self.hint],
        )

    async def message(self, message_id: int) -> Message:
        self._called(f"message {message_id}")
        return self.at(message_id).message(message_id)

    async def delete_message(self, message_id: int) -> None:
        self._called(f"delete {message_id}")
        stored = self.at(message_id)
        self.deleted.append(stored.key)
        self.messages.remove(stored)

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
        self.file(code, Message(envelope, decode_body(text)))

    def file(self, code: str, receipt: Message) -> None:
        """Put a message into the mailbox that is found by a code."""
        key = self._next = self._next + 1
        self.messages.append(Stored(key, key, receipt, code))

    async def receipts(self, code: str) -> tuple[Message, ...]:
        self.asked += 1
        return tuple(self.receipts_of(code))

    def receipts_of(self, code: str) -> list[Message]:
        return [stored.message(None) for stored in self.messages if stored.code == code]

    async def delete_receipts(self, code: str) -> None:
        self.codes_deleted.append(code)
        self.messages = [stored for stored in self.messages if stored.code != code]

    async def quota(self, mailbox: str) -> Quota:
        self._called(f"quota {mailbox}")
        return Quota(mailbox, self.usage, 1000.0)


def key_of(envelope: Envelope) -> int:
    """The key of the message a row stands for, where nothing looks like it."""
    return int(envelope.subject.rpartition(" ")[2])


def without_id(envelope: Envelope, text: str) -> Envelope:
    return replace(envelope, id=None, id_text=text)
