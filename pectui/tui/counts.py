"""What of the person's letters wants to be seen from everywhere: counted for the top bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import tn
from pectui.tui.times import minute_date

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.services.session import Session


@dataclass(frozen=True, slots=True)
class Counts:
    """Letters in the outbox, and of these the ones with a time to leave at."""

    waiting: int = 0
    later: int = 0
    first: datetime | None = None
    """When the first of those with a time leaves."""
    trouble: int = 0
    """Sendings a person should look at."""

    @property
    def farewell(self) -> str:
        """What is to be known when the program ends; empty when there is nothing."""
        if self.first is None:
            return ""
        return tn("shell.later", self.later, date=minute_date(self.first))


async def counted(session: Session) -> Counts:
    """Return the counts of an account. Raises StoreUnusable."""
    pending = await session.outbox.pending()
    times = [sending.leave_at for sending in pending if sending.leave_at is not None]
    trouble = await session.tracking.needing_look()
    return Counts(len(pending), len(times), min(times, default=None), trouble)
