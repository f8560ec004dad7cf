"""A table's file, opened so that it cannot block, and seen to stay as it was."""

from __future__ import annotations

import io
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, TableChanged
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Reader(io.RawIOBase):
    """A place in a file of its own: several can read one file at the same moment."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = os.pread(self._handle, len(buffer), self._place)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = (0, self._place, os.fstat(self._handle).st_size)[whence]
        self._place = max(start + offset, 0)
        return self._place

    def tell(self) -> int:
        return self._place


class TableFile:
    """A regular file, open for reading."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle
        self._opened = self._state()

    def reader(self) -> io.BufferedReader:
        """Return the file from its beginning; closing it leaves the file open."""
        return io.BufferedReader(_Reader(self._handle), 1 << 17)

    def _state(self) -> tuple[int, int]:
        status = os.fstat(self._handle)
        return status.st_size, status.st_mtime_ns

    def check_unchanged(self) -> None:
        """Raise TableChanged when somebody wrote into the file since it was opened."""
        if self._state() != self._opened:
            raise TableChanged(path=str(self.path))


@contextmanager
def table_file(path: Path) -> Iterator[TableFile]:
    """Open a file; raise FileUnreadable for a folder, a pipe or what may not be read."""
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for its writer for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = system_reason(error)
        raise FileUnreadable(path=str(path), reason=reason) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileUnreadable(path=str(path), reason=t("tables.not-a-file"))
        yield TableFile(path, handle)
    finally:
        os.close(handle)
