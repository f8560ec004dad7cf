"""Which messages were written to which archive, so that each is written once.

An archive is noted with all of its messages before its folder gets its name, and counts from when
it is done; what an ended process left in between is told by the digest of its manifest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Begun:
    """An archive that is not known to be done."""

    number: int
    name: str
    """Of its folder."""
    digest: str
    """SHA-256 of its manifest."""


class Archives(Table):
    """The archives of one mailbox, by the folder they lie in."""

    def identities(self, folder: str) -> frozenset[str]:
        """Return the messages that archives in this folder hold."""
        rows = self._execute(
            "SELECT identity FROM archived JOIN archives ON archives.number = archived.archive"
            " WHERE owner = ? AND folder = ? AND done",
            (self._owner, folder),
        )
        return frozenset(row[0] for row in rows)

    def begun(self, folder: str) -> tuple[Begun, ...]:
        """Return the archives in this folder that an ended process has left."""
        rows = self._execute(
            "SELECT number, name, digest FROM archives"
            " WHERE owner = ? AND folder = ? AND NOT done ORDER BY number",
            (self._owner, folder),
        )
        return tuple(Begun(*row) for row in rows)

    def begin(self, folder: str, name: str, digest: str, identities: Iterable[str]) -> int:
        """Note an archive with its messages, before it gets its name; return its number."""
        cursor = self._execute(
            "INSERT INTO archives (owner, folder, name, digest, at) VALUES (?,?,?,?,?)",
            (self._owner, folder, name, digest, self._now()),
        )
        assert cursor.lastrowid is not None
        self._executemany(
            "INSERT INTO archived (archive, identity) VALUES (?,?)",
            [(cursor.lastrowid, one) for one in identities],
        )
        return cursor.lastrowid

    def finish(self, number: int) -> None:
        """Note that an archive is done."""
        self._execute("UPDATE archives SET done = 1 WHERE number = ?", (number,))

    def forget(self, number: int) -> None:
        """Forget an archive that was not made: its messages come again."""
        self._execute("DELETE FROM archives WHERE number = ?", (number,))
