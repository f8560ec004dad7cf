"""What the last self-test found out about the service, the latest only."""

from __future__ import annotations

from typing import NamedTuple

from pectui.store.table import Table


class LastTest(NamedTuple):
    """The last self-test of one mailbox."""

    at: float
    """Seconds since the epoch."""
    report: str
    """JSON."""


class SelfTests(Table):
    """The last self-test of one mailbox."""

    def keep(self, report: str) -> None:
        """Keep a report in place of the one before."""
        self._execute(
            "INSERT OR REPLACE INTO self_tests (owner, at, report) VALUES (?,?,?)",
            (self._owner, self._now(), report),
        )

    def last(self) -> LastTest | None:
        """Return the last one."""
        row = self._execute(
            "SELECT at, report FROM self_tests WHERE owner = ?", (self._owner,)
        ).fetchone()
        return LastTest(row["at"], row["report"]) if row else None
