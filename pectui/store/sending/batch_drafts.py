"""Batches in preparation on disk."""

from __future__ import annotations

from dataclasses import dataclass

from pectui.store.table import Table
from pectui.text import storable


@dataclass(frozen=True, slots=True)
class BatchDraftRecord:
    """A batch in preparation as it stands on disk."""

    id: str
    name: str
    request: str
    """What is prepared, as JSON (see `pectui.services.batches.preparations`)."""
    updated_at: float
    """Seconds since the epoch."""


class BatchDrafts(Table):
    """The batches in preparation of one mailbox."""

    def save(self, draft_id: str, name: str, request: str) -> None:
        """Write one, replacing the one with its id."""
        self._execute(
            "INSERT OR REPLACE INTO batch_drafts (id, owner, name, request, updated_at)"
            " VALUES (?,?,?,?,?)",
            (draft_id, self._owner, storable(name), storable(request), self._now()),
        )

    def find(self, draft_id: str) -> BatchDraftRecord | None:
        """Return one, or None."""
        return next(iter(self._find("id = ?", draft_id)), None)

    def newest_first(self) -> tuple[BatchDraftRecord, ...]:
        """Return all of them, the one last written first."""
        return self._find("1 ORDER BY updated_at DESC, id")

    def _find(self, where: str, *values: object) -> tuple[BatchDraftRecord, ...]:
        rows = self._execute(
            "SELECT id, name, request, updated_at FROM batch_drafts"  # noqa: S608
            f" WHERE owner = ? AND {where}",
            (self._owner, *values),
        )
        return tuple(BatchDraftRecord(*row) for row in rows)

    def remove(self, draft_id: str) -> None:
        """Delete one; one that is gone already is no error."""
        self._execute(
            "DELETE FROM batch_drafts WHERE owner = ? AND id = ?", (self._owner, draft_id)
        )
