"""What fails in the background is told and logged, and never ends the program."""

from __future__ import annotations

import logging
from itertools import count
from typing import TYPE_CHECKING

import pytest
from textual.worker import WorkerFailed

from pectui.services.sending.outbox import Outbox
from pectui.system import logs
from pectui.tui.background import sending_watch
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.workers import start_call
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import go, run, send, told, write

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.tui.app import PectuiApp

SECRET = "una parola che sta soltanto in una variabile"


async def fail() -> None:
    letter = SECRET
    raise RuntimeError(f"of {len(letter)} characters")


async def test_a_call_and_a_worker_of_another_hand_that_fail_are_told_and_logged(
    make_program: MakeProgram, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        start_call(app, "any", fail)
        await wait_for(pilot, lambda: "RuntimeError" in told(app), "the word")
        assert app.is_running
        assert SECRET not in told(app)
        (of_call,) = [one for one in caplog.records if one.name == "pectui.tui" and one.exc_info]

        app.clear_notifications()
        app.run_worker(fail())
        await wait_for(pilot, lambda: "RuntimeError" in told(app), "the word")
        await go(app, pilot, "2")
        assert app.is_running
    (record,) = [one for one in caplog.records if one.getMessage() == "a worker failed"]
    assert record is not of_call
    assert record.exc_info
    words = logs.describe(record.exc_info[1] or RuntimeError())
    assert "in fail" in words
    assert SECRET not in words


async def failed() -> WorkerFailed:
    """Return what whoever waits for a worker that failed meets; it was never raised itself."""
    with pytest.raises(RuntimeError) as caught:
        await fail()
    return WorkerFailed(caught.value)


async def crash(app: PectuiApp) -> None:
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        failure: Exception = await failed()
        app._exception = failure
        app._fatal_error()
        await wait_for(pilot, lambda: not app.is_running)


async def test_a_crash_file_names_the_cause_and_its_frames_but_no_values(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    with pytest.raises(WorkerFailed):
        await crash(make_program())
    (path,) = (tmp_path / "state").glob("crash-*")
    words = path.read_text()
    assert "RuntimeError" in words
    assert "in fail" in words
    assert SECRET not in words
    assert "WorkerFailed" not in words


async def test_letters_still_leave_after_sending_stopped_by_a_bug(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending_watch, "SENDING_AGAIN", 0.0)
    working, runs = Outbox.run, count()

    async def stumble(outbox: Outbox) -> None:
        if not next(runs):
            await fail()
        await working(outbox)

    monkeypatch.setattr(Outbox, "run", stumble)
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot)
        assert "RuntimeError" in told(app)
        await send(app, pilot)
        await wait_for(pilot, lambda: len(sandbox.sends) == 1, "the letter")


async def test_a_mailbox_that_cannot_be_followed_is_said(
    make_program: MakeProgram, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.progress.complete)
        caplog.set_level(logging.ERROR)

        def bug() -> None:
            raise RuntimeError(SECRET)

        app.local.sync.look = bug  # type: ignore[method-assign,assignment]
        app.local.sync.wake()
        await wait_for(pilot, lambda: app.progress.error is not None, "the word")
        assert app.is_running
