"""Batches in preparation: what was chosen and written of each, left and taken up again."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.errors import FileUnwritable
from pectui.services.batches.filling import Times
from pectui.services.batches.request import BatchRequest, request_from
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.catalogue import Language
    from pectui.models import Draft
    from pectui.services.sending.books import Books
    from pectui.store.sending.batch_drafts import BatchDraftRecord

STEPS = ("table", "letter", "check", "preview", "confirm")
"""From the table to the confirmation, in order."""
_FOLDER = "tables"
"""Of the data folder: tables that were pasted."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """A batch in preparation."""

    id: str
    request: BatchRequest
    times: Times = field(default_factory=Times)
    only_ready: bool = False
    """Whether rows that are not ready are left out."""
    step: str = STEPS[0]
    """Where it was left, one of STEPS."""
    row: int = 0
    """The row whose letter was looked at last; 0 for the first."""
    updated_at: datetime | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was chosen or written yet."""
        request = self.request
        return not (request.table or request.follows or request.subject or request.body.strip())


class Preparations:
    """The batches in preparation of one mailbox. Raises StoreUnusable."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def new(self, request: BatchRequest | None = None) -> Preparation:
        """Return one that is not saved yet."""
        return Preparation(uuid.uuid4().hex, request or BatchRequest("", "", ""))

    async def save(self, one: Preparation) -> None:
        """Keep one as it is now."""
        kept = {"times": asdict(one.times), "only_ready": one.only_ready}
        text = json.dumps(
            {"request": one.request.as_json(), "step": one.step, "row": one.row, **kept}
        )
        name = one.request.name
        await self._books.data.run(lambda tables: tables.batch_drafts.save(one.id, name, text))

    async def all(self) -> tuple[Preparation, ...]:
        """Return all of them, the one last written first."""
        found = await self._books.data.read(lambda tables: tables.batch_drafts.newest_first())
        return tuple(map(_read, found))

    async def get(self, preparation_id: str) -> Preparation | None:
        """Return one, or None where it is gone."""
        found = await self._books.data.read(lambda tables: tables.batch_drafts.find(preparation_id))
        return None if found is None else _read(found)

    async def delete(self, one: Preparation) -> None:
        """Delete one, with the table that was pasted for it; the person's own files stay."""
        await self._books.data.run(lambda tables: tables.batch_drafts.remove(one.id))
        await asyncio.to_thread(self._pasted(one.id).unlink, missing_ok=True)

    async def from_pasted(self, text: str, request: BatchRequest) -> Preparation:
        """Return one for a table that was pasted, written to a file. Raises FileUnwritable."""
        one = self.new(request)
        path = self._pasted(one.id)

        def write() -> None:
            make_private(path.parent)
            path.write_text(text, encoding="utf-8")

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            reason = system_reason(error)
            raise FileUnwritable(path=str(path), reason=reason) from error
        return replace(one, request=replace(request, table=str(path)))

    def _pasted(self, preparation_id: str) -> Path:
        return self._books.data.path.parent / _FOLDER / f"{preparation_id}.csv"


def request_of_letter(draft: Draft, language: Language) -> BatchRequest:
    """Return what a letter being written asks for as a batch; its table is not chosen yet."""
    return BatchRequest(
        table="",
        subject=draft.subject,
        body=draft.body,
        is_html=draft.html,
        files=draft.attachments,
        language=language,
    )


def _read(record: BatchDraftRecord) -> Preparation:
    given = json.loads(record.request)
    return Preparation(
        id=record.id,
        request=request_from(given["request"]),
        times=Times(**given["times"]),
        only_ready=given["only_ready"],
        step=given["step"] if given["step"] in STEPS else STEPS[0],
        row=given["row"],
        updated_at=datetime.fromtimestamp(record.updated_at, UTC),
    )
