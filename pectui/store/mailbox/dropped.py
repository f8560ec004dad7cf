"""Messages that the copy dropped, until the user's data know of it too.

Copy and data are two files, and the process may end between two commits: what is to become of marks
and kept copies is noted in the transaction that drops the message, and carried out afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    from collections.abc import Iterable

Dropped = tuple[str, str | None]
"""Identity of a message, and of the one that it was by mistake; None where a person deleted it."""


class DroppedMessages(CopyTable):
    """The messages that were dropped and that the user's data may still know."""

    def add(self, dropped: Iterable[Dropped]) -> None:
        """Note messages that are dropped now."""
        self._executemany("INSERT INTO dropped (identity, stays) VALUES (?, ?)", dropped)

    def all(self) -> dict[int, Dropped]:
        """Return all that the data may still know, in the order in which it was dropped."""
        rows = self._execute("SELECT number, identity, stays FROM dropped ORDER BY number")
        return {row["number"]: (row["identity"], row["stays"]) for row in rows}

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget those that the data do not know any more, by their numbers in `all`."""
        self._executemany("DELETE FROM dropped WHERE number = ?", [(one,) for one in numbers])
