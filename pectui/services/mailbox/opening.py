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

from pectui.errors import StoreUnusable, Unreachable
from pectui.search import Filter
from pectui.services.clock import system_now
from pectui.services.mailbox.cadence import next_look, next_page
from pectui.services.mailbox.contents import LocalMailbox, open_local
from pectui.services.mailbox.lock import CopyLock
from pectui.services.mailbox.prefetch import Prefetch
from pectui.services.mailbox.sync import GENTLE, Sync
from pectui.services.receipts.kept_later import KeptLater
from pectui.services.remote.reading import Mailbox
from pectui.services.sending.books import Books
from pectui.store.data import UserData
from pectui.store.mailbox.copy import file_of
from pectui.store.mailbox.windows import MOST_ROWS
from pectui.store.shown import ShownNumbers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from pectui.models import Envelope, HeldMessage, InboxAnswer, Message
    from pectui.search import Search
    from pectui.services.session import Session
    from pectui.store.owner import Owner
    from pectui.system.paths import Directories

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
        await session.addresses.follow(local.copy)
        stack.push_async_callback(session.addresses.follow, None)

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
            cadence=_DaysCadence(session, look_seconds),
        )
        yield LocalServices(local, sync, ahead, receipts, is_kept)


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of one mailbox, to be looked through without the service."""

    mailbox: LocalMailbox
    books: Books
    _remote: Mailbox

    async def search(self, search: Search) -> Sequence[HeldMessage]:
        """Return what `search` finds, newest first, read as it is looked at."""
        return await self.mailbox.find(Filter(search), MOST_ROWS)

    async def note_shown(self, rows: Sequence[HeldMessage]) -> None:
        """Keep which numbers the person was shown for which messages."""
        await self._remote.note_shown([row.envelope for row in rows if row.here])


class _Nobody:
    """In place of the service where it must not be asked."""

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        """Answer nothing."""
        raise Unreachable

    async def message(self, message_id: int) -> Message:
        """Answer nothing."""
        raise Unreachable

    async def delete_message(self, message_id: int) -> None:
        """Do nothing."""
        raise Unreachable


@contextlib.asynccontextmanager
async def open_taking_away(
    session: Session,
) -> AsyncIterator[Callable[[Envelope], Awaitable[None]]]:
    """Open the copy, where there is one, to have it forget what a person deletes.

    Else the next look would take that for lost and keep it. Of equals nobody knows which one went.
    """
    async with contextlib.AsyncExitStack() as stack:
        local: LocalMailbox | None = None
        if file_of(session.cache, session.books.owner).exists():
            local, _ = await _open(session, stack)
            stack.push_async_callback(local.aclose)

        async def take_away(envelope: Envelope) -> None:
            if local is None:
                return
            try:
                rows = await local.alike(envelope)
                await local.remove(rows if len(rows) == 1 else ())
            except StoreUnusable as error:
                _LOG.warning("what was deleted is still in the copy: %s", error)

        yield take_away


@contextlib.asynccontextmanager
async def open_writers(session: Session) -> AsyncIterator[bool]:
    """Have the addresses know who wrote, from the copy; give whether there is one."""
    async with contextlib.AsyncExitStack() as stack:
        is_there = file_of(session.cache, session.books.owner).exists()
        if is_there:
            local, _ = await _open(session, stack)
            stack.push_async_callback(local.aclose)
            await session.addresses.follow(local.copy)
            stack.push_async_callback(session.addresses.follow, None)
        yield is_there


@contextlib.asynccontextmanager
async def open_copy(directories: Directories, owner: Owner) -> AsyncIterator[Copy]:
    """Open the copy of a mailbox alone: no secret is needed, and the service is never asked.

    Raises StoreUnusable.
    """
    async with contextlib.AsyncExitStack() as stack:
        data = await asyncio.to_thread(UserData.open, directories.data, owner, system_now)
        stack.push_async_callback(data.aclose)
        shown = ShownNumbers(directories.cache, owner.key)
        stack.push_async_callback(shown.aclose)
        remote = Mailbox(_Nobody(), shown)
        books = Books(data)
        local = await open_local(directories.cache, books, remote)
        stack.push_async_callback(local.aclose)
        yield Copy(local, books, remote)


@dataclass(frozen=True, slots=True)
class _DaysCadence:
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
