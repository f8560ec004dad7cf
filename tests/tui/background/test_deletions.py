"""Deleting several messages in the program: what has gone is gone here too, whenever it ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from pectui.errors import ConnectionLost
from pectui.tui.screens.dialogs.simple import Question
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.screens.test_inbox_screen import SIZE, open_inbox, unfold

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


class Gate:
    """Lets each DELETE pass when it is told to."""

    def __init__(self, program: PectuiApp, patch: pytest.MonkeyPatch) -> None:
        client = program.session.client
        self._delete = client.delete_message
        self.asked: list[int] = []
        self._passes = asyncio.Semaphore(0)
        patch.setattr(client, "delete_message", self)

    async def __call__(self, message_id: int) -> None:
        self.asked.append(message_id)
        await self._passes.acquire()
        await self._delete(message_id)

    def let_pass(self) -> None:
        self._passes.release()


async def delete_three(program: PectuiApp, pilot: Pilot[Any]) -> Any:
    screen = await open_inbox(program, pilot)
    await unfold(screen, pilot)
    await pilot.press("x", "j", "x", "j", "x", "d")
    await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
    await pilot.press("y")
    return screen


async def test_each_is_taken_away_when_its_delete_is_answered(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        gate = Gate(program, monkeypatch)
        screen = await delete_three(program, pilot)
        for left in (59, 58):
            await wait_for(pilot, lambda left=left: len(gate.asked) == 60 - left, "a DELETE")  # type: ignore[misc]
            gate.let_pass()
            await wait_for(pilot, lambda left=left: len(screen.messages.rows) == left, "it going")  # type: ignore[misc]
        gate.let_pass()
        await wait_for(pilot, lambda: not program.deletions.under_way, "the end")
        assert len(sandbox.mailbox.mails) == 57


async def test_quitting_in_the_middle_asks_and_leaves_nothing_behind(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        gate = Gate(program, monkeypatch)
        await delete_three(program, pilot)
        await wait_for(pilot, lambda: gate.asked, "the first DELETE")
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("n")
        assert program.is_running
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        gate.let_pass()
        await wait_for(pilot, lambda: not program.is_running or program._exit, "the end")
    assert len(gate.asked) == 1
    assert len(sandbox.mailbox.mails) == 59
    again = make_program(sandbox)
    async with again.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(again, pilot)
        await unfold(screen, pilot)
        await wait_for(pilot, lambda: len(screen.messages.rows) == 59, "the rest")
        assert all(row.here for row in screen.messages.rows)


async def test_what_is_unknown_is_said(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program(make_sandbox())
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        client = program.session.client

        async def lose(message_id: int) -> None:
            monkeypatch.setattr(client, "message", lose)
            raise ConnectionLost(host="pec.example")

        monkeypatch.setattr(client, "delete_message", lose)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: not program.deletions.under_way, "the end")
        await wait_for(pilot, lambda: UNKNOWN in titles(program), "the word about it")


UNKNOWN = "It is not known whether these were deleted"


def titles(program: PectuiApp) -> list[str]:
    return [note.title for note in program._notifications]


async def test_what_deleting_means_is_seen_before_the_names(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox())
    async with program.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        await pilot.press(*"xjxjxjxjxjxjxjx", "d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.pause()
        lines = program.screen.query_one(".dialog-lines")
        told = [one for one in lines.query(Static) if not str(one.content).startswith("•")]
        assert any("cannot be undone" in str(one.content) for one in told)
        assert all(
            lines.region.contains_region(one.region)
            for one in told
            if str(one.content) and "more" not in str(one.content)
        )
        assert lines.scroll_y == 0
        await pilot.press("down")
        await wait_for(pilot, lambda: lines.scroll_y == 1, "the names to be reached by key")
        await pilot.press("n")
