"""Messages of the copy of the mailbox: what is known of each, bodies, marks, what is gone.

A message is known by its fingerprint and by which of its equals it is, never by its id.

    provisional ── a proof finds it in the list ─────▶ here ── a proof does not ──▶ gone
        │                                                ▲                            │
        └── a proof does not find it: dropped            └── it is listed again ──────┘

*Provisional* (`here`, no `place`) was in some answer of the service; how it lies among the others
is not proven. *Here* (`here`, a `place`) was in the list when the copy was last proven equal to it.
*Gone* (not `here`) lies on the service no more; the copy keeps it. A *proof* is made by
`pectui.store.mailbox.intake` alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pectui.models import RECEIPT_KINDS, Marks
from pectui.pec.envelopes import likeness
from pectui.store.mailbox.schema import TIE_BITS
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from pectui.models import Envelope

"""Good news on a sending: shown there, and nothing that waits to be read."""
_ALIKE = "identity >= ? AND identity < ?"
_RECEIPTS = ", ".join(sorted(f"'{kind}'" for kind in RECEIPT_KINDS))


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the service's list, and how messages it lists for the first time are taken."""

    number: int
    """It goes up by one with each."""
    read_until: float
    """Seconds since the epoch: what is older counts as read unless it is marked."""


# What a message is known by


@lru_cache(maxsize=256)  # a page is looked at several times on its way into the copy
def fingerprint_of(envelope: Envelope) -> str:
    """Return the digest of what a message is known by, less which of its equals it is."""
    parts = "\x1f".join(storable(part) for part in likeness(envelope))
    return "v" + hashlib.sha256(parts.encode()).hexdigest()[:24]


def fingerprint_of_before(envelope: Envelope) -> str:
    """Return the fingerprint that version 0.0 made, so that its marks are found again."""
    row = (envelope.date_text, envelope.sender, envelope.recipient, envelope.subject)
    return hashlib.sha256("\x1f".join(map(storable, row)).encode()).hexdigest()[:24]


def identity_of(fingerprint: str, nth: int) -> str:
    """Return what one of the equals of a fingerprint is known by; `nth` counts from 0."""
    return f"{fingerprint}.{nth}"


def identities_of(fingerprint: str) -> tuple[str, str]:
    """Return the bounds of the identities of one fingerprint: the first, and the first after."""
    return f"{fingerprint}.", f"{fingerprint}/"


def nth_of(identity: str) -> int:
    """Return which of its equals a message is, counted from 0."""
    return int(identity.rpartition(".")[2])


def equals(connection: sqlite3.Connection, fingerprint: str) -> list[sqlite3.Row]:
    """Return the rows of the messages that look alike, the oldest first."""
    return connection.execute(
        "SELECT number, identity, id, listed, place, here FROM messages"  # noqa: S608
        f" WHERE {_ALIKE} ORDER BY number",
        identities_of(fingerprint),
    ).fetchall()


def numbers_of(connection: sqlite3.Connection, rows: Sequence[Envelope]) -> list[int]:
    """Return the numbers of rows just listed; of equals, the newest that are here come first."""
    met: dict[str, int] = {}
    numbers = []
    for row in rows:
        fingerprint = fingerprint_of(row)
        here = [one["number"] for one in reversed(equals(connection, fingerprint)) if one["here"]]
        nth = met[fingerprint] = met.get(fingerprint, -1) + 1
        numbers += here[nth : nth + 1]
    return numbers


def last_id(connection: sqlite3.Connection, number: int) -> int | None:
    """Return the id a message was listed under last, though it may lead elsewhere by now."""
    row = connection.execute("SELECT id FROM messages WHERE number = ?", (number,)).fetchone()
    return None if row is None else row["id"]


# New messages


