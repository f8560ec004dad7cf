"""A process may end at any write to copy or data: the next has them equal, and loses nothing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, TypeVar

import pytest

from pectui.models import Marks
from pectui.services.mailbox.deletion import delete_held
from pectui.store.database import Database
from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk
from tests.services.mailbox.test_copy_from_before import LEFT, leave_behind

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from pectui.store.data import Tables

Made = TypeVar("Made")
_LONG_AGO = 1_000_000


class ProcessEndedError(Exception):
    """Stands for the end of the process: nothing of it writes any more."""


class Ending:
    """Ends the process at one of its writes to copy or data, before its commit or after."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = _LONG_AGO
        self.commits = False
        self.writes = 0
        original = Database.run

        async def run(database: Database, work: Callable[[sqlite3.Connection], Made]) -> Made:
            if self.left <= 0:
                raise ProcessEndedError
            self.left -= 1
            self.writes += 1
            if self.left > 0:
                return await original(database, work)
            if self.commits:
                await original(database, work)
            else:
                await original(database, lambda one: _undo(work(one)))
            raise ProcessEndedError

        monkeypatch.setattr(Database, "run", run)

    @contextlib.contextmanager
    def end(self, at: int, commits: bool) -> Iterator[None]:
        """End the process that is within at the write of that number."""
        self.left, self.commits = at, commits
        with contextlib.suppress(ProcessEndedError):
            yield
        self.left = _LONG_AGO

    def each(self) -> Iterator[tuple[int, bool]]:
        """Yield each end before a commit, and the one after the last.

        That after any other is the one before the next: nothing is written between them.
        """
        yield from product(range(1, self.writes + 1), (False,))
        yield self.writes, True


def _undo(_: object) -> None:
    raise ProcessEndedError


def moving(service: FakeService) -> None:
    """Have the list change while it is read for the first time, and hold still afterwards."""
    asked = 0

    def change(_: str) -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            service.arrive()
            service.remove(9)
        elif asked == 4:
            service.arrive(twin_of_last=True)

    service.on_call = change


async def live(folder: Path, service: FakeService, marked: set[str]) -> None:
    """Read a moving mailbox, mark messages, and read it again when some have gone."""
    async with open_local_desk(folder, service) as desk:
        moving(service)
        await desk.sync.bring_up_to_date()
        for row in desk.rows()[::8]:
            await desk.local.read(row)
            await desk.local.mark([row], lambda one: replace(one, flagged=True))
            marked.add(row.identity)
        for key in (3, 11, 17):
            service.remove(key)
        service.arrive()
        await desk.sync.bring_up_to_date()


async def test_it_may_end_at_every_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = Ending(monkeypatch)
    await live(tmp_path / "whole", FakeService(16, size=5, twins=7), set())
    for at in list(ending.each()):
        service = FakeService(16, size=5, twins=7)
        folder = tmp_path / str(at)
        marked: set[str] = set()
        with ending.end(*at):
            await live(folder, service, marked)
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service), at
            assert {row.identity for row in desk.rows() if row.flagged} >= marked, at


Kept = dict[str, Marks]


async def marks_and_copies(desk: LocalDesk) -> tuple[Kept, Kept, frozenset[str]]:
    """Return the marks shown beside messages and those in the data, and the copies kept there."""

    def read(tables: Tables) -> Kept:
        every = tables.connection.execute("SELECT identity FROM marks").fetchall()
        return tables.marks.of([row[0] for row in every])

    data = await desk.books.data.read(read)
    kept = await desk.books.data.read(lambda tables: tables.lost.identities())
    rows = [row for row in desk.rows() if row.flagged or row.note or row.tags]
    return (
        {row.identity: Marks(None, row.flagged, row.note, row.tags) for row in rows},
        {name: replace(marks, unread=None) for name, marks in data.items()},
        kept,
    )


async def test_marks_of_a_copy_from_before_outlive_an_end_at_every_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = Ending(monkeypatch)
    service = FakeService(12)
    service.remove(1)

    async def adopt(folder: Path) -> tuple[Kept, Kept, frozenset[str]]:
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            return await marks_and_copies(desk)

    await leave_behind(tmp_path / "left", LEFT)
    ending.writes = 0
    whole = await adopt(shutil.copytree(tmp_path / "left", tmp_path / "whole"))
    for at in list(ending.each()):
        folder = shutil.copytree(tmp_path / "left", tmp_path / str(at))
        with ending.end(*at):
            await adopt(folder)
        assert await adopt(folder) == whole, at
        shutil.rmtree(folder / "cache")
        assert await adopt(folder) == whole, f"{at}, without the cache"


