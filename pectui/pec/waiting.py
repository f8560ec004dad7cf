"""When a sending is late, overdue or worth a look: what it still waits for, since when.

Absence is never failure: a receipt that does not come is waited for, ever more visibly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.models import Kind, State
from pectui.pec.life import SILENCE, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.models import Receipt, Sending

ACCEPTANCE_DUE = timedelta(hours=1)
"""The acceptance comes from one's own provider, within minutes."""
NOTICE_DUE = timedelta(hours=12)
"""From here on the addressee's provider would have to give notice of a letter not delivered."""

HISTORY = timedelta(days=14)
"""A sending that was older than this when it was found in the mailbox is no concern any more."""
SEEN_TO = "*"
"""Stands for every concern."""

_UNSENT = frozenset({State.DRAFT, State.QUEUED, State.SENDING})


class Awaited(StrEnum):
    """The receipt a sending waits for."""

    ACCEPTANCE = "acceptance"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sending stands for the person who sent it."""

    awaited: Awaited | None = None
    """What it waits for; None when it waits for nothing that could come."""
    since: datetime | None = None
    """From when on it waits for it: the moment of sending, or that of acceptance."""
    waited: timedelta = timedelta(0)
    failed: int = 0
    """Recipients it has not reached and will not reach."""
    concern: str = ""
    """What is wrong, in words of this program that change when it does; empty when nothing is."""


def standing(sending: Sending, now: datetime) -> Standing:
    """Return how `sending` stands at `now` (aware)."""
    if sending.state in _UNSENT:
        return Standing()
    if sending.state in {State.REFUSED, State.UNKNOWN}:
        return Standing(concern=sending.state.value)
    awaited, since = _awaited(sending)
    waited = max(now - since, timedelta(0)) if awaited and since else timedelta(0)
    states = [one.state for one in sending.recipient_states]
    concerns = [*sorted({state.value for state in states if state.has_failed})]
    concerns += _oddities(sending)
    if sending.is_partial:
        concerns.append("partial")
    concerns += _overdue(awaited, waited, noticed=State.OVERDUE in states)
    return Standing(
        awaited=awaited,
        since=since if awaited else None,
        waited=waited,
        failed=sum(state.has_failed for state in states),
        concern=" ".join(concerns),
    )


def _oddities(sending: Sending) -> Iterator[str]:
    """Yield what is odd about the receipts, with how often: one more is a new concern."""
    if notices := len(notices_of(sending)):
        yield f"notice:{notices}"
    word = word_of(sending.recipients, sending.receipts)
    if odd := len(word.strange) + len(word.contradicted):
        yield f"contradiction:{odd}"


def notices_of(sending: Sending) -> tuple[Receipt, ...]:
    """Return the notices about `sending` that this program does not know: a person reads them."""
    return tuple(one for one in sending.receipts if not one.kind.is_receipt)


def _awaited(sending: Sending) -> tuple[Awaited | None, datetime | None]:
    states = {one.state for one in sending.recipient_states}
    accepted = [r.date for r in sending.receipts if r.kind is Kind.ACCEPTANCE and r.date]
    if State.SENT in states:
        return Awaited.ACCEPTANCE, sending.sent_at
    if states & {State.ACCEPTED, State.OVERDUE}:
        # After a day without any receipt it may not even have been accepted.
        known = any(one.kind.is_receipt for one in sending.receipts)
        named = Awaited.DELIVERY if known else Awaited.ACCEPTANCE
        return named, min(accepted, default=sending.sent_at)
    return None, None


def _overdue(awaited: Awaited | None, waited: timedelta, *, noticed: bool) -> Iterator[str]:
    if awaited is None:
        return
    if waited >= SILENCE:
        yield "24h"
    elif noticed or waited >= NOTICE_DUE:
        yield "12h"
    elif awaited is Awaited.ACCEPTANCE and waited >= ACCEPTANCE_DUE:
        yield "not-accepted-yet"


def needs_look(sending: Sending, now: datetime) -> bool:
    """Whether a person should look at `sending`: something is wrong, and has not been seen to."""
    concern = standing(sending, now).concern
    return bool(concern) and sending.seen_to not in {concern, SEEN_TO}
