"""What follows a sending: its code, the pacing, and the receipts that arrive after a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from pectui.sandbox.mailbox import ROME, Mail
from pectui.sandbox.provider import Posting, Provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.mailbox import Mailbox
    from pectui.sandbox.submission import KeptAttachment, Submission

# When a receipt comes after the sending, in receipt delays.
_ACCEPTANCE, _OWN_COPY, _DELIVERY, _FIRST_NOTICE, _LAST = 1.0, 1.25, 1.5, 2.0, 3.0


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
        code = f"{stem}{int(self._random.random() * 100)}"
        if code in self._taken:
            free = [code for n in range(100) if (code := f"{stem}{n}") not in self._taken]
            # A hundred sendings in one second happen only where the clock stands still.
            code = free[0] if free else self.new(moment + timedelta(seconds=1))
        self._taken.add(code)
        return code


class Postman:
    """Takes letters, keeps their pace, and brings the receipts when they are due."""

    def __init__(self, config: SandboxConfig, mailbox: Mailbox, codes: Codes) -> None:
        self._config = config
        self._mailbox = mailbox
        self._codes = codes
        self._provider = Provider(config)
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
        posting = Posting(sent.code, sent.sender, sent.subject, sent.body, sent.size)
        started = self._config.monotonic()
        for delays, mail in self._following(sent, posting):
            due = started + delays * self._config.receipt_delay
            heappush(self._due, (due, next(self._turn), mail))

    def _following(self, sent: Sent, posting: Posting) -> Iterable[tuple[float, Mail]]:
        if not sent.recipients:
            return
        at = self._moment(sent, _ACCEPTANCE)
        refused = next((to for to in sent.recipients if _asks(to, "rifiuto")), None)
        if refused is not None:
            virus = "virus" in refused.partition("@")[0]
            yield _ACCEPTANCE, self._provider.refusal(posting, at, refused, virus=virus)
            return
        ordinary = [to for to in sent.recipients if _asks(to, "ordinaria")]
        yield _ACCEPTANCE, self._provider.acceptance(posting, at, sent.recipients, ordinary)
        for recipient in sent.recipients:
            if recipient not in ordinary:
                yield from self._brought(sent, posting, recipient)

    def _brought(
        self, sent: Sent, posting: Posting, recipient: str
    ) -> Iterable[tuple[float, Mail]]:
        write = self._provider
        delivery, last = self._moment(sent, _DELIVERY), self._moment(sent, _LAST)
        if _asks(recipient, "mancata"):
            yield _DELIVERY, write.failure(posting, delivery, recipient)
        elif _asks(recipient, "dodici") or _asks(recipient, "ventiquattro"):
            first = self._moment(sent, _FIRST_NOTICE)
            yield _FIRST_NOTICE, write.overdue(posting, first, recipient, last=False)
            if _asks(recipient, "dodici"):
                yield _LAST, write.delivery(posting, last, recipient)
            else:
                yield _LAST, write.overdue(posting, last, recipient, last=True)
        else:
            if recipient.casefold() == self._config.credentials.sender.casefold():
                yield _OWN_COPY, write.own_copy(posting, self._moment(sent, _OWN_COPY))
            yield _DELIVERY, write.delivery(posting, delivery, recipient)

    def _moment(self, sent: Sent, delays: float) -> datetime:
        return sent.date + timedelta(seconds=delays * self._config.receipt_delay)


def _asks(address: str, wish: str) -> bool:
    return address.casefold().startswith(wish)
