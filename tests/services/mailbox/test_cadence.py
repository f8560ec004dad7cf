"""Looks in the background: never more than a day allows, never none, soon where a letter waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.dates import ROME
from pectui.services.mailbox.cadence import (
    DAY_MOST,
    NIGHT_LEAST,
    NIGHT_MOST,
    RETRIES,
    SLOW,
    WAITING_SPENT,
    next_look,
    next_page,
)
from pectui.settings.checks import LIMITS, LOOK_SECONDS

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)

moments = st.integers(0, 2 * 365 * 86400).map(lambda n: MORNING + timedelta(seconds=n))
settings_ = st.integers(*LOOK_SECONDS)
limits = st.integers(*LIMITS)
counts = st.integers(0, 10_000)
ages = st.none() | st.floats(0, 10**7)


@given(settings_, moments, counts, counts, ages, counts, limits)
def test_there_is_always_a_next_look_and_it_is_not_a_hail(
    look: int,
    now: datetime,
    quiet: int,
    failures: int,
    waiting: float | None,
    made: int,
    limit: int,
) -> None:
    found = next_look(
        look, now, quiet=quiet, failures=failures, waiting=waiting, made=made, limit=limit
    )
    assert found.seconds is not None
    assert 5.0 <= found.seconds <= max(look, SLOW)
    assert found.is_spent == (0 < limit <= made)


@given(moments, counts, counts, ages, limits)
def test_zero_looks_only_when_asked(
    now: datetime, quiet: int, made: int, waiting: float | None, limit: int
) -> None:
    found = next_look(0, now, quiet=quiet, waiting=waiting, made=made, limit=limit)
    assert found.seconds is None


@given(settings_, moments, counts, counts, limits)
def test_the_longer_nothing_came_the_longer_the_pause(
    look: int, now: datetime, quiet: int, made: int, limit: int
) -> None:
    one = next_look(look, now, quiet=quiet, made=made, limit=limit).seconds
    next_one = next_look(look, now, quiet=quiet + 1, made=made, limit=limit).seconds
    assert one is not None
    assert next_one is not None
    assert look <= one <= next_one


@given(settings_, moments, counts, counts, st.integers(1, LIMITS[1]))
def test_more_requests_made_never_hurry(
    look: int, now: datetime, quiet: int, made: int, limit: int
) -> None:
    few = next_look(look, now, quiet=quiet, made=made, limit=limit).seconds
    many = next_look(look, now, quiet=quiet, made=made + 1, limit=limit).seconds
    assert few is not None
    assert many is not None
    assert few <= many


@given(settings_, moments, counts, st.floats(0, 48 * 3600 - 1), counts, limits)
def test_a_waiting_letter_is_looked_after_every_few_minutes(
    look: int, now: datetime, quiet: int, waiting: float, made: int, limit: int
) -> None:
    found = next_look(look, now, quiet=quiet, waiting=waiting, made=made, limit=limit)
    assert found.seconds is not None
    assert found.seconds <= WAITING_SPENT


@given(st.floats(48 * 3600, 10**8), counts)
def test_a_letter_of_long_ago_hurries_nobody(waiting: float, quiet: int) -> None:
    assert next_look(60, MORNING, quiet=quiet, waiting=waiting) == next_look(
        60, MORNING, quiet=quiet
    )


@pytest.mark.parametrize("busy", [True, False], ids=["mail all day", "nothing comes"])
@pytest.mark.parametrize("look", [15, 60, 600])
@pytest.mark.parametrize("limit", [50, 300, 1000])
@pytest.mark.parametrize("day", [(2026, 3, 10), (2026, 3, 29), (2026, 10, 25)])
def test_a_day_of_looks_costs_what_the_day_allows(
    day: tuple[int, int, int], limit: int, look: int, busy: bool
) -> None:
    now = datetime(*day, tzinfo=ROME).astimezone(UTC)
    end = datetime.combine(
        now.astimezone(ROME).date() + timedelta(days=1), datetime.min.time(), ROME
    )
    made = quiet = 0
    while now < end:
        made += 1
        quiet = 0 if busy else quiet + 1
        pause = next_look(look, now, quiet=quiet, made=made, limit=limit).seconds
        assert pause is not None
        now += timedelta(seconds=pause)
    assert made <= limit + 2
    if not busy:
        assert made <= 250, "where nothing comes, looks are few whatever is allowed"


def test_spent_goes_on_slowly_and_says_so() -> None:
    found = next_look(60, MORNING, made=1000, limit=1000)
    assert found.is_spent
    assert found.seconds == SLOW
    assert not next_look(60, MORNING, made=999, limit=1000).is_spent
    assert not next_look(60, MORNING, made=10**6, limit=0).is_spent


def test_a_fresh_letter_is_looked_after_soon_even_at_night() -> None:
    assert next_look(60, NIGHT, quiet=50, waiting=5).seconds == 20
    assert next_look(60, NIGHT, quiet=50, waiting=300).seconds == 60
    assert next_look(60, NIGHT, quiet=50, waiting=7200).seconds == 180
    assert next_look(60, NIGHT, quiet=50).seconds == NIGHT_MOST


@given(counts, limits)
def test_filling_leaves_requests_to_the_looks(made: int, limit: int) -> None:
    quick = next_page(0.25, made=made, limit=limit) == 0.25
    assert quick == (limit == 0 or made < limit - limit // 5)
    assert next_page(0.25, made=limit, limit=limit) == (SLOW if limit else 0.25)


def test_day_and_night() -> None:
    assert next_look(60, MORNING).seconds == 60
    assert next_look(60, MORNING, quiet=5).seconds == 120
    assert next_look(60, MORNING, quiet=10**6).seconds == DAY_MOST
    assert next_look(60, NIGHT).seconds == NIGHT_LEAST
    assert next_look(3600, MORNING, quiet=50).seconds == 3600, "never sooner than is set"


def test_failures_are_tried_again_sooner_than_the_next_look() -> None:
    pauses = [next_look(3600, MORNING, failures=n, waiting=1).seconds for n in range(1, 10)]
    assert pauses[: len(RETRIES)] == list(RETRIES)
    assert set(pauses[len(RETRIES) :]) == {RETRIES[-1]}
