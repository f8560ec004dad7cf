"""httpx's errors and the service's statuses to the one error tree."""

from __future__ import annotations

import math
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pectui.api.slim import httpx
from pectui.api.trust import tls_failed
from pectui.catalogue import Phrase
from pectui.errors import (
    ConnectionLost,
    ConnectionRefused,
    Forbidden,
    NameUnknown,
    NoCredit,
    NotFound,
    PectuiError,
    RequestInvalid,
    ServerFault,
    TimedOut,
    TooManyRequests,
    Unauthorized,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RETRY_AFTER = 300.0
"""Seconds; a longer wait asked for by the service is cut to this."""


def _causes(error: BaseException) -> Iterator[BaseException]:
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting.extend(other for other in (one.__cause__, one.__context__) if other is not None)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)


def _of_connecting(error: Exception, host: str) -> Unreachable:
    causes = tuple(_causes(error))
    # A failed verification says more than the handshake that broke by it.
    for kind in (ssl.SSLCertVerificationError, ssl.SSLError):
        if found := next((cause for cause in causes if isinstance(cause, kind)), None):
            return tls_failed(found, host)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NameUnknown(host=host)
    return ConnectionRefused(host=host)


def translate(error: Exception, host: str, seconds: float) -> Unreachable:
    """Return the leaf for an error of the transport; `seconds` is the deadline of the call."""
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return TimedOut(host=host, seconds=round(seconds))
    if isinstance(error, httpx.ProxyError):
        return ConnectionRefused(Phrase("api.proxy_refuses"), host=host)
    if isinstance(error, httpx.ConnectError):
        return _of_connecting(error, host)
    return ConnectionLost(host=host)


_BY_STATUS: dict[int, type[PectuiError]] = {
    401: Unauthorized,
    402: NoCredit,
    403: Forbidden,
    404: NotFound,
    425: TooManyRequests,
    429: TooManyRequests,
}


def refusal(status: int, reason: str | None, retry_after: float | None = None) -> PectuiError:
    """Return the leaf for an answer that is no success; `reason` is what the service said.

    2xx stands for an answer with `success:false`. `retry_after` is in seconds.
    """
    if status in _BY_STATUS:
        return _BY_STATUS[status](reason, retry_after=retry_after)
    if 300 <= status < 400:
        return RequestInvalid(Phrase("api.redirect", status=status))
    if status >= 500:
        return ServerFault(reason, status=status)
    said = Phrase("api.rejected", status=status) if reason is None and status >= 400 else reason
    return RequestInvalid(said, status=status)


def read_retry_after(text: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds a `Retry-After` header asks to wait, from 0 to 300; None without one.

    The header holds seconds or a date (RFC 9110); anything else counts as missing.
    """
    if not text:
        return None
    text = text.strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    if math.isnan(seconds):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)
