"""Every number of the inbox counts messages, and is the same wherever it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import MailView
from pectui.tui.widgets.chrome.top_bar import TopBar
from pectui.tui.widgets.list.view_strip import VIEWS
from tests.tui.conftest import picture, wait_for
from tests.tui.screens.test_inbox_screen import open_inbox

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen
    from tests.tui.conftest import MakeProgram
from tests.tui.sending_steps import type_in

WIDE = (120, 40)


async def all_here(program: PectuiApp, pilot: Pilot[None]) -> InboxScreen:
    """Open the inbox, with some messages unread and flagged, and everything counted."""
    screen = await open_inbox(program, pilot)
    await wait_for(pilot, lambda: program.progress.complete, "all of it")
    # Not as many of the one as of the other: a view that stays would show the right number.
    await pilot.press("x", "x", "asterisk")
    await wait_for(pilot, lambda: program.view_counts.get(MailView.FLAGGED) == 2, "the flags")
    await pilot.press("x", "u")
    await wait_for(pilot, lambda: program.desk.unread >= 3, "the unread ones")
    return screen


async def test_the_number_of_a_view_is_that_of_its_messages(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=WIDE) as pilot:
        screen = await all_here(program, pilot)
        for view in VIEWS:
            screen.contents.show_view(view)
            assert screen.shown is view
            count = program.view_counts[view]
            total = t("inbox.total.many", count=count)
            await wait_for(pilot, lambda: total in picture(program), total)  # noqa: B023
            if view in {MailView.TROUBLE, MailView.UNREAD, MailView.FLAGGED}:
                assert f"{t(view.key)} {count}" in str(screen.views.render())
            await pilot.press("Z")
            await wait_for(pilot, lambda: len(screen.messages.rows) == count, total)  # noqa: B023
            await wait_for(pilot, lambda: f"{total} in" not in picture(program), total)  # noqa: B023
            await pilot.press("Z")


async def test_what_is_found_is_counted_by_messages(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=WIDE) as pilot:
        screen = await all_here(program, pilot)
        await pilot.press("Z", "slash")
        await type_in(pilot, *"kind:receipt", "enter")
        await wait_for(pilot, lambda: screen.contents.found, "the receipts")
        count = screen.contents.found
        assert len(screen.messages.rows) == count == program.view_counts[MailView.RECEIPTS]
        await pilot.press("Z")
        await wait_for(pilot, lambda: len(screen.messages.rows) < count, "one row a sending")
        words = f"{count} found in {len(screen.messages.rows)} rows"
        await wait_for(pilot, lambda: words in picture(program), words)


async def test_the_unread_are_one_number_everywhere(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=WIDE) as pilot:
        await all_here(program, pilot)
        unread = program.desk.unread
        assert f"({unread})" in str(program.screen.query_one(TopBar).render())
        assert program.desk.new_mail._title == f"pectui ({unread}) {program.mailbox}"
        program.note_accounts()
        assert [one.unread for one in program.accounts.glances()] == [unread]


async def test_no_number_is_told_before_the_messages_are_counted(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=WIDE) as pilot:
        await all_here(program, pilot)
        total = t("inbox.total.many", count=program.view_counts[MailView.ALL])
        await wait_for(pilot, lambda: total in picture(program), "the heading")
        program.desk.view_counts = {}
        await wait_for(pilot, lambda: " messages" not in picture(program), "no number")
