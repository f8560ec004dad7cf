"""Messages of the mailbox on this machine: taking over what was listed, bodies, what is gone.

A message is known by its fingerprint and by which of its equals it is, never by its id. The
service's list is read in walks, newest page first; `walk` on a message is the number of the last
one that met it, so that equal rows are counted and a page shown twice counts once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from pectui.models import RECEIPT_KINDS, Kind, Marks
from pectui.store.mailbox_schema import TIE_BITS
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from pectui.models import Envelope

NEWEST = 2**63 - 1
"""Above every number."""
_BORN_READ = frozenset({Kind.ACCEPTANCE, Kind.DELIVERY})
"""Good news on a sending: shown there, and nothing that waits to be read."""
_ALIKE = "identity >= ? AND identity < ?"
_RECEIPTS = ", ".join(sorted(f"'{kind}'" for kind in RECEIPT_KINDS))


class Standing(IntEnum):
    """How a message stands to the others held."""

    MET = 0
    """Met by a look for new mail that has not come down to what is held already."""
    JOINED = 1
    """No message between it and the newest is missing."""
    ASIDE = 2
    """Met on the way to another one; what lies around it may not be held."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One reading of the service's list, and what the rows it meets are to be taken for."""

    number: int
    generation: int
    """Ids listed in an earlier generation are no addresses any more."""
    standing: Standing
    """How what it meets for the first time stands to what is held already."""
    read_until: float
    """Seconds since the epoch: what is older counts as read unless it is marked."""
    now: float


class WalkOutdated(Exception):
    """Ids were forgotten since a walk began: what it lists next cannot be told from what it met."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page brought."""

    new: tuple[int, ...]
    """Numbers of the messages not held before, newest first."""
    listed: tuple[Envelope, ...]
    """These messages, in the same order."""
    joined: bool
    """Whether it held a message known from an earlier, finished walk."""


def fingerprint_of(envelope: Envelope) -> str:
    """Return the digest of what a message is known by, less which of its equals it is."""
    parts = "\x1f".join(storable(part) for part in envelope.fingerprint)
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


def identity_of(fingerprint: str, nth: int) -> str:
    """Return what one of the equals of a fingerprint is known by; `nth` counts from 0."""
    return f"{fingerprint}.{nth}"


def identities_of(fingerprint: str) -> tuple[str, str]:
    """Return the bounds of the identities of one fingerprint: the first, and the first after."""
    return f"{fingerprint}.", f"{fingerprint}/"


def _nth(identity: str) -> int:
    return int(identity.rpartition(".")[2])


# Taking over a page


def take_page(
    connection: sqlite3.Connection, rows: Sequence[Envelope], walk: Walk, marks: Mapping[str, Marks]
) -> Taken:
    """Take over the rows of one page, met by `walk`; return what was new.

    Of rows that look alike, those held already are met again first and the rest are added. Raises
    WalkOutdated.
    """
    if get_state(connection, "generation") != walk.generation:
        raise WalkOutdated
    alike: dict[str, list[Envelope]] = {}
    # Oldest first, so that of one second's messages the newest has the highest number.
    for row in reversed(rows):
        alike.setdefault(fingerprint_of(row), []).append(row)
    new: dict[int, Envelope] = {}
    joined = False
    for fingerprint, group in alike.items():
        held = equals(connection, fingerprint)
        joined = joined or any(_is_old(row, walk) for row in held)
        new |= _take_equals(connection, fingerprint, group, held, walk, marks)
    numbers = tuple(sorted(new, reverse=True))
    return Taken(numbers, tuple(new[number] for number in numbers), joined)


def _is_old(row: sqlite3.Row, walk: Walk) -> bool:
    return bool(row["standing"] == Standing.JOINED and row["walk"] < walk.number)


