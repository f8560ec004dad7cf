"""The list of the service as it is read, and what a proof makes of the copy.

The list is *staged* as it is read, newest first. Once it is known to have been read whole, or how
the copy differs from it, a *proof* makes the copy equal to it in one transaction. Nothing else
declares a message gone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pectui.store.mailbox.messages import (
    bring_back,
    equals,
    fingerprint_at,
    fingerprint_of,
    forget_bodies_of_equals,
    get_state,
    insert_equal,
    mark_gone,
    raw_body,
    remove,
    set_state,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from pectui.models import Envelope
    from pectui.store.mailbox.messages import Reading

AT_ONCE = 1000
"""Messages that are indexed together."""
_COUNTLESS = -1
"""Stands for a total that the service does not give."""


@dataclass(frozen=True, slots=True)
class Base:
    """A list that the service's own is compared with, and the count that it was true of."""

    length: int
    """Rows in it; all of the service's, and perhaps some that have gone meanwhile."""
    there: int | None
    """Rows the service's list had when it was read to the end."""
    total: int | None
    """What the service counted then."""


@dataclass(slots=True)
class Difference:
    """What makes a list that was read before equal to the service's."""

    arrived: list[Envelope] = field(default_factory=list)
    """Rows at the newest end that it does not have, newest first."""
    gone: list[int] = field(default_factory=list)
    """Places of it that the service's list does not have."""
    seen: list[tuple[int, int | None]] = field(default_factory=list)
    """Places of it that were listed now, and under which ids."""
    same_ids: bool = True
    """Whether all that was listed now had the id that was known; else no other id is known."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof changed."""

    new: tuple[int, ...] = ()
    """Numbers of messages that came into the list and were not told of yet, newest first."""
    gone: tuple[int, ...] = ()
    """Numbers of messages the service has no more."""
    removed: int = 0
    """Provisional messages that are no part of the list."""
    returned: int = 0
    """Messages that had gone and lie on the service again."""
    false: tuple[tuple[str, str], ...] = ()
    """Identities of what was there twice by mistake, each with that of the one that stays."""


def begin_reading(connection: sqlite3.Connection) -> int:
    """Count one more reading of the service's list; return its number."""
    number = get_state(connection, "reading") + 1
    set_state(connection, "reading", number)
    return number


# The copy as a list


def base_of_copy(connection: sqlite3.Connection) -> Base | None:
    """Return the copy as it was proven last; None where it is not."""
    if not get_state(connection, "proven"):
        return None
    length = connection.execute("SELECT count(place) FROM messages").fetchone()[0]
    total = get_state(connection, "total", _COUNTLESS)
    return Base(length, length, None if total == _COUNTLESS else total)


def window_of_copy(
    connection: sqlite3.Connection, first: int, end: int
) -> list[tuple[str, int | None]]:
    """Return fingerprint and id of the proven rows from place `first` of the list to `end`."""
    generation = get_state(connection, "generation")
    rows = connection.execute(
        "SELECT identity, id, listed FROM messages WHERE place IS NOT NULL"
        " ORDER BY place DESC LIMIT ? OFFSET ?",
        (max(0, end - first), first),
    )
    return [
        (row["identity"].rpartition(".")[0], row["id"] if row["listed"] == generation else None)
        for row in rows
    ]


def _numbers_at(connection: sqlite3.Connection, places: Iterable[int]) -> list[int]:
    found = []
    for place in places:
        row = connection.execute(
            "SELECT number FROM messages WHERE place IS NOT NULL"
            " ORDER BY place DESC LIMIT 1 OFFSET ?",
            (place,),
        ).fetchone()
        found.append(int(row["number"]))
    return found


def rank_of(connection: sqlite3.Connection, number: int) -> int:
    """Return how many messages on the service are newer than one, as far as is known."""
    row = connection.execute("SELECT place FROM messages WHERE number = ?", (number,)).fetchone()
    if row is not None and row["place"] is not None:
        newer = connection.execute("SELECT count(*) FROM messages WHERE place > ?", (row["place"],))
    else:
        newer = connection.execute(
            "SELECT count(*) FROM messages WHERE here AND number > ?", (number,)
        )
    return int(newer.fetchone()[0])


