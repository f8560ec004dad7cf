"""When a mailbox will be full: from what was read of its quota, a robust estimate.

The rate is the median of the slopes between readings (Theil–Sen), one reading a day: a day of heavy
mail or a wrong figure does not move it. A large drop is a clean-up; slopes are taken on either side
of it, never across. What comes out is how the mailbox fills when nothing more is cleaned up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DAY = 86_400.0
WINDOW_DAYS = 42
"""Days looked back: six weeks, so that holidays do not make the rate."""
LEAST_SPAN_DAYS = 3.0
LEAST_READINGS = 4
"""What must be known, on days of their own, before anything is said."""
DROP = 0.01
"""Share of the limit from which a fall between two readings is a clean-up."""
HORIZON_DAYS = 730.0
"""A mailbox that would be full later than this is not filling."""
SOON_DAYS = 14.0
"""Under this many days a person should do something."""
_LEAST_GAP = 0.75 * DAY
_DAYS_A_WEEK, _DAYS_A_MONTH = 7, 30.4
_WEEKS_FROM, _MONTHS_FROM = 14, 60
"""Days from which weeks, and months, are counted."""


class Trend(StrEnum):
    """What can be said of a mailbox's filling."""

    EARLY = "early"
    """Not known for long enough, or the service gives no figures."""
    STEADY = "steady"
    """Not filling, or so slowly that years would pass."""
    FILLING = "filling"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class QuotaReading:
    """One answer about the quota. Figures in the service's own unit, whatever it is."""

    at: float
    """Seconds since the epoch."""
    usage: float
    limit: float | None
    """None: unlimited or unknown."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the mailbox will be full."""

    trend: Trend
    days: float | None = None
    """Days from now until it is full, with FILLING; 0 with FULL."""
    per_day: float | None = None
    """What is added on a day, in the unit of the readings; None while it is too early."""

    @property
    def is_soon(self) -> bool:
        """Whether it is full so soon that a person should do something."""
        return self.days is not None and self.days < SOON_DAYS


def forecast(readings: Iterable[QuotaReading], now: float) -> Forecast:
    """Return when the mailbox is full, as seen at `now` (seconds since the epoch).

    A pure function of the set of readings: order does not matter, and those later than `now`, which
    a wrong clock left, do not count.
    """
    known = sorted(
        (one for one in readings if _is_sound(one) and one.at <= now),
        key=lambda one: (one.at, one.usage),
    )
    if not known:
        return Forecast(Trend.EARLY)
    newest = known[-1]
    limit = newest.limit or 0.0
    if limit <= 0:
        return Forecast(Trend.EARLY)
    if newest.usage >= limit:
        return Forecast(Trend.FULL, 0.0)
    recent = [one for one in known if one.at >= now - WINDOW_DAYS * DAY]
    rate = _rate([_one_a_day(segment) for segment in _segments(recent, limit * DROP)])
    if rate is None:
        return Forecast(Trend.EARLY)
    per_day = rate * DAY
    left = limit - newest.usage
    # Compared without dividing: a rate near nothing would give infinity.
    if per_day <= 0 or left > per_day * HORIZON_DAYS:
        return Forecast(Trend.STEADY, per_day=per_day)
    days = max(0.0, left / per_day - (now - newest.at) / DAY)
    return Forecast(Trend.FILLING, days, per_day)


def _is_sound(one: QuotaReading) -> bool:
    limit = one.limit
    return isfinite(one.at) and isfinite(one.usage) and (limit is None or isfinite(limit))


def _segments(readings: Sequence[QuotaReading], drop: float) -> Iterator[list[QuotaReading]]:
    """Cut the readings where a clean-up made the usage fall."""
    segment: list[QuotaReading] = []
    for one in readings:
        if segment and segment[-1].usage - one.usage > drop:
            yield segment
            segment = []
        segment.append(one)
    if segment:
        yield segment


def _one_a_day(readings: Iterable[QuotaReading]) -> list[QuotaReading]:
    """Return the last reading of each day (of 24 hours since the epoch)."""
    return list({one.at // DAY: one for one in readings}.values())


def _rate(segments: Sequence[Sequence[QuotaReading]]) -> float | None:
    """Return the median slope, per second, of all segments; None where too little is known."""
    if sum(len(segment) for segment in segments if len(segment) > 1) < LEAST_READINGS:
        return None
    if sum(segment[-1].at - segment[0].at for segment in segments) < LEAST_SPAN_DAYS * DAY:
        return None
    slopes = sorted(
        (later.usage - earlier.usage) / (later.at - earlier.at)
        for segment in segments
        for place, earlier in enumerate(segment)
        for later in segment[place + 1 :]
        if later.at - earlier.at >= _LEAST_GAP
    )
    if not slopes:
        return None
    middle = len(slopes) // 2
    return slopes[middle] if len(slopes) % 2 else slopes[middle - 1] / 2 + slopes[middle] / 2


_TRENDS = {
    Trend.EARLY: "forecast.early",
    Trend.STEADY: "forecast.steady",
    Trend.FILLING: "forecast.filling",
    Trend.FULL: "forecast.full",
}


def forecast_words(outlook: Forecast) -> str:
    """Return a forecast for a person: "full in about 3 weeks"."""
    if outlook.trend is not Trend.FILLING or outlook.days is None:
        return t(_TRENDS[outlook.trend])
    days = outlook.days
    if days < _WEEKS_FROM:
        return tn("forecast.days", max(1, round(days)))
    if days < _MONTHS_FROM:
        return tn("forecast.weeks", round(days / _DAYS_A_WEEK))
    return tn("forecast.months", round(days / _DAYS_A_MONTH))
