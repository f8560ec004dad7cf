"""What follows a sending: its code, the pacing, and the receipts that arrive after a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import TYPE_CHECKING, ClassVar

from pectui.sandbox import receipts
from pectui.sandbox.mailbox import ROME, Mail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.mailbox import Mailbox
    from pectui.sandbox.submission import KeptAttachment, Submission


@dataclass(frozen=True, slots=True)
class Sent:
    """An accepted `POST /send`."""

    code: str
    sender: str
    recipients: tuple[str, ...]
    """Those it was sent to; fewer than asked for after a partial send."""
    subject: str
    """Without the code."""
    body: str = field(repr=False)
    attachments: tuple[KeptAttachment, ...]
    at: float
    """Monotonic seconds when its request arrived."""
    gap: float | None
    """Seconds since the request of the accepted sending before; None for the first."""
    date: datetime
    size: int
    """KiB."""


class Codes:
    """Sending codes: the moment in Rome and one or two digits, never the same twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()

    def new(self, moment: datetime) -> str:
        """Return a code nobody has for `moment`."""
        stem = f"{moment.astimezone(ROME):%Y%m%d%H%M%S}"
        free = [code for n in range(100) if (code := f"{stem}{n}") not in self._taken]
        # A hundred sendings in one second happen only where the clock stands still.
        code = self._random.choice(free) if free else self.new(moment + timedelta(seconds=1))
        self._taken.add(code)
        return code


