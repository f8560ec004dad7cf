"""The requests made to the service: counted by the day, held against what a day allows.

Whether reading calls are capped or charged is not known, so every request counts. The limit
stretches looks in the background only: what a person or a script asks for is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.services.clock import system_now
from pectui.services.sending.lock import owner_of
from pectui.store.requests import RequestCounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pectui.settings.configuration import Account


class Requests:
    """How many requests a mailbox made today, and how many a day allows."""

    def __init__(self, counts: RequestCounts, limit: int) -> None:
        self._counts = counts
        self.limit = limit
        """Requests a day; 0: no limit."""
        self.add = counts.add
        """Count one request."""
        self.flush = counts.flush
        """Write down what was counted."""

    @property
    def made_today(self) -> int:
        """Requests made since midnight in Rome, by every process of this machine."""
        return self._counts.today()

    @property
    def is_spent(self) -> bool:
        """Whether the day's requests are used up: the background goes on slowly then."""
        return bool(self.limit) and self.made_today >= self.limit


def requests_of(
    account: Account, state: Path | None, now: Callable[[], datetime] = system_now
) -> Requests:
    """Return the requests of `account`; `state` is the state folder, None keeps nothing."""
    return Requests(RequestCounts(state, owner_of(account), now), account.requests_per_day)
