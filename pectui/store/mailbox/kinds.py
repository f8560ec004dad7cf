"""The kinds of stored messages, and what is trouble, told anew where the table of kinds is new."""

from __future__ import annotations

import zlib

from pectui.pec.envelopes import read_envelope
from pectui.pec.kinds import table_mark
from pectui.pec.receipts import announces_trouble
from pectui.store.mailbox.table import CopyTable

_TABLE = "table of kinds"
"""Under which it is kept with the copy by which table its messages were told."""
_FIRST = "2026-11"
"""The table by which copies were told that do not say so."""


class Kinds(CopyTable):
    """The kinds of the messages of one copy."""

    def are_current(self) -> bool:
        """Whether the kinds are those that the table in use gives."""
        return self._tables.state.get(_TABLE, _number_of(_FIRST)) == _number_of(table_mark())

    def tell_anew(self) -> None:
        """Give every message the kind that the table in use gives it."""
        rows = self._execute(
            "SELECT number, sender, subject, kind, sender_address, on_behalf_of, trouble"
            " FROM messages"
        ).fetchall()
        changed: list[int] = []
        for number, sender, subject, *before in rows:
            now = read_envelope(sender=sender, recipient="", date="", subject=subject)
            trouble = int(announces_trouble(now))
            fresh = (now.kind.value, now.sender_address, now.on_behalf_of, trouble)
            if fresh != tuple(before):
                changed.append(number)
                self._execute(
                    "UPDATE messages SET kind = ?, sender_address = ?, on_behalf_of = ?,"
                    " trouble = ? WHERE number = ?",
                    (*fresh, number),
                )
        for number in changed:
            self._tables.heads.set(number)
        if changed:
            self._tables.senders.note_anew()
        self._tables.state.set(_TABLE, _number_of(table_mark()))


def _number_of(mark: str) -> int:
    return zlib.crc32(mark.encode())
