"""What a person added to messages: unread, flags, notes, tags. The user's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import Marks
from pectui.store.mailbox.fingerprints import identities_of, joined_tags
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_AT_ONCE = 500


class MessageMarks(Table):
    """What was added to the messages of one mailbox."""

    def of(self, identities: Sequence[str]) -> dict[str, Marks]:
        """Return the marks of those of `identities` that have any."""
        found: dict[str, Marks] = {}
        for start in range(0, len(identities), _AT_ONCE):
            part = identities[start : start + _AT_ONCE]
            rows = self._execute(
                "SELECT identity, unread, flagged, note, tags FROM marks WHERE owner = ?"  # noqa: S608
                f" AND identity IN ({','.join('?' * len(part))})",
                (self._owner, *part),
            )
            for row in rows:
                unread = None if row["unread"] is None else bool(row["unread"])
                tags = tuple(row["tags"].split())
                found[row["identity"]] = Marks(unread, bool(row["flagged"]), row["note"], tags)
        return found

    def alike(self, fingerprints: Iterable[str]) -> dict[str, Marks]:
        """Return the marks of all messages with these fingerprints, by identity."""
        found: dict[str, Marks] = {}
        for fingerprint in fingerprints:
            rows = self._execute(
                "SELECT identity FROM marks WHERE owner = ? AND identity >= ? AND identity < ?",
                (self._owner, *identities_of(fingerprint)),
            ).fetchall()
            if rows:
                found |= self.of([row["identity"] for row in rows])
        return found

    def save(self, marks: Iterable[tuple[str, Marks]]) -> None:
        """Write the marks of messages, replacing what was said of them."""
        self._executemany(
            "INSERT OR REPLACE INTO marks (owner, identity, unread, flagged, note, tags)"
            " VALUES (?,?,?,?,?,?)",
            [
                (
                    self._owner,
                    identity,
                    mark.unread,
                    mark.flagged,
                    storable(mark.note),
                    joined_tags(map(storable, mark.tags)),
                )
                for identity, mark in marks
            ],
        )

    def remove(self, identities: Iterable[str]) -> None:
        """Forget what was added to messages."""
        self._executemany(
            "DELETE FROM marks WHERE owner = ? AND identity = ?",
            [(self._owner, identity) for identity in identities],
        )

    def read_until(self, first: float) -> float:
        """Return up to when everything counts as read; `first` where none is kept yet."""
        self._execute(
            "INSERT OR IGNORE INTO mailboxes (owner, read_until) VALUES (?, ?)",
            (self._owner, first),
        )
        row = self._execute(
            "SELECT read_until FROM mailboxes WHERE owner = ?", (self._owner,)
        ).fetchone()
        return float(row[0])

    def read_everything(self, until: float) -> None:
        """Count everything up to `until` as read, also what was marked as unread."""
        self._execute(
            "UPDATE mailboxes SET read_until = max(read_until, ?) WHERE owner = ?",
            (until, self._owner),
        )
        self._execute("UPDATE marks SET unread = NULL WHERE owner = ? AND unread", (self._owner,))

    # What version 0.0 left

    def merge(self, double: str, stays: str) -> None:
        """Give the marks of a double to the message that stays, too."""
        found = self.of([double, stays])
        if double in found:
            self.save([(stays, _joined(found.get(stays, Marks()), found[double]))])

    def has_of_before(self) -> bool:
        """Whether there are marks under identities that version 0.0 made."""
        row = self._execute(
            "SELECT 1 FROM marks WHERE owner = ? AND identity < 'v' LIMIT 1", (self._owner,)
        ).fetchone()
        return row is not None

    def rename(self, changed: Iterable[tuple[str, str]]) -> None:
        """Have marks and copies of messages stand under other identities: (old, new)."""
        pairs = [(new, self._owner, old) for old, new in changed]
        for table in ("marks", "copies"):
            self._executemany(
                f"UPDATE OR IGNORE {table} SET identity = ? WHERE owner = ? AND identity = ?",  # noqa: S608
                pairs,
            )

    def rename_alike(self, fingerprints: Mapping[str, str]) -> None:
        """Have marks under old fingerprints stand under new ones: `fingerprints` by the old."""
        for old, new in fingerprints.items():
            rows = self._execute(
                "SELECT identity FROM marks WHERE owner = ? AND identity >= ? AND identity < ?",
                (self._owner, *identities_of(old)),
            ).fetchall()
            renamed = [(row[0], f"{new}.{row[0].rpartition('.')[2]}") for row in rows]
            self.rename(renamed)


def _joined(one: Marks, other: Marks) -> Marks:
    """Return what was added to either of two messages that are one."""
    said = [mark.unread for mark in (one, other) if mark.unread is not None]
    notes = dict.fromkeys(mark.note for mark in (one, other) if mark.note)
    return Marks(
        any(said) if said else None,
        one.flagged or other.flagged,
        " · ".join(notes),
        tuple(dict.fromkeys((*one.tags, *other.tags))),
    )
