"""What small mistakes in the waiting for receipts would break, and no other test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pectui.models import Kind, Receipt, Sending, State
from pectui.pec.waiting import HISTORY, Awaited, Standing, standing
from tests.unit.test_pec_waiting import ACCEPTED, SENT, receipt, sending

HOUR = timedelta(hours=1)
A_LITTLE = timedelta(seconds=1)
AT_ONCE = receipt(Kind.ACCEPTANCE, 0)


@pytest.mark.parametrize(
    ("receipts", "due", "before", "after"),
    [
        ((), 1 * HOUR, "", "not-accepted-yet"),
        ((), 12 * HOUR, "not-accepted-yet", "12h"),
        ((), 24 * HOUR, "12h", "24h"),
        ((AT_ONCE,), 1 * HOUR, "", ""),
        ((AT_ONCE,), 12 * HOUR, "", "12h"),
        ((AT_ONCE,), 24 * HOUR, "12h", "24h"),
    ],
)
def test_waiting_becomes_a_concern_at_the_hour(
    receipts: tuple[Receipt, ...], due: timedelta, before: str, after: str
) -> None:
    for now, concern in ((SENT + due - A_LITTLE, before), (SENT + due, after)):
        assert standing(sending(now, *receipts), now).concern == concern


@pytest.mark.parametrize("state", [State.QUEUED, State.REFUSED, State.UNKNOWN])
def test_what_is_not_known_to_have_left_waits_for_nothing_and_failed_nobody(state: State) -> None:
    how = standing(sending(SENT, state=state, recipient_states=()), SENT + 30 * HOUR)
    concern = "" if state is State.QUEUED else state.value
    assert how == Standing(None, None, timedelta(0), 0, concern)


def test_it_waits_since_it_was_sent_and_then_since_it_was_accepted() -> None:
    now = SENT + 2 * HOUR
    for receipts, since in (((), SENT), ((ACCEPTED,), ACCEPTED.date)):
        how = standing(sending(now, *receipts), now)
        assert how.since == since
    delivered = sending(now, ACCEPTED, receipt(Kind.DELIVERY, 1))
    assert standing(delivered, now).since is None


def test_without_a_moment_of_sending_nobody_knows_how_long() -> None:
    now = SENT + 2 * HOUR
    how = standing(replace(sending(now), sent_at=None), now)
    assert (how.awaited, how.since, how.waited) == (Awaited.ACCEPTANCE, None, timedelta(0))


def _waiting_since(*receipts: Receipt) -> Sending:
    return sending(SENT + 13 * HOUR, *receipts)


def test_only_the_acceptance_says_when_it_was_accepted() -> None:
    now = SENT + 13 * HOUR
    assert standing(_waiting_since(receipt(Kind.OVERDUE, 12)), now).since == SENT
    undated = replace(ACCEPTED, date=None)
    assert standing(_waiting_since(undated, receipt(Kind.OVERDUE, 12)), now).since == SENT
    assert standing(_waiting_since(undated, ACCEPTED), now).since == ACCEPTED.date


def test_what_was_sent_two_weeks_ago_elsewhere_is_history() -> None:
    assert timedelta(weeks=2) == HISTORY
