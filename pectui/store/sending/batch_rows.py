"""Rows of batches for who looks at a part of them: by their numbers, never all at once."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

from pectui.store.sending.batches import ROWS, STATE, row_from
from pectui.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import BatchRow

_NUMBERS = "SELECT batch_rows.row FROM batch_rows"
_STANDING_SO = (
    f"{_NUMBERS} LEFT JOIN sendings ON sendings.id = batch_rows.sending_id"  # noqa: S608
    f" WHERE batch_rows.batch = ? AND {STATE} IN (SELECT value FROM json_each(?))"
    " ORDER BY batch_rows.row"
)
_OF_NUMBERS = (
    f"{ROWS} AND batch_rows.row IN (SELECT value FROM json_each(?))"  # noqa: S608
    " ORDER BY batch_rows.row"
)


class BatchRows(Table):
    """The rows of batches."""

    def numbers(self, batch: int, states: Iterable[str] = ()) -> array[int]:
        """Return the numbers of rows in the table's order; `states` picks those that stand so."""
        wanted = list(states)
        if wanted:
            rows = self._execute(_STANDING_SO, (batch, json.dumps(wanted)))
        else:
            rows = self._execute(f"{_NUMBERS} WHERE batch = ? ORDER BY row", (batch,))
        return array("q", (row[0] for row in rows))

    def waiting(self) -> int:
        """Return how many letters wait in batches that nothing holds."""
        row = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND mark = 'queued' AND batch IN"
            " (SELECT number FROM batches WHERE owner = ? AND mark = 'open')",
            (self._owner, self._owner),
        ).fetchone()
        return int(row[0])

    def of_numbers(self, batch: int, numbers: Iterable[int]) -> tuple[BatchRow, ...]:
        """Return the rows with these numbers, in the table's order."""
        rows = self._execute(_OF_NUMBERS, (batch, json.dumps(list(numbers)))).fetchall()
        return tuple(map(row_from, rows))
