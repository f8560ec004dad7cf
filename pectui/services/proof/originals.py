"""Signed originals of one mailbox: taken in from files, checked, bound, listed, taken out again.

What an original is about stands in what was signed. It is never written down whose it is: it
belongs to the sending that has its code, also to one that appears later, and to the letter in the
mailbox that has its writer, subject and moment.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, NotFound
from pectui.models import Judgement
from pectui.services.clock import system_now
from pectui.services.proof.checks import judging, open_original
from pectui.services.proof.original_files import (
    folder_of,
    is_whole,
    keep_file,
    place_of,
    read_file,
    remove_file,
    sync_files,
)
from pectui.services.receipts.states import note_state_anew
from pectui.services.sending.books import Books
from pectui.signed.receipts import Wanted, wanted
from pectui.store.data import UserData

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pectui.models import CertifiedData, Envelope, Original, Sending
    from pectui.services.proof.checks import Judging
    from pectui.services.proof.mail_files import MailFile
    from pectui.store.data import Tables
    from pectui.store.owner import Owner

_BATCH = 64
"""Messages that are written down together."""
_BATCH_BYTES = 32_000_000
_NEAR = timedelta(minutes=10)
"""Between the moment that was certified and the date of the letter's row in the mailbox."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    file: str
    """Fit to be shown."""
    data: CertifiedData | None = None
    """None where it is no original at all."""
    judgement: Judgement = field(default_factory=Judgement)
    problem: str | None = None
    """Why it was refused, or proves nothing, in words; None where nothing is wrong."""
    original: Original | None = None
    """As it is kept; None where it was refused."""
    is_new: bool = False
    sending: str | None = None
    """The id of the sending it is about, where that is known here."""
    source: Path | None = None
    """The file on disk in which it was found, where it was taken in just now."""

    @property
    def can_be_kept(self) -> bool:
        """Whether it was refused and says of what it is: then a person may insist on it."""
        return self.original is None and self.data is not None


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read and judged; what is to be kept of it lies on the disk already."""

    taken: Taken
    identity: str = ""
    sha256: str = ""
    size: int = 0
    text: str = ""
    letter_key: str = ""

    @property
    def is_refused(self) -> bool:
        return not self.sha256


@contextlib.asynccontextmanager
async def open_originals(
    folder: Path, owner: Owner, ca_file: str | None
) -> AsyncIterator[Originals]:
    """Open the originals in the data folder alone: neither secrets nor the service are needed.

    Raises StoreUnusable.
    """
    data = await asyncio.to_thread(UserData.open, folder, owner, system_now)
    try:
        yield Originals(Books(data), ca_file)
    finally:
        await data.aclose()


class Originals:
    """The signed originals of one mailbox."""

    def __init__(self, books: Books, ca_file: str | None = None) -> None:
        """Take the certificates of the authority to trust from `ca_file`; None: trust nobody."""
        self._books = books
        self._ca_file = ca_file
        self._folder = folder_of(books.data.path.parent, books.owner.key)

    @property
    def books(self) -> Books:
        """The sendings they prove."""
        return self._books

    async def take_in(
        self,
        paths: Iterable[Path],
        *,
        anyway: bool = False,
        must_stop: Callable[[], bool] = lambda: False,
    ) -> AsyncIterator[Taken]:
        """Take in every message in files, folders, zips and mboxes; yield what became of each.

        What is doctored, or signed by somebody else, is refused; with `anyway` it is kept, and
        proves nothing. What was yielded is safe on the disk. Files are written down some at a time,
        and `must_stop` is asked before each time: what was written by then is yielded. Raises
        FileUnreadable for a path that leads nowhere, before anything is taken in; SettingInvalid
        for a file of authorities that is none; StoreUnusable.
        """
        from pectui.services.proof.mail_files import check_paths, mail_files  # late: few need them

        given = tuple(paths)
        await asyncio.to_thread(check_paths, given)
        async for taken in self._take(mail_files(given), anyway=anyway, must_stop=must_stop):
            yield taken

    async def keep_anyway(self, refused: Taken) -> Taken:
        """Keep a file that was refused, as the person insists: it is marked, and proves nothing.

        Raises FileUnreadable where it is not where it was; otherwise as `take_in`.
        """
        from pectui.services.proof.mail_files import mail_files

        source = refused.source
        if source is not None:
            wanted = (one for one in mail_files((source,)) if one.name == refused.file)
            async for taken in self._take(wanted, anyway=True):
                if taken.data is not None:
                    return taken
        raise FileUnreadable(path=refused.file, reason=t("compose.attach.missing"))

    async def _take(
        self,
        files: Iterator[MailFile],
        *,
        anyway: bool,
        must_stop: Callable[[], bool] = lambda: False,
    ) -> AsyncIterator[Taken]:
        self._books.data.require_writable()
        judge = await asyncio.to_thread(judging, self._ca_file)
        while not must_stop():
            batch = await asyncio.to_thread(self._next, files, judge, anyway=anyway)
            if not batch:
                return
            for taken in await self._keep(batch):
                yield taken

    def _next(self, files: Iterator[MailFile], judge: Judging, *, anyway: bool) -> list[_Read]:
        """Read, judge and write the next files, as many as memory has room for. Blocks."""
        found: list[_Read] = []
        size = 0
        for file in files:
            found.append(self._read(file, judge, anyway=anyway))
            size += len(file.raw)
            if len(found) >= _BATCH or size >= _BATCH_BYTES:
                break
        sync_files(self._folder, [one.sha256 for one in found if not one.is_refused])
        return found

    def _read(self, file: MailFile, judge: Judging, *, anyway: bool) -> _Read:
        from pectui.signed.letters import key_of_data

        found = open_original(file, judge)
        message, problem = found.message, found.problem
        taken = Taken(file.name, found.data, found.judgement, problem, source=file.source)
        if message is None or (problem is not None and not anyway):
            return _Read(taken)
        return _Read(
            taken,
            identity=message.identity,
            sha256=keep_file(self._folder, found.raw),
            size=len(found.raw),
            text=message.text,
            letter_key=key_of_data(message.data),
        )

    async def _keep(self, batch: Sequence[_Read]) -> list[Taken]:
        unused: list[str] = []

        def work(tables: Tables) -> tuple[list[Taken], list[str]]:
            kept = [self._write(tables, one, unused) for one in batch]
            codes = {one.original.data.code for one in kept if one.original is not None}
            changed = [self._note_state(tables, code) for code in sorted(filter(None, codes))]
            return [self._bound(tables, one) for one in kept], changed

        kept, changed = await self._books.data.run(work)
        if unused:
            await self._books.data.read(lambda tables: self._remove_unused(tables, unused))
        await self._books.tell(*filter(None, changed))
        return kept

    def _write(self, tables: Tables, read: _Read, unused: list[str]) -> Taken:
        """Write one down; `unused` gets the digests of files that nothing is kept of any more."""
        data = read.taken.data
        if read.is_refused or data is None:
            return read.taken
        held = tables.originals.with_identity(read.identity)
        if held is not None:
            return self._write_again(tables, read, held, unused)
        original = tables.originals.add(
            identity=read.identity,
            sha256=read.sha256,
            size=read.size,
            file=read.taken.file,
            letter_key=read.letter_key,
            data=data,
            judgement=read.taken.judgement,
            text=read.text,
        )
        return replace(read.taken, original=original, is_new=True)

    def _write_again(self, tables: Tables, read: _Read, held: Original, unused: list[str]) -> Taken:
        """Write down a file of an original that is here: the better of the two stays.

        One with a header that contradicts what was signed is refused beside one without.
        """
        table, judgement = tables.originals, read.taken.judgement
        if judgement.problem and not held.judgement.problem:
            unused.append(read.sha256)
            return read.taken
        is_better = judgement.rank > held.judgement.rank
        place = place_of(self._folder, held.sha256)
        if is_better or (held.sha256 != read.sha256 and not is_whole(place, held.sha256)):
            table.exchange_file(
                held.number, sha256=read.sha256, size=read.size, file=read.taken.file
            )
            unused.append(held.sha256)
        else:
            unused.append(read.sha256)
        if is_better or (judgement.rank == held.judgement.rank and not held.judgement.is_proof):
            table.judge(held.number, judgement)
        return replace(read.taken, original=table.numbered(held.number))

    def _bound(self, tables: Tables, taken: Taken) -> Taken:
        """Return `taken` with the sending it is about."""
        original = taken.original
        if original is None or original.data.code is None or not original.data.kind.is_receipt:
            return taken
        record = tables.sendings.by_code(original.data.code)
        return replace(taken, sending=record.id if record else None)

    def _note_state(self, tables: Tables, code: str | None) -> str:
        """Note the state of a sending anew; return its id, "" where nothing here has its code."""
        record = tables.sendings.by_code(code) if code else None
        if record is None or code is None:
            return ""
        note_state_anew(tables, self._books, code)
        return record.id

    def _remove_unused(self, tables: Tables, digests: Iterable[str]) -> None:
        for sha256 in digests:
            if not tables.originals.has_file(sha256):
                remove_file(self._folder, sha256)

    async def held(self) -> tuple[Original, ...]:
        """Return every original, in the order they were taken in."""
        return await self._books.data.read(lambda tables: tables.originals.all())

    async def bound(self) -> tuple[Taken, ...]:
        """Return every original as it was taken in, with the sending it is about by now."""

        def work(tables: Tables) -> tuple[Taken, ...]:
            return tuple(self._bound(tables, _as_taken(one)) for one in tables.originals.all())

        return await self._books.data.read(work)

    async def remove(self, number: int) -> Original:
        """Take an original out again, its file too; a sending stands by what is left.

        Raises NotFound.
        """

        def work(tables: Tables) -> tuple[Original, str]:
            original = tables.originals.numbered(number)
            if original is None:
                raise NotFound
            tables.originals.remove(number)
            return original, self._note_state(tables, original.data.code)

        original, changed = await self._books.data.run(work)
        await self._books.data.read(lambda tables: self._remove_unused(tables, [original.sha256]))
        await self._books.tell(*filter(None, [changed]))
        return original

    async def check_again(
        self, on_checked: Callable[[Original], None] | None = None
    ) -> tuple[Taken, ...]:
        """Judge every original anew, by the authorities of now; a file that was changed is none.

        What cannot be checked now does not overturn what was proven before.
        """
        judge = await asyncio.to_thread(judging, self._ca_file)
        for original in await self.held():
            judgement = await asyncio.to_thread(self._judged_again, original, judge)
            if judgement.problem is None and original.judgement.is_proof:
                judgement = original.judgement
            if judgement != original.judgement:
                await self._note(original, judgement)
            if on_checked is not None:
                on_checked(replace(original, judgement=judgement))
        return await self.bound()

    def _judged_again(self, original: Original, judge: Judging) -> Judgement:
        from pectui.services.proof.mail_files import MailFile

        raw = read_file(self._folder, original.sha256)
        if raw is None:
            return Judgement(intact=False, problem="originals.problem.file-changed")
        found = open_original(MailFile(original.file, raw), judge)
        if found.data is None:
            return Judgement(intact=False, problem="originals.problem.file-changed")
        return found.judgement

    async def _note(self, original: Original, judgement: Judgement) -> None:
        def work(tables: Tables) -> str:
            tables.originals.judge(original.number, judgement)
            return self._note_state(tables, original.data.code)

        changed = await self._books.data.run(work)
        await self._books.tell(*filter(None, [changed]))

    async def missing(self) -> tuple[tuple[Sending, Wanted], ...]:
        """Return the sendings some of whose originals are not here yet, oldest first."""

        def work(tables: Tables) -> tuple[Sending, ...]:
            return self._books.load_all(tables, tables.sendings.not_cancelled())

        sendings = await self._books.data.read(work)
        found = [(one, wanted(one)) for one in sendings if one.state.has_left]
        lacking = [(one, want) for one, want in found if want.missing]
        return tuple(sorted(lacking, key=lambda pair: pair[0].sent_at or pair[0].queued_at))

    async def of_message(self, envelope: Envelope) -> Original | None:
        """Return the original of a certified letter in the mailbox, or None.

        By its writer, its subject and the moment; of several the nearest.
        """
        from pectui.signed.letters import key_of_row

        key, date = key_of_row(envelope), envelope.date
        if not key or date is None:
            return None
        found = await self._books.data.read(lambda tables: tables.originals.of_letter(key))
        near = [one for one in found if abs(one.data.date - date) <= _NEAR]
        return min(near, key=lambda one: abs(one.data.date - date), default=None)

    async def content(self, original: Original) -> bytes:
        """Return the file of an original, as it was taken in. Raises NotFound."""
        raw = await asyncio.to_thread(read_file, self._folder, original.sha256)
        if raw is None:
            raise NotFound
        return raw


def _as_taken(original: Original) -> Taken:
    from pectui.text import clean_line

    reason = original.judgement.problem
    return Taken(
        file=clean_line(original.file, 400),
        data=original.data,
        judgement=original.judgement,
        problem=t(reason) if reason else None,
        original=original,
    )
