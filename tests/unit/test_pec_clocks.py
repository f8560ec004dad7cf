"""When a delivery takes effect for who receives it: the clock of Rome, 21:00 to 07:00."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.clocks import effective_at, is_in_time
from pectui.pec.dates import ROME


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("delivered", "effective"),
    [
        ("2026-11-26 20:59:59", "2026-11-26 20:59:59"),
        ("2026-11-26 21:00:00", "2026-11-27 07:00:00"),
        ("2026-11-26 23:59:59", "2026-11-27 07:00:00"),
        ("2026-11-27 00:00:00", "2026-11-27 07:00:00"),
        ("2026-11-27 06:59:59", "2026-11-27 07:00:00"),
        ("2026-11-27 07:00:00", "2026-11-27 07:00:00"),
        ("2026-12-31 22:00:00", "2027-01-01 07:00:00"),
        ("2026-03-28 22:00:00", "2026-03-29 07:00:00"),  # the clock is put forward that night
        ("2026-10-24 22:00:00", "2026-10-25 07:00:00"),  # and back
    ],
)
def test_what_is_delivered_at_night_counts_at_seven(delivered: str, effective: str) -> None:
    assert effective_at(rome(delivered)) == rome(effective)
    assert effective_at(rome(delivered).astimezone(UTC)) == rome(effective)


@given(st.integers(946_684_800, 2_524_608_000).map(lambda one: datetime.fromtimestamp(one, UTC)))
def test_it_is_never_earlier_and_at_most_ten_hours_later(delivered: datetime) -> None:
    effective = effective_at(delivered)
    assert timedelta(0) <= effective - delivered <= timedelta(hours=11)
    assert 7 <= effective.hour < 21


def test_in_time_is_as_it_counts_for_the_addressee() -> None:
    by = rome("2026-11-26 23:59:59")
    assert is_in_time(rome("2026-11-26 20:00:00"), by)
    assert is_in_time(rome("2026-11-26 23:59:59"), rome("2026-11-27 07:00:00"))
    assert not is_in_time(rome("2026-11-26 21:30:00"), by), "it counts on the next morning"
    assert not is_in_time(None, by)
