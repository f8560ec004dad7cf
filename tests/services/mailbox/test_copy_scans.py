"""What one reading of a list may say: never a wrong thing, and nothing where it cannot be told."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.models import PAGE_SIZE
from pectui.services.mailbox.comparison import Unclear, compare
from pectui.services.mailbox.service_list import Habits, ServiceList
from pectui.services.mailbox.staging import PlaceLost, stage_all
from pectui.services.mailbox.sync import Doing
from pectui.services.remote.reading import Mailbox
from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.messages import Reading
from pectui.store.mailbox.reconciliation import Base, Difference
from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import on_the_service, open_local_desk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.models import Envelope

SIZE = 4
TRIES = settings(max_examples=300, deadline=None, derandomize=True)


def newest_first(service: FakeService) -> list[str]:
    return [fingerprint_of(one.envelope(None)) for one in reversed(service.messages)]


def services(most: int = 40) -> st.SearchStrategy[FakeService]:
    return st.builds(
        lambda count, twins, order, ascending, beyond, size: FakeService(
            count, twins=twins, order=order, ascending=ascending, size=size, beyond=beyond
        ),
        # Pages may turn out smaller than is known, or larger.
        size=st.sampled_from([SIZE, SIZE, SIZE - 1, SIZE + 1]),
        count=st.integers(0, most),
        twins=st.sampled_from([0, 2, 3]),
        order=st.sampled_from(["newest", "oldest"]),
        ascending=st.booleans(),
        beyond=st.sampled_from(["empty", "repeat", "not-found"]),
    )


def remove(service: FakeService, places: Sequence[int]) -> None:
    for place in places:
        if service.messages:
            service.messages.pop(place % len(service.messages))


def arrive(service: FakeService, arrivals: Sequence[bool]) -> None:
    for is_twin in arrivals:
        service.arrive(twin_of_last=is_twin)


async def compared(service: FakeService, before: list[str], expected: int) -> Difference | None:
    """Return what a comparison says of the service's list; None where it cannot tell."""

    async def window(first: int, end: int) -> list[tuple[str, int | None]]:
        return [(one, None) for one in before[first:end]]

    there = ServiceList(Mailbox(service).new_listing(), Habits())
    await there.open()
    try:
        return await compare(there, window, len(before), expected)
    except Unclear:
        return None


def compare_now(service: FakeService, before: list[str], expected: int) -> Difference | None:
    with patch("pectui.services.remote.listing.PAGE_SIZE", SIZE):
        return asyncio.run(compared(service, before, expected))


@given(
    service=services(),
    removed=st.lists(st.integers(0, 200), max_size=4),
    arrivals=st.lists(st.booleans(), max_size=9),
    off_by=st.sampled_from([0, 0, 0, -2, -1, 1, 2]),
)
@TRIES
def test_a_comparison_says_what_makes_the_lists_equal_or_nothing(
    service: FakeService, removed: list[int], arrivals: list[bool], off_by: int
) -> None:
    before = newest_first(service)
    remove(service, removed)
    arrive(service, arrivals)
    # A count that is off may hide that something went, and calls nothing gone that lies there.
    is_long = not service.twins and len(before) > 4 * SIZE + len(removed)
    expected = len(service.messages) + (off_by if is_long else 0)
    difference = compare_now(service, before, expected)
    if difference is None:
        return
    if off_by and is_long:
        gone = Counter(before[place] for place in difference.gone)
        assert not gone - (Counter(before) - Counter(newest_first(service)))
        return
    kept = [one for place, one in enumerate(before) if place not in set(difference.gone)]
    arrived = [fingerprint_of(row) for row in difference.arrived]
    assert Counter([*arrived, *kept]) == Counter(newest_first(service))


def test_equals_at_the_newest_end_hide_no_row_that_went() -> None:
    # One more of them and another came, and one row went: by the count, one came and none went.
    service = FakeService(40, size=SIZE)
    arrive(service, [True, True])
    before = newest_first(service)
    remove(service, [5])
    arrive(service, [True, False])
    difference = compare_now(service, before, len(service.messages))
    assert difference is not None
    assert len(difference.arrived) == 2
    assert [before[place] for place in difference.gone] == [before[-6]]