def add_missing(
    connection: sqlite3.Connection,
    rows: Sequence[Envelope],
    reading: Reading,
    marks: Mapping[str, Marks],
) -> dict[int, Envelope]:
    """Add what one answer of the service lists more often than the copy has it; return it.

    `rows` are newest first. All stood in the list at one moment, so no fingerprint gets more rows
    than the service had then. What had gone and is listed again comes back as the same message.
    """
    listed: dict[str, list[Envelope]] = {}
    for row in reversed(rows):
        listed.setdefault(fingerprint_of(row), []).append(row)
    added: dict[int, Envelope] = {}
    for fingerprint, group in listed.items():
        known = equals(connection, fingerprint)
        missing = len(group) - sum(row["here"] for row in known)
        if missing <= 0:
            continue
        gone = [row["number"] for row in known if not row["here"]][:missing]
        for number in gone:
            bring_back(connection, number, reading)
        next_nth = 1 + max((nth_of(row["identity"]) for row in known), default=-1)
        # Of equals the newest is the one that was not here before.
        new = group[len(group) - missing + len(gone) :]
        for nth, row in enumerate(new, next_nth):
            added[insert(connection, identity_of(fingerprint, nth), row, reading, marks)] = row
        if known:
            forget_bodies_of_equals(connection, fingerprint)
    return added


def bring_back(connection: sqlite3.Connection, number: int, reading: Reading) -> None:
    """Have a message that had gone lie on the service again, provisionally."""
    connection.execute(
        "UPDATE messages SET here = 1, place = NULL, returned = 1, seen = ? WHERE number = ?",
        (reading.number, number),
    )


def insert(
    connection: sqlite3.Connection,
    identity: str,
    row: Envelope,
    reading: Reading,
    marks: Mapping[str, Marks],
    *,
    here: bool = True,
) -> int:
    """Add one message, provisional or gone; return its number."""
    mark = marks.get(identity, Marks())
    moment = row.date.timestamp() if row.date else None
    number = _free_number(connection, moment)
    # Without a readable date nobody knows its age: it is new.
    recent = moment is None or moment > reading.read_until
    unread = recent and not row.kind.is_good if mark.unread is None else mark.unread
    connection.execute(
        "INSERT INTO messages (number, identity, fingerprint, sender, recipient, date_text,"
        " subject, kind, moment, sender_address, on_behalf_of, code, id, id_text, listed, here,"
        " seen, head, unread, flagged, note, tags)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
        "coalesce((SELECT value FROM state WHERE name = 'generation'), 0),?,?,?,?,?,?,?)",
        (
            number,
            identity,
            identity.rpartition(".")[0],
            *(storable(part) for part in (row.sender, row.recipient, row.date_text, row.subject)),
            row.kind,
            moment,
            storable(row.sender_address),
            storable(row.on_behalf_of) if row.on_behalf_of else None,
            row.code,
            row.id,
            storable(row.id_text),
            here,
            reading.number,
            _becomes_head(connection, row, number),
            unread,
            mark.flagged,
            mark.note,
            joined_tags(mark.tags),
        ),
    )
    if here:
        _count_one(connection)
    return number


def insert_equal(connection: sqlite3.Connection, fingerprint: str, reading: int) -> int:
    """Add one more of the equals of a fingerprint, which look as the newest of them does.

    Raises LookupError where the copy has none.
    """
    known = equals(connection, fingerprint)
    like = known[-1]["number"]
    moment = connection.execute("SELECT moment FROM messages WHERE number = ?", (like,)).fetchone()
    nth = 1 + max(nth_of(row["identity"]) for row in known)
    number = _free_number(connection, moment["moment"])
    connection.execute(
        "INSERT INTO messages (number, identity, fingerprint, sender, recipient, date_text,"
        " subject, kind, moment, sender_address, on_behalf_of, code, id, id_text, listed, here,"
        " seen, head, unread)"
        " SELECT ?, ?, fingerprint, sender, recipient, date_text, subject, kind, moment,"
        " sender_address, on_behalf_of, code, NULL, '', 0, 1, ?, 0, unread"
        " FROM messages WHERE number = ?",
        (number, identity_of(fingerprint, nth), reading, like),
    )
    _count_one(connection)
    set_head(connection, number)
    forget_bodies_of_equals(connection, fingerprint)
    return number


def _count_one(connection: sqlite3.Connection) -> None:
    """Count a message that was added and lies on the service; what goes is counted by triggers."""
    connection.execute("UPDATE state SET value = value + 1 WHERE name = 'count here'")


def joined_tags(tags: Iterable[str]) -> str:
    """Return tags as they are kept beside a message: separated by blanks."""
    return " ".join(tags)


