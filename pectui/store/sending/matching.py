"""Matching codes and references with sendings: whose one is, and who may still get it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui.store.sending.sendings import find, subject_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pectui.store.owner import Owner
    from pectui.store.sending.sendings import Record


def rivals(connection: sqlite3.Connection, owner: Owner, record: Record) -> tuple[Record, ...]:
    """Return the other sendings of equal subject that may own a code nobody has on record."""
    return find(
        connection,
        owner,
        "subject_key = ? AND mark IN ('claimed', 'wire', 'unknown') AND sendings.id != ?",
        subject_key(record.subject),
        record.id,
    )


def is_live_reference(connection: sqlite3.Connection, owner: Owner, reference: str) -> bool:
    """Whether a sending that may still get a receipt has this reference."""
    return _has_reference(
        connection,
        owner,
        reference,
        "mark NOT IN ('refused', 'cancelled') AND NOT (mark = 'sent' AND final)",
    )


def was_given(connection: sqlite3.Connection, owner: Owner, reference: str) -> bool:
    """Whether this reference was ever given to a sending."""
    return _has_reference(connection, owner, reference, "1")


def _has_reference(
    connection: sqlite3.Connection, owner: Owner, reference: str, where: str
) -> bool:
    found = connection.execute(
        f"SELECT 1 FROM sendings WHERE owner = ? AND reference = ? AND {where} LIMIT 1",  # noqa: S608
        (owner.key, reference),
    )
    return found.fetchone() is not None


def undecided(connection: sqlite3.Connection, owner: Owner) -> tuple[Record, ...]:
    """Return what is under way or unknown: sendings whose code may be in the mailbox already."""
    return find(connection, owner, "mark IN ('claimed', 'wire', 'unknown')")


def known_codes(
    connection: sqlite3.Connection, owner: Owner, codes: Iterable[str]
) -> frozenset[str]:
    """Return those of `codes` that any sending here has, adopted ones too."""
    rows = connection.execute(
        "SELECT code FROM sendings JOIN json_each(?) AS asked ON asked.value = sendings.code"
        " WHERE owner = ?",
        (json.dumps(list(codes)), owner.key),
    )
    return frozenset(row[0] for row in rows)


def codes_of_others(
    connection: sqlite3.Connection, owner: Owner, record: Record, codes: Iterable[str]
) -> frozenset[str]:
    """Return those of `codes` that a sending other than `record` has.

    One that is known from its receipts only may be `record` itself, whose receipts were quicker
    than the answer: not where its subject is another, or where it was found before `record` was
    written.
    """
    rows = connection.execute(
        "SELECT code FROM sendings JOIN json_each(?) AS asked ON asked.value = sendings.code"
        " WHERE owner = ? AND sendings.id != ?"
        " AND (letter_id != sendings.id OR subject_key != ? OR number < ?)",
        (
            json.dumps(list(codes)),
            owner.key,
            record.id,
            subject_key(record.subject),
            record.number,
        ),
    )
    return frozenset(row[0] for row in rows)