class Postman:
    """Takes letters, keeps their pace, and brings the receipts when they are due."""

    # Where a receipt comes after, in receipt delays.
    _OWN_COPY, _DELIVERY, _FIRST_NOTICE, _LAST = 1.25, 1.5, 2.0, 3.0
    _VIRUS: ClassVar[str] = "virus"

    def __init__(self, config: SandboxConfig, mailbox: Mailbox, codes: Codes) -> None:
        self._config = config
        self._mailbox = mailbox
        self._codes = codes
        self._random = Random(config.seed)  # noqa: S311 - variety, not secrecy
        self._due: list[tuple[float, int, Mail]] = []
        self._turn = count()
        self.sends: list[Sent] = []

    def too_soon(self, at: float) -> bool:
        """Whether a request that arrived `at` comes within the period of the one before."""
        return bool(self.sends) and abs(at - self.sends[-1].at) < self._config.send_period

    def take(self, letter: Submission, at: float, recipients: Sequence[str]) -> Sent:
        """Send `letter` to `recipients`; the receipts come later."""
        date = self._config.now().astimezone(ROME)
        sent = Sent(
            code=self._codes.new(date),
            sender=letter.sender,
            recipients=tuple(recipients),
            subject=letter.subject,
            body=letter.body,
            attachments=letter.attachments,
            at=at,
            gap=at - self.sends[-1].at if self.sends else None,
            date=date,
            size=letter.size,
        )
        self.sends.append(sent)
        self._schedule(sent)
        return sent

    def settle(self) -> None:
        """Bring to the mailbox what is due by now."""
        moment = self._config.monotonic()
        while self._due and self._due[0][0] <= moment:
            self._mailbox.add(heappop(self._due)[2])

    def _schedule(self, sent: Sent) -> None:
        refused = next((to for to in sent.recipients if _asks(to, "rifiuto")), None)
        if refused is not None:
            self._refuse(sent, refused)
            return
        ordinary = [to for to in sent.recipients if _asks(to, "ordinaria")]
        self._receipt(
            sent,
            receipts.ACCEPTANCE,
            1.0,
            sent.sender,
            partial(receipts.acceptance_text, recipients=sent.recipients, ordinary=ordinary),
        )
        for recipient in sent.recipients:
            if recipient not in ordinary:
                self._bring(sent, recipient)

    def _refuse(self, sent: Sent, recipient: str) -> None:
        if self._VIRUS in recipient:
            prefix, text = (
                receipts.NOT_ACCEPTED_VIRUS,
                partial(receipts.virus_text, recipient=recipient),
            )
        else:
            reason = self._random.choice(receipts.WHY_NOT_ACCEPTED)
            prefix, text = (
                receipts.NOT_ACCEPTED,
                partial(receipts.not_accepted_text, recipient=recipient, reason=reason),
            )
        self._receipt(sent, prefix, 1.0, sent.sender, text)

    def _bring(self, sent: Sent, recipient: str) -> None:
        first = partial(receipts.twelve_hours_text, recipient=recipient)
        last = partial(receipts.twenty_four_hours_text, recipient=recipient)
        delivery = partial(receipts.delivery_text, recipient=recipient)
        if _asks(recipient, "mancata"):
            self._fail(sent, recipient)
        elif _asks(recipient, "dodici"):
            self._receipt(sent, receipts.OVERDUE, self._FIRST_NOTICE, sent.sender, first)
            self._receipt(sent, receipts.DELIVERY, self._LAST, recipient, delivery)
        elif _asks(recipient, "ventiquattro"):
            self._receipt(sent, receipts.OVERDUE, self._FIRST_NOTICE, sent.sender, first)
            self._receipt(sent, receipts.OVERDUE, self._LAST, sent.sender, last)
        else:
            if recipient.casefold() == self._config.credentials.sender.casefold():
                self._own_copy(sent)
            self._receipt(sent, receipts.DELIVERY, self._DELIVERY, recipient, delivery)

    def _fail(self, sent: Sent, recipient: str) -> None:
        if self._VIRUS in recipient:
            text = partial(receipts.virus_text, recipient=recipient)
            self._receipt(sent, receipts.NOT_DELIVERED_VIRUS, self._DELIVERY, recipient, text)
            return
        reason = (
            receipts.MAILBOX_FULL
            if "piena" in recipient
            else self._random.choice(receipts.WHY_NOT_DELIVERED)
        )
        failed = partial(receipts.not_delivered_text, recipient=recipient, reason=reason)
        self._receipt(sent, receipts.NOT_DELIVERED, self._DELIVERY, recipient, failed)

    def _own_copy(self, sent: Sent) -> None:
        delay = self._OWN_COPY * self._config.receipt_delay
        mail = Mail(
            sender=receipts.on_behalf_of(sent.sender),
            recipient=receipts.own_address(self._config.credentials.sender),
            date=sent.date + timedelta(seconds=delay),
            subject=f"{receipts.CERTIFIED}{sent.subject} {sent.code}",
            text=sent.body,
            size=sent.size,
        )
        self._later(delay, mail)

    def _receipt(
        self,
        sent: Sent,
        prefix: str,
        delays: float,
        writer: str,
        text: Callable[[receipts.Subject], str],
    ) -> None:
        delay = delays * self._config.receipt_delay
        title = f"{sent.subject} {sent.code}"
        about = receipts.Subject(
            moment=sent.date + timedelta(seconds=delay),
            title=title,
            sender=sent.sender,
            provider=writer.rpartition("@")[2],
            message_id=f"opec{sent.code}.{self._random.randrange(10**6):06}@pec.example",
        )
        mail = Mail(
            sender=receipts.provider_address(writer),
            recipient=self._config.credentials.sender,
            date=about.moment,
            subject=prefix + title,
            text=self._says(sent, prefix, text(about)),
            # Only a delivery receipt carries the whole letter back.
            size=sent.size + 6 if prefix == receipts.DELIVERY else 6,
        )
        self._later(delay, mail)

    def _says(self, sent: Sent, prefix: str, own_text: str) -> str:
        if self._config.receipt_bodies == "receipt":
            return own_text
        if prefix == receipts.ACCEPTANCE:
            return ""
        return sent.body if prefix == receipts.DELIVERY else own_text

    def _later(self, delay: float, mail: Mail) -> None:
        heappush(self._due, (self._config.monotonic() + delay, next(self._turn), mail))


def _asks(address: str, wish: str) -> bool:
    return address.casefold().startswith(wish)
