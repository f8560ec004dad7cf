"""A screen ends once, and no other ends in its place, whatever is pressed or comes late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pectui.tui.messages import LetterQueued, PendingArrived
from pectui.tui.screens.dialogs.draft_question import DraftQuestion
from pectui.tui.screens.dialogs.help import HelpScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick, Question, Statement
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import make_sandbox, wait_for
from tests.tui.sending_steps import run, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from tests.tui.conftest import MakeProgram

DIALOGS: dict[str, tuple[Callable[[], Screen[Any]], str]] = {
    "question": (lambda: Question("Delete?", yes="Yes", no="No"), "y"),
    "statement": (lambda: Statement("Said", ["so"]), "escape"),
    "pick": (lambda: Pick("Which", [], ["one", "two"]), "escape"),
    "line": (lambda: LinePrompt("Name", "x"), "enter"),
    "leave": (DraftQuestion, "escape"),
    "help": (HelpScreen, "escape"),
    "quit": (lambda: QuitScreen(()), "n"),
}


async def test_a_key_pressed_twice_ends_one_screen(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        below: Screen[None] = Screen()
        app.push_screen(below)
        for name, (make, key) in DIALOGS.items():
            dialog = make()
            app.push_screen(dialog)
            await wait_for(pilot, lambda: app.screen is dialog and dialog.is_mounted, name)  # noqa: B023
            for _ in range(3):
                app.simulate_key(key)
            await wait_for(pilot, lambda: app.screen is not dialog, name)  # noqa: B023
            await pilot.pause()
            assert app.screen is below, f"no other screen ends with it: {name}"
            assert app.screen_stack == [inbox, below], name


async def test_an_answer_that_comes_late_ends_its_own_screen(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        answers: list[bool | None] = []
        asked = QuitScreen(())
        app.push_screen(asked, answers.append)
        await wait_for(pilot, lambda: app.screen is asked)
        asked.waits = True
        above = Question("Above")
        app.push_screen(above)
        await wait_for(pilot, lambda: app.screen is above)
        asked.post_message(PendingArrived((), None))
        asked.post_message(PendingArrived((), None))
        await pilot.pause()
        assert app.screen is above, "what was opened over it stays"
        above.dismiss(False)
        await wait_for(pilot, lambda: app.screen is inbox)
        assert answers == [True]


async def test_what_follows_a_screen_takes_its_place_and_no_other(
    make_program: MakeProgram,
) -> None:
    """A letter is in the outbox when its writer looks at something else already."""
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        letter = await write(app, pilot)
        outbox = await go_by_action(app, pilot, "outbox")
        letter.post_message(LetterQueued(()))
        await pilot.pause()
        await wait_for(pilot, lambda: app.screen is outbox)
        assert app.screen_stack == [outbox]
        await app.action_view("inbox")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "what follows it")
        assert letter not in app.screen_stack
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))


async def go_by_action(app: PectuiApp, pilot: Pilot[None], view: str) -> Screen[Any]:
    """Go to a view from a letter, where a digit would be typed."""
    await app.action_view(view)
    await wait_for(
        pilot, lambda: isinstance(app.screen, FramedScreen) and view == app.screen.VIEW, view
    )
    return app.screen
