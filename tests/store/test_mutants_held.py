"""What small mistakes in marks, receipts, copies and places would break, one rule each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pectui.models import Marks
from pectui.store import messages as held
from pectui.store.messages import Standing
from tests.store.held_rows import CODE, column, moment, row, take, walk, with_bodies

if TYPE_CHECKING:
    import sqlite3

    from pectui.models import Envelope


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
    identity = held.identity_of(held.fingerprint_of(one), 0)
    marks = {identity: Marks(unread=mark)}
    held.take_page(mailbox, [one], walk(read_until=float(moment(0))), marks)
    assert column(mailbox, "unread") == [unread]
    assert column(mailbox, "flagged") == [0]


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
