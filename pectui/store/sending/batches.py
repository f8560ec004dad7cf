"""Many letters of one table: batches and their rows.

    filling → open ⇄ paused        open, paused → stopped → open

Only what is open leaves. While a batch is filled its letters are written down and wait: either all
of it is confirmed, or nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.models import BatchPhase, BatchRow, RowKind
from pectui.pec.dates import ROME
from pectui.store.sending.reasons import packed, unpacked
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pectui.catalogue import Words
    from pectui.models import Why


ALL_ROWS = (0, 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many letters the plan allows from a moment on (seconds since the epoch)."""

    since: float
    count: int


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch as it stands on disk. Times are seconds since the epoch."""

    number: int
    id: str
    """Given to persons, and at the beginning of each letter's reference."""
    fingerprint: str
    name: str
    header: tuple[str, ...]
    request: str
    """What it was made from, as JSON (see `pectui.services.batches.request`)."""
    phase: BatchPhase
    why: str
    detail: Words | None
    """What the service said, where it was the service."""
    confirmed_at: float
    leave_at: float | None
    hours: str
    follows: str
    """The id of the batch it goes on from, or ""."""
    deliver_by: float | None


STATE = (
    "CASE WHEN sendings.id IS NULL THEN kind WHEN sendings.mark = 'sent' THEN"
    " CASE sendings.state WHEN '' THEN 'sent' ELSE sendings.state END"
    " WHEN sendings.mark IN ('claimed', 'wire') THEN 'sending'"
    " WHEN sendings.mark = 'cancelled' THEN 'draft' ELSE sendings.mark END"
)
ROWS = (
    f"SELECT batch_rows.*, {STATE} AS state, sendings.reason, sendings.code, sendings.sent_at,"  # noqa: S608
    " sendings.reference FROM batch_rows LEFT JOIN sendings ON sendings.id = batch_rows.sending_id"
    " WHERE batch_rows.batch = ?"
)

_PICKED_ROWS = (
    f"{ROWS} AND batch_rows.row > ? AND (? = '[]' OR {STATE} IN"  # noqa: S608
    " (SELECT value FROM json_each(?))) ORDER BY batch_rows.row LIMIT ?"
)


