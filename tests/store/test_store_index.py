"""The index of the mailbox held here: it follows every change, and what it holds is in step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.models import MailView
from pectui.search import Filter, parse
from pectui.store.database import Database
from pectui.store.mailbox.schema import EVERY, MIGRATIONS
from pectui.store.mailbox.tables import CopyTables
from tests.store.store_mail import Mail, add, empty_mailbox, found

_LETTER = Mail(5, sender="Avv. Rossi", recipient="Caffè", subject="Diffida", note="", tags="")


@pytest.fixture
def mailbox() -> Iterator[sqlite3.Connection]:
    connection = empty_mailbox()
    with closing(connection):
        add(connection, _LETTER)
        CopyTables(connection).index.add_some()
        yield connection
        check(connection)


def check(connection: sqlite3.Connection) -> None:
    """Have SQLite compare the index with what it was made of. Raises sqlite3.DatabaseError."""
    connection.execute(
        "INSERT INTO messages_text (messages_text, rank) VALUES ('integrity-check', 1)"
    )
    for table in ("messages_text", "senders", "recipients", "subjects"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def words(connection: sqlite3.Connection) -> set[str]:
    """Return every word in the index, less those of the letter's headers and the one of all."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
        " USING fts5vocab(main, messages_text, row)"
    )
    known = {row[0] for row in connection.execute("SELECT term FROM vocabulary")}
    return known - {"avv", "rossi", "caffe", "diffida", EVERY}


