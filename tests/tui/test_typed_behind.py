"""What is typed behind a key that opens a field, or closes it, is not what came before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.sent import SentScreen
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import go, run, type_in

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

WORDS = "mdce1qdy"
"""Each of these letters is a key of a list; the last two would delete, after a question."""


async def opened(app: PectuiApp, pilot: Pilot[None]) -> InboxScreen:
    """Wait for the five messages of the inbox."""
    inbox = await go(app, pilot, "1")
    assert isinstance(inbox, InboxScreen)
    await wait_for(pilot, lambda: len(inbox.messages.rows) == 5, "the rows")
    return inbox


async def fills(app: PectuiApp, pilot: Pilot[None], *keys: str) -> None:
    """Type the words behind `keys`, all at once: they are in the field, and nothing else is."""
    screen = app.screen
    await type_in(pilot, *keys, *WORDS)
    await wait_for(
        pilot, lambda: isinstance(app.focused, Input) and app.focused.value == WORDS, f"{keys}"
    )
    await pilot.press("escape")
    await wait_for(
        pilot,
        lambda: app.screen is screen and not isinstance(app.focused, Input),
        f"back from {keys}",
    )


async def test_a_field_takes_what_is_typed_behind_its_key(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=5))
    async with run(app) as pilot:
        inbox = await opened(app, pilot)
        for key in ("/", "l", ":", "T", "ctrl+p"):
            await fills(app, pilot, key)
        await pilot.press("enter")
        await wait_for(pilot, lambda: inbox.panes.reader.message is not None, "the message")
        await fills(app, pilot, "/")
        sent = await go(app, pilot, "2")
        assert isinstance(sent, SentScreen)
        await fills(app, pilot, "/")


async def test_the_list_takes_what_is_typed_behind_the_end_of_its_field(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=5))
    async with run(app) as pilot:
        inbox = await opened(app, pilot)
        await pilot.press("/")
        await wait_for(pilot, lambda: inbox.panes.line.has_focus, "the field")
        await type_in(pilot, "escape", "j", "j", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question), "the question")
        assert inbox.messages.cursor == 2


async def test_letters_opened_and_closed_in_one_burst_end_nothing(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=5))
    async with run(app, (110, 30)) as pilot:
        inbox = await opened(app, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: inbox.panes.reader.message is not None, "the message")
        await type_in(pilot, *"lFa", "escape", "space", *"oh", "escape", *"mT")
        await wait_for(pilot, lambda: app.is_running and app.focused, "a program that goes on")
