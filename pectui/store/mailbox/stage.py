"""The rows that an unfinished scan has read so far, newest first, kept on disk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.reconciliation import Base
from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope
    from pectui.store.mailbox.reconciliation import Difference


class Stage(CopyTable):
    """The list that is being read."""

    def begin(self) -> None:
        """Begin to read the list from its newest row."""
        self.forget()
        self._tables.state.set("stage open", 1)

    def forget(self) -> None:
        """Forget what was staged."""
        self._execute("DELETE FROM staged")
        self._execute("DELETE FROM state WHERE name LIKE 'stage %'")

    def add(self, rows: Sequence[Envelope], total: int | None, *, moved: bool) -> int:
        """Add the next rows of the list, newest first; return how many are staged.

        `moved` notes that the list was not the same when they were read as when the first were.
        """
        count = self.length()
        self._executemany(
            "INSERT INTO staged (position, fingerprint, id) VALUES (?, ?, ?)",
            [(place, fingerprint_of(row), row.id) for place, row in enumerate(rows, count)],
        )
        self._tables.state.set_count("stage total", total)
        if moved:
            self._tables.state.set("stage moved", 1)
        return count + len(rows)

    def length(self) -> int:
        """Return how many rows are staged."""
        last = self._execute("SELECT max(position) FROM staged").fetchone()[0]
        return 0 if last is None else int(last) + 1

    def end(self, there: int | None) -> None:
        """Note that the list was read to its end, and how many rows it had then."""
        self._tables.state.set_count("stage there", there)

    def is_open(self) -> bool:
        """Whether a list was begun and not yet reconciled."""
        return bool(self._tables.state.get("stage open"))

    def has_moved(self) -> bool:
        """Whether the list moved while it was staged."""
        return bool(self._tables.state.get("stage moved"))

    def base(self) -> Base:
        """Return the staged list, whose `there` is None until it was read to its end."""
        state = self._tables.state
        return Base(self.length(), state.get_count("stage there"), state.get_count("stage total"))

    def window(self, first: int, end: int) -> list[tuple[str, int | None]]:
        """Return fingerprint and id of the staged rows from `first` to `end`."""
        rows = self._execute(
            "SELECT fingerprint, id FROM staged WHERE position >= ? AND position < ? ORDER BY"
            " position",
            (first, end),
        )
        return [(row["fingerprint"], row["id"]) for row in rows]

    def readings_agree(self) -> bool:
        """Whether the staged list is what was reconciled, or what the reading before staged.

        For a service that does not count its rows: two equal readings tell what one cannot.
        """
        digest = hashlib.sha256()
        for row in self._execute("SELECT fingerprint FROM staged ORDER BY position"):
            digest.update(row[0].encode())
        now = int.from_bytes(digest.digest()[:7], "big")
        before = self._tables.state.get_count("last reading")
        self._tables.state.set("last reading", now)
        return now == before or (bool(self._tables.state.get("complete")) and self._is_copy())

    def _is_copy(self) -> bool:
        """Whether the staged list is, row by row, the list that the copy was reconciled by last."""
        staged = self._execute("SELECT fingerprint FROM staged ORDER BY position")
        placed = self._execute(
            "SELECT fingerprint FROM messages WHERE place IS NOT NULL ORDER BY place DESC"
        )
        for one in staged:
            other = placed.fetchone()
            if other is None or other[0] != one[0]:
                return False
        return placed.fetchone() is None

    def amend(self, since: Difference) -> None:
        """Make the staged list equal to the service's."""
        if not since.same_ids:
            self._execute("UPDATE staged SET id = NULL")
            self._executemany(
                "UPDATE staged SET id = ? WHERE position = ?",
                [(message_id, place) for place, message_id in since.seen],
            )
        self._executemany(
            "DELETE FROM staged WHERE position = ?", [(place,) for place in since.gone]
        )
        self._executemany(
            "INSERT INTO staged (position, fingerprint, id) VALUES (?, ?, ?)",
            [
                (-1 - nth, fingerprint_of(row), row.id)
                for nth, row in enumerate(reversed(since.arrived))
            ],
        )