def trigrams(connection: sqlite3.Connection) -> int:
    """Return how many pieces of senders the index holds."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.pieces USING fts5vocab(main, senders, row)"
    )
    return int(connection.execute("SELECT count(*) FROM pieces").fetchone()[0])


def give(connection: sqlite3.Connection, text: str, verb: str = "INSERT") -> None:
    connection.execute(f"{verb} INTO bodies (number, raw, text) VALUES (5, '', ?)", (text,))


def test_a_body_is_found_once_it_is_there(mailbox: sqlite3.Connection) -> None:
    assert words(mailbox) == set()
    give(mailbox, "Perché l'atto")
    assert words(mailbox) == {"perche", "l", "atto"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bodies SET text = 'dopo' WHERE number = 5",
        "INSERT OR REPLACE INTO bodies (number, raw, text) VALUES (5, '', 'dopo')",
        (
            "INSERT INTO bodies (number, raw, text) VALUES (5, '', 'dopo')"
            " ON CONFLICT (number) DO UPDATE SET text = excluded.text"
        ),
    ],
)
def test_a_body_changed_in_any_way_leaves_nothing_behind(
    mailbox: sqlite3.Connection, change: str
) -> None:
    give(mailbox, "prima")
    mailbox.execute(change)
    assert words(mailbox) == {"dopo"}


def test_a_body_forgotten_is_not_found(mailbox: sqlite3.Connection) -> None:
    give(mailbox, "prima")
    mailbox.execute("DELETE FROM bodies WHERE number = 5")
    assert words(mailbox) == set()
    assert found(mailbox, Filter(parse("diffida"), MailView.ALL)) == [5]


def test_note_and_tags_are_found(mailbox: sqlite3.Connection) -> None:
    give(mailbox, "testo")
    mailbox.execute("UPDATE messages SET note = 'Appunto mio', tags = 'gare urgente'")
    assert words(mailbox) == {"testo", "appunto", "mio", "gare", "urgente"}
    mailbox.execute("UPDATE messages SET note = '', tags = 'gare'")
    assert words(mailbox) == {"testo", "gare"}


@pytest.mark.parametrize("with_body", [True, False])
def test_a_message_removed_leaves_nothing_behind(
    mailbox: sqlite3.Connection, with_body: bool
) -> None:
    mailbox.execute("UPDATE messages SET note = 'appunto'")
    if with_body:
        give(mailbox, "testo")
    mailbox.execute("DELETE FROM messages WHERE number = 5")
    assert words(mailbox) == set()
    assert trigrams(mailbox) == 0
    assert mailbox.execute("SELECT count(*) FROM bodies").fetchone()[0] == 0


def test_a_message_replaced_leaves_nothing_behind(mailbox: sqlite3.Connection) -> None:
    give(mailbox, "testo")
    add(mailbox, Mail(5, sender="Altro", recipient="", subject="Nuovo"), "INSERT OR REPLACE")
    CopyTables(mailbox).index.add_some()
    assert words(mailbox) == {"altro", "nuovo"}
    assert found(mailbox, Filter(parse("from:ross"), MailView.ALL)) == []


_STEPS = st.sampled_from(
    [
        "INSERT OR IGNORE INTO bodies (number, raw, text) VALUES ({n}, '', '{word} corpo')",
        "INSERT OR REPLACE INTO bodies (number, raw, text) VALUES ({n}, '', '{word} di nuovo')",
        "UPDATE bodies SET text = '{word}' WHERE number = {n}",
        "DELETE FROM bodies WHERE number = {n}",
        "UPDATE messages SET note = '{word}' WHERE number = {n}",
        "UPDATE messages SET tags = '{word}', unread = 1 WHERE number = {n}",
        "UPDATE messages SET unread = 0, note = note WHERE number = {n}",
        "DELETE FROM messages WHERE number = {n}",
    ]
)


@settings(max_examples=40)
@given(
    steps=st.lists(st.tuples(_STEPS, st.integers(1, 3), st.sampled_from("àbc")), max_size=12),
    indexed=st.integers(1, 3),
)
def test_any_changes_leave_index_and_texts_in_step(
    steps: list[tuple[str, int, str]], indexed: int
) -> None:
    mailbox = empty_mailbox()
    for number in (1, 2, 3):
        add(mailbox, Mail(number, subject="oggetto", body="corpo" if number == 2 else ""))
    CopyTables(mailbox).index.add_some(indexed)
    for step, n, word in steps:
        try:
            mailbox.execute(step.format(n=n, word=word))
        except sqlite3.IntegrityError:
            continue  # a body without its message is refused
    CopyTables(mailbox).index.add_some()
    check(mailbox)
    mailbox.execute(
        "CREATE VIRTUAL TABLE temp.before USING fts5vocab(main, messages_text, instance)"
    )
    kept = mailbox.execute("SELECT * FROM before ORDER BY 1, 2, 3, 4").fetchall()
    mailbox.execute("INSERT INTO messages_text (messages_text) VALUES ('rebuild')")
    anew = mailbox.execute("SELECT * FROM before ORDER BY 1, 2, 3, 4").fetchall()
    mailbox.close()
    assert kept == anew


async def test_the_program_opens_a_file_that_follows(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "mailbox.db", MIGRATIONS, durable=False)

    def work(connection: sqlite3.Connection) -> list[int]:
        add(connection, _LETTER)
        give(connection, "prima")
        give(connection, "Però", "INSERT OR REPLACE")
        CopyTables(connection).index.add_some()
        check(connection)
        assert found(connection, Filter(parse("prima "), MailView.ALL)) == []
        return found(connection, Filter(parse("pero from:avv"), MailView.ALL))

    assert await database.run(work) == [5]
    await database.aclose()


async def test_a_file_from_before_the_index_is_indexed(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "mailbox.db", MIGRATIONS[:1], durable=False)
    await database.run(lambda connection: add(connection, _LETTER))
    await database.run(lambda connection: give(connection, "Testo di prima"))
    await database.aclose()
    database = Database.open(tmp_path / "mailbox.db", MIGRATIONS, durable=False)
    search = parse("from:rossi testo ")
    numbers = await database.read(
        lambda connection: found(connection, Filter(search, MailView.ALL))
    )
    await database.aclose()
    assert numbers == [5]