def _free_number(connection: sqlite3.Connection, moment: float | None) -> int:
    first = max(0, int(moment or 0)) << TIE_BITS
    last = connection.execute(
        "SELECT max(number) FROM messages WHERE number BETWEEN ? AND ?",
        (first, first + (1 << TIE_BITS) - 1),
    ).fetchone()[0]
    return first + 1 if last is None else int(last) + 1


# The receipts of one sending


def _becomes_head(connection: sqlite3.Connection, row: Envelope, number: int) -> bool:
    """Whether a new message stands by itself: of the receipts of one sending, the newest does."""
    if row.code is None or not row.kind.is_receipt:
        return True
    head = connection.execute(
        f"SELECT number FROM messages WHERE code = ? AND head AND kind IN ({_RECEIPTS})",  # noqa: S608
        (row.code,),
    ).fetchone()
    if head is None:
        return True
    if head["number"] > number:
        return False
    connection.execute("UPDATE messages SET head = 0 WHERE number = ?", (head["number"],))
    return True


def set_head(connection: sqlite3.Connection, number: int) -> None:
    """Note whether a stored message stands by itself, now that it or its kind is new."""
    row = connection.execute(
        "SELECT code, kind FROM messages WHERE number = ?", (number,)
    ).fetchone()
    if row["code"] is not None:
        _new_head(connection, row["code"])
    if row["code"] is None or row["kind"] not in RECEIPT_KINDS:
        connection.execute("UPDATE messages SET head = 1 WHERE number = ?", (number,))
        return
    connection.execute(
        f"UPDATE messages SET head = 0 WHERE code = ? AND kind IN ({_RECEIPTS}) AND head",  # noqa: S608
        (row["code"],),
    )
    _new_head(connection, row["code"])


def _new_head(connection: sqlite3.Connection, code: str) -> None:
    connection.execute(
        "UPDATE messages SET head = 1 WHERE number = (SELECT max(number) FROM messages"  # noqa: S608
        f" WHERE code = ? AND kind IN ({_RECEIPTS}))",
        (code,),
    )


# Marks


def write_marks(connection: sqlite3.Connection, marks: Iterable[tuple[str, Marks]]) -> None:
    """Write beside the messages what a person added to them."""
    connection.executemany(
        "UPDATE messages SET unread = coalesce(?, unread), flagged = ?, note = ?, tags = ?"
        " WHERE identity = ?",
        [
            (mark.unread, mark.flagged, storable(mark.note), joined_tags(mark.tags), identity)
            for identity, mark in marks
        ],
    )


def read_everything(connection: sqlite3.Connection) -> None:
    """Take the unread mark from every message."""
    connection.execute("UPDATE messages SET unread = 0 WHERE unread")


# Bodies


def keep_body(connection: sqlite3.Connection, number: int, raw: str, text: str | None) -> bool:
    """Keep what a message says, `raw` as it came and `text` readable; False when it is gone.

    Without `text` it waits to be made readable, and is not found until then (see `waiting`).
    """
    marked = connection.execute(
        "UPDATE messages SET has_body = 1 WHERE number = ? AND NOT has_body", (number,)
    )
    if marked.rowcount == 0:
        return False
    connection.execute(
        "INSERT OR REPLACE INTO bodies (number, raw, text, waits) VALUES (?, ?, ?, ?)",
        (number, storable(raw), storable(text or ""), text is None),
    )
    return True


def count_waiting(connection: sqlite3.Connection) -> int:
    """Return how many bodies wait to be made readable."""
    return int(connection.execute("SELECT count(*) FROM bodies WHERE waits").fetchone()[0])


def waiting(connection: sqlite3.Connection, most: int) -> list[tuple[int, str]]:
    """Return bodies that wait to be made readable, newest first: number, and as it came."""
    rows = connection.execute(
        "SELECT number, raw FROM bodies WHERE waits ORDER BY number DESC LIMIT ?", (most,)
    )
    return [(row["number"], row["raw"]) for row in rows]


def set_texts(connection: sqlite3.Connection, texts: Iterable[tuple[int, str, str]]) -> None:
    """Note the readable text of bodies that waited: (number, as it came, text).

    One that came anew meanwhile is left as it is.
    """
    connection.executemany(
        "UPDATE bodies SET text = ?, waits = 0 WHERE number = ? AND raw = ? AND waits",
        [(storable(text), number, raw) for number, raw, text in texts],
    )


