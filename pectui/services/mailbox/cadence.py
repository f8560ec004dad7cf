"""How long until the next look in the background: a pure function of how things stand.

A look costs a request, and whether a day's requests are capped or charged is not known. So looks
follow each other more slowly while they find nothing, and at night; what is left of the day's
requests is spread over what is left of the day; and once they are spent, looks go on slowly rather
than stop. A letter that waits for its receipts is looked after every few minutes whatever remains.
What a person or a script asks for never passes here: it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.pec.dates import ROME

if TYPE_CHECKING:
    from datetime import datetime

GROWS_AFTER = 5
"""Looks in a row without anything new after which the pause doubles, and again after as many."""
DAY_MOST = 600.0
"""Seconds to which a pause grows by day."""
NIGHT = (21, 7)
"""Hours in Rome between which what is delivered counts for the next morning."""
NIGHT_LEAST = 300.0
NIGHT_MOST = 1800.0
SLOW = 1800.0
"""Seconds between two looks once the day's requests are spent."""
WAITING = ((120.0, 20.0), (600.0, 60.0), (48 * 3600.0, 180.0))
"""(seconds since the youngest waiting letter left, pause at most); older ones hurry nobody."""
WAITING_SPENT = 300.0
"""The same once the requests are spent."""
RESERVE = 5
"""The part of a day's requests, one in so many, that filling the copy leaves to looks."""
RETRIES = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds until it is tried again after so many failures in a row; the last goes on."""


@dataclass(frozen=True, slots=True)
class Look:
    """When to look next."""

    seconds: float | None
    """None: not by itself, only when asked."""
    is_spent: bool = False
    """Whether the day's requests are used up, and the pause is long for that reason."""


def next_look(
    look_seconds: float,
    now: datetime,
    *,
    quiet: int = 0,
    failures: int = 0,
    waiting: float | None = None,
    made: int = 0,
    limit: int = 0,
) -> Look:
    """Return how long to rest before the next look.

    `look_seconds` is the setting, 0 for looks on demand only; `now` is aware. `quiet` and
    `failures` count the latest looks that found nothing, and that failed, in a row. `waiting` is
    the age in seconds of the youngest sending that waits for a receipt, None when none does.
    `made` requests were made today of `limit`, 0 for no limit.
    """
    if not look_seconds:
        return Look(None)
    spent = bool(limit) and made >= limit
    if failures:
        pause = RETRIES[min(failures, len(RETRIES)) - 1]
    else:
        pause = _grown(look_seconds, quiet, at_night=_is_night(now))
    if limit:
        pause = max(pause, _spread(now, limit - made))
    if waiting is not None and not failures:
        pause = min(pause, _waited(waiting, spent=spent))
    return Look(pause, spent)


def next_page(gentle: float, *, made: int = 0, limit: int = 0) -> float:
    """Return how long to rest before the next page while the copy is filled in the background.

    `gentle` seconds, as long as a part of the day's requests remains for looks.
    """
    return SLOW if limit and made >= limit - limit // RESERVE else gentle


def _is_night(now: datetime) -> bool:
    hour = now.astimezone(ROME).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def _grown(look_seconds: float, quiet: int, *, at_night: bool) -> float:
    """Return the pause after `quiet` looks without news; never shorter than the setting."""
    least, most = (NIGHT_LEAST, NIGHT_MOST) if at_night else (0.0, DAY_MOST)
    pause = look_seconds * 2.0 ** min(quiet // GROWS_AFTER, 16)
    return max(look_seconds, min(max(pause, least), most))


def _spread(now: datetime, left: int) -> float:
    """Return the pause by which the requests left last until midnight in Rome."""
    if left <= 0:
        return SLOW
    local = now.astimezone(ROME)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    # By the moments, not the wall: two days of the year have another length.
    return min((midnight.timestamp() - now.timestamp()) / left, SLOW)


def _waited(age: float, *, spent: bool) -> float:
    if spent and age < WAITING[-1][0]:
        return WAITING_SPENT
    return next((pause for limit, pause in WAITING if age < limit), float("inf"))
