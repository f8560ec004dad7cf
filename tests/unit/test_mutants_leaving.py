"""What small mistakes in the reading of times to leave at would break, and no other test says."""

from __future__ import annotations

from datetime import datetime

import pytest

from pectui.errors import TimeInvalid
from pectui.pec.dates import ROME, format_iso
from pectui.pec.leaving import read_leaving

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=ROME)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2027-11-21 15:00", "2027-11-21T15:00:00+01:00"),  # a year, and a day of grace
        ("2027-11-21 15:01", None),
        ("21/5 09:00", "2027-05-21T09:00:00+02:00"),  # 182 days ahead, 183 behind
        ("22/5 09:00", None),
        ("21/11 0:00", "2026-11-21T00:00:00+01:00"),
        ("domenica 0:05", "2026-11-22T00:05:00+01:00"),
        ("thursday 9:00", "2026-11-26T09:00:00+01:00"),
        ("saturday 9:00", "2026-11-21T09:00:00+01:00"),
    ],
)
def test_how_far_off_a_time_may_be(text: str, iso: str | None) -> None:
    if iso is None:
        with pytest.raises(TimeInvalid):
            read_leaving(text, NOW)
    else:
        assert format_iso(read_leaving(text, NOW)) == iso


@pytest.mark.parametrize(
    ("now", "iso"),
    [
        (datetime(2027, 11, 20, tzinfo=ROME), "2028-02-29T09:00:00+01:00"),
        (datetime(2028, 1, 20, tzinfo=ROME), "2028-02-29T09:00:00+01:00"),
    ],
)
def test_the_29th_of_february_is_in_the_year_that_has_it(now: datetime, iso: str) -> None:
    assert format_iso(read_leaving("29/2 9:00", now)) == iso


def test_of_a_year_without_it_there_is_none() -> None:
    with pytest.raises(TimeInvalid):
        read_leaving("29/2 9:00", datetime(2028, 3, 1, tzinfo=ROME))
