"""What waits in a batch: what keeps it from leaving, taken out of the queue and put back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.models import Why
from pectui.store.sending.reasons import packed
from pectui.store.sending.sendings import Phase
from pectui.store.table import Table

if TYPE_CHECKING:
    from pectui.catalogue import Words

REFUSED_IN_A_ROW = 10
"""Letters of a batch refused one after the other, at which it pauses by itself."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter of a batch that waits to leave; `number` is its place in the order of leaving."""

    number: int
    id: str
    recipient: str
    subject: str


class BatchQueue(Table):
    """The letters that wait in one mailbox's batches."""

    def queued(self, batch: int) -> tuple[Waiting, ...]:
        """Return the letters of a batch that wait, in order of leaving."""
        rows = self._execute(
            "SELECT number, id, recipients, subject FROM sendings WHERE owner = ? AND batch = ?"
            " AND mark = 'queued' ORDER BY number",
            (self._owner, batch),
        )
        return tuple(Waiting(row[0], row[1], json.loads(row[2])[0], row[3]) for row in rows)

    def hindrance(self, batch: int) -> str | None:
        """Return the kind of the error after which a letter of a batch waits once more, or None."""
        row = self._execute(
            "SELECT error_kind FROM sendings WHERE owner = ? AND batch = ? AND mark = 'queued'"
            " AND error_kind IS NOT NULL ORDER BY number DESC LIMIT 1",
            (self._owner, batch),
        ).fetchone()
        return None if row is None else str(row[0])

    def take_back(self, batch: int) -> int:
        """Take what has not left out of the queue; return how many letters."""
        return self._execute(
            "UPDATE sendings SET mark = 'cancelled' WHERE owner = ? AND batch = ?"
            " AND mark = 'queued'",
            (self._owner, batch),
        ).rowcount

    def put_back(self, batch: int) -> int:
        """Put what was taken back into the queue; return how many letters."""
        now = self._now()
        return self._execute(
            "UPDATE sendings SET mark = 'queued', due_at = ?, due_boot = '', pause = 0,"
            " reason = NULL, error_kind = NULL WHERE owner = ? AND batch = ?"
            " AND mark = 'cancelled'",
            (now, self._owner, batch),
        ).rowcount

    def keep_back(self, sending_id: str, why: Words) -> None:
        """Take one letter that waits out of the queue, and say why."""
        self._execute(
            "UPDATE sendings SET mark = 'cancelled', reason = ? WHERE id = ? AND mark = 'queued'",
            (packed(why), sending_id),
        )

    def pause_refused(self, batch: int, detail: Words) -> bool:
        """Pause a batch whose last letters were all refused; return whether it was paused."""
        marks = self._execute(
            # In their order, and not by a clock that may be set back.
            "SELECT mark FROM sendings WHERE owner = ? AND batch = ?"
            " AND mark NOT IN ('queued', 'claimed', 'wire', 'cancelled')"
            " ORDER BY number DESC LIMIT ?",
            (self._owner, batch, REFUSED_IN_A_ROW),
        ).fetchall()
        if len(marks) < REFUSED_IN_A_ROW or {row[0] for row in marks} != {Phase.REFUSED}:
            return False
        return self._tables.batches.pause(batch, Why.REFUSED, detail)
