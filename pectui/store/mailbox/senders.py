"""Who wrote to this mailbox, as far as its copy here goes back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.folding import words_of
from pectui.pec.addresses import is_provider, sender_name
from pectui.store.addresses import AddressBook, Correspondence
from pectui.store.mailbox.schema import TIE_BITS
from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_LETTERS = "messages.kind IN ('certified', 'anomaly', 'other')"
_WRITER = "coalesce(on_behalf_of, sender_address)"
_WAIT = "writers wait"
"""The name of the number that tells whether what is indexed is to be noted anew."""


class Senders(CopyTable):
    """Who wrote to the mailbox."""

    def is_first(self, number: int, address: str) -> bool:
        """Whether no letter older than the one with `number` came from `address`."""
        words = words_of(address)
        if not words:
            return False
        older = self._execute(
            "SELECT messages.sender_address FROM messages_text"  # noqa: S608
            " CROSS JOIN messages ON messages.number = messages_text.rowid"
            " WHERE messages_text MATCH ? AND messages_text.rowid < ?"
            f" AND {_LETTERS} ORDER BY messages_text.rowid DESC",
            (f'sender : "{" ".join(words)}"', number),
        )
        # What was listed just now is not in the index yet.
        listed = self._execute(
            "SELECT sender_address FROM messages WHERE NOT indexed AND number < ?"  # noqa: S608
            f" AND {_LETTERS}",
            (number,),
        )
        wanted = address_key(address)
        return not any(address_key(row[0]) == wanted for row in chain(listed, older))

    def since(self, moment: float) -> frozenset[str]:
        """Return the addresses, as they are compared, that letters came from since a moment."""
        rows = self._execute(
            f"SELECT DISTINCT {_WRITER} FROM messages WHERE {_LETTERS} AND number >= ?",  # noqa: S608
            (int(moment) << TIE_BITS,),
        )
        return frozenset(address_key(row[0]) for row in rows if row[0])

    # Completing

    @property
    def book(self) -> AddressBook:
        """Every address that letters came from."""
        return AddressBook(self._tables.connection, "")

    def note_batch(self) -> None:
        """Note who wrote the letters that are being indexed (see `WordIndex`)."""
        self._note(f"{_LETTERS} AND number IN (SELECT number FROM temp.batch)")  # noqa: S608

    def note_waiting(self) -> None:
        """Note who wrote what was indexed before writers were, or was told apart anew."""
        if self._tables.state.get(_WAIT):
            self.book.clear()
            self._note(f"{_LETTERS} AND indexed")
            self._tables.state.set(_WAIT, 0)

    def note_anew(self) -> None:
        """Have everything noted anew, when there is time for it."""
        self._tables.state.set(_WAIT, 1)

    def has_waiting(self) -> bool:
        """Whether `note_waiting` has something to do."""
        return bool(self._tables.state.get(_WAIT))

    def _note(self, where: str) -> None:
        rows = self._execute(
            f"SELECT {_WRITER} AS writer, max(sender) AS sender, max(moment) AS last,"  # noqa: S608
            f" count(*) AS letters FROM messages WHERE {where} AND writer != ''"
            " GROUP BY writer ORDER BY last"
        ).fetchall()
        self.book.note(_correspondences(rows))

    def tags(self) -> tuple[str, ...]:
        """Return every tag that a letter has, in order."""
        rows = self._execute(f"SELECT DISTINCT tags FROM messages WHERE tags != '' AND {_LETTERS}")  # noqa: S608
        return tuple(sorted({tag for row in rows for tag in row[0].split()}))

    def of_tag(self, tag: str) -> tuple[str, ...]:
        """Return who wrote the letters that have a tag, the latest first, each once."""
        rows = self._execute(
            f"SELECT {_WRITER} AS writer, max(number) AS last FROM messages"  # noqa: S608
            f" WHERE tags != '' AND {_LETTERS} AND instr(' ' || tags || ' ', ?)"
            " GROUP BY writer ORDER BY last DESC",
            (f" {tag} ",),
        )
        found = {address_key(row[0]): str(row[0]) for row in rows if not _is_nobody(row[0])}
        return tuple(found.values())


def _correspondences(rows: Iterable[sqlite3.Row]) -> Iterator[Correspondence]:
    for writer, sender, last, letters in rows:
        if not _is_nobody(writer):
            yield Correspondence(writer, sender_name(sender), last, letters)


def _is_nobody(address: str) -> bool:
    """Whether nothing written to `address` would be read."""
    return not address or is_provider(address)
