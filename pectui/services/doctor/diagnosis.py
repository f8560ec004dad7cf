"""The doctor: each thing a working account needs, looked at separately, with what to do about it.

Only reading calls are made (`GET /inbox`, `GET /quota`), and it is said how many; nothing is sent,
deleted or changed. A check that fails skips only those that could not succeed without it.
"""

from __future__ import annotations

import asyncio
import shlex
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pectui.api import open_client
from pectui.catalogue import apart, t, thousands, tn
from pectui.errors import PectuiError, SettingsError, Unauthorized
from pectui.pec.dates import ROME, format_day
from pectui.services.doctor import surroundings
from pectui.services.doctor.access import judge_mailbox, judge_scopes, judge_token
from pectui.services.doctor.checks import Check, failure, skipped
from pectui.services.doctor.commands import check_hooks
from pectui.services.doctor.reachability import check_connection, check_name, target_of
from pectui.services.doctor.tested import check_tested
from pectui.services.requests import requests_of
from pectui.settings.loader import (
    Settings,
    certificate_file,
    check_account,
    find_account_secrets,
    make_account,
    read_settings,
)
from pectui.system.paths import config_file, directories, kinds_file, own_theme_names
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from pectui.settings.secrets import FoundSecret, SecretName

__all__ = ["Check", "examine"]

Answer = TypeVar("Answer")

_SOURCES = {
    "environment": "settings.source.environment",
    "command": "settings.source.command",
    "keyring": "settings.source.keyring",
    "file": "settings.source.file",
}
EXPIRY_DAYS = 14
"""How many days before a token's noted end a warning is due."""


async def examine(
    account: str | None = None,
    *,
    asgi: Callable[..., Any] | None = None,
    count: Callable[[int], None] = lambda _: None,
) -> AsyncIterator[Check]:
    """Yield one Check after the other for the account of that name, or the default one.

    `asgi` is a service inside this process; address and connection are not looked at then. `count`
    is told how many calls were made of the service.
    """
    examination = _Examination(account, asgi, count)
    async for check in examination.run():
        yield check


