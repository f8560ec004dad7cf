"""The moments of a sending that the law looks at, for each of its recipients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.models import Kind, State
from pectui.pec.clocks import effective_at

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import RecipientState, Sending


@dataclass(frozen=True, slots=True)
class Moments:
    """When a sending was accepted, was delivered to a recipient and takes effect there."""

    address: str
    accepted: datetime | None
    """For who sends: the moment of sending."""
    delivered: datetime | None
    effective: datetime | None
    """For the addressee, in Rome's time; see `pectui.pec.clocks`."""


def accepted_at(sending: Sending) -> datetime | None:
    """Return when the sender's provider took the letter, None while nothing says so."""
    dates = [one.date for one in sending.receipts if one.kind is Kind.ACCEPTANCE and one.date]
    return min(dates, default=None)


def moments_of(sending: Sending) -> tuple[Moments, ...]:
    """Return the moments of each recipient that is known, in their order."""
    accepted = accepted_at(sending)
    return tuple(_of(one, accepted) for one in sending.recipient_states)


def _of(recipient: RecipientState, accepted: datetime | None) -> Moments:
    delivered = recipient.at if recipient.state is State.DELIVERED else None
    return Moments(
        recipient.address,
        None if recipient.state is State.NOT_ACCEPTED else accepted,
        delivered,
        effective_at(delivered) if delivered else None,
    )
