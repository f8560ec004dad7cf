"""The sandbox on a real loopback socket: in a thread for tests, or for as long as one wants."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import threading
from typing import TYPE_CHECKING, cast
from weakref import WeakValueDictionary

from hypercorn.asyncio import serve as serve_asgi
from hypercorn.config import Config, Sockets

from pectui.sandbox.faults import Dropped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import Self

    from hypercorn.typing import Framework
    from starlette.types import Receive, Scope, Send

    from pectui.sandbox.app import Sandbox

_log = logging.getLogger("pectui.sandbox")


class _Listener(socket.socket):
    """A listening socket that remembers its connections, so that one can be cut off.

    The HTTP server answers 500 where an application ends without an answer; only the socket
    itself can leave a client with none.
    """

    def __init__(self, host: str, port: int) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the sandbox serves the loopback only, not {host}")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Named, so that asyncio sets TCP_NODELAY: answers would wait for the client's delayed ACK.
        super().__init__(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._connections: WeakValueDictionary[object, socket.socket] = WeakValueDictionary()
        try:
            self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.bind((host, port))
            # Before the thread runs: who connects early waits in the queue.
            self.listen(100)
        except OSError:
            self.close()
            raise

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        host, port = self.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def accept(self) -> tuple[socket.socket, object]:
        """Accept a connection and remember it by its peer."""
        connection, peer = super().accept()
        self._connections[peer[:2]] = connection
        return connection, peer

    def cut(self, peer: object) -> None:
        """Close the connection of `peer` both ways at once."""
        connection = self._connections.get(peer)
        if connection is not None:
            _shut(connection)

    def cut_all(self) -> None:
        """Close every connection both ways."""
        for connection in list(self._connections.values()):
            _shut(connection)


def _shut(connection: socket.socket) -> None:
    # Already closed is as good.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Config(Config):
    """The HTTP server's configuration, around a socket that listens already."""

    errorlog = _log
    graceful_timeout = 2.0
    keep_alive_timeout = 60.0
    # Small steps for the queue between socket and application are many for a large upload.
    max_app_queue_size = 64

    def __init__(self, listener: _Listener) -> None:
        super().__init__()
        self._listener = listener

    def create_sockets(self) -> Sockets:
        """Return the one socket."""
        return Sockets([], [self._listener], [])


async def _serve(
    sandbox: Sandbox, listener: _Listener, ended: Callable[[], Awaitable[object]]
) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await sandbox.app(scope, receive, send)
        except Dropped as reason:
            _log.debug("connection dropped: %s", reason)
            listener.cut(tuple(scope["client"][:2]))

    async def until_ended() -> None:
        await ended()
        listener.cut_all()

    await serve_asgi(
        cast("Framework", app), _Config(listener), shutdown_trigger=until_ended, mode="asgi"
    )


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
            failure, self._failure = self._failure, None
            raise failure

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
            await _serve(self.sandbox, self._listener, self._ended.wait)


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
            await _serve(sandbox, listener, ended.wait)
        finally:
            for number in signals:
                loop.remove_signal_handler(number)
