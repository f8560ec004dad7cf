"""Removing what this machine holds of a mailbox that can be had again from the service.

The user's own data (sendings, receipts, drafts, marks, notes) are elsewhere and stay.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import StoreBusy, StoreUnusable
from pectui.services.sending.lock import SenderLock
from pectui.store.mailbox.copy import file_of
from pectui.store.purge import remove_database, remove_shown
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.store.owner import Owner
    from pectui.system.paths import Directories

PICTURES = "pictures"
"""Folder of what the program last drew, in the cache: a picture does not say whose mailbox it is,
so all of them go; each start draws its own again."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed."""

    bytes: int


def purge(directories: Directories, owner: Owner) -> Purged:
    """Remove the copy of the mailbox, its listed pages and the first pictures. Blocks.

    Nothing is removed, and StoreBusy raised with who it is, where another process has the copy
    open. Raises StoreUnusable where a file cannot be removed.
    """
    cache = directories.cache
    try:
        size = remove_database(file_of(cache, owner))
        size += remove_shown(cache, owner.key)
    except StoreBusy as error:
        raise StoreBusy(_who(directories.data, owner), **error.values) from error
    return Purged(size + _remove_pictures(cache / PICTURES))


def _who(data: Path, owner: Owner) -> str | None:
    """Return who has the copy open in words, where the process that sends is likely that one."""
    lock = SenderLock(data, owner)
    holder = lock.holder() if lock.is_elsewhere() else None
    # Who removes something may well hold the lock meanwhile.
    return t("store.open-in", process=holder) if holder not in {None, os.getpid()} else None


def _remove_pictures(folder: Path) -> int:
    """Return the bytes that the pictures took."""
    size = 0
    try:
        for path in folder.iterdir() if folder.exists() else ():
            size += path.stat().st_size
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnusable(path=str(folder), reason=system_reason(error)) from error
    return size
