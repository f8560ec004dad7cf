"""Counts letters that wait and sendings that need a look, for the top bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import tn
from pectui.models import State
from pectui.services.batches.rows import letters_waiting
from pectui.tui.formats.times import minute_date, now

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pectui.models import Sending
    from pectui.services.session import Session


@dataclass(frozen=True, slots=True)
class Counts:
    """Letters in the outbox, and of these the ones with a time to leave at."""

    waiting: int = 0
    later: int = 0
    first: datetime | None = None
    """When the first of those with a time leaves."""
    unsent: int = 0
    """Letters that leave as soon as they can: without a time to leave at."""
    trouble: int = 0
    """Sendings a person should look at."""
    batched: int = 0
    """Letters that wait in batches."""

    @property
    def farewell(self) -> str:
        """What is to be known when the program ends; empty when there is nothing."""
        words = [tn("quitting.unsent", self.unsent)] if self.unsent else []
        if self.batched:
            words.append(tn("quitting.batched", self.batched))
        if self.first is not None:
            words.append(tn("shell.later", self.later, date=minute_date(self.first)))
        return "\n".join(words)


async def counted(session: Session) -> Counts:
    """Return the counts of an account. Raises StoreUnusable."""
    pending = await session.outbox.pending()
    times = [sending.leave_at for sending in pending if sending.leave_at is not None]
    trouble = await session.tracking.needing_look()
    unsent = sum(one.state is State.QUEUED and one.leave_at is None for one in pending)
    batched = await letters_waiting(session.books)
    return Counts(len(pending), len(times), min(times, default=None), unsent, trouble, batched)


def unfinished(pending: Iterable[Sending]) -> tuple[Sending, ...]:
    """Return what is leaving or would leave soon if the program went on: not what has a time."""
    moment = now()
    return tuple(
        one
        for one in pending
        if one.state is State.SENDING
        or (one.state is State.QUEUED and (one.leave_at is None or one.leave_at <= moment))
    )
