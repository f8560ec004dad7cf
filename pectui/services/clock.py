"""The machine's clock on the wall, and what tells one of its boots from another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def system_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def boot_id() -> str:
    """Return what tells this boot of the machine from another; "" where it cannot be known."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""
