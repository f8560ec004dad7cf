"""Looks: nothing essential is cut at any size, in either language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from pectui.catalogue import Language, t, use_language
from pectui.models import BatchPhase, Kind, MailView, State
from pectui.services.batches.status import BatchStatus
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from pectui.tui.counts import Counts
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.top_bar import VIEWS
from pectui.tui.widgets.signs import KIND_ICONS, STATE_ICONS
from tests.accounts import make_options
from tests.tui.batch_steps import begin, open_room, people, write_table
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, resize, shows, wait_for
from tests.tui.sending_steps import go, run

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

LANGUAGES = pytest.mark.parametrize("language", ["en", "it"])


# ── the top bar ────────────────────────────────────────────────────────────────────────────────


async def with_counts(app: PectuiApp, pilot: Pilot[None]) -> str:
    """Return the top line with all that can be counted."""
    seen: list[str] = []

    def stands() -> bool:
        # Set at each look: the program counts in its background too.
        app.view_counts = {MailView.UNREAD: 115}
        app.counts = Counts(waiting=3, trouble=14, batched=2)
        seen.append(lines_of(app)[0])
        return "115" in seen[-1] and "!14" in seen[-1]

    await wait_for(pilot, stands, "the counts")
    return seen[-1]


@LANGUAGES
async def test_no_name_of_a_view_is_cut_the_one_in_view_stands_and_the_connection_is_a_word(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(make_sandbox(messages=1), language=language)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await wait_for(pilot, lambda: lines_of(app)[0].endswith(t("shell.online")), "80 columns")
        for key, view in zip("123456", VIEWS, strict=True):
            await go(app, pilot, key)
            for width in (60, 80, 120, 300):
                await resize(pilot, (width, 24))
                line = await with_counts(app, pilot)
                assert "…" not in line, (width, line)
                assert all(number in line.split() for number in "123456"), (width, line)
                names = (t(f"commands.app.{view}"), t(f"shell.tab.{view}"))
                assert any(f" {key} {name} " in line for name in names), (width, line)
                if 80 <= width <= 100:
                    assert all(f" {t(f'shell.tab.{one}')} " in line for one in VIEWS), (width, line)
                if width >= 120:
                    whole = [f" {t(f'commands.app.{one}')} " for one in VIEWS]
                    assert all(name in line for name in whole), (width, line)


# ── the smallest terminal ──────────────────────────────────────────────────────────────────────


async def what_failed_is_whole(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Look at the words for what failed, in the lists."""
    inbox = await go(app, pilot, "1")
    assert isinstance(inbox, InboxScreen)
    await wait_for(pilot, lambda: inbox.messages.rows)
    one = inbox.messages.rows[0]
    for kind in (Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED):
        row = replace(one, envelope=replace(one.envelope, kind=kind), thread=())
        line = "".join(piece.text for piece in inbox.messages.segments(row, 58))
        assert KIND_ICONS[kind][0] in line
        assert f"{t(kind.key)}: " in line
    for state in (State.FAILED, State.NOT_ACCEPTED, State.REFUSED, State.UNKNOWN):
        assert len(f"{STATE_ICONS[state][0]} {t(state.key)}") <= 19, "the column of the sent ones"


# ── what an empty field says, and the rows of batches ──────────────────────────────────────────


def cut_hints(app: PectuiApp) -> list[str]:
    """Return what stands in fields of the screen that are too narrow for it."""
    shown = [one for one in app.screen.query(Input) if one.size.width and not one.value]
    return [
        one.placeholder
        for one in shown
        if cell_len(one.placeholder) > one.scrollable_content_region.width
    ]


@LANGUAGES
async def test_what_failed_what_an_empty_field_asks_for_and_what_a_letter_can_be_is_whole(
    language: str, make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=2), language=language)
    async with run(app, (60, 20)) as pilot:
        await what_failed_is_whole(app, pilot)
        for key in ("slash", "colon", "c"):
            await go(app, pilot, "1")
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.focused, Input), key)
            await wait_for(pilot, lambda: not cut_hints(app), key)
            if key == "c":
                for choice in ("compose.together", "compose.html", "compose.unsaved"):
                    await shows(pilot, t(choice))
            await pilot.press("escape")
        preparation = await begin(app, pilot)
        for step in ("table", "letter", "confirm"):
            if step == "confirm":
                # Without a table and a letter one is led back to what is lacking.
                preparation.table.path.value = str(write_table(tmp_path, *people(1)))
                preparation.letter.subject.value, preparation.letter.text.text = "Sollecito", "x"
                await wait_for(pilot, lambda: preparation.one.request.body == "x", "the letter")
            preparation.step = step
            fields = list(preparation.query(f"#{step} Input").results(Input))
            await wait_for(pilot, lambda: all(one.size.width for one in fields), step)  # noqa: B023
            await wait_for(pilot, lambda: not cut_hints(app), step)


async def test_a_batch_is_known_by_its_name_in_any_width(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=1))
    async with run(app) as pilot:
        room = await open_room(app, pilot)
        moment = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
        status = BatchStatus(
            "FJWW", 1, "solleciti-novembre.csv", BatchPhase.OPEN, 1_000, {State.FAILED: 12}, moment
        )
        row = replace(status, states={State.FAILED: 12, State.DELIVERED: 988})
        for width in (58, 78, 118):
            line = "".join(piece.text for piece in room.rows.segments(row, width))
            for words in (" solle", " ! 12 ", " 1,000/1,000"):
                assert words in line, (width, line)
            assert cell_len(line) <= width, line


@LANGUAGES
async def test_the_questions_of_a_set_up_are_whole_with_what_is_wrong_beside_them(
    language: Language, tmp_path: Path
) -> None:
    use_language(language)
    app = PectuiApp(Configuration(make_options(tmp_path, language=language), None))
    async with run(app, (60, 20)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        await shows(pilot, t("account.form.sandbox"))
        await pilot.press("f9")
        await wait_for(pilot, lambda: app.screen.query(".problem").exclude(".hidden"))
        await wait_for(pilot, lambda: not cut_hints(app))
