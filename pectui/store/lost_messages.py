"""Copies of messages that the service lost: the user's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.envelopes import read_envelope
from pectui.store.mailbox.fingerprints import fingerprint_of, identities_of
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Envelope


class LostMessages(Table):
    """The messages of one mailbox that the service does not have any more."""

    def keep(
        self,
        copies: Iterable[tuple[str, Envelope, str]],
    ) -> None:
        """Keep messages the service does not have any more: (identity, row, body as it came)."""
        self._executemany(
            "INSERT OR IGNORE INTO copies (owner, identity, sender, recipient, date_text, subject,"
            " raw, kept_at) VALUES (?,?,?,?,?,?,?,?)",
            [
                (
                    self._owner,
                    identity,
                    *map(storable, (row.sender, row.recipient, row.date_text, row.subject, raw)),
                    self._now(),
                )
                for identity, row, raw in copies
            ],
        )

    def remove(self, identities: Iterable[str]) -> None:
        """Forget copies of messages that lie on the service."""
        self._executemany(
            "DELETE FROM copies WHERE owner = ? AND identity = ?",
            [(self._owner, identity) for identity in identities],
        )

    def rename(self, identity: str, new: str) -> None:
        """Have a copy stand under another identity."""
        self._execute(
            "UPDATE OR IGNORE copies SET identity = ? WHERE owner = ? AND identity = ?",
            (new, self._owner, identity),
        )

    def identities(self) -> frozenset[str]:
        """Return the identities of all copies."""
        rows = self._execute("SELECT identity FROM copies WHERE owner = ?", (self._owner,))
        return frozenset(row[0] for row in rows)

    def of(self, identities: Iterable[str]) -> tuple[tuple[str, Envelope, str], ...]:
        """Return copies: identity, row, body as it came."""
        found = []
        for identity in identities:
            row = self._execute(
                "SELECT * FROM copies WHERE owner = ? AND identity = ?", (self._owner, identity)
            ).fetchone()
            if row is not None:
                envelope = read_envelope(
                    sender=row["sender"],
                    recipient=row["recipient"],
                    date=row["date_text"],
                    subject=row["subject"],
                )
                found.append((identity, envelope, str(row["raw"])))
        return tuple(found)

    # What version 0.0 left

    def rekey(self) -> None:
        """Give copies that version 0.0 kept their identities of now."""
        old = self._execute(
            "SELECT identity FROM copies WHERE owner = ? AND identity < 'v' ORDER BY identity",
            (self._owner,),
        ).fetchall()
        for identity, row, _ in self.of([one[0] for one in old]):
            fingerprint = fingerprint_of(row)
            taken = self._execute(
                "SELECT count(*) FROM copies WHERE owner = ? AND identity >= ? AND identity < ?",
                (self._owner, *identities_of(fingerprint)),
            ).fetchone()[0]
            self._tables.marks.rename([(identity, f"{fingerprint}.{taken}")])
