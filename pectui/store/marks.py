"""What a person added to messages, and copies of those the service lost: the user's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import Marks
from pectui.pec.envelopes import read_envelope
from pectui.store.mailbox.messages import fingerprint_of, identities_of, joined_tags
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from pectui.models import Envelope
    from pectui.store.owner import Owner

_AT_ONCE = 500


def of(connection: sqlite3.Connection, owner: Owner, identities: Sequence[str]) -> dict[str, Marks]:
    """Return the marks of those of `identities` that have any."""
    found: dict[str, Marks] = {}
    for start in range(0, len(identities), _AT_ONCE):
        part = identities[start : start + _AT_ONCE]
        rows = connection.execute(
            "SELECT identity, unread, flagged, note, tags FROM marks WHERE owner = ?"  # noqa: S608
            f" AND identity IN ({','.join('?' * len(part))})",
            (owner.key, *part),
        )
        for row in rows:
            unread = None if row["unread"] is None else bool(row["unread"])
            tags = tuple(row["tags"].split())
            found[row["identity"]] = Marks(unread, bool(row["flagged"]), row["note"], tags)
    return found


def alike(
    connection: sqlite3.Connection, owner: Owner, fingerprints: Iterable[str]
) -> dict[str, Marks]:
    """Return the marks of all messages with these fingerprints, by identity."""
    found: dict[str, Marks] = {}
    for fingerprint in fingerprints:
        rows = connection.execute(
            "SELECT identity FROM marks WHERE owner = ? AND identity >= ? AND identity < ?",
            (owner.key, *identities_of(fingerprint)),
        ).fetchall()
        if rows:
            found |= of(connection, owner, [row["identity"] for row in rows])
    return found


def save(connection: sqlite3.Connection, owner: Owner, marks: Iterable[tuple[str, Marks]]) -> None:
    """Write the marks of messages, replacing what was said of them."""
    connection.executemany(
        "INSERT OR REPLACE INTO marks (owner, identity, unread, flagged, note, tags)"
        " VALUES (?,?,?,?,?,?)",
        [
            (
                owner.key,
                identity,
                mark.unread,
                mark.flagged,
                storable(mark.note),
                joined_tags(map(storable, mark.tags)),
            )
            for identity, mark in marks
        ],
    )


def remove(connection: sqlite3.Connection, owner: Owner, identities: Iterable[str]) -> None:
    """Forget marks and copies of messages a person deleted."""
    for table in ("marks", "copies"):
        connection.executemany(
            f"DELETE FROM {table} WHERE owner = ? AND identity = ?",  # noqa: S608
            [(owner.key, identity) for identity in identities],
        )


def read_until(connection: sqlite3.Connection, owner: Owner, first: float) -> float:
    """Return the moment up to which everything counts as read; `first` where none is kept yet."""
    connection.execute(
        "INSERT OR IGNORE INTO mailboxes (owner, read_until) VALUES (?, ?)", (owner.key, first)
    )
    row = connection.execute(
        "SELECT read_until FROM mailboxes WHERE owner = ?", (owner.key,)
    ).fetchone()
    return float(row[0])


def read_everything(connection: sqlite3.Connection, owner: Owner, until: float) -> None:
    """Count everything up to `until` as read, also what was marked as unread."""
    connection.execute(
        "UPDATE mailboxes SET read_until = max(read_until, ?) WHERE owner = ?", (until, owner.key)
    )
    connection.execute("UPDATE marks SET unread = NULL WHERE owner = ? AND unread", (owner.key,))


# What version 0.0 left


def merge(connection: sqlite3.Connection, owner: Owner, doubled: Iterable[tuple[str, str]]) -> None:
    """Give the marks of doubles to the messages that stay: (double, stays). Forget the doubles."""
    for double, stays in doubled:
        found = of(connection, owner, [double, stays])
        if double in found:
            save(connection, owner, [(stays, _joined(found.get(stays, Marks()), found[double]))])
        remove(connection, owner, [double])


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


def has_of_before(connection: sqlite3.Connection, owner: Owner) -> bool:
    """Whether there are marks under identities that version 0.0 made."""
    row = connection.execute(
        "SELECT 1 FROM marks WHERE owner = ? AND identity < 'v' LIMIT 1", (owner.key,)
    ).fetchone()
    return row is not None


def rename(
    connection: sqlite3.Connection, owner: Owner, changed: Iterable[tuple[str, str]]
) -> None:
    """Have marks and copies of messages stand under other identities: (old, new)."""
    pairs = [(new, owner.key, old) for old, new in changed]
    for table in ("marks", "copies"):
        connection.executemany(
            f"UPDATE OR IGNORE {table} SET identity = ? WHERE owner = ? AND identity = ?",  # noqa: S608
            pairs,
        )


def rename_alike(
    connection: sqlite3.Connection, owner: Owner, fingerprints: Mapping[str, str]
) -> None:
    """Have marks under old fingerprints stand under new ones: `fingerprints` by the old."""
    for old, new in fingerprints.items():
        rows = connection.execute(
            "SELECT identity FROM marks WHERE owner = ? AND identity >= ? AND identity < ?",
            (owner.key, *identities_of(old)),
        ).fetchall()
        renamed = [(row[0], f"{new}.{row[0].rpartition('.')[2]}") for row in rows]
        rename(connection, owner, renamed)


def rekey_copies(connection: sqlite3.Connection, owner: Owner) -> None:
    """Give copies that version 0.0 kept their identities of now."""
    old = connection.execute(
        "SELECT identity FROM copies WHERE owner = ? AND identity < 'v' ORDER BY identity",
        (owner.key,),
    ).fetchall()
    for identity, row, _ in copies_of(connection, owner, [one[0] for one in old]):
        fingerprint = fingerprint_of(row)
        taken = connection.execute(
            "SELECT count(*) FROM copies WHERE owner = ? AND identity >= ? AND identity < ?",
            (owner.key, *identities_of(fingerprint)),
        ).fetchone()[0]
        rename(connection, owner, [(identity, f"{fingerprint}.{taken}")])


# Copies


def keep_copies(
    connection: sqlite3.Connection,
    owner: Owner,
    copies: Iterable[tuple[str, Envelope, str]],
    now: float,
) -> None:
    """Keep messages the service does not have any more: (identity, row, body as it came)."""
    connection.executemany(
        "INSERT OR IGNORE INTO copies (owner, identity, sender, recipient, date_text, subject,"
        " raw, kept_at) VALUES (?,?,?,?,?,?,?,?)",
        [
            (
                owner.key,
                identity,
                *map(storable, (row.sender, row.recipient, row.date_text, row.subject, raw)),
                now,
            )
            for identity, row, raw in copies
        ],
    )


def remove_copies(connection: sqlite3.Connection, owner: Owner, identities: Iterable[str]) -> None:
    """Forget copies of messages that lie on the service."""
    connection.executemany(
        "DELETE FROM copies WHERE owner = ? AND identity = ?",
        [(owner.key, identity) for identity in identities],
    )


def copied(connection: sqlite3.Connection, owner: Owner) -> frozenset[str]:
    """Return the identities of all copies."""
    rows = connection.execute("SELECT identity FROM copies WHERE owner = ?", (owner.key,))
    return frozenset(row[0] for row in rows)


def copies_of(
    connection: sqlite3.Connection, owner: Owner, identities: Iterable[str]
) -> tuple[tuple[str, Envelope, str], ...]:
    """Return copies: identity, row, body as it came."""
    found = []
    for identity in identities:
        row = connection.execute(
            "SELECT * FROM copies WHERE owner = ? AND identity = ?", (owner.key, identity)
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
