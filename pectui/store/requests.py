"""How many requests were made to the service today, on disk: every process adds its own.

One small file a day in the state folder, to which each process appends a line now and then: a
mailbox and a number. What a killed process had not written yet is a few requests, no more.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.pec.dates import ROME
from pectui.system.paths import make_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.store.owner import Owner

_LOG = logging.getLogger(__name__)

FOLDER = "requests"
MOST_UNWRITTEN = 20
"""Requests that are counted in memory before they are written."""
_WRITE_EVERY = 30.0
"""Seconds after which they are written with the next request, however few they are."""
_KEPT_DAYS = 7
_MOST_BYTES = 4_000_000
"""Read of a day's file at most; a day of lines is a hundredth of it."""


class RequestCounts:
    """The requests of one mailbox, counted by the day in Rome. Without a folder, in memory only.

    Whatever goes wrong with the file is logged and passed over: counting must not keep anybody
    from asking.
    """

    def __init__(self, folder: Path | None, owner: Owner, now: Callable[[], datetime]) -> None:
        """`folder` is the state folder; `now` gives the present moment, aware."""
        self._folder = folder / FOLDER if folder is not None else None
        self._name = hashlib.sha256(owner.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._now = now
        self._day = ""
        self._unwritten = 0
        self._unkept = 0
        """What this process counted today and could not write, or has no file for."""
        self._written_at = time.monotonic()

    def add(self) -> None:
        """Count one request."""
        self._turn_day()
        self._unwritten += 1
        waited = time.monotonic() - self._written_at
        if self._unwritten >= MOST_UNWRITTEN or waited >= _WRITE_EVERY:
            self.flush()

    def today(self) -> int:
        """Return how many were made today, by every process of this machine."""
        self._turn_day()
        return self._read() + self._unkept + self._unwritten

    def flush(self) -> None:
        """Write what was counted and is not on disk yet."""
        self._written_at = time.monotonic()
        if not self._unwritten:
            return
        count, self._unwritten = self._unwritten, 0
        try:
            self._append(count)
        except OSError as error:
            _LOG.warning("requests were not written down: %s", error)
            self._unkept += count

    def _turn_day(self) -> None:
        """Write what belongs to the day before, and begin today's count."""
        day = self._now().astimezone(ROME).date().isoformat()
        if day != self._day:
            self.flush()
            self._day, self._unkept = day, 0

    def _append(self, count: int) -> None:
        if self._folder is None:
            self._unkept += count
            return
        make_private(self._folder)
        path = self._folder / self._day
        is_first = not path.exists()
        # One short write to a file opened for appending: lines of several processes do not mix.
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(handle, f"{self._name} {count}\n".encode())
        finally:
            os.close(handle)
        if is_first:
            self._forget_old(self._folder)

    def _forget_old(self, folder: Path) -> None:
        oldest = datetime.fromisoformat(self._day).date() - timedelta(days=_KEPT_DAYS)
        for path in folder.iterdir():
            if path.name < oldest.isoformat():
                path.unlink(missing_ok=True)

    def _read(self) -> int:
        if self._folder is None:
            return 0
        try:
            with (self._folder / self._day).open("rb") as file:
                text = file.read(_MOST_BYTES).decode("ascii", "replace")
        except FileNotFoundError:
            return 0
        except OSError as error:
            _LOG.warning("the requests of today could not be read: %s", error)
            return 0
        pairs = (line.split() for line in text.splitlines())
        return sum(
            int(pair[1])
            for pair in pairs
            if len(pair) == 2 and pair[0] == self._name and pair[1].isdigit()
        )
