"""Searches and views over a mailbox held here: what they find, and that indexes are used."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from pectui.models import MailView
from pectui.search import Search
from pectui.store.finding import selection
from pectui.store.mailbox_schema import MIGRATIONS

if TYPE_CHECKING:
    from pectui.store.selection import Selection


def plan(chosen: Selection) -> list[str]:
    """Return how SQLite means to read the first rows of a selection."""
    connection = sqlite3.connect(":memory:")
    for script in MIGRATIONS:
        connection.executescript(script)
    rows = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT messages.* FROM {chosen.source} WHERE {chosen.condition}"
        f" ORDER BY {chosen.order} DESC LIMIT 128",
        chosen.values,
    )
    steps = [row[3] for row in rows]
    connection.close()
    return steps


@pytest.mark.parametrize(
    ("view", "index"),
    [
        (MailView.ALL, "SCAN messages"),
        (MailView.FOLDED, "SCAN messages USING INDEX heads"),
        (MailView.LETTERS, "SCAN messages USING INDEX letters"),
        (MailView.RECEIPTS, "SCAN messages USING INDEX receipts"),
        (MailView.TROUBLE, "SCAN messages USING INDEX trouble"),
        (MailView.UNREAD, "SCAN messages USING INDEX unread"),
        (MailView.FLAGGED, "SCAN messages USING INDEX flagged"),
    ],
)
def test_a_view_is_read_along_its_index(view: MailView, index: str) -> None:
    assert plan(selection(Search(), view)) == [index]