class Batches(Table):
    """The batches of one mailbox."""

    def insert(
        self,
        *,
        batch_id: str,
        fingerprint: str,
        name: str,
        header: Sequence[str],
        request: str,
        leave_at: float | None = None,
        hours: str = "",
        follows: str = "",
        deliver_by: float | None = None,
    ) -> int:
        """Write a batch that is being filled; return its number."""
        cursor = self._execute(
            "INSERT INTO batches (owner, id, fingerprint, name, header, request, mark,"
            " confirmed_at, leave_at, hours, follows, deliver_by)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self._owner,
                batch_id,
                fingerprint,
                storable(name),
                json.dumps([storable(one) for one in header]),
                storable(request),
                BatchPhase.FILLING,
                self._now(),
                leave_at,
                hours,
                follows,
                deliver_by,
            ),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def add_row(
        self,
        batch: int,
        *,
        row: int,
        line: int | None,
        cells: Sequence[str],
        recipient: str,
        kind: RowKind,
        findings: Sequence[Mapping[str, object]] = (),
        sending_id: str | None = None,
    ) -> None:
        """Write a row, in place of what was written of it before it had a sending."""
        self._execute(
            "INSERT OR REPLACE INTO batch_rows"
            " (batch, row, line, cells, recipient, kind, findings, sending_id)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (
                batch,
                row,
                line,
                json.dumps([storable(one) for one in cells], ensure_ascii=False),
                storable(recipient),
                kind,
                json.dumps(list(findings), ensure_ascii=False),
                sending_id,
            ),
        )

    def leave_batch(self, sending_id: str) -> None:
        """Let a sending that became a draft again be no part of its batch any more."""
        self._execute("UPDATE sendings SET batch = NULL WHERE id = ?", (sending_id,))

    def follow_sending(self, old: str, new: str) -> None:
        """Have the row of one sending show another, which was made from it."""
        self._execute("UPDATE batch_rows SET sending_id = ? WHERE sending_id = ?", (new, old))

    # What there is

    def _find(self, where: str, *values: object) -> tuple[BatchRecord, ...]:
        rows = self._execute(
            f"SELECT * FROM batches WHERE owner = ? AND {where}",  # noqa: S608
            (self._owner, *values),
        ).fetchall()
        return tuple(map(_record, rows))

    def all(self) -> tuple[BatchRecord, ...]:
        """Return all batches, the newest first."""
        return self._find("1 ORDER BY number DESC")

    def by_id(self, batch_id: str) -> BatchRecord | None:
        """Return the batch with this id, or None."""
        return next(iter(self._find("id = ?", batch_id)), None)

    def numbered(self, number: int) -> BatchRecord | None:
        """Return the batch with this number, or None."""
        return next(iter(self._find("number = ?", number)), None)

    def by_fingerprint(self, fingerprint: str) -> tuple[BatchRecord, ...]:
        """Return the batches made of one table and template, the newest first."""
        return self._find("fingerprint = ? ORDER BY number DESC", fingerprint)

    def rows(
        self,
        batch: int,
        *,
        after: int = 0,
        limit: int = -1,
        states: Iterable[str] = (),
    ) -> tuple[BatchRow, ...]:
        """Return rows in the table's order, those with a greater number than `after`.

        `states` picks those that stand so; none, all.
        """
        wanted = json.dumps(list(states))
        rows = self._execute(_PICKED_ROWS, (batch, after, wanted, wanted, limit)).fetchall()
        return tuple(map(row_from, rows))

    def row(self, batch: int, row: int) -> BatchRow | None:
        """Return one row by its number in the table, or None."""
        found = self._execute(f"{ROWS} AND batch_rows.row = ?", (batch, row)).fetchone()
        return None if found is None else row_from(found)

    def with_sending(self, batch: int, rows: tuple[int, int] = ALL_ROWS) -> frozenset[int]:
        """Return the rows, from the first to the last of `rows`, whose letter is written down."""
        found = self._execute(
            "SELECT row FROM batch_rows WHERE batch = ? AND row BETWEEN ? AND ?"
            " AND sending_id IS NOT NULL",
            (batch, *rows),
        )
        return frozenset(row[0] for row in found)

    def letters(self, batch: int) -> Iterator[tuple[str, str]]:
        """Yield recipient and subject of each letter of a batch."""
        rows = self._execute(
            "SELECT recipients, subject FROM sendings WHERE owner = ? AND batch = ?",
            (self._owner, batch),
        )
        for recipients, subject in rows:
            yield json.loads(recipients)[0], subject

    def counts(self, batch: int) -> dict[str, int]:
        """Return how many rows stand how."""
        rows = self._execute(
            f"SELECT {STATE} AS state, count(*) FROM batch_rows LEFT JOIN sendings"  # noqa: S608
            " ON sendings.id = batch_rows.sending_id WHERE batch_rows.batch = ? GROUP BY 1",
            (batch,),
        )
        return {row[0]: row[1] for row in rows}

    def waiting(self, batch: int) -> int:
        """Return how many letters of a batch wait to leave or are leaving."""
        row = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND batch = ?"
            " AND mark IN ('queued', 'claimed', 'wire')",
            (self._owner, batch),
        ).fetchone()
        return int(row[0])

    def times(self, batch: int) -> tuple[float | None, float | None, int]:
        """Return when the first and the last letter left or may have, and how many did."""
        row = self._execute(
            "SELECT min(wire_at), max(wire_at), count(wire_at) FROM sendings"
            " WHERE owner = ? AND batch = ? AND mark NOT IN ('queued', 'claimed')",
            (self._owner, batch),
        ).fetchone()
        return row[0], row[1], row[2]

    def codes(self, batch: int) -> tuple[str, ...]:
        """Return the codes of what is not final yet."""
        rows = self._execute(
            "SELECT code FROM sendings WHERE owner = ? AND batch = ? AND mark = 'sent'"
            " AND NOT final AND code IS NOT NULL ORDER BY number",
            (self._owner, batch),
        )
        return tuple(row[0] for row in rows)

    # What leaves

    def open_now(self, limits: Iterable[Limit] = ()) -> tuple[int, ...]:
        """Return the batches whose letters may leave at this moment, in the order of their turn.

        None may where as much has left as the plan allows: they go on when it allows more.
        """
        now = self._now()
        rows = self._execute(
            "SELECT number, hours FROM batches WHERE owner = ? AND mark = 'open'"
            " AND (leave_at IS NULL OR leave_at <= ?) ORDER BY number",
            (self._owner, now),
        ).fetchall()
        found = tuple(row[0] for row in rows if within_hours(row[1], now))
        return () if found and any(map(self._is_used_up, limits)) else found

    def _is_used_up(self, limit: Limit) -> bool:
        row = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND coalesce(wire_at, sent_at) >= ?"
            " AND mark IN ('wire', 'sent', 'unknown')",
            (self._owner, limit.since),
        ).fetchone()
        return int(row[0]) >= limit.count

    def set_times(
        self, batch: int, *, leave_at: float | None, hours: str, deliver_by: float | None
    ) -> None:
        """Give a batch other times; those that are None or "" stay as they are."""
        self._execute(
            "UPDATE batches SET leave_at = coalesce(?, leave_at), hours = coalesce(?, hours),"
            " deliver_by = coalesce(?, deliver_by) WHERE number = ?",
            (leave_at, hours or None, deliver_by, batch),
        )

    def set_request(self, batch: int, request: str) -> None:
        """Keep what rows that were added were asked for with."""
        self._execute("UPDATE batches SET request = ? WHERE number = ?", (storable(request), batch))

    def set_phase(
        self, batch: int, phase: BatchPhase, why: str = "", detail: Words | None = None
    ) -> None:
        """Let a batch leave, or hold it."""
        self._execute(
            "UPDATE batches SET mark = ?, why = ?, detail = ? WHERE number = ?",
            (phase, why, packed(detail) or "", batch),
        )

    def pause(self, batch: int, why: Why, detail: Words | None = None) -> bool:
        """Pause a batch that is open; return whether it was."""
        cursor = self._execute(
            "UPDATE batches SET mark = 'paused', why = ?, detail = ?"
            " WHERE number = ? AND mark = 'open'",
            (why, packed(detail) or "", batch),
        )
        return cursor.rowcount == 1

    def pause_all(self, why: Why, detail: Words) -> None:
        """Pause every batch that is open."""
        self._execute(
            "UPDATE batches SET mark = 'paused', why = ?, detail = ?"
            " WHERE owner = ? AND mark = 'open'",
            (why, packed(detail) or "", self._owner),
        )

    def remove(self, batch: int) -> None:
        """Remove a batch none of whose letters was ever let go."""
        letters = "SELECT letter_id FROM sendings WHERE batch = ?"
        self._execute(f"DELETE FROM attachments WHERE letter_id IN ({letters})", (batch,))  # noqa: S608
        ids = [row[0] for row in self._execute(letters, (batch,)).fetchall()]
        self._execute("DELETE FROM sendings WHERE batch = ?", (batch,))
        self._executemany("DELETE FROM letters WHERE id = ?", [(one,) for one in ids])
        self._execute("DELETE FROM batch_rows WHERE batch = ?", (batch,))
        self._execute("DELETE FROM batches WHERE number = ?", (batch,))

    def filling(self) -> tuple[int, ...]:
        """Return the batches that are being filled, or were never filled to the end."""
        return tuple(one.number for one in self._find("mark = 'filling'"))


