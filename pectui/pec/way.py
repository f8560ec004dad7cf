"""The way of a letter to one recipient: where it stopped, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.models import State
from pectui.pec.moments import accepted_at

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from pectui.models import RecipientState, Sending

_ON_THE_WAY = frozenset({State.DRAFT, State.QUEUED, State.SENT, State.ACCEPTED})
"""What stands on the way by its own moment already."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way."""

    state: State
    at: datetime | None
    """None where nothing says when."""
    after: timedelta | None = None
    """What passed since the stop before; None where the two clocks do not tell."""


def way_of(sending: Sending, recipient: RecipientState) -> tuple[Stop, ...]:
    """Return the stops so far, in order, from the queue to how it stands now."""
    found: list[tuple[State, datetime | None]] = []
    if sending.sent_at is None or sending.queued_at < sending.sent_at:
        found.append((State.QUEUED, sending.queued_at))
    if sending.state.has_left:
        found.append((State.SENT, sending.sent_at))
    accepted = accepted_at(sending)
    if accepted is not None and recipient.state is not State.NOT_ACCEPTED:
        found.append((State.ACCEPTED, accepted))
    if recipient.state not in _ON_THE_WAY:
        found.append((recipient.state, recipient.at))
    moments = [None, *(at for _, at in found)]
    return tuple(
        Stop(state, at, _between(before, at))
        for (state, at), before in zip(found, moments, strict=False)
    )


def _between(before: datetime | None, at: datetime | None) -> timedelta | None:
    # The queue goes by the clock of this machine, a receipt by the provider's.
    return at - before if before is not None and at is not None and at >= before else None
