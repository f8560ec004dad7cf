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
from pectui.pec.receipts import concerns_sending
from pectui.services.mailbox.contents import LocalMailbox, open_local
from pectui.services.mailbox.lock import CopyLock
from pectui.services.mailbox.prefetch import Prefetch
from pectui.services.mailbox.sync import Sync

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
    is_kept: bool = True
    """Whether it is there at the next start; not where the cache directory cannot be written."""


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

        async def keep(row: HeldMessage, message: Message) -> None:
            if concerns_sending(row.envelope):
                await session.tracking.keep((message,))

        ahead = Prefetch(local, keep)
        stack.push_async_callback(ahead.aclose)
        sync = Sync(
            local, session.mailbox, lock=lock_of(local, session.books), look_seconds=look_seconds
        )
        yield LocalServices(local, sync, ahead, is_kept)


def lock_of(local: LocalMailbox, books: Books) -> CopyLock:
    """Return the right to write this copy, to be asked for."""
    return CopyLock(local.folder, books.owner)


async def _open(session: Session, stack: contextlib.AsyncExitStack) -> tuple[LocalMailbox, bool]:
    try:
        return await open_local(session.cache, session.books, session.mailbox), True
    except StoreUnusable as error:
        _LOG.warning("the mailbox is not kept: %s", error)
        folder = await asyncio.to_thread(tempfile.mkdtemp, prefix="pectui-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return await open_local(Path(folder), session.books, session.mailbox), False
