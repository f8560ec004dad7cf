"""The room of batches: what it lists, one batch while it leaves, and its way to a report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.models import BatchPhase
from pectui.services.batches.batches import batches_of
from pectui.tui.screens.batches.one import BatchScreen
from pectui.tui.screens.batches.preparation import PreparationScreen
from pectui.tui.screens.batches.room import BatchesScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Question, Statement
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.widgets.chrome.footer import working_commands
from tests.tui.batch_steps import (
    confirm,
    drawn,
    open_batch,
    open_room,
    people,
    request_for,
    write_table,
)
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, fill_in, run, say_yes, told, words

if TYPE_CHECKING:
    from pectui.tui.app import PectuiApp


async def test_an_empty_room_says_how_to_begin_and_a_preparation_is_listed_and_deleted(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        room = await open_room(app, pilot)
        await wait_for(pilot, lambda: "No batches" in all_words(app))
        assert "one letter to each row of a table" in all_words(app)
        assert "n begins one" in all_words(app)
        offered = {name for name, _ in working_commands(app.screen)}
        assert "batches.new" in offered
        idle = {"batches.hold", "batches.report", "batches.dossier", "batches.delete"}
        assert not offered & idle

        one = room.preparations.new(request_for(write_table(tmp_path, *people(2))))
        await room.preparations.save(one)
        await pilot.press("f5")
        await wait_for(pilot, lambda: room.rows.rows)
        assert "step: Table" in room.rows.render_line(0).text
        await pilot.press("d")
        await say_yes(app, pilot)
        await wait_for(pilot, lambda: isinstance(app.screen, BatchesScreen) and not room.rows.rows)
        assert await room.preparations.all() == ()
        assert not await batches_of(app.session).statuses()


async def test_a_batch_is_listed_opens_and_who_has_not_answered_is_written_to_once_more(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        batch_id = await confirm(app, request_for(write_table(tmp_path, *people(3))))
        room = await open_room(app, pilot)
        await wait_for(pilot, lambda: room.rows.rows)
        await wait_for(pilot, lambda: "3/3" in room.rows.render_line(0).text)
        assert batch_id in room.rows.render_line(0).text
        assert "clienti.csv" in room.rows.render_line(0).text
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: "3 of 3 left" in words(app, "#progress"))
        assert f"rif. {batch_id}" in words(app, "#heading")
        await wait_for(pilot, lambda: "p3@ditta3.example" in drawn(screen))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        assert len(sandbox.sends) == 3
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen and app.focused)
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
        assert isinstance(app.screen, PreparationScreen)
        request = app.screen.one.request
        assert (request.follows, request.whom, request.silent_days) == (batch_id, "silent", 7)
        assert "have not answered for 7 days" in all_words(app)


async def test_a_row_without_a_letter_says_why(make_program: MakeProgram, tmp_path: Path) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        table = write_table(tmp_path, "p1@ditta.example;Ada;1", ";Bruno;2", "carla@;Carla;3")
        await confirm(app, request_for(table), paused=True)
        screen = await open_batch(app, pilot)
        await pilot.press("j")
        await wait_for(pilot, lambda: screen.rows.current and screen.rows.current.row)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        assert "to be posted on paper" in all_words(app)
        assert "Bruno" in all_words(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("j", "enter")
        await wait_for(
            pilot, lambda: isinstance(app.screen, Statement) and "“carla@”" in all_words(app)
        )


async def test_a_batch_is_paused_resumed_and_stopped_by_keys(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        await confirm(app, request_for(write_table(tmp_path, *people(3))), paused=True)
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: "Paused" in words(app, "#held"))
        assert "0 of 3 left" in words(app, "#progress")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert app.focused is not None
        assert app.focused.id == "no", "Enter does the harmless thing"
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is screen)
        assert screen.status is not None
        assert screen.status.phase is BatchPhase.PAUSED
        await pilot.press("d")
        await say_yes(app, pilot)
        await wait_for(
            pilot, lambda: screen.status and screen.status.phase is BatchPhase.STOPPED, "stopped"
        )
        assert "Stopped" in words(app, "#held")
        await pilot.press("p")
        await wait_for(pilot, lambda: len(sandbox.sends) == 3, "resumed")
        await wait_for(pilot, lambda: "3 of 3 left" in words(app, "#progress"))


async def test_states_are_gone_through_by_a_key_and_by_the_mouse(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        table = write_table(tmp_path, *people(3), ";Bruno;2")
        await confirm(app, request_for(table), paused=True)
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: len(screen.rows.rows) == 4)
        await pilot.press("w")
        await wait_for(pilot, lambda: len(screen.rows.rows) == 3, "those that wait")
        await pilot.press("w")
        await wait_for(pilot, lambda: len(screen.rows.rows) == 1, "those for the post")
        await pilot.press("w")
        await wait_for(pilot, lambda: len(screen.rows.rows) == 4, "all of them")
        await pilot.click("#states", offset=(9, 0))
        await wait_for(pilot, lambda: len(screen.rows.rows) == 3, "by the mouse")


async def test_the_report_is_written_to_a_new_file_only(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        await confirm(app, request_for(write_table(tmp_path, *people(2))), paused=True)
        screen = await open_batch(app, pilot)
        for suffix in (".csv", ".xlsx"):
            target = tmp_path / f"esito{suffix}"
            taken = tmp_path / f"c{suffix}"
            taken.write_text("mine")
            for path, ends in ((taken, False), (tmp_path / "x.doc", False), (target, True)):
                await pilot.press("s")
                await fill_in(app, pilot, str(path))
                if not ends:
                    await wait_for(pilot, lambda: "✗" in all_words(app), f"{path} is refused")
                    await pilot.press("escape")
                await wait_for(pilot, lambda: app.screen is screen, f"{path}")
            await wait_for(pilot, target.exists, f"{target}")
            assert taken.read_text() == "mine"
            said = f"2 rows written to {target}"
            await wait_for(pilot, partial(is_told, app, said), said)


async def test_a_hundred_thousand_rows_are_read_as_they_come_into_view(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        await confirm(app, request_for(write_table(tmp_path, *people(1))), paused=True)
        count = 100_000

        def fill(tables: object) -> None:
            tables.connection.execute(  # type: ignore[attr-defined]
                "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO batch_rows (batch, row, line, cells, recipient, kind, findings)"
                " SELECT 1, i, i, '[]', 'p' || i || '@pec.example', 'to-post', '[]' FROM n",
                (count,),
            )

        await app.session.books.data.run(fill)
        screen = await open_batch(app, pilot)
        assert len(screen.rows.rows) == count - 8
        await pilot.press("G")
        await wait_for(pilot, lambda: f"p{count}@pec.example" in drawn(screen))
        await pilot.press("g")
        await wait_for(pilot, lambda: "p10@pec.example" in drawn(screen))


async def test_a_row_that_failed_stands_on_top_with_its_reason(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        rows = (*people(2), "mancata@impresa.example;Mancata;1")
        batch_id = await confirm(app, request_for(write_table(tmp_path, *rows)))
        batches = batches_of(app.session)
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: screen.status and screen.status.left == 3)
        for row in await batches.rows(batch_id):
            await app.session.tracking.refresh(str(row.code))
        await wait_for(
            pilot, lambda: screen.status and screen.status.trouble, "news come by a look"
        )
        await wait_for(pilot, lambda: "needs a look" in drawn(screen))
        lines = drawn(screen).splitlines()
        await wait_for(pilot, lambda: "5.1.1" in drawn(screen), "why it failed")
        assert "mancata@impresa" in lines[1], "above all rows"
        assert {name for name, _ in working_commands(app.screen)} >= {"batch.again"}
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
        assert isinstance(app.screen, PreparationScreen)
        await wait_for(pilot, lambda: "mancata@impresa" in words(app, "#glance"))
        assert "ditta1" not in words(app, "#glance")


def have_failed(screen: BatchScreen, number: int) -> bool:
    return screen.status is not None and screen.status.states.get("failed") == number


async def test_failures_that_trickle_in_bring_nobody_a_second_next_letter(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        table = write_table(tmp_path, "mancata@uno.example;Uno;1", "mancata@due.example;Due;2")
        batch_id = await confirm(app, request_for(table, language="it"))
        batches = batches_of(app.session)
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: screen.status and screen.status.left == 2)
        for number, row in enumerate(await batches.rows(batch_id), start=1):
            await app.session.tracking.refresh(str(row.code))
            await wait_for(pilot, partial(have_failed, screen, number))
            await pilot.press("a")
            await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen) and app.focused)
            preparing = app.screen
            assert isinstance(preparing, PreparationScreen)
            await pilot.press("f9", "f9")
            rows = "1 row · " if number == 1 else f"{number} rows · "
            await wait_for(pilot, lambda: rows in words(app, "#counts"))  # noqa: B023
            assert "1 ready" in words(app, "#counts")
            await batches.confirm(preparing.one.request, only_ready=True)
            await wait_for(pilot, lambda: len(sandbox.sends) == 2 + number)  # noqa: B023
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen and app.focused)
        assert sorted(to for one in sandbox.sends for to in one.recipients) == [
            "mancata@due.example", "mancata@due.example",
            "mancata@uno.example", "mancata@uno.example",
        ]  # fmt: skip


def is_told(app: PectuiApp, expected: str) -> bool:
    return expected in told(app)


async def test_the_dossiers_of_what_left_are_written_to_a_new_place_only(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        batch_id = await confirm(app, request_for(write_table(tmp_path, *people(2))))
        room = await open_room(app, pilot)
        await wait_for(pilot, lambda: room.rows.rows)
        await wait_for(pilot, lambda: "2/2" in room.rows.render_line(0).text)
        taken, target = tmp_path / "taken", tmp_path / "new"
        taken.mkdir()
        (taken / "mine.txt").write_text("mine")
        await pilot.press("P")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        field = app.screen.query_one("Input")
        assert batch_id in field.value  # type: ignore[attr-defined]
        field.value = str(taken)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, lambda: "something already" in words(app, "#problem"))
        field.value = str(target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, partial(is_told, app, "2 dossiers written"))
        assert [one.name for one in taken.iterdir()] == ["mine.txt"]
        names = sorted(one.name for one in target.iterdir())
        assert len(names) == 4
        assert names[-2:] == ["manifest-sha256.txt", "registro.csv"]


HOSTILE = "\x1b]0;x\x07[red]\u202e[@click=app.quit]x[/]"


async def test_what_stands_in_rows_and_names_is_shown_and_never_acts(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        table = write_table(tmp_path, "p1@ditta.example;Ada;1", f'"{HOSTILE}";"{HOSTILE}";2')
        table = table.rename(tmp_path / "[red]\u202e[@click=app.quit]x.csv")
        await confirm(app, request_for(table), paused=True)
        room = await open_room(app, pilot)
        await wait_for(pilot, lambda: room.rows.rows)
        shown = [room.rows.render_line(0).text]
        screen = await open_batch(app, pilot)
        await wait_for(pilot, lambda: "Not ready" in drawn(screen))
        shown += [drawn(screen), words(app, "#heading")]
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        shown.append(all_words(app))
        for text in shown:
            assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert "[red]" in shown[0], "as it is written"
        assert app.is_running
