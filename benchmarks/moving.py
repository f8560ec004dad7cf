"""A sandbox whose mailbox does not hold still: mail arrives and vanishes while it is being read.

It moves by the requests it gets and a seed, never by the clock, so that two runs see the same.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from pectui.pec.envelopes import read_envelope
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.sandbox.mailbox import Mail, mail_date
from pectui.store.mailbox.fingerprints import fingerprint_of

if TYPE_CHECKING:
    from pectui.models import Envelope

_PLACES = ("Ravenna", "Forlì", "Cesena", "Rimini", "Lugo")


def envelope_of(mail: Mail, message_id: int | None = None) -> Envelope:
    """Return the row that a client reads of `mail`."""
    return read_envelope(
        id=message_id,
        sender=mail.sender,
        recipient=mail.recipient,
        date=mail_date(mail.date),
        subject=mail.subject,
    )


class Moving(Sandbox):
    """A sandbox that changes its mailbox before every `every`-th request, `changes` times at most.

    `every` 0 holds it still. Most often a letter comes, one in four like the one before to the
    last second; else one goes, wherever it lies, and now and then many come or go at once.
    """

    def __init__(
        self, config: SandboxConfig, *, every: int = 0, changes: int = 0, seed: int = 1
    ) -> None:
        super().__init__(config)
        self.every = every
        self.changes_left = changes
        self.asked = 0
        """Requests so far."""
        self.arrived = 0
        self.vanished = 0
        self._chance = random.Random(seed)
        self._lost: list[Mail] = []
        self._most: Counter[str] = self.multiset() if every else Counter()

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, after what was due to change."""
        if scope["type"] == "http":
            self.asked += 1
            if self.every and self.changes_left and self.asked % self.every == 0:
                self.changes_left -= 1
                self._change()
                self._most |= self.multiset()
        await super().app(scope, receive, send)

    def _change(self) -> None:
        chance = self._chance.random()
        if chance < 0.55:
            self._arrive(1)
        elif chance < 0.6:
            self._arrive(self._chance.randrange(2, 60))
        elif chance < 0.95:
            self._vanish(1)
        else:
            self._vanish(self._chance.randrange(2, 60))

    def _arrive(self, count: int) -> None:
        for _ in range(count):
            self.arrived += 1
            last = self.mailbox.mails[-1] if self.mailbox.mails else None
            subject = f"Sopralluogo a {self._chance.choice(_PLACES)} n. {self.arrived}"
            date = None
            if last is not None and self._chance.random() < 0.25:
                subject, date = last.subject.removeprefix("POSTA CERTIFICATA: "), last.date
            self.deliver_mail(
                sender="ufficio@pec.example",
                subject=subject,
                body=f"<p>Testo dell'arrivo {self.arrived}, perché è così.</p>",
                date=date,
            )

    def _vanish(self, count: int) -> None:
        for _ in range(min(count, len(self.mailbox.mails))):
            self.vanished += 1
            mail = self._chance.choice(self.mailbox.mails)
            self._lost.append(mail)
            self.mailbox.remove(mail)

    # What is to be found with a client in the end

    def multiset(self) -> Counter[str]:
        """Return the fingerprints of all messages, with how often each is there."""
        return Counter(fingerprint_of(envelope_of(mail)) for mail in self.mailbox.mails)

    def most(self) -> Counter[str]:
        """Return the fingerprints of all that was ever there, with how often at once, at most."""
        return Counter(self._most)

    def lost(self) -> Counter[str]:
        """Return the fingerprints of all that went, with how often."""
        return Counter(fingerprint_of(envelope_of(mail)) for mail in self._lost)

    def bodies(self) -> Counter[tuple[str, str]]:
        """Return fingerprint and text of all messages, with how often each is there."""
        return Counter(
            (fingerprint_of(envelope_of(mail)), mail.body) for mail in self.mailbox.mails
        )

    def texts(self, fingerprints: set[str]) -> dict[str, set[str]]:
        """Return what messages with these fingerprints say or said, also those that vanished."""
        found: dict[str, set[str]] = {}
        for mail in (*self.mailbox.mails, *self._lost):
            fingerprint = fingerprint_of(envelope_of(mail))
            if fingerprint in fingerprints:
                found.setdefault(fingerprint, set()).add(mail.body)
        return found
