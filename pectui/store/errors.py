"""Errors of SQLite, as the rest of the program knows them."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import StoreBusy, StoreUnusable
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.NotSupportedError)
_IN_USE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def unusable(path: Path, error: Exception) -> StoreUnusable:
    """Return what an error of SQLite or of the disk means for the file."""
    return StoreUnusable(path=str(path), reason=_reason(error))


def _reason(error: Exception) -> str:
    """Return why, in the person's language where it is the system's doing."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return t("system.disk-full")
    return system_reason(error)


def busy_or_unusable(path: Path, error: sqlite3.Error) -> StoreBusy | StoreUnusable:
    """Return what an error means for a file that another process may have open."""
    if error.sqlite_errorcode & 0xFF in _IN_USE:
        return StoreBusy(path=str(path))
    return unusable(path, error)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Have errors of SQLite come out as StoreUnusable; what is a bug of ours stays what it is."""
    try:
        yield
    except _BUGS:
        raise
    except sqlite3.Error as error:
        raise unusable(path, error) from error
