"""When a mailbox is full: exact on a line, robust against odd days, silent with too little."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.forecast import DAY, Forecast, QuotaReading, Trend, forecast, forecast_words

NOW = 1_770_000_000.0


def filling(
    days: int, per_day: float, *, end: float = 500.0, limit: float = 1000.0
) -> list[QuotaReading]:
    """Return one reading a day that ends now at `end`."""
    return [QuotaReading(NOW - n * DAY, end - n * per_day, limit) for n in range(days, -1, -1)]


@pytest.mark.parametrize(
    ("readings", "trend"),
    [
        ([], Trend.EARLY),
        (filling(0, 1.0), Trend.EARLY),
        (filling(2, 1.0), Trend.EARLY),
        ([QuotaReading(NOW - n * 3600, 500.0 + n, 1000.0) for n in range(24)], Trend.EARLY),
        ([QuotaReading(one.at, one.usage, None) for one in filling(20, 1.0)], Trend.EARLY),
        ([QuotaReading(one.at, one.usage, -1.0) for one in filling(20, 1.0)], Trend.EARLY),
        (filling(20, 0.0), Trend.STEADY),
        (filling(20, -1.0), Trend.STEADY),
        (filling(20, 0.001), Trend.STEADY),
        (filling(20, 1.0, end=1000.0), Trend.FULL),
        (filling(0, 1.0, end=1100.0), Trend.FULL),
        (filling(4, 1.0), Trend.FILLING),
    ],
)
def test_what_can_be_said(readings: list[QuotaReading], trend: Trend) -> None:
    assert forecast(readings, NOW).trend is trend


def test_a_line_is_followed_to_its_end() -> None:
    found = forecast(filling(30, 10.0), NOW)
    assert found.days == pytest.approx(50.0)
    assert found.per_day == pytest.approx(10.0)
    assert not found.is_soon
    assert forecast(filling(30, 40.0, end=900.0), NOW).is_soon


def test_time_goes_on_after_the_last_reading() -> None:
    later = forecast(filling(30, 10.0), NOW + 3 * DAY)
    assert later.days == pytest.approx(47.0)
    assert forecast(filling(5, 10.0), NOW + 200 * DAY).trend is Trend.EARLY


def test_a_clean_up_does_not_hide_how_the_mailbox_fills() -> None:
    before = [QuotaReading(NOW - n * DAY, 900.0 - 10.0 * n, 1000.0) for n in range(20, 4, -1)]
    after = [QuotaReading(NOW - n * DAY, 240.0 - 10.0 * n, 1000.0) for n in range(4, -1, -1)]
    found = forecast([*before, *after], NOW)
    assert found.trend is Trend.FILLING
    assert found.per_day == pytest.approx(10.0)
    assert found.days == pytest.approx(76.0)
    at_once = forecast([*before, QuotaReading(NOW, 240.0, 1000.0)], NOW)
    assert at_once.per_day == pytest.approx(10.0)


def test_what_is_too_long_ago_does_not_count() -> None:
    old = [QuotaReading(NOW - n * DAY, 0.0, 1000.0) for n in range(300, 60, -1)]
    assert forecast([*old, *filling(20, 10.0)], NOW) == forecast(filling(20, 10.0), NOW)


@given(st.integers(0, 2**32), st.integers(12, 40))
def test_a_few_odd_days_do_not_make_the_rate(seed: int, days: int) -> None:
    chance = random.Random(seed)
    readings = filling(days, 4.0)
    for place in chance.sample(range(days), days // 6):
        odd = readings[place]
        # Less than a clean-up down, anything up: heavy days and wrong figures.
        readings[place] = QuotaReading(odd.at, odd.usage + chance.uniform(-3.0, 6.0), 1000.0)
    found = forecast(readings, NOW)
    assert found.trend is Trend.FILLING
    assert found.per_day == pytest.approx(4.0, rel=0.15)


READINGS = st.lists(
    st.builds(
        QuotaReading,
        st.floats(NOW - 100 * DAY, NOW + 10 * DAY),
        st.floats(0, 2000),
        st.none() | st.floats(-1, 2000),
    ),
    max_size=40,
)


@given(READINGS, st.randoms())
def test_the_order_does_not_matter(readings: list[QuotaReading], chance: random.Random) -> None:
    mixed = list(readings)
    chance.shuffle(mixed)
    unique = {one.at: one for one in readings}
    if len(unique) == len(readings):
        assert forecast(mixed, NOW) == forecast(readings, NOW)


@given(READINGS)
def test_days_are_there_when_it_fills_and_never_negative(readings: list[QuotaReading]) -> None:
    found = forecast(readings, NOW)
    if found.trend in {Trend.FILLING, Trend.FULL}:
        assert found.days is not None
        assert 0 <= found.days <= 730
    else:
        assert found.days is None
    assert forecast_words(found)


@given(READINGS)
def test_readings_of_the_future_do_not_count(readings: list[QuotaReading]) -> None:
    assert forecast(readings, NOW) == forecast([one for one in readings if one.at <= NOW], NOW)


@given(st.integers(4, 40), st.floats(0.5, 30), st.sampled_from([2.0**-10, 2.0, 1024.0]))
def test_the_unit_of_the_figures_does_not_matter(days: int, rate: float, unit: float) -> None:
    plain = forecast(filling(days, rate), NOW)
    other = [QuotaReading(r.at, r.usage * unit, (r.limit or 0) * unit) for r in filling(days, rate)]
    found = forecast(other, NOW)
    assert found.trend is plain.trend
    assert found.days == pytest.approx(plain.days)


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_figures_that_are_none_are_passed_over(odd: float) -> None:
    readings = filling(20, 10.0)
    spoiled = [*readings, QuotaReading(NOW, odd, 1000.0), QuotaReading(odd, 1.0, 1000.0)]
    assert forecast(spoiled, NOW) == forecast(readings, NOW)


@pytest.mark.parametrize(
    ("outlook", "words"),
    [
        (Forecast(Trend.FILLING, 0.2), "full in about a day"),
        (Forecast(Trend.FILLING, 9.6), "full in about 10 days"),
        (Forecast(Trend.FILLING, 21.0), "full in about 3 weeks"),
        (Forecast(Trend.FILLING, 120.0), "full in about 4 months"),
        (Forecast(Trend.STEADY), "not filling"),
        (Forecast(Trend.EARLY), "too early to say when full"),
        (Forecast(Trend.FULL, 0.0), "full now"),
    ],
)
def test_a_forecast_in_words(outlook: Forecast, words: str) -> None:
    assert forecast_words(outlook) == words
