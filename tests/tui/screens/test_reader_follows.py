"""Where there is room, the reader shows what is under the cursor; opened it is with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.tui.workers import is_under_way
from tests.tui.conftest import MakeProgram, make_sandbox, picture, resize, wait_for
from tests.tui.screens.test_inbox_screen import open_inbox
from tests.tui.sending_steps import run, type_in

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen

WIDE, TALL, SMALL = (120, 30), (90, 44), (90, 24)


def two_letters() -> Sandbox:
    sandbox = make_sandbox(messages=0)
    deliver(sandbox)
    return sandbox


def deliver(sandbox: Sandbox) -> None:
    for name in ("primo", "secondo"):
        sandbox.deliver_mail(
            sender=f"{name}@studio.example",
            subject=f"Oggetto {name}",
            body=f"Il testo del {name}.",
            date=sandbox.config.now(),
        )


async def held(app: PectuiApp, pilot: Pilot[None], screen: InboxScreen) -> None:
    """Wait until what is under the cursor is read ahead."""
    row = screen.messages.rows[0]
    local = app.local.mailbox

    async def is_held() -> bool:
        return not await local.lacks_body(row.number)

    while not await is_held():
        await pilot.pause()


async def test_the_reader_follows_the_cursor_and_leaves_letters_unread(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await open_inbox(app, pilot)
        deliver(sandbox)
        await pilot.press("f5")
        await wait_for(pilot, lambda: screen.messages.rows, "the letters")
        for size in (WIDE, TALL):
            await resize(pilot, size)
            await pilot.press("g")
            await wait_for(pilot, lambda: "Il testo del secondo." in picture(app), f"{size}")
            await pilot.press("j", "u")
            await wait_for(pilot, lambda: "Il testo del primo." in picture(app), f"{size}")
            await wait_for(pilot, lambda: "Unread 1" in picture(app), f"{size}")
            assert app.focused is screen.messages
            await pilot.press("enter")
            await wait_for(pilot, lambda: "Unread 1" not in picture(app), f"{size}")
            await wait_for(pilot, lambda: screen.panes.is_reading, f"{size}")
            await pilot.press("q")
            await wait_for(pilot, lambda: screen.messages.has_focus, f"{size}")
            await wait_for(
                pilot, lambda: "Il testo del primo." in picture(app), "it stays in sight"
            )


def is_of_the_cursor(screen: InboxScreen) -> bool:
    """Whether the reader shows what a key would answer, or nothing of another message."""
    shown, current = screen.reader.message, screen.messages.current
    return shown is None or (current is not None and shown.envelope == current.envelope)


async def test_without_room_the_list_stands_alone_and_with_it_the_reader_shows_its_row(
    make_program: MakeProgram,
) -> None:
    app = make_program(two_letters())
    async with run(app, SMALL) as pilot:
        screen = await open_inbox(app, pilot)
        await held(app, pilot, screen)
        await wait_for(pilot, lambda: not is_under_way(screen, "preview"), "no cursor is followed")
        await pilot.pause()
        assert "Il testo" not in picture(app)
        assert screen.reader.message is None
        await pilot.resize_terminal(*WIDE)
        await wait_for(pilot, lambda: "Il testo del secondo." in picture(app))
        await pilot.resize_terminal(*SMALL)
        await wait_for(pilot, lambda: not screen.panes.shows_both)
        await pilot.press("j")
        await wait_for(pilot, lambda: screen.messages.cursor == 1)
        await pilot.resize_terminal(*WIDE)
        await wait_for(pilot, lambda: screen.panes.shows_both)
        assert is_of_the_cursor(screen)
        await wait_for(pilot, lambda: "Il testo del primo." in picture(app))


async def test_where_nothing_is_found_nothing_is_read(make_program: MakeProgram) -> None:
    app = make_program(two_letters())
    async with run(app, WIDE) as pilot:
        screen = await open_inbox(app, pilot)
        await wait_for(pilot, lambda: "Il testo del secondo." in picture(app))
        await pilot.press("slash")
        await type_in(pilot, *"zzzz", "enter")
        await wait_for(pilot, lambda: not screen.messages.rows)
        assert is_of_the_cursor(screen)
        await wait_for(pilot, lambda: "Il testo del secondo." not in picture(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: screen.messages.rows)
        await wait_for(pilot, lambda: "Il testo del secondo." in picture(app))
        await pilot.press("slash")
        await type_in(pilot, *"primo", "enter")
        await wait_for(pilot, lambda: len(screen.messages.rows) == 1)
        assert is_of_the_cursor(screen)
        await wait_for(pilot, lambda: "Il testo del primo." in picture(app))


async def test_a_click_into_the_reader_opens_what_it_shows(make_program: MakeProgram) -> None:
    app = make_program(two_letters())
    async with run(app, WIDE) as pilot:
        screen = await open_inbox(app, pilot)
        await wait_for(pilot, lambda: "Il testo del secondo." in picture(app))
        await pilot.click("#reader")
        await wait_for(pilot, lambda: screen.panes.is_reading)
        await wait_for(pilot, lambda: screen.reader.has_focus_within)
        await pilot.press("q")
        await wait_for(pilot, lambda: screen.messages.has_focus, "not out of the program")


async def test_who_wants_it_opens_letters_with_enter_alone(make_program: MakeProgram) -> None:
    app = make_program(two_letters(), reader="enter")
    async with run(app, WIDE) as pilot:
        screen = await open_inbox(app, pilot)
        await held(app, pilot, screen)
        await pilot.press("j")
        await wait_for(pilot, lambda: screen.messages.cursor == 1)
        assert "No message open" in picture(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Il testo del primo." in picture(app))


async def test_the_cursor_alone_asks_the_service_for_nothing(make_program: MakeProgram) -> None:
    sandbox = two_letters()
    app = make_program(sandbox, keep="headers")
    async with run(app, WIDE) as pilot:
        await open_inbox(app, pilot)
        await wait_for(pilot, lambda: "Enter asks the service for it" in picture(app))
        await pilot.press("j")
        await wait_for(pilot, lambda: "primo@studio.example" in picture(app))
        assert not [one.path for one in sandbox.requests if one.path.startswith("/inbox/")]
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Il testo del primo." in picture(app))
