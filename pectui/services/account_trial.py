"""An account tried at the service before it is written: the way there, the token, the mailbox.

    address ──▶ connection (TLS) ──▶ token (GET /inbox) ──▶ mailbox (GET /quota)

Only reading calls are made. What fails raises its own error; `tell` knows the step it was met at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pectui.api import open_client
from pectui.errors import (
    Forbidden,
    NoCredit,
    NotFound,
    RequestInvalid,
    RequestRejected,
    ServiceFails,
    Unauthorized,
    Unreachable,
)
from pectui.services.doctor.reachability import check_connection, check_name, target_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from pectui.api import Client
    from pectui.errors import PectuiError
    from pectui.settings.configuration import Account

Step = Literal["address", "connection", "token", "mailbox"]
STEPS: tuple[Step, ...] = ("address", "connection", "token", "mailbox")

LEAVES_OPEN = (Unreachable, ServiceFails, RequestRejected)
"""Errors of a trial after which the account may be right all the same."""
_LET_IN = (NotFound, RequestInvalid, NoCredit)
"""Answers that only somebody gets whose credentials are right."""
_REFUSED = (Unauthorized, Forbidden)
Answer = TypeVar("Answer")


async def try_account(
    account: Account,
    *,
    asgi: Callable[..., Any] | None = None,
    tell: Callable[[Step], object] = lambda _: None,
) -> tuple[str, ...]:
    """Ask the service whether it lets this account in; return the scopes its token lacks.

    `tell` is called as each step begins. With `asgi`, a service inside this process, there is no
    way to look at. Raises what the steps raise, and a refusal where no call was let in.
    """
    if asgi is None:
        target = target_of(account.base_url, account.proxy)
        tell("address")
        await check_name(target)
        tell("connection")
        await check_connection(target, account.ca_file)
    async with open_client(account, asgi=asgi) as client:
        tell("token")
        inbox = await _refusal(client.inbox(page=1))
        # A token without this call's scope may well have the other's.
        if inbox is None:
            tell("mailbox")
        quota = await _refusal(client.quota(account.mailbox))
        if inbox is not None and quota is not None:
            raise inbox
        return _lacking(client, inbox, quota)


def lacks_inbox(scopes: Iterable[str]) -> bool:
    """Whether a token that lacks these scopes lets nobody read the mailbox."""
    return any(scope.endswith("/inbox") for scope in scopes)


async def _refusal(call: Awaitable[Answer]) -> PectuiError | None:
    """Return how the service refuses a call, None where it lets somebody in."""
    try:
        await call
    except _REFUSED as error:
        return error
    except _LET_IN:
        return None
    return None


def _lacking(
    client: Client, inbox: PectuiError | None, quota: PectuiError | None
) -> tuple[str, ...]:
    calls = {f"GET:{client.host}/inbox": inbox, f"GET:{client.host}/quota": quota}
    return tuple(scope for scope, refusal in calls.items() if refusal is not None)
