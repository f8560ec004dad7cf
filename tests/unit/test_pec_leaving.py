"""The time at which a letter leaves: what a person may type, and what is refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import TimeInvalid
from pectui.pec.dates import ROME, format_iso
from pectui.pec.leaving import FARTHEST, read_leaving, typed_leaving

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=ROME)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("18:30", "2026-11-20T18:30:00+01:00"),
        (" 18.30 ", "2026-11-20T18:30:00+01:00"),
        ("alle 18:30", "2026-11-20T18:30:00+01:00"),
        ("at 18:30", "2026-11-20T18:30:00+01:00"),
        ("15:01", "2026-11-20T15:01:00+01:00"),
        ("today 18:30", "2026-11-20T18:30:00+01:00"),
        ("Oggi alle ore 18:30", "2026-11-20T18:30:00+01:00"),
        ("tomorrow 9:00", "2026-11-21T09:00:00+01:00"),
        ("Domani 9:00", "2026-11-21T09:00:00+01:00"),
        ("domani alle 9.00", "2026-11-21T09:00:00+01:00"),
        ("dopodomani 9:00", "2026-11-22T09:00:00+01:00"),
        ("monday 9:00", "2026-11-23T09:00:00+01:00"),
        ("lunedì 9:00", "2026-11-23T09:00:00+01:00"),
        ("lunedi 9:00", "2026-11-23T09:00:00+01:00"),
        ("lun 9:00", "2026-11-23T09:00:00+01:00"),
        ("friday 18:00", "2026-11-20T18:00:00+01:00"),
        ("friday 9:00", "2026-11-27T09:00:00+01:00"),
        ("26/11 09:00", "2026-11-26T09:00:00+01:00"),
        ("26/11, ore 09:00", "2026-11-26T09:00:00+01:00"),
        ("7/1 9:00", "2027-01-07T09:00:00+01:00"),
        ("26/11/2026 09:00", "2026-11-26T09:00:00+01:00"),
        ("2026-11-26 09:00", "2026-11-26T09:00:00+01:00"),
        ("2026-11-26T09:00", "2026-11-26T09:00:00+01:00"),
        ("2027-07-01 09:00", "2027-07-01T09:00:00+02:00"),
    ],
)
def test_times_that_are_read(text: str, iso: str) -> None:
    assert format_iso(read_leaving(text, NOW)) == iso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cannot be read"),
        ("soon", "cannot be read"),
        ("18", "cannot be read"),
        ("25:00", "cannot be read"),
        ("18:60", "cannot be read"),
        ("31/11 09:00", "cannot be read"),
        ("29/2 09:00", "cannot be read"),
        ("2026-13-01 09:00", "cannot be read"),
        ("yesterday 9:00", "cannot be read"),
        ("26/11", "cannot be read"),
        ("0000-01-01 00:00", "cannot be read"),
        ("١٨:٣٠", "cannot be read"),
        ("9:00", "is past"),
        ("15:00", "is past"),
        ("today 9:00", "is past"),
        ("19/11 09:00", "is past"),
        ("2026-11-19 09:00", "is past"),
        ("2062-11-26 09:00", "more than a year"),
        ("28/3/2027 02:30", "does not exist"),
    ],
)
def test_times_that_are_refused_with_their_reason(text: str, words: str) -> None:
    with pytest.raises(TimeInvalid) as refused:
        read_leaving(text, NOW)
    assert words in refused.value.detail
    assert refused.value.exit_code == 2


def test_an_hour_that_comes_twice_is_the_first_that_is_still_to_come() -> None:
    before = datetime(2026, 10, 24, 12, 0, tzinfo=ROME)
    assert format_iso(read_leaving("tomorrow 2:30", before)) == "2026-10-25T02:30:00+02:00"
    between = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert format_iso(read_leaving("2:30", between)) == "2026-10-25T02:30:00+01:00"


def test_the_hour_is_romes_wherever_the_machine_stands() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert format_iso(read_leaving("9:00", late)) == "2026-11-21T09:00:00+01:00"


MOMENTS = st.integers(946_684_800, 3_786_912_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(MOMENTS, st.text(max_size=80))
def test_any_text_is_a_time_to_come_or_a_clear_error(now: datetime, text: str) -> None:
    try:
        moment = read_leaving(text, now)
    except TimeInvalid:
        return
    assert now < moment <= now + FARTHEST


@given(MOMENTS, st.integers(1, 365 * 24 * 60))
def test_what_is_shown_is_read_back(now: datetime, minutes: int) -> None:
    moment = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    if moment <= now:
        return
    read = read_leaving(typed_leaving(moment), now)
    # Of an hour that comes twice the first may be meant.
    assert typed_leaving(read) == typed_leaving(moment)
    assert read <= moment


@given(
    MOMENTS,
    st.sampled_from(["{:%H:%M}", "{:%d/%m %H:%M}", "{:%d/%m/%Y %H:%M}", "{:%Y-%m-%d %H:%M}"]),
    st.integers(1, 360 * 24 * 60),
)
def test_every_way_of_writing_shows_the_clock_that_was_typed(
    now: datetime, form: str, minutes: int
) -> None:
    typed = form.format((now + timedelta(minutes=minutes)).astimezone(ROME))
    try:
        moment = read_leaving(typed, now)
    except TimeInvalid:
        return
    assert form.format(moment) == typed


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
