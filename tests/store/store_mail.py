"""A mailbox in memory for the tests of searches."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.folding import folded
from pectui.models import Kind
from pectui.store.mailbox.query import query_of
from pectui.store.mailbox.schema import MIGRATIONS, TIE_BITS
from pectui.store.mailbox.tables import CopyTables

if TYPE_CHECKING:
    from pectui.search import Filter


@dataclass(frozen=True)
class Mail:
    """One message, as the tests know it."""

    number: int
    sender: str = "x"
    recipient: str = "y"
    subject: str = "z"
    body: str = ""
    kind: Kind = Kind.CERTIFIED
    code: str | None = None
    head: bool = True
    unread: bool = False
    flagged: bool = False
    trouble: bool = False
    here: bool = True
    note: str = ""
    tags: str = ""


def empty_mailbox() -> sqlite3.Connection:
    """Return a connection such as `Database` opens, to a file that is not there."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")
    for script in MIGRATIONS:
        connection.executescript(script)
    return connection


def add(connection: sqlite3.Connection, mail: Mail, verb: str = "INSERT") -> None:
    """Insert a message and, where it has one, its body."""
    columns = connection.execute("PRAGMA table_info(messages)").fetchall()
    row: dict[str, object] = {column[1]: 0 for column in columns if column[3] and column[4] is None}
    there = {column[1] for column in columns}
    row |= {name: getattr(mail, name) for name in Mail.__dataclass_fields__ if name in there}
    row |= {"identity": str(mail.number), "moment": mail.number >> TIE_BITS or None}
    places = ", ".join(f":{name}" for name in row)
    connection.execute(f"{verb} INTO messages ({', '.join(row)}) VALUES ({places})", row)
    if mail.body:
        connection.execute(
            "INSERT INTO bodies (number, raw, text) VALUES (?, '', ?)", (mail.number, mail.body)
        )


def found(connection: sqlite3.Connection, wanted: Filter) -> list[int]:
    """Return the numbers of a selection, newest first, once everything is indexed."""
    while CopyTables(connection).index.add_some():
        continue
    chosen = query_of(wanted)
    rows = connection.execute(
        f"SELECT messages.number FROM {chosen.source} WHERE {chosen.condition}"
        f" ORDER BY {chosen.order} DESC",
        chosen.values,
    )
    return [row[0] for row in rows]
