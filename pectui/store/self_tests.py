"""What the last self-test found out about the service, the latest only."""

from __future__ import annotations

from pectui.store.table import Table


class SelfTests(Table):
    """The last self-test of one mailbox; its report is JSON."""

    def keep(self, report: str) -> None:
        """Keep a report in place of the one before."""
        self._execute(
            "INSERT OR REPLACE INTO self_tests (owner, at, report) VALUES (?,?,?)",
            (self._owner, self._now(), report),
        )

    def last(self) -> tuple[float, str] | None:
        """Return when the last one was made, in seconds since the epoch, and its report."""
        row = self._execute(
            "SELECT at, report FROM self_tests WHERE owner = ?", (self._owner,)
        ).fetchone()
        return (row["at"], row["report"]) if row else None
