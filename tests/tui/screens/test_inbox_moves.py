"""What a key was meant for it stays meant for, while the mailbox moves beneath the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from pectui.errors import StoreUnusable
from pectui.models import MailView
from pectui.search import Filter
from pectui.tui.messages import MailboxChanged
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.inbox_words import heading
from pectui.tui.widgets.list.folded_rows import FoldedRows
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.screens.test_inbox_screen import SIZE, open_inbox, unfold

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot
    from textual.screen import Screen

    from pectui.models import HeldMessage
    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp
    from pectui.tui.screens.inbox import InboxScreen


def deliver(sandbox: Sandbox, subject: str, *, certified: bool = True) -> None:
    sandbox.deliver_mail(
        sender="Comune <protocollo@comune.example>",
        subject=subject,
        body="x",
        certified=certified,
        date=sandbox.config.now(),
    )


async def write_beside(program: PectuiApp, sandbox: Sandbox, count: int) -> None:
    """Let mail be taken over as another program does it: the screen is told nothing."""
    for number in range(count):
        deliver(sandbox, f"Da un altro programma {number}")
    services = program.local
    listeners = services.mailbox.on_change[:]
    services.mailbox.on_change.clear()
    await services.sync.look()
    services.mailbox.on_change[:] = listeners


async def test_marked_messages_are_those_that_were_marked(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        await pilot.press("j", "x")
        (meant,) = screen.messages.marked
        await write_beside(program, sandbox, 3)
        assert [row.identity for row in screen.messages.marked] == [meant.identity]
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: len(sandbox.mailbox.mails) == 62, "the deletion")
        await wait_for(pilot, lambda: len(screen.messages.rows) == 62, "the rows")
        assert meant.identity not in {row.identity for row in screen.messages.rows}


def _head(screen: InboxScreen) -> tuple[int, HeldMessage]:
    return next((i, row) for i, row in enumerate(screen.messages.rows) if row.receipts)


async def test_a_mark_goes_on_to_the_receipt_that_stands_for_its_sending_now(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place, head = _head(screen)
        screen.messages.move_to(place)
        await pilot.press("x")
        assert head.envelope.code is not None
        subject = head.envelope.subject.partition(":")[2].strip()
        deliver(sandbox, f"CONSEGNA: {subject}", certified=False)
        await pilot.press("f5")
        await wait_for(pilot, lambda: program.progress.total == 61, "the new total")
        await wait_for(
            pilot,
            lambda: any(
                row.receipts == head.receipts + 1 and row.envelope.code == head.envelope.code
                for row in screen.messages.rows
            ),
            "the new receipt",
        )
        (marked,) = screen.messages.marked
        assert marked.receipts == head.receipts + 1
        place = next(i for i, r in enumerate(screen.messages.rows) if r.number == marked.number)
        assert "●" in screen.messages.render_line(place - screen.messages.scroll_offset.y).text
        screen.messages.move_to(place)
        await pilot.press("x")
        assert not screen.messages.marked


async def open_first(screen: InboxScreen, pilot: Pilot[None]) -> HeldMessage:
    await pilot.press("enter")
    await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
    assert screen.reading.wanted is not None
    return screen.reading.wanted


async def test_beside_an_open_message_the_list_means_the_row_under_its_cursor(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=(200, 50), notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        opened = await open_first(screen, pilot)
        assert [row.identity for row in screen.commands.chosen()] == [opened.identity]
        screen.messages.focus()
        await pilot.press("j", "j")
        current = screen.messages.current
        assert current is not None
        assert current.identity != opened.identity
        assert [row.identity for row in screen.commands.chosen()] == [current.identity]
        screen.reader.focus_text()
        await pilot.pause()
        assert [row.identity for row in screen.commands.chosen()] == [opened.identity]


async def test_a_note_left_as_it_was_changes_no_other(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        rows = tuple(screen.messages.rows[:2])
        local = program.local.mailbox
        await local.mark(
            rows[1:], lambda marks: replace(marks, note="chiamare", tags=("cliente", "2026"))
        )
        await local.mark(rows[:1], lambda marks: replace(marks, tags=("2026",)))
        await wait_for(pilot, lambda: screen.messages.rows[1].note, "the note")
        await pilot.press("x", "x", "T")
        await wait_for(pilot, lambda: isinstance(program.screen, LinePrompt), "the prompt")
        field = program.screen.query_one(Input)
        assert field.value == "2026"
        field.value = "urgente"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "urgente" in screen.messages.rows[1].tags, "the tags")
        assert set(screen.messages.rows[1].tags) == {"cliente", "urgente"}
        assert screen.messages.rows[0].tags == ("urgente",)
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(program.screen, LinePrompt), "the prompt")
        await pilot.press("enter")
        await wait_for(pilot, lambda: program.screen is screen, "the inbox")
        for _ in range(5):
            await pilot.pause()
        assert screen.messages.rows[1].note == "chiamare"


async def test_the_picture_kept_is_that_of_a_start(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    kept: list[Screen[Any]] = []
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        monkeypatch.setattr(program, "keep_picture", kept.append)
        screen.contents.show_view(MailView.LETTERS)
        await pilot.press("asterisk")
        await wait_for(pilot, lambda: screen.messages.rows[0].flagged, "the flag")
        await pilot.pause(0.5)
        assert not kept


async def test_a_mailbox_file_that_breaks_does_not_end_the_program(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
        await pilot.press("q", "j", "x")
        program.local.mailbox._copy.reader.close()
        await pilot.press("z", "j", "x", "tab", "f5")
        screen.post_message(MailboxChanged(()))
        await pilot.press("G", "g", "enter", "q", "Z", "s", "d")
        await pilot.pause()
        assert program.return_code is None
        assert program.is_running


async def test_rows_that_cannot_be_read_are_said_and_not_taken_for_none(
    make_program: MakeProgram,
) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        messages, local = screen.messages, program.local.mailbox
        await pilot.press("x")
        (marked,) = messages.marked
        window = local.window(Filter())
        local._copy.reader.close()
        messages.show_rows(FoldedRows(window), keep=True)
        await wait_for(pilot, lambda: isinstance(screen.problem, StoreUnusable), "the problem")
        messages.mark_all()
        assert messages.marked == (marked,), "what was marked is what is meant"
        assert StoreUnusable().title in " ".join(part.plain for part in heading(screen))
        assert program.return_code is None
