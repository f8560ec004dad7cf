"""The row shown for a sending whose receipts are folded: its newest receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import RECEIPT_KINDS
from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    from pectui.models import Envelope


_RECEIPTS = ", ".join(sorted(f"'{kind}'" for kind in RECEIPT_KINDS))


class Heads(CopyTable):
    """The messages that stand for their sending."""

    def becomes_head(self, row: Envelope, number: int) -> bool:
        """Whether a new message stands by itself: of a sending's receipts, the newest does."""
        if row.code is None or not row.kind.is_receipt:
            return True
        head = self._execute(
            f"SELECT number FROM messages WHERE code = ? AND head AND kind IN ({_RECEIPTS})",  # noqa: S608
            (row.code,),
        ).fetchone()
        if head is None:
            return True
        if head["number"] > number:  # mutants: no two have one number
            return False
        self._execute("UPDATE messages SET head = 0 WHERE number = ?", (head["number"],))
        return True

    def set(self, number: int) -> None:
        """Note whether a stored message stands by itself, now that it or its kind is new."""
        row = self._execute(
            "SELECT code, kind FROM messages WHERE number = ?", (number,)
        ).fetchone()
        if row["code"] is not None:
            self.renew(row["code"])
        if row["code"] is None or row["kind"] not in RECEIPT_KINDS:
            self._execute("UPDATE messages SET head = 1 WHERE number = ?", (number,))
            return
        self._execute(
            f"UPDATE messages SET head = 0 WHERE code = ? AND kind IN ({_RECEIPTS}) AND head",  # noqa: S608
            (row["code"],),
        )
        self.renew(row["code"])

    def renew(self, code: str) -> None:
        """Let the newest receipt of a sending stand for it."""
        self._execute(
            "UPDATE messages SET head = 1 WHERE number = (SELECT max(number) FROM messages"  # noqa: S608
            f" WHERE code = ? AND kind IN ({_RECEIPTS}))",
            (code,),
        )
