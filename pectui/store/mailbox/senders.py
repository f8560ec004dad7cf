"""Whether an address has written to this mailbox before, as far as its copy here goes back."""

from __future__ import annotations

from itertools import chain

from pectui.domains import address_key
from pectui.folding import words_of
from pectui.store.mailbox.table import CopyTable

_LETTERS = "messages.kind IN ('certified', 'anomaly', 'other')"


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
