"""Sendings with large files from before the sandbox began, and what they left in the mailbox."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.sandbox.content.heavy import HEAVY, Heavy
from pectui.sandbox.mailbox import ROME
from pectui.sandbox.postman import Sent
from pectui.sandbox.provider import Posting, Provider
from pectui.sandbox.submission import KeptAttachment, Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.mailbox import Mail
    from pectui.sandbox.postman import Codes

_FOLLOWS = timedelta(seconds=1)
_ANSWERED_AFTER = timedelta(days=2)
_HOUR = 10


class Past:
    """The studio's heavy sendings of the past: `sends` as they were taken, `mails` as they lie."""

    def __init__(self, config: SandboxConfig, codes: Codes) -> None:
        self._config = config
        self._provider = Provider(config)
        self._now = config.now().astimezone(ROME).replace(microsecond=0)
        self.sends = tuple(self._sent(form, codes) for form in HEAVY)
        self.mails: tuple[Mail, ...] = tuple(
            mail
            for form, sent in zip(HEAVY, self.sends, strict=True)
            for mail in self._mails(form, sent)
        )

    def _sent(self, form: Heavy, codes: Codes) -> Sent:
        own = self._config.credentials.sender
        date = (self._now - timedelta(days=form.days)).replace(hour=_HOUR)
        files = tuple(_file(name, size) for name, size in form.files)
        letter = Submission(own, form.recipients, form.subject, form.text, own, "", files)
        return Sent(
            code=codes.new(date),
            sender=own,
            recipients=form.recipients,
            subject=form.subject,
            body=form.text,
            attachments=files,
            at=self._config.monotonic() - (self._now - date).total_seconds(),
            gap=None,
            date=date,
            size=letter.size,
        )

    def _mails(self, form: Heavy, sent: Sent) -> Iterator[Mail]:
        posting = Posting(sent.code, sent.sender, sent.subject, sent.body, sent.size)
        yield self._provider.acceptance(posting, sent.date + _FOLLOWS, sent.recipients)
        for place, recipient in enumerate(sent.recipients, 2):
            moment = sent.date + place * _FOLLOWS
            if form.outcome == "failed":
                yield self._provider.failure(posting, moment, recipient)
            elif form.outcome != "silent":
                yield self._provider.delivery(posting, moment, recipient)
        if form.outcome == "answered":
            answered: datetime = sent.date + _ANSWERED_AFTER
            text = "Ricevuto, grazie. Seguirà un riscontro.\n"
            sender = sent.recipients[0]
            yield self._provider.envelope(sender, answered, f"Re: {posting.title}", text, 20)


def _file(name: str, kilobytes: int) -> KeptAttachment:
    # There is no content to make a digest of: the name stands for it.
    digest = hashlib.sha256(name.encode()).hexdigest()
    return KeptAttachment(name, kilobytes * 1_000, digest, None)
