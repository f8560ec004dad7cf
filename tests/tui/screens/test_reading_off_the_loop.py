"""What a key asks of the disk is asked beside the loop that draws, and its answer comes to its own.

A key typed ahead waits for the one before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from pectui.commands import COMMANDS
from pectui.models import Marks, Reach
from pectui.tui.messages import HeldRowsArrived, MailboxChanged, OpenMessageRead
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.service_search import ServiceSearchScreen
from pectui.tui.widgets.reader.message_head import MessageHead
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.screens.test_inbox_marks import asked, learns_once
from tests.tui.screens.test_inbox_screen import MANY, SIZE, is_busy, open_inbox

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen

SEARCHED = "pec.example"
__all__ = ["learns_once"]


async def go_to_folded(screen: InboxScreen, pilot: Pilot[None]) -> int:
    """Put the cursor on a sending whose receipts are folded; return where that is."""
    place = next(i for i, row in enumerate(screen.messages.rows) if row.receipts)
    screen.messages.move_to(place)
    await pilot.pause(0.1)
    return place


async def test_a_key_reads_nothing_on_the_loop(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place = await go_to_folded(screen, pilot)
        row = screen.messages.rows[place]
        done = {
            "u": lambda: screen.messages.rows[place].unread is not row.unread,
            "asterisk": lambda: screen.messages.rows[place].flagged,
            "enter": lambda: screen.reader.message is not None,
            "d": lambda: isinstance(program.screen, Question),
        }
        statements = asked(program)
        for key, is_done in done.items():
            await pilot.press(key)
            await wait_for(pilot, is_done, key)
            await wait_for(pilot, lambda: not is_busy(program), f"what follows {key}")
            assert not statements, key


async def test_the_receipts_folded_under_a_row_are_counted_as_unread_with_it(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place = await go_to_folded(screen, pilot)
        count, unread = screen.messages.rows[place].receipts, program.desk.unread
        assert count > 1
        await pilot.press("u")
        await wait_for(pilot, lambda: program.desk.unread == unread + count, "all of them")
        await pilot.press("u")
        await wait_for(pilot, lambda: program.desk.unread == unread, "none of them")


async def test_an_answer_typed_ahead_answers_the_question(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place = await go_to_folded(screen, pilot)
        left = len(sandbox.mailbox.mails) - screen.messages.rows[place].receipts
        for key in "dy":
            program.post_message(events.Key(key, key))
        await wait_for(pilot, lambda: len(sandbox.mailbox.mails) == left, "the deletion")


async def open_search(program: PectuiApp, pilot: Pilot[None]) -> ServiceSearchScreen:
    await open_inbox(program, pilot)
    program.push_screen(screen := ServiceSearchScreen(SEARCHED))
    await wait_for(pilot, lambda: screen.messages.rows, "what the service found")
    return screen


async def test_what_the_service_found_follows_the_mailbox(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_search(program, pilot)
        first, second, *_ = screen.messages.rows
        statements = asked(program)
        await pilot.press("asterisk")
        await wait_for(pilot, lambda: screen.messages.rows[0].flagged, "the flag")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: screen.messages.rows[0].number == second.number, "it gone")
        assert first.number not in {row.number for row in screen.messages.rows}
        assert not [one for one in statements if "FROM messages WHERE number IN" in one]


async def test_an_answer_about_another_page_changes_nothing(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_search(program, pilot)
        rows = tuple(screen.messages.rows)
        screen.post_message(HeldRowsArrived(tuple(row.number for row in rows[1:]), rows[1:]))
        screen.post_message(
            MailboxChanged(reach=Reach.MARKS, marked={rows[1].number: Marks(flagged=True)})
        )
        await wait_for(pilot, lambda: screen.messages.rows[1].flagged, "what came after it")
        assert [row.number for row in screen.messages.rows] == [row.number for row in rows]


async def test_an_answer_about_a_message_closed_since_is_not_shown(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        late = screen.messages.rows[0]
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
        await pilot.press("J")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the next one")
        wanted = screen.reading.wanted
        assert wanted is not None
        screen.post_message(OpenMessageRead(replace(late, note="OF THE OTHER"), is_first=True))
        screen.post_message(OpenMessageRead(replace(wanted, note="ITS OWN"), is_first=False))
        head = screen.query_one(MessageHead)
        await wait_for(pilot, lambda: "ITS OWN" in str(head.render()), "its note")
        assert "OF THE OTHER" not in str(head.render())


async def test_every_command_a_screen_offers_has_an_action(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_search(program, pilot)
        screens = [program.screen]
        for view in program.MODES:
            await program.switch_mode(view)
            screens.append(program.screen_stack[0])
        for screen in screens:
            for command in (COMMANDS[one.id] for _, one in screen._bindings if one.id):
                action = command.action.partition("(")[0]
                has_action = callable(getattr(screen, f"action_{action}", None))
                assert has_action or not screen.check_action(action, ()), command
