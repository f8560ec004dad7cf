"""None"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Receipt, RecipientState, State
from pectui.pec.dates import ROME
from pectui.pec.life import overall, recipient_states, speaks_of, untold_deliveries, word_of

START = datetime(2026, 3, 10, 10, 0, tzinfo=ROME)
CODE = "2026031010000012"
ROSSI, VERDI = "rossi@pec.example", "verdi@pec.example"
SOON = START + timedelta(hours=30)


def receipt(
    kind: Kind,
    hours: float | None = 0.01,
    addressee: str | None = None,
    *,
    final: bool | None = None,
    ordinary: frozenset[str] = frozenset(),
) -> Receipt:
    date = None if hours is None else START + timedelta(hours=hours)
    return Receipt(
        kind=kind,
        date=date,
        date_text=str(date),
        sender="posta-certificata@pec.example",
        subject=f"x {CODE}",
        code=CODE,
        addressee=addressee,
        ordinary=ordinary,
        final_notice=final,
    )


ACCEPTED = receipt(Kind.ACCEPTANCE, 0)
REFUSED = receipt(Kind.NOT_ACCEPTED, 0)
DELIVERED = receipt(Kind.DELIVERY, 0.1)
FAILED = receipt(Kind.NOT_DELIVERED, 0.2)
FIRST = receipt(Kind.OVERDUE, 12, final=False)
LAST = receipt(Kind.OVERDUE, 24, final=True)
LATE = receipt(Kind.DELIVERY, 26)
NOW = START + timedelta(hours=1)


@pytest.mark.parametrize(
    ("receipts", "state", "late", "hours"),
    [
        ((ACCEPTED,), State.ACCEPTED, False, 0),
        ((REFUSED,), State.NOT_ACCEPTED, False, 0),
        ((ACCEPTED, DELIVERED), State.DELIVERED, False, 0.1),
        ((DELIVERED,), State.DELIVERED, False, 0.1),
        ((ACCEPTED, FAILED), State.FAILED, False, 0.2),
        ((ACCEPTED, FIRST), State.OVERDUE, False, 12),
        ((ACCEPTED, LAST), State.FAILED, False, 24),
        ((ACCEPTED, FIRST, LAST), State.FAILED, False, 24),
        ((ACCEPTED, FIRST, LATE), State.DELIVERED, False, 26),
        ((ACCEPTED, FIRST, LAST, LATE), State.DELIVERED, True, 26),
        ((ACCEPTED, FAILED, DELIVERED), State.DELIVERED, False, 0.1),
        ((ACCEPTED, REFUSED), State.NOT_ACCEPTED, False, 0),
        ((ACCEPTED, FAILED, FIRST, DELIVERED, LATE), State.DELIVERED, False, 0.1),
    ],
)
def test_every_order_and_every_repetition_gives_the_same(
    receipts: tuple[Receipt, ...], state: State, late: bool, hours: float
) -> None:
    expected = (RecipientState(ROSSI, state, START + timedelta(hours=hours), late),)
    for order in permutations(receipts):
        assert recipient_states([ROSSI], order, NOW) == expected
        assert recipient_states([ROSSI], [*order, *order[::-1]], NOW) == expected


SOME_RECEIPTS = st.lists(
    st.builds(
        receipt,
        st.sampled_from(Kind),
        st.none() | st.floats(0, 48),
        st.sampled_from([None, ROSSI, VERDI, "altri@pec.example"]),
        final=st.sampled_from([None, True, False]),
        ordinary=st.sampled_from([frozenset[str](), frozenset({VERDI})]),
    ),
    max_size=6,
)


@given(SOME_RECEIPTS, st.randoms(use_true_random=False), st.floats(0, 60), st.booleans())
def test_states_are_a_function_of_the_set(
    receipts: list[Receipt], random: Random, hours: float, both: bool
) -> None:
    recipients = [ROSSI, VERDI] if both else [ROSSI]
    now = START + timedelta(hours=hours)
    # Two equal proofs that name nobody are two: they may answer for both recipients.
    again = [one for one in receipts[:3] if one.addressee or not both]
    shuffled = [*receipts, *again]
    random.shuffle(shuffled)
    assert recipient_states(recipients, receipts, now) == recipient_states(
        recipients, shuffled, now
    )


@given(SOME_RECEIPTS, st.floats(0, 100))
def test_silence_is_never_failure(receipts: list[Receipt], hours: float) -> None:
    negative = {Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED, Kind.OVERDUE}
    kept = [each for each in receipts if each.kind not in negative]
    for each in recipient_states([ROSSI, VERDI], kept, START + timedelta(hours=hours)):
        assert each.state not in {State.FAILED, State.NOT_ACCEPTED}


@given(SOME_RECEIPTS)
def test_a_delivery_that_names_its_recipient_is_never_taken_back(receipts: list[Receipt]) -> None:
    delivered = receipt(Kind.DELIVERY, 0.1, ROSSI)
    (rossi,) = recipient_states([ROSSI], [*receipts, delivered], SOON)
    assert rossi.state is State.DELIVERED


@given(SOME_RECEIPTS)
def test_a_failure_that_names_its_recipient_stands_against_what_names_nobody(
    receipts: list[Receipt],
) -> None:
    bounced = receipt(Kind.NOT_DELIVERED, 1, ROSSI)
    others = [one for one in receipts if (one.kind, one.addressee) != (Kind.DELIVERY, ROSSI)]
    states = recipient_states([ROSSI], [*others, bounced, DELIVERED], SOON)
    assert states[0].state is State.FAILED


@pytest.mark.parametrize(
    ("hours", "final", "state"),
    [
        (12, None, State.OVERDUE),
        (17.9, None, State.OVERDUE),
        (19, None, State.OVERDUE),
        (20, None, State.FAILED),
        (24, None, State.FAILED),
        (24, False, State.OVERDUE),
        (12, True, State.FAILED),
        (None, None, State.OVERDUE),
    ],
)
def test_which_notice_an_overdue_one_is(
    hours: float | None, final: bool | None, state: State
) -> None:
    notice = receipt(Kind.OVERDUE, hours, final=final)
    assert recipient_states([ROSSI], [ACCEPTED, notice], NOW)[0].state is state
    # Without the acceptance, the code tells when the letter left.
    assert recipient_states([ROSSI], [notice], NOW)[0].state is state


@pytest.mark.parametrize(
    ("hours", "receipts", "state", "late"),
    [
        (1, (), State.SENT, False),
        (24, (), State.SENT, False),
        (24.1, (), State.OVERDUE, True),
        (23.9, (ACCEPTED,), State.ACCEPTED, False),
        (24.1, (ACCEPTED,), State.OVERDUE, True),
        (24.1, (ACCEPTED, FIRST), State.OVERDUE, True),
        (24.1, (ACCEPTED, DELIVERED), State.DELIVERED, False),
        (1000, (REFUSED,), State.NOT_ACCEPTED, False),
    ],
)
def test_a_day_of_silence_is_said(
    hours: float, receipts: tuple[Receipt, ...], state: State, late: bool
) -> None:
    now = START + timedelta(hours=hours)
    (rossi,) = recipient_states([ROSSI], receipts, now, sent_at=START)
    assert (rossi.state, rossi.late) == (state, late)


def test_nothing_known_is_just_sent() -> None:
    assert recipient_states([ROSSI], [], NOW) == (RecipientState(ROSSI, State.SENT),)


def test_an_ordinary_address_gives_no_delivery_receipt() -> None:
    accepted = receipt(Kind.ACCEPTANCE, 0, ordinary=frozenset({VERDI}))
    states = recipient_states([ROSSI, VERDI.upper()], [accepted], START + timedelta(days=3))
    assert [each.state for each in states] == [State.OVERDUE, State.NO_RECEIPT]
    bounced = receipt(Kind.NOT_DELIVERED, 1, VERDI)
    states = recipient_states([ROSSI, VERDI], [accepted, bounced], NOW)
    assert [each.state for each in states] == [State.ACCEPTED, State.FAILED]


def test_a_receipt_goes_to_whom_it_names() -> None:
    to_verdi = receipt(Kind.DELIVERY, 0.1, VERDI)
    states = recipient_states([ROSSI, VERDI], [ACCEPTED, to_verdi], NOW)
    assert [each.state for each in states] == [State.ACCEPTED, State.DELIVERED]


def test_a_receipt_that_names_nobody_is_not_guessed() -> None:
    states = recipient_states([ROSSI, VERDI], [ACCEPTED, DELIVERED, FAILED], NOW)
    assert [each.state for each in states] == [State.ACCEPTED, State.ACCEPTED]


def test_the_only_recipient_owns_what_names_nobody_and_not_what_names_another() -> None:
    assert recipient_states([ROSSI], [ACCEPTED, DELIVERED], NOW)[0].state is State.DELIVERED
    other = receipt(Kind.DELIVERY, 0.1, "rossi@nuovo.example")
    assert recipient_states([ROSSI], [ACCEPTED, other], NOW)[0].state is State.ACCEPTED
    assert word_of([ROSSI], [ACCEPTED, other]).strange == (other,)


def test_an_addressee_is_compared_as_the_network_compares_it() -> None:
    there = receipt(Kind.DELIVERY, 0.1, "Rossi@xn--strae-oqa.example")
    (state,) = recipient_states(["rossi@Straße.example"], [there], NOW)
    assert state.state is State.DELIVERED
    (state,) = recipient_states(["rossi@strasse.example"], [there], NOW)
    assert state.state is State.SENT


@pytest.mark.parametrize("hours", [1, 30, 24 * 40])
def test_deliveries_that_name_nobody_are_counted_and_credited_to_nobody(hours: int) -> None:
    now = START + timedelta(hours=hours)
    twice = [ACCEPTED, DELIVERED, DELIVERED]
    states = recipient_states([ROSSI, VERDI], twice, now)
    assert [each.state for each in states] == [State.ACCEPTED, State.ACCEPTED]
    assert untold_deliveries([ROSSI, VERDI], twice) == 2
    assert untold_deliveries([ROSSI], twice) == 0


def test_one_delivery_that_names_nobody_leaves_the_silence_of_the_other() -> None:
    states = recipient_states([ROSSI, VERDI], [ACCEPTED, DELIVERED], SOON)
    assert [each.state for each in states] == [State.OVERDUE, State.OVERDUE]


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ((), State.SENT),
        ((State.DELIVERED, State.DELIVERED), State.DELIVERED),
        ((State.DELIVERED, State.ACCEPTED), State.ACCEPTED),
        ((State.DELIVERED, State.OVERDUE), State.OVERDUE),
        ((State.OVERDUE, State.ACCEPTED, State.SENT), State.SENT),
        ((State.DELIVERED, State.FAILED), State.FAILED),
        ((State.DELIVERED, State.NO_RECEIPT), State.NO_RECEIPT),
        ((State.FAILED, State.ACCEPTED), State.ACCEPTED),
    ],
)
def test_the_whole_is_its_least_advanced_part(states: tuple[State, ...], whole: State) -> None:
    assert overall([RecipientState(ROSSI, state) for state in states]) is whole


@given(st.lists(st.sampled_from(State), min_size=1))
def test_the_whole_is_final_only_when_every_part_is(states: list[State]) -> None:
    parts = [RecipientState(ROSSI, state) for state in states if state is not State.REFUSED]
    if parts:
        assert overall(parts).is_final == all(part.state.is_final for part in parts)


SENT_AT = datetime(2026, 3, 10, 10, 0, tzinfo=ROME)


def test_silence_counts_from_a_day_after_the_sending() -> None:
    now = SENT_AT + timedelta(hours=30)
    (state,) = recipient_states(["rossi@pec.example"], (), now, sent_at=SENT_AT)
    overdue_since = SENT_AT + timedelta(hours=24)
    assert state == RecipientState("rossi@pec.example", State.OVERDUE, overdue_since, late=True)


@pytest.mark.parametrize("kind", [Kind.ACCEPTANCE, Kind.NOT_ACCEPTED, Kind.OTHER])
def test_what_is_about_the_letter_is_about_none_of_its_recipients(kind: Kind) -> None:
    word = word_of((ROSSI,), (receipt(kind), receipt(kind, addressee=VERDI)))
    assert (word.about[ROSSI], word.untold, word.strange) == ((), (), ())


def test_a_receipt_that_names_nobody_is_about_who_is_alone() -> None:
    assert speaks_of(DELIVERED, ROSSI, alone=True) is True
    assert speaks_of(DELIVERED, ROSSI, alone=False) is False
    named = receipt(Kind.DELIVERY, addressee="ROSSI@pec.example")
    assert speaks_of(named, ROSSI, alone=False)
    assert not speaks_of(named, VERDI, alone=True)


@pytest.mark.parametrize(
    ("receipts", "contradicted"),
    [
        ([receipt(Kind.DELIVERY), receipt(Kind.NOT_DELIVERED)], (ROSSI,)),
        ([receipt(Kind.NOT_DELIVERED, 1, ROSSI), receipt(Kind.DELIVERY, 2, ROSSI)], (ROSSI,)),
        ([receipt(Kind.OVERDUE), receipt(Kind.DELIVERY)], ()),
        ([receipt(Kind.DELIVERY), receipt(Kind.DELIVERY)], ()),
        ([receipt(Kind.DELIVERY), receipt(Kind.NOT_DELIVERED, addressee=VERDI)], ()),
    ],
)
def test_delivered_and_never_delivered_contradict_each_other(
    receipts: list[Receipt], contradicted: tuple[str, ...]
) -> None:
    assert word_of([ROSSI], receipts).contradicted == contradicted
