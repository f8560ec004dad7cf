"""The sandbox's ASGI application: requests read and recorded, faults played, calls answered."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pectui.sandbox import answers, faults, receipts
from pectui.sandbox.answers import failure
from pectui.sandbox.calls import Call, Service
from pectui.sandbox.configuration import SandboxConfig
from pectui.sandbox.faults import Faults
from pectui.sandbox.history import Correspondence, fill
from pectui.sandbox.mailbox import ROME, Mail, Mailbox
from pectui.sandbox.past import Past
from pectui.sandbox.postman import Codes, Postman, Sent
from pectui.sandbox.web import Dropped, Routes, read_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from pectui.sandbox.configuration import Fault
    from pectui.sandbox.web import Receive, Response, Scope, Send

MAX_REQUEST = 150 * 1024 * 1024
"""Bytes read of a request."""
_KEPT_BODY = 1024 * 1024
_KEPT_REQUESTS = 10_000


@dataclass(slots=True)
class Received:
    """A request as it came, for whoever wants to know what a client really does."""

    method: str
    path: str
    """With the query, still percent-encoded."""
    headers: dict[str, str] = field(repr=False)
    """Names in lower case."""
    at: float
    """Monotonic seconds of its arrival."""
    body: bytes = field(default=b"", repr=False)
    """Empty where it was above 1 MiB; see `size`."""
    size: int = 0
    """Bytes of the body that were read."""


class Sandbox:
    """A PEC Massiva service: `app` is the ASGI application. Safe to use from several threads."""

    def __init__(self, config: SandboxConfig | None = None) -> None:
        self.config = config or SandboxConfig()
        self.requests: list[Received] = []
        """The latest requests, oldest first, those to unknown paths too."""
        self.mailbox = Mailbox(self.config)
        random = Random(self.config.seed)  # noqa: S311 - variety, not secrecy
        codes = Codes(random)
        self._correspondence = Correspondence(random, self.config, codes)
        past = Past(self.config, codes) if self.config.heavy_past else None
        self.past_sends: tuple[Sent, ...] = past.sends if past else ()
        """The sendings with large files from before, oldest first (see `heavy_past`)."""
        more = past.mails if past else ()
        fill(self.mailbox, self.config, self._correspondence, random, more)
        self._lock = threading.RLock()
        self._postman = Postman(self.config, self.mailbox, codes)
        self._faults = Faults(self.config.faults)
        self._next_letter = self.config.monotonic() + self.config.lively_period
        service = Service(self.config, self.mailbox, self._postman)
        self._works: dict[str, Callable[[Call], Response]] = {
            "POST /send": service.send,
            "GET /send/{code}": service.receipts,
            "DELETE /send/{code}": service.delete_receipts,
            "GET /inbox": service.inbox,
            "GET /inbox/{id}": service.message,
            "DELETE /inbox/{id}": service.delete_message,
            "GET /quota/{mailbox}": service.quota,
        }
        self._routes = Routes(self._works)

    @property
    def sends(self) -> list[Sent]:
        """Every accepted `POST /send`, in order."""
        return self._postman.sends

    def add_fault(self, fault: Fault) -> None:
        """Let `fault` strike from now on, after those asked for earlier."""
        with self._lock:
            self._faults.add(fault)

    def clear_faults(self) -> None:
        """Let nothing more go wrong."""
        with self._lock:
            self._faults = Faults(())

    def settle(self) -> None:
        """Bring what is due by the monotonic clock; every request does this first."""
        with self._lock:
            self._postman.settle()
            if self.config.lively:
                self._bring_letters()

    def deliver_mail(
        self,
        *,
        sender: str,
        subject: str,
        body: str = "",
        date: datetime | None = None,
        certified: bool = True,
        size: int = 12,
        raw: Mapping[str, object] | None = None,
    ) -> int:
        """Put a new message in the mailbox and return its id.

        A certified one gets the envelope's sender and prefix; otherwise both stay as given.
        `raw` fields (`sender`, `recipient`, `date`, `object`, `body`, `id`) replace those answered.
        """
        own = self.config.credentials.sender
        mail = Mail(
            sender=receipts.on_behalf_of(sender) if certified else sender,
            recipient=receipts.own_address(own) if certified else own,
            date=date or self.config.now().astimezone(ROME),
            subject=receipts.CERTIFIED + subject if certified else subject,
            text=body,
            size=size,
            raw=raw or {},
        )
        with self._lock:
            return self.mailbox.id_of(self.mailbox.add(mail))

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI request. Raises Dropped where it is to end without an answer."""
        if scope["type"] != "http":
            raise ValueError(f"the sandbox speaks HTTP only, not {scope['type']}")
        response = await self._answer(self._record(scope), scope, receive)
        await response.send(receive, send)

    def _record(self, scope: Scope) -> Received:
        query = scope.get("query_string", b"").decode("latin-1")
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        received = Received(
            method=scope["method"],
            path=f"{path}?{query}" if query and "?" not in path else path,
            headers={k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]},
            at=self.config.monotonic(),
        )
        self.requests.append(received)
        del self.requests[:-_KEPT_REQUESTS]
        return received

    async def _answer(self, received: Received, scope: Scope, receive: Receive) -> Response:
        found = self._routes.find(scope["method"], scope["path"])
        if found is None:
            return failure(404, answers.NOT_FOUND)
        name, values = found
        if not name:
            return failure(405, answers.NOT_ALLOWED)
        with self._lock:
            fault = self._faults.strike(name)
        kind = fault.kind if fault else ""
        if kind == "drop-early":
            raise Dropped(kind)
        content = await read_body(receive, MAX_REQUEST)
        if content is None:
            return failure(413, answers.TOO_LARGE)
        received.size = len(content)
        if received.size <= _KEPT_BODY:
            received.body = bytes(content)
        query = scope.get("query_string", b"").decode("latin-1")
        call = Call(
            headers=received.headers,
            path=values,
            query=dict(parse_qsl(query, keep_blank_values=True)),
            content=content,
            at=received.at,
            partly=kind == "sent-partial",
        )
        work = partial(self._do, self._works[name], call)
        return await _spoil(fault, work, receive) if fault else work()

    def _do(self, work: Callable[[Call], Response], call: Call) -> Response:
        with self._lock:
            self.settle()
            return work(call)

    def _bring_letters(self) -> None:
        now, period = self.config.monotonic(), self.config.lively_period
        # After a long sleep a few letters are lively enough.
        self._next_letter = max(self._next_letter, now - 3 * period)
        while self._next_letter <= now:
            late = timedelta(seconds=now - self._next_letter)
            moment = self.config.now().astimezone(ROME) - late
            self.mailbox.add(self._correspondence.letter(moment))
            self._next_letter += period


async def _spoil(fault: Fault, work: Callable[[], Response], receive: Receive) -> Response:
    if fault.kind == "drop-before":
        raise Dropped(fault.kind)
    if fault.kind == "slow":
        await faults.wait(fault.seconds, receive)
    regular = faults.before_work(fault) or work()
    if fault.kind == "drop-after":
        raise Dropped(fault.kind)
    if fault.kind == "slow-after":
        await faults.wait(fault.seconds, receive)
    return faults.after_work(fault, regular)
