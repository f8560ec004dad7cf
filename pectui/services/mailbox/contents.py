"""The mailbox on this machine: what was seen of it stands there at once, with or without network.

Envelopes and bodies are kept as they came, in the cache directory; what a person adds to them, and
copies of what the service lost, in the user's own data. The service is asked only for what is not
held, and reading changes nothing there.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from pectui.errors import MessageChanged, NotFound
from pectui.models import MailView, Marks, Message, Reach
from pectui.pec.bodies import decode_body
from pectui.services.mailbox.finding import Finder
from pectui.services.mailbox.intake import Intake, ReadUntil
from pectui.services.mailbox.location import locate
from pectui.services.mailbox.texts import plain, searched, write_texts
from pectui.store.mailbox.copy import MailboxCopy
from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.windows import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pectui.models import Envelope, HeldMessage
    from pectui.search import Filter
    from pectui.services.mailbox.location import Pages
    from pectui.services.remote.reading import Mailbox
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.mailbox.tables import CopyTables
    from pectui.store.mailbox.windows import Found, Window

_LOG = logging.getLogger(__name__)

READ_BEFORE = 2 * 86400.0
"""Seconds: what is older than this when an account is first opened counts as read."""
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
    reach: Reach = Reach.ROWS
    marked: Mapping[int, Marks] = field(default_factory=dict)
    """The marks of messages that got others, by their numbers."""


class LocalMailbox:
    """What is held of one mailbox. `on_change` holds callbacks for each change of it."""

    def __init__(
        self, copy: MailboxCopy, books: Books, remote: Mailbox, *, keeps_bodies: bool = True
    ) -> None:
        """Use `open_local`, which also opens the file."""
        self._keeps_bodies = keeps_bodies
        self._copy = copy
        self._reads_html = False
        """Whether pages of HTML are made readable as they come, since searches want them."""
        self._making = asyncio.Lock()
        self._books = books
        self._remote = remote
        self._read_until = ReadUntil(books.seconds - READ_BEFORE)
        self._version = 0
        """What the file's writes by other processes were counted as last."""
        self.intake = Intake(copy, books, self._read_until, plain)
        self._finder = Finder(copy, self.make_readable)
        self.on_change: list[Callable[[Change], None]] = []

    @property
    def folder(self) -> Path:
        """The folder of the copy's file."""
        return self._copy.path.parent

    @property
    def copy(self) -> MailboxCopy:
        """What is held, for who looks through all of it."""
        return self._copy

    async def prepare(self) -> None:
        """Learn from the user's data what counts as read, and which copies are kept there."""
        first = self._read_until.seconds
        self._read_until.seconds = await self._books.data.note(
            lambda tables: tables.marks.read_until(first)
        )
        if not await self._copy.read(lambda tables: tables.kinds.are_current()):
            await self._copy.run(lambda tables: tables.kinds.tell_anew())
        await self.intake.adopt_before()
        await self.intake.settle_dropped()
        await self.intake.keep_copies()

    async def aclose(self) -> None:
        """Close the file."""
        await self._finder.aclose()
        await self._copy.aclose()

    # ── what is held ─────────────────────────────────────────────────────────

    def window(self, wanted: Filter, *, most: int = MOST_ROWS) -> Window:
        """Return the messages of a filter as they stand now, newest first, read as looked at.

        No more than `most` of them. Raises StoreUnusable, then and when rows are read, where the
        file cannot be read.
        """
        return self._copy.window(wanted, most)

    async def find(self, wanted: Filter, most: int) -> Found:
        """Return the newest messages of a filter, off this thread; see `Finder.find`."""
        return await self._finder.find(wanted, most, await self.arrived(wanted.view))

    async def arrived(self, view: MailView) -> frozenset[str]:
        """Return the codes of sendings whose overdue notices a view leaves out: those that came.

        They are no trouble any more. Raises StoreUnusable.
        """
        if view is not MailView.TROUBLE:
            return frozenset()
        return await self._books.data.read(lambda tables: tables.sendings.delivered_codes())

    def receipts(self, code: str, but: int) -> tuple[HeldMessage, ...]:
        """Return the receipts of a sending but the one with the number `but`, newest first.

        Raises StoreUnusable where the file cannot be read.
        """
        return self._copy.look(lambda tables: tables.rows.receipts_of(code, but))

    async def rows(self, numbers: Sequence[int]) -> tuple[HeldMessage, ...]:
        """Return those of the messages that are held, newest first. Raises StoreUnusable."""
        return await self._copy.read(lambda tables: tables.rows.by_numbers(numbers))

    async def with_receipts(self, rows: Sequence[HeldMessage]) -> tuple[HeldMessage, ...]:
        """Return messages with the receipts that are folded under them, each once.

        Raises StoreUnusable.
        """

        def work(tables: CopyTables) -> tuple[HeldMessage, ...]:
            found: dict[int, HeldMessage] = {}
            for row in rows:
                found[row.number] = row
                code = row.envelope.code if row.receipts else None
                if code is not None:
                    below = tables.rows.receipts_of(code, row.number)
                    found |= {one.number: one for one in below}
            return tuple(found.values())

        return await self._copy.read(work) if any(row.receipts for row in rows) else tuple(rows)

    async def view_counts(self) -> dict[MailView, int]:
        """Return how many messages each view has at one moment. Raises StoreUnusable."""
        arrived = await self.arrived(MailView.TROUBLE)
        return await self._copy.read(
            lambda tables: {view: tables.rows.count_view(view, arrived) for view in MailView}
        )

    @property
    def held_here(self) -> int:
        """How many of the messages on the service are held here."""
        return self._copy.look(lambda tables: tables.state.count_here())

    @property
    def unindexed(self) -> int:
        """How many messages a search would not find yet."""
        return self._copy.look(lambda tables: tables.index.count_missing())

    def state(self, name: str, default: int = 0) -> int:
        """Return a whole number the synchronisation keeps with the mailbox."""
        return self._copy.look(lambda tables: tables.state.get(name, default))

    def note_look(self) -> None:
        """Note when the copy was last compared with the service: it is its file's own time."""
        with suppress(OSError):
            os.utime(self._copy.path)

    def look_again(self) -> None:
        """Tell that everything may have changed where another process wrote the copy."""
        version = self._copy.reader.version()
        if version != self._version:
            self._version = version
            self.tell(Change())

    # ── reading ──────────────────────────────────────────────────────────────

    async def read(self, row: HeldMessage) -> Message:
        """Return a message in full: from here where it is held, else from the service.

        Raises NotFound where the service has it no more, MessageChanged where it cannot be told
        from others, and the client's errors.
        """
        if (held := await self.read_here(row)) is not None:
            return held
        if not row.here:
            raise NotFound
        before = await self._among_equals(row)
        message = await self._ask(row)
        if self._keeps_bodies and await self._among_equals(row) == before:
            # Else an equal came or went meanwhile, and nobody knows which of them was read.
            await self.keep_body(row, message)
        return replace(message, envelope=row.envelope)

    async def read_here(self, row: HeldMessage) -> Message | None:
        """Return a message in full where it is held here; the service is not asked."""
        raw = await self.raw_body(row)
        return None if raw is None else Message(row.envelope, decode_body(raw))

    async def _ask(self, row: HeldMessage) -> Message:
        """Read a message from the service, where it lies now."""
        has_equals = await self._has_equals(row)
        if not has_equals:
            # The id it had last may still be right; what comes is compared.
            last = await self._copy.read(lambda tables: tables.messages.last_id(row.number))
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
        rank, (nth, alike) = await self._copy.read(
            lambda tables: (
                tables.messages.rank_of(row.number),
                tables.messages.nth_of_equals(row.number),
            )
        )
        return await locate(listing or self._remote.new_listing(), row.envelope, rank, nth, alike)

    async def _among_equals(self, row: HeldMessage) -> tuple[int, int]:
        return await self._copy.read(lambda tables: tables.messages.nth_of_equals(row.number))

    async def raw_body(self, row: HeldMessage) -> str | None:
        """Return what a message says, as it came; None where it was not read yet."""
        return await self._copy.read(lambda tables: tables.bodies.raw(row.number))

    async def _has_equals(self, row: HeldMessage) -> bool:
        fingerprint = row.identity.rpartition(".")[0]
        return await self._copy.read(lambda tables: tables.messages.count_equals(fingerprint) > 1)

    async def keep_body(self, row: HeldMessage, message: Message) -> None:
        """Keep what a message says; it can be searched from then on."""
        body, text = message.body, None
        if self._reads_html or not body.html:
            text = await searched(body.raw)

        def work(tables: CopyTables) -> tuple[bool, int]:
            kept = tables.bodies.keep(row.number, body.raw, text)
            return kept, tables.bodies.count_waiting()

        kept, waiting = await self._copy.run(work)
        if waiting > MOST_WAITING:
            await self.make_readable()
        if kept:
            self.tell(Change(reach=Reach.TEXTS))

    async def make_readable(self) -> None:
        """Have everything found that was left as it came. Raises StoreUnusable.

        Reading HTML loads what a mailbox that is only looked at can do without; so it is done from
        the first search on, or once a lot has come.
        """
        self._reads_html = True
        await self.intake.index(whole=True)
        if not self._copy.look(lambda tables: tables.bodies.count_waiting()):
            return
        async with self._making:
            while found := await self._copy.read(lambda tables: tables.bodies.waiting(_AT_A_TIME)):
                for number, raw in found:
                    # Each is written before the next: one that takes long delays only itself.
                    texts = [(number, raw, await searched(raw))]
                    await self._copy.run(partial(write_texts, texts))

    async def lacks_body(self, number: int) -> bool:
        """Whether a message would have to be asked from the service. Raises StoreUnusable."""
        return any(not row.has_body and row.here for row in await self.rows((number,)))

    # ── marks ────────────────────────────────────────────────────────────────

    async def mark(self, rows: Sequence[HeldMessage], change: Callable[[Marks], Marks]) -> None:
        """Change what was added to these messages: unread, flag, note, tags. Kept for good.

        What is changed is what stands there now, which may be newer than `rows`. Raises
        StoreUnusable when the disk does not keep it; then nothing is changed.
        """
        numbers = [row.number for row in rows]
        # Off this thread: all that a list shows may be marked at once.
        stored = await self._copy.read(lambda tables: tables.rows.by_numbers(numbers))
        now = {row.identity: row for row in stored}
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
        await self._copy.run(lambda tables: tables.messages.write_marks(marks))
        marked = {now[identity].number: given for identity, given in marks if identity in now}
        self.tell(Change(reach=Reach.MARKS, marked=marked))

    async def read_everything(self) -> None:
        """Count everything held as read."""
        now = self._books.seconds
        self._read_until.seconds = max(self._read_until.seconds, now)
        await self._books.data.run(lambda tables: tables.marks.read_everything(now))
        await self._copy.run(lambda tables: tables.messages.read_everything())
        self.tell(Change())

    # ── what was listed elsewhere, and what is removed ───────────────────────

    async def take_found(self, rows: Sequence[Envelope]) -> tuple[HeldMessage, ...]:
        """Take in rows the service found for a search; return them as messages, in their order."""
        reading = await self.intake.begin_reading()
        if await self.intake.add_missing(rows, reading):
            self.tell(Change())
        numbers = await self._copy.read(lambda tables: tables.messages.numbers_of(rows))
        found = {row.number: row for row in await self.rows(numbers)}
        return tuple(found[number] for number in dict.fromkeys(numbers) if number in found)

    async def alike(self, envelope: Envelope) -> tuple[HeldMessage, ...]:
        """Return the messages that look like a listed one and are taken to lie on the service."""
        fingerprint = fingerprint_of(envelope)
        return await self._copy.read(
            lambda tables: tables.rows.by_numbers(tables.messages.here_alike(fingerprint))
        )

    async def remove(self, rows: Sequence[HeldMessage]) -> None:
        """Forget messages a person deleted, with their marks and copies; ids mean nothing now."""
        if not rows:
            return
        numbers = [row.number for row in rows]
        await self._copy.run(lambda tables: tables.reconciliation.remove_deleted(numbers))
        await self.intake.settle_dropped()
        self.tell(Change())

    def tell(self, change: Change) -> None:
        """Call every listener."""
        for listener in tuple(self.on_change):
            listener(change)


def _marks_of(row: HeldMessage) -> Marks:
    return Marks(row.unread, row.flagged, row.note, row.tags)


async def open_local(
    folder: Path, books: Books, remote: Mailbox, *, keeps_bodies: bool = True
) -> LocalMailbox:
    """Open what is held of a mailbox, below the cache directory `folder`; begin it where missing.

    Without `keeps_bodies`, what messages say is asked from the service each time.

    Raises StoreUnusable where nothing can be written there.
    """
    copy = await asyncio.to_thread(MailboxCopy.open, folder, books.owner)
    try:
        local = LocalMailbox(copy, books, remote, keeps_bodies=keeps_bodies)
        await local.prepare()
    except BaseException:
        await copy.aclose()
        raise
    return local
