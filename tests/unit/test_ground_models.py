"""Plain data says what it promises: quotas without division errors, secrets that do not show."""

from __future__ import annotations

import copy
import traceback
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import RECEIPT_KINDS, Kind, Quota, Sending, State
from pectui.settings.configuration import Account, Secret

NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("quota", "percent", "used", "limit"),
    [
        (Quota("INBOX", 171012, 1048576), 16.3, 167.0, 1024.0),
        (Quota("INBOX", 167, 1024, "MB"), 16.3, 167.0, 1024.0),
        (Quota("INBOX", 175116288, 1073741824, "B"), 16.3, 167.0, 1024.0),
        (Quota("INBOX", 2048, 1024), 200.0, 2.0, 1.0),
        (Quota("INBOX", 0, 1024), 0.0, 0.0, 1.0),
        (Quota("INBOX", 1024, None), None, 1.0, None),
        (Quota("INBOX", None, 1024), None, None, 1.0),
        (Quota("INBOX", None, None), None, None, None),
    ],
)
def test_a_quota_is_a_share_and_megabytes(
    quota: Quota, percent: float | None, used: float | None, limit: float | None
) -> None:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    assert (rounded(quota.percent), rounded(quota.used_mb), rounded(quota.limit_mb)) == (
        percent,
        used,
        limit,
    )


@given(NUMBERS, NUMBERS)
def test_no_quota_divides_by_nothing(usage: float | None, limit: float | None) -> None:
    quota = Quota("INBOX", usage, limit)
    assert (quota.percent is None) == (usage is None or not limit)


def test_kinds_and_states_are_the_outside_contracts_words() -> None:
    assert " ".join(Kind) == (
        "acceptance not-accepted delivery not-delivered overdue certified anomaly service other"
    )
    assert " ".join(State) == (
        "draft queued sending sent refused unknown accepted not-accepted delivered overdue failed"
        " no-receipt"
    )


@pytest.mark.parametrize("kind", Kind)
def test_receipts_are_the_kinds_about_a_sending(kind: Kind) -> None:
    assert kind.is_receipt == (kind in RECEIPT_KINDS)
    assert not {Kind.CERTIFIED, Kind.ANOMALY, Kind.SERVICE, Kind.OTHER} & RECEIPT_KINDS


@pytest.mark.parametrize("state", State)
def test_only_what_nothing_can_change_is_final(state: State) -> None:
    final = {State.REFUSED, State.NOT_ACCEPTED, State.DELIVERED, State.FAILED, State.NO_RECEIPT}
    assert state.is_final == (state in final)


@pytest.mark.parametrize("state", State)
def test_a_sending_waits_may_have_left_or_has_left(state: State) -> None:
    kinds = [state.is_open, state.has_left, state in {State.DRAFT, State.QUEUED, State.REFUSED}]
    assert sum(kinds) == 1
    assert state.is_under_way == (state in {State.QUEUED, State.SENDING})
    assert state.has_failed == (state in {State.FAILED, State.NOT_ACCEPTED})
    assert state.can_go_again == (state.has_failed or state is State.REFUSED)
    assert not state.has_failed or (state.has_left and state.is_final)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_receipt_says_went_well_or_did_not(kind: Kind) -> None:
    assert kind.is_receipt == (kind.is_good != kind.is_failure)
    assert not kind.is_letter or not kind.is_receipt
    assert kind.is_of_one == (kind in {Kind.DELIVERY, Kind.NOT_DELIVERED, Kind.OVERDUE})


@pytest.mark.parametrize(
    ("count", "partial"), [(None, False), (2, False), (1, True), (0, True), (3, False)]
)
def test_fewer_than_given_is_partial(count: int | None, partial: bool) -> None:
    sending = Sending(
        id="1",
        account="a",
        recipients=("x@pec.example", "y@pec.example"),
        subject="s",
        state=State.SENT,
        queued_at=datetime(2026, 3, 10, tzinfo=UTC),
    )
    assert replace(sending, sent_count=count).is_partial is partial


CANARY = "canarino-7F3K"


def test_a_secret_shows_in_no_repr_and_no_traceback() -> None:
    secret = Secret(CANARY)
    account = Account("a", "u", "u@pec.example", password=secret, token=Secret(CANARY))
    for text in (repr(secret), str(secret), f"{secret}", repr(account), repr([account])):
        assert CANARY not in text
    try:
        raise ValueError(account)
    except ValueError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        assert CANARY not in "".join(shown.format())


def test_a_secret_is_a_value() -> None:
    assert Secret(CANARY) == Secret(CANARY)
    assert hash(Secret(CANARY)) == hash(Secret(CANARY))
    assert Secret(CANARY) != CANARY
    assert copy.copy(Secret(CANARY)).reveal() == CANARY
    assert not Secret("")
