"""Messages held on this machine: equals, heads, order, and windows that read them in blocks."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.models import Envelope, MailView, Marks
from pectui.pec.envelopes import read_envelope
from pectui.search import Search
from pectui.store.database import Database
from pectui.store.mailbox import intake, windows
from pectui.store.mailbox import messages as held
from pectui.store.mailbox.finding import heads_of, selection
from pectui.store.mailbox.messages import Reading
from pectui.store.mailbox.schema import MIGRATIONS
from pectui.store.mailbox.selection import Selection
from pectui.store.mailbox.windows import Window, receipts_of
from pectui.tui.widgets.list.folded_rows import FoldedRows

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
CODES = ("2026010108000010", "2026010109000020", "2026010110000030")


def envelope(number: int, *, minute: int | None = None, subject: str = "") -> Envelope:
    date = START + timedelta(minutes=number if minute is None else minute)
    return read_envelope(
        id=number + 1,
        sender="posta-certificata@pec.example",
        recipient="studio@pec.example",
        date="" if minute == -1 else date.strftime("%Y-%m-%d %H:%M:%S +0000"),
        subject=subject or f"POSTA CERTIFICATA: pratica {number}",
    )


READING = Reading(1, 0.0)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    database = Database(tmp_path / "mailbox.db", MIGRATIONS, durable=False)
    database._open()
    assert database._connection is not None
    return database._connection


def take(connection: sqlite3.Connection, rows: list[Envelope]) -> None:
    for start in range(0, len(rows), 25):
        held.add_missing(connection, rows[start : start + 25], READING, {})


def prove(connection: sqlite3.Connection, rows: list[Envelope]) -> None:
    """Make the copy equal to a list that was read whole, newest first."""
    reading = Reading(intake.begin_reading(connection), 0.0)
    held.add_missing(connection, rows, reading, {})
    intake.begin_stage(connection)
    intake.stage(connection, rows, len(rows), moved=False)
    intake.end_stage(connection, len(rows))
    intake.prove_stage(connection, reading, len(rows))


def test_a_window_reads_like_a_list(connection: sqlite3.Connection) -> None:
    with closing(connection):
        rows = [envelope(number) for number in range(1000)][::-1]
        take(connection, rows)
        window = Window(connection, Selection())
        assert len(window) == 1000
        order = list(range(1000))
        random.Random(1).shuffle(order)
        for index in order:
            assert window[index].envelope.subject == rows[index].subject
        for index in (0, 1, 500, 999):
            assert window.index_of(window[index].number) == index
        assert window[-1].envelope.subject == rows[-1].subject
        assert [row.envelope.subject for row in window[3:6]] == [row.subject for row in rows[3:6]]
        with pytest.raises(IndexError):
            window[1000]


def test_blocks_are_read_from_the_nearer_end(connection: sqlite3.Connection) -> None:
    with closing(connection):
        take(connection, [envelope(number) for number in range(600)][::-1])
        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        window = Window(connection, Selection())
        window[599]
        connection.set_trace_callback(None)
        assert "OFFSET 0" in statements[-1]
        assert "ASC" in statements[-1]


def test_undated_messages_stand_last(connection: sqlite3.Connection) -> None:
    with closing(connection):
        take(connection, [envelope(3), envelope(9, minute=-1), envelope(1)])
        numbers = [row.envelope.id for row in Window(connection, Selection())]
        assert numbers == [4, 2, 10]


def test_a_page_shown_twice_counts_once_and_equal_rows_count_each(
    connection: sqlite3.Connection,
) -> None:
    with closing(connection):
        equals = [envelope(number, minute=5, subject="uguale") for number in (1, 2, 3)][::-1]
        take(connection, equals)
        take(connection, equals)
        assert len(Window(connection, Selection())) == 3
        prove(connection, equals)
        rows = list(Window(connection, Selection()))
        assert [row.envelope.id for row in rows] == [4, 3, 2]
        assert len({row.identity for row in rows}) == 3


def test_marks_are_given_to_what_comes(connection: sqlite3.Connection) -> None:
    with closing(connection):
        row = envelope(1)
        identity = held.identity_of(held.fingerprint_of(row), 0)
        marks = {identity: Marks(unread=True, flagged=True, note="nota", tags=("a", "b"))}
        held.add_missing(connection, [row], READING, marks)
        (found,) = Window(connection, Selection())
        assert (found.unread, found.flagged, found.note, found.tags) == (
            True,
            True,
            "nota",
            ("a", "b"),
        )


_RECEIPTS = st.lists(
    st.tuples(
        st.sampled_from(["ACCETTAZIONE", "CONSEGNA", "AVVISO DI MANCATA CONSEGNA"]),
        st.sampled_from(CODES),
        st.integers(0, 40),
    ),
    max_size=24,
)


@settings(max_examples=60)
@given(receipts=_RECEIPTS, removed=st.sets(st.integers(0, 23), max_size=8), seed=st.integers(0, 9))
def test_one_receipt_stands_for_a_sending_whatever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory,
    receipts: list[tuple[str, str, int]],
    removed: set[int],
    seed: int,
) -> None:
    database = Database(tmp_path_factory.mktemp("m") / "mailbox.db", MIGRATIONS, durable=False)
    database._open()
    connection = database._connection
    assert connection is not None
    with closing(connection):
        rows = [
            envelope(number, minute=minute, subject=f"{prefix}: pratica {code}")
            for number, (prefix, code, minute) in enumerate(receipts)
        ]
        random.Random(seed).shuffle(rows)
        for row in rows:
            take(connection, [row])
        numbers = [row.number for row in Window(connection, Selection())]
        held.remove(connection, [n for i, n in enumerate(numbers) if i in removed])
        left = list(Window(connection, Selection()))
        folded = Window(connection, heads_of(selection(Search(), MailView.ALL)), folded=True)
        heads = {row.envelope.code: row for row in folded}
        assert len(folded) == len(heads) == len({row.envelope.code for row in left})
        for code, head in heads.items():
            mine = [row for row in left if row.envelope.code == code]
            assert head.number == max(row.number for row in mine)
            assert head.receipts == (len(mine) if len(mine) > 1 else 0)
            assert {row.number for row in receipts_of(connection, code or "", head.number)} == {
                row.number for row in mine
            } - {head.number}


def test_unfolded_receipts_stand_below_their_head(connection: sqlite3.Connection) -> None:
    with closing(connection):
        rows = [envelope(n, subject=f"lettera {n}") for n in range(5)]
        rows += [envelope(10, subject=f"ACCETTAZIONE: x {CODES[0]}")]
        rows += [envelope(11, subject="in mezzo")]
        rows += [envelope(12, subject=f"CONSEGNA: x {CODES[0]}")]
        rows += [envelope(13, subject=f"CONSEGNA: x {CODES[1]}")]
        take(connection, rows[::-1])
        window = Window(connection, heads_of(selection(Search(), MailView.ALL)), folded=True)
        folded = FoldedRows(window)
        assert len(folded) == 8
        opened = FoldedRows(
            window,
            {CODES[0]: window[1].number},
            lambda code, but: receipts_of(connection, code, but),
        )
        assert [row.envelope.subject[:8] for row in opened[:4]] == [
            "CONSEGNA",
            "CONSEGNA",
            "ACCETTAZ",
            "in mezzo",
        ]
        assert [row.depth for row in opened] == [0, 0, 1, *[0] * 6]
        for index, row in enumerate(opened):
            assert opened.index_of(row) == index
        with pytest.raises(IndexError):
            opened[9]


@settings(max_examples=60)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["take", "gone", "remove", "prove"]),
            st.integers(0, 30),
        ),
        max_size=20,
    )
)
def test_counts_and_ranks_are_those_of_the_rows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    database = Database(tmp_path_factory.mktemp("held") / "m.db", MIGRATIONS, durable=False)
    database._open()
    assert database._connection is not None
    with closing(database._connection) as connection:
        for step, number in steps:
            rows = list(Window(connection, Selection()))
            chosen = [row.number for row in rows[number : number + 3]]
            page = [envelope(n) for n in range(number, number + 5)][::-1]
            if step == "take":
                take(connection, page)
            elif step == "gone":
                held.mark_gone(connection, chosen)
            elif step == "remove":
                held.remove(connection, chosen)
            else:
                prove(connection, page)
                listed = [row for row in Window(connection, Selection()) if row.here]
                assert [row.envelope.subject for row in listed] == [row.subject for row in page]
        here = [row.number for row in Window(connection, Selection()) if row.here]
        assert held.count_here(connection) == len(here)
        placed = connection.execute("SELECT number FROM messages WHERE place IS NOT NULL")
        for rank, number in enumerate(sorted((row[0] for row in placed), reverse=True)):
            assert intake.rank_of(connection, number) == rank


_EQUALS = st.lists(st.sampled_from("abc"), max_size=12)


@settings(max_examples=60)
@given(lists=st.lists(_EQUALS, min_size=1, max_size=5))
def test_a_proof_makes_the_copy_the_list_and_calls_gone_what_it_lacks(
    tmp_path_factory: pytest.TempPathFactory, lists: list[list[str]]
) -> None:
    database = Database(tmp_path_factory.mktemp("held") / "m.db", MIGRATIONS, durable=False)
    database._open()
    assert database._connection is not None
    most: Counter[str] = Counter()
    with closing(database._connection) as connection:
        for rows in lists:
            prove(connection, [envelope(9, minute=9, subject=letter) for letter in rows])
            now = Counter(rows)
            most |= now
            known = list(Window(connection, Selection()))
            assert Counter(row.envelope.subject for row in known if row.here) == now
            assert Counter(row.envelope.subject for row in known) == most
            assert len({row.identity for row in known}) == len(known)


def test_what_an_equal_says_is_not_kept_once_another_turns_up(
    connection: sqlite3.Connection,
) -> None:
    with closing(connection):
        row = envelope(1)
        prove(connection, [row])
        (known,) = Window(connection, Selection())
        held.keep_body(connection, known.number, "testo", "testo")
        take(connection, [row])
        assert held.raw_body(connection, known.number) == "testo"
        take(connection, [row, row])
        assert [one.has_body for one in Window(connection, Selection())] == [False, False]


def test_provisional_rows_the_list_lacks_are_dropped_unless_somebody_would_miss_them(
    connection: sqlite3.Connection,
) -> None:
    with closing(connection):
        rows = [envelope(number) for number in (5, 4, 3)]
        take(connection, rows)
        flagged = Window(connection, Selection())[0]
        held.write_marks(connection, [(flagged.identity, Marks(unread=False, flagged=True))])
        prove(connection, [envelope(6), rows[2]])
        known = {row.envelope.subject[-1]: row.here for row in Window(connection, Selection())}
        assert known == {"6": True, "5": False, "3": True}


def test_a_file_that_cannot_be_read_is_an_empty_block(connection: sqlite3.Connection) -> None:
    take(connection, [envelope(1)])
    window = Window(connection, Selection())
    connection.close()
    with pytest.raises(IndexError):
        window[0]


def test_few_blocks_are_kept(connection: sqlite3.Connection) -> None:
    with closing(connection):
        take(connection, [envelope(number) for number in range(2000)][::-1])
        window = Window(connection, Selection())
        for index in range(0, 2000, 100):
            window[index]
        assert len(window._blocks) <= windows.KEPT_BLOCKS
