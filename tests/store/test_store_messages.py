"""Messages held on this machine: equals, heads, order, and windows that read them in blocks."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.errors import StoreUnusable
from pectui.models import Envelope, Kind, Marks
from pectui.pec.envelopes import read_envelope
from pectui.search import Filter
from pectui.store.database import Database
from pectui.store.mailbox.fingerprints import fingerprint_of, identity_of
from pectui.store.mailbox.messages import Reading
from pectui.store.mailbox.reader import Reader
from pectui.store.mailbox.rows import BLOCK
from pectui.store.mailbox.schema import MIGRATIONS
from pectui.store.mailbox.tables import CopyTables
from pectui.store.mailbox.windows import Found, Window
from pectui.tui.widgets.list.folded_rows import FoldedRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
EVERYTHING = Filter()


def opened(folder: Path) -> CopyTables:
    """Return the tables of a copy that is new, all on this thread."""
    database = Database(folder / "mailbox.db", MIGRATIONS, durable=False)
    database._open()
    assert database._connection is not None
    return CopyTables(database._connection)


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[CopyTables]:
    tables = opened(tmp_path)
    with closing(tables.connection):
        yield tables


def window_of(tables: CopyTables, selection: Filter = EVERYTHING) -> Window:
    return Window(Reader(tables.connection, Path("mailbox.db")), selection)


def take(tables: CopyTables, rows: list[Envelope]) -> None:
    for start in range(0, len(rows), 25):
        tables.messages.add_missing(rows[start : start + 25], READING, {})


def prove(tables: CopyTables, rows: list[Envelope]) -> None:
    """Make the copy equal to a list that was read whole, newest first."""
    reading = Reading(tables.reconciliation.begin_reading(), 0.0)
    tables.messages.add_missing(rows, reading, {})
    tables.stage.begin()
    tables.stage.add(rows, len(rows), moved=False)
    tables.stage.end(len(rows))
    tables.reconciliation.reconcile_stage(reading, len(rows))


def test_a_window_reads_like_a_list(tables: CopyTables) -> None:
    with closing(tables.connection):
        rows = [envelope(number) for number in range(1000)][::-1]
        take(tables, rows)
        window = window_of(tables)
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


def test_blocks_are_read_from_the_nearer_end(tables: CopyTables) -> None:
    with closing(tables.connection):
        take(tables, [envelope(number) for number in range(600)][::-1])
        statements: list[str] = []
        tables.connection.set_trace_callback(statements.append)
        window = window_of(tables)
        window[599]
        tables.connection.set_trace_callback(None)
        assert "OFFSET 0" in statements[-1]
        assert "ASC" in statements[-1]


def test_undated_messages_stand_last(tables: CopyTables) -> None:
    with closing(tables.connection):
        take(tables, [envelope(3), envelope(9, minute=-1), envelope(1)])
        numbers = [row.envelope.id for row in window_of(tables)]
        assert numbers == [4, 2, 10]


def test_a_page_shown_twice_counts_once_and_equal_rows_count_each(
    tables: CopyTables,
) -> None:
    with closing(tables.connection):
        equals = [envelope(number, minute=5, subject="uguale") for number in (1, 2, 3)][::-1]
        take(tables, equals)
        take(tables, equals)
        assert len(window_of(tables)) == 3
        prove(tables, equals)
        rows = list(window_of(tables))
        assert [row.envelope.id for row in rows] == [4, 3, 2]
        assert len({row.identity for row in rows}) == 3


def test_marks_are_given_to_what_comes(tables: CopyTables) -> None:
    with closing(tables.connection):
        row = envelope(1)
        identity = identity_of(fingerprint_of(row), 0)
        marks = {identity: Marks(unread=True, flagged=True, note="nota", tags=("a", "b"))}
        tables.messages.add_missing([row], READING, marks)
        (found,) = window_of(tables)
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


@settings(max_examples=30)
@given(receipts=_RECEIPTS, removed=st.sets(st.integers(0, 23), max_size=8), seed=st.integers(0, 9))
def test_one_receipt_stands_for_a_sending_whatever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory,
    receipts: list[tuple[str, str, int]],
    removed: set[int],
    seed: int,
) -> None:
    tables = opened(tmp_path_factory.mktemp("copy"))
    with closing(tables.connection):
        rows = [
            envelope(number, minute=minute, subject=f"{prefix}: pratica {code}")
            for number, (prefix, code, minute) in enumerate(receipts)
        ]
        random.Random(seed).shuffle(rows)
        for row in rows:
            take(tables, [row])
        numbers = [row.number for row in window_of(tables)]
        tables.messages.remove([n for i, n in enumerate(numbers) if i in removed])
        left = list(window_of(tables))
        folded = window_of(tables, Filter(folded=True))
        heads = {row.envelope.code: row for row in folded}
        assert len(folded) == len(heads) == len({row.envelope.code for row in left})
        for code, head in heads.items():
            mine = [row for row in left if row.envelope.code == code]
            assert head.number == max(row.number for row in mine)
            assert head.receipts == (len(mine) if len(mine) > 1 else 0)
            assert {row.number for row in tables.rows.receipts_of(code or "", head.number)} == {
                row.number for row in mine
            } - {head.number}


def test_the_newest_letters_that_name_a_sending_are_found_by_its_code(tables: CopyTables) -> None:
    letters = [f"POSTA CERTIFICATA: Re: {n} {CODES[0]}" for n in range(3)]
    others = [f"CONSEGNA: x {CODES[0]}", f"POSTA CERTIFICATA: Re: {CODES[1]}", "altro"]
    take(tables, [envelope(n, subject=one) for n, one in enumerate(letters + others)])
    newest = tables.rows.replies_to(CODES[0], 2, "")
    assert [one.envelope.subject for one in newest] == [
        one.envelope.subject
        for one in window_of(tables)
        if one.envelope.code == CODES[0] and one.envelope.kind is Kind.CERTIFIED
    ][:2]
    assert tables.rows.replies_to(CODES[2], 2, "") == ()
    assert tables.rows.count_replies("") == {CODES[0]: 3, CODES[1]: 1}
    own = newest[0].envelope.sender_address.upper()
    assert tables.rows.count_replies(own) == {}
    assert tables.rows.replies_to(CODES[0], 2, own) == ()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_told_to_be_no_receipt_stands_by_itself_and_another_for_the_sending(
    tables: CopyTables, place: int
) -> None:
    subject = f"CONSEGNA: pratica {CODES[0]}"
    take(tables, [envelope(number, subject=subject) for number in range(3)])
    numbers = [row.number for row in window_of(tables)]
    other = numbers.pop(place)
    for kind, heads in ((Kind.OTHER, {other, numbers[0]}), (Kind.DELIVERY, {max(other, *numbers)})):
        tables.connection.execute("UPDATE messages SET kind = ? WHERE number = ?", (kind, other))
        tables.heads.set(other)
        assert {row.number for row in window_of(tables, Filter(folded=True))} == heads


def test_what_a_message_says_is_kept_once_and_only_while_it_is_here(tables: CopyTables) -> None:
    take(tables, [envelope(1)])
    (row,) = window_of(tables)
    assert tables.messages.last_id(row.number) == 2
    assert tables.bodies.keep(row.number, "<p>prima", None)
    assert not tables.bodies.keep(row.number, "seconda", "seconda")
    assert tables.bodies.raw(row.number) == "<p>prima"
    assert (tables.bodies.count_waiting(), tables.bodies.waiting(9)) == (
        1,
        [(row.number, "<p>prima")],
    )
    tables.bodies.set_texts([(row.number, "<p>prima", "prima"), (row.number, "altro", "altro")])
    assert tables.bodies.count_waiting() == 0
    tables.messages.remove([row.number])
    assert not tables.bodies.keep(row.number, "terza", "terza")
    assert tables.bodies.raw(row.number) is None
    assert tables.messages.last_id(row.number) is None


def test_unfolded_receipts_stand_below_their_head(tables: CopyTables) -> None:
    with closing(tables.connection):
        rows = [envelope(n, subject=f"lettera {n}") for n in range(5)]
        rows += [envelope(10, subject=f"ACCETTAZIONE: x {CODES[0]}")]
        rows += [envelope(11, subject="in mezzo")]
        rows += [envelope(12, subject=f"CONSEGNA: x {CODES[0]}")]
        rows += [envelope(13, subject=f"CONSEGNA: x {CODES[1]}")]
        take(tables, rows[::-1])
        window = window_of(tables, Filter(folded=True))
        folded = FoldedRows(window)
        assert len(folded) == 8
        opened = FoldedRows(
            window,
            {CODES[0]: window[1].number},
            lambda code, but: tables.rows.receipts_of(code, but),
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


@settings(max_examples=30)
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
    tables = opened(tmp_path_factory.mktemp("copy"))
    with closing(tables.connection):
        for step, number in steps:
            rows = list(window_of(tables))
            chosen = [row.number for row in rows[number : number + 3]]
            page = [envelope(n) for n in range(number, number + 5)][::-1]
            if step == "take":
                take(tables, page)
            elif step == "gone":
                tables.messages.mark_gone(chosen)
            elif step == "remove":
                tables.messages.remove(chosen)
            else:
                prove(tables, page)
                listed = [row for row in window_of(tables) if row.here]
                assert [row.envelope.subject for row in listed] == [row.subject for row in page]
        here = [row.number for row in window_of(tables) if row.here]
        assert tables.state.count_here() == len(here)
        placed = tables.connection.execute("SELECT number FROM messages WHERE place IS NOT NULL")
        for rank, number in enumerate(sorted((row[0] for row in placed), reverse=True)):
            assert tables.messages.rank_of(number) == rank


_EQUALS = st.lists(st.sampled_from("abc"), max_size=12)


@settings(max_examples=30)
@given(lists=st.lists(_EQUALS, min_size=1, max_size=5))
def test_a_proof_makes_the_copy_the_list_and_calls_gone_what_it_lacks(
    tmp_path_factory: pytest.TempPathFactory, lists: list[list[str]]
) -> None:
    tables = opened(tmp_path_factory.mktemp("copy"))
    most: Counter[str] = Counter()
    with closing(tables.connection):
        for rows in lists:
            prove(tables, [envelope(9, minute=9, subject=letter) for letter in rows])
            now = Counter(rows)
            most |= now
            known = list(window_of(tables))
            assert Counter(row.envelope.subject for row in known if row.here) == now
            assert Counter(row.envelope.subject for row in known) == most
            assert len({row.identity for row in known}) == len(known)


def test_what_an_equal_says_is_not_kept_once_another_turns_up(
    tables: CopyTables,
) -> None:
    with closing(tables.connection):
        row = envelope(1)
        prove(tables, [row])
        (known,) = window_of(tables)
        tables.bodies.keep(known.number, "testo", "testo")
        take(tables, [row])
        assert tables.bodies.raw(known.number) == "testo"
        take(tables, [row, row])
        assert [one.has_body for one in window_of(tables)] == [False, False]


def test_provisional_rows_the_list_lacks_are_dropped_unless_somebody_would_miss_them(
    tables: CopyTables,
) -> None:
    with closing(tables.connection):
        rows = [envelope(number) for number in (5, 4, 3)]
        take(tables, rows)
        flagged = window_of(tables)[0]
        tables.messages.write_marks([(flagged.identity, Marks(unread=False, flagged=True))])
        prove(tables, [envelope(6), rows[2]])
        known = {row.envelope.subject[-1]: row.here for row in window_of(tables)}
        assert known == {"6": True, "5": False, "3": True}


def test_a_file_that_cannot_be_read_is_no_empty_list(tables: CopyTables) -> None:
    with closing(tables.connection) as connection:
        take(tables, [envelope(1)])
        rows = window_of(tables)
        (number,) = tables.messages.here_alike(fingerprint_of(envelope(1)))
        connection.execute("DROP TABLE messages")
        found = Found(Reader(connection, Path("mailbox.db")), array("q", [number]), 1)
        asked: list[Callable[[], object]] = [
            lambda: rows[0],
            lambda: list(rows),
            lambda: rows.index_of(number),
            lambda: rows.head_of(CODES[0]),
            lambda: found[0],
            lambda: window_of(tables),
        ]
        for ask in asked:
            with pytest.raises(StoreUnusable, match="no such table"):
                ask()


def test_what_is_closed_says_so(tables: CopyTables) -> None:
    take(tables, [envelope(1)])
    reader = Reader(tables.connection, Path("mailbox.db"))
    rows = Window(reader, EVERYTHING)
    reader.close()
    with pytest.raises(StoreUnusable, match=r"mailbox\.db"):
        rows[0]


def _reads(window: Window, block: int, read: list[str]) -> bool:
    """Whether a row of that block is read from the file."""
    read.clear()
    window[block * BLOCK]
    return bool(read)


def test_few_blocks_are_kept(tables: CopyTables) -> None:
    with closing(tables.connection):
        take(tables, [envelope(number) for number in range(2000)][::-1])
        window = window_of(tables)
        read: list[str] = []
        tables.connection.set_trace_callback(read.append)
        for index in range(0, 2000, 100):
            window[index]
        read.clear()
        assert window[1900] is window[1900]
        assert read == [], "what was looked at last is kept"
        kept = sum(not _reads(window, block, read) for block in reversed(range(2000 // BLOCK)))
        assert 0 < kept <= 8
