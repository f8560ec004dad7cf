"""Writes the rows that a scan lists into the copy, and reconciles the copy by the scan.

The rules are `pectui.store.mailbox.reconciliation`; here they are run off the event loop, with the
person's own marks and the copies of what the service lost, which are kept with the user's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import fingerprint_of, fingerprint_of_before
from pectui.store.mailbox.messages import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractAsyncContextManager

    from pectui.models import Envelope, Marks
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.mailbox.copy import MailboxCopy
    from pectui.store.mailbox.reconciliation import Base, Difference, Reconciled
    from pectui.store.mailbox.tables import CopyTables


@dataclass(slots=True)
class ReadUntil:
    """The moment up to which everything counts as read, in seconds since the epoch."""

    seconds: float


class Intake:
    """The one way of listed rows into the copy."""

    def __init__(
        self,
        copy: MailboxCopy,
        books: Books,
        read_until: ReadUntil,
        readable: Callable[[str], str | None],
    ) -> None:
        """`readable` makes the text of a body as it came; None leaves it for later."""
        self._copy = copy
        self._books = books
        self._read_until = read_until
        self._readable = readable
        self.on_listed: list[Callable[[tuple[Envelope, ...]], None]] = []
        """Told of the rows that a page of the staged list brought and the copy did not have."""
        self._marks_of_before: bool | None = None
        """Whether marks from version 0.0 are still to be found by their old identities."""

    def filling(self) -> AbstractAsyncContextManager[None]:
        """Keep more of the copy in memory while much of it is written."""
        return self._copy.filling()

    # ── rows ─────────────────────────────────────────────────────────────────

    async def begin_reading(self) -> Reading:
        """Begin one more reading of the service's list."""
        # What it lists may take an identity over: nothing dropped may still be known under it.
        await self.settle_dropped()
        number = await self._copy.run(lambda tables: tables.reconciliation.begin_reading())
        return Reading(number, self._read_until.seconds)

    async def add_missing(self, rows: Sequence[Envelope], reading: Reading) -> dict[int, Envelope]:
        """Add what one answer lists more often than the copy has; return it by its numbers."""
        marks = await self._marks_of(rows)
        return await self._copy.run(
            lambda tables: tables.messages.add_missing(rows, reading, marks)
        )

    async def _marks_of(self, rows: Sequence[Envelope]) -> dict[str, Marks]:
        """Return what a person added to messages like these, by their identities of now."""
        fingerprints = {fingerprint_of(row): row for row in rows}
        if self._marks_of_before is None:
            self._marks_of_before = await self._books.data.read(
                lambda tables: tables.marks.has_of_before()
            )
        if self._marks_of_before:
            old = {fingerprint_of_before(row): name for name, row in fingerprints.items()}
            await self._books.data.run(lambda tables: tables.marks.rename_alike(old))
        return await self._books.data.read(lambda tables: tables.marks.alike(fingerprints))

    # ── the list that was reconciled last ────────────────────────────────────────

    async def base(self) -> Base | None:
        """Return the copy as it was reconciled last; None where it is not."""
        return await self._copy.read(lambda tables: tables.reconciliation.base())

    async def window(self, first: int, end: int, *, staged: bool) -> list[tuple[str, int | None]]:
        """Return fingerprints and ids of a part of the list, reconciled or staged."""
        return await self._copy.read(
            lambda tables: (tables.stage if staged else tables.reconciliation).window(first, end)
        )

    async def note(self, name: str, value: int) -> None:
        """Keep a whole number with the copy."""
        await self._copy.run(lambda tables: tables.state.set(name, value))

    async def doubt(self) -> None:
        """Take the copy for unproven."""
        await self._copy.run(lambda tables: tables.reconciliation.doubt())

    async def clear_provisional(self, before: int) -> bool:
        """Drop what readings up to `before` left provisional; whether there was any.

        Only for a copy that was found equal to the list after them.
        """
        if not await self._copy.read(lambda tables: tables.reconciliation.has_provisional()):
            return False
        reading = Reading(before, self._read_until.seconds)
        await self._after(
            await self._copy.run(lambda tables: tables.reconciliation.clear_provisional(reading))
        )
        return True

    async def differ(
        self, difference: Difference, reading: Reading, total: int | None
    ) -> Reconciled:
        """Reconcile the copy by how it differs from the list."""
        reconciled = await self._copy.run(
            lambda tables: tables.reconciliation.differ(difference, reading, total)
        )
        await self._after(reconciled)
        return reconciled

    # ── the list as it is being read ─────────────────────────────────────────

    async def begin_stage(self) -> None:
        """Begin to read the whole list."""
        await self._copy.run(lambda tables: tables.stage.begin())

    async def forget_stage(self) -> None:
        """Have the whole list read anew the next time."""
        await self._copy.run(lambda tables: tables.stage.forget())

    async def stage(
        self, rows: Sequence[Envelope], total: int | None, reading: Reading, *, moved: bool = False
    ) -> int:
        """Add the next rows of the list, to the copy too; return how many are staged."""
        marks = await self._marks_of(rows)

        def work(tables: CopyTables) -> tuple[int, tuple[Envelope, ...]]:
            added = tables.messages.add_missing(rows, reading, marks)
            length = tables.stage.add(rows, total, moved=moved)
            return length, tuple(added[number] for number in sorted(added, reverse=True))

        length, added = await self._copy.run(work)
        if added:
            for listener in self.on_listed:
                listener(added)
        return length

    async def end_stage(self, there: int | None) -> None:
        """Note that the list was read to its end, and its length then."""
        await self._copy.run(lambda tables: tables.stage.end(there))

    async def stage_base(self) -> Base | None:
        """Return the staged list; None where none was begun."""
        return await self._copy.read(
            lambda tables: tables.stage.base() if tables.stage.is_open() else None
        )

    async def stage_moved(self) -> bool:
        """Whether the list moved while it was staged."""
        return await self._copy.read(lambda tables: tables.stage.has_moved())

    async def readings_agree(self) -> bool:
        """Whether two readings of a list that nobody counts agree."""
        return await self._copy.run(lambda tables: tables.stage.readings_agree())

    async def reconcile_stage(
        self, reading: Reading, total: int | None, since: Difference | None = None
    ) -> Reconciled | None:
        """Reconcile the copy by the staged list, and how the service's differs from it `since`.

        None where a row of it cannot be found any more.
        """
        try:
            reconciled = await self._copy.run(
                lambda tables: tables.reconciliation.reconcile_stage(reading, total, since)
            )
        except LookupError:
            return None
        await self._after(reconciled)
        return reconciled

    async def _after(self, reconciled: Reconciled) -> None:
        await self.settle_dropped()
        if reconciled.gone or reconciled.returned:
            await self.keep_copies()

    async def settle_dropped(self) -> None:
        """Have the user's data forget what the copy dropped, or give it to the one that stays."""
        dropped = await self._copy.read(lambda tables: tables.dropped.all())
        if not dropped:
            return

        def work(tables: Tables) -> dict[str, Marks]:
            for identity, stays in dropped.values():
                if stays is not None:
                    tables.marks.merge(identity, stays)
                tables.marks.remove([identity])
                tables.lost.remove([identity])
            return tables.marks.of([stays for _, stays in dropped.values() if stays is not None])

        marks = await self._books.data.run(work)

        def settle(tables: CopyTables) -> None:
            tables.messages.write_marks(marks.items())
            tables.dropped.forget(dropped)

        await self._copy.run(settle)

    # ── the index of words ───────────────────────────────────────────────────

    async def index(self, *, whole: bool = False) -> None:
        """Put what was added into the index of words: a batch of it, or the `whole`."""
        if not whole:
            await self._copy.run(lambda tables: tables.index.add_some())
            return
        async with self._copy.filling():
            while await self._copy.run(lambda tables: tables.index.add_some()):
                continue

    # ── the user's data ──────────────────────────────────────────────────────

    async def keep_copies(self) -> None:
        """Have the user's data keep what is gone, and nothing that lies on the service.

        What the data keep and the copy does not have, since the cache was deleted, comes back.
        """
        kept = await self._books.data.read(lambda tables: tables.lost.identities())
        gone = await self._copy.read(lambda tables: tables.messages.gone())
        await self._keep({name: gone[name] for name in gone.keys() - kept})
        known = await self._copy.read(lambda tables: tables.messages.known(kept - gone.keys()))
        others = await self._part([name for name, here in known.items() if here], kept)
        await self._bring_back((*(kept - gone.keys() - known.keys()), *others))

    async def _part(self, here: Sequence[str], kept: frozenset[str]) -> tuple[str, ...]:
        """Forget kept copies of what lies on the service again, but of what was another message.

        Two that look alike are told apart by what they say: until all of them were read, what is
        kept stays; where none of them says the same, it becomes one more of the equals. Return the
        names of these.
        """
        copies = await self._books.data.read(lambda tables: tables.lost.of(here))
        said = await self._copy.read(
            lambda tables: {
                name: tables.bodies.said_alike(fingerprint_of(row)) for name, row, _ in copies
            }
        )
        same = [name for name, _, raw in copies if raw in {"", *said[name]}]
        others = [name for name, _, raw in copies if name not in same and None not in said[name]]
        marks = await self._books.data.read(
            lambda tables: tables.marks.alike({name.rpartition(".")[0] for name in others})
        )
        free = await self._copy.read(
            lambda tables: tables.messages.free_equals(others, {*kept, *marks})
        )

        def work(tables: Tables) -> None:
            tables.lost.remove(same)
            for name in others:
                tables.lost.rename(name, free[name])

        if same or others:
            await self._books.data.run(work)
        return tuple(free.values())

    async def _keep(self, gone: dict[str, int]) -> None:
        if not gone:
            return
        copies = await self._copy.read(
            lambda tables: [
                (row.identity, row.envelope, tables.bodies.raw(row.number) or "")
                for row in tables.rows.by_numbers(tuple(gone.values()))
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
        reading = Reading(0, self._read_until.seconds)
        await self._copy.run(lambda tables: tables.messages.add_copies(copies, reading, marks))

    async def adopt_before(self) -> None:
        """Give what version 0.0 left its identities of now: messages, marks and copies."""
        changed = await self._copy.read(lambda tables: tables.messages.of_before())
        if changed:
            # The data first: what the copy has tells the same again where the process ends between.
            names = [(old, new) for _, old, new in changed]
            await self._books.data.run(lambda tables: tables.marks.rename(names))
            await self._copy.run(lambda tables: tables.messages.rekey(changed))
        await self._books.data.run(lambda tables: tables.lost.rekey())
