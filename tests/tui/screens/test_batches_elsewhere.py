"""Batches as the other rooms tell of them: composer, outbox, quitting, the top bar."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from textual import events

from pectui.catalogue import LANGUAGES, use_language
from pectui.services.batches.batches import batches_of
from pectui.tui.app import PectuiApp
from pectui.tui.screens.batches.preparation import PreparationScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.widgets.chrome.top_bar import TopBar
from pectui.tui.widgets.compose.addresses import pasted_table
from tests.tui.batch_steps import people, request_for, write_table
from tests.tui.conftest import MakeProgram, make_sandbox, resize, wait_for
from tests.tui.sending_steps import all_words, go, run, words, write


async def leave_waiting(app: PectuiApp, table: Path) -> str:
    """Confirm a batch that waits for its hour."""
    from pectui.services.batches.filling import Times

    later = app.session.books.seconds + 3600
    return await batches_of(app.session).confirm(request_for(table), Times(leave_at=later))


async def test_a_letter_becomes_a_batch_with_subject_text_and_files(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    file = tmp_path / "a.pdf"
    file.write_bytes(b"x")
    async with run(app) as pilot:
        await write(app, pilot, "", "Avviso", "Gentile", (str(file),))
        await pilot.press("f3")
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
        assert isinstance(app.screen, PreparationScreen)
        request = app.screen.one.request
        assert (request.subject, request.body, request.files) == ("Avviso", "Gentile", (str(file),))
        assert not request.table
        assert len(await app.session.drafts.all()) == 1, "the letter is safe"


async def test_recipients_of_a_letter_become_its_table(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example, Bianchi <bianchi@pec.example>")
        await pilot.press("f3")
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
        await wait_for(pilot, lambda: "addresses in “pec”" in all_words(app))
        assert "bianchi@pec.example" in words(app, "#glance")


async def test_a_pasted_table_offers_a_batch(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot, "")
        pasted = "Nome;PEC\nAda;ada@pec.example\nBruno;bruno@pec.example"
        for answer in ("n", "y"):
            screen.form.to.value = ""
            screen.form.to.typed.focus()
            await pilot.pause()
            app.post_message(events.Paste(pasted))
            await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
            assert "2 rows with 2 columns" in all_words(app)
            await pilot.press(answer)
            await wait_for(pilot, lambda: not isinstance(app.screen, Question))
            assert "ada@pec.example" in screen.form.to.value, "what was pasted is there"
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
        await wait_for(pilot, lambda: "addresses in “PEC”" in all_words(app))


@pytest.mark.parametrize(
    ("text", "rows", "first"),
    [
        ("Nome;PEC\nAda;a@x.it\nBruno;b@x.it", 2, "Nome;PEC"),
        ("Ada\ta@x.it\nBruno\tb@x.it", 2, "column_1\tpec"),
        ("a@x.it,Ada,1\n,Bruno,2\nc@x.it,Carla,3", 3, "pec,column_2,column_3"),
        ("a@x.it\nb@x.it", 0, ""),
        ("a@x.it, b@x.it\nc@x.it, d@x.it", 0, ""),
        ("Ada <a@x.it>; Bruno <b@x.it>", 0, ""),
        ("Nome;PEC\nAda;a@x.it;troppo", 0, ""),
        ("due;colonne\nsenza;indirizzi", 0, ""),
        ("", 0, ""),
    ],
)
def test_what_was_pasted_is_a_table_or_a_list(text: str, rows: int, first: str) -> None:
    table = pasted_table(text)
    assert (table.rows if table else 0) == rows
    if table:
        assert table.text.split("\n")[0] == first


async def test_outbox_and_top_bar_tell_of_a_batch_that_waits(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        await leave_waiting(app, write_table(tmp_path, *people(3)))
        app.desk.count()
        await go(app, pilot, "3")
        await wait_for(pilot, lambda: "3 letters of batches wait" in words(app, "#heading"))
        assert "6 shows them" in words(app, "#heading")
        assert "(3)" in str(app.screen.query_one(TopBar).render())


async def test_quitting_tells_of_a_batch_and_what_becomes_of_it(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        await leave_waiting(app, write_table(tmp_path, *people(3)))
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, QuitScreen) and app.focused)
        assert "A batch is leaving" in all_words(app)
        assert "They go on at the next start" in all_words(app)
        await pilot.press("n")
        await wait_for(pilot, lambda: not isinstance(app.screen, QuitScreen))
        assert app.is_running


async def test_six_rooms_have_room_in_the_top_bar(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        for width, key in product((60, 80), "123456"):
            await go(app, pilot, key)
            if app.size.width != width:
                await resize(pilot, (width, 20))
            bar = app.screen.query_one(TopBar)
            for language in LANGUAGES:
                use_language(language)
                bar.refresh()
                await pilot.pause()
                bar.render()
                assert len(bar._places) == 6, (language, key)
                assert bar._places[-1][1] <= width, (language, key)
