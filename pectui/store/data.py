"""The user's own data of one mailbox: connection, owner and clock, bound once.

    await data.run(lambda tables: tables.sendings.pending())

What a service hands over runs in one transaction, on the thread of the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pectui.store.database import Database
from pectui.store.schema import FILE_NAME, MIGRATIONS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pectui.store.archives import Archives
    from pectui.store.hooks import HookRuns
    from pectui.store.lost_messages import LostMessages
    from pectui.store.marks import MessageMarks
    from pectui.store.originals import Originals
    from pectui.store.owner import Owner
    from pectui.store.quotas import Quotas
    from pectui.store.searches import Searches
    from pectui.store.self_tests import SelfTests
    from pectui.store.sending.batch_drafts import BatchDrafts
    from pectui.store.sending.batch_queue import BatchQueue
    from pectui.store.sending.batch_rows import BatchRows
    from pectui.store.sending.batches import Batches
    from pectui.store.sending.drafts import Drafts
    from pectui.store.sending.history import History
    from pectui.store.sending.left import Left
    from pectui.store.sending.listed import Listed
    from pectui.store.sending.matching import Matching
    from pectui.store.sending.receipts import Receipts
    from pectui.store.sending.recipients import Recipients
    from pectui.store.sending.sendings import Sendings
    from pectui.store.sending.slots import Slots
    from pectui.store.sending.steps import Steps

T = TypeVar("T")


class UserData:
    """The user's own data of one mailbox. Raises StoreUnusable where the disk fails."""

    def __init__(self, database: Database, owner: Owner, now: Callable[[], datetime]) -> None:
        """Use `open`, which also opens the file."""
        self.database = database
        self.owner = owner
        self.now = now
        self.path = database.path
        self.read_only = database.read_only
        """Why nothing can be written; None where it can."""
        self.set_aside = database.set_aside
        """Where a broken file was moved when this one was opened, else None."""

    @classmethod
    def open(
        cls,
        folder: Path,
        owner: Owner,
        now: Callable[[], datetime],
        *,
        mend: bool = True,
    ) -> UserData:
        """Open the data of `owner` in the data folder; as `Database.open` does. Blocks."""
        database = Database.open(folder / FILE_NAME, MIGRATIONS, durable=True, mend=mend)
        return cls(database, owner, now)

    async def run(self, work: Callable[[Tables], T]) -> T:
        """Run `work` in one writing transaction, as `Database.run` does."""
        return await self.database.run(lambda connection: work(self.tables(connection)))

    async def note(self, work: Callable[[Tables], T]) -> T:
        """Run `work` as `run` does; in a read-only folder in memory, as `Database.note` does."""
        return await self.database.note(lambda connection: work(self.tables(connection)))

    async def read(self, work: Callable[[Tables], T]) -> T:
        """Run `work`, which only reads, on one consistent picture of the file."""
        return await self.database.read(lambda connection: work(self.tables(connection)))

    def tables(self, connection: sqlite3.Connection) -> Tables:
        """Return the tables as they stand in an open transaction."""
        return Tables(connection, self.owner, self._seconds)

    def _seconds(self) -> float:
        return self.now().timestamp()

    def require_writable(self) -> None:
        """Raise StoreUnusable where nothing can be kept."""
        self.database.require_writable()

    async def aclose(self) -> None:
        """Finish what is waiting, then close the file."""
        await self.database.aclose()


class Tables:
    """The tables of one mailbox's data within a transaction; `now` in seconds since the epoch.

    Each is loaded when it is asked for: many a command reads but one of them.
    """

    __slots__ = ("connection", "now", "owner")

    def __init__(
        self, connection: sqlite3.Connection, owner: Owner, now: Callable[[], float]
    ) -> None:
        self.connection = connection
        self.owner = owner
        self.now = now

    @property
    def drafts(self) -> Drafts:
        """Letters being written."""
        from pectui.store.sending.drafts import Drafts

        return Drafts(self)

    @property
    def sendings(self) -> Sendings:
        """The record of each `POST /send`."""
        from pectui.store.sending.sendings import Sendings

        return Sendings(self)

    @property
    def steps(self) -> Steps:
        """The steps that sendings take."""
        from pectui.store.sending.steps import Steps

        return Steps(self)

    @property
    def batches(self) -> Batches:
        """Many letters of one table."""
        from pectui.store.sending.batches import Batches

        return Batches(self)

    @property
    def batch_queue(self) -> BatchQueue:
        """What waits in batches."""
        from pectui.store.sending.batch_queue import BatchQueue

        return BatchQueue(self)

    @property
    def batch_rows(self) -> BatchRows:
        """Rows of batches, by their numbers."""
        from pectui.store.sending.batch_rows import BatchRows

        return BatchRows(self)

    @property
    def batch_drafts(self) -> BatchDrafts:
        """Batches in preparation."""
        from pectui.store.sending.batch_drafts import BatchDrafts

        return BatchDrafts(self)

    @property
    def slots(self) -> Slots:
        """When the mailbox's sendings may start."""
        from pectui.store.sending.slots import Slots

        return Slots(self)

    @property
    def hooks(self) -> HookRuns:
        """For which messages a person's commands were run."""
        from pectui.store.hooks import HookRuns

        return HookRuns(self)

    @property
    def matching(self) -> Matching:
        """Whose a code or a reference is."""
        from pectui.store.sending.matching import Matching

        return Matching(self)

    @property
    def history(self) -> History:
        """What was sent before."""
        from pectui.store.sending.history import History

        return History(self)

    @property
    def recipients(self) -> Recipients:
        """What is known of each address that was written to."""
        from pectui.store.sending.recipients import Recipients

        return Recipients(self)

    @property
    def receipts(self) -> Receipts:
        """Receipts as they came."""
        from pectui.store.sending.receipts import Receipts

        return Receipts(self)

    @property
    def listed(self) -> Listed:
        """Receipts of which only the row in the mailbox's list is known."""
        from pectui.store.sending.listed import Listed

        return Listed(self)

    @property
    def left(self) -> Left:
        """What left, in the order in which it left."""
        from pectui.store.sending.left import Left

        return Left(self)

    @property
    def originals(self) -> Originals:
        """The provider's signed messages."""
        from pectui.store.originals import Originals

        return Originals(self)

    @property
    def marks(self) -> MessageMarks:
        """What a person added to messages."""
        from pectui.store.marks import MessageMarks

        return MessageMarks(self)

    @property
    def lost(self) -> LostMessages:
        """Copies of messages that the service lost."""
        from pectui.store.lost_messages import LostMessages

        return LostMessages(self)

    @property
    def searches(self) -> Searches:
        """Searches kept under a name."""
        from pectui.store.searches import Searches

        return Searches(self)

    @property
    def quotas(self) -> Quotas:
        """Past answers about the quota."""
        from pectui.store.quotas import Quotas

        return Quotas(self)

    @property
    def self_tests(self) -> SelfTests:
        """What the last self-test found out."""
        from pectui.store.self_tests import SelfTests

        return SelfTests(self)

    @property
    def archives(self) -> Archives:
        """Which messages were written to which archive."""
        from pectui.store.archives import Archives

        return Archives(self)
