"""What small mistakes in taking over rows, equals and bodies would break, one rule each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.pec.envelopes import read_envelope
from pectui.store import messages as held
from pectui.store.mailbox_schema import TIE_BITS
from pectui.store.messages import Standing, Walk
from tests.store.held_rows import column, moment, row, take, walk, with_bodies

if TYPE_CHECKING:
    import sqlite3


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


def test_a_message_is_known_by_the_same_for_good() -> None:
    """Marks in the user's data are found by it, whatever version of the program wrote them."""
    one = read_envelope(id=1, sender="a", recipient="b", date="2026-03-10 10:00", subject="\ud83d")
    assert held.fingerprint_of(one) == "a5e8c666a65280ae87b38ee1"
    assert held.identity_of("0123", 2) == "0123.2"


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


def test_of_two_equals_the_one_that_came_first_has_the_lower_id(
    mailbox: sqlite3.Connection,
) -> None:
    take(mailbox, row(12))
    take(mailbox, row(11))
    assert column(mailbox, "id") == [11, 12]


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


def test_of_vanished_equals_the_newest_comes_back(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11))
    held.mark_gone(mailbox, column(mailbox, "number"))
    take(mailbox, row(50), by=walk(2))
    assert column(mailbox, "here") == [0, 1]


def test_a_row_without_id_is_never_that_of_a_vanished_one(mailbox: sqlite3.Connection) -> None:
    take(mailbox, row(12), row(11))
    held.mark_gone(mailbox, [column(mailbox, "number")[1]])
    take(mailbox, row(None), by=walk(2))
    assert column(mailbox, "here") == [1, 0]


# ── what equals say ──────────────────────────────────────────────────────────


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
