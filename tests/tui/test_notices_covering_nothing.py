"""Notices lie over no question and no field: they have a room of their own, or wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea
from textual.widgets._toast import Toast

from pectui.tui import show
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.palette import PaletteScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick, Question, Statement
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.footer import Footer
from pectui.tui.widgets.list.search_field import SearchField
from tests.tui.conftest import MakeProgram, resize, wait_for
from tests.tui.sending_steps import run, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.pilot import Pilot
    from textual.widget import Widget

    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.base import Dialog

SIZES = [(80, 24), (60, 20), (200, 50), (40, 12)]
LONG = "Nuova PEC da studio@pec.example: Diffida e messa in mora " * 2


async def toast_of(app: PectuiApp, pilot: Pilot[None]) -> Region:
    """Return where the notice is, once it is drawn."""
    await wait_for(pilot, lambda: app.screen.query(Toast), "the notice")
    await wait_for(pilot, lambda: app.screen.query(Toast).first().region.height, "its place")
    toast = app.screen.query(Toast).first()
    assert app.screen.region.contains_region(toast.region), "nothing of it is cut"
    return toast.region


async def no_toast(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Take every notice away."""
    app.clear_notifications()
    await wait_for(pilot, lambda: not app.screen.query(Toast), "the end of the notice")


def covered(toast: Region, widgets: object) -> list[Widget]:
    return [one for one in list(widgets) if one.region.overlaps(toast)]  # type: ignore[call-overload]


async def test_no_field_of_a_letter_is_covered(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        inbox = app.screen
        for size in SIZES:
            await resize(pilot, size)
            show.notify(app, LONG, timeout=60)
            await toast_of(app, pilot)
            await pilot.press("c")
            await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
            toast = await toast_of(app, pilot)
            for kind in (Input, TextArea, Footer):
                assert covered(toast, app.screen.query(kind)) == [], (size, kind)
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is inbox)
            await no_toast(app, pilot)


async def test_neither_is_a_search_as_it_is_typed(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        await pilot.press("slash")
        await wait_for(pilot, lambda: isinstance(app.focused, SearchField))
        for size in SIZES:
            await resize(pilot, size)
            show.notify(app, LONG, timeout=60)
            toast = await toast_of(app, pilot)
            assert covered(toast, app.screen.query(SearchField)) == [], size
            assert covered(toast, app.screen.query(Footer)) == [], size
            await no_toast(app, pilot)


DIALOGS: tuple[Callable[[], Dialog[Any]], ...] = (
    lambda: Question("Delete?", ["One line"], dangerous=True),
    lambda: Statement("Left alone", ["One line"]),
    lambda: Pick("Which?", ["One line"], ["one", "two"]),
    lambda: LinePrompt("Save as", "folder/name.txt"),
    lambda: PaletteScreen([]),
)


async def test_what_others_say_waits_until_a_dialog_ends(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        inbox = app.screen
        for make in DIALOGS:
            dialog = make()
            show.notify(app, "a good word, read already", timeout=60)
            show.notify(app, "a warning", severity="warning", timeout=60)
            await toast_of(app, pilot)
            app.push_screen(dialog)
            await wait_for(pilot, lambda d=dialog: app.screen is d and app.focused, f"{dialog}")  # type: ignore[misc]
            show.notify(inbox, "new mail", timeout=60)
            await wait_for(pilot, lambda: not app.screen.query(Toast), f"none over {dialog}")
            assert told(app) == "", dialog
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is inbox)
            await wait_for(pilot, lambda: "new mail" in told(app), f"it is told after {dialog}")
            assert "a warning" in told(app), dialog
            assert "a good word" not in told(app), dialog
            await no_toast(app, pilot)


async def test_it_waits_also_for_the_dialog_that_follows(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        inbox, first, second = app.screen, Question("First?"), Question("Second?")
        app.push_screen(second)
        app.push_screen(first)
        await wait_for(pilot, lambda: app.screen is first and app.focused)
        show.notify(app, "new mail", timeout=60)
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is second)
        await wait_for(pilot, lambda: second.waiting_notices, "it waits on")
        assert told(app) == ""
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is inbox)
        await wait_for(pilot, lambda: "new mail" in told(app))


async def test_what_a_dialog_says_itself_stands_beside_it(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        prompt = LinePrompt("Save as", "folder/name.txt")
        app.push_screen(prompt)
        await wait_for(pilot, lambda: app.screen is prompt and app.focused)
        for size in SIZES:
            await resize(pilot, size)
            show.notify(prompt.query_one(Input), "This name cannot be used", timeout=60)
            toast = await toast_of(app, pilot)
            assert covered(toast, prompt.query(".dialog")) == [], size
            await no_toast(app, pilot)


async def test_notices_that_waited_end_with_the_program(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen) and app.focused)
        app.push_screen(Question("Delete?"))
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        show.notify(app, "new mail")
    assert app.return_code in {0, None}