def raw_body(connection: sqlite3.Connection, number: int) -> str | None:
    """Return the body as it came, or None where it was not read yet."""
    row = connection.execute("SELECT raw FROM bodies WHERE number = ?", (number,)).fetchone()
    return None if row is None else str(row["raw"])


def forget_bodies_of_equals(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Forget what equals on the service say, where there is more than one since just now."""
    if sum(row["here"] for row in equals(connection, fingerprint)) > 1:
        forget_bodies(connection, fingerprint)


def forget_bodies(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Forget what equals on the service say: it is no longer certain which of them says what."""
    alike = f"{_ALIKE} AND here"
    connection.execute(
        f"DELETE FROM bodies WHERE number IN (SELECT number FROM messages WHERE {alike})",  # noqa: S608
        identities_of(fingerprint),
    )
    connection.execute(
        f"UPDATE messages SET has_body = 0 WHERE {alike}",  # noqa: S608
        identities_of(fingerprint),
    )


# Gone, removed


def mark_gone(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Note that messages lie on the service no more; the copy keeps them.

    Of equals, nobody knows which one went: it takes along what one of them said, and what the
    others say is to be read again.
    """
    for number in numbers:
        fingerprint = fingerprint_at(connection, number)
        body = _last_body(connection, number, fingerprint)
        if body is not None:
            keep_body(connection, number, body["raw"], None if body["waits"] else body["text"])
        connection.execute(
            "UPDATE messages SET here = 0, place = NULL, id = NULL WHERE number = ?", (number,)
        )
        forget_bodies(connection, fingerprint)


def _last_body(connection: sqlite3.Connection, number: int, fingerprint: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"SELECT raw, text, waits FROM bodies JOIN messages USING (number) WHERE {_ALIKE} AND here"  # noqa: S608
        " ORDER BY number = ? DESC LIMIT 1",
        (*identities_of(fingerprint), number),
    ).fetchone()
    return row


def fingerprint_at(connection: sqlite3.Connection, number: int) -> str:
    """Return the fingerprint of the message with a number, "" where there is none."""
    row = connection.execute("SELECT identity FROM messages WHERE number = ?", (number,)).fetchone()
    return str(row["identity"]).rpartition(".")[0] if row else ""


def remove(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove messages, and let another receipt stand for a sending whose head goes."""
    for number in numbers:
        row = connection.execute(
            "SELECT code, head, kind FROM messages WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            continue
        connection.execute("DELETE FROM bodies WHERE number = ?", (number,))
        connection.execute("DELETE FROM messages WHERE number = ?", (number,))
        if row["code"] and row["head"] and row["kind"] in RECEIPT_KINDS:
            _new_head(connection, row["code"])


def gone(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the identities of all that is gone, with their numbers."""
    rows = connection.execute("SELECT identity, number FROM messages WHERE NOT here")
    return {row["identity"]: row["number"] for row in rows}


def known(connection: sqlite3.Connection, identities: Iterable[str]) -> dict[str, bool]:
    """Return which of `identities` the copy has, and whether each lies on the service."""
    found: dict[str, bool] = {}
    for identity in identities:
        row = connection.execute("SELECT here FROM messages WHERE identity = ?", (identity,))
        if (one := row.fetchone()) is not None:
            found[identity] = bool(one["here"])
    return found


def add_copies(
    connection: sqlite3.Connection,
    copies: Iterable[tuple[str, Envelope, str, str | None]],
    reading: Reading,
    marks: Mapping[str, Marks],
) -> None:
    """Add what the user's data keep and the copy does not have: (identity, row, raw, text).

    Without a text, a body waits to be made readable.
    """
    for identity, row, raw, text in copies:
        number = insert(connection, identity, row, reading, marks, here=False)
        if raw:
            keep_body(connection, number, raw, text)


# Numbers


def count_here(connection: sqlite3.Connection) -> int:
    """Return how many messages of the copy lie on the service too."""
    return get_state(connection, "count here")


def get_state(connection: sqlite3.Connection, name: str, default: int = 0) -> int:
    """Return a whole number that is kept under a name."""
    row = connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
    return default if row is None else int(row["value"])


def set_state(connection: sqlite3.Connection, name: str, value: int) -> None:
    """Keep a whole number under a name."""
    connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", (name, value))
