"""A raw client and a clock for tests of the sandbox; no code shared with pectui.api."""

from __future__ import annotations

import asyncio
import http.client
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Clock:
    """Wall and monotonic clock that stand still until told otherwise."""

    moment: datetime = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    seconds: float = 1_000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def fields(self) -> Any:
        return json.loads(self.content)

    @property
    def data(self) -> Any:
        return self.fields["data"]

    @property
    def failure(self) -> tuple[int, str]:
        assert self.fields["success"] is False
        return self.status, self.fields["message"]


LOGIN = {
    "Authorization": f"Bearer {CREDENTIALS.token}",
    "X-Username": CREDENTIALS.username,
    "X-Password": CREDENTIALS.password,
}


def letter(*recipients: str, **changes: object) -> dict[str, object]:
    """Return the fields of a valid `POST /send`, with `changes`; None leaves a field out."""
    fields: dict[str, object] = {
        "sender": CREDENTIALS.sender,
        "recipient": list(recipients or ("anna@pec.example",)),
        "subject": "Prova di invio",
        "body": "Perché <b>no</b>?",
        "username": CREDENTIALS.username,
        "password": CREDENTIALS.password,
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


@dataclass
class Service:
    """A sandbox with a clock, called in-process through bare ASGI."""

    sandbox: Sandbox
    clock: Clock

    @classmethod
    def make(cls, messages: int = 60, **switches: Any) -> Self:
        clock = Clock()
        config = SandboxConfig(
            messages=messages, now=clock.now, monotonic=clock.monotonic, **switches
        )
        return cls(Sandbox(config), clock)

    def call(
        self,
        method: str,
        target: str,
        content: object = None,
        headers: Mapping[str, str] = LOGIN,
    ) -> Answer:
        return asyncio.run(self.request(method, target, content, headers))

    async def request(
        self,
        method: str,
        target: str,
        content: object = None,
        headers: Mapping[str, str] = LOGIN,
    ) -> Answer:
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()],
        }
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[dict[str, Any]] = []

        async def receive() -> Any:
            if waiting:
                return waiting.pop()
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message)

        await self.sandbox.app(scope, receive, send)
        return Answer(
            sent[0]["status"],
            {k.decode(): v.decode() for k, v in sent[0]["headers"]},
            b"".join(message.get("body", b"") for message in sent[1:]),
        )

    def send(self, *recipients: str, **changes: object) -> Answer:
        """Send, a second after whatever was sent before."""
        self.clock.advance(self.sandbox.config.send_period)
        return self.call("POST", "/send", letter(*recipients, **changes))

    def sent_code(self, *recipients: str, **changes: object) -> str:
        answer = self.send(*recipients, **changes)
        assert answer.status == 201
        return str(answer.fields["message_id"])

    def page(self, number: int | None = None, query: str | None = None) -> Any:
        parts = [f"page={number}"] if number is not None else []
        parts += [f"q={query}"] if query is not None else []
        return self.call("GET", "/inbox?" + "&".join(parts)).fields

    def ids(self, number: int) -> list[int]:
        return [row["id"] for row in self.page(number)["data"]]

    def quota(self) -> int:
        return int(self.call("GET", "/quota/INBOX").data["usage"])


def over_socket(
    base_url: str, method: str, target: str, content: bytes | None = None, timeout: float = 10
) -> Answer:
    """Call over a real connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=timeout)
    try:
        connection.request(method, target, content, dict(LOGIN))
        response = connection.getresponse()
        with response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())
    finally:
        connection.close()
