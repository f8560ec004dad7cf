"""Letters being written, kept through crash and power cut."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui.catalogue import Words, t
from pectui.models import Draft, Letter
from pectui.pec.addresses import split_addresses
from pectui.pec.references import reference_of, without_reference
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.models import Sending
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Frozen, Record


class Drafts:
    """The drafts of one mailbox. Raises StoreUnusable where the disk does not keep them."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def new_draft(self, **fields: Any) -> Draft:
        """Return a draft with an id of its own; it is on disk once it is saved."""
        return Draft(id=uuid.uuid4().hex, account=self._books.owner.name, **fields)

    async def save(self, draft: Draft) -> Draft:
        """Write `draft` to disk, synced, and return it with the time of saving."""
        at = self._books.now()

        def work(tables: Tables) -> None:
            stored = tables.drafts.find(draft.id)
            if stored is not None and _came_back_since(stored, draft):
                # What came back under the id of a letter that is still open is kept beside it.
                tables.drafts.save(replace(stored, id=uuid.uuid4().hex), stored.updated_at or at)
            tables.drafts.save(draft, at)

        await self._books.data.run(work)
        return replace(draft, updated_at=at)

    async def all(self) -> tuple[Draft, ...]:
        """Return every draft that is no template, the one last written first."""
        return tuple(one for one in await self._kept() if template_name(one) is None)

    async def templates(self) -> tuple[Draft, ...]:
        """Return the templates by their names."""
        found = [one for one in await self._kept() if template_name(one) is not None]
        return tuple(sorted(found, key=lambda one: (template_name(one) or "").casefold()))

    async def _kept(self) -> tuple[Draft, ...]:
        return await self._books.data.read(lambda tables: tables.drafts.newest_first())

    async def keep_as_template(self, draft: Draft, name: str) -> Draft:
        """Save a copy of `draft` as a template and return it; the draft stays what it is.

        A name that another template has is numbered: none replaces another. An empty name is that
        of the subject.
        """
        wanted = clean_line(name or draft.subject, MAX_NAME).strip() or t("drafts.template")
        taken = {(template_name(one) or "").casefold() for one in await self.templates()}
        names = (wanted if number == 1 else f"{wanted} ({number})" for number in count(1))
        free = next(one for one in names if one.casefold() not in taken)
        return await self.save(replace(self.copy_of(draft), meta={TEMPLATE_KEY: free}))

    def from_template(self, template: Draft) -> Draft:
        """Return a new draft with all that `template` holds; the template is not touched."""
        return self.copy_of(template)

    def copy_of(self, draft: Draft) -> Draft:
        """Return a new draft that says the same: not where it came back from, nor its time."""
        return self.new_draft(
            recipients=draft.recipients,
            subject=draft.subject,
            body=draft.body,
            html=draft.html,
            together=draft.together,
            attachments=draft.attachments,
        )

    async def again(self, sending: Sending) -> Draft:
        """Return a new draft that says what `sending` said: as it was typed, where that is known.

        Its reference was that sending's own; the new letter gets another.
        """

        def work(tables: Tables) -> tuple[Record | None, bool]:
            record = tables.sendings.by_id(sending.id)
            typed = reference_of(sending.subject)
            given = typed is not None and tables.matching.was_given(typed)
            return record, given

        record, given = await self._books.data.read(work)
        subject = without_reference(sending.subject) if given else sending.subject
        draft = self.new_draft(
            recipients=", ".join(sending.recipients),
            subject=subject,
            body=sending.body_html,
            html=bool(sending.body_html),
            together=len(sending.recipients) > 1,
            attachments=tuple(file.path for file in sending.attachments),
        )
        if record is None or not record.letter.sender:
            return draft
        letter = record.letter
        files = await asyncio.to_thread(_sent_files, letter)
        return replace(draft, body=letter.body, html=letter.html, attachments=files)

    async def take_up(self, draft: Draft) -> Draft:
        """Return a draft that came back, as one somebody writes on from now on.

        A recipient who comes back later would not be in what is being written: the next save would
        drop it. One that came back in between is in what is returned.
        """

        def work(tables: Tables) -> Draft:
            found = tables.drafts.find(draft.id)
            if found is None or LETTER_KEY not in found.meta:
                return found or draft
            taken = replace(found, meta={**found.meta, TAKEN_KEY: "1"})
            tables.drafts.save(taken, found.updated_at or self._books.now())
            return taken

        found = await self.get(draft.id)
        if found is None or LETTER_KEY not in found.meta or TAKEN_KEY in found.meta:
            return found or draft
        return await self._books.data.run(work)

    async def get(self, draft_id: str) -> Draft | None:
        """Return one draft, or None when it is gone."""
        return await self._books.data.read(lambda tables: tables.drafts.find(draft_id))

    async def delete(self, draft_id: str) -> None:
        """Delete one draft; one that is gone already is no error."""
        await self._books.data.run(lambda tables: tables.drafts.remove(draft_id))


