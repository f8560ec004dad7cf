"""The way of a letter: its stops in order, and what passed between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pectui.models import Kind, Receipt, RecipientState, Sending, State
from pectui.pec.way import way_of

QUEUED = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ADDRESS = "comune@pec.example"


def acceptance(at: datetime) -> Receipt:
    return Receipt(Kind.ACCEPTANCE, at, "", "posta-certificata@pec.example", "", "1")


SENT = Sending(
    id="a",
    account="studio",
    recipients=(ADDRESS,),
    subject="Istanza",
    state=State.DELIVERED,
    queued_at=QUEUED,
    sent_at=QUEUED + timedelta(seconds=3),
    receipts=(acceptance(QUEUED + timedelta(seconds=8)),),
)


def way(sending: Sending, state: State, at: datetime | None = None) -> list[tuple[State, object]]:
    stops = way_of(replace(sending, state=state), RecipientState(ADDRESS, state, at))
    return [(one.state, one.after.total_seconds() if one.after is not None else None)
            for one in stops]  # fmt: skip


@pytest.mark.parametrize("last", [State.DELIVERED, State.FAILED, State.OVERDUE])
def test_the_whole_way_tells_what_passed_between_its_stops(last: State) -> None:
    assert way(SENT, last, QUEUED + timedelta(minutes=2)) == [
        (State.QUEUED, None),
        (State.SENT, 3.0),
        (State.ACCEPTED, 5.0),
        (last, 112.0),
    ]


def test_a_way_ends_where_the_letter_stands() -> None:
    assert way(SENT, State.ACCEPTED, QUEUED)[-1][0] is State.ACCEPTED
    waiting = replace(SENT, sent_at=None, receipts=())
    assert way(waiting, State.QUEUED) == [(State.QUEUED, None)]
    assert way(waiting, State.UNKNOWN) == [(State.QUEUED, None), (State.UNKNOWN, None)]
    refused = way(SENT, State.NOT_ACCEPTED, QUEUED + timedelta(minutes=2))
    assert [state for state, _ in refused] == [State.QUEUED, State.SENT, State.NOT_ACCEPTED]


def test_one_sent_from_elsewhere_was_in_no_queue_here() -> None:
    elsewhere = replace(SENT, queued_at=QUEUED, sent_at=QUEUED)
    assert way(elsewhere, State.DELIVERED)[0] == (State.SENT, None)


def test_clocks_that_disagree_and_moments_nobody_knows_tell_no_time() -> None:
    early = replace(SENT, receipts=(acceptance(QUEUED - timedelta(minutes=5)),))
    stops = dict(way(early, State.NO_RECEIPT))
    assert stops[State.ACCEPTED] is None
    assert stops[State.NO_RECEIPT] is None
