"""How full a mailbox is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuotaUnit = Literal["KB", "MB", "B"]
_PER_MB: dict[QuotaUnit, int] = {"B": 1024 * 1024, "KB": 1024, "MB": 1}
QuotaLevel = Literal["unknown", "fine", "filling", "full", "over"]

FILLING, FULL, OVER = 80.0, 95.0, 100.0
"""Percentages from which a mailbox fills up, is nearly full, and takes nothing more."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How full a mailbox is: `GET /quota/{mailbox}`. Numbers in `unit`, None where unreadable."""

    mailbox: str
    usage: float | None
    limit: float | None
    """None also stands for unlimited: 0, -1 and null."""
    unit: QuotaUnit = "KB"

    @property
    def percent(self) -> float | None:
        """Used share, 0 to 100 and above when over the limit; None without both numbers."""
        if self.usage is None or not self.limit:
            return None
        return 100 * self.usage / self.limit

    @property
    def level(self) -> QuotaLevel:
        """What the percentage means for the person."""
        percent = self.percent
        if percent is None:
            return "unknown"
        if percent >= OVER:
            return "over"
        return "full" if percent >= FULL else "filling" if percent >= FILLING else "fine"

    def _mb(self, amount: float | None) -> float | None:
        if amount is None:
            return None
        return amount / _PER_MB[self.unit]

    @property
    def used_mb(self) -> float | None:
        """Used space in megabytes."""
        return self._mb(self.usage)

    @property
    def limit_mb(self) -> float | None:
        """Room of the mailbox in megabytes; None when unlimited or unknown."""
        return self._mb(self.limit)