def folder_of(batch: int) -> str:
    """Return the name of the folder of a batch's frozen files."""
    return f"batch-{batch}"


def within_hours(hours: str, now: float) -> bool:
    """Whether a moment lies within hours of the day in Rome, as in "08:00-20:00"; "" is always.

    Hours that end before they begin run over midnight.
    """
    if not hours:
        return True
    begin, _, end = hours.partition("-")
    at = datetime.fromtimestamp(now, UTC).astimezone(ROME).strftime("%H:%M")
    return begin <= at < end if begin <= end else at >= begin or at < end


def _record(row: sqlite3.Row) -> BatchRecord:
    return BatchRecord(
        number=row["number"],
        id=row["id"],
        fingerprint=row["fingerprint"],
        name=row["name"],
        header=tuple(json.loads(row["header"])),
        request=row["request"],
        phase=BatchPhase(row["mark"]),
        why=row["why"],
        detail=unpacked(row["detail"]),
        confirmed_at=row["confirmed_at"],
        leave_at=row["leave_at"],
        hours=row["hours"],
        follows=row["follows"],
        deliver_by=row["deliver_by"],
    )


def row_from(row: sqlite3.Row) -> BatchRow:
    """Return a row as it was read with ROWS."""
    return BatchRow(
        row=row["row"],
        line=row["line"],
        cells=tuple(json.loads(row["cells"])),
        recipient=row["recipient"],
        kind=RowKind(row["kind"]),
        findings=tuple(json.loads(row["findings"])),
        sending_id=row["sending_id"],
        state=row["state"],
        reason=unpacked(row["reason"]),
        code=row["code"],
        sent_at=row["sent_at"],
        reference=row["reference"],
    )
