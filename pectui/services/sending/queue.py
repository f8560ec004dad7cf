"""Into the outbox and back out of it: freezing what was confirmed, taking it back, once more."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileChanged, FileUnreadable, LetterInvalid, NotFound, StoreUnusable
from pectui.pec.addresses import typed_addresses
from pectui.pec.letters import MAX_SUBJECT
from pectui.pec.references import new_reference, reference_of, with_reference, without_reference
from pectui.services.sending.attachments import all_there, freeze_files, remove_files
from pectui.services.sending.ballast import Ballast
from pectui.services.sending.drafts import give_back
from pectui.services.sending.equals import find_equals, repeated, share_addressee
from pectui.store.sending.sendings import Frozen, Phase
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.models import Letter, OutgoingAttachment, Sending, SendRequest
    from pectui.services.sending.allowance import Terms
    from pectui.services.sending.books import Books
    from pectui.services.sending.checks import Review
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record

UNDO_SECONDS = 600.0
"""Seconds. A delay up to this is time to undo; a longer one means a time of the day."""


class Queue:
    """The waiting end of the outbox. `address` is the one letters leave from."""

    def __init__(self, books: Books, data: Path, address: str, terms: Terms) -> None:
        self._books = books
        self._data = data
        self._address = address
        self._policy = terms.subject_reference
        self._adding: set[asyncio.Task[tuple[str, ...]]] = set()

    def _check(self, letter: Letter) -> Review:
        from pectui.services.sending.checks import check_letter  # late: many a start sends nothing

        return check_letter(letter, self._address)

    async def finish(self) -> None:
        """Wait until every letter that is being added is on disk."""
        if self._adding:
            await asyncio.wait(set(self._adding))

    async def with_references(self, letter: Letter) -> Letter:
        """Return `letter` with a reference for each of its sendings, where it gets any.

        One given earlier to another sending, as in a copied subject, makes place for the new ones.
        """
        from pectui.services.sending.checks import addressed  # late, as in _check

        count = len(addressed(letter))
        if len(letter.references) == count or count < (1 if self._policy == "always" else 2):
            return letter
        if self._policy == "never":
            return letter
        typed = reference_of(letter.subject)

        def work(tables: Tables) -> Letter:
            subject = letter.subject
            if typed and tables.matching.was_given(typed):
                subject = without_reference(subject)
            elif typed and count == 1:
                return letter
            given: list[str] = []
            while len(given) < count:
                given.append(self._new_reference(tables, given))
            return replace(letter, subject=subject, references=tuple(given))

        return await self._books.data.read(work)

    def _new_reference(self, tables: Tables, given: Sequence[str] = ()) -> str:
        return new_reference(lambda one: one in given or tables.matching.is_live_reference(one))

    async def add(
        self, letter: Letter, delay: float, *, unless_open: bool = False
    ) -> tuple[str, ...]:
        """Freeze `letter` to leave in `delay` seconds; return the ids of its sendings.

        Raises LetterInvalid, LetterRepeated (with `unless_open`), FileUnreadable, FileChanged or
        StoreUnusable; then nothing is queued and the draft is as it was. Once begun it is carried
        through, even when the caller is cancelled.
        """
        letter = await self.with_references(letter)
        review = self._check(letter)
        for error in review.errors:
            if isinstance(error, FileUnreadable):
                raise error
        if review.problems:
            raise LetterInvalid("; ".join(review.problems))
        task = asyncio.create_task(self._freeze(letter, review.requests, delay, unless_open))
        self._adding.add(task)
        task.add_done_callback(self._adding.discard)
        return await asyncio.shield(task)

    async def _freeze(
        self, letter: Letter, requests: Sequence[SendRequest], delay: float, unless_open: bool
    ) -> tuple[str, ...]:
        letter_id = uuid.uuid4().hex
        given = letter.references
        references = given if len(given) == len(requests) else (None,) * len(requests)
        files = await asyncio.to_thread(freeze_files, self._data, letter_id, letter.attachments)
        frozen = Frozen(
            letter_id=letter_id,
            draft_id=letter.draft_id or "",
            sender=storable(requests[0].sender),
            body=storable(letter.body),
            html=letter.html,
            together=letter.together,
            body_html=storable(requests[0].body_html),
            originals=letter.attachments,
            attachments=files,
        )

        exact = tuple(replace(request, attachments=files) for request in requests)

        def work(tables: Tables) -> tuple[str, ...]:
            earlier = find_equals(tables, self._books, exact).open
            if unless_open and earlier:
                raise repeated(earlier)
            tables.sendings.insert_letter(frozen)
            if letter.draft_id:
                # The names stand nowhere but in what was typed.
                draft = tables.drafts.find(letter.draft_id)
                tables.recipients.name(_names(draft.recipients) if draft else {})
                tables.drafts.remove(letter.draft_id)
            leave_at = letter.leave_at.timestamp() if letter.leave_at else None
            return tuple(
                self._insert(
                    tables,
                    frozen,
                    request.recipients,
                    request.subject,
                    delay,
                    leave_at=leave_at,
                    reference=reference,
                    resent_of=_last_to(request, earlier),
                )
                for request, reference in zip(requests, references, strict=True)
            )

        try:
            _compare(letter, files)
            ids = await self._books.data.run(work)
        except Exception:
            # Not when cancelled: it may have been committed, and what was not is swept later.
            committed = await self._committed(letter_id)
            if committed is not None and not committed:
                await asyncio.to_thread(remove_files, self._data, letter_id)
            if not committed:
                raise
            ids = committed
        await self._books.tell(*ids)
        return ids

    async def _committed(self, letter_id: str) -> tuple[str, ...] | None:
        """Return the sendings of a letter that are on disk although writing it met an error.

        The last sync of a commit may fail when nothing can be taken back any more. None where the
        disk does not tell: then its files are needed, or swept later.
        """
        try:
            records = await self._books.data.read(
                lambda tables: tables.sendings.of_letter(letter_id)
            )
        except StoreUnusable:
            return None
        return tuple(record.id for record in records)

    def _insert(
        self,
        tables: Tables,
        letter: Frozen,
        recipients: tuple[str, ...],
        subject: str,
        delay: float,
        *,
        leave_at: float | None = None,
        reference: str | None = None,
        resent_of: str | None = None,
    ) -> str:
        sending_id = uuid.uuid4().hex[:16]
        tables.sendings.insert_queued(
            sending_id=sending_id,
            letter=letter,
            recipients=recipients,
            subject=storable(subject),
            delay=max(delay, 0.0),
            leave_at=leave_at,
            resent_of=resent_of,
            reference=reference,
            # What can be undone on the screen is counted there by the same clock.
            boot=self._books.boot if 0 < delay <= UNDO_SECONDS else "",
            tick=self._books.ticks() + delay,
        )
        return sending_id

    async def take_back(self, sending_id: str) -> bool:
        """Take a sending out of the queue and make it a draft again; False when it is too late."""

        def work(tables: Tables) -> bool:
            record = tables.sendings.by_id(sending_id)
            if record is None or not tables.steps.cancel(sending_id):
                return False
            give_back(tables, self._books, record, None)
            if record.batch is not None:
                tables.batches.leave_batch(sending_id)
            return True

        cancelled = await Ballast(self._data).write(self._books.data, work)
        if cancelled:
            await self._tidy(sending_id)
            await self._books.tell(sending_id)
        return cancelled

    async def _tidy(self, sending_id: str) -> None:
        """Remove the frozen files of a letter taken back as a whole, where its own are there."""

        def work(tables: Tables) -> Frozen | None:
            record = tables.sendings.by_id(sending_id)
            if record is None:
                return None
            siblings = tables.sendings.of_letter(record.letter.letter_id)
            alone = all(one.phase is Phase.CANCELLED for one in siblings)
            return record.letter if alone else None

        letter = await self._books.data.read(work)
        if letter is None or not letter.attachments:
            return
        if await asyncio.to_thread(all_there, letter.originals):
            await asyncio.to_thread(remove_files, self._data, letter.letter_id)

    async def add_again(self, sending_id: str) -> str:
        """Queue the same letter to the same recipients once more; return the new sending's id.

        Only its reference is another one: the receipts of the two must not be mistaken. The new
        sending is linked to the old one. Raises NotFound, or LetterInvalid while the old one is
        still waiting or under way.
        """

        def work(tables: Tables) -> str:
            record = tables.sendings.by_id(sending_id)
            if record is None:
                raise NotFound
            if not all_there(file.path for file in record.letter.attachments):
                raise LetterInvalid(t("outbox.copies-removed"))
            if self._books.standing(record).state.is_under_way:
                raise LetterInvalid(t("outbox.under-way"))
            if record.phase is Phase.CANCELLED:
                raise LetterInvalid(t("outbox.cancelled"))
            if not record.letter.sender:
                raise LetterInvalid(t("outbox.no-text"))
            subject, reference = self._once_more(tables, record)
            new = self._insert(
                tables,
                record.letter,
                record.recipients,
                subject,
                0.0,
                reference=reference,
                resent_of=record.id,
            )
            tables.batches.follow_sending(record.id, new)
            return new

        new = await self._books.data.run(work)
        await self._books.tell(new)
        return new

    def _once_more(self, tables: Tables, record: Record) -> tuple[str, str | None]:
        """Return the subject of a sending made again, and the reference in it."""
        bare = without_reference(record.subject) if record.reference else record.subject
        if record.reference is None and (self._policy != "always" or reference_of(bare)):
            return bare, None
        reference = self._new_reference(tables)
        subject = with_reference(bare, reference)
        return (subject, reference) if len(subject) <= MAX_SUBJECT else (bare, None)


def _last_to(request: SendRequest, earlier: Sequence[Sending]) -> str | None:
    """Return the id of the last of `earlier` that shares an addressee with `request`."""
    ids = [one.id for one in earlier if share_addressee(one.recipients, request.recipients)]
    return ids[-1] if ids else None


def _compare(letter: Letter, files: Sequence[OutgoingAttachment]) -> None:
    """Raise FileChanged where a file is no longer what the review showed."""
    if not letter.shown:
        return
    frozen = [file.sha256 for file in files]
    for path, shown, now in zip(letter.attachments, letter.shown, frozen, strict=True):
        if shown != now:
            raise FileChanged(path=path)


def _names(typed: str) -> dict[str, str]:
    return {one.address: one.name for one in typed_addresses(typed) if one.name}
