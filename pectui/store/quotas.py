"""Past answers about the quota, thinned out as they age. Figures in the service's own unit.

One a mailbox and hour for a week, one a day after that, the latest of each; some two years in all.
The clock only thins, it never empties: a wrong one must not take the history away.
"""

from __future__ import annotations

from pectui.pec.forecast import QuotaReading
from pectui.store.table import Table

_HOUR, _DAY = 3_600, 86_400
_HOURLY_SECONDS = 7 * _DAY
KEPT_READINGS = 7 * 24 + 730
"""Readings of one mailbox: a week of hours and two years of days."""


class Quotas(Table):
    """The past answers about one mailbox's quota."""

    def keep(self, mailbox: str, reading: QuotaReading) -> None:
        """Remember a reading, and forget what has become too much."""
        self._execute(
            "INSERT OR REPLACE INTO quota_readings (owner, mailbox, at, usage, room)"
            " VALUES (?,?,?,?,?)",
            (self._owner, mailbox, reading.at, reading.usage, reading.limit),
        )
        self._execute(
            "DELETE FROM quota_readings WHERE owner = :owner AND mailbox = :mailbox AND at NOT IN"
            " (SELECT max(at) FROM quota_readings WHERE owner = :owner AND mailbox = :mailbox"
            " GROUP BY at > :week, CAST(at / CASE WHEN at > :week THEN :hour ELSE :day END AS"
            " INTEGER)"
            " ORDER BY 1 DESC LIMIT :most)",
            {
                "owner": self._owner,
                "mailbox": mailbox,
                "week": self._now() - _HOURLY_SECONDS,
                "hour": _HOUR,
                "day": _DAY,
                "most": KEPT_READINGS,
            },
        )

    def readings(self, mailbox: str) -> tuple[QuotaReading, ...]:
        """Return what is remembered of a mailbox, oldest first."""
        rows = self._execute(
            "SELECT at, usage, room FROM quota_readings WHERE owner = ? AND mailbox = ? ORDER BY"
            " at",
            (self._owner, mailbox),
        )
        return tuple(QuotaReading(*row) for row in rows)
