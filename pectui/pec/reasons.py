"""Why a sending did not arrive, in one line of the receipt's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Kind, State
from pectui.pec.bodies import looks_like_html
from pectui.pec.life import speaks_of
from pectui.pec.receipts import own_words

if TYPE_CHECKING:
    from pectui.models import Receipt, Sending

MAX_REASON = 200
"""Characters."""

_NOT_REACHED = frozenset({State.FAILED, State.NOT_ACCEPTED, State.OVERDUE})
_END = r"(?:(?<!\.[A-Za-z])\.(?=\s+[A-ZÀ-Ý])|\.?\s*(?:\n|$))"
"""Where a reason ends: with its line, or with a full stop (not that of S.p.A.) before another."""
_RUN = re.compile(r"[^\S\n]+")
_WRAPPED = re.compile(r"(?<![.:;])\s*\n\s*(?=[a-zà-ÿ(])|(?<=:)\s*\n\s*")
_STATUS = r"[245]\.\d{1,3}\.\d{1,3}\b"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # "è stato rilevato un errore 5.1.1 - gestore - indirizzo non valido."
        rf"(?P<reason>{_STATUS}[^\n]*?){_END}",
        rf"\ba\s+causa\s+(?:di|del|della|dell['’])\s*:?\s*(?P<reason>[^\n]+?){_END}",
        (
            r"\b(?:impedisc\w+\s+l['’]accettazione|motivo|motivazione|causa)\s*:\s*"
            rf"(?P<reason>[^\n]+?){_END}"
        ),
        rf"(?P<reason>\b(?:un\s+)?virus\b(?:\s+informatic\w+)?[^\n]+?){_END}",
        rf"(?P<reason>\b(?:un\s+)?problema\s+di\s+sicurezza\b\s*:?\s*[^\n]+?){_END}",
        rf"\berrore\b\s*:?\s*(?P<reason>[^\n]+?){_END}",
        rf"(?P<reason>\bnon\s+è\s+stat[oa]\s+(?:consegnat|accettat|possibil)[^\n]+?){_END}",
    )
)


_FULL = re.compile(
    r"(?<![\d.])[45]\.2\.2\b|\bcasella\b[^\n]{0,60}\b(?:piena|satura)\b|\bmailbox\s+(?:is\s+)?full\b"
    r"|\b(?:over\s*quota|quota\s+(?:exceeded|superata|esaurita))\b|\bspazio\b[^\n]{0,40}\besaurito\b",
    re.IGNORECASE,
)


def is_full(reason: str) -> bool:
    """Whether a reason says that the recipient's mailbox is full."""
    return _FULL.search(reason) is not None


def reason_of(receipt: Receipt) -> str:
    """Return why, from a receipt that says why; "" from one that does not. Foreign text still."""
    if not receipt.kind.is_failure:
        return ""
    text = own_words(receipt, html=looks_like_html(receipt.body))
    # A line that goes on below, as the prescribed texts are wrapped, begins small there.
    text = _WRAPPED.sub(" ", _RUN.sub(" ", text)).strip()
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            return match["reason"].strip(" .:-\n")[:MAX_REASON]
    return ""


def reason_for(sending: Sending, address: str) -> str:
    """Return why `sending` did not reach one of its recipients, by the latest receipt that says.

    "" for a recipient it has reached or may still reach without a notice. Foreign text still.
    """
    states = {address_key(one.address): one.state for one in sending.recipient_states}
    if states.get(address_key(address)) not in _NOT_REACHED:
        return ""
    alone = len({address_key(one) for one in sending.recipients}) == 1
    about = [
        receipt
        for receipt in sending.receipts
        if receipt.kind is Kind.NOT_ACCEPTED or speaks_of(receipt, address, alone=alone)
    ]
    dated = sorted(about, key=lambda one: one.date.timestamp() if one.date else 0.0, reverse=True)
    return next((reason for receipt in dated if (reason := reason_of(receipt))), "")
