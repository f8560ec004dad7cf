"""What messages say, as it came and as a search reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import ALIKE, identities_of
from pectui.store.mailbox.table import CopyTable
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable


class Bodies(CopyTable):
    """The bodies of messages."""

    def keep(self, number: int, raw: str, text: str | None) -> bool:
        """Keep what a message says, `raw` as it came and `text` readable; False when it is gone.

        Without `text` it waits to be made readable, and is not found until then (see `waiting`).
        """
        marked = self._execute(
            "UPDATE messages SET has_body = 1 WHERE number = ? AND NOT has_body", (number,)
        )
        if marked.rowcount == 0:
            return False
        self._execute(
            "INSERT OR REPLACE INTO bodies (number, raw, text, waits) VALUES (?, ?, ?, ?)",
            (number, storable(raw), storable(text or ""), text is None),
        )
        return True

    def said_alike(self, fingerprint: str) -> set[str | None]:
        """Return what the equals on the service say, as it came; None for one not read yet."""
        rows = self._execute(
            f"SELECT raw FROM messages LEFT JOIN bodies USING (number) WHERE {ALIKE} AND here",  # noqa: S608
            identities_of(fingerprint),
        )
        return {row["raw"] for row in rows}

    def count_waiting(self) -> int:
        """Return how many bodies wait to be made readable."""
        return int(self._execute("SELECT count(*) FROM bodies WHERE waits").fetchone()[0])

    def waiting(self, most: int) -> list[tuple[int, str]]:
        """Return bodies that wait to be made readable, newest first: number, and as it came."""
        rows = self._execute(
            "SELECT number, raw FROM bodies WHERE waits ORDER BY number DESC LIMIT ?", (most,)
        )
        return [(row["number"], row["raw"]) for row in rows]

    def set_texts(self, texts: Iterable[tuple[int, str, str]]) -> None:
        """Note the readable text of bodies that waited: (number, as it came, text).

        One that came anew meanwhile is left as it is.
        """
        self._executemany(
            "UPDATE bodies SET text = ?, waits = 0 WHERE number = ? AND raw = ? AND waits",
            [(storable(text), number, raw) for number, raw, text in texts],
        )

    def raw(self, number: int) -> str | None:
        """Return the body as it came, or None where it was not read yet."""
        row = self._execute("SELECT raw FROM bodies WHERE number = ?", (number,)).fetchone()
        return None if row is None else str(row["raw"])

    def forget_of_equals(self, fingerprint: str) -> None:
        """Forget what equals on the service say, where there is more than one since just now."""
        if sum(row["here"] for row in self._tables.messages.equals(fingerprint)) > 1:
            self.forget(fingerprint)

    def forget_one(self, number: int) -> None:
        """Forget what one message says."""
        self._execute("DELETE FROM bodies WHERE number = ?", (number,))
        self._execute("UPDATE messages SET has_body = 0 WHERE number = ?", (number,))

    def forget(self, fingerprint: str) -> None:
        """Forget what equals on the service say: nobody knows any more which says what."""
        alike = f"{ALIKE} AND here"
        self._execute(
            f"DELETE FROM bodies WHERE number IN (SELECT number FROM messages WHERE {alike})",  # noqa: S608
            identities_of(fingerprint),
        )
        self._execute(
            f"UPDATE messages SET has_body = 0 WHERE {alike}",  # noqa: S608
            identities_of(fingerprint),
        )

    def take_along(self, number: int, fingerprint: str) -> None:
        """Let a message that went, and was not read, say what an equal on the service says."""
        if self.raw(number) is not None:
            return
        said = self._execute(
            "SELECT number, raw, text, waits FROM bodies JOIN messages USING (number)"  # noqa: S608
            f" WHERE {ALIKE} AND here ORDER BY number LIMIT 1",
            identities_of(fingerprint),
        ).fetchone()
        if said is not None:
            self.keep(number, said["raw"], None if said["waits"] else said["text"])
            self.forget_one(said["number"])
