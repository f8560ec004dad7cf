"""The inbox screen on a real (in-process) service: pages, search, reading, deleting, trouble."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from pectui.models import Envelope, Kind, MailView, State
from pectui.pec.envelopes import likeness
from pectui.sandbox import Fault
from pectui.store.schema import FILE_NAME
from pectui.tui.app import PectuiApp
from pectui.tui.messages import PageArrived
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.service_search import ServiceSearchScreen
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.compose.recipients import RecipientField
from pectui.tui.widgets.reader.message_head import MessageHead
from tests.tui.conftest import PATIENCE, MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import type_in

SIZE = (80, 24)
MANY = 30
"""Messages: more than a page of the service, and than a screen."""


def inbox(program: PectuiApp) -> InboxScreen:
    screen = program.screen
    assert isinstance(screen, InboxScreen)
    return screen


def is_at(program: PectuiApp, view: str) -> bool:
    return isinstance(program.screen, FramedScreen) and view == program.screen.VIEW


async def open_inbox(program: PectuiApp, pilot: Pilot[None]) -> InboxScreen:
    """Open the program and wait until the whole mailbox is held here, and the list at rest."""
    await wait_for(
        pilot,
        lambda: isinstance(program.screen, InboxScreen) and program.progress.complete,
        "the mailbox",
    )
    # To whom sendings went has the list drawn anew, whenever it is learned.
    await wait_for(
        pilot,
        lambda: all(one.is_finished for one in program.workers if one.name == "addressees"),
        "to whom the sendings went",
    )
    await pilot.pause()
    return inbox(program)


def envelopes(screen: InboxScreen) -> list[Envelope]:
    return [row.envelope for row in screen.messages.rows]


async def unfold(screen: InboxScreen, pilot: Pilot[None]) -> None:
    """Give every receipt a row of its own."""
    await pilot.press("Z")
    await wait_for(pilot, lambda: not any(row.receipts for row in screen.messages.rows))


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_the_newest_stands_first_whichever_way_the_service_runs(
    make_program: MakeProgram, order: str
) -> None:
    program = make_program(make_sandbox(messages=MANY, order=order))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        dates = [row.date for row in envelopes(screen) if row.date]
        assert len(dates) == MANY
        assert dates == sorted(dates, reverse=True)


async def test_what_was_held_stands_there_before_the_service_answers(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = envelopes(await open_inbox(program, pilot))
    for _ in range(20):
        sandbox.add_fault(Fault(call="*", kind="500"))
    again = make_program(sandbox)
    async with again.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await wait_for(pilot, lambda: isinstance(again.screen, InboxScreen))
        await wait_for(pilot, lambda: inbox(again).messages.rows, "the rows")
        assert [likeness(row) for row in envelopes(inbox(again))] == [likeness(row) for row in rows]
        await wait_for(pilot, lambda: again.progress.error is not None, "the failure")
        heading = str(inbox(again).query_one("#heading", Static).render())
        assert "F5" in heading


async def test_opening_reads_what_is_here_without_the_service_and_escape_goes_back(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        first, number = screen.messages.rows[0].envelope, screen.messages.rows[0].number
        async with asyncio.timeout(PATIENCE):
            while await program.local.mailbox.lacks_body(number):
                await pilot.pause(0.02)  # it is read ahead
        asked = len(sandbox.requests)
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
        assert screen.reader.message is not None
        assert screen.reader.message.envelope.subject == first.subject
        assert f"/inbox/{first.id}" not in [one.path for one in sandbox.requests[asked:]]
        assert not screen.query_one("#list-pane").display
        await pilot.press("J")
        second = screen.messages.rows[1].envelope
        await wait_for(
            pilot,
            lambda: screen.reader.message and screen.reader.message.envelope.id == second.id,
            "the next message",
        )
        await pilot.press("escape")
        assert screen.query_one("#list-pane").display
        assert program.screen.focused is screen.messages


async def test_flags_notes_and_tags_stay(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("t")
        await wait_for(pilot, lambda: screen.messages.rows[0].flagged, "the flag")
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(program.screen, LinePrompt), "the note")
        await type_in(pilot, *"chiamare", "enter")
        await wait_for(pilot, lambda: screen.messages.rows[0].note == "chiamare", "the note")
        await pilot.press("T")
        await wait_for(pilot, lambda: isinstance(program.screen, LinePrompt), "the tags")
        await type_in(pilot, *"uno due", "enter")
        await wait_for(pilot, lambda: screen.messages.rows[0].tags == ("uno", "due"), "the tags")
    again = make_program(sandbox)
    async with again.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(again, pilot)
        row = screen.messages.rows[0]
        assert (row.flagged, row.note, row.tags) == (True, "chiamare", ("uno", "due"))


async def test_views_show_their_part_and_escape_returns_from_them_and_to_them(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        shown = []
        for key in ("w", "w", "W", "W", "W"):
            await pilot.press(key)
            shown.append(screen.shown)
            kinds = {row.kind.is_receipt for row in envelopes(screen)}
            if screen.shown in {MailView.LETTERS, MailView.RECEIPTS}:
                assert kinds == {screen.shown == MailView.RECEIPTS}
        assert shown == ["letters", "receipts", "letters", "all", "flagged"]
        await wait_for(pilot, lambda: screen.query_one(EmptyState).display, "that there are none")
        await pilot.press("escape")
        assert screen.shown is MailView.ALL
        await pilot.press("w", "slash")
        await type_in(pilot, *"xyz", "enter")
        await wait_for(pilot, lambda: screen.words == "xyz", "the search")
        await pilot.press("escape")
        await wait_for(pilot, lambda: screen.shown is MailView.LETTERS, "where it was begun")
        assert screen.messages.rows


async def test_receipts_fold_under_their_sending_and_a_page_key_goes_on_by_a_page(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        place, head = next((i, row) for i, row in enumerate(screen.messages.rows) if row.receipts)
        before = len(screen.messages.rows)
        screen.messages.move_to(place)
        await pilot.press("z")
        assert len(screen.messages.rows) == before + head.receipts - 1
        below = screen.messages.rows[place + 1 : place + head.receipts]
        assert all(row.depth and row.envelope.code == head.envelope.code for row in below)
        assert screen.messages.cursor == place
        await pilot.press("z")
        assert len(screen.messages.rows) == before
        await unfold(screen, pilot)
        await pilot.press("g", "n")
        assert screen.messages.cursor == 25, "a page of the service"
        await pilot.press("p")
        assert screen.messages.cursor == 0


async def test_search_finds_as_it_is_typed_and_escape_returns(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        before = len(screen.messages.rows)
        await pilot.press("slash")
        await type_in(pilot, *"tipo:consegna")
        await wait_for(
            pilot, lambda: {row.kind for row in envelopes(screen)} == {Kind.DELIVERY}, "the finds"
        )
        await wait_for(pilot, lambda: screen.words == "tipo:consegna", "the last letter")
        await pilot.press("enter")
        assert program.screen.focused is screen.messages
        await pilot.press("escape")
        assert len(screen.messages.rows) == before
        assert screen.query_one("#line", Input).has_class("hidden")


async def test_what_is_not_held_is_said_and_asked_from_the_service(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        screen.searching.search("zzzzqqqq")
        await wait_for(pilot, lambda: screen.query_one(EmptyState).display, "that there is nothing")
        assert "F3" in str(screen.query_one(EmptyState).render())
        await pilot.press("f3")
        await wait_for(pilot, lambda: isinstance(program.screen, ServiceSearchScreen), "the search")
        service = program.screen
        assert isinstance(service, ServiceSearchScreen)
        await wait_for(pilot, lambda: service.page is not None, "an answer")
        assert "zzzzqqqq" in str(service.query_one(EmptyState).render())
        await pilot.press("q")
        await wait_for(pilot, lambda: program.screen is screen, "the inbox")


async def test_the_service_is_searched_page_by_page_and_one_not_to_be_had_is_told_once(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=60)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        program.push_screen(ServiceSearchScreen("pec.example"))
        await wait_for(pilot, lambda: isinstance(program.screen, ServiceSearchScreen), "the search")
        screen = program.screen
        assert isinstance(screen, ServiceSearchScreen)
        await wait_for(pilot, lambda: screen.page is not None, "an answer")
        stale = screen.page
        assert stale is not None
        assert stale.pages > 1
        rows = tuple(screen.messages.rows)
        await pilot.press("n")
        await wait_for(pilot, lambda: screen.page and screen.page.number == 2, "page 2")
        screen.post_message(PageArrived(stale, rows))
        await pilot.pause()
        assert screen.page is not None
        assert screen.page.number == 2, "a late page never replaces the one wanted now"
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "a message")
        assert not program._notifications
        sandbox.add_fault(Fault(call="GET /inbox", kind="500", times=None))
        program.push_screen(other := ServiceSearchScreen("comune"))
        await wait_for(pilot, lambda: other.problem is not None, "the trouble")
        assert len(program._notifications) == 1
        assert not other.busy


async def test_delete_asks_and_deletes_only_what_it_named(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await unfold(screen, pilot)
        rows = envelopes(screen)
        await pilot.press("x", "j", "x", "d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: program.screen is screen, "the harmless answer")
        await pilot.pause()
        assert not any(received.method == "DELETE" for received in sandbox.requests)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: len(screen.messages.rows) == MANY - 2, "the deletion")
        left = {likeness(row) for row in envelopes(screen)}
        assert likeness(rows[0]) not in left
        assert likeness(rows[1]) in left
        assert likeness(rows[2]) not in left
        assert len(sandbox.mailbox.mails) == MANY - 2
        assert not screen.messages.marked


async def test_a_failing_service_is_explained_and_tried_again(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY, faults=(Fault(call="GET /inbox", kind="500"),))
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await wait_for(
            pilot,
            lambda: isinstance(program.screen, InboxScreen) and program.progress.error,
            "the problem",
        )
        screen = inbox(program)
        await wait_for(pilot, lambda: screen.query_one(EmptyState).display, "the notice")
        text = str(screen.query_one(EmptyState).render())
        assert "500" in text
        assert "F5" in text
        await pilot.press("f5")
        await wait_for(pilot, lambda: screen.messages.rows, "the messages after all")
        await wait_for(pilot, lambda: program.progress.error is None, "the end of the problem")


async def test_unauthorised_names_every_cause_and_stops_the_pollers(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=MANY, faults=(Fault(call="*", kind="401", times=None),))
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await wait_for(pilot, lambda: program.connection == "refused", "the refusal")
        await wait_for(pilot, lambda: isinstance(program.screen, AccountForm), "what is asked")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(program.screen, InboxScreen))
        notice = inbox(program).query_one(EmptyState)
        await wait_for(pilot, lambda: "token" in str(notice.render()), "the reason")
        for cause in ("token", "scope", "sandbox", "password"):
            assert cause in str(notice.render())


async def test_reader_stands_where_the_terminal_has_room(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    places = (((200, 50), "-wide"), ((80, 24), "-single"), ((100, 50), "-tall"))

    def stands(screen: InboxScreen | ServiceSearchScreen, name: str) -> bool:
        return screen.panes.has_class(name) and screen.reader.display is (name != "-single")

    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await wait_for(pilot, partial(stands, screen, "-single"), "as it was opened")
        for size, name in places:
            await pilot.resize_terminal(*size)
            await wait_for(pilot, partial(stands, screen, name), name)
        program.push_screen(search := ServiceSearchScreen("pec.example"))
        await wait_for(pilot, lambda: search.page is not None, "an answer")
        await wait_for(pilot, partial(stands, search, "-tall"), "as it was opened")
        for size, name in places:
            await pilot.resize_terminal(*size)
            await wait_for(pilot, partial(stands, search, name), name)


async def test_views_change_by_number_and_keep_their_place(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("j", "j")
        for key, view in (("2", "sent"), ("3", "outbox"), ("4", "drafts"), ("5", "account")):
            await pilot.press(key)
            await wait_for(pilot, partial(is_at, program, view), view)
        await pilot.press("1")
        await wait_for(pilot, lambda: program.screen is screen, "the inbox")
        assert screen.messages.cursor == 2


async def test_quota_is_in_the_footer(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        await wait_for(pilot, lambda: program.quota is not None, "the quota")
        assert program.quota is not None
        assert program.quota.percent is not None


async def test_new_mail_appears_without_moving_the_cursor_and_counts_as_read_once_opened(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("j", "j")
        before = screen.messages.current
        sandbox.deliver_mail(
            sender="Comune <protocollo@comune.example>",
            subject="Appena arrivata",
            body="x",
            date=datetime.now(UTC),
        )
        await pilot.press("f5")
        await wait_for(pilot, lambda: program.progress.total == MANY + 1, "the new total")
        await wait_for(pilot, lambda: screen.new, "the count of what is new")
        assert any("Appena arrivata" in row.subject for row in envelopes(screen))
        assert before is not None
        assert screen.messages.current is not None
        assert screen.messages.current.identity == before.identity
        await pilot.press("g")
        await wait_for(pilot, lambda: not screen.new, "nothing is new at the top")
        assert program.desk.unread == 1
        assert screen.messages.rows[0].unread
        await pilot.press("enter")
        await wait_for(pilot, lambda: not program.desk.unread, "read")
        await pilot.press("escape", "u")
        await wait_for(pilot, lambda: program.desk.unread == 1, "unread again")


async def test_a_cache_that_cannot_be_written_is_told_and_done_without(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    program = make_program(make_sandbox(messages=1))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        assert screen.messages.rows
        assert any("cache folder" in one.message for one in program._notifications)


async def test_a_store_that_cannot_be_opened_ends_with_its_reason(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    program = make_program(make_sandbox(messages=1))
    async with program.run_test(size=SIZE):
        pass
    assert program.return_code == 3


async def test_keys_of_one_burst_reach_what_each_of_them_meant(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=MANY))

    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        await type_in(pilot, "c", *"rossi@studio.example")
        await wait_for(pilot, lambda: is_at(program, "compose"), "the composer")
        to = program.screen.query_one("#to", RecipientField)
        await wait_for(pilot, lambda: to.value == "rossi@studio.example", "what was typed")
        assert len(program.screen_stack) == 2, "one composer"
        await type_in(pilot, *"/a", "tab", *"Diffida", "tab", *"Egregi", "enter", *"si")
        text = program.screen.query_one("#text", TextArea)
        await wait_for(pilot, lambda: text.text == "Egregi\nsi", "the text")
        assert to.value == "rossi@studio.example/a"
        assert program.screen.query_one("#subject", Input).value == "Diffida"


async def test_a_yes_typed_before_the_question_was_seen_deletes_nothing(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.tui.screens.dialogs.simple.UNSEEN", 60.0)
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        for key in "dy":
            program.post_message(Key(key, key))
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        assert isinstance(program.screen, Question), "nobody reads so fast"
        monkeypatch.setattr("pectui.tui.screens.dialogs.simple.UNSEEN", 0.0)
        assert not [one for one in sandbox.requests if one.method == "DELETE"]
        await pilot.press("y")
        await wait_for(
            pilot, lambda: [one for one in sandbox.requests if one.method == "DELETE"], "deleting"
        )


async def test_a_receipt_is_not_answered_and_once_read_it_is_kept_here(
    make_program: MakeProgram,
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        index, receipt = next(
            (i, row.envelope)
            for i, row in enumerate(screen.messages.rows)
            if row.envelope.kind.is_receipt
        )
        screen.messages.move_to(index)
        await pilot.press("r")
        await wait_for(pilot, lambda: len(program._notifications), "why it is not answered")
        assert program.screen is screen
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the receipt")
        message = screen.reader.message
        assert message is not None
        assert receipt.code is not None
        assert await program.session.tracking.keep((message,)) == 0, "it was kept already"


async def test_a_receipt_opens_while_another_program_holds_the_users_data(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    program = make_program(make_sandbox(messages=MANY))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        index, row = next(
            (i, row) for i, row in enumerate(screen.messages.rows) if row.envelope.kind.is_receipt
        )
        # What adopts the sendings of the receipts listed has to be through with the data first.
        await wait_for(pilot, lambda: not is_busy(program), "rest")
        other = sqlite3.connect(tmp_path / "data" / FILE_NAME, isolation_level=None)
        with contextlib.closing(other):
            other.execute("BEGIN EXCLUSIVE")
            screen.messages.move_to(index)
            await pilot.press("enter")
            await wait_for(pilot, lambda: screen.reader.message is not None, "the receipt")
            assert other.in_transaction
            other.execute("ROLLBACK")
        code = row.envelope.code
        assert code is not None
        sending = None
        while sending is None or not sending.receipts:
            sending = await program.session.tracking.sending(code)
        message = screen.reader.message
        assert message is not None
        assert await program.session.tracking.keep((message,)) == 0, "it was kept meanwhile"


def is_busy(program: PectuiApp) -> bool:
    return any(not worker.is_finished for worker in program.workers)


async def test_what_was_late_and_came_is_no_trouble(make_program: MakeProgram) -> None:
    program = make_program(make_sandbox(messages=400))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        screen.contents.show_view(MailView.TROUBLE)
        await wait_for(pilot, lambda: screen.messages.rows, "the trouble")
        late = next(row for row in screen.messages.rows if row.envelope.kind is Kind.OVERDUE)
        code = late.envelope.code
        assert code is not None
        sending = await program.session.tracking.refresh(code)
        screen.contents.reload()
        await pilot.pause()
        await wait_for(
            pilot,
            lambda: (
                (code in [row.envelope.code for row in screen.messages.rows])
                is (sending.state is not State.DELIVERED)
            ),
            "only what is trouble",
        )


async def open_newest(program: PectuiApp, pilot: Pilot[None], subject: str) -> str:
    """Open the newest message and return the lines above its text."""
    screen = await open_inbox(program, pilot)
    await wait_for(pilot, lambda: subject in screen.messages.rows[0].envelope.subject, "the row")
    await pilot.press("g", "enter")
    newest = screen.messages.rows[0].envelope
    await wait_for(
        pilot,
        lambda: screen.reader.message and screen.reader.message.envelope.id == newest.id,
        "the message",
    )
    return str(screen.reader.query_one(MessageHead).render())


async def test_an_anomaly_is_explained_above_its_text(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    sandbox.deliver_mail(
        sender='"Per conto di: mario@posta.example" <posta-certificata@x.example>',
        subject="ANOMALIA MESSAGGIO: Fattura scaduta",
        body="testo",
        certified=False,
    )
    program = make_program(sandbox)
    async with program.run_test(size=(140, 40), notifications=True, tooltips=True) as pilot:
        head = await open_newest(program, pilot, "Fattura scaduta")
        assert "not certified" in head
        assert "on behalf" not in head


async def test_nobody_is_new_while_older_letters_are_not_here(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    sandbox.deliver_mail(sender="mai.visto@nuovo.example", subject="Offerta 0")
    program = make_program(sandbox, requests_per_day=1)
    async with program.run_test(size=(140, 40), notifications=True, tooltips=True) as pilot:
        await wait_for(pilot, lambda: isinstance(program.screen, InboxScreen))
        screen = inbox(program)
        await wait_for(pilot, lambda: bool(screen.messages.rows), "a row")
        await pilot.press("g", "enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
        head = str(screen.reader.query_one(MessageHead).render())
        assert not program.progress.complete
        assert "Offerta 0" in head
        assert "first message from this address" not in head


async def test_the_first_letter_from_an_address_is_marked(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=MANY)
    program = make_program(sandbox)
    async with program.run_test(size=(140, 40), notifications=True, tooltips=True) as pilot:
        for number in range(2):
            sandbox.deliver_mail(sender="mai.visto@nuovo.example", subject=f"Offerta {number}")
            program.local.sync.wake()
            await open_newest(program, pilot, f"Offerta {number}")
            head = inbox(program).reader.query_one(MessageHead)
            await wait_for(
                pilot,
                lambda: (
                    f"Offerta {number}" in (shown := str(head.render()))  # noqa: B023
                    and ("first message from this address" in shown) is (number == 0)  # noqa: B023
                ),
                f"letter {number}",
            )
            await pilot.press("escape")
