"""The parts of a sending as messages to read: the letter, a receipt, an original, a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from pectui.models import Body, Envelope, Kind, Message
from pectui.pec.bodies import looks_like_html
from pectui.pec.envelopes import read_envelope
from pectui.signed.words import judgement_words

if TYPE_CHECKING:
    from pectui.models import Original, Receipt, Sending
    from pectui.tui.widgets.list.part_list import Part


def message_of(part: Part, sender: str) -> Message | None:
    """Return a part as a message; None for a reply, which lies in the mailbox."""
    if part.receipt is not None:
        return receipt_message(part.receipt)
    if part.original is not None:
        return _original_message(part.original)
    return letter_message(part.sending, sender) if part.is_letter else None


def remarks_on(part: Part) -> list[Content]:
    """Return how the original of a part was judged, where it has one."""
    if part.original is None:
        return []
    look = "$text-success" if part.original.judgement.is_proof else "$text-warning"
    return [Content.styled(judgement_words(part.original.judgement), look)]


def letter_message(sending: Sending, sender: str) -> Message:
    """Return the letter of a sending as it left `sender`."""
    envelope = Envelope(
        id=None,
        sender=sender,
        recipient=", ".join(sending.recipients),
        date_text="",
        subject=sending.subject,
        kind=Kind.CERTIFIED,
        date=sending.sent_at or sending.queued_at,
        sender_address=sender,
        on_behalf_of=None,
        code=sending.code,
    )
    text = sending.body_html
    return Message(envelope, Body(text, text, html=looks_like_html(text)))


def receipt_message(receipt: Receipt) -> Message:
    """Return a kept receipt as a message to read."""
    envelope = read_envelope(
        sender=receipt.sender, recipient="", date=receipt.date_text, subject=receipt.subject
    )
    return Message(envelope, Body(receipt.body, receipt.raw, html=looks_like_html(receipt.body)))


def _original_message(original: Original) -> Message:
    data = original.data
    envelope = read_envelope(
        sender=original.judgement.signer or data.provider,
        recipient=data.recipient or "",
        date=data.date_text,
        subject=data.subject,
    )
    envelope = replace(envelope, kind=data.kind, date=data.date)
    return Message(envelope, Body(original.text, original.text))
