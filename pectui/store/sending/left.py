"""What left, or may have: the sendings in the order in which they left."""

from __future__ import annotations

from typing import NamedTuple

from pectui.store.table import Table


class LeftSending(NamedTuple):
    """A sending that left, or may have."""

    moment: float
    """When it left, in seconds since the epoch; when it was queued, where that is not known."""
    id: str
    code: str | None


class Left(Table):
    """The sendings of one mailbox that left, or may have."""

    def all(self) -> tuple[LeftSending, ...]:
        """Return every one of them, the oldest first."""
        return self._find("1")

    def of_batch(self, batch: int) -> tuple[LeftSending, ...]:
        """Return those of a batch, in order of leaving."""
        return self._find("batch = ?", batch)

    def _find(self, where: str, *values: object) -> tuple[LeftSending, ...]:
        rows = self._execute(
            "SELECT coalesce(sent_at, queued_at) AS moment, id, code FROM sendings"  # noqa: S608
            f" WHERE owner = ? AND mark IN ('sent', 'unknown') AND {where} ORDER BY moment, number",
            (self._owner, *values),
        )
        return tuple(LeftSending(*row) for row in rows)
