"""Into the outbox and back out of it: freezing what was confirmed, taking it back, once more."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, LetterInvalid, NotFound
from pectui.models import Letter, Sending, State
from pectui.services.drafts import give_back
from pectui.services.freezing import all_there, freeze_files, remove_files
from pectui.store import drafts as kept_drafts
from pectui.store import sendings as kept
from pectui.store import steps
from pectui.store.sendings import Frozen
from pectui.text import clean_line, storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.models import SendRequest
    from pectui.services.books import Books
    from pectui.services.letters import Review

UNDER_WAY = frozenset({State.QUEUED, State.SENDING})
_EQUAL_SECONDS = 24 * 3600.0


class Queue:
    """The waiting end of the outbox. `address` is the one letters leave from."""

    def __init__(self, books: Books, data: Path, address: str) -> None:
        self._books = books
        self._data = data
        self._address = address
        self._adding: set[asyncio.Task[tuple[str, ...]]] = set()

    def _check(self, letter: Letter) -> Review:
        from pectui.services.letters import check_letter  # late: many a start sends nothing

        return check_letter(letter, self._address)

    async def finish(self) -> None:
        """Wait until every letter that is being added is on disk."""
        if self._adding:
            await asyncio.wait(set(self._adding))

    async def equal_warnings(self, letter: Letter) -> tuple[str, ...]:
        """Return warnings about equal letters under way, unknown, or sent within 24 hours."""
        requests = self._check(letter).requests
        since = self._books.seconds - _EQUAL_SECONDS
        owner = self._books.owner
        records = await self._books.database.read(
            lambda connection: [
                record
                for request in requests
                for record in kept.equals(connection, owner, request, since)
            ]
        )
        return _warnings([self._books.standing(record) for record in records])

    async def add(self, letter: Letter, delay: float) -> tuple[str, ...]:
        """Freeze `letter` to leave in `delay` seconds; return the ids of its sendings.

        Raises LetterInvalid, FileUnreadable or StoreUnusable; then nothing is queued and the draft
        is as it was. Once begun it is carried through, even when the caller is cancelled.
        """
        review = self._check(letter)
        for error in review.errors:
            if isinstance(error, FileUnreadable):
                raise error
        if review.problems:
            raise LetterInvalid("; ".join(review.problems))
        task = asyncio.create_task(self._freeze(letter, review.requests, delay))
        self._adding.add(task)
        task.add_done_callback(self._adding.discard)
        return await asyncio.shield(task)

    async def _freeze(
        self, letter: Letter, requests: Sequence[SendRequest], delay: float
    ) -> tuple[str, ...]:
        letter_id = uuid.uuid4().hex
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

        def work(connection: sqlite3.Connection) -> tuple[str, ...]:
            kept.insert_letter(connection, self._books.owner, frozen)
            if letter.draft_id:
                kept_drafts.remove(connection, self._books.owner, letter.draft_id)
            return tuple(
                self._insert(connection, frozen, request.recipients, request.subject, delay)
                for request in requests
            )

        try:
            ids = await self._books.database.run(work)
        except Exception:
            # Not when cancelled: it may have been committed, and what was not is swept later.
            await asyncio.to_thread(remove_files, self._data, letter_id)
            raise
        await self._books.tell(*ids)
        return ids

    def _insert(
        self,
        connection: sqlite3.Connection,
        letter: Frozen,
        recipients: tuple[str, ...],
        subject: str,
        delay: float,
        resent_of: str | None = None,
    ) -> str:
        sending_id = uuid.uuid4().hex[:16]
        kept.insert_queued(
            connection,
            self._books.owner,
            sending_id=sending_id,
            letter=letter,
            recipients=recipients,
            subject=storable(subject),
            now=self._books.seconds,
            delay=max(delay, 0.0),
            resent_of=resent_of,
        )
        return sending_id

    async def take_back(self, sending_id: str) -> bool:
        """Take a sending out of the queue and make it a draft again; False when it is too late."""

        def work(connection: sqlite3.Connection) -> bool:
            record = kept.by_id(connection, self._books.owner, sending_id)
            if record is None or not steps.cancel(connection, sending_id):
                return False
            give_back(connection, self._books, record, None)
            return True

        cancelled = await self._books.database.run(work)
        if cancelled:
            await self._tidy(sending_id)
            await self._books.tell(sending_id)
        return cancelled

    async def _tidy(self, sending_id: str) -> None:
        """Remove the frozen files of a letter taken back as a whole, where its own are there."""

        def work(connection: sqlite3.Connection) -> Frozen | None:
            record = kept.by_id(connection, self._books.owner, sending_id)
            if record is None:
                return None
            siblings = kept.of_letter(connection, self._books.owner, record.letter.letter_id)
            alone = all(one.mark is kept.Mark.CANCELLED for one in siblings)
            return record.letter if alone else None

        letter = await self._books.database.read(work)
        if letter is None or not letter.attachments:
            return
        if await asyncio.to_thread(all_there, letter.originals):
            await asyncio.to_thread(remove_files, self._data, letter.letter_id)

    async def add_again(self, sending_id: str) -> str:
        """Queue the same letter to the same recipients once more; return the new sending's id.

        The new sending is linked to the old one. Raises NotFound, or LetterInvalid while the old
        one is still waiting or under way.
        """

        def work(connection: sqlite3.Connection) -> str:
            record = kept.by_id(connection, self._books.owner, sending_id)
            if record is None:
                raise NotFound
            if self._books.standing(record).state in UNDER_WAY:
                raise LetterInvalid(t("outbox.under-way"))
            if record.mark is kept.Mark.CANCELLED:
                raise LetterInvalid(t("outbox.cancelled"))
            if not record.letter.sender:
                raise LetterInvalid(t("outbox.no-text"))
            return self._insert(
                connection, record.letter, record.recipients, record.subject, 0.0, record.id
            )

        new = await self._books.database.run(work)
        await self._books.tell(new)
        return new


def _warnings(sendings: Sequence[Sending]) -> tuple[str, ...]:
    warnings: dict[str, None] = {}
    for sending in sendings:
        recipients = clean_line(", ".join(sending.recipients))
        if sending.state in UNDER_WAY:
            warnings[t("letters.equal-in-flight", recipients=recipients)] = None
        elif sending.state is State.UNKNOWN:
            warnings[t("letters.equal-unknown", recipients=recipients)] = None
        elif sending.code is not None:
            warnings[t("letters.equal-sent", recipients=recipients)] = None
    return tuple(warnings)
