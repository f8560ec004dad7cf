"""Messages of the copy: added, marked as gone, brought back, removed; equals are counted.

A message is known by its fingerprint and by which of its equals it is, never by its id.

    provisional ── reconciled: in the list ──▶ here ── reconciled: not in it ──▶ gone
        │                                        ▲                               │
        └── reconciled: not in it, dropped       └────── it is listed again ─────┘

*Provisional* (`here`, no `place`) was in some answer of the service; how it lies among the others
is not known. *Here* (`here`, a `place`) was in the list when the copy was last reconciled with it.
*Gone* (not `here`) lies on the service no more; the copy keeps it. Only
`pectui.store.mailbox.reconciliation` reconciles.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from pectui.models import Marks
from pectui.pec.receipts import announces_trouble
from pectui.store.mailbox.fingerprints import (
    ALIKE,
    fingerprint_of,
    identities_of,
    identity_of,
    joined_tags,
    nth_of,
)
from pectui.store.mailbox.schema import TIE_BITS
from pectui.store.mailbox.table import CopyTable
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterable, Mapping, Sequence

    from pectui.models import Envelope


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the service's list, and how messages it lists for the first time are taken."""

    number: int
    """It goes up by one with each."""
    read_until: float
    """Seconds since the epoch: what is older counts as read unless it is marked."""


def _marked(marks: Mapping[str, Marks], fingerprint: str, known: Container[str]) -> list[str]:
    """Return the identities of a fingerprint that have marks and are not `known`, in order."""
    names = (name for name in marks if name.rpartition(".")[0] == fingerprint)
    return sorted((name for name in names if name not in known), key=nth_of)


