"""What can be read of one sending: the letter, its receipts and originals, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Kind
from pectui.pec.kinds import strip_prefix
from pectui.pec.reasons import reason_of
from pectui.services.proof.reports import kind_words
from pectui.signed.receipts import wanted
from pectui.signed.words import judgement_words
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import full_date, minute_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.list.sending_list import recipient_words
from pectui.tui.widgets.signs import KIND_ICONS, VERDICT_ICONS, verdict_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import datetime

    from pectui.models import HeldMessage, Original, Receipt, Sending

_KIND_WIDTH, _WIDEST_KIND = 20, 28
_DATE_WIDTH = 29
_NARROW = 90
"""Below so many columns a date goes without its seconds and zone: the addressee matters more."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to read: a receipt with its original, an original alone, a reply, or the letter."""

    sending: Sending
    receipt: Receipt | None = None
    original: Original | None = None
    reply: HeldMessage | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it is the letter itself."""
        return self.receipt is None and self.original is None and self.reply is None


def parts_of(sending: Sending, replies: Sequence[HeldMessage]) -> tuple[Part, ...]:
    """Return what can be read: letter, receipts and replies, each oldest first.

    A letter sent from elsewhere has no text here.
    """
    letter = [Part(sending)] if sending.body_html else []
    originals = {id(receipt): original for receipt, original in wanted(sending).pairs}
    ordered = sorted(sending.receipts, key=_place)
    receipts = [Part(sending, one, originals.get(id(one))) for one in ordered]
    bound = {one.original.number for one in receipts if one.original is not None}
    alone = [Part(sending, original=one) for one in sending.originals if one.number not in bound]
    return (*letter, *receipts, *alone, *(Part(sending, reply=one) for one in replies))


def _place(receipt: Receipt) -> tuple[float, bool]:
    moment = receipt.date.timestamp() if receipt.date else inf
    return moment, receipt.kind is not Kind.ACCEPTANCE


class PartList(LineList[Part]):
    """Shows parts in the order they are given: what it is, when, whom it speaks of."""

    def identity(self, row: Part) -> Hashable:
        """Return what tells one part from another."""
        if (one := row.receipt) is not None:
            return (one.kind, one.date_text, one.sender, one.code, one.addressee, one.body)
        if row.original is not None:
            return row.original.number
        return row.reply.identity if row.reply is not None else row.sending.id

    def segments(self, row: Part, width: int) -> list[Segment]:
        """Draw one part."""
        sign, colour, kind = _kind(row)
        narrow = width < _NARROW
        date, text = _moment(row)
        moment = minute_date(date) if narrow and date is not None else full_date(date, text)
        date_width = len(moment) + 1 if narrow else _DATE_WIDTH
        kind_width = _KIND_WIDTH if narrow else _WIDEST_KIND
        who = fit(_words(row), width - kind_width - date_width)
        return [
            Segment(fit(f"{sign} {kind}", kind_width), self.style_of(colour)),
            Segment(fit(moment, date_width), self.style_of("plain")),
            Segment(who, self.style_of("quiet")),
        ]


def _kind(row: Part) -> tuple[str, str, str]:
    """Return sign, colour and word of what it is."""
    if row.receipt is not None:
        return *KIND_ICONS[row.receipt.kind], kind_words(row.receipt)
    if row.original is not None:
        icon, colour, _ = VERDICT_ICONS[verdict_of(row.original.judgement)]
        return icon, colour, t("sent.part.original")
    if row.reply is not None:
        return *KIND_ICONS[row.reply.envelope.kind], t("sent.part.reply")
    return "✎", "letter", t("sent.part.letter")


def _moment(row: Part) -> tuple[datetime | None, str]:
    """Return its date, and what stands for one that could not be read."""
    if row.receipt is not None:
        return row.receipt.date, clean_line(row.receipt.date_text, 40)
    if row.original is not None:
        return row.original.data.date, ""
    if row.reply is not None:
        return row.reply.envelope.date, clean_line(row.reply.envelope.date_text, 40)
    return row.sending.sent_at or row.sending.queued_at, ""


def _words(row: Part) -> str:
    """Return whom it speaks of, or comes from, and what is to be known of it; clean."""
    if row.receipt is not None:
        return " · ".join(filter(None, _receipt_words(row.receipt, row.original)))
    if row.original is not None:
        return f"{t(row.original.data.kind.key)} · {judgement_words(row.original.judgement)}"
    if row.reply is not None:
        envelope = row.reply.envelope
        sender = envelope.sender_address or envelope.sender
        subject = strip_prefix(envelope.subject, envelope.kind)
        return f"{clean_line(sender, 120)} · {clean_line(subject, 200)}"
    return recipient_words(row.sending)


def _receipt_words(receipt: Receipt, original: Original | None) -> tuple[str, str, str]:
    who = clean_line(receipt.addressee, 200) if receipt.addressee else ""
    if not who and receipt.kind.is_receipt and len(receipt.certified | receipt.ordinary) != 1:
        who = t("sent.unattributed")
    held = ""
    if original is not None:
        is_proof = original.judgement.is_proof
        held = t("sent.part.proven") if is_proof else t("sent.part.unproven")
    return who, held, clean_line(reason_of(receipt), 200)
