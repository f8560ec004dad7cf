"""Which messages a person's commands were run for, and what became of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable


class HookRuns(Table):
    """The runs of one mailbox; a message is known by its identity."""

    def claim(self, runs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Note that these events of these messages are seen to; return those that were not yet."""
        return [
            (event, message)
            for event, message in runs
            if self._execute(
                "INSERT OR IGNORE INTO hook_runs (owner, event, message, at) VALUES (?, ?, ?, ?)",
                (self._owner, event, message, self._now()),
            ).rowcount
        ]

    def failed(self, event: str, message: str, problem: str) -> None:
        """Note what went wrong with a run."""
        self._execute(
            "UPDATE hook_runs SET problem = ? WHERE owner = ? AND event = ? AND message = ?",
            (problem, self._owner, event, message),
        )

    def problems(self, since: float) -> list[tuple[str, str, float]]:
        """Return event, problem and moment of runs that failed since then, the latest first."""
        rows = self._execute(
            "SELECT event, problem, at FROM hook_runs"
            " WHERE owner = ? AND problem IS NOT NULL AND at >= ? ORDER BY at DESC",
            (self._owner, since),
        )
        return [(row["event"], row["problem"], row["at"]) for row in rows]
