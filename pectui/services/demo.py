"""The demo: an account on a sandbox of its own, with a past as if seen from here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from pectui.models import OutgoingAttachment
from pectui.pec.forecast import WINDOW_DAYS, QuotaReading
from pectui.services.sending.attachments import mime_of
from pectui.settings.configuration import Account, Configuration, Options, Secret
from pectui.store.sending.sendings import Frozen
from pectui.system.paths import Directories, config_file

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pectui.catalogue import Language
    from pectui.sandbox import KeptAttachment, Sandbox, Sent
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


_QUOTA = 512 * 1024
"""KiB: small enough that what fills the mailbox is worth looking at."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What a session of the demo is opened with."""

    configuration: Configuration
    asgi: Callable[..., Any]
    """The sandbox, in place of the network."""
    begin: Callable[[Books], Awaitable[None]]
    """Writes the past into empty books."""


def make_demo(folder: Path, language: Language, **options: Any) -> Demo:
    """Return a demo that writes below `folder` only; `options` are those of the program."""
    from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig  # late: the demo alone needs it

    account = Account(
        name="demo",
        username=CREDENTIALS.username,
        sender=CREDENTIALS.sender,
        password=Secret(CREDENTIALS.password),
        token=Secret(CREDENTIALS.token),
        base_url="http://127.0.0.1",
    )
    chosen = Options(
        language=language,
        directories=Directories(folder / "data", folder / "cache", folder / "state"),
        config_file=config_file(),
        undo_seconds=3,
        look_seconds=10,
        **options,
    )
    sandbox = Sandbox(SandboxConfig(lively=True, heavy_past=True, quota_limit=_QUOTA))
    return Demo(
        Configuration(chosen, account, (account.name,)),
        sandbox.app,
        partial(remember_past, sandbox=sandbox, mailbox=account.mailbox),
    )


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
