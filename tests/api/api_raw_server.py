"""A server that does to a client whatever a test says, byte by byte."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pectui.settings.configuration import Account, Secret

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable, Callable

    Script = Callable[["Received", asyncio.StreamWriter], Awaitable[None]]

PASSWORD = "canary-password-7391"
TOKEN = "canary-token-5520"
CODE = "2020082610003492"


@dataclass
class Received:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class RawServer:
    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Received] = []
        self.connections = 0
        self.port = 0
        self.scheme = "http"
        self.biggest_piece = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def posts(self) -> int:
        return sum(one.method == "POST" for one in self.requests)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (received := await self._read(reader)) is not None:
                self.requests.append(received)
                await self.script(received, writer)
                if writer.is_closing():
                    break
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, TimeoutError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> Received | None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
        }
        body = b""
        if left := int(headers.get("content-length", "0")):
            body = await self._body(reader, left)
        return Received(method, target, headers, body)

    async def _body(self, reader: asyncio.StreamReader, left: int) -> bytes:
        kept = bytearray()
        while left:
            piece = await reader.read(min(left, 1 << 20))
            if not piece:
                self.requests.append(Received("BROKEN", "", {}, bytes(kept)))
                raise ConnectionResetError
            left -= len(piece)
            if len(kept) < 1 << 20:  # the rest is only counted: memory is what a test measures
                kept += piece
        return bytes(kept)


@contextlib.asynccontextmanager
async def raw_server(script: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[RawServer]:
    raw = RawServer(script)
    raw.scheme = "https" if tls else "http"
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(raw.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    raw.port = server.sockets[0].getsockname()[1]
    try:
        yield raw
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


def http(
    status: int, body: bytes, *headers: str, length: int | None = None, kind: str = "text/html"
) -> bytes:
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body) if length is None else length}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer(status: int, document: object, *headers: str) -> Script:
    """Answer every request with this JSON; bytes go out as they are."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()

    async def script(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(http(status, body, *headers))
        await writer.drain()

    return script


def in_turn(*scripts: Script) -> Script:
    """Follow one script per request; the last one from then on."""
    waiting = list(scripts)

    async def script(received: Received, writer: asyncio.StreamWriter) -> None:
        one = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        await one(received, writer)

    return script


async def silence(_: Received, writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client has gone."""
    await asyncio.Event().wait()


async def close(_: Received, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(_: Received, writer: asyncio.StreamWriter) -> None:
    """End the connection with RST."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def truncate(_: Received, writer: asyncio.StreamWriter) -> None:
    """Send half of an answer that promises more."""
    writer.write(http(201, b'{"success": true, "message_', length=500))
    await writer.drain()
    writer.close()


async def drip(_: Received, writer: asyncio.StreamWriter) -> None:
    """Send an answer byte by byte, for ever: each byte well within any read time-out."""
    writer.write(http(200, b"", length=10_000_000))
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


def account(base_url: str, **changes: Any) -> Account:
    values: dict[str, Any] = {
        "name": "prova",
        "username": "studio@pec.example",
        "sender": "studio@pec.example",
        "password": Secret(PASSWORD),
        "token": Secret(TOKEN),
        "base_url": base_url,
    }
    return Account(**(values | changes))
