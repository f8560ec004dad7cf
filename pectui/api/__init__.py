"""The PEC Massiva REST service: seven calls, asked carefully and read leniently.

    client     the seven calls: paths, deadlines, repeats
    exchange   one request and its answer: counted bytes, translated failures
    transports connections: certificates, proxy, keep-alive for reading, none for sending
    trust      whom a TLS connection trusts
    auth       the only holder of secrets
    body       the body of `POST /send`, streamed
    wire       JSON to models
    outcome    what is known after a `POST /send`
    failures   httpx's errors and the service's statuses to the one error tree
    limits     how long and how much a call may take
    meter      how many values an answer holds, before it is parsed
    slim       httpx itself, without what it drags in

httpx is loaded by `open_client`, not by importing this package, and none of its types leaves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pectui.api.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.api.client import Client
    from pectui.settings.configuration import Account

__all__ = ["Client", "Limits", "open_client"]


def open_client(
    account: Account,
    *,
    asgi: Callable[..., Any] | None = None,
    limits: Limits | None = None,
    on_request: Callable[[], None] = lambda: None,
) -> Client:
    """Return a client for `account`; nothing is asked of the network yet.

    `asgi` is an application to talk to inside this process instead of the network; `on_request` is
    told of each request that left, repeats included. Raises
    SettingInvalid for an address, proxy, certificate file or credential that cannot be used, and
    SettingsMissing for an empty credential.
    """
    from pectui.api.client import Client

    return Client(account, asgi=asgi, limits=limits or Limits(), on_request=on_request)


def __getattr__(name: str) -> object:
    if name == "Client":
        from pectui.api.client import Client

        return Client
    raise AttributeError(name)
