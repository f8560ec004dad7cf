"""What small mistakes in looking for a held message in the list would break, one rule each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from pectui.errors import MessageIdInvalid, NotFound
from pectui.models import HeldMessage
from pectui.services.mailbox.locating import locate, shift_of
from pectui.store.messages import Standing, Taken, Walk
from tests.services.mailbox_fake import Stored, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope

SIZE = 5


def envelope(key: int) -> Envelope:
    return Stored(key, key).envelope(key)


@dataclass
class Local:
    """What is held, by keys, the newest first; a key is its number too."""

    keys: list[int]
    met: set[int] = field(default_factory=set)
    standing: Standing | None = None
    listed: dict[int, Envelope] = field(default_factory=dict)

    async def new_walk(self, standing: Standing) -> Walk:
        self.standing = standing
        return Walk(1, 0, standing, 0.0, 0.0)

    async def take(self, rows: Sequence[Envelope], walk: Walk) -> Taken:
        self.met |= {key_of(row) for row in rows}
        self.listed |= {key_of(row): row for row in rows}
        return Taken((), (), joined=False)

    async def numbers_of(self, rows: Sequence[Envelope]) -> tuple[int | None, ...]:
        keys = [key_of(row) for row in rows]
        return tuple(key if key in self.keys else None for key in keys)

    async def ranks_of(self, numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.keys.index(number) for number in numbers)

    async def not_met(self, walk: Walk, oldest: int, newest: int) -> tuple[int, ...]:
        inside = [key for key in self.keys if oldest <= key <= newest]
        return tuple(key for key in inside if key not in self.met)

    def rows(self, numbers: Sequence[int]) -> tuple[HeldMessage, ...]:
        return tuple(self.row(number) for number in numbers if number in self.keys)

    def row(self, key: int) -> HeldMessage:
        return HeldMessage(key, f"{key}.0", self.listed.get(key, envelope(key)))


@dataclass
class List:
    """The service's list, by keys, the newest first, with a note of the pages asked for."""

    keys: list[int]
    asked: list[int] = field(default_factory=list)
    opened: bool = False
    size: int = SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.keys) // SIZE)) if self.opened else 1

    async def open(self) -> None:
        self.opened = True

    async def page(self, number: int) -> tuple[Envelope, ...]:
        self.asked.append(number)
        keys = self.keys[(number - 1) * SIZE : number * SIZE]
        return tuple(envelope(key) for key in keys)


def newest_first(count: int) -> list[int]:
    return list(range(count, 0, -1))


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (100, [1]),
        (98, [1]),
        (96, [1, 2]),
        (95, [2, 1]),
        (94, [2]),
        (91, [2, 3]),
        (51, [10, 11]),
        (50, [11, 10]),
        (6, [19, 20]),
        (5, [20, 19]),
        (3, [20]),
        (1, [20]),
    ],
)
async def test_it_is_looked_for_in_its_place_and_beside_where_it_stands_at_an_edge(
    key: int, asked: list[int]
) -> None:
    held, listing = Local(newest_first(100)), List(newest_first(100))
    found = await locate(held, listing, held.row(key))
    assert found == envelope(key)
    assert listing.asked == asked
    assert held.standing is Standing.ASIDE
    assert {key_of(envelope(one)) for one in held.met} >= {key}
    assert len(held.met) == SIZE * len(asked), "what was read beside it is taken over too"


@pytest.mark.parametrize(
    ("arrived", "asked"), [(3, [10, 11, 10]), (5, [10, 11]), (37, [10, 17, 18]), (-12, [10, 8, 7])]
)
async def test_how_far_a_page_is_off_says_where_to_look_next(
    arrived: int, asked: list[int]
) -> None:
    held = Local(newest_first(100))
    there = [*range(100 + arrived, 100, -1), *newest_first(min(100, 100 + arrived))]
    listing = List(there)
    assert await locate(held, listing, held.row(53)) == envelope(53)
    assert listing.asked == asked


@pytest.mark.parametrize(
    ("count", "key", "asked"),
    [
        (100, 53, [10, 11, 9, 12, 8, 13, 7, 14, 6, 15, 5, 16]),
        (20, 18, [1, 2, 3, 4]),
        (20, 3, [4, 3, 2, 1]),
    ],
)
async def test_what_is_nowhere_around_is_gone(count: int, key: int, asked: list[int]) -> None:
    held = Local(newest_first(count))
    # Another in its place: nothing has moved.
    there = [one if one != key else 1000 for one in newest_first(count)]
    listing = List(there)
    with pytest.raises(NotFound):
        await locate(held, listing, held.row(key))
    assert listing.asked == asked


async def test_of_a_shorter_list_the_last_page_is_read_first() -> None:
    held, listing = Local(newest_first(100)), List(newest_first(100)[:-50:-1][::-1])
    assert await locate(held, listing, held.row(3)) == envelope(3)
    assert listing.asked[0] == listing.pages


async def test_one_that_looks_like_it_is_not_taken_for_it() -> None:
    held, listing = Local(newest_first(20)), List(newest_first(20))

    async def take(rows: Sequence[Envelope], walk: Walk) -> Taken:
        held.met |= {key_of(row) for row in rows} - {13}
        return Taken((), (), joined=False)

    held.take = take  # type: ignore[method-assign]
    with pytest.raises(NotFound):
        await locate(held, listing, held.row(13))
    assert listing.asked == [2]


async def test_one_that_is_not_held_any_more_is_not_found() -> None:
    held, listing = Local(newest_first(20)), List(newest_first(20))
    row = held.row(13)
    held.rows = lambda numbers: ()  # type: ignore[method-assign]
    with pytest.raises(NotFound):
        await locate(held, listing, row)


@pytest.mark.parametrize(("text", "shown"), [("../send/1", "../send/1"), ("", "—")])
async def test_one_without_a_number_cannot_be_called(text: str, shown: str) -> None:
    held, listing = Local(newest_first(20)), List(newest_first(20))
    nameless = replace(envelope(13), id=None, id_text=text)
    row = held.row(13)
    held.rows = lambda numbers: (replace(row, envelope=nameless),)  # type: ignore[method-assign]
    with pytest.raises(MessageIdInvalid) as raised:
        await locate(held, listing, row)
    assert shown in raised.value.detail


@pytest.mark.parametrize(
    ("keys", "page", "shift"),
    [
        ([20, 19, 18, 17, 16], 1, 0),
        ([20, 19, 18, 17, 16], 3, -10),
        ([10, 9, 8, 7, 6], 1, 10),
        ([10, 9, 8, 7, 6], 2, 5),
        ([1000, 19, 18, 17, 16], 1, 0),
        ([1000, 1001, 18, 17, 1002], 1, 0),
        ([1000, 20, 19, 18, 17], 1, -1),
        ([1, 19, 18, 17, 16], 1, 0),  # an odd date does not decide
        ([1000, 1001], 2, 0),
        ([], 2, 0),
    ],
)
async def test_by_how_many_places_a_page_is_off(keys: list[int], page: int, shift: int) -> None:
    held, rows = Local(newest_first(20)), [envelope(key) for key in keys]
    assert await shift_of(held, List([]), page, rows) == shift