TEMPLATE_KEY = "template"
"""In a draft's `meta`: the name that makes it a template, to begin letters from."""
MAX_NAME = 60
"""Characters of a template's name."""


def template_name(draft: Draft) -> str | None:
    """Return the name of a template; None when `draft` is a letter being written."""
    return draft.meta.get(TEMPLATE_KEY)


LETTER_KEY = "letter"
"""In a draft's `meta`: the letter it came back from."""
CAME_KEY = "came-back"
"""In a draft's `meta`: with whom it came back, addresses with commas between."""
TAKEN_KEY = "taken"
"""In a draft's `meta`: somebody writes on; what comes back later has a draft of its own."""
LEAVE_KEY = "leave-at"
"""In a draft's `meta`: the time at which the letter is to leave, as ISO 8601."""


def leave_at_of(draft: Draft) -> datetime | None:
    """Return the time (aware) that was chosen for the letter to leave at, or None."""
    try:
        moment = datetime.fromisoformat(draft.meta.get(LEAVE_KEY, ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def with_leave_at(draft: Draft, moment: datetime | None) -> Draft:
    """Return `draft` with another time (aware) to leave at; None takes the time away."""
    meta = {key: value for key, value in draft.meta.items() if key != LEAVE_KEY}
    if moment is not None:
        meta[LEAVE_KEY] = moment.isoformat()
    return replace(draft, meta=meta)


def is_blank(draft: Draft) -> bool:
    """Whether nothing was written yet."""
    return not (draft.recipients or draft.subject or draft.body.strip() or draft.attachments)


def letter_of(draft: Draft) -> Letter:
    """Return `draft` as the letter it would become."""
    return Letter(
        recipients=split_addresses(draft.recipients),
        subject=draft.subject.strip(),
        body=draft.body,
        html=draft.html,
        together=draft.together,
        attachments=draft.attachments,
        draft_id=draft.id,
        leave_at=leave_at_of(draft),
    )


def give_back(tables: Tables, books: Books, record: Record, why: Words | None) -> None:
    """Make a sending that did not leave a draft again, in the transaction that says so.

    The recipients of one letter come back into one draft; what its writer has changed there
    meanwhile stays. Another letter, as it was before or after it was changed, has another draft.
    """
    letter = record.letter
    draft = _draft_of(tables, letter)
    if draft is None:
        wanted = letter.draft_id or letter.letter_id
        draft = Draft(
            id=wanted if tables.drafts.find(wanted) is None else uuid.uuid4().hex,
            account=books.owner.name,
            # The reference was that sending's own; the next one gets another.
            subject=without_reference(record.subject) if record.reference else record.subject,
            body=letter.body,
            html=letter.html,
            together=letter.together,
            attachments=_files(letter.originals, [file.path for file in letter.attachments]),
            meta={LETTER_KEY: letter.letter_id},
        )
        # A time that is past would only stand in the way of sending it now.
        if record.leave_at is not None and record.leave_at > books.seconds:
            draft = with_leave_at(draft, datetime.fromtimestamp(record.leave_at, UTC))
    recipients = ", ".join((*filter(None, [draft.recipients]), *record.recipients))
    came = ", ".join((*filter(None, [draft.meta.get(CAME_KEY)]), *record.recipients))
    meta = {**draft.meta, CAME_KEY: came}
    draft = replace(draft, recipients=recipients, meta=meta, why=why or draft.why)
    tables.drafts.save(draft, books.now())


def _came_back_since(stored: Draft, draft: Draft) -> bool:
    """Whether `stored` came back from a letter that `draft`, of the same id, knows nothing of."""
    letter = stored.meta.get(LETTER_KEY)
    is_anew = TAKEN_KEY in draft.meta and TAKEN_KEY not in stored.meta
    return letter is not None and (is_anew or letter != draft.meta.get(LETTER_KEY))


def _draft_of(tables: Tables, letter: Frozen) -> Draft | None:
    """Return the draft into which recipients of a letter came back, where nobody writes on it."""
    for one in tables.drafts.newest_first():
        if one.meta.get(LETTER_KEY) == letter.letter_id and TAKEN_KEY not in one.meta:
            return one
    return None


def _sent_files(letter: Frozen) -> tuple[str, ...]:
    """Return where the files of a sent letter are: the copies that left, else the originals."""
    copies = tuple(file.path for file in letter.attachments)
    return tuple(
        copy if Path(copy).is_file() else original
        for original, copy in zip(letter.originals or copies, copies, strict=False)
    )


def _files(originals: tuple[str, ...], copies: list[str]) -> tuple[str, ...]:
    """Return where the files are: where they were chosen, or the frozen copies of lost ones."""
    known = (*originals, *[""] * len(copies))
    return tuple(
        original if original and Path(original).is_file() else copy
        for original, copy in zip(known, copies, strict=False)
    )