@pytest.mark.parametrize("without_cache", [False, True])
@pytest.mark.parametrize("commits", [False, True], ids=["before", "after"])
async def test_what_went_and_a_person_forgets_is_there_whole_or_not_at_all_wherever_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, commits: bool, without_cache: bool
) -> None:
    ending = Ending(monkeypatch)
    at = ended = 1
    while ended:
        service = FakeService(8)
        folder = tmp_path / str(at)
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            row = desk.rows()[1]
            await desk.local.read(row)
            await desk.local.mark([row], lambda one: replace(one, flagged=True))
            service.remove(7)
            await desk.bring_up_to_date()
            (went,) = [one for one in desk.rows() if not one.here]
            ending.left, ending.commits, ended = at, commits, 0
            try:
                await delete_held(desk.local, desk.remote, [went])
            except ProcessEndedError:
                ended = 1
            ending.left = _LONG_AGO
        async with open_local_desk(folder, service) as desk:
            pass
        if without_cache:
            shutil.rmtree(folder / "cache")
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service), at
            shown, kept, copies = await marks_and_copies(desk)
            gone = {one.identity for one in desk.rows() if not one.here}
            assert shown.keys() == kept.keys() == copies == gone, at
            assert gone == (set() if commits or at > 1 else {went.identity}), "else it came back"
        at += 1
    assert at > 3


@pytest.mark.parametrize("commits", [False, True], ids=["before", "after"])
async def test_what_is_deleted_leaves_no_marks_to_a_later_equal_wherever_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, commits: bool
) -> None:
    ending = Ending(monkeypatch)
    at = ended = 1
    while ended:
        service = FakeService(8)
        folder = tmp_path / str(at)
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            row = desk.rows()[1]
            await desk.local.mark([row], lambda one: replace(one, flagged=True))
            service.remove(7)
            ending.left, ending.commits, ended = at, commits, 0
            try:
                await desk.local.remove([row])
            except ProcessEndedError:
                ended = 1
            ending.left = _LONG_AGO
        if at == 1 and not commits:
            at += 1
            continue
        async with open_local_desk(folder, service) as desk:
            service.messages.append(Stored(99, 7))
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service), at
            assert not [one for one in desk.rows() if one.flagged or not one.here], at
        at += 1
    assert at > 3


async def test_what_equals_said_that_went_outlives_an_end_at_every_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = Ending(monkeypatch)
    went, came = [Stored(key, 50) for key in (50, 51)], [Stored(key, 50) for key in (90, 91)]

    async def read_all(folder: Path, service: FakeService) -> None:
        for _ in range(2):
            async with open_local_desk(folder, service) as desk:
                await desk.bring_up_to_date()
                for row in desk.rows():
                    await desk.local.read(row)

    async def come_and_go(folder: Path, service: FakeService) -> None:
        service.messages = service.messages[-2:]
        await read_all(folder, service)
        service.messages += came
        await read_all(folder, service)

    def before() -> FakeService:
        return FakeService(2, messages=list(went))

    await read_all(tmp_path / "before", before())
    ending.writes = 0
    await come_and_go(shutil.copytree(tmp_path / "before", tmp_path / "whole"), before())
    for at in list(ending.each()):
        service = before()
        folder = shutil.copytree(tmp_path / "before", tmp_path / str(at))
        is_whole = False
        with ending.end(*at):
            await come_and_go(folder, service)
            is_whole = True
        service.messages = [*service.messages[:2], *came]
        await read_all(folder, service)
        async with open_local_desk(folder, service) as desk:
            assert desk.here() == on_the_service(service), at
            rows = [row for row in desk.rows() if row.envelope.subject.endswith(" 50")]
            said = sorted([(row.here, (await desk.local.read(row)).body.text) for row in rows])
            gone = [text for here, text in said if not here]
            assert [text for here, text in said if here] == ["testo 90", "testo 91"], at
            # Where both came before anybody looked, nothing tells that others went.
            assert gone == ["testo 50", "testo 51"] or (not is_whole and not gone), at
            _, _, copies = await marks_and_copies(desk)
            assert copies == {row.identity for row in rows if not row.here}, at