@given(
    count=st.integers(38, 42),
    place=st.integers(0, 37),
    arrivals=st.integers(0, 9),
    order=st.sampled_from(["newest", "oldest"]),
)
@TRIES
def test_one_that_went_among_letters_that_differ_is_always_found(
    count: int, place: int, arrivals: int, order: Literal["newest", "oldest"]
) -> None:
    service = FakeService(count, size=SIZE, order=order)
    before = newest_first(service)
    remove(service, [place])
    arrive(service, [False] * arrivals)
    difference = compare_now(service, before, len(service.messages))
    assert difference is not None
    assert difference.gone == [count - 1 - place]
    assert len(difference.arrived) == arrivals
    # Of some ten pages: those of what came, and by halving those around what went.
    assert len(service.calls) <= 2 + 1 + arrivals // SIZE + 5 + 2


@dataclass
class Ragged(FakeService):
    """A service whose newest page is the one that is not full."""

    def _rows(self, index: int) -> list[tuple[int, Stored]]:
        over = len(self.messages) % self.size
        end = len(self.messages) - (over + (index - 1) * self.size if over and index else 0)
        end -= index * self.size if not over else 0
        start = max(0, end - (over if over and not index else self.size))
        return list(enumerate(self.messages[start : max(0, end)], start + 1))


@given(
    count=st.integers(60, 64),
    place=st.integers(0, 50),
    removed=st.integers(1, 4),
    arrivals=st.integers(0, 2),
)
@TRIES
def test_where_the_newest_page_is_short_nothing_wrong_is_said(
    count: int, place: int, removed: int, arrivals: int
) -> None:
    service = Ragged(count, size=SIZE)
    before = newest_first(service)
    remove(service, [place] * removed)
    arrive(service, [False] * arrivals)
    difference = compare_now(service, before, len(service.messages))
    if difference is not None:
        kept = [one for at, one in enumerate(before) if at not in set(difference.gone)]
        arrived = [fingerprint_of(row) for row in difference.arrived]
        assert [*arrived, *kept] == newest_first(service)


