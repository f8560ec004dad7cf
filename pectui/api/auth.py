"""The only holder of secrets between an account and the wire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui.api.slim import httpx
from pectui.catalogue import t
from pectui.errors import SettingInvalid, SettingsMissing
from pectui.system.redaction import pattern_of, strike_out

if TYPE_CHECKING:
    from collections.abc import Generator

    from pectui.settings.configuration import Account

_CARRIERS = ("Authorization", "x-username", "x-password")
_WORTH_HIDING = 4
"""Shorter secrets would blot out ordinary words of an answer."""


def _check_header(where: str, value: str) -> None:
    if not value:
        raise SettingsMissing(key=where)
    if not (value.isascii() and value.isprintable()) or value != value.strip():
        raise SettingInvalid(where=where, reason=t("api.no_header_carries_it"))


class ServiceAuth(httpx.Auth):
    """Puts token and mailbox credentials where each call wants them.

    `POST /send` carries the mailbox's name and password in its JSON, every other call in headers.
    """

    def __init__(self, account: Account) -> None:
        """Raise what `take` raises."""
        self.take(account)

    def take(self, account: Account) -> None:
        """Use the credentials of `account` from the next request on.

        Raises SettingsMissing or SettingInvalid for one that no header can carry.
        """
        _check_header("username", account.username)
        _check_header("password", account.password.reveal())
        _check_header("token", account.token.reveal())
        self._username = account.username
        self._password = account.password
        self._token = account.token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the headers of this call."""
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        if request.method != "POST":
            request.headers["x-username"] = self._username
            request.headers["x-password"] = self._password.reveal()
        yield request

    def body_fields(self) -> bytes:
        """Return the members of the JSON of `POST /send` that hold the mailbox credentials."""
        fields = {"username": self._username, "password": self._password.reveal()}
        return json.dumps(fields)[1:-1].encode("ascii")

    def forget(self, request: httpx.Request) -> None:
        """Take the secrets off a request that is over: errors keep a reference to it."""
        for name in _CARRIERS:
            request.headers.pop(name, None)

    def redact(self, text: str) -> str:
        """Return `text` without our secrets: a service's message may echo the request."""
        secrets = (self._password.reveal(), self._token.reveal())
        return strike_out(text, [pattern_of(one) for one in secrets if len(one) >= _WORTH_HIDING])
