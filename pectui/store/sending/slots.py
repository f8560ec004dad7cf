"""When the last sending of a mailbox may have started, and how far its pace is stretched."""

from __future__ import annotations

from dataclasses import dataclass

from pectui.store.table import Table


@dataclass(frozen=True, slots=True)
class LastSlot:
    """What processes tell each other of the pace; moments are monotonic seconds of one boot."""

    closes: float | None
    """The end of the last slot taken; None where it is no reason to wait."""
    stretch: float
    stretched_until: float


class Slots(Table):
    """The pace of one mailbox."""

    def last(self, boot: str) -> LastSlot | None:
        """Return what was written during `boot`, or None."""
        row = self._execute(
            "SELECT slot_closes, stretch, stretched_until FROM pace WHERE owner = ? AND boot = ?",
            (self._owner, boot),
        ).fetchone()
        return None if row is None else LastSlot(*map(float, row))

    def save(self, boot: str, slot: LastSlot) -> None:
        """Write the last slot taken."""
        self._execute(
            "INSERT OR REPLACE INTO pace (owner, boot, slot_closes, stretch, stretched_until)"
            " VALUES (?, ?, ?, ?, ?)",
            (self._owner, boot, slot.closes, slot.stretch, slot.stretched_until),
        )