def nth_of_equals(connection: sqlite3.Connection, number: int) -> tuple[int, int]:
    """Return which of its equals a message is, the newest being 0, and how many they are."""
    fingerprint = fingerprint_at(connection, number)
    alike = [row["number"] for row in reversed(equals(connection, fingerprint)) if row["here"]]
    return (alike.index(number) if number in alike else 0), max(1, len(alike))


def doubt(connection: sqlite3.Connection) -> None:
    """Take the copy for unproven: it has to be compared with the whole list once more."""
    set_state(connection, "proven", 0)


def remove_deleted(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove messages this program deleted from the service, or that were kept here only.

    The copy stays proven: the list has one row less, and the service will count one less.
    """
    marks = ",".join("?" * len(numbers))
    placed = connection.execute(
        f"SELECT count(*) FROM messages WHERE place IS NOT NULL AND number IN ({marks})",  # noqa: S608
        tuple(numbers),
    ).fetchone()[0]
    remove(connection, numbers)
    total = get_state(connection, "total", _COUNTLESS)
    if placed and total != _COUNTLESS:
        set_state(connection, "total", max(0, total - placed))
    set_state(connection, "generation", get_state(connection, "generation") + 1)


def differ(
    connection: sqlite3.Connection, difference: Difference, reading: Reading, total: int | None
) -> Proven:
    """Prove the copy by how it differs from the service's list."""
    gone_numbers = _numbers_at(connection, difference.gone)
    seen_numbers = _numbers_at(connection, [place for place, _ in difference.seen])
    if not difference.same_ids:
        set_state(connection, "generation", get_state(connection, "generation") + 1)
    generation = get_state(connection, "generation")
    if not difference.same_ids:
        connection.executemany(
            "UPDATE messages SET id = ?, listed = ? WHERE number = ?",
            [
                (message_id, generation, number)
                for number, (_, message_id) in zip(seen_numbers, difference.seen, strict=True)
            ],
        )
    mark_gone(connection, gone_numbers)
    new = [
        _take_place(connection, row, reading, generation) for row in reversed(difference.arrived)
    ]
    return _prove(connection, reading, total, new, gone_numbers)


def _take_place(
    connection: sqlite3.Connection, row: Envelope, reading: Reading, generation: int
) -> int:
    """Give a row that arrived the newest place; return its number."""
    fingerprint = fingerprint_of(row)
    free = [one for one in equals(connection, fingerprint) if one["place"] is None]
    here = [one["number"] for one in free if one["here"]]
    back = [one["number"] for one in free if not one["here"]]
    if here:
        number = here[0]
    elif back:
        number = back[0]
        bring_back(connection, number, reading)
        forget_bodies_of_equals(connection, fingerprint)
    else:
        number = insert_equal(connection, fingerprint, reading.number)
    newest = connection.execute("SELECT max(place) FROM messages").fetchone()[0]
    connection.execute(
        "UPDATE messages SET place = ?, id = ?, id_text = ?, listed = ? WHERE number = ?",
        ((newest or 0) + 1, row.id, row.id_text, generation, number),
    )
    return int(number)


# The staged list


def begin_stage(connection: sqlite3.Connection) -> None:
    """Begin to read the list from its newest row."""
    forget_stage(connection)
    set_state(connection, "stage open", 1)


def forget_stage(connection: sqlite3.Connection) -> None:
    """Forget what was staged."""
    connection.execute("DELETE FROM staged")
    connection.execute("DELETE FROM state WHERE name LIKE 'stage %'")


def stage(
    connection: sqlite3.Connection, rows: Sequence[Envelope], total: int | None, *, moved: bool
) -> int:
    """Add the next rows of the list, newest first; return how many are staged.

    `moved` notes that the list was not the same when they were read as when the first were.
    """
    count = stage_length(connection)
    connection.executemany(
        "INSERT INTO staged (position, fingerprint, id) VALUES (?, ?, ?)",
        [(place, fingerprint_of(row), row.id) for place, row in enumerate(rows, count)],
    )
    set_state(connection, "stage total", _COUNTLESS if total is None else total)
    if moved:
        set_state(connection, "stage moved", 1)
    return count + len(rows)


def stage_length(connection: sqlite3.Connection) -> int:
    """Return how many rows are staged."""
    last = connection.execute("SELECT max(position) FROM staged").fetchone()[0]
    return 0 if last is None else int(last) + 1


def end_stage(connection: sqlite3.Connection, there: int | None) -> None:
    """Note that the list was read to its end, and how many rows it had then."""
    set_state(connection, "stage there", _COUNTLESS if there is None else there)


def stage_is_open(connection: sqlite3.Connection) -> bool:
    """Whether a list was begun and not yet made into a proof."""
    return bool(get_state(connection, "stage open"))


def stage_moved(connection: sqlite3.Connection) -> bool:
    """Whether the list moved while it was staged."""
    return bool(get_state(connection, "stage moved"))


def base_of_stage(connection: sqlite3.Connection) -> Base:
    """Return the staged list, whose `there` is None until it was read to its end."""
    there = get_state(connection, "stage there", _COUNTLESS)
    total = get_state(connection, "stage total", _COUNTLESS)
    return Base(
        stage_length(connection),
        None if there == _COUNTLESS else there,
        None if total == _COUNTLESS else total,
    )


def window_of_stage(
    connection: sqlite3.Connection, first: int, end: int
) -> list[tuple[str, int | None]]:
    """Return fingerprint and id of the staged rows from `first` to `end`."""
    rows = connection.execute(
        "SELECT fingerprint, id FROM staged WHERE position >= ? AND position < ? ORDER BY position",
        (first, end),
    )
    return [(row["fingerprint"], row["id"]) for row in rows]


def readings_agree(connection: sqlite3.Connection) -> bool:
    """Whether the staged list is what was proven, or what the reading before this one staged.

    For a service that does not count its rows: two equal readings prove what one cannot.
    """
    digest = hashlib.sha256()
    for row in connection.execute("SELECT fingerprint FROM staged ORDER BY position"):
        digest.update(row[0].encode())
    now = int.from_bytes(digest.digest()[:7], "big")
    before = get_state(connection, "last reading", _COUNTLESS)
    set_state(connection, "last reading", now)
    return now == before or (bool(get_state(connection, "complete")) and _stage_is_copy(connection))


def _stage_is_copy(connection: sqlite3.Connection) -> bool:
    """Whether the staged list is, row by row, the list that the copy was proven by last."""
    staged = connection.execute("SELECT fingerprint FROM staged ORDER BY position")
    placed = connection.execute(
        "SELECT fingerprint FROM messages WHERE place IS NOT NULL ORDER BY place DESC"
    )
    for one in staged:
        other = placed.fetchone()
        if other is None or other[0] != one[0]:
            return False
    return placed.fetchone() is None


def _amend_stage(connection: sqlite3.Connection, since: Difference) -> None:
    """Make the staged list equal to the service's."""
    if not since.same_ids:
        connection.execute("UPDATE staged SET id = NULL")
        connection.executemany(
            "UPDATE staged SET id = ? WHERE position = ?",
            [(message_id, place) for place, message_id in since.seen],
        )
    connection.executemany(
        "DELETE FROM staged WHERE position = ?", [(place,) for place in since.gone]
    )
    connection.executemany(
        "INSERT INTO staged (position, fingerprint, id) VALUES (?, ?, ?)",
        [
            (-1 - nth, fingerprint_of(row), row.id)
            for nth, row in enumerate(reversed(since.arrived))
        ],
    )


_MATCHED = """
CREATE TEMP TABLE matched AS
WITH listed AS (
    SELECT position, fingerprint, id,
        row_number() OVER (PARTITION BY fingerprint ORDER BY position) AS nth
    FROM staged
), known AS (
    SELECT number, fingerprint,
        row_number() OVER (PARTITION BY fingerprint ORDER BY here DESC, number DESC) AS nth
    FROM messages
)
SELECT listed.position AS position, listed.fingerprint AS fingerprint, listed.id AS id,
    known.number AS number
FROM listed LEFT JOIN known USING (fingerprint, nth)
"""


def prove_stage(
    connection: sqlite3.Connection,
    reading: Reading,
    total: int | None,
    since: Difference | None = None,
) -> Proven:
    """Make the copy equal to the service's list: the staged one, but for how it differs `since`.

    Raises LookupError where the copy lost a row that is staged.
    """
    if since is not None:
        _amend_stage(connection, since)
    connection.execute("DROP TABLE IF EXISTS temp.matched")
    connection.execute(_MATCHED)
    lacking = connection.execute(
        "SELECT position, fingerprint FROM matched WHERE number IS NULL ORDER BY position DESC"
    ).fetchall()
    new = []
    for row in lacking:
        number = insert_equal(connection, row["fingerprint"], reading.number)
        new.append(number)
        connection.execute(
            "UPDATE matched SET number = ? WHERE position = ?", (number, row["position"])
        )
    connection.execute("CREATE UNIQUE INDEX temp.matched_numbers ON matched (number)")
    new += [row[0] for row in connection.execute(_NEW)]
    gone = [row[0] for row in connection.execute(_UNLISTED + " AND place IS NOT NULL")]
    mark_gone(connection, gone)
    generation = get_state(connection, "generation") + 1
    set_state(connection, "generation", generation)
    back = connection.execute(_BACK).fetchall()
    highest = connection.execute("SELECT max(position) FROM staged").fetchone()[0] or 0
    connection.execute(
        "UPDATE messages SET here = 1, returned = returned OR NOT here,"
        " place = ? - matched.position, id = matched.id, listed = ?"
        " FROM matched WHERE matched.number = messages.number",
        (highest + 1, generation),
    )
    for row in back:
        forget_bodies_of_equals(connection, row["fingerprint"])
    false = _drop_false_copies(connection)
    connection.execute("DROP TABLE temp.matched")
    forget_stage(connection)
    proven = _prove(connection, reading, total, new, gone)
    set_state(connection, "from before", 0)
    return replace(proven, false=(*false, *proven.false))


_NEW = "SELECT matched.number FROM matched JOIN messages USING (number) WHERE place IS NULL"
_BACK = (
    "SELECT DISTINCT messages.fingerprint FROM matched JOIN messages USING (number) WHERE NOT here"
)
_UNLISTED = "SELECT number FROM messages WHERE here AND number NOT IN (SELECT number FROM matched)"
_SOMETHING_ADDED = "(has_body OR flagged OR note != '' OR tags != '' OR returned)"


def _drop_false_copies(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Drop what version 0.0 called gone though the list has it; return it, with what stays.

    A copy that says something else than its equals on the service is kept: it was another message.
    """
    if not get_state(connection, "from before"):
        return []
    gone = connection.execute(
        "SELECT number, identity, fingerprint FROM messages WHERE NOT here"
        " AND fingerprint IN (SELECT fingerprint FROM matched)"
    ).fetchall()
    false = []
    for row in gone:
        lying = [one for one in equals(connection, row["fingerprint"]) if one["here"]]
        said = raw_body(connection, row["number"])
        others = [raw_body(connection, one["number"]) for one in lying]
        if said is None or None in others or said in others:
            false.append((row["identity"], lying[0]["identity"]))
            remove(connection, [row["number"]])
    return false


def _prove(
    connection: sqlite3.Connection,
    reading: Reading,
    total: int | None,
    new: Iterable[int],
    gone: Sequence[int],
) -> Proven:
    """Note what the copy is equal to now, and drop what is provisional and no part of it."""
    cleared = clear_provisional(connection, reading)
    returned = connection.execute(
        "UPDATE messages SET returned = 0 WHERE returned AND place IS NOT NULL"
    ).rowcount
    set_state(connection, "total", _COUNTLESS if total is None else total)
    set_state(connection, "proven", 1)
    set_state(connection, "complete", 1)
    return replace(
        cleared,
        new=tuple(sorted(new, reverse=True)),
        gone=(*gone, *cleared.gone),
        returned=returned,
    )


def clear_provisional(connection: sqlite3.Connection, reading: Reading) -> Proven:
    """Drop provisional messages from before this reading, which proved that the list lacks them.

    What somebody would miss is kept as gone. What only version 0.0 listed may be a double: where an
    equal of it lies on the service, it was that one.
    """
    rows = connection.execute(
        "SELECT number, identity, fingerprint, NOT seen AS doubtful,"  # noqa: S608
        f" {_SOMETHING_ADDED} AS missed FROM messages"
        " WHERE here AND place IS NULL AND seen <= ?",
        (reading.number,),
    ).fetchall()
    gone, dropped, false = [], [], []
    for row in rows:
        lying = [one for one in equals(connection, row["fingerprint"]) if one["place"] is not None]
        if row["missed"] and not (row["doubtful"] and lying):
            gone.append(row["number"])
            continue
        dropped.append(row["number"])
        if row["missed"]:
            false.append((row["identity"], lying[0]["identity"]))
    mark_gone(connection, gone)
    remove(connection, dropped)
    return Proven(gone=tuple(gone), removed=len(dropped), false=tuple(false))


def has_provisional(connection: sqlite3.Connection) -> bool:
    """Whether some message of the copy is provisional."""
    row = connection.execute("SELECT 1 FROM messages WHERE here AND place IS NULL LIMIT 1")
    return row.fetchone() is not None


# The index of words


def count_unindexed(connection: sqlite3.Connection) -> int:
    """Return how many messages are not in the index yet."""
    row = connection.execute("SELECT count(*) FROM messages WHERE NOT indexed").fetchone()
    return int(row[0])


def index_some(connection: sqlite3.Connection, most: int = AT_ONCE) -> int:
    """Put messages into the index of words, newest first; return how many."""
    # The headers are folded once, though two indexes want them; a body may be long.
    connection.execute("DROP TABLE IF EXISTS temp.batch")
    connection.execute(
        "CREATE TEMP TABLE batch AS SELECT number, message_texts.subject, message_texts.sender,"
        " message_texts.recipient"
        " FROM (SELECT number FROM messages WHERE NOT indexed ORDER BY number DESC LIMIT ?)"
        " CROSS JOIN message_texts USING (number) ORDER BY number",
        (most,),
    )
    connection.execute(
        "INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)"
        " SELECT number, batch.subject, batch.sender, batch.recipient, body, note, tags, every"
        " FROM temp.batch AS batch CROSS JOIN message_texts USING (number)"
    )
    for index, column in (
        ("senders", "sender"),
        ("recipients", "recipient"),
        ("subjects", "subject"),
    ):
        connection.execute(
            f"INSERT INTO {index} (rowid, text) SELECT number, {column} FROM temp.batch"  # noqa: S608
        )
    done = connection.execute(
        "UPDATE messages SET indexed = 1 WHERE number IN (SELECT number FROM temp.batch)"
    )
    return done.rowcount


# What version 0.0 left


def rekey(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Give messages that version 0.0 held their identities of now; return (old, new)."""
    from pectui.pec.envelopes import read_envelope

    changed: list[tuple[str, str]] = []
    count: dict[str, int] = {}
    rows = connection.execute(
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
        identity = f"{fingerprint}.{nth}"
        connection.execute(
            "UPDATE messages SET identity = ?, fingerprint = ? WHERE number = ?",
            (identity, fingerprint, row["number"]),
        )
        changed.append((row["identity"], identity))
    return changed
