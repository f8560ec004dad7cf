"""What is known of each address that was written to: how each of its letters ended.

It follows from the sendings and their receipts, and is read from them anew where they changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.store.addresses import AddressBook, Correspondence
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pectui.models import State
    from pectui.store.sending.sendings import Record

_WRITTEN_TO = (
    "EXISTS (SELECT 1 FROM recipients JOIN sendings ON sendings.number = recipients.sending"
    " WHERE recipients.address = addresses.number AND mark != 'cancelled')"
)
"""An address of which every letter was taken back may be a mistyped one."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where one letter to an address stands. Times in seconds since the epoch."""

    address: str
    state: State
    at: float
    reason: str = ""
    """Why it did not arrive, in the words of its receipt. Foreign text."""


@dataclass(frozen=True, slots=True)
class Past:
    """What became of the letters to one address."""

    written: int = 0
    """Letters that left, or may have."""
    delivered: int = 0
    delivered_at: float | None = None
    failed_at: float | None = None
    reason: str = ""


class Recipients(Table):
    """The addresses that one mailbox wrote to."""

    @property
    def book(self) -> AddressBook:
        """Every address that was written to."""
        return AddressBook(self._tables.connection, self._owner, _WRITTEN_TO)

    def has_to_remember(self) -> bool:
        """Whether any sending changed since it was read for this."""
        found = self._execute(
            "SELECT 1 FROM sendings WHERE owner = ? AND NOT remembered LIMIT 1", (self._owner,)
        )
        return found.fetchone() is not None

    def to_remember(self, most: int) -> tuple[Record, ...]:
        """Return sendings that changed since they were read for this, at most `most`."""
        return self._tables.sendings.find("NOT remembered ORDER BY number LIMIT ?", most)

    def remember(self, record: Record, endings: Sequence[Ending]) -> None:
        """Write where a sending stands for each of its recipients."""
        known = {row[0] for row in self._keys_of(record)}
        keys = {address_key(storable(one.address)): one for one in endings}
        at = record.sent_at or record.queued_at
        self.book.note(
            Correspondence(one.address, at=at) for key, one in keys.items() if key not in known
        )
        self._execute("DELETE FROM recipients WHERE sending = ?", (record.number,))
        self._executemany(
            "INSERT INTO recipients SELECT number, ?, ?, ?, ? FROM addresses"
            " WHERE owner = ? AND key = ?",
            [
                (record.number, one.state.value, one.at, storable(one.reason), self._owner, key)
                for key, one in keys.items()
            ],
        )
        self._execute("UPDATE sendings SET remembered = 1 WHERE number = ?", (record.number,))

    def _keys_of(self, record: Record) -> Iterable[tuple[str]]:
        return self._execute(
            "SELECT key FROM recipients JOIN addresses ON addresses.number = recipients.address"
            " WHERE sending = ?",
            (record.number,),
        ).fetchall()

    def name(self, names: Mapping[str, str]) -> None:
        """Note the names that a letter gave its recipients, by their addresses."""
        self.book.note(Correspondence(one, name, letters=0) for one, name in names.items())

    def version(self) -> tuple[int, int]:
        """Return what changes whenever there are others among those written to."""
        cancelled = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND mark = 'cancelled'", (self._owner,)
        ).fetchone()[0]
        return self.book.newest(), int(cancelled)

    def addresses(self) -> tuple[str, ...]:
        """Return every address that was written to, in an order that stays."""
        rows = self._execute(
            f"SELECT address FROM addresses WHERE owner = ? AND {_WRITTEN_TO} ORDER BY number",  # noqa: S608
            (self._owner,),
        )
        return tuple(row[0] for row in rows)

    def pasts(self, keys: Collection[str]) -> dict[str, Past]:
        """Return what became of the letters to the addresses with these keys, by key."""
        rows = self._execute(
            "SELECT key, sum(mark IN ('wire', 'sent', 'unknown')),"
            " sum(recipients.state = 'delivered'),"
            " max(CASE recipients.state WHEN 'delivered' THEN at END),"
            " max(CASE WHEN recipients.state IN ('failed', 'not-accepted') THEN at END)"
            " FROM addresses JOIN recipients ON recipients.address = addresses.number"
            " JOIN sendings ON sendings.number = recipients.sending"
            " WHERE addresses.owner = ? AND key IN (SELECT value FROM json_each(?))"
            " AND mark != 'cancelled' GROUP BY addresses.number",
            (self._owner, json.dumps([*keys])),
        ).fetchall()
        reasons = self._reasons([row[0] for row in rows if row[4] is not None])
        return {
            key: Past(written, delivered, delivered_at, failed_at, reasons.get(key, ""))
            for key, written, delivered, delivered_at, failed_at in rows
        }

    def _reasons(self, keys: Sequence[str]) -> dict[str, str]:
        """Return why the last letter that failed did, by the keys of addresses."""
        rows = self._execute(
            "SELECT key, recipients.reason FROM addresses"
            " JOIN recipients ON recipients.address = addresses.number"
            " WHERE owner = ? AND key IN (SELECT value FROM json_each(?))"
            " AND state IN ('failed', 'not-accepted') ORDER BY at, sending",
            (self._owner, json.dumps([*keys])),
        )
        return {row[0]: row[1] for row in rows}
