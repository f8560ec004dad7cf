"""The past of the demo: sendings its sandbox took before, and quotas, as if seen from here."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pectui.models import OutgoingAttachment
from pectui.pec.forecast import WINDOW_DAYS, QuotaReading
from pectui.services.sending.attachments import mime_of
from pectui.store.sending.sendings import Frozen

if TYPE_CHECKING:
    from pectui.sandbox import KeptAttachment, Sandbox, Sent
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


async def remember_past(books: Books, *, sandbox: Sandbox, mailbox: str) -> None:
    """Write the past of `sandbox` into empty books, as this program would have kept it."""
    now = books.now()
    days = [now - timedelta(days=day) for day in range(WINDOW_DAYS - 1, 0, -1)]
    limit = float(sandbox.config.quota_limit)
    readings = [_quota_reading(sandbox, moment, limit) for moment in days]

    def work(tables: Tables) -> None:
        for sent in sandbox.past_sends:
            _write(tables, books, sent)
        for reading in readings:
            tables.quotas.keep(mailbox, reading)

    await books.data.run(work)


def _quota_reading(sandbox: Sandbox, moment: datetime, limit: float) -> QuotaReading:
    usage = float(sandbox.mailbox.usage_at(moment))
    return QuotaReading(moment.timestamp(), min(usage, limit), limit)


def _write(tables: Tables, books: Books, sent: Sent) -> None:
    letter = Frozen(
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
    tables.sendings.insert_sent(
        sending_id=uuid.uuid4().hex[:16],
        letter=letter,
        recipients=sent.recipients,
        subject=sent.subject,
        code=sent.code,
        sent_at=sent.date.astimezone(UTC).timestamp(),
    )


def _file(file: KeptAttachment) -> OutgoingAttachment:
    return OutgoingAttachment(file.name, mime_of(file.name), file.size, file.name, file.sha256)
