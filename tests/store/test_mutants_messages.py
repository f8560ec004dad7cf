"""What small mistakes in taking over rows, equals, heads and bodies would break, one rule each."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import Marks
from pectui.pec.envelopes import read_envelope
from pectui.store import messages as held
from pectui.store.mailbox_schema import TIE_BITS
from pectui.store.messages import Standing, Walk
from tests.store.store_mail import empty_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.models import Envelope

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
CODE = "2026010108000010"


@pytest.fixture
def mailbox() -> Iterator[sqlite3.Connection]:
    connection = empty_mailbox()
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def row(message_id: int | None, second: int | None = 0, subject: str = "pratica") -> Envelope:
    """Return a row; those of one second and subject look alike."""
    date = "" if second is None else (START + timedelta(seconds=second)).isoformat(" ")
    return read_envelope(
        id=message_id, sender="a@pec.example", recipient="b", date=date, subject=subject
    )


def walk(
    number: int = 1,
    standing: Standing = Standing.JOINED,
    generation: int = 0,
    read_until: float = 0.0,
) -> Walk:
    return Walk(number, generation, standing, read_until, 0.0)


def take(
    mailbox: sqlite3.Connection, *rows: Envelope, by: Walk | None = None, **marks: Marks
) -> held.Taken:
    return held.take_page(mailbox, rows, by or walk(), marks)


def column(mailbox: sqlite3.Connection, name: str) -> list[Any]:
    """Return one column of the messages, the oldest first."""
    return [one[0] for one in mailbox.execute(f"SELECT {name} FROM messages ORDER BY number")]


def moment(second: int) -> int:
    return int((START + timedelta(seconds=second)).timestamp())


# ── taking over a page ───────────────────────────────────────────────────────


def test_what_is_new_is_told_newest_first(mailbox: sqlite3.Connection) -> None:
    newest, middle, oldest = row(3, 2), row(2, 1), row(1, 0)
    take(mailbox, middle)
    taken = take(mailbox, newest, middle, oldest)
    assert taken.listed == (newest, oldest)
    assert list(taken.new) == sorted(taken.new, reverse=True)
    assert [number >> TIE_BITS for number in taken.new] == [moment(2), moment(0)]
    assert take(mailbox, newest, middle, oldest) == held.Taken((), (), joined=False)


def test_of_one_second_the_row_listed_first_is_the_newest(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(3, subject="c"), row(2, subject="b"), row(1, 1, subject="a"))
    take(mailbox, row(4, subject="d"))
    assert column(mailbox, "subject") == ["b", "c", "d", "a"]
    numbers = column(mailbox, "number")
    first = moment(0) << TIE_BITS
    assert numbers[:3] == [first + 1, first + 2, first + 3]
    assert numbers[3] == (moment(1) << TIE_BITS) + 1


def test_the_last_of_a_second_stands_before_the_next_second(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(1, 1, subject="first of the next"))
    mailbox.execute("UPDATE messages SET number = ?", (moment(1) << TIE_BITS,))
    take(mailbox, row(2, 0, subject="before"))
    assert column(mailbox, "number")[0] == (moment(0) << TIE_BITS) + 1
    mailbox.execute(
        "UPDATE messages SET number = ? WHERE subject = 'before'", ((moment(1) << TIE_BITS) - 2,)
    )
    take(mailbox, row(3, 0, subject="last"))
    assert column(mailbox, "number")[1] == (moment(1) << TIE_BITS) - 1


@pytest.mark.parametrize("date", ["", "1969-12-31 10:00:00 +0000"])
def test_what_has_no_place_in_time_is_the_oldest(mailbox: sqlite3.Connection, date: str) -> None:
    take(mailbox, read_envelope(id=1, sender="a", recipient="b", date=date, subject="c"))
    take(mailbox, row(2))
    assert column(mailbox, "number")[0] == 1


@pytest.mark.parametrize(
    ("before", "by", "joined"),
    [
        (walk(1, Standing.JOINED), walk(2), True),
        (walk(1, Standing.MET), walk(2), False),
        (walk(1, Standing.ASIDE), walk(2), False),
        (walk(2, Standing.JOINED), walk(2), False),
    ],
)
def test_a_page_joins_by_what_an_earlier_finished_walk_met(
    mailbox: sqlite3.Connection, before: Walk, by: Walk, joined: bool
) -> None:
    take(mailbox, row(1), by=before)
    assert take(mailbox, row(3, 2), row(1), row(0, -1), by=by).joined is joined


def test_a_page_of_new_rows_joins_nothing(mailbox: sqlite3.Connection) -> None:
    assert take(mailbox, row(2, 1), row(1)).joined is False


@pytest.mark.parametrize(
    ("before", "met_by", "after"),
    [
        (Standing.MET, Standing.JOINED, Standing.JOINED),
        (Standing.ASIDE, Standing.MET, Standing.MET),
        (Standing.ASIDE, Standing.JOINED, Standing.JOINED),
        (Standing.JOINED, Standing.MET, Standing.JOINED),
        (Standing.JOINED, Standing.ASIDE, Standing.JOINED),
        (Standing.MET, Standing.ASIDE, Standing.MET),
        (Standing.ASIDE, Standing.ASIDE, Standing.ASIDE),
    ],
)
def test_how_a_message_stands_once_it_is_met_again(
    mailbox: sqlite3.Connection, before: Standing, met_by: Standing, after: Standing
) -> None:
    take(mailbox, row(1), by=walk(1, before))
    take(mailbox, row(7), by=walk(2, met_by, generation=3))
    assert column(mailbox, "standing") == [after]
    assert column(mailbox, "walk") == [2]
    assert column(mailbox, "listed") == [3]
    assert column(mailbox, "id") == [7]


def test_what_had_vanished_and_is_listed_again_is_here(mailbox: sqlite3.Connection) -> None:
    (number,) = take(mailbox, row(1)).new
    held.keep_body(mailbox, number, "raw", "text")
    held.mark_gone(mailbox, [number])
    held.keep_body(mailbox, number, "raw", "text")
    assert take(mailbox, row(1), by=walk(2)).new == ()
    assert column(mailbox, "here") == [1]
    assert held.raw_body(mailbox, number) == "raw", "alone it is the same message"


# ── rows that look alike ─────────────────────────────────────────────────────


def test_equals_count_each_and_a_page_shown_twice_counts_once(
    mailbox: sqlite3.Connection,
) -> None:
    assert len(take(mailbox, row(3), row(2)).new) == 2
    assert take(mailbox, row(3), row(2)).new == ()
    assert len(take(mailbox, row(4), row(3)).new) == 1
    assert [identity.rpartition(".")[2] for identity in column(mailbox, "identity")] == list("012")
    assert len(set(column(mailbox, "identity"))) == 3


def test_rows_without_an_id_are_counted_by_how_many_a_page_shows(
    mailbox: sqlite3.Connection,
) -> None:
    assert len(take(mailbox, row(None), row(None)).new) == 2
    assert take(mailbox, row(None), row(None)).new == ()
    assert len(take(mailbox, row(None), row(None), row(None)).new) == 1
    assert len(take(mailbox, row(9), row(None)).new) == 1, "one with an id is another"
    assert take(mailbox, row(None), row(None), row(None), row(9), by=walk(2)).new == ()


def test_an_id_of_an_older_listing_tells_no_row_shown_twice(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(3))
    assert take(mailbox, row(3)).new == ()
    assert len(take(mailbox, row(3), by=walk(1, generation=1)).new) == 1


def test_equals_get_their_ids_in_the_order_they_came(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11))
    take(mailbox, row(10))
    assert column(mailbox, "id") == [10, 11, 12]
    take(mailbox, row(21), row(20), by=walk(2, generation=1))
    take(mailbox, row(19), by=walk(2, generation=1))
    assert column(mailbox, "id") == [19, 20, 21]


def test_ids_of_equals_not_met_yet_stay_as_they_are(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11), row(10))
    take(mailbox, row(5), by=walk(2))
    assert sorted(column(mailbox, "id")) == [5, 10, 11]


def test_only_equals_share_their_ids(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(5, subject="x"), row(4, subject="x"), row(1, subject="y"))
    take(mailbox, row(9, subject="y"))
    ids = mailbox.execute("SELECT subject, id FROM messages ORDER BY subject, number")
    assert [tuple(one) for one in ids] == [("x", 4), ("x", 5), ("y", 1), ("y", 9)]


def test_the_equal_with_the_same_id_is_met_first(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11), row(10))
    take(mailbox, row(11), by=walk(2))
    assert column(mailbox, "walk") == [1, 2, 1]


def test_else_the_newest_of_the_equals_that_are_here(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11), row(10))
    held.mark_gone(mailbox, [column(mailbox, "number")[2]])
    take(mailbox, row(50), by=walk(2))
    assert column(mailbox, "walk") == [1, 2, 1]
    assert column(mailbox, "here") == [1, 1, 0]
    take(mailbox, row(50), row(51), by=walk(2))
    assert column(mailbox, "here") == [1, 1, 0]
    take(mailbox, row(50), row(51), row(52), by=walk(2))
    assert column(mailbox, "here") == [1, 1, 1], "it comes back where no other is left"
    assert len(take(mailbox, row(50), row(51), row(52), row(53), by=walk(2)).new) == 1


def test_a_row_without_id_is_never_that_of_a_vanished_one(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11))
    held.mark_gone(mailbox, [column(mailbox, "number")[1]])
    take(mailbox, row(None), by=walk(2))
    assert column(mailbox, "here") == [1, 0]


# ── what equals say ──────────────────────────────────────────────────────────


def with_bodies(mailbox: sqlite3.Connection, *rows: Envelope) -> list[int]:
    """Take rows and keep a body of each; return their numbers, the oldest first."""
    take(mailbox, *rows)
    numbers = column(mailbox, "number")
    for number in numbers:
        held.keep_body(mailbox, number, f"raw {number}", f"text {number}")
    return numbers


def test_one_more_equal_has_all_of_them_read_again(mailbox: sqlite3.Connection) -> None:
    one, two, other = with_bodies(mailbox, row(3, 1), row(2), row(1))
    take(mailbox, row(8), row(2), row(1), by=walk(2))
    assert held.raw_body(mailbox, one) is held.raw_body(mailbox, two) is None
    assert held.raw_body(mailbox, other) == f"raw {other}"
    assert column(mailbox, "has_body") == [0, 0, 0, 1]


def test_equals_met_again_keep_what_they_say(mailbox: sqlite3.Connection) -> None:
    numbers = with_bodies(mailbox, row(2), row(1))
    take(mailbox, row(5), row(4), by=walk(2))
    assert [held.raw_body(mailbox, one) for one in numbers] == [f"raw {one}" for one in numbers]


def test_one_that_came_back_beside_an_equal_has_both_read_again(
    mailbox: sqlite3.Connection,
) -> None:
    one, two = with_bodies(mailbox, row(2), row(1))
    held.mark_gone(mailbox, [two])
    held.keep_body(mailbox, one, "raw", "text")
    take(mailbox, row(2), row(1), by=walk(2))
    assert held.raw_body(mailbox, one) is held.raw_body(mailbox, two) is None


def test_a_body_is_kept_once_and_only_of_what_is_held(mailbox: sqlite3.Connection) -> None:
    (number,) = take(mailbox, row(1)).new
    assert held.raw_body(mailbox, number) is None
    assert held.keep_body(mailbox, number, "raw", "text") is True
    assert held.keep_body(mailbox, number, "other", "other") is False
    assert held.keep_body(mailbox, number + 1, "other", "other") is False
    assert held.raw_body(mailbox, number) == "raw"


# ── what vanished ────────────────────────────────────────────────────────────


def test_what_vanished_keeps_what_it_said_and_has_no_address(mailbox: sqlite3.Connection) -> None:
    gone, left = with_bodies(mailbox, row(2, 1), row(1))
    held.mark_gone(mailbox, [gone])
    assert column(mailbox, "here") == [0, 1]
    assert column(mailbox, "id") == [None, 2]
    assert held.raw_body(mailbox, gone) == f"raw {gone}"
    assert held.raw_body(mailbox, left) == f"raw {left}", "they do not look alike"


@pytest.mark.parametrize("index", [0, 1])
def test_of_equals_the_others_are_read_again(mailbox: sqlite3.Connection, index: int) -> None:
    numbers = with_bodies(mailbox, row(2), row(1))
    gone, left = numbers[index], numbers[1 - index]
    held.mark_gone(mailbox, [gone])
    assert held.raw_body(mailbox, gone) == f"raw {gone}", "its own before that of an equal"
    assert held.raw_body(mailbox, left) is None
    assert column(mailbox, "has_body")[1 - index] == 0


def test_what_only_an_equal_said_goes_with_what_vanished(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(2), row(1))
    gone, left = column(mailbox, "number")
    held.keep_body(mailbox, left, "raw", "text")
    held.mark_gone(mailbox, [gone])
    assert held.raw_body(mailbox, gone) == "raw"
    assert held.raw_body(mailbox, left) is None


def test_no_number_of_a_message_says_nothing(mailbox: sqlite3.Connection) -> None:
    with_bodies(mailbox, row(1))
    assert held.last_body(mailbox, 17) is None
    held.mark_gone(mailbox, [17])
    assert column(mailbox, "here") == [1]


# ── marks ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("second", "subject", "mark", "unread"),
    [
        (1, "POSTA CERTIFICATA: x", None, True),
        (0, "POSTA CERTIFICATA: x", None, False),
        (-1, "POSTA CERTIFICATA: x", None, False),
        (None, "POSTA CERTIFICATA: x", None, True),
        (1, f"ACCETTAZIONE: x {CODE}", None, False),
        (1, f"CONSEGNA: x {CODE}", None, False),
        (1, f"AVVISO DI MANCATA CONSEGNA: x {CODE}", None, True),
        (1, "POSTA CERTIFICATA: x", False, False),
        (-1, "POSTA CERTIFICATA: x", True, True),
        (1, f"CONSEGNA: x {CODE}", True, True),
    ],
)
def test_what_counts_as_unread(
    mailbox: sqlite3.Connection,
    second: int | None,
    subject: str,
    mark: bool | None,
    unread: bool,
) -> None:
    one = replace(row(1, second, subject), sender="posta-certificata@pec.example")
    (identity, *_) = held.identities_of([one])
    marks = {identity: Marks(unread=mark)}
    held.take_page(mailbox, [one], walk(read_until=float(moment(0))), marks)
    assert column(mailbox, "unread") == [unread]
    assert column(mailbox, "flagged") == [0]


def test_marks_of_eight_equals_are_looked_up(mailbox: sqlite3.Connection) -> None:
    rows = [row(number) for number in range(8)]
    identities = held.identities_of([*rows, row(20, 1)])
    assert len(identities) == len(set(identities)) == 16
    take(mailbox, *rows, row(20, 1))
    assert set(column(mailbox, "identity")) <= set(identities)


def test_marks_are_written_beside_the_message_they_name(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(2), row(1))
    first, second = column(mailbox, "identity")
    mark = Marks(unread=False, flagged=True, note="nota", tags=("a", "b"))
    held.write_marks(mailbox, [(first, mark)])
    assert column(mailbox, "unread") == [0, 1]
    assert column(mailbox, "tags") == ["a b", ""]
    held.write_marks(mailbox, [(second, Marks(note="altra"))])
    assert column(mailbox, "unread") == [0, 1], "a mark that says nothing of it changes nothing"
    assert column(mailbox, "note") == ["nota", "altra"]
    held.read_everything(mailbox)
    assert column(mailbox, "unread") == [0, 0]


# ── receipts of one sending ──────────────────────────────────────────────────


def receipt(second: int, prefix: str = "CONSEGNA", code: str = CODE) -> Envelope:
    subject = f"{prefix}: x {code}" if prefix else f"Re: x {code}"
    known = row(second + 100, second, subject)
    return replace(known, sender="posta-certificata@pec.example")


def test_the_newest_receipt_of_a_sending_stands_for_it(mailbox: sqlite3.Connection) -> None:
    take(mailbox, receipt(1))
    take(mailbox, receipt(2))
    take(mailbox, receipt(0, "ACCETTAZIONE"))
    assert column(mailbox, "head") == [0, 0, 1]
    take(mailbox, receipt(3, code="2026010108000020"), receipt(4, ""))
    assert column(mailbox, "head") == [0, 0, 1, 1, 1], "others stand by themselves"
    take(mailbox, receipt(5))
    assert column(mailbox, "head") == [0, 0, 0, 1, 1, 1]


def test_when_it_goes_the_next_receipt_stands_for_it(mailbox: sqlite3.Connection) -> None:
    take(mailbox, receipt(0), receipt(1), receipt(2), receipt(3, ""))
    take(mailbox, receipt(4, "", code="2026010108000020"), row(1, 5))
    numbers = column(mailbox, "number")
    held.remove(mailbox, [numbers[0], 17, numbers[4], numbers[5]])
    assert column(mailbox, "head") == [0, 1, 1]
    held.remove(mailbox, [numbers[3]])
    assert column(mailbox, "head") == [0, 1]
    held.remove(mailbox, [numbers[2]])
    assert column(mailbox, "head") == [1]


def test_a_letter_that_goes_takes_no_receipt_out_of_its_fold(mailbox: sqlite3.Connection) -> None:
    take(mailbox, receipt(0), receipt(1), receipt(2, ""))
    statements: list[str] = []
    mailbox.set_trace_callback(statements.append)
    held.remove(mailbox, [column(mailbox, "number")[2]])
    assert not [one for one in statements if "SET head" in one]
    held.remove(mailbox, [column(mailbox, "number")[0]])
    assert not [one for one in statements if "SET head" in one]


def test_bodies_go_with_what_is_removed(mailbox: sqlite3.Connection) -> None:
    one, two = with_bodies(mailbox, row(2, 1), row(1))
    mailbox.execute("PRAGMA foreign_keys=OFF")
    held.remove(mailbox, [one])
    assert held.raw_body(mailbox, one) is None
    assert held.raw_body(mailbox, two) == f"raw {two}"
    assert column(mailbox, "number") == [two]


# ── copies kept in the user's data ───────────────────────────────────────────


def test_copies_that_are_not_held_are_added_as_vanished(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(2), row(1))
    first, _ = column(mailbox, "identity")
    fingerprint = first.rpartition(".")[0]
    copies = [
        (f"{fingerprint}.4", row(None), "raw 4", "text 4"),
        (first, row(None), "raw 0", "text 0"),
        (f"{fingerprint}.5", row(None), "", ""),
    ]
    added = held.add_copies(mailbox, copies, walk(0), {f"{fingerprint}.4": Marks(flagged=True)})
    assert column(mailbox, "here") == [1, 1, 0, 0]
    assert column(mailbox, "flagged") == [0, 0, 1, 0]
    numbers = column(mailbox, "number")
    assert added == tuple(numbers[2:])
    assert [held.raw_body(mailbox, one) for one in numbers] == ["raw 0", None, "raw 4", None]
    assert [identity[-1] for identity in column(mailbox, "identity")] == list("0145")
    assert len(take(mailbox, row(9), row(8), row(7)).new) == 1, "two are those kept"
    assert column(mailbox, "identity")[-1] == f"{fingerprint}.6", "no identity is given twice"


def test_which_identities_are_held(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(1))
    (identity,) = column(mailbox, "identity")
    assert held.known(mailbox, [identity, "x.0"]) == {identity}


# ── walks, places ────────────────────────────────────────────────────────────


def test_a_look_that_came_down_joins_what_it_met(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(1), by=walk(1))
    take(mailbox, row(9, 9), by=walk(2, Standing.ASIDE))
    new = take(mailbox, row(3, 2), row(2, 1), by=walk(3, Standing.MET)).new
    assert held.join(mailbox) == new
    assert column(mailbox, "standing") == [1, 1, 1, 2]
    assert held.join(mailbox) == ()


def test_counts_and_ranks(mailbox: sqlite3.Connection) -> None:
    take(mailbox, *(row(number, number) for number in range(5)))
    take(mailbox, row(9, 9), by=walk(1, Standing.ASIDE))
    numbers = column(mailbox, "number")
    held.mark_gone(mailbox, [numbers[3]])
    assert (held.count_here(mailbox), held.count_joined(mailbox)) == (5, 4)
    assert held.ranks_of(mailbox, numbers) == (4, 3, 2, 2, 1, 0)
    assert held.ranks_of(mailbox, [numbers[0], numbers[5], numbers[0]]) == (4, 0, 4)
    assert held.ranks_of(mailbox, []) == ()


def test_what_a_walk_has_not_met(mailbox: sqlite3.Connection) -> None:
    take(mailbox, *(row(number, number) for number in range(6)))
    numbers = column(mailbox, "number")
    take(mailbox, row(2, 2), by=walk(2))
    take(mailbox, row(4, 4), by=walk(3))
    held.mark_gone(mailbox, [numbers[1]])
    found = held.not_met(mailbox, 2)
    assert sorted(found) == [numbers[0], numbers[3], numbers[5]]
    assert sorted(held.not_met(mailbox, 3)) == [numbers[0], numbers[2], numbers[3], numbers[5]]
    assert held.not_met(mailbox, 2, numbers[3], numbers[3]) == (numbers[3],)
    assert sorted(held.not_met(mailbox, 2, newest=numbers[3])) == [numbers[0], numbers[3]]
    assert sorted(held.not_met(mailbox, 2, oldest=numbers[3])) == [numbers[3], numbers[5]]


def test_the_number_of_a_row_just_listed(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(3), row(2))
    first, second = column(mailbox, "number")
    assert held.number_of(mailbox, row(3), 0) == second
    assert held.number_of(mailbox, row(3), 1) == first, "its id means nothing any more"
    assert held.number_of(mailbox, row(8), 0) == first
    assert held.number_of(mailbox, row(3, 1), 0) is None


def test_a_state_that_was_never_kept(mailbox: sqlite3.Connection) -> None:
    assert held.get_state(mailbox, "complete") == 0
    assert held.get_state(mailbox, "complete", 5) == 5
    held.set_state(mailbox, "complete", 1)
    assert held.get_state(mailbox, "complete", 5) == 1
