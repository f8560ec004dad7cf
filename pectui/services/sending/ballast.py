"""A reserve file, freed when the disk is full, so that outcomes can still be written."""

from __future__ import annotations

import asyncio
import logging
import shutil
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t
from pectui.errors import StoreUnusable
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.store.data import Tables, UserData

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

BALLAST_BYTES = 1 << 20
LEAST_FREE = 4 << 20
"""Bytes that must be free for a letter to be queued or to leave."""


def check_room(data: Path, more: int = 0) -> None:
    """Raise StoreUnusable where the disk has no room to take a letter of `more` bytes. Blocks."""
    try:
        free = shutil.disk_usage(data).free
    except OSError as error:
        raise StoreUnusable(path=str(data), reason=system_reason(error)) from error
    if free < LEAST_FREE + more:
        raise StoreUnusable(path=str(data), reason=t("outbox.disk-full", path=str(data)))


class Ballast:
    """The file that takes the space."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._file = data / "ballast"

    def load(self) -> None:
        """Take the space, where there is more than enough of it. Blocks."""
        try:
            room = shutil.disk_usage(self._data).free - BALLAST_BYTES > LEAST_FREE
            if self._file.exists() or not room:
                return
            self._file.write_bytes(bytes(BALLAST_BYTES))
            self._file.chmod(0o600)
        except OSError as error:
            _LOG.warning("no ballast: %s", error)
            self.free()

    def free(self) -> bool:
        """Give the space back; return whether there was any. Blocks."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True

    async def write(self, data: UserData, work: Callable[[Tables], T]) -> T:
        """Run `work` on `data`; where that fails, once more with the space freed.

        For what must be written on a full disk too. Raises StoreUnusable.
        """
        try:
            return await data.run(work)
        except StoreUnusable as error:
            if not await asyncio.to_thread(self.free):
                raise
            _LOG.warning("freed the ballast: %s", error)
            return await data.run(work)
