"""The user's database copied while it is in use, and made fit for another machine."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from pectui.store.errors import translated, unusable
from pectui.store.sending.reasons import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.catalogue import Words

_WAIT_SECONDS = 15.0
_KEPT_TABLES = (
    "drafts", "letters", "attachments", "sendings", "receipts", "marks", "copies", "searches",
    "originals", "batches", "batch_rows", "batch_drafts",
)  # fmt: skip
"""What a person made or what proves something; the others can be had again."""

_HELD = "mark IN ('queued', 'claimed', 'wire') OR mark = 'cancelled' AND batch IS NOT NULL"
"""What would leave by itself, or once its batch goes on. What was on the wire may have left."""


def snapshot(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment into a new file (0600). Blocks.

    Who writes meanwhile waits for a moment at most. Raises StoreUnusable.
    """
    with translated(source):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        place = f"{source.absolute().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(place, uri=True, timeout=_WAIT_SECONDS)) as file,
            closing(sqlite3.connect(target)) as copy,
        ):
            file.backup(copy)


def frozen_files(database: Path) -> tuple[tuple[str, str], ...]:
    """Return the frozen files that letters need: where they lie, and their SHA-256. Blocks."""
    with translated(database), closing(sqlite3.connect(database)) as connection:
        return tuple(connection.execute("SELECT path, sha256 FROM attachments"))


def digests_of_originals(database: Path) -> frozenset[str]:
    """Return the SHA-256 of the originals that were taken in. Blocks."""
    with translated(database), closing(sqlite3.connect(database)) as connection:
        return frozenset(row[0] for row in connection.execute("SELECT sha256 FROM originals"))


def shape_of(database: Path) -> frozenset[tuple[str, str, str]]:
    """Return the tables, indexes and triggers of a database. Blocks."""
    with translated(database), closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name FROM sqlite_master")
        return frozenset((str(row[0]), str(row[1]), str(row[2])) for row in rows)


def is_whole(database: Path) -> bool:
    """Whether a file is a database in which nothing is damaged. Blocks."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def hold_all(database: Path, why: Words, error_kind: str) -> int:
    """Have nothing in a database leave any more; return how many sendings are held. Blocks.

    They may have been sent meanwhile from where the database comes from: unknown, for `why`.
    """
    with translated(database), closing(sqlite3.connect(database)) as connection, connection:
        held = connection.execute(
            "UPDATE sendings SET mark = 'unknown', reason = ?, error_kind = ?, doubted = 1,"  # noqa: S608
            f" looks = 0, look_at = NULL, dismissed = 0 WHERE {_HELD}",
            (packed(why), error_kind),
        ).rowcount
        connection.execute("UPDATE batches SET mark = 'paused', why = 'person' WHERE mark = 'open'")
        connection.execute("UPDATE batches SET mark = 'stopped' WHERE mark = 'filling'")
    return held


def move_files(database: Path, moved: Callable[[str], str]) -> None:
    """Have letters and drafts find their files where `moved` says they lie now. Blocks."""
    with translated(database), closing(sqlite3.connect(database)) as connection, connection:
        files = connection.execute("SELECT letter_id, position, path FROM attachments").fetchall()
        connection.executemany(
            "UPDATE attachments SET path = ? WHERE letter_id = ? AND position = ?",
            [(moved(path), letter, position) for letter, position, path in files],
        )
        drafts = connection.execute("SELECT id, attachments FROM drafts").fetchall()
        connection.executemany(
            "UPDATE drafts SET attachments = ? WHERE id = ?",
            [(json.dumps([moved(path) for path in json.loads(text)]), one) for one, text in drafts],
        )


def count_unknown_to(database: Path, present: Path) -> int:
    """Return how many rows of the user in `present` stand otherwise in `database`. Blocks."""
    with translated(present), closing(sqlite3.connect(database)) as connection:
        connection.execute("ATTACH DATABASE ? AS present", (str(present),))
        return sum(
            connection.execute(
                f"SELECT count(*) FROM (SELECT * FROM present.{table}"  # noqa: S608
                f" EXCEPT SELECT * FROM main.{table})"
            ).fetchone()[0]
            for table in _KEPT_TABLES
        )


def count_sendings(database: Path) -> int:
    """Return how many sendings a database holds. Blocks."""
    with translated(database), closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM sendings").fetchone()[0])


def install(database: Path, target: Path) -> None:
    """Put all of a database in the place of another, in one transaction. Blocks.

    Raises StoreUnusable; then the other is as it was.
    """
    try:
        with (
            closing(sqlite3.connect(database)) as made,
            closing(sqlite3.connect(target, timeout=_WAIT_SECONDS)) as present,
        ):
            present.execute("PRAGMA synchronous=EXTRA")
            made.backup(present)
    except sqlite3.Error as error:
        raise unusable(target, error) from error