def equals(connection: sqlite3.Connection, fingerprint: str) -> list[sqlite3.Row]:
    """Return the rows of the messages that look alike, the one held longest first."""
    return connection.execute(
        "SELECT number, identity, id, listed, walk, standing, here FROM messages"  # noqa: S608
        f" WHERE {_ALIKE} ORDER BY number",
        identities_of(fingerprint),
    ).fetchall()


def _take_equals(
    connection: sqlite3.Connection,
    fingerprint: str,
    rows: Sequence[Envelope],
    held: Sequence[sqlite3.Row],
    walk: Walk,
    marks: Mapping[str, Marks],
) -> dict[int, Envelope]:
    """Meet or add the rows of one fingerprint; return the added by their numbers."""
    met = [row for row in held if row["walk"] >= walk.number]
    shown = {row["id"] for row in met if row["listed"] == walk.generation and row["id"]}
    # Without an id nothing tells a row shown twice from an equal one: it is taken for the same.
    without_id = sum(row["id"] is None for row in met)
    nameless = [row for row in rows if row.id is None][without_id:]
    fresh = [row for row in rows if row.id is not None and row.id not in shown] + nameless
    if not fresh:
        return {}
    waiting = [row for row in held if row["walk"] < walk.number]
    next_nth = 1 + max((_nth(row["identity"]) for row in held), default=-1)
    new: dict[int, Envelope] = {}
    came_back = False
    for row in fresh:
        known = _choose(waiting, row)
        if known is None:
            nth = next_nth + len(new)
            new[_insert(connection, fingerprint, nth, row, walk, marks)] = row
        else:
            waiting.remove(known)
            came_back = came_back or not known["here"]
            _meet(connection, known, row, walk)
    if (new and held) or (came_back and len(held) > 1):
        _forget_bodies(connection, fingerprint)
    if len(held) + len(new) > 1:
        _order_addresses(connection, fingerprint, walk)
    return new


def _choose(waiting: Sequence[sqlite3.Row], row: Envelope) -> sqlite3.Row | None:
    """Return which of the equals a row is: what has vanished comes back only where none is left."""
    same = (known for known in waiting if row.id is not None and known["id"] == row.id)
    here = (known for known in reversed(waiting) if known["here"])
    return next(same, None) or next(here, None) or (waiting[-1] if waiting else None)


def _meet(connection: sqlite3.Connection, known: sqlite3.Row, row: Envelope, walk: Walk) -> None:
    stays = walk.standing is Standing.ASIDE or known["standing"] == Standing.JOINED
    connection.execute(
        "UPDATE messages SET id = ?, id_text = ?, listed = ?, walk = ?, here = 1, standing = ?"
        " WHERE number = ?",
        (
            row.id,
            storable(row.id_text),
            walk.generation,
            walk.number,
            known["standing"] if stays else walk.standing,
            known["number"],
        ),
    )


def _order_addresses(connection: sqlite3.Connection, fingerprint: str, walk: Walk) -> None:
    """Give the equals met so far their ids in order: the one that came first has the lowest."""
    met = [
        row
        for row in equals(connection, fingerprint)
        if row["walk"] >= walk.number and row["listed"] == walk.generation and row["id"]
    ]
    by_age = sorted(met, key=lambda row: _nth(row["identity"]))
    for row, message_id in zip(by_age, sorted(row["id"] for row in met), strict=True):
        connection.execute(
            "UPDATE messages SET id = ? WHERE number = ?", (message_id, row["number"])
        )


