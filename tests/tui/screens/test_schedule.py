"""A time to leave at: typed, reviewed, seen in the outbox, changed, waived, and told at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from pectui.models import State
from pectui.pec.dates import ROME
from pectui.pec.leaving import typed_leaving
from pectui.services.sending.drafts import leave_at_of
from pectui.services.sending.lock import SenderLock, owner_of
from pectui.system.paths import Directories
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.outbox import OutboxScreen
from pectui.tui.widgets.chrome.footer import working_commands
from tests.accounts import make_account
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, fill_in, go, review, run, send, words, write

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


def in_days(days: float) -> datetime:
    moment = datetime.now(ROME) + timedelta(days=days)
    return moment.replace(second=0, microsecond=0)


async def answer(app: PectuiApp, pilot: Pilot[None], key: str, text: str) -> None:
    """Press the key that asks for a time, and type one."""
    before = app.screen
    await pilot.press(key)
    await fill_in(app, pilot, text)
    await wait_for(pilot, lambda: app.screen is before, "the time is taken")


async def test_a_wrong_time_is_said_and_can_be_mended_and_one_that_passed_stops_the_letter(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot)
        await pilot.press("f8")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        assert "tomorrow 9:00" in all_words(app)
        for text, problem in (("soon", "cannot be read"), ("2020-01-01 09:00", "is past")):
            app.screen.query_one(Input).value = text
            await pilot.press("enter")
            await wait_for(pilot, lambda: problem in words(app, "#problem"))  # noqa: B023
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        assert screen.letter.leave_at is None
        screen.leave_at = in_days(-1)  # as in a draft that was left for a while
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert "is past" in all_words(app)
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


async def test_what_is_typed_in_one_burst_is_there_when_its_key_acts(
    make_program: MakeProgram,
) -> None:
    """A paste through the terminal, or a slow line: letters and Enter arrive together."""
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot)
        await pilot.press("f8")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        for key in "soon":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("enter", "\r"))
        await wait_for(pilot, lambda: "“soon” cannot be read" in words(app, "#problem"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        screen.query_one("#subject").focus()
        await wait_for(pilot, lambda: app.focused is screen.query_one("#subject"))
        for key in "XYZ":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("f9", None))
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert "XYZ" in all_words(app), "what is reviewed is what was typed"


async def test_a_time_is_kept_reviewed_and_seen_in_the_outbox(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    moment = in_days(2)
    async with run(app) as pilot:
        screen = await write(app, pilot)
        await answer(app, pilot, "f8", typed_leaving(moment))
        assert "leaves " in words(app, "#heading")
        await pilot.press("f2")
        await wait_for(pilot, lambda: screen.saved_at)
        (draft,) = await app.session.drafts.all()
        assert leave_at_of(draft) == moment, "kept with the draft"
        await review(app, pilot)
        assert f"Leaves: {moment.day} " in all_words(app)
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
        await wait_for(pilot, lambda: "if pectui is running then" in words(app, "#outcome"))
        await pilot.press("escape")
        outbox = await go(app, pilot, "3")
        assert isinstance(outbox, OutboxScreen)
        await wait_for(pilot, lambda: len(outbox.letters.rows) == 1)
        row = "".join(one.text for one in outbox.letters.segments(outbox.letters.rows[0], 80))
        assert row.startswith(f"◷ {moment.day} ")
        await wait_for(pilot, lambda: "It leaves on" in words(app, "#detail"))

        later = in_days(3)
        await answer(app, pilot, "t", typed_leaving(later))
        await wait_for(pilot, lambda: outbox.letters.rows[0].leave_at == later)
        assert not sandbox.sends
        for reply, left in (("n", 0), ("y", 1)):
            await pilot.press("s")
            await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
            assert "It was to leave on" in all_words(app)
            await pilot.press(reply)
            await wait_for(pilot, lambda: app.screen is outbox)
            await wait_for(pilot, lambda: len(sandbox.sends) == left)  # noqa: B023


async def test_taken_back_the_letter_opens_with_its_time_and_quitting_tells_of_it(
    make_program: MakeProgram, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_program(make_sandbox(messages=0))
    moment = in_days(2)
    async with run(app) as pilot:
        await write(app, pilot)
        await answer(app, pilot, "f8", typed_leaving(moment))
        await send(app, pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        assert app.screen.letter.leave_at == moment
        assert "leaves " in words(app, "#heading")
        await send(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.counts.later == 1)
        await pilot.press("ctrl+q")
    assert "1 letter waits for its time" in capsys.readouterr().err


async def test_the_outbox_says_that_another_pectui_sends(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    places = Directories(tmp_path / "data", tmp_path / "cache", tmp_path / "state")
    places.data.mkdir(mode=0o700)
    other = SenderLock(places.data, owner_of(make_account()))
    assert other.take()
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app, (120, 30)) as pilot:
        await write(app, pilot)
        await send(app, pilot)
        await wait_for(pilot, lambda: "The other pectui lets it leave" in words(app, "#outcome"))
        await pilot.press("escape")
        outbox = await go(app, pilot, "3")
        assert isinstance(outbox, OutboxScreen)
        await wait_for(pilot, lambda: "another pectui sends (process" in words(app, "#heading"))
        await wait_for(pilot, lambda: "The other pectui lets it leave" in words(app, "#detail"))
        assert "outbox.pause" not in {name for name, _ in working_commands(outbox)}
        assert outbox.letters.rows[0].state is State.QUEUED
        assert not sandbox.sends
        other.release()
        await wait_for(pilot, lambda: len(sandbox.sends) == 1, "this one takes over")
        outbox.read()
        await wait_for(pilot, lambda: "another pectui" not in words(app, "#heading"))
