"""The copy of the mailbox and a list that moves at any moment: what must hold, whatever moves."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk

SIZE = 4
"""Rows of a page: the fewer, the more happens between two."""
WANTED = os.environ.get("PECTUI_COPY_EXAMPLES", "")
"""How many examples to draw at random; without it the same few are tried each time."""
EXAMPLES = int(WANTED or 40)
Total = Literal["right", "missing", "one more", "one less"]
TRIES = settings(
    max_examples=EXAMPLES,
    derandomize=not WANTED,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class KilledError(Exception):
    """The program is ended in the middle of a request."""


@dataclass(frozen=True)
class Move:
    """What happens to the list before a request."""

    after: int
    """Requests that pass before it."""
    what: Literal["arrive", "twin", "remove", "clear", "swap", "return", "kill"]
    where: int = 0
    count: int = 1


moves = st.builds(
    Move,
    after=st.integers(0, 6),
    what=st.sampled_from(
        ["arrive", "arrive", "twin", "remove", "remove", "clear", "swap", "swap", "return", "kill"]
    ),
    where=st.integers(0, 200),
    count=st.integers(1, 6),
)


@dataclass
class World:
    """A service that moves by a script, and what a copy of it may show."""

    service: FakeService
    script: list[Move]
    is_filled: bool = False
    """Whether the copy was equal to the list before anything moved."""
    desk: LocalDesk | None = None
    waits: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    """How often each subject was removed from the list."""
    most: Counter[str] = field(default_factory=Counter)
    """How often each subject was there at once, at most, since the copy was proven last."""
    lost: list[Stored] = field(default_factory=list)
    checked: tuple[LocalDesk, int] | None = None
    """The rows that were looked at last."""
    is_misdated: bool = False
    """Whether old dates came to the newest end: they are all that tells which way pages run."""

    def __post_init__(self) -> None:
        self.service.on_call = self._on_call
        self._remember()

    def _on_call(self, _: str) -> None:
        self.check()
        if self.script and self.waits >= self.script[0].after:
            self.waits = 0
            self._do(self.script.pop(0))
        else:
            self.waits += 1

    def _do(self, move: Move) -> None:
        service = self.service
        if move.what == "kill":
            raise KilledError
        for _ in range(move.count):
            if move.what == "arrive":
                service.arrive()
            elif move.what == "twin":
                # A newest page of equals alone would not show that one more came.
                last = [one.twin for one in service.messages[-2:]]
                service.arrive(twin_of_last=len({*last}) == len(last))
            elif move.what == "remove" and service.messages:
                self._remove(move.where % len(service.messages))
            elif move.what == "swap" and service.messages:
                # The count stays as it is.
                self._remove(move.where % len(service.messages))
                service.arrive()
            elif move.what == "clear" and service.messages:
                # As a clean-up in the webmail does: neighbours, somewhere.
                self._remove(min(move.where, len(service.messages) - 1))
            elif move.what == "return" and self.lost:
                service.messages.append(self.lost.pop())
                self.is_misdated = True
            self._remember()

    def _remove(self, place: int) -> None:
        gone = self.service.messages.pop(place)
        self.lost.append(gone)
        self.removed[_subject(gone)] += 1
        self._remember()

    def _remember(self) -> None:
        self.most |= on_the_service(self.service)

    def check(self) -> None:
        """What must hold at every moment, also while the list is being read."""
        if self.desk is None:
            return
        seen = (self.desk, self.desk.version())
        if seen == self.checked:
            return  # not a row is another, and what is allowed only grows
        self.checked = seen
        here, gone = self.desk.here_and_gone()
        if self.service.total != "missing":
            assert not gone - self.removed, "nothing is called gone that never went"
        assert not here - self.most, "nothing is here more often than it was there at once"

    async def check_copies(self) -> None:
        assert self.desk is not None
        kept = await self.desk.books.data.read(lambda tables: tables.lost.identities())
        gone = {row.identity for row in self.desk.rows() if not row.here}
        assert kept == gone, "the user's data keep what is gone, and nothing else"


def _subject(stored: Stored) -> str:
    return stored.envelope(1).subject


async def _act(world: World, act: str, desk: LocalDesk) -> None:
    if act == "look":
        await desk.sync.look()
    elif act == "fill":
        desk.sync._read_all_at = 0.0
        await desk.sync.fill()
    elif act == "search":
        answer = await world.service.inbox(page=world.service.base)
        await desk.local.take_found(answer.envelopes)
    else:
        await desk.sync.bring_up_to_date()
    world.check()
    if desk.sync.progress.reconciled:
        world.most = Counter(desk.here())
        world._remember()


async def _lives(world: World, acts: list[str], folder: Path) -> bool:
    left = list(acts)
    if world.is_filled:
        script, world.script = world.script, []
        async with open_local_desk(folder, world.service) as desk:
            await desk.sync.bring_up_to_date()
        world.script = script
    while left:
        async with open_local_desk(folder, world.service) as desk:
            world.desk = desk
            world.check()
            try:
                while left:
                    await _act(world, left.pop(0), desk)
            except KilledError:
                world.desk = None
    has_moved = not world.script
    world.script.clear()
    async with open_local_desk(folder, world.service) as desk:
        world.desk = desk
        await _comes_to_rest(world, desk)
        world.desk = None
    async with open_local_desk(folder, world.service) as desk:
        assert desk.here() == on_the_service(world.service), "also the next time it is opened"
    return has_moved


async def _comes_to_rest(world: World, desk: LocalDesk) -> None:
    service, pages = world.service, len(world.service.messages) // SIZE + 1
    before = len(service.calls)
    for _ in range(3):
        await desk.sync.bring_up_to_date()
    world.check()
    assert desk.here() == on_the_service(service), "once the service rests, it is equal"
    assert desk.sync.progress.reconciled
    # Where pages are not counted, each reading has to search for the last one.
    most = 12 * pages + 40 if service.total != "missing" else 24 * pages + 60
    assert len(service.calls) - before <= most
    await world.check_copies()
    calls = len(service.calls)
    await desk.sync.bring_up_to_date()
    # Where no more than one page is counted, nobody asks which way they run.
    counted = len(service.messages) - (service.total == "one less")
    runs_down = desk.local.state("newest first") or counted <= SIZE
    assert runs_down or service.order == "oldest" or world.is_misdated
    if service.total == "right" and service.order == "newest" and runs_down:
        newest = service.messages[-SIZE:]
        tells = len({stored.twin for stored in newest}) > 1 or len(newest) < SIZE
        assert len(service.calls) - calls <= (1 if tells else 3), "nothing new costs one request"


def worlds(*totals: Total) -> st.SearchStrategy[World]:
    return st.builds(
        lambda count, ids, order, ascending, script, twins, beyond, total, filled: World(
            FakeService(
                count,
                ids=ids,
                order=order,
                ascending=ascending,
                size=SIZE,
                twins=twins,
                total=total,
                hint="high" if total == "missing" else "floored",
                beyond=beyond,
            ),
            script,
            filled,
        ),
        count=st.integers(0, 40),
        ids=st.sampled_from(["sequence", "stable"]),
        order=st.sampled_from(["newest", "newest", "oldest"]),
        ascending=st.booleans(),
        script=st.lists(moves, max_size=12),
        twins=st.sampled_from([0, 2, 3]),
        beyond=st.sampled_from(["empty", "repeat", "not-found"]),
        total=st.sampled_from(totals),
        filled=st.booleans(),
    )


acts = st.lists(st.sampled_from(["look", "look", "fill", "all", "search"]), max_size=6)


@given(world=worlds("right"), acts=acts)
@TRIES
def test_the_copy_is_right_whatever_moves(world: World, acts: list[str]) -> None:
    live(world, acts)


@given(world=worlds("one more", "one less"), acts=acts)
@settings(TRIES, max_examples=EXAMPLES // 4)
def test_the_copy_is_right_where_the_service_counts_one_too_many_or_too_few(
    world: World, acts: list[str]
) -> None:
    live(world, acts)


@given(world=worlds("missing"), acts=acts)
@settings(TRIES, max_examples=EXAMPLES // 4)
def test_the_copy_is_right_where_the_service_does_not_count(world: World, acts: list[str]) -> None:
    live(world, acts)


_ONE_MOVE = (
    Move(0, "remove", 12),
    Move(0, "remove", 6),
    Move(0, "clear", 8, 4),
    Move(0, "swap", 12),
    Move(0, "swap", 6, 4),
    Move(0, "arrive"),
)
"""Somewhere in a list of 16 rows, of which the newest has place 15."""


@pytest.mark.parametrize(
    ("ids", "order", "twins", "requests"),
    [("sequence", "newest", 0, 7), ("stable", "newest", 2, 7), ("sequence", "oldest", 0, 8)],
)
def test_one_move_at_any_request_of_a_reading_is_found(
    ids: Literal["sequence", "stable"],
    order: Literal["newest", "oldest"],
    twins: int,
    requests: int,
) -> None:
    for move, after, before in product(_ONE_MOVE, range(requests), (None, Move(0, "remove", 3))):
        if before is not None and after > 3:
            continue
        script = [replace(move, after=after)]
        # A list that is read for the first time, or one that is compared since a row of it went.
        world = World(
            FakeService(16, ids=ids, order=order, size=SIZE, twins=twins),
            [before, *script] if before else script,
            before is not None,
        )
        assert live(world, ["look"] if before else ["fill"]), "it came while the list was read"


@pytest.mark.parametrize("total", ["right", "one more", "one less"])
@pytest.mark.parametrize("rows", [8, 12])
def test_a_last_page_given_again_doubles_nothing_where_as_many_came_as_went(
    rows: int, total: Literal["right", "one more", "one less"]
) -> None:
    for swaps, where in product((1, SIZE), range(0, rows, 8)):
        for after in range(1, 8):
            service = FakeService(rows, size=SIZE, beyond="repeat", total=total)
            if not live(World(service, [Move(after, "swap", where, swaps)]), ["fill"]):
                break
        assert after > 4


@pytest.mark.parametrize("swaps", [5, 6, 8])
def test_a_list_read_shorter_than_it_is_counted_proves_nothing_at_once(swaps: int) -> None:
    # While its last page was looked for, most of the list was another.
    for after in range(1, 6):
        service = FakeService(8, size=SIZE, order="oldest", beyond="repeat")
        assert live(World(service, [Move(after, "swap", 0, swaps)]), ["fill"])


def live(world: World, acts: list[str]) -> bool:
    """Live one story through in a folder of its own; return whether all moves came in it."""
    with (
        patch("pectui.services.remote.listing.PAGE_SIZE", SIZE),
        tempfile.TemporaryDirectory() as name,
    ):
        folder = shutil.copytree(empty_folder(), Path(name), dirs_exist_ok=True)
        return asyncio.run(asyncio.wait_for(_lives(world, acts, folder), 30))


@cache
def empty_folder() -> Path:
    """Return a folder in which a copy was opened and nothing listed: to be copied, not used."""

    async def make(folder: Path) -> None:
        async with open_local_desk(folder, FakeService(0)):
            pass

    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    asyncio.run(make(folder))
    return folder
