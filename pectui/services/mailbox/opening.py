"""The mailbox on this machine with what keeps it up to date, opened for a session with a screen."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.services.mailbox.cadence import next_look, next_page
from pectui.services.mailbox.contents import LocalMailbox, open_local
from pectui.services.mailbox.lock import CopyLock
from pectui.services.mailbox.prefetch import Prefetch
from pectui.services.mailbox.sync import GENTLE, Sync
from pectui.services.receipts.kept_later import KeptLater

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pectui.models import HeldMessage, Message
    from pectui.services.sending.books import Books
    from pectui.services.session import Session

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LocalServices:
    """What works on the mailbox on this machine."""

    mailbox: LocalMailbox
    sync: Sync
    ahead: Prefetch
    receipts: KeptLater
    is_kept: bool = True
    """Whether it is there at the next start; not where the cache directory cannot be written."""

    async def read(self, row: HeldMessage) -> Message:
        """Return a message in full, as `LocalMailbox.read` does; a receipt is kept from then on."""
        message = await self.mailbox.read(row)
        self.receipts.keep(message)
        return message


@contextlib.asynccontextmanager
async def open_local_services(
    session: Session, *, look_seconds: float
) -> AsyncIterator[LocalServices]:
    """Open the mailbox on this machine for `session`; the caller runs `sync.run()`.

    Where the cache directory cannot be written, it is held in a folder that is removed afterwards.
    """
    async with contextlib.AsyncExitStack() as stack:
        local, is_kept = await _open(session, stack)
        stack.push_async_callback(local.aclose)

        receipts = KeptLater(session.tracking)
        stack.push_async_callback(receipts.aclose)

        async def keep(_: HeldMessage, message: Message) -> None:
            receipts.keep(message)

        # What is not kept, or what the day's requests no longer allow, is not read ahead.
        kept = session.account.keep != "headers"
        ahead = Prefetch(local, keep, allowed=lambda: kept and not session.requests.is_spent)
        stack.push_async_callback(ahead.aclose)
        sync = Sync(
            local,
            session.mailbox,
            lock=lock_of(local, session.books),
            look_seconds=look_seconds,
            pace=_DaysPace(session, look_seconds),
        )
        yield LocalServices(local, sync, ahead, receipts, is_kept)


@dataclass(frozen=True, slots=True)
class _DaysPace:
    """Pauses that the requests of a day are enough for, and that a waiting letter shortens."""

    session: Session
    look_seconds: float

    async def next_look(self, quiet: int, failures: int) -> float | None:
        """Return the seconds until the next look, None for none by itself."""
        session, requests = self.session, self.session.requests
        look = next_look(
            self.look_seconds,
            session.books.now(),
            quiet=quiet,
            failures=failures,
            waiting=await session.tracking.waiting_age(),
            made=requests.made_today,
            limit=requests.limit,
        )
        return look.seconds

    def next_page(self) -> float:
        """Return the seconds until the next page while everything is read."""
        requests = self.session.requests
        return next_page(GENTLE, made=requests.made_today, limit=requests.limit)


def lock_of(local: LocalMailbox, books: Books) -> CopyLock:
    """Return the right to write this copy, to be asked for."""
    return CopyLock(local.folder, books.owner)


async def _open(session: Session, stack: contextlib.AsyncExitStack) -> tuple[LocalMailbox, bool]:
    try:
        kept = session.account.keep != "headers"
        return (
            await open_local(session.cache, session.books, session.mailbox, keeps_bodies=kept),
            True,
        )
    except StoreUnusable as error:
        _LOG.warning("the mailbox is not kept: %s", error)
        folder = await asyncio.to_thread(tempfile.mkdtemp, prefix="pectui-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return await open_local(Path(folder), session.books, session.mailbox), False
