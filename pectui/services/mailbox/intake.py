"""Taking what the service lists into the copy, and proving the copy by it.

The rules are `pectui.store.mailbox.intake`; here they are run off the event loop, with the
person's own marks and the copies of what the service lost, which are kept with the user's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.mailbox import intake as listed
from pectui.store.mailbox import messages as held
from pectui.store.mailbox.windows import by_numbers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from pectui.models import Envelope, Marks
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.database import Database
    from pectui.store.mailbox.intake import Base, Difference, Proven
    from pectui.store.mailbox.messages import Reading


@dataclass(slots=True)
class ReadUntil:
    """The moment up to which everything counts as read, in seconds since the epoch."""

    seconds: float


class Intake:
    """The one way of listed rows into the copy."""

    def __init__(
        self,
        database: Database,
        books: Books,
        read_until: ReadUntil,
        readable: Callable[[str], str | None],
    ) -> None:
        """`readable` makes the text of a body as it came; None leaves it for later."""
        self._database = database
        self._books = books
        self._read_until = read_until
        self._readable = readable
        self.on_listed: list[Callable[[tuple[Envelope, ...]], None]] = []
        """Told of the rows that a page of the staged list brought and the copy did not have."""
        self._marks_of_before: bool | None = None
        """Whether marks from version 0.0 are still to be found by their old identities."""

    # ── rows ─────────────────────────────────────────────────────────────────

    async def begin_reading(self) -> Reading:
        """Begin one more reading of the service's list."""
        number = await self._database.run(listed.begin_reading)
        return held.Reading(number, self._read_until.seconds)

    async def add_missing(self, rows: Sequence[Envelope], reading: Reading) -> dict[int, Envelope]:
        """Add what one answer lists more often than the copy has; return it by its numbers."""
        marks = await self._marks_of(rows)
        return await self._database.run(lambda one: held.add_missing(one, rows, reading, marks))

    async def _marks_of(self, rows: Sequence[Envelope]) -> dict[str, Marks]:
        """Return what a person added to messages like these, by their identities of now."""
        fingerprints = {held.fingerprint_of(row): row for row in rows}
        if self._marks_of_before is None:
            self._marks_of_before = await self._books.data.read(
                lambda tables: tables.marks.has_of_before()
            )
        if self._marks_of_before:
            old = {held.fingerprint_of_before(row): name for name, row in fingerprints.items()}
            await self._books.data.run(lambda tables: tables.marks.rename_alike(old))
        return await self._books.data.read(lambda tables: tables.marks.alike(fingerprints))

    # ── the list that was proven last ────────────────────────────────────────

    async def base(self) -> Base | None:
        """Return the copy as it was proven last; None where it is not."""
        return await self._database.read(listed.base_of_copy)

    async def window(self, first: int, end: int, *, staged: bool) -> list[tuple[str, int | None]]:
        """Return fingerprints and ids of a part of the list, proven or staged."""
        window = listed.window_of_stage if staged else listed.window_of_copy
        return await self._database.read(lambda one: window(one, first, end))

    async def note(self, name: str, value: int) -> None:
        """Keep a whole number with the copy."""
        await self._database.run(lambda one: held.set_state(one, name, value))

    async def doubt(self) -> None:
        """Take the copy for unproven."""
        await self._database.run(listed.doubt)

    async def clear_provisional(self, before: int) -> bool:
        """Drop what readings up to `before` left provisional; whether there was any.

        Only for a copy that was found equal to the list after them.
        """
        if not await self._database.read(listed.has_provisional):
            return False
        reading = held.Reading(before, self._read_until.seconds)
        await self._after(
            await self._database.run(lambda one: listed.clear_provisional(one, reading))
        )
        return True

    async def differ(self, difference: Difference, reading: Reading, total: int | None) -> Proven:
        """Prove the copy by how it differs from the list."""
        proven = await self._database.run(
            lambda one: listed.differ(one, difference, reading, total)
        )
        await self._after(proven)
        return proven

    # ── the list as it is being read ─────────────────────────────────────────

    async def begin_stage(self) -> None:
        """Begin to read the whole list."""
        await self._database.run(listed.begin_stage)

    async def forget_stage(self) -> None:
        """Have the whole list read anew the next time."""
        await self._database.run(listed.forget_stage)

    async def stage(
        self, rows: Sequence[Envelope], total: int | None, reading: Reading, *, moved: bool = False
    ) -> int:
        """Add the next rows of the list, to the copy too; return how many are staged."""
        marks = await self._marks_of(rows)

        def work(connection: sqlite3.Connection) -> tuple[int, tuple[Envelope, ...]]:
            added = held.add_missing(connection, rows, reading, marks)
            length = listed.stage(connection, rows, total, moved=moved)
            return length, tuple(added[number] for number in sorted(added, reverse=True))

        length, added = await self._database.run(work)
        if added:
            for listener in self.on_listed:
                listener(added)
        return length

    async def end_stage(self, there: int | None) -> None:
        """Note that the list was read to its end, and its length then."""
        await self._database.run(lambda one: listed.end_stage(one, there))

    async def stage_base(self) -> Base | None:
        """Return the staged list; None where none was begun."""
        return await self._database.read(
            lambda one: listed.base_of_stage(one) if listed.stage_is_open(one) else None
        )

    async def stage_moved(self) -> bool:
        """Whether the list moved while it was staged."""
        return await self._database.read(listed.stage_moved)

    async def readings_agree(self) -> bool:
        """Whether two readings of a list that nobody counts agree."""
        return await self._database.run(listed.readings_agree)

    async def prove_stage(
        self, reading: Reading, total: int | None, since: Difference | None = None
    ) -> Proven | None:
        """Prove the copy by the staged list, and how the service's differs from it `since`.

        None where a row of it cannot be found any more.
        """
        try:
            proven = await self._database.run(
                lambda one: listed.prove_stage(one, reading, total, since)
            )
        except LookupError:
            return None
        await self._after(proven)
        return proven

    async def _after(self, proven: Proven) -> None:
        if proven.false:
            await self._merge_marks(proven.false)
        if proven.gone or proven.returned:
            await self.keep_copies()

    async def _merge_marks(self, doubled: Sequence[tuple[str, str]]) -> None:
        """Give what a person added to doubles to the message that stays."""

        def work(tables: Tables) -> dict[str, Marks]:
            tables.marks.merge(doubled)
            return tables.marks.of([stays for _, stays in doubled])

        marks = await self._books.data.run(work)
        await self._database.run(lambda one: held.write_marks(one, marks.items()))

    # ── the index of words ───────────────────────────────────────────────────

    async def index(self, *, whole: bool = False) -> None:
        """Put what was added into the index of words: a batch of it, or the `whole`."""
        while await self._database.run(listed.index_some) and whole:
            continue

    # ── the user's data ──────────────────────────────────────────────────────

    async def keep_copies(self) -> None:
        """Have the user's data keep what is gone, and nothing that lies on the service.

        What the data keep and the copy does not have, since the cache was deleted, comes back.
        """
        kept = await self._books.data.read(lambda tables: tables.lost.identities())
        gone = await self._database.read(held.gone)
        await self._keep({name: gone[name] for name in gone.keys() - kept})
        known = await self._database.read(lambda one: held.known(one, kept - gone.keys()))
        false = [name for name, here in known.items() if here]
        if false:
            await self._books.data.run(lambda tables: tables.lost.remove(false))
        await self._bring_back(tuple(kept - gone.keys() - known.keys()))

    async def _keep(self, gone: dict[str, int]) -> None:
        if not gone:
            return
        copies = await self._database.read(
            lambda one: [
                (row.identity, row.envelope, held.raw_body(one, row.number) or "")
                for row in by_numbers(one, tuple(gone.values()))
            ]
        )
        await self._books.data.run(lambda tables: tables.lost.keep(copies))

    async def _bring_back(self, missing: Iterable[str]) -> None:
        wanted = tuple(missing)
        if not wanted:
            return
        found = await self._books.data.read(lambda tables: tables.lost.of(wanted))
        marks = await self._books.data.read(lambda tables: tables.marks.of(wanted))
        copies = [(identity, row, raw, self._readable(raw)) for identity, row, raw in found]
        reading = held.Reading(0, self._read_until.seconds)
        await self._database.run(lambda one: held.add_copies(one, copies, reading, marks))

    async def adopt_before(self) -> None:
        """Give what version 0.0 left its identities of now: messages, marks and copies."""
        if await self._database.read(lambda one: held.get_state(one, "from before")):
            changed = await self._database.run(listed.rekey)
            await self._books.data.run(lambda tables: tables.marks.rename(changed))
        await self._books.data.run(lambda tables: tables.lost.rekey())
