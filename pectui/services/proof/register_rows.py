"""The rows of a register: one for each recipient of a sending, one for each message received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Kind, Sending
from pectui.pec.dates import format_iso
from pectui.pec.moments import Moments, accepted_at, moments_of
from pectui.signed.letters import key_of_data, key_of_row
from pectui.signed.receipts import wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from pectui.models import HeldMessage, Original

Row = tuple[str, ...]
Marked = tuple[tuple[str, ...], str]
"""Tags and note."""
_NO_MARKS: Marked = ((), "")
_NEAR = 600.0
"""Seconds between the moment that was certified and the date of the letter in the mailbox."""


def header() -> Row:
    """Return the titles of the columns."""
    return (
        t("register.date"),
        t("register.direction"),
        t("register.kind"),
        t("register.counterpart"),
        t("register.subject"),
        t("register.code"),
        t("register.state"),
        t("register.accepted-at"),
        t("register.delivered-at"),
        t("register.effective-at"),
        t("register.attachments"),
        t("register.tags"),
        t("register.note"),
        t("register.originals"),
    )


def sent_rows(sending: Sending, marks: Mapping[str, Marked]) -> Iterator[Row]:
    """Yield a row for each recipient; `marks` are those of its messages, by code."""
    tags, note = marks.get(sending.code or "", _NO_MARKS)
    want = wanted(sending)
    states = {one.address: one.state for one in sending.recipient_states}
    everybody = moments_of(sending) or [
        Moments(one, accepted_at(sending), None, None) for one in sending.recipients or ("",)
    ]
    for one in everybody:
        yield (
            _iso(sending.sent_at or sending.queued_at),
            t("register.sent"),
            t("register.letter"),
            one.address,
            sending.subject,
            sending.code or "",
            t(states.get(one.address, sending.state).key),
            _iso(one.accepted),
            _iso(one.delivered),
            _iso(one.effective),
            "; ".join(file.name for file in sending.attachments),
            " ".join(tags),
            note,
            f"{want.proofs}/{want.total}",
        )


@dataclass(frozen=True, slots=True)
class LetterOriginals:
    """When the letters were certified whose originals prove here, by what tells them."""

    moments: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def among(cls, originals: Iterable[Original]) -> LetterOriginals:
        """Take those of letters."""
        found: dict[str, tuple[float, ...]] = {}
        for one in originals:
            if (key := key_of_data(one.data)) and one.judgement.is_proof:
                found[key] = (*found.get(key, ()), one.data.date.timestamp())
        return cls(found)

    def has(self, message: HeldMessage) -> bool:
        """Whether the original of a letter is here."""
        date = message.envelope.date
        if not self.moments or date is None:
            return False
        moments = self.moments.get(key_of_row(message.envelope), ())
        return any(abs(one - date.timestamp()) <= _NEAR for one in moments)


def received_row(message: HeldMessage, originals: LetterOriginals) -> Row:
    """Return the row of a message that was received."""
    envelope = message.envelope
    is_certified = envelope.kind is Kind.CERTIFIED
    return (
        _iso(envelope.date) or envelope.date_text,
        t("register.received"),
        t(envelope.kind.key),
        envelope.on_behalf_of or envelope.sender_address or envelope.sender,
        envelope.subject,
        envelope.code or "",
        *("", "", "", "", ""),
        " ".join(message.tags),
        message.note,
        f"{int(originals.has(message))}/1" if is_certified else "",
    )


def _iso(moment: datetime | None) -> str:
    return format_iso(moment) if moment else ""
