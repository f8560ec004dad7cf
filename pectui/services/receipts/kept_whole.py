"""Checks, before a deletion at the service, that every message is stored here in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import CopyIncomplete
from pectui.pec.receipts import read_receipt
from pectui.text import clean_line, storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Message, Sending


def require_whole_copy(sending: Sending, messages: Iterable[Message]) -> None:
    """Raise CopyIncomplete unless `messages`, all the service has of a sending, may be deleted.

    They may when the matter is closed for every recipient and each of them is a receipt of this
    very sending whose text was read and is held. An answer carries the code too, and a longer code
    begins with it: what the service deletes besides is not known, so then nothing is.
    """
    states = sending.recipient_states
    if not states or not all(one.state.is_final for one in states):
        raise CopyIncomplete(t("cleanup.not-closed"))
    held = {(one.kind, one.date_text, one.sender, _words(one.body)) for one in sending.receipts}
    found = False
    for message in messages:
        receipt = read_receipt(message)
        if receipt is None or receipt.code != sending.code:
            subject = clean_line(message.envelope.subject, 60)
            raise CopyIncomplete(t("cleanup.other-message", subject=subject))
        if not receipt.body.strip() or message.body.damaged:
            kind = t(receipt.kind.key)
            raise CopyIncomplete(t("cleanup.no-text", kind=kind))
        copy = (receipt.kind, storable(receipt.date_text), storable(receipt.sender))
        if (*copy, _words(receipt.body)) not in held:
            raise CopyIncomplete
        found = True
    if not found:
        raise CopyIncomplete(t("cleanup.nothing-there"))


def _words(text: str) -> str:
    return " ".join(storable(text).split())
