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
    MessageIdInvalid,
    NotFound,
    PectuiError,
    StoreUnusable,
)
from pectui.models import Marks, Message
from pectui.pec.bodies import decode_body
from pectui.services.mailbox.locating import locate
from pectui.store import marks as kept_marks
from pectui.store import messages as held
from pectui.store.database import Database
from pectui.store.mailbox_schema import FOLDER, MIGRATIONS
from pectui.store.messages import Standing, Walk, WalkOutdated
from pectui.store.windows import (
    MOST_ROWS,
    Found,
    Window,
    by_numbers,
    numbers_of,
    receipts_of,
)

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Container, Iterable, Sequence
    from pathlib import Path

    from pectui.models import Body, Envelope, HeldMessage
    from pectui.services.mailbox.locating import Pages
    from pectui.services.remote.reading import Mailbox
    from pectui.services.sending.books import Books
    from pectui.store.messages import Taken
    from pectui.store.owner import Owner
    from pectui.store.selection import Selection

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


class SearchEnded(Exception):
    """A search was ended by a later one."""


def file_of(folder: Path, owner: Owner) -> Path:
    """Return the file a mailbox is held in, below the cache directory `folder`."""
    name = hashlib.sha256(owner.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / FOLDER / f"{name}.db"


class LocalMailbox:
    """What is held of one mailbox. `on_change` holds callbacks for each change of it."""

    def __init__(self, database: Database, books: Books, remote: Mailbox) -> None:
        """Use `open_local`, which also opens the file."""
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
        self._read_until = books.seconds - READ_BEFORE
        self.on_change: list[Callable[[Change], None]] = []

    async def prepare(self) -> None:
        """Learn from the user's data what counts as read, and which copies are kept there."""
        owner, first = self._books.owner, self._read_until
        self._read_until = await self._books.database.note(
            lambda connection: kept_marks.read_until(connection, owner, first)
        )
        await self._restore_copies()

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
        await self.make_readable()
        if self._finder is None:
            self._finder = self._database.reader(any_thread=True)
        finder = self._finder
        self._latest_find += 1
        mine = self._latest_find
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
    def joined(self) -> int:
        """How many messages from the newest on are held without a gap."""
        return self._read_here(held.count_joined)

    def state(self, name: str, default: int = 0) -> int:
        """Return a whole number the synchronisation keeps with the mailbox."""
        return self._read_here(lambda one: held.get_state(one, name, default))

    async def set_state(self, name: str, value: int) -> None:
        """Keep a whole number with the mailbox."""
        await self._database.run(lambda connection: held.set_state(connection, name, value))

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
        message, asked = await self._ask(row)
        await self.keep_body(row, message, asked)
        return replace(message, envelope=row.envelope)

    async def _ask(self, row: HeldMessage) -> tuple[Message, Envelope]:
        """Read a message from the service, where it lies now; return it with the row asked for."""
        if not await self._has_equals(row):
            try:
                return await self._remote.read(row.envelope), row.envelope
            except MessageIdInvalid:
                _LOG.debug("a message's id is not known any more")
            except (MessageChanged, NotFound):
                await self.forget_ids()
        # An equal one may stand under its old id: the list tells which is which.
        envelope = await self.locate(row)
        message = await self._remote.read(envelope)
        if await self._has_equals(row) and (await self.locate(row)).id != envelope.id:
            # The ids moved between the look at the list and the reading: which one was it?
            raise MessageChanged(id=envelope.id or "—")
        return message, envelope

    async def locate(self, row: HeldMessage, listing: Pages | None = None) -> Envelope:
        """Return the row with the id it has now, by looking for it in the service's list.

        Raises NotFound where it is not there any more, MessageChanged where ids go on moving, and
        the client's errors.
        """
        try:
            if listing is not None:
                return await locate(self, listing, row)
            try:
                return await locate(self, self._remote.new_listing(), row)
            except WalkOutdated:
                _LOG.debug("ids moved while a message was looked for")
            return await locate(self, self._remote.new_listing(), row)
        except WalkOutdated as error:
            raise MessageChanged(id=row.envelope.id or "—") from error

    async def raw_body(self, row: HeldMessage) -> str | None:
        """Return what a message says, as it came; None where it was not read yet."""
        return await self._database.read(lambda one: held.raw_body(one, row.number))

    async def _has_equals(self, row: HeldMessage) -> bool:
        fingerprint = row.identity.rpartition(".")[0]
        return await self._database.read(
            lambda connection: len(held.equals(connection, fingerprint)) > 1
        )

    async def keep_body(self, row: HeldMessage, message: Message, asked: Envelope) -> None:
        """Keep what a message says, read as the row `asked`; it can be searched from then on.

        Where an equal one has turned up since, it is kept only if it is still known under that id.
        """
        body, text = message.body, None
        if self._reads_html or not body.html:
            text = await asyncio.to_thread(_searched, body)

        def work(connection: sqlite3.Connection) -> tuple[bool, int]:
            kept = held.is_still(connection, row.number, asked.id) and held.keep_body(
                connection, row.number, body.raw, text
            )
            return kept, held.count_waiting(connection)

        kept, waiting = await self._database.run(work)
        if waiting > MOST_WAITING:
            await self.make_readable()
        if kept:
            self.tell(Change())

    async def make_readable(self) -> None:
        """Have everything found that was left as it came. Raises StoreUnusable.

        Reading HTML loads what a mailbox that is only looked at can do without; so it is done from
        the first search on, or once a lot has come.
        """
        self._reads_html = True
        try:
            if not held.count_waiting(self._reader):
                return
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        async with self._making:
            while found := await self._database.read(lambda one: held.waiting(one, _AT_A_TIME)):
                texts = await asyncio.to_thread(_all_searched, found)
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
        owner = self._books.owner
        now = {row.identity: row for row in self.rows([row.number for row in rows])}
        seen = {row.identity: _marks_of(now.get(row.identity, row)) for row in rows}

        def work(connection: sqlite3.Connection) -> list[tuple[str, Marks]]:
            said = kept_marks.of(connection, owner, tuple(seen))
            marks = []
            for identity, shown in seen.items():
                last = said.get(identity, shown)
                unread = shown.unread if last.unread is None else last.unread
                marks.append((identity, change(replace(last, unread=unread))))
            kept_marks.save(connection, owner, marks)
            return marks

        marks = await self._books.database.run(work)
        await self._database.run(lambda one: held.write_marks(one, marks))
        self.tell(Change())

    async def read_everything(self) -> None:
        """Count everything held as read."""
        now, owner = self._books.seconds, self._books.owner
        self._read_until = max(self._read_until, now)
        await self._books.database.run(lambda one: kept_marks.read_everything(one, owner, now))
        await self._database.run(held.read_everything)
        self.tell(Change())

    # ── taking over what is listed ───────────────────────────────────────────

    async def new_walk(self, standing: Standing) -> Walk:
        """Begin a reading of the service's list, whose finds stand so to what is held."""

        def work(connection: sqlite3.Connection) -> Walk:
            number = held.get_state(connection, "walk") + 1
            held.set_state(connection, "walk", number)
            generation = held.get_state(connection, "generation")
            return Walk(number, generation, standing, self._read_until, self._books.seconds)

        return await self._database.run(work)

    async def take_found(self, rows: Sequence[Envelope]) -> tuple[HeldMessage, ...]:
        """Hold rows the service found for a search; return them as messages, in their order."""
        try:
            await self.take(rows, await self.new_walk(Standing.ASIDE))
        except WalkOutdated as error:
            raise MessageChanged(id="—") from error
        numbers = [number for number in await self.numbers_of(rows) if number is not None]
        found = {row.number: row for row in self.rows(numbers)}
        return tuple(found[number] for number in dict.fromkeys(numbers) if number in found)

    async def take(self, rows: Sequence[Envelope], walk: Walk) -> Taken:
        """Take over a page of the list, and tell of the rows that were not held before.

        Raises WalkOutdated where ids were forgotten since `walk` began.
        """
        owner = self._books.owner
        fingerprints = dict.fromkeys(map(held.fingerprint_of, rows))
        marks = await self._books.database.read(
            lambda connection: kept_marks.alike(connection, owner, fingerprints)
        )
        taken = await self._database.run(
            lambda connection: held.take_page(connection, rows, walk, marks)
        )
        if taken.new:
            self.tell(Change(listed=taken.listed))
        return taken

    async def join(self) -> tuple[int, ...]:
        """Note that a look came down to what is held; return what is new by it, newest first."""
        return await self._database.run(held.join)

    async def numbers_of(self, rows: Sequence[Envelope]) -> tuple[int | None, ...]:
        """Return the numbers of rows just listed."""

        def work(connection: sqlite3.Connection) -> tuple[int | None, ...]:
            generation = held.get_state(connection, "generation")
            return tuple(held.number_of(connection, row, generation) for row in rows)

        return await self._database.read(work)

    async def ranks_of(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Return how many messages on the service are newer than each, as far as held here."""
        return await self._database.read(lambda connection: held.ranks_of(connection, numbers))

    async def not_met(
        self, walk: Walk, oldest: int = 0, newest: int = held.NEWEST
    ) -> tuple[int, ...]:
        """Return the messages between two numbers that a walk has not met since it began."""
        return await self._database.read(
            lambda connection: held.not_met(connection, walk.number, oldest, newest)
        )

    async def are_in_order(self, numbers: Sequence[int], slack: int) -> bool:
        """Whether these were listed where their dates put them, `slack` places off at most."""
        return await self._database.read(
            lambda one: all(held.is_in_order(one, number, slack) for number in numbers)
        )

    async def forget_ids(self) -> None:
        """Take no id for an address any more: messages have moved."""

        def work(connection: sqlite3.Connection) -> None:
            held.set_state(connection, "generation", held.get_state(connection, "generation") + 1)

        await self._database.run(work)

    # ── what is gone ─────────────────────────────────────────────────────────

    async def mark_gone(self, numbers: Sequence[int]) -> None:
        """Note that the service has these no more; what is held of them becomes a kept copy."""
        if not numbers:
            return
        rows = self.rows(numbers)

        def said(connection: sqlite3.Connection, row: HeldMessage) -> str:
            body = held.last_body(connection, row.number)
            return body["raw"] if body else ""

        copies = await self._database.read(
            lambda one: [(row.identity, row.envelope, said(one, row)) for row in rows]
        )
        owner, now = self._books.owner, self._books.seconds
        await self._books.database.run(lambda one: kept_marks.keep_copies(one, owner, copies, now))
        await self._database.run(lambda one: held.mark_gone(one, numbers))
        self.tell(Change())

    async def remove(self, rows: Sequence[HeldMessage]) -> None:
        """Forget messages a person deleted, with their marks and copies; ids mean nothing now."""
        if not rows:
            return
        owner = self._books.owner
        identities = [row.identity for row in rows]
        await self._database.run(lambda one: held.remove(one, [row.number for row in rows]))
        await self._books.database.run(lambda one: kept_marks.remove(one, owner, identities))
        await self.forget_ids()
        self.tell(Change())

    async def _restore_copies(self) -> None:
        """Bring back what the service lost, when the cache was deleted meanwhile."""
        owner = self._books.owner
        kept = await self._books.database.read(lambda one: kept_marks.copied(one, owner))
        known = await self._database.read(lambda one: held.known(one, kept))
        missing = tuple(kept - known)
        if not missing:
            return
        found = await self._books.database.read(
            lambda one: kept_marks.copies_of(one, owner, missing)
        )
        marks = await self._books.database.read(lambda one: kept_marks.of(one, owner, missing))
        copies = [
            (identity, row, raw, None if body.html else _searched(body))
            for identity, row, raw in found
            for body in (decode_body(raw),)
        ]
        walk = Walk(0, 0, Standing.JOINED, self._read_until, self._books.seconds)
        await self._database.run(lambda one: held.add_copies(one, copies, walk, marks))

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


def _searched(body: Body) -> str:
    from pectui.services.sending.replies import readable  # late: a list is shown without it

    return readable(body)[:MOST_SEARCHED]


def _all_searched(found: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    return [(number, raw, _searched(decode_body(raw))) for number, raw in found]


async def open_local(folder: Path, books: Books, remote: Mailbox) -> LocalMailbox:
    """Open what is held of a mailbox, below the cache directory `folder`; begin it where missing.

    Raises StoreUnusable where nothing can be written there.
    """
    path = file_of(folder, books.owner)
    database = await asyncio.to_thread(Database.open, path, MIGRATIONS, durable=False)
    try:
        local = LocalMailbox(database, books, remote)
        await local.prepare()
    except PectuiError:
        await database.aclose()
        raise
    return local
