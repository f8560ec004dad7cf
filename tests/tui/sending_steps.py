"""Steps that tests of letters on their way share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input, Static

from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import lines_of, shows, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

SIZE = (80, 24)


def run(app: PectuiApp, size: tuple[int, int] = SIZE) -> Any:
    """Run the program as a person meets it: with notifications and tooltips."""
    return app.run_test(size=size, notifications=True, tooltips=True)


def words(app: PectuiApp, selector: str) -> str:
    """Return the words of one widget on the screen."""
    return str(app.screen.query_one(selector, Static).content)


def all_words(app: PectuiApp) -> str:
    """Return the words of every plain widget on the screen."""
    return "\n".join(str(one.content) for one in app.screen.query(Static))


def told(app: PectuiApp) -> str:
    """Return every notification so far."""
    return "\n".join(f"{one.title} {one.message}" for one in app._notifications)


async def click_words(pilot: Pilot[None], text: str) -> None:
    """Click on the first letter of `text`, once it stands on the screen."""
    await shows(pilot, text)
    row, line = next((row, line) for row, line in enumerate(lines_of(pilot.app)) if text in line)
    await pilot.click(offset=(line.index(text), row))


async def type_in(pilot: Pilot[None], *keys: str) -> None:
    """Type keys as a quick hand or a slow line brings them: all there before the first acts.

    Waiting for the program to rest, and to draw, after each of them is most of what typing costs.
    """
    *first, last = keys
    for key in first:
        is_sign = len(key) == 1
        name = _character_to_key(key) if is_sign and not key.isalnum() else key
        pilot.app.post_message(Key(name, key if is_sign else None))
    await pilot.press(last)


async def go(app: PectuiApp, pilot: Pilot[None], key: str) -> FramedScreen:
    """Go to the view of `key` and wait until it stands."""
    view = {
        "1": "inbox",
        "2": "sent",
        "3": "outbox",
        "4": "drafts",
        "5": "account",
        "6": "batches",
    }[key]
    await pilot.press(key)
    await wait_for(
        pilot, lambda: isinstance(app.screen, FramedScreen) and view == app.screen.VIEW, view
    )
    await wait_for(pilot, lambda: app.focused is not None)
    assert isinstance(app.screen, FramedScreen)
    return app.screen


async def say_yes(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Agree to the question that opens, by mouse."""
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
    await pilot.click("#yes")


async def fill_in(app: PectuiApp, pilot: Pilot[None], text: str) -> None:
    """Answer the prompt that opens with `text`."""
    await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused, "the prompt")
    app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def write(
    app: PectuiApp,
    pilot: Pilot[None],
    to: str = "rossi@pec.example",
    subject: str = "Oggetto",
    text: str = "Testo",
    attachments: tuple[str, ...] = (),
) -> ComposeScreen:
    """Open a letter with these contents."""
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
    fields: dict[str, Any] = {"recipients": to, "subject": subject, "body": text}
    app.write(app.session.drafts.new_draft(**fields, attachments=attachments))
    await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
    assert isinstance(app.screen, ComposeScreen)
    return app.screen


async def review(app: PectuiApp, pilot: Pilot[None]) -> ReviewScreen:
    """Go from the letter to the last look."""
    await pilot.press("f9")
    await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
    await wait_for(pilot, lambda: app.focused is not None)
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def send(app: PectuiApp, pilot: Pilot[None]) -> ProgressScreen:
    """Go from the letter to the window that follows it."""
    await review(app, pilot)
    return await agree(app, pilot)


async def agree(app: PectuiApp, pilot: Pilot[None]) -> ProgressScreen:
    """Agree to the letter on the screen, and go to the window that follows it."""
    await pilot.press("y")
    await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
    await wait_for(pilot, lambda: bool(app.screen.query("#outcome")))
    assert isinstance(app.screen, ProgressScreen)
    return app.screen
