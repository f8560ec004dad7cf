"""The memory of addresses: completed as they are typed, with what became of letters to them.

Whom letters went to follows from the user's data; who wrote, and the tags of letters, from the copy
of the mailbox while one is open. Nothing is asked of anybody.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pectui.domains import address_key
from pectui.models import AddressGroup, KnownAddress
from pectui.pec.addresses import is_address
from pectui.pec.kinds import is_ordinary
from pectui.pec.lookalikes import Lookalikes
from pectui.pec.reasons import reason_for
from pectui.services.addresses.directory import Directory
from pectui.store.sending.recipients import Ending, Past

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from pectui.models import Sending
    from pectui.services.sending.books import Books
    from pectui.store.addresses import NotedAddress
    from pectui.store.data import Tables
    from pectui.store.mailbox.copy import MailboxCopy
    from pectui.store.mailbox.reader import Reader
    from pectui.store.mailbox.tables import CopyTables

T = TypeVar("T")

GROUP = "tag:"
"""What the name of a group begins with where it is typed."""
MOST_SHOWN = 8
_AT_A_TIME = 200
"""Sendings read in one go: what is leaving meanwhile must not wait for the database."""
_ASKED_AT_ONCE = 2_000


class Addresses:
    """What is known of the addresses of one mailbox. Raises StoreUnusable."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._copy: MailboxCopy | None = None
        self._reader: Reader | None = None
        self._reading = asyncio.Lock()
        self._refreshing = asyncio.Lock()
        self._made = Directory((), ())
        self._directory_of: tuple[int, ...] = ()
        """What the directory was made of, as versions."""
        self._twins = Lookalikes(())
        self._twins_of = (-1, -1)

    async def follow(self, copy: MailboxCopy | None) -> None:
        """Take who wrote from `copy` from now on; None closes what was read from it."""
        async with self._reading:
            if self._reader is not None:
                self._reader.close()
            self._copy, self._reader = copy, None

    async def refresh(self) -> None:
        """Read what changed of sendings since the last time; the first time, all of it."""
        async with self._refreshing:
            data = self._books.data
            while await data.read(lambda tables: tables.recipients.has_to_remember()):
                if not await data.note(self._remember_some):
                    break  # a damaged file: what cannot be read is not remembered
            copy = self._copy
            if copy is not None and await self._look(lambda tables: tables.senders.has_waiting()):
                await copy.run(lambda tables: tables.senders.note_waiting())

    async def prepare(self) -> None:
        """Do what the first `complete` would have to wait for."""
        await self.refresh()
        await self._directory()

    def _remember_some(self, tables: Tables) -> int:
        records = tables.recipients.to_remember(_AT_A_TIME)
        sendings = self._books.load_all(tables, records)
        for record, sending in zip(records, sendings, strict=True):
            tables.recipients.remember(record, tuple(_endings(sending)))
        return len(records)

    # ── completing ───────────────────────────────────────────────────────────

    async def complete(self, typed: str, limit: int = MOST_SHOWN) -> tuple[KnownAddress, ...]:
        """Return the addresses that `typed` may be the beginning of: of them or of their names.

        Those that letters went to or came from often and lately come first. Of what happened since
        the last `refresh` nothing is known yet.
        """
        return await self._known((await self._directory()).complete(typed, limit))

    async def _directory(self) -> Directory:
        """Return the directory as it stands, made anew where others were written to or wrote."""
        here = await self._books.data.read(lambda tables: tables.recipients.version())
        there = await self._look(lambda tables: tables.senders.book.newest()) or 0
        if (*here, there) != self._directory_of:
            written = await self._books.data.read(lambda tables: tables.recipients.book.all())
            wrote = await self._look(lambda tables: tables.senders.book.all()) or ()
            self._made = await asyncio.to_thread(Directory, written, wrote)
            self._directory_of = (*here, there)
        return self._made

    async def groups(self, typed: str, limit: int = MOST_SHOWN) -> tuple[AddressGroup, ...]:
        """Return the groups whose name `typed` begins, as in "tag:cli"; none for other words."""
        start = typed.strip().casefold()
        if not start.startswith(GROUP):
            return ()
        wanted = start.removeprefix(GROUP)

        def work(tables: CopyTables) -> list[AddressGroup]:
            tags = (one for one in tables.senders.tags() if one.casefold().startswith(wanted))
            found = (
                AddressGroup(tag, tuple(filter(is_address, tables.senders.of_tag(tag))))
                for tag in tags
            )
            return list(islice((one for one in found if one.addresses), limit))

        return tuple(await self._look(work) or ())

    # ── what is known ────────────────────────────────────────────────────────

    async def about(self, address: str) -> KnownAddress:
        """Return what is known of one address, written to before or not."""
        return (await self.about_many([address]))[0]

    async def about_many(self, addresses: Iterable[str]) -> tuple[KnownAddress, ...]:
        """Return what is known of each of `addresses`, in their order; for any number of them."""
        await self.refresh()
        found: list[KnownAddress] = []
        wanted = iter(addresses)
        while some := list(islice(wanted, _ASKED_AT_ONCE)):
            found += await self._known(some)
        return tuple(found)

    async def wrote_since(self, moment: float) -> frozenset[str]:
        """Return the addresses, as they are compared, from which a letter came since a moment.

        As far as the copy of the mailbox goes; nobody's where none is open.
        """
        return await self._look(lambda tables: tables.senders.since(moment)) or frozenset()

    async def _known(self, addresses: Collection[str]) -> tuple[KnownAddress, ...]:
        keys = {address: address_key(address) for address in addresses}
        wanted = frozenset(keys.values())

        def work(tables: Tables) -> tuple[dict[str, Past], dict[str, NotedAddress]]:
            return tables.recipients.pasts(wanted), tables.recipients.book.of(wanted)

        pasts, here = await self._books.data.read(work)
        there = await self._look(lambda tables: tables.senders.book.of(wanted)) or {}
        twins = await self._lookalikes() if pasts.keys() != wanted else self._twins

        def known(address: str) -> KnownAddress:
            key = keys[address]
            past = pasts.get(key, Past())
            noted = [one for one in (here.get(key), there.get(key)) if one is not None]
            return KnownAddress(
                address=address,
                name=next((one.name for one in noted if one.name), ""),
                written=past.written,
                received=there[key].letters if key in there else 0,
                delivered=past.delivered,
                delivered_at=_moment(past.delivered_at),
                failed_at=_moment(past.failed_at),
                failure=past.reason,
                is_ordinary=is_ordinary(address),
                looks_like=None if key in pasts else twins.of(address),
            )

        return await asyncio.to_thread(lambda: tuple(map(known, addresses)))

    async def _lookalikes(self) -> Lookalikes:
        version = await self._books.data.read(lambda tables: tables.recipients.version())
        if version != self._twins_of:
            known = await self._books.data.read(lambda tables: tables.recipients.addresses())
            self._twins = await asyncio.to_thread(Lookalikes, known)
            self._twins_of = version
        return self._twins

    async def _look(self, work: Callable[[CopyTables], T]) -> T | None:
        """Return what `work` reads from the copy, off this thread; None where there is none."""
        # Who no longer waits does not end its thread: the next one, and closing, wait for that.
        look = asyncio.create_task(self._read(work), name="addresses")
        look.add_done_callback(_seen)
        return await asyncio.shield(look)

    async def _read(self, work: Callable[[CopyTables], T]) -> T | None:
        async with self._reading:
            if self._copy is None:
                return None
            if self._reader is None:
                self._reader = self._copy.new_reader(any_thread=True)
            return await asyncio.to_thread(self._reader.read, work)


def _seen(look: asyncio.Task[Any]) -> None:
    """Look at how a look nobody waits for any more ended, or asyncio complains."""
    if not look.cancelled():
        look.exception()


def _endings(sending: Sending) -> Iterator[Ending]:
    """Yield where a sending stands for each of its recipients."""
    left = sending.sent_at or sending.queued_at
    states = {address_key(one.address): one for one in sending.recipient_states}
    for address in sending.recipients:
        one = states.get(address_key(address))
        if one is None:
            yield Ending(address, sending.state, left.timestamp())
        else:
            reason = reason_for(sending, address) if one.state.has_failed else ""
            yield Ending(address, one.state, (one.at or left).timestamp(), reason)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
