"""The mailbox on this machine: what was seen of it stands there at once, with or without network.

Envelopes and bodies are kept as they came, in the cache directory; what a person adds to them, and
copies of what the service lost, in the user's own data. The service is asked only for what is not
held, and reading changes nothing there.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sqlite3
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pectui.errors import (
    MessageChanged,
    NotFound,
    PectuiError,
    StoreUnusable,
)
from pectui.models import Marks, Message
from pectui.pec.bodies import decode_body
from pectui.services.mailbox.intake import Intake, ReadUntil
from pectui.services.mailbox.locating import locate
from pectui.store.database import Database
from pectui.store.mailbox import intake as listed
from pectui.store.mailbox import kinds
from pectui.store.mailbox import messages as held
from pectui.store.mailbox.acquaintance import is_first_from
from pectui.store.mailbox.schema import FOLDER, MIGRATIONS
from pectui.store.mailbox.windows import (
    MOST_ROWS,
    Found,
    Window,
    by_numbers,
    numbers_of,
    receipts_of,
)

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Container, Sequence
    from pathlib import Path

    from pectui.models import Envelope, HeldMessage
    from pectui.services.mailbox.locating import Pages
    from pectui.services.remote.reading import Mailbox
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.mailbox.selection import Selection
    from pectui.store.owner import Owner

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

READ_BEFORE = 2 * 86400.0
"""Seconds: what is older than this when an account is first opened counts as read."""
MOST_SEARCHED = 1_000_000
"""Characters of a body that can be found by a search."""
MOST_WAITING = 64
"""Pages of HTML that are left as they came until a search needs them: it is not to wait long."""
_AT_A_TIME = 16
"""Pages made readable between two writes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became different in the mailbox on this machine."""

    new: tuple[int, ...] = ()
    """Numbers of mail that has just arrived, newest first."""
    listed: tuple[Envelope, ...] = ()
    """Rows not held before, whether they have just arrived or only now been listed."""
    only_texts: bool = False
    """Whether only texts of messages came: searches may find more, lists stay as they are."""


class SearchEnded(Exception):
    """A search was ended by a later one."""


def file_of(folder: Path, owner: Owner) -> Path:
    """Return the file a mailbox is held in, below the cache directory `folder`."""
    name = hashlib.sha256(owner.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / FOLDER / f"{name}.db"


class LocalMailbox:
    """What is held of one mailbox. `on_change` holds callbacks for each change of it."""

    def __init__(
        self, database: Database, books: Books, remote: Mailbox, *, keeps_bodies: bool = True
    ) -> None:
        """Use `open_local`, which also opens the file."""
        self._keeps_bodies = keeps_bodies
        self._database = database
        self._reader = database.reader()
        self._finder: sqlite3.Connection | None = None
        """What searches read from, once there was one."""
        self._finding = asyncio.Lock()
        self._latest_find = 0
        """Which search is the latest: an earlier one is ended by it."""
        self._reads_html = False
        """Whether pages of HTML are made readable as they come, since searches want them."""
        self._making = asyncio.Lock()
        self._books = books
        self._remote = remote
        self._read_until = ReadUntil(books.seconds - READ_BEFORE)
        self._version = 0
        """What the file's writes by other processes were counted as last."""
        self.intake = Intake(database, books, self._read_until, _plain)
        self.on_change: list[Callable[[Change], None]] = []

    @property
    def folder(self) -> Path:
        """The folder of the copy's file."""
        return self._database.path.parent

    async def prepare(self) -> None:
        """Learn from the user's data what counts as read, and which copies are kept there."""
        first = self._read_until.seconds
        self._read_until.seconds = await self._books.data.note(
            lambda tables: tables.marks.read_until(first)
        )
        if not await self._database.read(kinds.are_current):
            await self._database.run(kinds.tell_anew)
        await self.intake.adopt_before()
        await self.intake.keep_copies()

    async def aclose(self) -> None:
        """Close the file."""
        if self._finder is not None:
            self._finder.interrupt()
            async with self._finding:
                self._finder.close()
        self._reader.close()
        await self._database.aclose()

    # ── what is held ─────────────────────────────────────────────────────────

    def window(
        self, selection: Selection, *, folded: bool = False, most: int | None = None
    ) -> Window:
        """Return the messages of a selection as they stand now, newest first, read as looked at.

        With `most`, no more than so many of them. Raises StoreUnusable where the file cannot be
        read.
        """
        return self._read_here(
            lambda one: Window(one, selection, folded=folded, most=most or MOST_ROWS)
        )

    async def find(
        self,
        selection: Selection,
        most: int,
        *,
        folded: bool = False,
        arrived: Container[str] = (),
    ) -> Found:
        """Return the newest messages of a selection, `most` at most, off the caller's thread.

        With `folded`, of the receipts of one sending only the newest of them. Notices that a letter
        is overdue are left out for the codes in `arrived`.

        A later call ends an earlier one, which raises SearchEnded. Raises StoreUnusable where the
        file cannot be read.
        """
        self._latest_find += 1
        mine = self._latest_find
        await self.make_readable()
        if mine != self._latest_find:
            raise SearchEnded
        if self._finder is None:
            self._finder = self._database.reader(any_thread=True)
        finder = self._finder
        finder.interrupt()

        async def work() -> array[int]:
            async with self._finding:
                return await asyncio.to_thread(
                    numbers_of, finder, selection, most, folded=folded, arrived=arrived
                )

        # Who no longer waits for a search does not end its thread: the next one waits for that.
        search = asyncio.create_task(work(), name="find")
        search.add_done_callback(_seen)
        try:
            numbers = await asyncio.shield(search)
        except sqlite3.Error as error:
            # The index does not always call its interruption by that name.
            if mine != self._latest_find:
                raise SearchEnded from error
            raise self._unusable(error) from error
        return Found(self._reader, numbers, folded=folded)

    def _unusable(self, error: sqlite3.Error) -> StoreUnusable:
        return StoreUnusable(path=str(self._database.path), reason=str(error))

    def receipts(self, code: str, but: int) -> tuple[HeldMessage, ...]:
        """Return the receipts of a sending but the one with the number `but`, newest first.

        Raises StoreUnusable where the file cannot be read.
        """
        return self._read_here(lambda one: receipts_of(one, code, but))

    def is_first_from(self, row: HeldMessage) -> bool:
        """Whether no older letter came from the same address; False until all of them are here.

        Raises StoreUnusable.
        """
        if not self.state("complete"):
            return False
        address = row.envelope.sender_address
        return self._read_here(lambda one: is_first_from(one, row.number, address))

    def rows(self, numbers: Sequence[int]) -> tuple[HeldMessage, ...]:
        """Return the messages with these numbers, newest first, as far as they are held.

        Raises StoreUnusable where the file cannot be read.
        """
        return self._read_here(lambda one: by_numbers(one, numbers))

    def _read_here(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Read on this thread, what takes a millisecond. Raises StoreUnusable."""
        try:
            return work(self._reader)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def count(self, selection: Selection) -> int:
        """Return how many messages a selection has."""
        return len(self.window(selection))

    @property
    def held_here(self) -> int:
        """How many of the messages on the service are held here."""
        return self._read_here(held.count_here)

    @property
    def unindexed(self) -> int:
        """How many messages a search would not find yet."""
        return self._read_here(listed.count_unindexed)

    def state(self, name: str, default: int = 0) -> int:
        """Return a whole number the synchronisation keeps with the mailbox."""
        return self._read_here(lambda one: held.get_state(one, name, default))

    def look_again(self) -> None:
        """Tell that everything may have changed where another process wrote the copy."""
        version = self._read_here(lambda one: int(one.execute("PRAGMA data_version").fetchone()[0]))
        if version != self._version:
            self._version = version
            self.tell(Change())

    # ── reading ──────────────────────────────────────────────────────────────

    async def read(self, row: HeldMessage) -> Message:
        """Return a message in full: from here where it is held, else from the service.

        Raises NotFound where the service has it no more, MessageChanged where it cannot be told
        from others, and the client's errors.
        """
        raw = await self.raw_body(row)
        if raw is not None:
            return Message(row.envelope, decode_body(raw))
        if not row.here:
            raise NotFound
        before = await self._among_equals(row)
        message = await self._ask(row)
        if self._keeps_bodies and await self._among_equals(row) == before:
            # Else an equal came or went meanwhile, and nobody knows which of them was read.
            await self.keep_body(row, message)
        return replace(message, envelope=row.envelope)

    async def _ask(self, row: HeldMessage) -> Message:
        """Read a message from the service, where it lies now."""
        has_equals = await self._has_equals(row)
        if not has_equals:
            # The id it had last may still be right; what comes is compared.
            last = await self._database.read(lambda one: held.last_id(one, row.number))
            if last is not None:
                try:
                    return await self._remote.read(replace(row.envelope, id=last))
                except (MessageChanged, NotFound):
                    _LOG.debug("a message is not under the id it had")
        envelope = await self.locate(row)
        message = await self._remote.read(envelope)
        if has_equals and (await self.locate(row)).id != envelope.id:
            # The list moved between the look at it and the reading: which one was it?
            raise MessageChanged(id=envelope.id or "—")
        return message

    async def locate(self, row: HeldMessage, listing: Pages | None = None) -> Envelope:
        """Return the row with the id it has now, by looking for it in the service's list.

        Raises NotFound where it is not there any more, MessageChanged where it cannot be told from
        its equals, MessageIdInvalid where the service gives no number a call can be made with, and
        the client's errors.
        """
        rank, (nth, alike) = await self._database.read(
            lambda one: (listed.rank_of(one, row.number), listed.nth_of_equals(one, row.number))
        )
        return await locate(listing or self._remote.new_listing(), row.envelope, rank, nth, alike)

    async def _among_equals(self, row: HeldMessage) -> tuple[int, int]:
        return await self._database.read(lambda one: listed.nth_of_equals(one, row.number))

    async def raw_body(self, row: HeldMessage) -> str | None:
        """Return what a message says, as it came; None where it was not read yet."""
        return await self._database.read(lambda one: held.raw_body(one, row.number))

    async def _has_equals(self, row: HeldMessage) -> bool:
        fingerprint = row.identity.rpartition(".")[0]
        return await self._database.read(
            lambda connection: len(held.equals(connection, fingerprint)) > 1
        )

    async def keep_body(self, row: HeldMessage, message: Message) -> None:
        """Keep what a message says; it can be searched from then on."""
        body, text = message.body, None
        if self._reads_html or not body.html:
            text = await _searched(body.raw)

        def work(connection: sqlite3.Connection) -> tuple[bool, int]:
            kept = held.keep_body(connection, row.number, body.raw, text)
            return kept, held.count_waiting(connection)

        kept, waiting = await self._database.run(work)
        if waiting > MOST_WAITING:
            await self.make_readable()
        if kept:
            self.tell(Change(only_texts=True))

    async def make_readable(self) -> None:
        """Have everything found that was left as it came. Raises StoreUnusable.

        Reading HTML loads what a mailbox that is only looked at can do without; so it is done from
        the first search on, or once a lot has come.
        """
        self._reads_html = True
        await self.intake.index(whole=True)
        try:
            if not held.count_waiting(self._reader):
                return
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        async with self._making:
            while found := await self._database.read(lambda one: held.waiting(one, _AT_A_TIME)):
                for number, raw in found:
                    # Each is written before the next: one that takes long delays only itself.
                    texts = [(number, raw, await _searched(raw))]
                    await self._database.run(partial(held.set_texts, texts=texts))

    def lacks_body(self, numbers: Sequence[int]) -> tuple[HeldMessage, ...]:
        """Return those of these messages that would have to be asked from the service."""
        return tuple(row for row in self.rows(numbers) if not row.has_body and row.here)

    # ── marks ────────────────────────────────────────────────────────────────

    async def mark(self, rows: Sequence[HeldMessage], change: Callable[[Marks], Marks]) -> None:
        """Change what was added to these messages: unread, flag, note, tags. Kept for good.

        What is changed is what stands there now, which may be newer than `rows`. Raises
        StoreUnusable when the disk does not keep it; then nothing is changed.
        """
        now = {row.identity: row for row in self.rows([row.number for row in rows])}
        seen = {row.identity: _marks_of(now.get(row.identity, row)) for row in rows}

        def work(tables: Tables) -> list[tuple[str, Marks]]:
            said = tables.marks.of(tuple(seen))
            marks = []
            for identity, shown in seen.items():
                last = said.get(identity, shown)
                unread = shown.unread if last.unread is None else last.unread
                marks.append((identity, change(replace(last, unread=unread))))
            tables.marks.save(marks)
            return marks

        marks = await self._books.data.run(work)
        await self._database.run(lambda one: held.write_marks(one, marks))
        self.tell(Change())

    async def read_everything(self) -> None:
        """Count everything held as read."""
        now = self._books.seconds
        self._read_until.seconds = max(self._read_until.seconds, now)
        await self._books.data.run(lambda tables: tables.marks.read_everything(now))
        await self._database.run(held.read_everything)
        self.tell(Change())

    # ── what was listed elsewhere, and what is removed ───────────────────────

    async def take_found(self, rows: Sequence[Envelope]) -> tuple[HeldMessage, ...]:
        """Take in rows the service found for a search; return them as messages, in their order."""
        reading = await self.intake.begin_reading()
        if await self.intake.add_missing(rows, reading):
            self.tell(Change())
        numbers = await self._database.read(lambda one: held.numbers_of(one, rows))
        found = {row.number: row for row in self.rows(numbers)}
        return tuple(found[number] for number in dict.fromkeys(numbers) if number in found)

    async def alike(self, envelope: Envelope) -> tuple[HeldMessage, ...]:
        """Return the messages that look like a listed one and are taken to lie on the service."""
        fingerprint = held.fingerprint_of(envelope)

        def work(connection: sqlite3.Connection) -> tuple[HeldMessage, ...]:
            rows = held.equals(connection, fingerprint)
            return by_numbers(connection, [row["number"] for row in rows if row["here"]])

        return await self._database.read(work)

    async def remove(self, rows: Sequence[HeldMessage]) -> None:
        """Forget messages a person deleted, with their marks and copies; ids mean nothing now."""
        if not rows:
            return
        numbers = [row.number for row in rows]
        await self._database.run(lambda one: listed.remove_deleted(one, numbers))
        identities = [row.identity for row in rows]

        def forget(tables: Tables) -> None:
            tables.marks.remove(identities)
            tables.lost.remove(identities)

        await self._books.data.run(forget)
        self.tell(Change())

    def tell(self, change: Change) -> None:
        """Call every listener."""
        for listener in tuple(self.on_change):
            listener(change)


def _seen(search: asyncio.Task[array[int]]) -> None:
    """Look at how a search nobody waits for any more ended, or asyncio complains."""
    if not search.cancelled():
        search.exception()


def _marks_of(row: HeldMessage) -> Marks:
    return Marks(row.unread, row.flagged, row.note, row.tags)


async def _searched(raw: str) -> str:
    from pectui.services.conversion import readable  # late: a list is shown without it

    return (await readable(decode_body(raw))).clean[:MOST_SEARCHED]


def _plain(raw: str) -> str | None:
    """Return the text of a body that is no page of HTML; None leaves it for later."""
    from pectui.services.conversion import at_once

    body = decode_body(raw)
    page = None if body.html else at_once(body)
    return page.clean[:MOST_SEARCHED] if page else None


async def open_local(
    folder: Path, books: Books, remote: Mailbox, *, keeps_bodies: bool = True
) -> LocalMailbox:
    """Open what is held of a mailbox, below the cache directory `folder`; begin it where missing.

    Without `keeps_bodies`, what messages say is asked from the service each time.

    Raises StoreUnusable where nothing can be written there.
    """
    path = file_of(folder, books.owner)
    database = await asyncio.to_thread(Database.open, path, MIGRATIONS, durable=False)
    try:
        local = LocalMailbox(database, books, remote, keeps_bodies=keeps_bodies)
        await local.prepare()
    except PectuiError:
        await database.aclose()
        raise
    return local
