"""Searches and views as SQL over the mailbox on this machine.

The conditions are written as the partial indexes of the schema are, or SQLite would not use them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import MailView
from pectui.store.selection import Selection

if TYPE_CHECKING:
    from pectui.search import Search

VIEWS = {
    MailView.ALL: "1",
    MailView.FOLDED: "messages.head",
    MailView.LETTERS: "messages.kind IN ('certified', 'anomaly', 'other')",
    MailView.RECEIPTS: (
        "messages.kind IN ('acceptance', 'not-accepted', 'delivery', 'not-delivered', 'overdue')"
    ),
    MailView.TROUBLE: "messages.kind IN ('not-accepted', 'not-delivered', 'overdue', 'anomaly')",
    MailView.UNREAD: "messages.unread",
    MailView.FLAGGED: "messages.flagged",
}


def selection(search: Search, view: MailView) -> Selection:
    """Return the messages of `view` that `search` asks for."""
    return Selection(condition=VIEWS[view])
