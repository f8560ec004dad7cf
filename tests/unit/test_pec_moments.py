"""When a sending was accepted, delivered and takes effect: the rule of the night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Receipt, RecipientState, Sending, State
from pectui.pec.clocks import effective_at, is_in_time
from pectui.pec.dates import ROME
from pectui.pec.moments import accepted_at, moments_of
from pectui.pec.reasons import is_full


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("delivered", "effective"),
    [
        ("2026-03-10 06:59:59", "2026-03-10 07:00"),
        ("2026-03-10 07:00:00", "2026-03-10 07:00"),
        ("2026-03-10 12:30:01", "2026-03-10 12:30:01"),
        ("2026-03-10 20:59:59", "2026-03-10 20:59:59"),
        ("2026-03-10 21:00:00", "2026-03-11 07:00"),
        ("2026-03-10 23:59:59", "2026-03-11 07:00"),
        ("2026-03-11 00:00:00", "2026-03-11 07:00"),
        ("2026-12-31 22:00:00", "2027-01-01 07:00"),
        # The night in which the clocks go forward, and the one in which they go back.
        ("2026-03-28 22:00:00", "2026-03-29 07:00"),
        ("2026-10-25 02:30:00", "2026-10-25 07:00"),
    ],
)
def test_what_comes_at_night_counts_in_the_morning(delivered: str, effective: str) -> None:
    assert effective_at(rome(delivered)) == rome(effective)
    assert effective_at(rome(delivered).astimezone(UTC)) == rome(effective)
    assert effective_at(rome(delivered)).utcoffset() == rome(effective).utcoffset()


@given(st.integers(0, 4_000_000_000))
def test_it_never_counts_before_it_is_there_nor_at_night(seconds: int) -> None:
    delivered = datetime.fromtimestamp(seconds, UTC)
    effective = effective_at(delivered)
    assert timedelta(0) <= effective.astimezone(UTC) - delivered < timedelta(hours=12)
    assert time(7) <= effective.timetz().replace(tzinfo=None) < time(21)
    assert effective_at(effective) == effective


def test_in_time_is_by_the_moment_it_counts() -> None:
    by = rome("2026-03-10 23:59:59")
    assert is_in_time(rome("2026-03-10 20:00"), by)
    assert not is_in_time(rome("2026-03-10 21:00"), by)
    assert not is_in_time(None, by)


def receipt(kind: Kind, moment: datetime | None) -> Receipt:
    return Receipt(kind, moment, "", "x", "y", "2026031010000042")


def test_each_recipient_has_moments_of_its_own() -> None:
    accepted, delivered = rome("2026-03-10 20:58"), rome("2026-03-10 21:02")
    sending = Sending(
        id="1",
        account="studio",
        recipients=("a@pec.example", "b@pec.example", "c@pec.example"),
        subject="Diffida",
        state=State.ACCEPTED,
        queued_at=accepted,
        recipient_states=(
            RecipientState("a@pec.example", State.DELIVERED, delivered),
            RecipientState("b@pec.example", State.FAILED, delivered),
            RecipientState("c@pec.example", State.NOT_ACCEPTED, delivered),
        ),
        receipts=(
            receipt(Kind.ACCEPTANCE, None),
            receipt(Kind.ACCEPTANCE, delivered),
            receipt(Kind.ACCEPTANCE, accepted),
        ),
    )
    told = [(one.accepted, one.delivered, one.effective) for one in moments_of(sending)]
    assert told == [
        (accepted, delivered, rome("2026-03-11 07:00")),
        (accepted, None, None),
        (None, None, None),
    ]
    assert accepted_at(sending) == accepted


@pytest.mark.parametrize(
    ("reason", "full"),
    [
        ("5.2.2 - pec.example - casella piena: spazio disponibile insufficiente", True),
        ("La casella del destinatario è satura", True),
        ("552 5.2.2 Mailbox full", True),
        ("user is over quota", True),
        ("spazio sulla casella esaurito", True),
        ("5.1.1 - gestore - indirizzo non valido", False),
        ("15.2.20 - altro", False),
        ("la casella non esiste", False),
        ("", False),
    ],
)
def test_a_full_mailbox_is_known_by_its_reason(reason: str, full: bool) -> None:
    assert is_full(reason) is full
