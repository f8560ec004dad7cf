"""The quota as a risk: every answer is remembered, and what is remembered says when it is full."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pectui.errors import StoreUnusable
from pectui.pec.forecast import Forecast, QuotaReading, Trend, forecast
from pectui.services.clock import system_now
from pectui.services.sending.lock import owner_of
from pectui.store.data import UserData

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Quota
    from pectui.settings.configuration import Account
    from pectui.store.data import Tables
    from pectui.system.paths import Directories

_LOG = logging.getLogger(__name__)


class Service(Protocol):
    """What is needed of `pectui.api.Client`."""

    async def quota(self, mailbox: str) -> Quota:
        """`GET /quota/{mailbox}`."""


@dataclass(frozen=True, slots=True)
class Fullness:
    """How full the mailbox is, and when it will be."""

    quota: Quota
    forecast: Forecast


class Quotas:
    """The quota of one mailbox: asked for, and remembered in the user's own data."""

    def __init__(
        self,
        data: UserData,
        client: Service,
        name: str,
    ) -> None:
        """`name` is the mailbox's."""
        self._data = data
        self._client = client
        self._name = name

    async def ask(self) -> Fullness:
        """Ask how full the mailbox is. Raises the client's errors.

        What goes wrong with the history is logged and passed over: then it is too early to say.
        """
        quota = await self._client.quota(self._name)
        try:
            return Fullness(quota, await self.remember(quota))
        except StoreUnusable as error:
            _LOG.warning("a quota was not remembered: %s", error)
            return Fullness(quota, Forecast(Trend.EARLY))

    async def remember(self, quota: Quota) -> Forecast:
        """Remember an answer that holds a figure; return what all of them say now.

        Raises StoreUnusable.
        """
        now = self._data.now().timestamp()

        def work(tables: Tables) -> tuple[QuotaReading, ...]:
            if quota.usage is not None:
                reading = QuotaReading(now, quota.usage, quota.limit)
                tables.quotas.keep(quota.mailbox, reading)
            return tables.quotas.readings(quota.mailbox)

        return forecast(await self._data.note(work), now)


async def ask_alone(account: Account, directories: Directories) -> Fullness:
    """Ask as `ask_once` does, with a client of its own. Raises the client's errors."""
    from pectui.api import open_client  # late: the program has its client already
    from pectui.services.requests import requests_of

    requests = requests_of(account, directories.state)
    try:
        async with open_client(account, on_request=requests.add) as client:
            return await ask_once(account, directories.data, client)
    finally:
        requests.flush()


async def ask_once(account: Account, data: Path, client: Service) -> Fullness:
    """Ask as `Quotas.ask` does, for a command that opens nothing else; `data` is the data folder.

    A history that cannot be opened is passed over like one that cannot be written.
    """
    opening = asyncio.create_task(
        asyncio.to_thread(UserData.open, data, owner_of(account), system_now, mend=False)
    )
    try:
        quota = await client.quota(account.mailbox)
    except BaseException:
        await _close(opening)
        raise
    try:
        known = Quotas(await opening, client, account.mailbox)
        return Fullness(quota, await known.remember(quota))
    except StoreUnusable as error:
        _LOG.warning("a quota was not remembered: %s", error)
        return Fullness(quota, Forecast(Trend.EARLY))
    finally:
        await _close(opening)


async def _close(opening: asyncio.Task[UserData]) -> None:
    try:
        await (await opening).aclose()
    except StoreUnusable as error:
        _LOG.info("no history: %s", error)
