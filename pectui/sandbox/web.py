"""What the sandbox needs of the web: ASGI's words, requests read whole, answers, seven routes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class Dropped(ConnectionError):
    """The connection ends here without an answer, or in the middle of one."""


class Response:
    """One answer; `pieces` is how it goes out."""

    def __init__(
        self,
        content: bytes,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str = "application/json",
    ) -> None:
        self.content = content
        self.status = status
        self.headers = {"content-type": media_type, **(headers or {})}

    @property
    def length(self) -> int:
        """Bytes promised, whatever then comes."""
        return len(self.content)

    async def pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield the body. Raises Dropped where it ends too early."""
        yield self.content

    async def send(self, receive: Receive, send: Send) -> None:
        """Send head and body. Raises as `pieces`."""
        fields = self.headers | {"content-length": str(self.length)}
        headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in fields.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        async for piece in self.pieces(receive):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def read_body(receive: Receive, most: int) -> bytearray | None:
    """Return a request's body, or None above `most` bytes. Raises Dropped when it never ends."""
    content, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Dropped("the client left while sending")
        content += message.get("body", b"")
        if len(content) > most:
            return None
        more = message.get("more_body", False)
    return content


class Routes:
    """Which call a method and a path stand for."""

    def __init__(self, calls: Iterable[str]) -> None:
        """Take names such as `GET /inbox/{id}`."""
        self._routes = [(name, *self._pattern(name)) for name in calls]

    @staticmethod
    def _pattern(name: str) -> tuple[str, re.Pattern[str]]:
        method, _, path = name.partition(" ")
        return method, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def find(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """Return the call's name and the values in its path; None for a path there is not.

        The name is empty where only the method is wrong.
        """
        known = False
        for name, own_method, pattern in self._routes:
            if found := pattern.fullmatch(path):
                known = True
                if own_method == method:
                    return name, found.groupdict()
        return ("", {}) if known else None