class _Examination:
    """What the checks so far have found for the next ones."""

    def __init__(
        self,
        account: str | None,
        asgi: Callable[..., Any] | None,
        count: Callable[[int], None],
    ) -> None:
        self._name = account
        self._asgi = asgi
        self._settings: Settings | None = None
        self._secrets: dict[SecretName, FoundSecret] | None = None
        self._reachable = asgi is not None
        self._count = count

    async def run(self) -> AsyncIterator[Check]:
        yield self._check_settings()
        yield await self._check_secrets()
        if self._asgi is None:
            async for check in self._check_address():
                yield check
        async for check in self._check_service():
            yield check
        yield self._check_expiry()
        yield self._check_kinds()
        yield await self._check_tested()
        if names := own_theme_names(config_file()):
            yield surroundings.check_themes(config_file(), names)
        if self._settings is not None and self._settings.options.hooks:
            yield await check_hooks(self._settings)
        for check in await asyncio.to_thread(surroundings.check_places):
            yield check
        yield surroundings.check_terminal()
        yield surroundings.check_clipboard()

    def _check_settings(self) -> Check:
        try:
            settings = read_settings(self._name)
            check_account(settings)
        except SettingsError as error:
            return failure("settings", error)
        self._settings = settings
        path = clean_line(str(settings.file.path))
        where = path if settings.uses_file else t("doctor.environment")
        detail = t("doctor.settings-read", where=where, account=settings.account_name)
        if settings.file.holds_secrets and not settings.file.is_private:
            hint = t("doctor.make-private", path=shlex.quote(path))
            return Check("settings", "warning", t("doctor.readable-by-others", where=where), hint)
        return Check("settings", "ok", detail)

    async def _check_secrets(self) -> Check:
        settings = self._settings
        if settings is None:
            return skipped("secrets", "settings")
        try:
            # A password command or the keyring may take its time: off the event loop.
            secrets = await asyncio.to_thread(find_account_secrets, settings)
        except SettingsError as error:
            return failure("secrets", error)
        self._secrets = secrets
        places = [
            t("doctor.secret-from", name=name, source=t(_SOURCES[found.source]))
            for name, found in secrets.items()
        ]
        return Check("secrets", "ok", ", ".join(places))

    async def _check_address(self) -> AsyncIterator[Check]:
        settings = self._settings
        if settings is None:
            yield skipped("address", "settings")
            yield skipped("connection", "settings")
            return
        target = target_of(settings.values.base_url, settings.values.proxy)
        try:
            addresses = await check_name(target)
        except PectuiError as error:
            yield failure("address", error)
            yield skipped("connection", "address")
            return
        key = "doctor.resolves.proxy" if target.is_proxy else "doctor.resolves.host"
        found = ", ".join(addresses)
        yield Check("address", "ok", t(key, host=target.host, found=found))
        try:
            detail = await check_connection(target, certificate_file(settings, "ca_file"))
        except PectuiError as error:
            yield failure("connection", error)
            return
        self._reachable = True
        yield Check("connection", "ok", detail)

    async def _check_service(self) -> AsyncIterator[Check]:
        needed = self._missing_for_service()
        if needed:
            for name in ("token", "mailbox", "scopes", "requests"):
                yield skipped(name, needed)
            return
        assert self._settings is not None
        assert self._secrets is not None
        account = make_account(self._settings, self._secrets)
        requests = requests_of(account, directories().state)
        before = requests.made_today
        try:
            client = open_client(account, asgi=self._asgi, on_request=requests.add)
        except SettingsError as error:
            yield failure("token", error)
            yield skipped("mailbox", "token")
            yield skipped("scopes", "token")
            yield skipped("requests", "token")
            return
        async with client:
            inbox = await _ask(client.inbox(page=1))
            quota = await _ask(client.quota(account.mailbox))
            self._count(client.requests)
        yield judge_token(inbox, quota)
        yield judge_mailbox(account.mailbox, inbox, quota)
        yield judge_scopes(client.host, inbox, quota)
        requests.flush()
        yield judge_requests(requests.made_today, before, requests.limit)

    def _missing_for_service(self) -> str | None:
        if self._settings is None:
            return "settings"
        if self._secrets is None:
            return "secrets"
        return None if self._reachable else "connection"

    def _check_kinds(self) -> Check:
        if self._settings is None:
            return skipped("kinds", "settings")
        own, settings_file = self._settings.options.kind_rows, self._settings.file.path
        return surroundings.check_kinds(own, kinds_file(settings_file))

    async def _check_tested(self) -> Check:
        if self._settings is None:
            return skipped("self-test", "settings")
        return await check_tested(self._settings)

    def _check_expiry(self) -> Check:
        if self._settings is None:
            return skipped("expiry", "settings")
        noted = self._settings.values.token_expires
        if noted is None:
            return Check("expiry", "ok", t("doctor.expiry-not-noted"), t("doctor.note-expiry"))
        return judge_expiry(date.fromisoformat(noted), datetime.now(ROME).date())


def judge_expiry(expires: date, today: date) -> Check:
    """Judge the end of the token, as its owner noted it."""
    left = (expires - today).days
    day = format_day(expires)
    if left < 0:
        detail = t("doctor.expired", day=day)
        return Check("expiry", "failed", detail, t("doctor.renew"), Unauthorized.exit_code)
    if left == 0:
        return Check("expiry", "warning", t("doctor.expires-today", day=day), t("doctor.renew"))
    if left <= EXPIRY_DAYS:
        return Check("expiry", "warning", tn("doctor.expires", left, day=day), t("doctor.renew"))
    return Check("expiry", "ok", tn("doctor.expires", left, day=day))


def judge_requests(made: int, before: int, limit: int) -> Check:
    """Say how many requests were made today and `before` these checks, and what is allowed."""
    allowed = (
        t("doctor.requests-limit", limit=thousands(limit))
        if limit
        else t("doctor.requests-no-limit")
    )
    detail = t("doctor.requests", **apart(made=made, own=made - before), allowed=allowed)
    if limit and made >= limit:
        return Check("requests", "warning", detail, t("doctor.requests-spent"))
    return Check("requests", "ok", detail)


async def _ask(call: Awaitable[Answer]) -> Answer | PectuiError:
    try:
        return await call
    except PectuiError as error:
        return error
