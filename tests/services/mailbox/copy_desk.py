"""A mailbox held on this machine, on a folder of its own, over the fake service."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.search import Filter
from pectui.services.mailbox.contents import LocalMailbox, open_local
from pectui.services.mailbox.opening import lock_of
from pectui.services.mailbox.sync import Sync
from pectui.services.remote.reading import Mailbox
from pectui.services.sending.books import Books
from pectui.store.data import UserData
from pectui.store.database import Database
from pectui.store.owner import Owner
from pectui.store.schema import FILE_NAME, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pectui.models import HeldMessage
    from pectui.services.remote.reading import Service
    from tests.services.fake_service import FakeService

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVERYTHING = Filter()


class LocalDesk:
    """The services around one held mailbox."""

    def __init__(self, books: Books, remote: Mailbox, local: LocalMailbox) -> None:
        self.books = books
        self.remote = remote
        self.local = local
        self.sync = Sync(local, remote, lock=lock_of(local, books), gentle=0.0)

    async def bring_up_to_date(self) -> None:
        """Have the copy equal to a service that rests."""
        await self.sync.bring_up_to_date()
        assert self.sync.progress.reconciled

    def rows(self, selection: Filter = EVERYTHING) -> list[HeldMessage]:
        return list(self.local.window(selection))

    def version(self) -> int:
        """Return a number that is another one once a row is."""
        return self.local._copy.reader.version()

    def here(self) -> Counter[str]:
        """Return the subjects of what is taken to lie on the service, with their counts."""
        return self.here_and_gone()[0]

    def gone(self) -> Counter[str]:
        return self.here_and_gone()[1]

    def here_and_gone(self) -> tuple[Counter[str], Counter[str]]:
        rows = self.rows()
        here = Counter(row.envelope.subject for row in rows if row.here)
        return here, Counter(row.envelope.subject for row in rows if not row.here)


@contextlib.asynccontextmanager
async def open_local_desk(
    folder: Path, service: Service, *, cache: str = "cache"
) -> AsyncIterator[LocalDesk]:
    database = await asyncio.to_thread(
        Database.open, folder / "data" / FILE_NAME, MIGRATIONS, durable=True
    )
    books = Books(UserData(database, Owner("studio@pec.example", "studio"), lambda: NOW))
    remote = Mailbox(service)
    try:
        local = await open_local(folder / cache, books, remote)
        try:
            yield LocalDesk(books, remote, local)
        finally:
            await local.aclose()
    finally:
        await database.aclose()


def on_the_service(service: FakeService) -> Counter[str]:
    return Counter(stored.envelope(1).subject for stored in service.messages)
