"""One request and its answer: counted bytes, translated failures, no secret left behind."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pectui import __version__
from pectui.api.auth import ServiceAuth
from pectui.api.failures import read_retry_after, translate
from pectui.api.limits import FEW_WORDS, MIB, Cap, Limits
from pectui.api.meter import Meter
from pectui.api.slim import httpx
from pectui.api.transports import check_base_url, open_lines
from pectui.api.wire import Answer, parse, too_many
from pectui.errors import AnswerTooLarge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from pectui.api.body import LetterBody
    from pectui.settings.configuration import Account

# Their INFO lines print addresses with what was searched for, their DEBUG lines print headers.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger("pectui.api")

_HEADERS = {
    "Accept": "application/json",
    # A small compressed answer can unfold into any amount of memory.
    "Accept-Encoding": "identity",
    "User-Agent": f"pectui/{__version__}",
}

_TIMEOUTS: dict[type[Exception], str] = {
    httpx.ConnectTimeout: "connect",
    httpx.WriteTimeout: "write",
    httpx.PoolTimeout: "pool",
}

_BREATH = 256
"""Pieces after which the event loop gets its turn: a piece may be a single byte."""
_LARGE = 16 * 1024
"""Bytes from which reading may hold up the event loop for a visible moment: thousands of rows."""
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""What is met before a request leaves."""


async def in_thread_if_large(size: int, read: Callable[P, R], *what: P.args, **how: P.kwargs) -> R:
    """Return `read(*what, **how)`, away from the event loop when there are many bytes to read."""
    if size < _LARGE:
        return read(*what, **how)
    return await asyncio.to_thread(read, *what, **how)


class Exchange:
    """The one httpx client of an account: asks, reads, translates; knows no call by name."""

    def __init__(
        self,
        account: Account,
        *,
        asgi: Callable[..., Any] | None,
        limits: Limits,
        on_request: Callable[[], None],
    ) -> None:
        """`on_request` is told of every request that may have left this machine."""
        self._on_request = on_request
        parts = check_base_url(account.base_url, in_process=asgi is not None)
        self.host = parts.netloc.lower()
        self.auth = ServiceAuth(account)
        self._limits = limits
        self.requests = 0
        """How often the service was asked, repeats included."""
        self._base = account.base_url.rstrip("/")
        self._http = httpx.AsyncClient(
            transport=open_lines(account, tls=parts.scheme == "https", asgi=asgi),
            auth=self.auth,
            headers=_HEADERS,
            # The service keeps no session: a cookie could only mix up two accounts.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    @asynccontextmanager
    async def deadline(self, seconds: float) -> AsyncIterator[None]:
        """Bound what happens inside, waits included; raises TimedOut."""
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as error:
            raise translate(error, self.host, seconds) from error

    async def ask(
        self, method: str, path: str, cap: Cap, params: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask once. Raises a leaf of Unreachable, or AnswerTooLarge beyond `cap`."""
        timeout = httpx.Timeout(self._limits.search, connect=self._limits.connect)
        request = self._http.build_request(
            method, self._base + path, params=params or None, timeout=timeout
        )
        return await self._answer(request, cap)

    async def post(self, path: str, body: LetterBody, trace: Callable[..., Any]) -> Answer:
        """Upload `body` once, on a connection of its own.

        `trace` is awaited with the name of each step and what it concerns; an exception it raises
        stops the request there. Raises as `ask`, and FileUnreadable out of `body`.
        """
        limits = self._limits
        request = self._http.build_request(
            "POST",
            self._base + path,
            content=body,
            headers={
                "Content-Type": "application/json",
                "Content-Length": str(body.length),
                "Connection": "close",
            },
            timeout=httpx.Timeout(
                limits.answer, connect=limits.connect, write=limits.write, pool=None
            ),
            extensions={"trace": trace},
        )
        return await self._answer(request, FEW_WORDS)

    async def _answer(self, request: httpx.Request, cap: Cap) -> Answer:
        self.requests += 1
        try:
            response = await self._send(request)
            try:
                raw = await self._read(response, cap)
            finally:
                await response.aclose()
        except (httpx.HTTPError, OSError) as error:
            seconds = self._patience(request, error)
            raise translate(error, self.host, seconds) from error
        finally:
            self.auth.forget(request)
        answer = Answer(
            status=response.status_code,
            document=await in_thread_if_large(len(raw), parse, raw),
            content_type=response.headers.get("content-type", ""),
            retry_after=read_retry_after(response.headers.get("retry-after")),
            size=len(raw.strip()),
        )
        # What the service says of a failure may echo the request; mail itself stays as it came.
        echoes = request.method == "POST" or not answer.succeeded
        return answer.without(self.auth.redact) if echoes else answer

    async def _send(self, request: httpx.Request) -> httpx.Response:
        """Send and return once the answer begins; tell of it unless nothing can have left."""
        left = True
        try:
            return await self._http.send(request, stream=True)
        except _NEVER_LEFT:
            left = False
            raise
        finally:
            if left:
                self._on_request()

    @staticmethod
    def _patience(request: httpx.Request, error: Exception) -> float:
        kind = _TIMEOUTS.get(type(error), "read")
        return float(request.extensions["timeout"].get(kind) or 0)

    async def _read(self, response: httpx.Response, cap: Cap) -> bytes:
        if response.status_code >= 300:
            return await self._read_refusal(response)
        most = min(cap.size, self._limits.answer_bytes)
        raw, meter = bytearray(), Meter()
        async for piece in self._pieces(response):
            raw += piece
            if len(raw) > most:
                raise AnswerTooLarge(limit_mb=most // MIB)
            meter.feed(piece)
            if meter.values > cap.values:
                raise too_many(cap.values)
        return bytes(raw)

    @staticmethod
    async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
        turn = 0
        async for piece in response.aiter_raw():
            yield piece
            turn += 1
            if turn % _BREATH == 0:
                await asyncio.sleep(0)

    async def _read_refusal(self, response: httpx.Response) -> bytes:
        raw = bytearray()
        try:
            async for piece in self._pieces(response):
                raw += piece
                if len(raw) > self._limits.error_bytes:
                    break
        except httpx.TransportError as error:
            # The status has already said what matters; the error's words quote what came.
            broken = type(error).__name__
            logger.info("status %d came with a broken body: %s", response.status_code, broken)
        return bytes(raw[: self._limits.error_bytes])
