"""Receipts of which only the row in the list is known, and what is still to be read.

A row goes when the text of its receipt is held (see `receipts`). A sending is `unclear` while an
unread text is needed to say how it stands.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from pectui.pec.envelopes import read_envelope
from pectui.pec.listed import is_read, unread_receipts
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pectui.models import Envelope, Receipt, State

_HOUR, _DAY = 3_600.0, 86_400.0
_GAP = 60.0
"""Seconds between two questions about one sending."""
_SILENT_FIRST = _HOUR
"""After so long without a word the list is no longer taken to tell everything."""
_SILENT_PAUSES = ((_DAY, 6 * _HOUR), (14 * _DAY, _DAY))
"""(age of a silent sending, pause between two questions about it); older ones are left alone."""


class Listed(Table):
    """The rows that announced receipts of one mailbox."""

    def keep(self, rows: Iterable[Envelope]) -> frozenset[str]:
        """Keep rows of receipts whose text is not held; return the codes with news."""
        fresh: set[str] = set()
        for row in rows:
            code = row.code or ""
            cursor = self._execute(
                "INSERT OR IGNORE INTO listed_receipts VALUES (?,?,?,?,?,?)",
                (
                    self._owner,
                    code,
                    storable(row.sender),
                    storable(row.recipient),
                    storable(row.date_text),
                    storable(row.subject),
                ),
            )
            if cursor.rowcount:
                fresh.add(code)
        return frozenset(code for code in fresh if self.drop_read(code))

    def drop_read(self, code: str) -> bool:
        """Forget the rows of a sending whose texts are held; return whether any is left."""
        rows = self._rows(code)
        read = self._tables.receipts.of_code(code) if rows else ()
        held = [row for row in rows if is_read(row, read)]
        self._drop(held)
        return len(held) < len(rows)

    def drop_answered(self, code: str, answer: Iterable[Receipt]) -> None:
        """Forget the rows of a sending that `answer` stands for: all the service has of it.

        Where it has no fewer receipts of a kind than were listed, they are the same ones, even
        should it write their dates in another way.
        """
        self.drop_read(code)
        rows = self._rows(code)
        listed = Counter(row.kind for row in rows)
        answered = Counter(receipt.kind for receipt in answer)
        self._drop([row for row in rows if answered[row.kind] >= listed[row.kind]])

    def _drop(self, rows: Iterable[Envelope]) -> None:
        for row in rows:
            self._execute(
                "DELETE FROM listed_receipts WHERE owner = ? AND code = ? AND date_text = ?"
                " AND subject = ? AND sender = ?",
                (self._owner, row.code, row.date_text, row.subject, row.sender),
            )

    def unread_by_code(
        self, read: Mapping[str, Iterable[Receipt]], codes: Collection[str]
    ) -> dict[str, tuple[Receipt, ...]]:
        """Return the receipts of which only the row is known, by the codes of their sendings.

        `read` are those held with their text, of the sendings with these `codes`.
        """
        return {
            code: unread_receipts(rows, read.get(code, ()))
            for code, rows in self._by_code(codes).items()
        }

    def _rows(self, code: str) -> tuple[Envelope, ...]:
        return tuple(self._by_code([code]).get(code, ()))

    def _by_code(self, codes: Collection[str]) -> dict[str, list[Envelope]]:
        found = self._execute(
            "SELECT code, sender, recipient, date_text, subject FROM listed_receipts"
            " WHERE owner = ? AND code IN (SELECT value FROM json_each(?))",
            (self._owner, json.dumps([*codes])),
        ).fetchall()
        rows: dict[str, list[Envelope]] = {}
        for code, *fields in found:
            rows.setdefault(code, []).append(_envelope(*fields))
        return rows

    def stands(self, sending_id: str, state: State, *, unclear: bool) -> bool:
        """Note where a sending stands by its receipts; return whether that is another state.

        It is not final while the text of a receipt is needed to say so.
        """
        row = self._execute("SELECT state FROM sendings WHERE id = ?", (sending_id,)).fetchone()
        self._execute(
            "UPDATE sendings SET final = ?, state = ?, unclear = ?, remembered = 0 WHERE id = ?",
            (state.is_final and not unclear, state.value, unclear, sending_id),
        )
        return row is not None and row[0] != state.value

    def without_state(self) -> tuple[str, ...]:
        """Return the codes of sendings whose receipts were here before their answer had come.

        Listed in the mailbox, or proven by an original.
        """
        rows = self._execute(
            "SELECT code FROM sendings WHERE owner = :owner AND mark = 'sent' AND state = ''"
            " AND code IN (SELECT code FROM listed_receipts WHERE owner = :owner"
            " UNION SELECT code FROM originals WHERE owner = :owner)",
            {"owner": self._owner},
        )
        return tuple(row[0] for row in rows)

    def to_ask(self, most: int, most_adopted: int) -> tuple[str, ...]:
        """Return the codes of at most `most` sendings to ask about, trouble first, then the newest.

        Those of which an unread text is needed, and those about which nothing is said for long. Of
        sendings made elsewhere whose recipients are not known, no more than `most_adopted` within a
        day: a mailbox taken over has hundreds of them.
        """
        now = self._now()
        day_before = now - _DAY
        asked = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND letter_id = id AND checked_at > ?",
            (self._owner, day_before),
        ).fetchone()[0]
        (young, often), (old, seldom) = _SILENT_PAUSES
        rows = self._execute(
            "SELECT code, adopted FROM (SELECT code, state, number,"
            " letter_id = id AND recipients = '[]' AS adopted, unclear,"
            " coalesce(sent_at, queued_at) AS left_at,"
            " CASE WHEN checked_at > :now THEN 0 ELSE coalesce(checked_at, 0) END AS asked_at"
            " FROM sendings WHERE owner = :owner AND mark = 'sent' AND NOT final"
            " AND code IS NOT NULL)"
            " WHERE (unclear AND asked_at <= :gap)"
            " OR (NOT adopted AND left_at <= :silent AND"
            " ((left_at > :young AND asked_at <= :often) OR (left_at > :old AND asked_at <="
            " :seldom)))"
            " ORDER BY state IN ('failed', 'not-accepted', 'overdue') DESC, left_at DESC, number"
            " DESC",
            {
                "owner": self._owner,
                "now": now,
                "gap": now - _GAP,
                "silent": now - _SILENT_FIRST,
                "young": now - young,
                "often": now - often,
                "old": now - old,
                "seldom": now - seldom,
            },
        )
        left = max(most_adopted - int(asked), 0)
        codes: list[str] = []
        for code, adopted in rows:
            if len(codes) >= most:
                break
            if adopted and not left:
                continue
            left -= bool(adopted)
            codes.append(code)
        return tuple(codes)

    def youngest_waiting(self) -> float | None:
        """Return when the youngest letter from here left that waits for a receipt, or None."""
        row = self._execute(
            "SELECT max(coalesce(sent_at, queued_at)) FROM sendings"
            " WHERE owner = ? AND mark = 'sent' AND NOT final AND letter_id != id",
            (self._owner,),
        ).fetchone()
        return None if row[0] is None else float(row[0])


def _envelope(sender: str, recipient: str, date_text: str, subject: str) -> Envelope:
    return read_envelope(sender=sender, recipient=recipient, date=date_text, subject=subject)
