"""Past answers about the quota, thinned out as they age. Figures in the service's own unit.

One a mailbox and hour for a week, one a day after that, the latest of each; some two years in all.
The clock only thins, it never empties: a wrong one must not take the history away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.forecast import Reading

if TYPE_CHECKING:
    import sqlite3

    from pectui.store.owner import Owner

_HOUR, _DAY = 3_600, 86_400
_HOURLY_SECONDS = 7 * _DAY
KEPT_READINGS = 7 * 24 + 730
"""Readings of one mailbox: a week of hours and two years of days."""


def keep(
    connection: sqlite3.Connection, owner: Owner, mailbox: str, reading: Reading, now: float
) -> None:
    """Remember a reading, and forget what has become too much."""
    connection.execute(
        "INSERT OR REPLACE INTO quota_readings (owner, mailbox, at, usage, room)"
        " VALUES (?,?,?,?,?)",
        (owner.key, mailbox, reading.at, reading.usage, reading.limit),
    )
    connection.execute(
        "DELETE FROM quota_readings WHERE owner = :owner AND mailbox = :mailbox AND at NOT IN"
        " (SELECT max(at) FROM quota_readings WHERE owner = :owner AND mailbox = :mailbox"
        " GROUP BY at > :week, CAST(at / CASE WHEN at > :week THEN :hour ELSE :day END AS INTEGER)"
        " ORDER BY 1 DESC LIMIT :most)",
        {
            "owner": owner.key,
            "mailbox": mailbox,
            "week": now - _HOURLY_SECONDS,
            "hour": _HOUR,
            "day": _DAY,
            "most": KEPT_READINGS,
        },
    )


def readings(connection: sqlite3.Connection, owner: Owner, mailbox: str) -> tuple[Reading, ...]:
    """Return what is remembered of a mailbox, oldest first."""
    rows = connection.execute(
        "SELECT at, usage, room FROM quota_readings WHERE owner = ? AND mailbox = ? ORDER BY at",
        (owner.key, mailbox),
    )
    return tuple(Reading(*row) for row in rows)
