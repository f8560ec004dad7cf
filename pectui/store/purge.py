"""Removing what the cache holds of a mailbox, while nobody has it open.

A write-ahead log can be given up by its only user: that is how a file in use is told from one that
is not, on every platform, without a lock of our own.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.store.errors import busy_or_unusable
from pectui.store.shown import FILE_NAME as SHOWN
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from pathlib import Path

WAIT_SECONDS = 3.0
"""How long another process may finish what it does with a file."""
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def remove_database(path: Path) -> int:
    """Remove a cache's file with those beside it; return the bytes they took.

    A broken file goes too. Raises StoreBusy where another process has it open, and StoreUnusable.
    """
    files = [path.with_name(path.name + suffix) for suffix in _SIDE_FILES]
    try:
        taken = _size(files)
        connection = _take(path) if path.exists() else None
        try:
            for file in files:
                file.unlink(missing_ok=True)
        finally:
            if connection is not None:
                connection.close()
    except OSError as error:
        raise StoreUnusable(path=str(path), reason=system_reason(error)) from error
    return taken


def _take(path: Path) -> sqlite3.Connection | None:
    """Return the only connection to a database, or None for a file that is none."""
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise busy_or_unusable(path, error) from error
    except sqlite3.DatabaseError:
        connection.close()
        return None
    return connection


def remove_shown(folder: Path, owner_key: str) -> int:
    """Forget which numbers of one mailbox were shown; return the bytes gained.

    Other mailboxes share the file, so it may be in use. Raises StoreBusy and StoreUnusable.
    """
    path = folder / SHOWN
    files = [path.with_name(path.name + suffix) for suffix in _SIDE_FILES]
    if not path.exists():
        return 0
    try:
        before = _size(files)
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("DELETE FROM shown WHERE owner = ?", (owner_key,))
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        return max(before - _size(files), 0)
    except sqlite3.OperationalError as error:
        raise busy_or_unusable(path, error) from error
    except sqlite3.DatabaseError:
        return remove_database(path)
    except OSError as error:
        raise StoreUnusable(path=str(path), reason=system_reason(error)) from error


def _size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files if file.exists())
