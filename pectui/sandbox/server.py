"""The sandbox on a real loopback socket: in a thread for tests, or for as long as one wants."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import h11

from pectui.sandbox.answers import failure
from pectui.sandbox.web import Dropped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import Self

    from pectui.sandbox.app import Sandbox
    from pectui.sandbox.web import App, Message, Scope

_log = logging.getLogger("pectui.sandbox")

_BACKLOG = 512
_PIECE = 256 * 1024
_MAX_HEAD = 64 * 1024
_PIPELINED = 64 * 1024
"""Bytes of later requests that are taken in while one is worked on."""
_PATIENCE = 60.0
"""Seconds a connection may take for the head of a request, the first one included."""
_TURNS = 4
"""Turns of the loop after which who was let in last is among the connections."""
_LINGER = 2.0
"""Seconds in which what a client still uploads is thrown away, so that it reads the answer."""


class _Listener(socket.socket):
    """A listening socket on the loopback."""

    def __init__(self, host: str, port: int) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the sandbox serves the loopback only, not {host}")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Named, so that asyncio sets TCP_NODELAY: answers would wait for the client's delayed ACK.
        super().__init__(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.bind((host, port))
            # Before the thread runs: who connects early waits in the queue.
            self.listen(_BACKLOG)
        except OSError:
            self.close()
            raise

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        host, port = self.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Connection:
    """One connection: bytes on one side, an ASGI application on the other, h11 between them."""

    def __init__(
        self, app: App, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._app = app
        self._reader, self._writer = reader, writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEAD)
        self._bodiless = False
        """Whether this answer has no body by HTTP's own rules."""

    async def serve(self) -> None:
        """Answer one request after the other, then close."""
        try:
            while await self._answer_one():
                self._http.start_next_cycle()
        except Dropped as reason:
            _log.debug("connection dropped: %s", reason)
        except (OSError, h11.RemoteProtocolError) as error:
            _log.debug("connection lost: %s", type(error).__name__)
        finally:
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()

    async def _answer_one(self) -> bool:
        """Answer the next request; return whether another may follow."""
        try:
            async with asyncio.timeout(_PATIENCE):
                request = await self._next_event()
        except h11.RemoteProtocolError as error:
            if self._http.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
                await failure(error.error_status_hint, "Bad Request").send(
                    self._receive, self._send
                )
                await self._linger()
            return False
        if not isinstance(request, h11.Request):
            return False
        self._bodiless = request.method == b"HEAD"
        try:
            await self._app(self._scope(request), self._receive, self._send)
        except (OSError, h11.RemoteProtocolError):
            raise
        except Exception:
            _log.exception("a call ended without an answer")
            if self._http.our_state is not h11.SEND_RESPONSE:
                return False
            await failure(500, "Internal Server Error").send(self._receive, self._send)
        if self._http.their_state is h11.SEND_BODY:
            # Nobody asked for the body; where there is none, its end is known already.
            self._http.next_event()
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            return True
        await self._linger()
        return False

    async def _next_event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                await self._put(
                    h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue")
                )
            self._http.receive_data(await self._reader.read(_PIECE))
        return event

    @staticmethod
    def _scope(request: h11.Request) -> Scope:
        target = request.target
        if not target.startswith(b"/"):
            parts = urlsplit(target)
            target = parts.path + (b"?" + parts.query if parts.query else b"")
        path, _, query = target.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": request.http_version.decode("ascii"),
            "method": request.method.decode("ascii"),
            "scheme": "http",
            "path": unquote(path.decode("ascii")),
            "raw_path": path,
            "query_string": query,
            "headers": list(request.headers),
        }

    async def _receive(self) -> Message:
        """Return the next piece of the request; once it is whole, wait for the client to leave."""
        event = await self._next_event() if self._http.their_state is h11.SEND_BODY else None
        if isinstance(event, h11.Data):
            return {"type": "http.request", "body": bytes(event.data), "more_body": True}
        if isinstance(event, h11.EndOfMessage):
            return {"type": "http.request", "body": b"", "more_body": False}
        while piece := await self._reader.read(_PIPELINED):
            self._http.receive_data(piece)
            if len(self._http.trailing_data[0]) > _PIPELINED:
                break
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            status = message["status"]
            self._bodiless = self._bodiless or status in (204, 304)
            await self._put(h11.Response(status_code=status, headers=message["headers"]))
            return
        if message["body"] and not self._bodiless:
            await self._put(h11.Data(data=message["body"]))
        if not message["more_body"]:
            await self._put(h11.EndOfMessage())

    async def _put(self, event: h11.Event) -> None:
        data = self._http.send(event)
        if data:
            self._writer.write(data)
            await self._writer.drain()

    async def _linger(self) -> None:
        """Close our half and throw away the rest: closing at once would take the answer back."""
        with contextlib.suppress(OSError):  # TimeoutError is one
            self._writer.write_eof()
            async with asyncio.timeout(_LINGER):
                while await self._reader.read(_PIECE):
                    pass


async def _serve(app: App, listener: _Listener, ended: Callable[[], Awaitable[object]]) -> None:
    """Serve until `ended` returns; then every connection is cut, whatever is under way."""
    connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_Connection(app, reader, writer).serve())
        connections[task] = writer
        task.add_done_callback(connections.pop)

    server = await asyncio.start_server(connected, sock=listener, limit=_PIECE, backlog=_BACKLOG)
    try:
        await ended()
    finally:
        # Who was let in and not attached yet would be left behind by a server that is closed.
        asyncio.get_running_loop().remove_reader(listener)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        server.close()
        for task, writer in connections.items():
            # Closing would wait for a client that does not read.
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()


class SandboxServer:
    """Context manager: `sandbox` served on a loopback socket by a thread of its own.

    Port 0 takes a free one. Raises OSError where the port is taken, ValueError beyond the loopback.
    """

    def __init__(self, sandbox: Sandbox, port: int = 0, host: str = "127.0.0.1") -> None:
        self.sandbox = sandbox
        self._host, self._port = host, port
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._running = threading.Event()
        self._failure: BaseException | None = None

    @property
    def base_url(self) -> str:
        """Address without a trailing slash; only while it serves."""
        if self._listener is None:
            raise RuntimeError("the sandbox is not being served")
        return self._listener.base_url

    def __enter__(self) -> Self:
        self._listener = _Listener(self._host, self._port)
        self._running.clear()
        self._thread = threading.Thread(target=self._run, name="pectui-sandbox", daemon=True)
        self._thread.start()
        self._running.wait()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._loop is not None and self._ended is not None and self._thread is not None:
            # A loop that ended by itself has said why in `_failure`.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()
        self._listener = None
        if self._failure is not None:
            failed, self._failure = self._failure, None
            raise failed

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self._failure = error
        finally:
            self._running.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._running.set()
        assert self._listener is not None
        with self._listener:
            await _serve(self.sandbox.app, self._listener, self._ended.wait)


async def serve(
    sandbox: Sandbox,
    host: str = "127.0.0.1",
    port: int = 0,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve `sandbox` until SIGINT, SIGTERM or SIGHUP; `on_ready` gets the address.

    Raises OSError where the port is taken, ValueError beyond the loopback.
    """
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    with _Listener(host, port) as listener:
        for number in signals:
            loop.add_signal_handler(number, ended.set)
        try:
            if on_ready is not None:
                on_ready(listener.base_url)
            await _serve(sandbox.app, listener, ended.wait)
        finally:
            for number in signals:
                loop.remove_signal_handler(number)
