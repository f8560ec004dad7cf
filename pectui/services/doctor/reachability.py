"""Whether the way to the service is open: its name, a connection, and a certificate to trust."""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from pectui.api.trust import tls_failed, trusted
from pectui.catalogue import t
from pectui.errors import (
    ConnectionRefused,
    NameUnknown,
    TimedOut,
)

SECONDS = 10.0
"""How long the name, and then the connection, may take."""


@dataclass(frozen=True, slots=True)
class Target:
    """The first machine on the way: the service's, or the proxy's."""

    host: str
    port: int
    tls: bool
    is_proxy: bool


def target_of(base_url: str, proxy: str | None) -> Target:
    """Return whom this machine connects to for a service at `base_url`."""
    parts = urlsplit(proxy or base_url)
    tls = parts.scheme == "https"
    port = parts.port or (443 if tls else 80)
    return Target(parts.hostname or "", port, tls, is_proxy=proxy is not None)


async def check_name(target: Target, seconds: float = SECONDS) -> tuple[str, ...]:
    """Return the addresses the host's name stands for. Raises NameUnknown, TimedOut."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise TimedOut(host=target.host, seconds=round(seconds)) from error
    except (OSError, UnicodeError) as error:
        raise NameUnknown(host=target.host) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def check_connection(target: Target, ca_file: str | None, seconds: float = SECONDS) -> str:
    """Connect, with TLS where the address asks for it, and hang up; return what was found.

    Raises ConnectionRefused, TlsFailed, TimedOut, SettingInvalid (`ca_file`).
    """
    context = await asyncio.to_thread(trusted, ca_file) if target.tls else None
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(target.host, target.port, ssl=context)
    except TimeoutError as error:
        raise TimedOut(host=target.host, seconds=round(seconds)) from error
    except ssl.SSLError as error:
        raise tls_failed(error, target.host) from error
    except OSError as error:
        raise ConnectionRefused(host=target.host) from error
    try:
        session: ssl.SSLObject | None = writer.get_extra_info("ssl_object")
        key = "doctor.connected.proxy" if target.is_proxy else "doctor.connected.host"
        detail = t(key, host=target.host, port=target.port)
        if session is None:
            return detail
        return detail + t("doctor.over-tls", version=session.version())
    finally:
        # No polite end of TLS is waited for: the peer may never answer it.
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()
