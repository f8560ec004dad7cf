"""The inbox screen on a real (in-process) service: pages, search, reading, deleting, trouble."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pectui.models import Kind
from pectui.sandbox import Fault
from pectui.tui.app import PectuiApp
from pectui.tui.screens.dialogs import Question
from pectui.tui.screens.mailbox import MailboxScreen
from pectui.tui.screens.view import View
from pectui.tui.widgets.notice import Notice
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for

SIZE = (80, 24)


def inbox(program: PectuiApp) -> MailboxScreen:
    screen = program.screen
    assert isinstance(screen, MailboxScreen)
    return screen


def is_at(program: PectuiApp, view: str) -> bool:
    return isinstance(program.screen, View) and view == program.screen.VIEW


async def open_inbox(program: PectuiApp, pilot: Pilot[None]) -> MailboxScreen:
    await wait_for(
        pilot,
        lambda: isinstance(program.screen, MailboxScreen) and program.screen.page is not None,
        "the first page",
    )
    return inbox(program)


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_newest_page_first_whichever_way_the_service_runs(
    make_program: MakeProgram, order: str
) -> None:
    program = make_program(make_sandbox(order=order))
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        dates = [row.date for row in screen.messages.rows if row.date]
        assert len(dates) >= 25
        assert dates == sorted(dates, reverse=True)
        newest = dates[0]
        await pilot.press("n")
        await wait_for(pilot, lambda: screen.page and screen.page.number == 2, "page 2")
        assert all(row.date < newest for row in screen.messages.rows if row.date)
        await pilot.press("p")
        await wait_for(pilot, lambda: screen.page and screen.page.number == 1, "page 1 again")
        assert screen.messages.rows[0].date == newest


async def test_neighbouring_page_is_there_before_it_is_asked_for(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        mailbox = program.session.mailbox
        await wait_for(pilot, lambda: mailbox.cached_page(2), "the prefetched page")
        await pilot.press("greater_than_sign")
        assert screen.page is not None
        assert screen.page.number == 2


async def test_opening_reads_and_escape_goes_back(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        first = screen.messages.rows[0]
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the message")
        assert screen.reader.message is not None
        assert screen.reader.message.envelope.subject == first.subject
        assert not screen.query_one("#list-pane").display
        await pilot.press("J")
        second = screen.messages.rows[1]
        await wait_for(
            pilot,
            lambda: screen.reader.message and screen.reader.message.envelope.id == second.id,
            "the next message",
        )
        await pilot.press("escape")
        assert screen.query_one("#list-pane").display
        assert program.screen.focused is screen.messages


async def test_late_page_never_replaces_the_one_wanted_now(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        stale = screen.page
        assert stale is not None
        await pilot.press("n")
        await wait_for(pilot, lambda: screen.page and screen.page.number == 2, "page 2")
        from pectui.tui.messages import PageArrived

        screen.post_message(PageArrived(stale))
        await pilot.pause()
        assert screen.page is not None
        assert screen.page.number == 2


async def test_search_asks_the_service_and_escape_returns(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        everything = screen.page.total if screen.page else 0
        await pilot.press("slash", *"CONSEGNA", "enter")
        await wait_for(pilot, lambda: screen.page and screen.page.query == "CONSEGNA", "results")
        assert screen.messages.rows
        assert len(screen.messages.rows) < (everything or 0)
        await pilot.press("escape")
        await wait_for(pilot, lambda: screen.page and screen.page.query == "", "the inbox")


async def test_search_without_result_says_so(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        screen.search("zzzzqqqq")
        await wait_for(pilot, lambda: screen.page and screen.page.query == "zzzzqqqq", "an answer")
        notice = screen.query_one(Notice)
        assert notice.display
        assert "zzzzqqqq" in str(notice.render())


async def test_filter_hides_rows_while_typing(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        before = len(screen.messages.rows)
        await pilot.press("l", *"accettazione")
        await wait_for(pilot, lambda: 0 < len(screen.messages.rows) < before, "fewer rows")
        kinds = {row.kind for row in screen.messages.rows}
        assert Kind.CERTIFIED not in kinds or "accettazione" in screen.messages.rows[0].subject
        await pilot.press("escape")
        await wait_for(pilot, lambda: len(screen.messages.rows) == before, "all rows again")
        assert screen.query_one("#line", Input).has_class("hidden")


async def test_delete_names_what_goes_asks_and_deletes_only_that(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        rows = list(screen.messages.rows)
        await pilot.press("x", "j", "x", "d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: screen.page and screen.page.total == 58, "the deletion")
        left = {row.fingerprint for row in screen.messages.rows}
        assert rows[0].fingerprint not in left
        assert rows[1].fingerprint in left
        assert rows[2].fingerprint not in left
        assert not screen.messages.marked


async def test_delete_refused_by_the_person_deletes_nothing(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("enter")
        await pilot.pause()
        assert not any(received.method == "DELETE" for received in sandbox.requests)
        assert isinstance(program.screen, MailboxScreen)


async def test_a_failing_service_is_explained_and_tried_again(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(faults=(Fault(call="GET /inbox", kind="500"),))
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await wait_for(
            pilot,
            lambda: isinstance(program.screen, MailboxScreen) and program.screen.problem,
            "the problem",
        )
        screen = inbox(program)
        text = str(screen.query_one(Notice).render())
        assert "500" in text
        assert "F5" in text
        await pilot.press("f5")
        await wait_for(pilot, lambda: screen.page is not None, "the page after all")
        assert screen.problem is None


async def test_unauthorised_names_every_cause_and_stops_the_pollers(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(faults=(Fault(call="*", kind="401", times=None),))
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await wait_for(pilot, lambda: program.connection == "refused", "the refusal")
        text = str(inbox(program).query_one(Notice).render())
        for cause in ("token", "scope", "sandbox", "password"):
            assert cause in text


@pytest.mark.parametrize(
    ("size", "name"), [((80, 24), "-single"), ((100, 50), "-tall"), ((200, 50), "-wide")]
)
async def test_reader_stands_where_the_terminal_has_room(
    make_program: MakeProgram, size: tuple[int, int], name: str
) -> None:
    program = make_program()
    async with program.run_test(size=size, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        assert screen.has_class(name)
        assert screen.reader.display is (name != "-single")


async def test_views_change_by_number_and_keep_their_place(make_program: MakeProgram) -> None:
    program = make_program()
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
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        await wait_for(pilot, lambda: program.quota is not None, "the quota")
        assert program.quota is not None
        assert program.quota.percent is not None


async def test_new_mail_appears_without_moving_the_cursor_off_its_message(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox()
    program = make_program(sandbox)
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        await pilot.press("j", "j")
        before = screen.messages.current
        sandbox.deliver_mail(
            sender="Comune <protocollo@comune.example>",
            subject="Appena arrivata",
            body="x",
            date=sandbox.config.now(),
        )
        screen.load(fresh=True, quiet=True)
        await wait_for(pilot, lambda: screen.page and screen.page.total == 61, "the new total")
        assert any("Appena arrivata" in row.subject for row in screen.messages.rows)
        assert before is not None
        assert screen.messages.current is not None
        assert screen.messages.current.fingerprint == before.fingerprint


async def test_keys_of_one_burst_reach_what_each_of_them_meant(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await open_inbox(program, pilot)
        await pilot.press("c")
        await wait_for(pilot, lambda: is_at(program, "compose"), "the composer")
        for key in (*"rossi@studio.example", "tab", *"Diffida", "tab", *"Egregi", "enter", *"si"):
            name = {"@": "at", ".": "full_stop"}.get(key, key)
            program.post_message(Key(name, key if len(key) == 1 else None))
        text = program.screen.query_one("#text", TextArea)
        await wait_for(pilot, lambda: text.text == "Egregi\nsi", "the text")
        assert program.screen.query_one("#to", Input).value == "rossi@studio.example"
        assert program.screen.query_one("#subject", Input).value == "Diffida"


async def test_a_store_that_cannot_be_opened_ends_with_its_reason(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True):
        pass
    assert program.return_code == 3


async def test_a_receipt_once_read_is_kept_here(make_program: MakeProgram) -> None:
    program = make_program()
    async with program.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await open_inbox(program, pilot)
        index, receipt = next(
            (i, row) for i, row in enumerate(screen.messages.rows) if row.kind.is_receipt
        )
        screen.messages.move_to(index)
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.reader.message is not None, "the receipt")
        message = screen.reader.message
        assert message is not None
        assert receipt.code is not None
        assert await program.session.tracking.keep((message,)) == 0, "it was kept already"