def _forget_bodies(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Forget what equals say: with one more of them, it is no longer certain which is which."""
    connection.execute(
        f"DELETE FROM bodies WHERE number IN (SELECT number FROM messages WHERE {_ALIKE} AND here)",  # noqa: S608
        identities_of(fingerprint),
    )
    connection.execute(
        f"UPDATE messages SET has_body = 0 WHERE {_ALIKE} AND here",  # noqa: S608
        identities_of(fingerprint),
    )


def _insert(
    connection: sqlite3.Connection,
    fingerprint: str,
    nth: int,
    row: Envelope,
    walk: Walk,
    marks: Mapping[str, Marks],
    *,
    here: bool = True,
) -> int:
    identity = identity_of(fingerprint, nth)
    mark = marks.get(identity, Marks())
    moment = row.date.timestamp() if row.date else None
    number = _free_number(connection, moment)
    # Without a readable date nobody knows its age: it is new.
    recent = moment is None or moment > walk.read_until
    unread = recent and row.kind not in _BORN_READ if mark.unread is None else mark.unread
    connection.execute(
        "INSERT INTO messages (number, identity, fingerprint, sender, recipient, date_text,"
        " subject, kind, moment, sender_address, on_behalf_of, code, id, id_text, listed, here,"
        " standing, walk, head, unread, flagged, note, tags)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            number,
            identity,
            fingerprint,
            *(storable(part) for part in (row.sender, row.recipient, row.date_text, row.subject)),
            row.kind,
            moment,
            storable(row.sender_address),
            storable(row.on_behalf_of) if row.on_behalf_of else None,
            row.code,
            row.id,
            storable(row.id_text),
            walk.generation,
            here,
            walk.standing,
            walk.number,
            _becomes_head(connection, row, number),
            unread,
            mark.flagged,
            mark.note,
            joined_tags(mark.tags),
        ),
    )
    return number


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
    if row.code is None or row.kind not in RECEIPT_KINDS:
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


def is_still(connection: sqlite3.Connection, number: int, message_id: int | None) -> bool:
    """Whether what was read under an id is this message, as far as equal ones may make a doubt."""
    alike = equals(connection, _fingerprint_at(connection, number))
    if len(alike) <= 1:
        return True
    generation = get_state(connection, "generation")
    return any(
        row["number"] == number and row["id"] == message_id and row["listed"] == generation
        for row in alike
    )


def raw_body(connection: sqlite3.Connection, number: int) -> str | None:
    """Return the body as it came, or None where it was not read yet."""
    row = connection.execute("SELECT raw FROM bodies WHERE number = ?", (number,)).fetchone()
    return None if row is None else str(row["raw"])


# Gone, removed


def mark_gone(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Note that messages do not lie on the service any more; they are held here only.

    Of equals, nobody knows which one it was: what one said goes with it, and what the others say is
    to be read again.
    """
    for number in numbers:
        body = last_body(connection, number)
        if body is not None:
            keep_body(connection, number, body["raw"], None if body["waits"] else body["text"])
    connection.executemany(
        "UPDATE messages SET here = 0, id = NULL WHERE number = ?",
        [(number,) for number in numbers],
    )
    for number in numbers:
        _forget_bodies(connection, _fingerprint_at(connection, number))


def last_body(connection: sqlite3.Connection, number: int) -> sqlite3.Row | None:
    """Return what a message that has vanished said, its own or that of an equal.

    `raw`, `text`, and whether it `waits` for the latter.
    """
    row: sqlite3.Row | None = connection.execute(
        f"SELECT raw, text, waits FROM bodies JOIN messages USING (number) WHERE {_ALIKE} AND here"  # noqa: S608
        " ORDER BY number = ? DESC LIMIT 1",
        (*identities_of(_fingerprint_at(connection, number)), number),
    ).fetchone()
    return row


def _fingerprint_at(connection: sqlite3.Connection, number: int) -> str:
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


def add_copies(
    connection: sqlite3.Connection,
    copies: Iterable[tuple[str, Envelope, str, str | None]],
    walk: Walk,
    marks: Mapping[str, Marks],
) -> tuple[int, ...]:
    """Add copies kept in the user's data that are not held here: (identity, row, raw, text).

    Without a text, a copy waits to be made readable.
    """
    added: list[int] = []
    for identity, row, raw, text in copies:
        held = connection.execute(
            "SELECT number, has_body FROM messages WHERE identity = ?", (identity,)
        ).fetchone()
        if held is None:
            fingerprint = identity.rpartition(".")[0]
            number = _insert(connection, fingerprint, _nth(identity), row, walk, marks, here=False)
            added.append(number)
        else:
            number = held["number"]
        if raw:
            keep_body(connection, number, raw, text)
    return tuple(added)


def known(connection: sqlite3.Connection, identities: Iterable[str]) -> frozenset[str]:
    """Return those of `identities` that are held."""
    return frozenset(
        identity
        for identity in identities
        if connection.execute("SELECT 1 FROM messages WHERE identity = ?", (identity,)).fetchone()
    )


# Walks


def join(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Note that a look came down to what is held: nothing between is missing.

    Return the numbers of what it met for the first time, newest first.
    """
    rows = connection.execute("SELECT number FROM messages WHERE standing = 0 ORDER BY number DESC")
    numbers = tuple(row[0] for row in rows)
    connection.execute("UPDATE messages SET standing = 1 WHERE standing = 0")
    return numbers


def count_here(connection: sqlite3.Connection) -> int:
    """Return how many messages held here lie on the service too."""
    return get_state(connection, "count here")


def count_joined(connection: sqlite3.Connection) -> int:
    """Return how many messages from the newest on are held without a gap and lie on the service."""
    return get_state(connection, "count joined")


def ranks_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return how many messages that lie on the service are newer than each, as far as held here."""
    ranks: dict[int, int] = {}
    newer, above = 0, NEWEST
    for number in sorted(set(numbers), reverse=True):
        # From one to the next: they are near each other, and the newest of all may be far.
        newer += connection.execute(
            "SELECT count(*) FROM messages INDEXED BY places"
            " WHERE here = 1 AND number > ? AND number <= ?",
            (number, above),
        ).fetchone()[0]
        ranks[number] = newer
        above = number
    return tuple(ranks[number] for number in numbers)


def not_met(
    connection: sqlite3.Connection, walk: int, oldest: int = 0, newest: int = NEWEST
) -> tuple[int, ...]:
    """Return the messages between two numbers that no walk from `walk` on has met.

    Those known to be gone are left out.
    """
    rows = connection.execute(
        "SELECT number FROM messages WHERE number BETWEEN ? AND ? AND here AND walk < ?",
        (oldest, newest, walk),
    )
    return tuple(row[0] for row in rows)


def is_in_order(connection: sqlite3.Connection, number: int, slack: int) -> bool:
    """Whether a message was listed about where its date puts it, as far as the ids last known tell.

    Its id may pass those of the messages next to it by `slack`; without an id nobody knows.
    """
    sql = (
        "SELECT id FROM messages WHERE here AND id IS NOT NULL AND number {} ?"
        " ORDER BY number {} LIMIT 1"
    )
    same, older, newer = (
        connection.execute(sql.format(side, order), (number,)).fetchone()
        for side, order in (("=", "ASC"), ("<", "DESC"), (">", "ASC"))
    )
    if same is None:
        return False
    follows = older is None or same["id"] > older["id"] - slack
    precedes = newer is None or same["id"] < newer["id"] + slack
    return follows and precedes


def number_of(connection: sqlite3.Connection, row: Envelope, generation: int) -> int | None:
    """Return the number of a row just listed, or None where it is not held."""
    held = equals(connection, fingerprint_of(row))
    same = (one["number"] for one in held if one["listed"] == generation and one["id"] == row.id)
    return next(same, None) or (held[0]["number"] if held else None)


def get_state(connection: sqlite3.Connection, name: str, default: int = 0) -> int:
    """Return a whole number that is kept under a name."""
    row = connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
    return default if row is None else int(row["value"])


def set_state(connection: sqlite3.Connection, name: str, value: int) -> None:
    """Keep a whole number under a name."""
    connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", (name, value))