class Staged:
    """A staged list in memory."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int | None]] = []
        self.total: int | None = None
        self.there: int | None = None
        self.moved = False
        self.begun = False

    async def stage_base(self) -> Base | None:
        return Base(len(self.rows), self.there, self.total) if self.begun else None

    async def begin_stage(self) -> None:
        self.begun = True

    async def window(self, first: int, end: int, *, staged: bool) -> list[tuple[str, int | None]]:
        assert staged
        return self.rows[first:end]

    async def stage(
        self, rows: Sequence[Envelope], total: int | None, _: Reading, *, moved: bool = False
    ) -> int:
        self.rows += [(fingerprint_of(row), row.id) for row in rows]
        self.total, self.moved = total, self.moved or moved
        return len(self.rows)

    async def stage_moved(self) -> bool:
        return self.moved

    async def end_stage(self, there: int | None) -> None:
        self.there = there


Moves = dict[int, tuple[list[int], list[bool]]]
"""Before the page of that number: places of rows that go, and letters that come."""


async def staged_while(service: FakeService, moves: Moves) -> Staged:
    """Stage the list; before the page of that number, rows go and letters come."""
    there = ServiceList(Mailbox(service).new_listing(), Habits())
    await there.open()
    intake, pages = Staged(), 0

    async def between() -> None:
        nonlocal pages
        pages += 1
        removed, arrivals = moves.get(pages, ([], []))
        remove(service, removed)
        arrive(service, arrivals)

    await stage_all(there, intake, Reading(1, 0.0), between)  # type: ignore[arg-type]
    return intake


@given(
    service=services(),
    moves=st.dictionaries(
        st.integers(1, 10),
        st.tuples(st.lists(st.integers(0, 200), max_size=2), st.lists(st.booleans(), max_size=3)),
        max_size=4,
    ),
)
@TRIES
def test_a_staged_list_lacks_no_row_that_was_there_all_the_time(
    service: FakeService, moves: Moves
) -> None:
    at_first = list(service.messages)
    with patch("pectui.services.remote.listing.PAGE_SIZE", SIZE):
        try:
            staged = asyncio.run(staged_while(service, moves))
        except PlaceLost:
            return
    keys = {one.key for one in service.messages}
    stayed = Counter(fingerprint_of(one.envelope(None)) for one in at_first if one.key in keys)
    assert not stayed - Counter(fingerprint for fingerprint, _ in staged.rows)
    if not staged.moved and not moves:
        assert [fingerprint for fingerprint, _ in staged.rows] == newest_first(service)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("pages", range(-3, 6))
def test_a_reading_goes_on_though_the_list_moved_by_pages(
    pages: int, order: Literal["newest", "oldest"]
) -> None:
    service = FakeService(400, order=order)
    moved = pages * PAGE_SIZE
    moves: Moves = {7: ([-1] * max(0, -moved), [False] * max(0, moved))}
    staged = asyncio.run(staged_while(service, moves))
    read = Counter(fingerprint for fingerprint, _ in staged.rows)
    stayed = [
        fingerprint_of(Stored(key, key).envelope(None)) for key in range(1, 401 + min(0, moved))
    ]
    assert set(stayed) <= read.keys()


@pytest.mark.parametrize("moves", [([-1], []), ([-1, -1], []), ([], [False]), ([], [False] * 2)])
def test_where_no_two_look_alike_no_row_is_staged_twice(
    moves: tuple[list[int], list[bool]],
) -> None:
    service = FakeService(60, size=SIZE)
    with patch("pectui.services.remote.listing.PAGE_SIZE", SIZE):
        staged = asyncio.run(staged_while(service, {5: moves}))
    read = Counter(fingerprint for fingerprint, _ in staged.rows)
    assert max(read.values()) == 1


def test_without_a_count_one_reading_calls_nothing_gone(tmp_path: Path) -> None:
    # What goes from a page that was read draws a row past the next one: that row is not listed.
    service = FakeService(100, ids="stable", total="missing", hint="missing")

    async def story() -> None:
        async with open_local_desk(tmp_path, service) as desk:
            await desk.bring_up_to_date()
            sync = desk.sync

            def on_call(call: str) -> None:
                if call == "inbox 3" and sync.progress.doing is Doing.FILLING:
                    service.remove(60)  # from the page before

            service.on_call = on_call
            sync._read_all_at = 0.0
            await sync.fill()
            assert not desk.gone()
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service)
            assert set(desk.gone()) == {Stored(60, 60).envelope(1).subject}

    asyncio.run(story())


def test_one_row_that_is_counted_as_two_is_proven_where_pages_repeat(tmp_path: Path) -> None:
    # The page after it is that row once more: it is no second one.
    service = FakeService(1, total="one more", beyond="repeat")

    async def story() -> None:
        async with open_local_desk(tmp_path, service) as desk:
            await desk.bring_up_to_date()
            before = len(service.calls)
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service)
            assert len(service.calls) - before <= 4

    asyncio.run(story())


@pytest.mark.parametrize("when", [3, 4, 5, 6])
async def test_a_list_that_moved_while_it_was_read_leaves_no_id_that_leads_elsewhere(
    tmp_path: Path, when: int
) -> None:
    service = FakeService(100, ids="sequence", twins=2)
    asked = 0

    def change(_: str) -> None:
        nonlocal asked
        asked += 1
        if asked == when:
            service.remove(1)

    service.on_call = change
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        ids = {(row.envelope.subject, row.envelope.id) for row in desk.rows() if row.envelope.id}
    messages = service.messages
    assert ids <= {(one.envelope(1).subject, service.id_of(one)) for one in messages}
