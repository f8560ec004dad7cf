"""What somebody new to the program tries: ways out, ways around, small windows, a dead network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import t, use_language
from pectui.sandbox import Fault
from pectui.tui.background import mailbox_watch
from pectui.tui.counts import Counts
from pectui.tui.screens.account import AccountScreen
from pectui.tui.screens.cleanup import CleanUpScreen
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.help import HelpScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.outbox import OutboxScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, resize, wait_for
from tests.tui.sending_steps import agree, all_words, go, review, run, send, told, write

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import Screen

    from pectui.tui.app import PectuiApp

SMALL = (40, 12)


async def started(app: PectuiApp, pilot: Pilot[None]) -> Screen[object]:
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
    return app.screen


# ── out ────────────────────────────────────────────────────────────────────────────────────────


async def test_ctrl_c_says_how_to_quit_wherever_one_is(make_program: MakeProgram) -> None:
    app = make_program(keys={"app.quit": "ctrl+x"})
    async with run(app) as pilot:
        await started(app, pilot)
        for key, place in (("2", SentScreen), ("question_mark", HelpScreen)):
            await pilot.press(key)
            await wait_for(pilot, lambda p=place: isinstance(app.screen, p))  # type: ignore[misc]
            app.clear_notifications()
            await pilot.press("ctrl+c")
            await wait_for(pilot, lambda: "^X quits pectui" in told(app))
        await pilot.press("escape", "c")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        app.clear_notifications()
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: "^X quits pectui" in told(app), "in a field too")


@pytest.mark.parametrize("demo", [True, False])
async def test_the_demo_promises_nothing_for_a_next_time(
    make_program: MakeProgram, demo: bool
) -> None:
    app = make_program(make_sandbox(messages=0), undo_seconds=600)
    app.demo = demo
    async with run(app) as pilot:
        await write(app, pilot)
        await send(app, pilot)
        await pilot.press("escape", "ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, QuitScreen) and app.focused)
        asked = " ".join(" ".join(lines_of(app)).replace("│", " ").split())
        assert ("next time" in asked) is not demo
        assert ("keeps nothing" in asked) is demo
        await pilot.press("y")
        await wait_for(pilot, lambda: not app.is_running)
    assert (app.farewell() is None) is demo


# ── around ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_number_leads_to_its_room_not_to_what_was_opened_there_and_closes_no_letter(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await started(app, pilot)
        for ways in (("f8", "5"), ("f8", "1", "5")):
            for key in ways:
                await pilot.press(key)
                place = {"f8": CleanUpScreen, "1": InboxScreen, "5": AccountScreen}[key]
                await wait_for(pilot, lambda p=place: isinstance(app.screen, p) and app.focused)  # type: ignore[misc]
        await write_and_open(app, pilot)
        await pilot.press("2")
        await wait_for(pilot, lambda: isinstance(app.screen, SentScreen) and app.focused)

        await go(app, pilot, "1")
        letter = await write(app, pilot, text="Testo")
        await app.action_view("sent")
        await wait_for(pilot, lambda: isinstance(app.screen, SentScreen) and app.focused)
        await app.action_view("inbox")
        await wait_for(pilot, lambda: app.screen is letter)
        assert letter.draft.body == "Testo"


async def write_and_open(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Send a letter and open its timeline."""
    await go(app, pilot, "1")
    await write(app, pilot)
    progress = await send(app, pilot)
    await wait_for(pilot, lambda: progress.sendings[0].code)
    await pilot.press("escape")
    screen = await go(app, pilot, "2")
    assert isinstance(screen, SentScreen)
    await wait_for(pilot, lambda: screen.sendings.rows)
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen) and app.focused)


# ── small windows ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_smallest_window_shows_the_keys_of_what_is_asked(
    make_program: MakeProgram, language: str
) -> None:
    app = make_program(make_sandbox(messages=0), language=language, undo_seconds=600)
    async with run(app, SMALL) as pilot:
        await started(app, pilot)
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
        await wait_for(pilot, lambda: sum(len(line.split()) > 3 for line in lines_of(app)) >= 4)
        await pilot.press("escape")
        await write(app, pilot)
        await review(app, pilot)
        for command in ("send", "back", "recipients"):
            word = t(f"commands.review.{command}").split()[0]
            assert word in "\n".join(lines_of(app)), command
        await agree(app, pilot)
        await pilot.press("escape", "ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, QuitScreen) and app.focused)
        for key in "wsu":
            await wait_for(pilot, lambda k=key: f" │  {k}  " in "\n".join(lines_of(app)), key)  # type: ignore[misc]
    use_language("en")


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_top_line_names_every_room_and_ends_with_the_connection_in_any_size(
    make_program: MakeProgram, language: str
) -> None:
    app = make_program(language=language)
    async with run(app) as pilot:
        await started(app, pilot)
        await wait_for(pilot, lambda: app.connection == "online" and app.progress.complete)
        names = (t("commands.app.inbox"), t("shell.tab.inbox"))
        for trouble, size in enumerate(((40, 12), (60, 20), (80, 24), (200, 50)), 17):
            await resize(pilot, size)
            app.counts = Counts(waiting=3, trouble=trouble)
            await wait_for(pilot, lambda n=trouble: f"!{n}" in lines_of(app)[0], f"{size}")  # type: ignore[misc]
            top = lines_of(app)[0]
            assert all(f" {number} " in f"{top} " for number in range(1, 6)), (size, top)
            assert any(name in top for name in names), (size, "where one is", top)
            assert "●" in top, (size, top)
    use_language("en")


async def test_a_heading_that_is_cut_says_so_in_any_size(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app, (60, 20)) as pilot:
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example")
        sandbox.add_fault(Fault("POST /send", "401"))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: bool(progress.sendings[1].reason))
        await pilot.press("escape")
        screen = await go(app, pilot, "3")
        assert isinstance(screen, OutboxScreen)
        await wait_for(pilot, lambda: "nothing leaves" in all_words(app))
        for size in ((60, 20), (40, 12)):
            await resize(pilot, size)
            await wait_for(pilot, lambda: lines_of(app)[1].endswith("…"), f"cut heading: {size}")


# ── a dead network ─────────────────────────────────────────────────────────────────────────────


async def test_a_service_that_does_not_answer_is_told_long_before_it_fails(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox_watch, "SLOW_SECONDS", 0.05)
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with run(app) as pilot:
        await started(app, pilot)
        await wait_for(pilot, lambda: app.connection == "online" and app.progress.complete)
        sandbox.add_fault(Fault("GET /inbox", "slow", seconds=0.5))
        await pilot.press("f5")
        await wait_for(pilot, lambda: "◌" in lines_of(app)[0], "no answer yet")
        await wait_for(pilot, lambda: app.connection == "online", "the answer came")
