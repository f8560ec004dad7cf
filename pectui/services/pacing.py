"""The pace of sending: how long until the next start, across processes, reboots and suspends.

Paced by starts, not by ends: the answer of one sending is awaited alongside the next. The last
start stands in the database as a monotonic time with the id of the boot it belongs to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from pectui.store.owner import Owner

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """Return what tells this boot of the machine from another; "" where it cannot be known."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""


def wait_before_start(
    connection: sqlite3.Connection, owner: Owner, *, boot: str, monotonic: float, period: float
) -> float:
    """Return 0.0 and note a start at `monotonic`, or the seconds still to wait, noting nothing.

    A start noted in another boot, or one in the future, is no reason to wait: a reboot takes longer
    than a period.
    """
    row = connection.execute(
        "SELECT boot, started_at FROM pace WHERE owner = ?", (owner.key,)
    ).fetchone()
    if row is not None and row["boot"] == boot and row["started_at"] <= monotonic:
        wait = float(row["started_at"]) + period - monotonic
        if wait > 0:
            return wait
    connection.execute(
        "INSERT OR REPLACE INTO pace (owner, boot, started_at) VALUES (?, ?, ?)",
        (owner.key, boot, monotonic),
    )
    return 0.0
