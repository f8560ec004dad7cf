"""Confirms a batch: freezes everything on disk, then lets it leave as one.

While it is filled nothing of it leaves, so that a full disk, a table that changed or an end of the
program leave nothing half confirmed. A row that has its letter keeps it: no row gets a second one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.domains import address_key
from pectui.errors import BatchChanged, BatchHeld, StoreUnusable
from pectui.models import BatchPhase, OutgoingAttachment, RowKind
from pectui.pec.references import batch_reference
from pectui.services.batches.earlier import LATELY_SECONDS, html_of
from pectui.services.batches.files import FilesSeen
from pectui.services.batches.findings import stored_view
from pectui.services.batches.fingerprint import Fingerprint, Places, id_of
from pectui.services.batches.frozen import FrozenFiles
from pectui.services.batches.letters import AT_A_TIME, RowLetter, open_letters, stream
from pectui.services.batches.office import to_pdf
from pectui.services.sending.ballast import Ballast, check_room
from pectui.services.sending.unfilled import filling_lock, remove_unfilled
from pectui.store.sending.history import bare_key
from pectui.store.sending.sendings import Frozen
from pectui.system.reasons import system_reason
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from pathlib import Path

    from pectui.models import Finding
    from pectui.services.batches.check import Check
    from pectui.services.batches.earlier import Earlier
    from pectui.services.batches.source import StoredSource
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.batches import BatchRecord

_Piece = tuple[list[RowLetter], dict[int, tuple[OutgoingAttachment, ...]]]
"""Letters of some rows, and the frozen files of those that are ready, by row."""

_LOG = logging.getLogger(__name__)
_POLL = 0.1
"""Seconds between two looks whether another process has confirmed its batch."""


@contextlib.asynccontextmanager
async def confirming_alone(books: Books, data: Path) -> AsyncIterator[None]:
    """Wait until nobody else confirms a batch, and remove what an ended process left of one.

    Raises StoreUnusable.
    """
    lock = filling_lock(books, data)
    try:
        while not lock.take():  # noqa: ASYNC110  another process frees it
            await asyncio.sleep(_POLL)
    except OSError as error:
        raise StoreUnusable(path=str(data), reason=system_reason(error)) from error
    try:
        await remove_unfilled(books, data)
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class Times:
    """When the letters of a batch leave, and by when they must have arrived."""

    leave_at: float | None = None
    """Not before this moment, in seconds since the epoch."""
    hours: str = ""
    """Hours of the day in Rome, as in "08:00-20:00"; "" is always."""
    deliver_by: float | None = None


class Filling:
    """One confirmation of a batch."""

    def __init__(
        self,
        books: Books,
        data: Path,
        sender: str,
        check: Check,
        earlier: Earlier,
        stored: StoredSource | None,
        times: Times,
    ) -> None:
        self._books = books
        self._data = data
        self._sender = sender
        self._check = check
        self._problems: dict[int, list[Finding]] = {}
        for one in check.problems:
            if one.row is not None:
                self._problems.setdefault(one.row, []).append(one)
        self._request = check.request
        self._earlier = earlier
        self._stored = stored
        self._times = times
        self._later: list[_Piece] | None = None
        """What is added to a batch that leaves already: nothing of it is queued before all is."""

    async def run(self, on_progress: Callable[[int], object] | None = None) -> str:
        """Confirm the rows that are ready; return the id of the batch.

        Raises BatchChanged, FileUnreadable, StoreUnusable and what the table raises: then nothing
        more is queued than before.
        """
        await asyncio.to_thread(check_room, self._data)
        batch, is_new = await self._books.data.run(self._begin)
        files = FrozenFiles(self._data, batch.number)
        self._later = None if is_new else []
        try:
            async with self._books.data.database.filling():
                await self._fill(batch, files, on_progress)
            await asyncio.to_thread(files.finish)
            await self._books.data.run(lambda tables: self._open(tables, batch))
        except BaseException as error:
            if is_new:
                is_undone = await asyncio.shield(self._undo(batch, files))
            else:
                is_undone = await asyncio.shield(self._undo_later(batch, files))
            # The last sync of a commit may fail when nothing can be taken back any more.
            if is_undone or not isinstance(error, StoreUnusable):
                raise
        return batch.id

    def _begin(self, tables: Tables) -> tuple[BatchRecord, bool]:
        """Return the batch to fill, and whether it is a new one."""
        for known in tables.batches.by_fingerprint(self._check.fingerprint):
            return known, False
        batch_id = id_of(self._check.fingerprint, lambda one: tables.batches.by_id(one) is not None)
        number = tables.batches.insert(
            batch_id=batch_id,
            fingerprint=self._check.fingerprint,
            name=self._request.name,
            header=self._check.header,
            request=self._request.from_anywhere().as_json(),
            leave_at=self._times.leave_at,
            hours=self._times.hours,
            follows=self._request.follows,
            deliver_by=self._times.deliver_by,
        )
        batch = tables.batches.numbered(number)
        assert batch is not None
        return batch, True

    async def _fill(
        self, batch: BatchRecord, files: FrozenFiles, on_progress: Callable[[int], object] | None
    ) -> None:
        """Write every row, in pieces; the rows must be those that were checked."""
        waiting: list[RowLetter] = []
        files_seen = FilesSeen()
        done = 0
        async with open_letters(self._request, self._stored) as letters:
            fingerprint = Fingerprint(self._request, letters.columns, letters.form_bytes)
            places = Places()
            async for letter in stream(letters):
                fingerprint.add(letter.cells)
                places.add(letter.row)
                files_seen.add(letter.files)
                waiting.append(letter)
                if len(waiting) == AT_A_TIME:
                    await self._write(batch, files, waiting)
                    done += len(waiting)
                    waiting = []
                    if on_progress is not None:
                        on_progress(done)
            await self._write(batch, files, waiting)
        if (fingerprint.hex(), places.hex()) != (self._check.fingerprint, self._check.places):
            raise BatchChanged(t("batches.table-changed"))
        if files_seen.hex() != self._check.files:
            raise BatchChanged(t("batches.files-changed"))

    async def _write(
        self, batch: BatchRecord, files: FrozenFiles, letters: Sequence[RowLetter]
    ) -> None:
        """Freeze some letters' files and write the letters down, in one transaction."""
        if not letters:
            return
        span = letters[0].row, letters[-1].row
        written = await self._books.data.read(
            lambda tables: tables.batches.with_sending(batch.number, span)
        )
        new = [one for one in letters if one.row not in written]
        piece = new, await asyncio.to_thread(self._freeze, files, new)
        if self._later is not None:
            self._later.append(piece)
            return

        def work(tables: Tables) -> None:
            if tables.batches.numbered(batch.number) is None:
                raise BatchChanged(t("batches.confirmed-elsewhere"))
            self._insert_all(tables, batch, piece)

        # In pieces: what is leaving meanwhile must not wait for the database.
        await self._books.data.run(work)

    def _insert_all(self, tables: Tables, batch: BatchRecord, piece: _Piece) -> None:
        """Write down the rows that have no letter yet."""
        letters, frozen = piece
        if not letters:
            return
        again = tables.batches.with_sending(batch.number, (letters[0].row, letters[-1].row))
        for letter in letters:
            if letter.row not in again:
                self._insert(tables, batch, letter, frozen.get(letter.row))

    def _is_ready(self, letter: RowLetter) -> bool:
        return letter.is_ready and letter.row not in self._problems

    def _freeze(
        self, files: FrozenFiles, letters: Sequence[RowLetter]
    ) -> dict[int, tuple[OutgoingAttachment, ...]]:
        """Return the frozen files of the letters that are ready, by row. Blocks."""
        ready = [one for one in letters if self._is_ready(one)]
        found = {one.row: tuple(map(files.freeze, one.files)) for one in ready}
        made = [one for one in ready if one.form is not None]
        forms = [one.form for one in made if one.form is not None]
        if forms and self._request.as_pdf:
            octets = to_pdf([one.octets for one in forms])
            names = [one.pdf_name for one in forms]
        else:
            octets = [one.octets for one in forms]
            names = [one.name for one in forms]
        for letter, name, content in zip(made, names, octets, strict=True):
            found[letter.row] = (*found[letter.row], files.write(name, content))
        return found

    def _insert(
        self,
        tables: Tables,
        batch: BatchRecord,
        letter: RowLetter,
        files: tuple[OutgoingAttachment, ...] | None,
    ) -> None:
        sending_id = None
        if files is not None:
            sending_id = self._insert_sending(tables, batch, letter, files)
        is_to_post = letter.is_to_post and letter.row not in self._problems
        if not (sending_id or is_to_post or letter.row in self._problems):
            raise BatchChanged(t("batches.files-changed"))
        kind = RowKind.POST if is_to_post else RowKind.NOT_READY
        problems = self._problems.get(letter.row, [])
        tables.batches.add_row(
            batch.number,
            row=letter.row,
            line=letter.line,
            cells=letter.cells,
            recipient=letter.recipient,
            kind=RowKind.LETTER if sending_id else kind,
            findings=[] if sending_id else [stored_view(one) for one in problems],
            sending_id=sending_id,
        )

    def _insert_sending(
        self,
        tables: Tables,
        batch: BatchRecord,
        letter: RowLetter,
        files: tuple[OutgoingAttachment, ...],
    ) -> str:
        sending_id = uuid.uuid4().hex[:16]
        frozen = Frozen(
            letter_id=uuid.uuid4().hex,
            draft_id="",
            sender=storable(self._sender),
            body=storable(letter.body),
            html=self._request.is_html,
            together=False,
            body_html=html_of(letter, is_html=self._request.is_html),
            originals=(),
            attachments=files,
        )
        tables.sendings.insert_letter(frozen)
        tables.sendings.insert_queued(
            sending_id=sending_id,
            letter=frozen,
            recipients=(letter.recipient,),
            subject=storable(letter.subject_with(batch.id)),
            delay=0.0,
            reference=batch_reference(batch.id, letter.row),
            batch=batch.number,
        )
        return sending_id

    def _open(self, tables: Tables, batch: BatchRecord) -> None:
        """Let the batch leave, where no equal letter was confirmed since it was checked."""
        known = tables.batches.numbered(batch.number)
        if known is None:
            raise BatchChanged(t("batches.confirmed-elsewhere"))
        if known.phase is not BatchPhase.FILLING:
            self._add(tables, known)
            return
        self._compare_newest(tables, tables.batches.letters(batch.number))
        tables.batches.set_phase(batch.number, BatchPhase.OPEN)

    def _add(self, tables: Tables, batch: BatchRecord) -> None:
        """Add the rows that have no letter yet to a batch that was confirmed before."""
        later = self._later or []
        if batch.phase is BatchPhase.STOPPED:
            raise BatchHeld(t("batches.stopped"), id=batch.id)
        new = [one for letters, _ in later for one in letters if self._is_ready(one)]
        self._compare_newest(tables, [(one.recipient, one.subject) for one in new])
        for piece in later:
            self._insert_all(tables, batch, piece)
        if self._request.allow_duplicates:
            tables.batches.set_request(batch.number, self._request.from_anywhere().as_json())
        if tables.batches.waiting(batch.number):
            times = self._times
            tables.batches.set_times(
                batch.number,
                leave_at=times.leave_at,
                hours=times.hours,
                deliver_by=times.deliver_by,
            )

    def _compare_newest(self, tables: Tables, letters: Iterable[tuple[str, str]]) -> None:
        """Raise BatchChanged where one that equals these was confirmed since they were checked."""
        if self._request.allow_duplicates or self._request.again:
            return
        since = self._books.seconds - LATELY_SECONDS
        ours: set[tuple[str, str]] | None = None
        # One that was stopped and is resumed meanwhile has the number it had.
        known = {number for numbers in self._earlier.found.values() for number in numbers}
        for number, recipients, subject in tables.history.lately(since):
            if number in known:
                continue
            if ours is None:
                ours = {(address_key(one), bare_key(text)) for one, text in letters}
            for recipient in recipients:
                if (address_key(recipient), subject) in ours:
                    raise BatchChanged(t("batches.equal-meanwhile", address=recipient))

    async def _undo_later(self, batch: BatchRecord, files: FrozenFiles) -> bool:
        """Remove the files of what was not added; False where it was added all the same."""
        rows = [one.row for letters, _ in self._later or () for one in letters]

        def is_added(tables: Tables) -> bool:
            return not tables.batches.with_sending(batch.number).isdisjoint(rows)

        try:
            if await self._books.data.read(is_added):
                return False
        except StoreUnusable as error:
            _LOG.warning("it is not known whether letters were added to a batch: %s", error)
            return True
        await asyncio.to_thread(files.remove_new)
        return True

    async def _undo(self, batch: BatchRecord, files: FrozenFiles) -> bool:
        """Remove what was written of a batch; False where it is confirmed all the same."""

        def work(tables: Tables) -> bool:
            known = tables.batches.numbered(batch.number)
            if known is not None and known.phase is not BatchPhase.FILLING:
                return False
            tables.batches.remove(batch.number)
            return True

        try:
            is_undone = await Ballast(self._data).write(self._books.data, work)
        except StoreUnusable as error:
            # It stays as one that is being filled: nothing of it leaves, and it is swept later.
            _LOG.warning("a batch that was not confirmed could not be removed: %s", error)
            return True
        if is_undone:
            await asyncio.to_thread(files.remove)
        return is_undone