class Messages(CopyTable):
    """The messages of one copy."""

    def equals(self, fingerprint: str) -> list[sqlite3.Row]:
        """Return the rows of the messages that look alike, the oldest first."""
        return self._execute(
            "SELECT number, identity, id, listed, place, here FROM messages"  # noqa: S608
            f" WHERE {ALIKE} ORDER BY number",
            identities_of(fingerprint),
        ).fetchall()

    def count_equals(self, fingerprint: str) -> int:
        """Return how many messages look alike, gone ones too."""
        return len(self.equals(fingerprint))

    def here_alike(self, fingerprint: str) -> list[int]:
        """Return the numbers of those that look alike and lie on the service."""
        return [one["number"] for one in self.equals(fingerprint) if one["here"]]

    def numbers_of(self, rows: Sequence[Envelope]) -> list[int]:
        """Return the numbers of rows just listed; of equals, the newest here come first."""
        met: dict[str, int] = {}
        numbers = []
        for row in rows:
            fingerprint = fingerprint_of(row)
            here = self.here_alike(fingerprint)[::-1]
            nth = met[fingerprint] = met.get(fingerprint, -1) + 1
            numbers += here[nth : nth + 1]
        return numbers

    def last_id(self, number: int) -> int | None:
        """Return the id a message was listed under last, though it may lead elsewhere by now."""
        row = self._execute("SELECT id FROM messages WHERE number = ?", (number,)).fetchone()
        return None if row is None else row["id"]

    def fingerprint_at(self, number: int) -> str:
        """Return the fingerprint of the message with a number, "" where there is none."""
        row = self._execute("SELECT identity FROM messages WHERE number = ?", (number,)).fetchone()
        return str(row["identity"]).rpartition(".")[0] if row else ""

    def rank_of(self, number: int) -> int:
        """Return how many messages on the service are newer than one, as far as is known."""
        row = self._execute("SELECT place FROM messages WHERE number = ?", (number,)).fetchone()
        if row is not None and row["place"] is not None:
            newer = self._execute("SELECT count(*) FROM messages WHERE place > ?", (row["place"],))
        else:
            newer = self._execute(
                "SELECT count(*) FROM messages WHERE here AND number > ?", (number,)
            )
        return int(newer.fetchone()[0])

    def nth_of_equals(self, number: int) -> tuple[int, int]:
        """Return which of its equals a message is, the newest being 0, and how many they are."""
        alike = self.here_alike(self.fingerprint_at(number))[::-1]
        return (alike.index(number) if number in alike else 0), max(1, len(alike))

    def add_missing(
        self,
        rows: Sequence[Envelope],
        reading: Reading,
        marks: Mapping[str, Marks],
    ) -> dict[int, Envelope]:
        """Add what one answer of the service lists more often than the copy has it; return it.

        `rows` are newest first. All stood in the list at one moment, so no fingerprint gets more
        rows than the service had then. What had gone and is listed again comes back as the same
        message.
        """
        listed: dict[str, list[Envelope]] = {}
        for row in reversed(rows):
            listed.setdefault(fingerprint_of(row), []).append(row)
        added: dict[int, Envelope] = {}
        for fingerprint, group in listed.items():
            known = self.equals(fingerprint)
            missing = len(group) - sum(row["here"] for row in known)
            if missing <= 0:
                continue
            # Marks of an equal the copy does not know: it was here before the cache was deleted.
            marked = _marked(marks, fingerprint, {row["identity"] for row in known})
            gone = [row["number"] for row in known if not row["here"]]
            gone = gone[: max(0, missing - len(marked))]
            for number in gone:
                self.bring_back(number, reading)
            next_nth = 1 + max((nth_of(row["identity"]) for row in known), default=-1)
            free = (identity_of(fingerprint, nth) for nth in count(next_nth))
            names = chain(marked, (name for name in free if name not in marked))
            # Of equals the newest is the one that was not here before.
            new = group[len(group) - missing + len(gone) :]
            for name, row in zip(names, new, strict=False):
                added[self.insert(name, row, reading, marks)] = row
            if known:
                self._tables.bodies.forget_of_equals(fingerprint)
        self._count(len(added))
        return added

    def bring_back(self, number: int, reading: Reading) -> None:
        """Have a message that had gone lie on the service again, provisionally."""
        self._execute(
            "UPDATE messages SET here = 1, place = NULL, returned = 1, seen = ? WHERE number = ?",
            (reading.number, number),
        )
        # It may be another one that looks the same: what it says is asked again.
        self._tables.bodies.forget_one(number)

    def insert(
        self,
        identity: str,
        row: Envelope,
        reading: Reading,
        marks: Mapping[str, Marks],
        *,
        here: bool = True,
    ) -> int:
        """Add one message, provisional or gone, and leave it uncounted; return its number."""
        mark = marks.get(identity, Marks())
        moment = row.date.timestamp() if row.date else None
        number = self._free_number(moment)
        # Without a readable date nobody knows its age: it is new.
        recent = moment is None or moment > reading.read_until
        unread = recent and not row.kind.is_good if mark.unread is None else mark.unread
        self._execute(
            "INSERT INTO messages (number, identity, fingerprint, sender, recipient, date_text,"
            " subject, kind, moment, sender_address, on_behalf_of, code, id, id_text, listed, here,"
            " seen, head, unread, flagged, note, tags, trouble)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
            "coalesce((SELECT value FROM state WHERE name = 'generation'), 0),?,?,?,?,?,?,?,?)",
            (
                number,
                identity,
                identity.rpartition(".")[0],
                *map(storable, (row.sender, row.recipient, row.date_text, row.subject)),
                row.kind,
                moment,
                storable(row.sender_address),
                storable(row.on_behalf_of) if row.on_behalf_of else None,
                row.code,
                row.id,
                storable(row.id_text),
                here,
                reading.number,
                self._tables.heads.becomes_head(row, number),
                unread,
                mark.flagged,
                mark.note,
                joined_tags(mark.tags),
                announces_trouble(row),
            ),
        )
        return number

    def insert_equal(self, fingerprint: str, reading: int) -> int:
        """Add one more of the equals of a fingerprint, which look as the newest of them does.

        Raises LookupError where the copy has none.
        """
        known = self.equals(fingerprint)
        like = known[-1]["number"]
        moment = self._execute("SELECT moment FROM messages WHERE number = ?", (like,)).fetchone()
        nth = 1 + max(nth_of(row["identity"]) for row in known)
        number = self._free_number(moment["moment"])
        self._execute(
            "INSERT INTO messages (number, identity, fingerprint, sender, recipient, date_text,"
            " subject, kind, moment, sender_address, on_behalf_of, code, id, id_text, listed, here,"
            " seen, head, unread, trouble)"
            " SELECT ?, ?, fingerprint, sender, recipient, date_text, subject, kind, moment,"
            " sender_address, on_behalf_of, code, NULL, '', 0, 1, ?, 0, unread, trouble"
            " FROM messages WHERE number = ?",
            (number, identity_of(fingerprint, nth), reading, like),
        )
        self._count(1)
        self._tables.heads.set(number)
        self._tables.bodies.forget_of_equals(fingerprint)
        return number

    def _count(self, added: int) -> None:
        """Count messages that were added and lie on the service."""
        # What goes is counted by triggers.
        self._execute("UPDATE state SET value = value + ? WHERE name = 'count here'", (added,))

    def _free_number(self, moment: float | None) -> int:
        first = max(0, int(moment or 0)) << TIE_BITS  # mutants: no date before 1970 is read
        last = self._execute(
            "SELECT max(number) FROM messages WHERE number BETWEEN ? AND ?",
            (first, first + (1 << TIE_BITS) - 1),  # mutants: a second has not a million messages
        ).fetchone()[0]  # mutants: the first of one column is the last
        return first + 1 if last is None else int(last) + 1

    def write_marks(self, marks: Iterable[tuple[str, Marks]]) -> None:
        """Write beside the messages what a person added to them."""
        self._executemany(
            "UPDATE messages SET unread = coalesce(?, unread), flagged = ?, note = ?, tags = ?"
            " WHERE identity = ?",
            [
                (mark.unread, mark.flagged, storable(mark.note), joined_tags(mark.tags), identity)
                for identity, mark in marks
            ],
        )

    def read_everything(self) -> None:
        """Take the unread mark from every message."""
        self._execute("UPDATE messages SET unread = 0 WHERE unread")

    def mark_gone(self, numbers: Iterable[int]) -> None:
        """Note that messages lie on the service no more; the copy keeps them, and what they said.

        Where equals stay, nobody knows which one went: it takes along what one of them said, and
        what the others say is to be read again.
        """
        gone = tuple(numbers)
        self._executemany(
            "UPDATE messages SET here = 0, place = NULL, id = NULL WHERE number = ?",
            [(number,) for number in gone],
        )
        for number in gone:
            self._tables.bodies.take_along(number, self.fingerprint_at(number))
        for fingerprint in dict.fromkeys(map(self.fingerprint_at, gone)):
            self._tables.bodies.forget(fingerprint)

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove messages, and let another receipt stand for a sending whose head goes."""
        for number in numbers:
            row = self._execute("SELECT code FROM messages WHERE number = ?", (number,)).fetchone()
            if row is None:
                continue
            self._execute("DELETE FROM bodies WHERE number = ?", (number,))
            self._execute("DELETE FROM messages WHERE number = ?", (number,))
            if row["code"]:
                self._tables.heads.renew(row["code"])

    def gone(self) -> dict[str, int]:
        """Return the identities of all that is gone, with their numbers."""
        rows = self._execute("SELECT identity, number FROM messages WHERE NOT here")
        return {row["identity"]: row["number"] for row in rows}

    def free_equals(self, identities: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
        """Return for each message the identity of one more that looks like it, none of `taken`."""
        free: dict[str, str] = {}
        used = set(taken)
        for identity in identities:
            fingerprint = identity.rpartition(".")[0]
            used |= {one["identity"] for one in self.equals(fingerprint)}
            names = (identity_of(fingerprint, nth) for nth in count())
            free[identity] = next(name for name in names if name not in used)
            used.add(free[identity])
        return free

    def known(self, identities: Iterable[str]) -> dict[str, bool]:
        """Return which of `identities` the copy has, and whether each lies on the service."""
        found: dict[str, bool] = {}
        for identity in identities:
            row = self._execute("SELECT here FROM messages WHERE identity = ?", (identity,))
            if (one := row.fetchone()) is not None:
                found[identity] = bool(one["here"])
        return found

    def add_copies(
        self,
        copies: Iterable[tuple[str, Envelope, str, str | None]],
        reading: Reading,
        marks: Mapping[str, Marks],
    ) -> None:
        """Add what the user's data keep and the copy does not have: (identity, row, raw, text).

        Without a text, a body waits to be made readable.
        """
        for identity, row, raw, text in copies:
            number = self.insert(identity, row, reading, marks, here=False)
            if raw:
                self._tables.bodies.keep(number, raw, text)

    # What version 0.0 left

    def of_before(self) -> list[tuple[int, str, str]]:
        """Return messages under identities that version 0.0 made: number, identity, that of now."""
        from pectui.pec.envelopes import read_envelope

        found: list[tuple[int, str, str]] = []
        count: dict[str, int] = {}
        rows = self._execute(
            "SELECT number, identity, sender, recipient, date_text, subject FROM messages"
            " WHERE identity < 'v' ORDER BY here DESC, number"
        ).fetchall()
        for row in rows:
            envelope = read_envelope(
                sender=row["sender"],
                recipient=row["recipient"],
                date=row["date_text"],
                subject=row["subject"],
            )
            fingerprint = fingerprint_of(envelope)
            nth = count[fingerprint] = count.get(fingerprint, -1) + 1
            found.append((row["number"], row["identity"], identity_of(fingerprint, nth)))
        return found

    def rekey(self, found: Iterable[tuple[int, str, str]]) -> None:
        """Give messages their identities of now, as `of_before` returns them."""
        self._executemany(
            "UPDATE messages SET identity = ?, fingerprint = ? WHERE number = ?",
            [(new, new.rpartition(".")[0], number) for number, _, new in found],
        )
