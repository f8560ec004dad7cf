"""A mailbox in memory that answers like the service, with every oddity of its pages as a switch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from pectui.errors import NotFound
from pectui.models import Body, Envelope, InboxAnswer, Message
from pectui.pec.envelopes import read_envelope

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 1, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Stored:
    """A message the fake holds; `key` never changes, `twin` groups those that look alike."""

    key: int
    twin: int

    @property
    def body(self) -> str:
        return f"testo {self.key}"

    def envelope(self, message_id: int | None) -> Envelope:
        return replace(_row(self.twin), id=message_id)


@cache
def _row(twin: int) -> Envelope:
    return read_envelope(
        sender=f"mittente{twin}@pec.example",
        recipient="studio@pec.example",
        date=(START + timedelta(minutes=twin)).strftime("%Y-%m-%d %H:%M:%S +0000"),
        subject=f"POSTA CERTIFICATA: pratica {twin}",
    )


@dataclass
class FakeService:
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
    wrong: list[int] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for _ in range(self.count):
            self.arrive()

    def arrive(self, *, twin_of_last: bool = False) -> Stored:
        """Let a message come in."""
        key = self._next = getattr(self, "_next", 0) + 1
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
        stored = self.at(message_id)
        return Message(stored.envelope(message_id), Body(stored.body, stored.body))

    async def delete_message(self, message_id: int) -> None:
        self._called(f"delete {message_id}")
        stored = self.at(message_id)
        self.deleted.append(stored.key)
        self.messages.remove(stored)


def key_of(envelope: Envelope) -> int:
    """The key of the message a row stands for, where nothing looks like it."""
    return int(envelope.subject.rpartition(" ")[2])


def without_id(envelope: Envelope, text: str) -> Envelope:
    return replace(envelope, id=None, id_text=text)
