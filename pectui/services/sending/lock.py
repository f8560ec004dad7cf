"""One sender per mailbox: whoever holds the lock sends, every other process only queues.

The lock is `flock` on a file, held for life; the kernel frees it when the process ends in whatever
way. There is no lease that could run out while a letter is leaving.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pectui.store.owner import Owner

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.settings.configuration import Account


def owner_of(account: Account) -> Owner:
    """Return whose rows the account's are: its mailbox user at its service."""
    return owner_at(account.username, account.base_url, account.name)


def owner_at(username: str, base_url: str, name: str) -> Owner:
    """Return whose rows those of a mailbox user at a service are; `name` is the account's."""
    return Owner(f"{username}@{urlsplit(base_url).netloc}", name)


class SenderLock:
    """The right to send for one mailbox. Raises OSError where the file cannot be written."""

    def __init__(self, folder: Path, owner: Owner, what: str = "sender") -> None:
        """Name the right that is meant by `what`, as the file: there are others than to send."""
        name = hashlib.sha256(owner.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._path = folder / f"{what}-{name}.lock"
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def take(self) -> bool:
        """Take the lock if nobody holds it; return whether it is held now."""
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        except BlockingIOError:
            os.close(handle)
            return False
        except BaseException:
            # A handle left open would keep the lock from this very process.
            os.close(handle)
            raise
        self._handle = handle
        return True

    def holder(self) -> int | None:
        """Return the process id of who took the lock last, or None."""
        try:
            text = self._path.read_text()
        except OSError:
            return None
        return int(text) if text.isdigit() else None

    def is_elsewhere(self) -> bool:
        """Whether another process, or another object of this one, holds the lock now."""
        if self._handle is not None:
            return False
        return is_locked(self._path)

    def release(self) -> None:
        """Give the lock back. The file stays: deleting it would let two hold it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock on a file now."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
