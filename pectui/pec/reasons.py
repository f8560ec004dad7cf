"""Why a sending did not arrive, in one line of the receipt's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.models import Kind, State
from pectui.pec.bodies import looks_like_html
from pectui.pec.life import speaks_of
from pectui.pec.receipts import ADDRESSEE, NOTICE, own_words

if TYPE_CHECKING:
    from pectui.models import Receipt, Sending

MAX_REASON = 200
"""Characters."""

_NOT_REACHED = frozenset({State.FAILED, State.NOT_ACCEPTED, State.OVERDUE})
_GIVE_REASONS = frozenset({Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED, Kind.OVERDUE})
_END = r"(?:\.(?=\s+[A-ZÀ-Ý])|\.?$)"
_PATTERNS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # "è stato rilevato un errore 5.1.1 - gestore - indirizzo non valido."
        rf"\berrore\b\s*:?\s*(?P<reason>[245]\.\d.*?){_END}",
        rf"\b(?:ne\s+impedisc\w+\s+l['’]accettazione|motivo|causa)\s*:\s*(?P<reason>.+?){_END}",
        rf"(?P<reason>\b(?:un\s+)?virus\b(?:\s+informatic\w+)?.+?){_END}",
        rf"\berrore\b\s*:?\s*(?P<reason>.+?){_END}",
        rf"(?P<reason>\bnon\s+è\s+stat[oa]\s+(?:consegnat|accettat|possibil).+?){_END}",
        rf"(?P<reason>[245]\.\d{{1,3}}\.\d{{1,3}}\b.*?){_END}",
    )
)


def reason_of(receipt: Receipt) -> str:
    """Return why, from a receipt that says why; "" from one that does not. Foreign text still."""
    if receipt.kind not in _GIVE_REASONS:
        return ""
    html = looks_like_html(receipt.body)
    text = own_words(receipt.subject, receipt.body, html=html)[:NOTICE].strip()
    # What the provider says of the error follows the addressee; before it stand its own headings.
    addressee = ADDRESSEE.search(text)
    text = text[addressee.end() :] if addressee else text
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            return match["reason"].strip(" .:-")[:MAX_REASON]
    return ""


def reason_for(sending: Sending, address: str) -> str:
    """Return why `sending` did not reach one of its recipients, by the latest receipt that says.

    "" for a recipient it has reached or may still reach without a notice. Foreign text still.
    """
    states = {one.address.casefold(): one.state for one in sending.recipient_states}
    if states.get(address.casefold()) not in _NOT_REACHED:
        return ""
    alone = len({one.casefold() for one in sending.recipients}) == 1
    about = [
        receipt
        for receipt in sending.receipts
        if receipt.kind is Kind.NOT_ACCEPTED or speaks_of(receipt, address, alone=alone)
    ]
    dated = sorted(about, key=lambda one: one.date.timestamp() if one.date else 0.0, reverse=True)
    return next((reason for receipt in dated if (reason := reason_of(receipt))), "")
