"""One mark: its line is drawn anew, and nothing of the list is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import MailView
from pectui.tui.messages import AddresseesArrived
from pectui.tui.screens import inbox_addressees
from tests.tui.conftest import MakeProgram, wait_for
from tests.tui.screens.test_inbox_screen import SIZE, open_inbox, unfold

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen


@pytest.fixture(autouse=True)
def learns_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the list not drawn anew by what is learned of sendings while a test looks at it."""
    monkeypatch.setattr(inbox_addressees, "LEARN_AFTER", 3600.0)


def line(screen: InboxScreen, index: int) -> str:
    return screen.messages.render_line(index - screen.messages.scroll_offset.y).text


async def show(pilot: Pilot[None], screen: InboxScreen, view: MailView) -> None:
    rows = screen.messages.rows
    screen.contents.show_view(view)
    await wait_for(pilot, lambda: screen.messages.rows is not rows and screen.messages.rows, view)
    await pilot.pause(0.1)


def asked(program: PectuiApp) -> list[str]:
    """Return the list that the statements reading the copy are written to from now on."""
    statements: list[str] = []
    reader = program.local.mailbox._copy.reader
    reader.read(lambda tables: tables.connection.set_trace_callback(statements.append))
    return statements


async def test_a_flag_reads_no_message_and_draws_its_line(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        statements = asked(program)
        for view in (MailView.ALL, MailView.LETTERS, MailView.TROUBLE):
            await show(pilot, screen, view)
            await pilot.press("j")
            await pilot.pause(0.1)
            drawn: list[Any] = []
            before = screen.messages.rows
            statements.clear()
            with monkeypatch.context() as patch:
                patch.setattr(screen.messages, "refresh_line", drawn.append)
                patch.setattr(screen.messages, "refresh", lambda *_, **__: drawn.append("all"))  # noqa: B023
                await pilot.press("asterisk")
                await wait_for(pilot, lambda: screen.messages.rows[1].flagged, f"flag of {view}")
            assert drawn == [1], view
            assert screen.messages.rows is before, view
            assert not [one for one in statements if "messages.identity" in one], view
            assert "⚑" in line(screen, 1), view
            assert "⚑" not in line(screen, 0), view
            await pilot.press("asterisk")
            await wait_for(pilot, lambda: not screen.messages.rows[1].flagged, f"none of {view}")
            assert "⚑" not in line(screen, 1), view
            await wait_for(pilot, lambda: program.view_counts[MailView.FLAGGED] == 0, view)


async def test_marks_on_several_chosen_are_those_they_have_by_now(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        await pilot.press("x", "x", "asterisk")
        await wait_for(pilot, lambda: all(row.flagged for row in screen.messages.marked))
        assert [row.flagged for row in screen.messages.rows[:3]] == [True, True, False]
        await pilot.press("asterisk")
        await wait_for(pilot, lambda: not any(row.flagged for row in screen.messages.marked))
        assert not any(row.flagged for row in screen.messages.rows[:3])


async def test_a_receipt_shown_below_its_sending_shows_its_own_mark(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place = next(i for i, row in enumerate(screen.messages.rows) if row.receipts)
        screen.messages.move_to(place)
        await pilot.press("z")
        await wait_for(pilot, lambda: screen.messages.rows[place + 1].depth)
        await pilot.press("j", "asterisk")
        await wait_for(pilot, lambda: screen.messages.rows[place + 1].flagged, "the flag")
        assert not screen.messages.rows[place].flagged
        assert screen.messages.rows[place + 1].depth == 1
        assert "⚑" in line(screen, place + 1)


async def test_what_is_picked_by_its_mark_goes_with_it(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("asterisk")
        await wait_for(pilot, lambda: program.view_counts[MailView.FLAGGED] == 1)
        await show(pilot, screen, MailView.FLAGGED)
        await pilot.press("asterisk")
        await wait_for(pilot, lambda: not screen.messages.rows, "the empty view")


async def test_opening_draws_the_line_of_what_is_read_now(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=(200, 50), notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: screen.messages.rows[0].unread, "the mark")
        assert "•" in line(screen, 0)
        before = screen.messages.rows
        await pilot.press("enter")
        await wait_for(pilot, lambda: not screen.messages.rows[0].unread, "the mark taken away")
        assert screen.messages.rows is before
        assert "•" not in line(screen, 0)


async def test_to_whom_a_sending_went_is_shown_without_reading_the_list_again(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        rows = screen.messages.rows
        place = next(i for i, row in enumerate(rows) if row.receipts)
        code = rows[place].envelope.code
        assert code is not None
        statements = asked(program)
        screen.post_message(AddresseesArrived({code: "nuovo@pec.example"}))
        await wait_for(pilot, lambda: "→ nuovo" in line(screen, place), "to whom it went")
        assert screen.messages.rows is rows
        assert not statements
