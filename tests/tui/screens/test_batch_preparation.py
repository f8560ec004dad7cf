"""Preparing a batch: from the table to the confirmation, left and taken up at any step."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Static

from pectui.tui.screens.batches.one import BatchScreen
from pectui.tui.screens.batches.preparation import PreparationScreen
from pectui.tui.screens.batches.room import BatchesScreen
from pectui.tui.screens.dialogs.simple import Pick, Question
from tests.tui.batch_steps import begin, confirm, open_room, people, request_for, write_table
from tests.tui.conftest import PATIENCE, MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, fill_in, run, say_yes, told, type_in, words

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


async def take_up(app: PectuiApp, pilot: Pilot[None], table: Path, step: str) -> PreparationScreen:
    """Open a preparation that was left at a step."""
    room = await open_room(app, pilot)
    from dataclasses import replace

    one = replace(room.preparations.new(request_for(table)), step=step)
    await room.preparations.save(one)
    await pilot.press("f5")
    await wait_for(pilot, lambda: room.rows.rows)
    await wait_for(pilot, lambda: app.focused is room.rows)
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
    screen = app.screen
    assert isinstance(screen, PreparationScreen)
    return screen


async def back_in_room(app: PectuiApp, pilot: Pilot[None]) -> BatchesScreen:
    """Wait until the room of batches is shown again."""
    await wait_for(pilot, lambda: isinstance(app.screen, BatchesScreen))
    assert isinstance(app.screen, BatchesScreen)
    return app.screen


async def test_from_a_table_to_letters_that_left(make_program: MakeProgram, tmp_path: Path) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await begin(app, pilot)
        screen.table.path.value = str(write_table(tmp_path, *people(3)))
        await wait_for(pilot, lambda: "addresses in “PEC”" in all_words(app))
        assert "3 columns" in all_words(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: app.focused is screen.letter.subject)
        assert "{{ nome }}" in words(app, "#fields")
        await type_in(pilot, *"Sollecito", "tab")
        screen.letter.text.text = "Gentile {{ nome }}: {{ importo }} euro."
        await pilot.press("f9")
        await wait_for(pilot, lambda: "3 rows · 3 ready" in words(app, "#counts"))
        await pilot.press("f9")
        await wait_for(pilot, lambda: "p1@ditta1.example" in words(app, "#letter-facts"))
        assert "[rif. " in words(app, "#letter-facts")
        await pilot.press("right")
        await wait_for(pilot, lambda: "p2@ditta2.example" in words(app, "#letter-facts"))
        await pilot.press("left")
        await wait_for(pilot, lambda: "p1@ditta1.example" in words(app, "#letter-facts"))
        await pilot.press("f9")
        await wait_for(pilot, lambda: "3 letters will leave" in words(app, "#agreed"))
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert app.focused is not None
        assert app.focused.id == "no", "Enter does the harmless thing"
        await pilot.click("#yes")
        await wait_for(pilot, lambda: isinstance(app.screen, BatchScreen))
        await wait_for(pilot, lambda: len(sandbox.sends) == 3)
        await wait_for(pilot, lambda: "3 of 3 left" in words(app, "#progress"))
        await pilot.press("escape")
        room = await back_in_room(app, pilot)
        await wait_for(pilot, lambda: len(room.rows.rows) == 1, "no preparation is left")


async def test_what_is_typed_is_safe_at_once_taken_up_at_its_step_and_blank_not_kept(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot)
        await pilot.press("escape")
        await back_in_room(app, pilot)
        assert await screen.preparations.all() == ()
        screen = await begin(app, pilot)
        await type_in(pilot, *"/tmp/elenco.csv")
        async with asyncio.timeout(PATIENCE):
            # A slow machine saves more than once while it is typed.
            while [kept.request.table for kept in await screen.preparations.all()] != [
                "/tmp/elenco.csv"
            ]:
                await pilot.pause(0.05)
        await wait_for(pilot, lambda: screen.saved_at)
        await wait_for(pilot, lambda: "✗" in words(app, "#glance"), "it cannot be read")

        screen.table.path.value = str(write_table(tmp_path, *people(2)))
        await pilot.press("f9")
        await wait_for(pilot, lambda: app.focused is screen.letter.subject)
        await type_in(pilot, *"Avviso")
        await pilot.press("escape")
        room = await back_in_room(app, pilot)
        await wait_for(pilot, lambda: room.rows.rows)
        assert "step: Letter" in room.rows.render_line(0).text
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen))
        again = app.screen
        assert isinstance(again, PreparationScreen)
        await wait_for(pilot, lambda: app.focused is again.letter.text)
        assert again.one.request.subject == "Avviso"


async def test_rows_with_problems_are_listed_saved_and_left_out_only_on_purpose(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        table = write_table(tmp_path, *people(2), "carla@;Carla;3", ";Bruno;2")
        screen = await take_up(app, pilot, table, "check")
        await wait_for(pilot, lambda: "4 rows · 2 ready" in words(app, "#counts"))
        assert "✗ 1 not ready" in words(app, "#counts")
        assert "✉ 1 to post" in words(app, "#counts")
        assert "“carla@”" in words(app, "#finding")
        target = tmp_path / "esito.csv"
        await pilot.press("f2")
        await fill_in(app, pilot, str(target))
        await wait_for(pilot, lambda: target.exists() and "Saved as" in told(app))
        await wait_for(pilot, lambda: app.focused is screen.check_step.findings)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Row: 4" in words(app, "#letter-facts"), "its letter")
        await pilot.press("f9")
        await wait_for(pilot, lambda: "2 letters will leave" in words(app, "#agreed"))
        await pilot.press("f9")
        await wait_for(pilot, lambda: "leave it out" in words(app, "#confirm-problem"))
        assert app.screen is screen
        screen.query_one("#only-ready").focus()
        await pilot.press("space")
        await wait_for(pilot, lambda: screen.one.only_ready)
        await wait_for(pilot, lambda: not words(app, "#confirm-problem"), "it is not so any more")
        await pilot.press("f9")
        await say_yes(app, pilot)
        await wait_for(pilot, lambda: len(sandbox.sends) == 2)


async def test_what_changed_since_the_check_is_read_before_anybody_agrees_and_not_sent(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await take_up(app, pilot, write_table(tmp_path, *people(2)), "confirm")
        await wait_for(pilot, lambda: "2 letters will leave" in words(app, "#agreed"))
        (before,) = (one for one in words(app, "#agreed").split("\n") if "left today" in one)
        await pilot.press("f8")
        await wait_for(pilot, lambda: "p1@ditta1.example" in words(app, "#letter-facts"))
        await pilot.press("f3")
        await wait_for(pilot, lambda: "left for" in told(app))
        write_table(tmp_path, *people(3))
        await pilot.press("f9")
        await wait_for(pilot, lambda: "3 letters will leave" in words(app, "#agreed"))
        await wait_for(pilot, lambda: screen.reading is None)
        assert "left today" in words(app, "#agreed")
        assert before not in words(app, "#agreed"), "the test letter counts too"
        app.clear_notifications()
        write_table(tmp_path, *people(4))
        await pilot.press("f9")
        await say_yes(app, pilot)
        await wait_for(pilot, lambda: app.screen is screen and app._notifications, "it says so")
        assert len(sandbox.sends) == 1, "the test letter alone"
        await pilot.press("f9")
        await wait_for(pilot, lambda: "4 letters will leave" in words(app, "#agreed"), "read anew")


async def test_letters_are_tried_in_a_folder_and_by_one_to_oneself_only(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await take_up(app, pilot, write_table(tmp_path, *people(2)), "preview")
        await wait_for(pilot, lambda: "p1@ditta1.example" in words(app, "#letter-facts"))
        await pilot.press("f2")
        await fill_in(app, pilot, str(tmp_path / "prova"))
        await wait_for(pilot, lambda: "2 letters written" in told(app))
        assert len(list((tmp_path / "prova").iterdir())) == 2
        assert not sandbox.sends
        await pilot.press("f3")
        await wait_for(pilot, lambda: "left for" in told(app))
        (sent,) = sandbox.sends
        assert sent.recipients == (app.session.account.sender,)


async def test_a_preview_says_all_that_keeps_its_row_from_leaving(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        twice = "P1@ditta1.example;Ancora;4"
        shared = "uno@pec.example, due@pec.example;Due;5"
        await take_up(app, pilot, write_table(tmp_path, *people(1), twice, shared), "preview")
        await wait_for(pilot, lambda: "Row: 2" in words(app, "#letter-facts"))
        assert "✗" not in words(app, "#letter-facts")
        await pilot.press("right")
        await wait_for(pilot, lambda: "Row: 3" in words(app, "#letter-facts"))
        assert "stands in row 2 already" in words(app, "#letter-facts")
        await pilot.press("right")
        await wait_for(pilot, lambda: "Row: 4" in words(app, "#letter-facts"))
        assert "more than one address" in words(app, "#letter-facts")
        assert "on paper" not in words(app, "#letter-facts")


async def test_a_table_with_shared_cells_is_split_and_gone_on_with(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        shared = "uno@pec.example, due@pec.example;Due;5"
        table = write_table(tmp_path, *people(1), shared)
        screen = await take_up(app, pilot, table, "check")
        await wait_for(pilot, lambda: "2 rows · 1 ready" in words(app, "#counts"))
        await pilot.press("a")
        target = tmp_path / "uno per riga.xlsx"
        await fill_in(app, pilot, str(target))
        await wait_for(pilot, lambda: "3 rows · 3 ready" in words(app, "#counts"))
        assert screen.one.request.table == str(target)
        assert shared in table.read_text("utf-8"), "the table stays as it is"
        assert screen.check_action("split", ()) is False, "nothing is left to part"


async def test_a_file_a_field_and_an_editor_are_asked_for_where_they_are_meant(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nrm "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    app = make_program(make_sandbox(messages=0))
    monkeypatch.setattr(app, "suspend", nullcontext)
    async with run(app) as pilot:
        screen = await take_up(app, pilot, write_table(tmp_path, *people(1)), "table")
        await pilot.press("f6")
        await wait_for(pilot, lambda: "Choose the table" in all_words(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("f9")
        await wait_for(pilot, lambda: app.focused is screen.letter.text)
        await pilot.press("f6")
        await wait_for(pilot, lambda: "Attach a file" in all_words(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: "{{ importo }}" in words(app, "#fields"))
        screen.set_focus(screen.letter.subject)
        await pilot.press("f7")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick) and app.focused)
        await pilot.press("down", "down", "enter")
        await wait_for(pilot, lambda: screen.letter.subject.value.endswith("{{ importo }}"))
        before = screen.letter.text.text
        await pilot.press("f4")
        await wait_for(pilot, lambda: "File cannot be read" in told(app), "the text taken away")
        assert screen.letter.text.text == before


HOSTILE = "\x1b]0;x\x07[red]@click\u202e{{ x }}"


async def test_what_stands_in_a_table_is_shown_and_never_acts(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        table = write_table(
            tmp_path,
            f"p1@ditta.example;{HOSTILE};[/];x",
            f"{HOSTILE};[@click=app.quit]x[/];2;[b]",
            header=f"PEC;Nome;Importo;{HOSTILE}",
        )
        screen = await take_up(app, pilot, table, "table")
        for step in ("letter", "check", "preview", "confirm"):
            await wait_for(pilot, lambda: screen.reading is None)
            for one in app.screen.query(Static):
                text = str(one.content)
                assert not {"\x1b", "\x07", "\u202e"} & set(text), (step, text)
            for y in range(app.size.height):
                line = "".join(piece.text for piece in screen._compositor.render_strips()[y])
                assert not {"\x1b", "\x07", "\u202e"} & set(line), (step, line)
            await pilot.press("f9")
            await wait_for(pilot, lambda step=step: screen.step == step)  # type: ignore[misc]


async def test_everything_can_be_reached_at_60_columns_and_20_lines(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app, (60, 20)) as pilot:
        screen = await take_up(app, pilot, write_table(tmp_path, *people(2)), "table")
        for step in ("table", "letter", "check", "preview", "confirm"):
            await wait_for(pilot, lambda step=step: screen.step == step)  # type: ignore[misc]
            await wait_for(pilot, lambda: screen.reading is None)
            await pilot.pause()
            for one in screen.focus_chain:
                assert one.region.height > 0, (step, one)
                assert one.region.bottom < app.size.height, (step, one)
            if step != "confirm":
                await pilot.press("f9")


async def test_what_was_typed_and_added_last_is_kept_when_the_program_ends(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await begin(app, pilot)
        await type_in(pilot, *"elenco.csv")
    (tmp_path / "nota.pdf").write_bytes(b"%PDF-1.4")
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        room = await open_room(app, pilot)
        (kept,) = await room.preparations.all()
        assert Path(kept.request.table).name == "elenco.csv"
        await room.preparations.delete(kept)
        screen = await take_up(app, pilot, write_table(tmp_path, *people(1)), "letter")
        screen.letter.files.show_paths([str(tmp_path / "nota.pdf")])
        screen.letter.subject.focus()
        await pilot.press("x")
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        room = await open_room(app, pilot)
        (kept,) = await room.preparations.all()
        assert [Path(one).name for one in kept.request.files] == ["nota.pdf"]
        assert "x" in kept.request.subject


async def test_once_more_leaves_as_it_was_when_it_was_asked_for(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await open_room(app, pilot)
        table = write_table(tmp_path, *people(2))
        await confirm(app, request_for(table, language="it"))
        await wait_for(pilot, lambda: len(sandbox.sends) == 2)
        screen = await take_up(app, pilot, table, "confirm")
        await wait_for(pilot, lambda: "Confirmed already" in words(app, "#agreed"))
        assert "0 letters will leave" in words(app, "#agreed"), "none is new"
        screen.query_one("#again").focus()
        await pilot.press("space")
        await wait_for(pilot, lambda: screen.confirming.once_more)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert "2 letters will leave" in all_words(app)
        write_table(tmp_path, "p1@ditta1.example;Nome 1;9000,00", "neri@altri.example;Altro;1,00")
        await pilot.click("#yes")
        await wait_for(pilot, lambda: app.screen is screen and app._notifications)
        assert len(sandbox.sends) == 2
