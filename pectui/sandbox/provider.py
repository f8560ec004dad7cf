"""The messages a provider puts in the mailbox about a sending, whole: headers, size, text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from pectui.sandbox import receipts
from pectui.sandbox.mailbox import Mail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from pectui.sandbox.configuration import SandboxConfig


@dataclass(frozen=True, slots=True)
class Posting:
    """A sending, as far as its receipts speak of it."""

    code: str
    sender: str
    subject: str
    """Without the code."""
    body: str | Callable[[], str]
    size: int
    """KiB."""

    @property
    def title(self) -> str:
        """The subject with its code."""
        return f"{self.subject} {self.code}"


class Provider:
    """Writes receipts, notices and envelopes for the mailbox of `config`."""

    def __init__(self, config: SandboxConfig) -> None:
        self._own = config.credentials.sender
        self._names_addressee = config.receipt_bodies == "receipt"

    def acceptance(
        self,
        posting: Posting,
        moment: datetime,
        recipients: Sequence[str],
        ordinary: Sequence[str] = (),
    ) -> Mail:
        """Return the acceptance, naming each recipient as certified or ordinary mail."""
        text = partial(receipts.acceptance_text, recipients=recipients, ordinary=ordinary)
        mail = self._mail(posting, moment, receipts.ACCEPTANCE, posting.sender, text)
        if not self._names_addressee:
            mail.text = ""
        return mail

    def refusal(self, posting: Posting, moment: datetime, recipient: str, *, virus: bool) -> Mail:
        """Return the notice that the message was not accepted."""
        if virus:
            prefix = receipts.NOT_ACCEPTED_VIRUS
            text = partial(receipts.virus_text, recipient=recipient)
        else:
            prefix = receipts.NOT_ACCEPTED
            reason = _choose(receipts.WHY_NOT_ACCEPTED, posting.code)
            text = partial(receipts.not_accepted_text, recipient=recipient, reason=reason)
        return self._mail(posting, moment, prefix, posting.sender, text)

    def delivery(self, posting: Posting, moment: datetime, recipient: str) -> Mail:
        """Return the delivery receipt of `recipient`, which carries the whole letter back."""
        text = partial(receipts.delivery_text, recipient=recipient)
        mail = self._mail(posting, moment, receipts.DELIVERY, recipient, text)
        mail.size += posting.size
        if not self._names_addressee:
            mail.text = posting.body
        return mail

    def failure(self, posting: Posting, moment: datetime, recipient: str) -> Mail:
        """Return the notice of a failed delivery; the address may ask for a reason.

        `virus` and `piena` anywhere in the local part do; otherwise the address is not known.
        """
        local = recipient.partition("@")[0]
        if "virus" in local:
            prefix = receipts.NOT_DELIVERED_VIRUS
            text = partial(receipts.virus_text, recipient=recipient)
        else:
            prefix = receipts.NOT_DELIVERED
            unknown = _choose(receipts.WHY_NOT_DELIVERED, recipient)
            reason = receipts.MAILBOX_FULL if "piena" in local else unknown
            text = partial(receipts.not_delivered_text, recipient=recipient, reason=reason)
        return self._mail(posting, moment, prefix, recipient, text)

    def overdue(self, posting: Posting, moment: datetime, recipient: str, *, last: bool) -> Mail:
        """Return the notice of 12 hours, or the `last` one of 24."""
        words = receipts.twenty_four_hours_text if last else receipts.twelve_hours_text
        text = partial(words, recipient=recipient)
        return self._mail(posting, moment, receipts.OVERDUE, posting.sender, text)

    def envelope(
        self,
        sender: str,
        moment: datetime,
        subject: str,
        body: str | Callable[[], str],
        size: int,
    ) -> Mail:
        """Return a genuine certified message of `sender`."""
        return Mail(
            sender=receipts.on_behalf_of(sender),
            recipient=receipts.own_address(self._own),
            date=moment,
            subject=receipts.CERTIFIED + subject,
            text=body,
            size=size,
        )

    def own_copy(self, posting: Posting, moment: datetime) -> Mail:
        """Return the envelope of a letter written to oneself."""
        return self.envelope(posting.sender, moment, posting.title, posting.body, posting.size)

    def anomaly(
        self, sender: str, moment: datetime, subject: str, body: Callable[[], str], size: int
    ) -> Mail:
        """Return ordinary mail of `sender`, in the envelope that certifies nothing."""

        def text() -> str:
            return receipts.anomaly_text(sender, subject, moment, body())

        mail = self.envelope(sender, moment, "", text, size)
        mail.subject = receipts.ANOMALY + subject
        return mail

    def note(self, moment: datetime, prefix: str, posting: Posting) -> Mail:
        """Return a message meant for providers, which should not reach anybody."""
        return self._mail(posting, moment, prefix, posting.sender, receipts.between_providers_text)

    def _mail(
        self,
        posting: Posting,
        moment: datetime,
        prefix: str,
        writer: str,
        text: Callable[[receipts.Subject], str],
    ) -> Mail:
        about = receipts.Subject(
            moment=moment,
            title=posting.title,
            sender=posting.sender,
            provider=receipts.provider_of(writer),
            message_id=f"opec{posting.code}.{_digest(posting.title):05}.53@pec.example",
        )
        return Mail(
            sender=receipts.provider_address(writer),
            recipient=self._own,
            date=moment,
            subject=prefix + posting.title,
            text=partial(text, about),
            size=5 + _digest(posting.code) % 6,
        )


def _digest(text: str) -> int:
    # Not Python's hash: that one differs from process to process.
    return crc32(text.encode(errors="replace")) % 100_000


def _choose(choices: Sequence[str], text: str) -> str:
    return choices[_digest(text) % len(choices)]
