"""A list answers its keys however empty it was, and stays where the wheel has put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from pectui.models import MailView, Marks, Reach
from pectui.tui.messages import MailboxChanged
from pectui.tui.screens.cleanup import CleanUpScreen
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.drafts import DraftsScreen
from pectui.tui.screens.outbox import OutboxScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from tests.tui.conftest import MakeProgram, make_sandbox, resize, wait_for
from tests.tui.screens.test_inbox_moves import deliver
from tests.tui.screens.test_inbox_screen import inbox, open_inbox, unfold
from tests.tui.sending_steps import go, run, send, write

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.models import HeldMessage
    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen

SIZES = [(80, 24), (200, 50), (60, 20)]


async def show(pilot: Pilot[None], screen: InboxScreen, view: MailView, *, empty: bool) -> None:
    while screen.shown is not view:
        await pilot.press("w")
    await wait_for(pilot, lambda: bool(screen.messages.rows) is not empty, f"{view}")
    await pilot.pause()


async def assert_keys_move(pilot: Pilot[None], screen: InboxScreen) -> None:
    before, size = screen.messages.cursor, pilot.app.size
    await pilot.press("j", "j", "k")
    assert screen.messages.cursor == before + 1, size
    await pilot.press("enter")
    await wait_for(pilot, lambda: screen.reading.wanted is not None, "the opened message")


async def test_the_inbox_moves_again_after_a_view_and_a_search_without_messages_in_any_size(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with run(program) as pilot:
        screen = await open_inbox(program, pilot)
        for size in SIZES:
            await resize(pilot, size)
            await show(pilot, screen, MailView.FLAGGED, empty=True)
            assert not program.screen.query("#notice.hidden"), f"why it is empty is said: {size}"
            await show(pilot, screen, MailView.ALL, empty=False)
            await assert_keys_move(pilot, screen)
            await pilot.press("escape")
            await wait_for(pilot, lambda: screen.reading.wanted is None, f"the list: {size}")
            await pilot.press("slash", *"xq", "enter")
            await wait_for(pilot, lambda: screen.words == "xq" and not screen.messages.rows)
            await pilot.pause()
            await pilot.press("escape")
            await wait_for(pilot, lambda: screen.messages.rows, f"all messages again: {size}")
            await pilot.pause()
            await assert_keys_move(pilot, screen)
            await pilot.press("escape")
            await wait_for(pilot, lambda: screen.reading.wanted is None, f"the list: {size}")
        await pilot.press("slash", *"xq")  # left by Escape while it is typed
        await wait_for(pilot, lambda: screen.words == "xq" and not screen.messages.rows)
        await pilot.press("escape")
        await wait_for(pilot, lambda: screen.messages.rows)
        await assert_keys_move(pilot, screen)


async def test_the_inbox_moves_once_the_first_message_comes(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    program = make_program(sandbox)
    async with run(program) as pilot:
        screen = await open_inbox(program, pilot)
        assert not screen.messages.rows
        await pilot.pause()
        for number in range(3):
            deliver(sandbox, f"Prima {number}")
        await pilot.press("f5")
        await wait_for(pilot, lambda: len(screen.messages.rows) == 3)
        await assert_keys_move(pilot, screen)


async def test_drafts_answer_after_the_last_one_was_deleted(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await open_inbox(app, pilot)
        drafts = app.session.drafts
        await drafts.save(drafts.new_draft(subject="Una"))
        screen = await go(app, pilot, "4")
        assert isinstance(screen, DraftsScreen)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("y")
        await wait_for(pilot, lambda: not isinstance(app.screen, Question))
        await wait_for(pilot, lambda: not screen.letters.rows)
        await pilot.pause()
        await drafts.save(drafts.new_draft(subject="Due"))
        await drafts.save(drafts.new_draft(subject="Tre"))
        await pilot.press("f5")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        await pilot.press("j")
        assert screen.letters.cursor == 1
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))


async def test_the_outbox_answers_when_something_comes_in_again(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0), undo_seconds=600)
    async with run(app) as pilot:
        await open_inbox(app, pilot)
        screen = await go(app, pilot, "3")
        assert isinstance(screen, OutboxScreen)
        await wait_for(pilot, lambda: screen.pending == ())
        await pilot.pause()
        await go(app, pilot, "1")
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example")
        await send(app, pilot)
        await pilot.press("escape")
        await go(app, pilot, "3")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        await pilot.press("j")
        assert screen.letters.cursor == 1
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))


async def test_what_was_sent_answers_after_a_filter_that_shows_nothing(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example")
        await send(app, pilot)
        await pilot.press("escape")
        screen = await go(app, pilot, "2")
        assert isinstance(screen, SentScreen)
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 2)
        screen.showing = "trouble"
        await wait_for(pilot, lambda: not screen.sendings.rows)
        await pilot.pause()
        screen.showing = "all"
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 2)
        await pilot.press("j")
        assert screen.sendings.cursor == 1
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))


async def test_the_clean_up_answers_after_an_age_that_nothing_has(tmp_path: Path) -> None:
    from tests.tui.screens.test_cleanup_screen import make_demo, make_past, open_clean_up

    app = make_demo(tmp_path, make_past())
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        assert isinstance(screen, CleanUpScreen)
        screen.days = 100_000
        await wait_for(pilot, lambda: not screen.weighed.rows)
        await pilot.pause()
        screen.days = 0
        await wait_for(pilot, lambda: len(screen.weighed.rows) > 1)
        await pilot.press("x")
        assert len(screen.weighed.marked) == 1
        assert screen.weighed.cursor == 1


# ── the wheel ──────────────────────────────────────────────────────────────────────────────────


async def wheel(pilot: Pilot[None], app: PectuiApp, notches: int) -> None:
    messages = inbox(app).messages
    for _ in range(notches):
        await pilot._post_mouse_events([events.MouseScrollDown], messages, button=0)
    await wait_for(pilot, lambda: messages.scroll_offset.y > 0)
    await pilot.pause()


def topmost(screen: InboxScreen) -> HeldMessage | None:
    return screen.messages.row_at(screen.messages.scroll_offset.y)


async def test_what_the_wheel_shows_stays_there_while_the_mailbox_changes(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with run(program) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        await wheel(pilot, program, 15)
        before, seen = screen.messages.scroll_offset.y, topmost(screen)
        assert before > screen.messages.cursor
        assert seen is not None
        screen.post_message(MailboxChanged())
        await pilot.pause()
        assert screen.messages.scroll_offset.y == before
        deliver(sandbox, "Nuova")
        program.local.sync.wake()
        await wait_for(pilot, lambda: len(screen.messages.rows) == 61)
        await pilot.pause()
        now = topmost(screen)
        assert now is not None
        assert now.identity == seen.identity


async def test_after_the_wheel_a_key_comes_back_to_the_cursor_and_to_the_end(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with run(program) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        for key in ("g", "home", "k", "up", "pageup", "f5", "ctrl+r"):
            await wheel(pilot, program, 4)
            await pilot.press(key)
            await wait_for(pilot, lambda: screen.messages.scroll_offset.y == 0, key)
        await pilot.press("G")
        await wait_for(pilot, lambda: screen.messages.cursor == 59)
        end = screen.messages.scroll_offset.y
        screen.messages.scroll_to(y=0, animate=False, immediate=True)
        await pilot.press("G")
        await wait_for(pilot, lambda: screen.messages.scroll_offset.y == end, "the end again")


def marked(*numbers: int) -> MailboxChanged:
    return MailboxChanged(reach=Reach.MARKS, marked=dict.fromkeys(numbers, Marks()))


@pytest.mark.parametrize(
    ("earlier", "later", "stands"),
    [
        (MailboxChanged(), MailboxChanged(), True),
        (MailboxChanged(reach=Reach.TEXTS), MailboxChanged(), True),
        (MailboxChanged(reach=Reach.TEXTS), MailboxChanged(reach=Reach.TEXTS), True),
        (MailboxChanged(), MailboxChanged(reach=Reach.TEXTS), False),
        (MailboxChanged((1,)), MailboxChanged(), False),
        (marked(1), MailboxChanged(), True),
        (MailboxChanged(), marked(1), False),
        (marked(1), marked(1, 2), True),
        (marked(1), marked(2), False),
        (marked(1), MailboxChanged(reach=Reach.TEXTS), False),
        (MailboxChanged(reach=Reach.TEXTS), marked(1), True),
    ],
)
def test_a_change_stands_for_an_earlier_one_that_says_no_more(
    earlier: MailboxChanged, later: MailboxChanged, *, stands: bool
) -> None:
    assert later.can_replace(earlier) is stands
