"""A process may end at any write to the copy: the next one has it equal, and loses nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest

from pectui.store.database import Database
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import on_the_service, open_local_desk

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

Made = TypeVar("Made")
_LONG_AGO = 1_000_000


class ProcessEndedError(Exception):
    """Stands for the end of the process: nothing of it writes any more."""


class Ending:
    """Ends the process at one of its writes to the copy, before it is committed or after."""

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
        for row in desk.rows()[::4]:
            await desk.local.read(row)
            await desk.local.mark([row], lambda one: replace(one, flagged=True))
            marked.add(row.identity)
        for key in (3, 11, 17):
            service.remove(key)
        service.arrive()
        await desk.sync.bring_up_to_date()


@pytest.mark.parametrize("commits", [False, True], ids=["before", "after"])
async def test_it_may_end_at_every_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, commits: bool
) -> None:
    ending = Ending(monkeypatch)
    await live(tmp_path / "whole", FakeService(16, size=5, twins=7), set())
    for at in range(1, ending.writes + 1):
        service = FakeService(16, size=5, twins=7)
        folder = tmp_path / str(at)
        ending.left, ending.commits = at, commits
        marked: set[str] = set()
        with contextlib.suppress(ProcessEndedError):
            await live(folder, service, marked)
        ending.left = _LONG_AGO
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
            assert desk.here() == on_the_service(service), at
            assert {row.identity for row in desk.rows() if row.flagged} >= marked, at
