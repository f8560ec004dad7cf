"""Connections to the service: certificates, proxy, keep-alive for reading and none for the rest."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from pectui.api.slim import httpx
from pectui.api.trust import trusted
from pectui.catalogue import t
from pectui.errors import PectuiError, SettingInvalid
from pectui.settings.checks import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.settings.configuration import Account

_READING = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30)
_ONCE = httpx.Limits(max_connections=None, max_keepalive_connections=0)


def _split(where: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- raises for a port that is none
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise SettingInvalid(where=where, reason=t("api.not_an_address")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingInvalid(where=where, reason=t("api.not_an_address"))
    return parts


def check_base_url(url: str, *, in_process: bool = False) -> SplitResult:
    """Return the parts of `url`; SettingInvalid for what must not carry a password.

    That is http beyond the loopback (unless nothing leaves this process), and an address with
    credentials, a query or a fragment in it.
    """
    parts = _split("base_url", url)
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingInvalid(where="base_url", reason=t("api.not_an_address"))
    if parts.scheme == "http" and not in_process and not is_loopback(parts.hostname or ""):
        raise SettingInvalid(where="base_url", reason=t("api.http_beyond_loopback"))
    return parts


class _InProcess(httpx.AsyncBaseTransport):
    """An application in this process. One that dies without an answer is a lost connection."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._transport = httpx.ASGITransport(app=app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        started = request.extensions.get("trace")
        if started is not None:
            await started("http11.send_request_headers.started", {"request": request})
        try:
            return await self._transport.handle_async_request(request)
        except (httpx.HTTPError, PectuiError):
            raise
        except Exception as error:
            raise httpx.RemoteProtocolError("ended without an answer", request=request) from error


class Lines(httpx.AsyncBaseTransport):
    """Kept connections for GET; a fresh one, closed afterwards, for what must happen only once.

    A kept connection may have died unseen: for a GET that costs a repeat, for a POST it would make
    an outcome unknown.
    """

    def __init__(self, account: Account, *, tls: bool) -> None:
        # Without TLS the context is an empty one that trusts nothing: it costs no time to make.
        context = trusted(account.ca_file) if tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        proxy = self._proxy(account.proxy, context if tls else None)
        self._reading = httpx.AsyncHTTPTransport(
            verify=context, trust_env=False, proxy=proxy, limits=_READING
        )
        self._once = httpx.AsyncHTTPTransport(
            verify=context, trust_env=False, proxy=proxy, limits=_ONCE
        )

    @staticmethod
    def _proxy(url: str | None, context: ssl.SSLContext | None) -> httpx.Proxy | None:
        if not url:
            return None
        secured = _split("proxy", url).scheme == "https"
        return httpx.Proxy(url, ssl_context=(context or trusted(None)) if secured else None)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Hand over to the line this method belongs on."""
        if request.method != "GET":
            return await self._once.handle_async_request(request)
        await self._close_talkative()
        return await self._reading.handle_async_request(request)

    async def _close_talkative(self) -> None:
        """Close kept connections on which more came than was asked for.

        h11 would read it as the answer of the next request, and of each one after it.
        """
        # Private names of httpx and httpcore: a test fails when one is no more, calls do not.
        for connection in getattr(getattr(self._reading, "_pool", None), "connections", ()):
            spoken: Any = connection
            while spoken is not None and not hasattr(spoken, "_h11_state"):
                spoken = getattr(spoken, "_connection", None)
            if spoken is not None and spoken.is_idle() and spoken._h11_state.trailing_data[0]:
                await connection.aclose()

    async def aclose(self) -> None:
        """Close both lines."""
        await self._reading.aclose()
        await self._once.aclose()


def open_lines(
    account: Account, *, tls: bool, asgi: Callable[..., Any] | None
) -> httpx.AsyncBaseTransport:
    """Return the way to the service: into `asgi`, or over the network."""
    return _InProcess(asgi) if asgi is not None else Lines(account, tls=tls)
