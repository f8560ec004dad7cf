"""The past of the demo: sendings its sandbox took before, and quotas, as if seen from here."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pectui.models import OutgoingAttachment
from pectui.pec.forecast import WINDOW_DAYS, Reading
from pectui.services.sending.attachments import mime_of
from pectui.store import quotas
from pectui.store.sending import sendings

if TYPE_CHECKING:
    import sqlite3

    from pectui.sandbox import KeptAttachment, Sandbox, Sent
    from pectui.services.sending.books import Books


async def remember_past(books: Books, *, sandbox: Sandbox, mailbox: str) -> None:
    """Write the past of `sandbox` into empty books, as this program would have kept it."""
    now = books.now()
    days = [now - timedelta(days=day) for day in range(WINDOW_DAYS - 1, 0, -1)]
    limit = float(sandbox.config.quota_limit)
    readings = [_reading(sandbox, moment, limit) for moment in days]

    def work(connection: sqlite3.Connection) -> None:
        for sent in sandbox.past_sends:
            _write(connection, books, sent)
        for reading in readings:
            quotas.keep(connection, books.owner, mailbox, reading, now.timestamp())

    await books.database.run(work)


def _reading(sandbox: Sandbox, moment: datetime, limit: float) -> Reading:
    usage = float(sandbox.mailbox.usage_at(moment))
    return Reading(moment.timestamp(), min(usage, limit), limit)


def _write(connection: sqlite3.Connection, books: Books, sent: Sent) -> None:
    letter = sendings.Frozen(
        letter_id=uuid.uuid4().hex[:16],
        draft_id="",
        sender=sent.sender,
        body=sent.body,
        html=True,
        together=len(sent.recipients) > 1,
        body_html=sent.body,
        originals=tuple(file.name for file in sent.attachments),
        attachments=tuple(map(_file, sent.attachments)),
    )
    sendings.insert_sent(
        connection,
        books.owner,
        sending_id=uuid.uuid4().hex[:16],
        letter=letter,
        recipients=sent.recipients,
        subject=sent.subject,
        code=sent.code,
        sent_at=sent.date.astimezone(UTC).timestamp(),
    )


def _file(file: KeptAttachment) -> OutgoingAttachment:
    return OutgoingAttachment(file.name, mime_of(file.name), file.size, file.name, file.sha256)
