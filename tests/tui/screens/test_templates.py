"""Templates: kept under a name, listed with the drafts, copied, changed, deleted, never used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from pectui.services.sending.drafts import template_name
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.drafts import DraftsScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.footer import working_commands
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run, send, told, words, write

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


async def name_it(app: PectuiApp, pilot: Pilot[None], key: str, name: str) -> None:
    await pilot.press(key)
    await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
    app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await wait_for(pilot, lambda: f"Kept as the template “{name}”" in told(app))


async def letter_open(app: PectuiApp, pilot: Pilot[None]) -> ComposeScreen:
    await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
    assert isinstance(app.screen, ComposeScreen)
    return app.screen


async def test_a_letter_becomes_a_template_and_letters_begin_from_it(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        written = await write(app, pilot, subject="Sollecito", text="Gentili,")
        await name_it(app, pilot, "f7", "[Solleciti]")
        assert app.screen is written, "one goes on writing"
        await pilot.press("escape", "x")
        screen = await go(app, pilot, "4")
        assert isinstance(screen, DraftsScreen)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        await wait_for(pilot, lambda: "1 template" in words(app, "#heading"))
        line = "".join(one.text for one in screen.letters.segments(screen.letters.rows[0], 80))
        assert "❏ [Solleciti]" in line
        assert "Sollecito" in line

        await pilot.press("enter")
        await letter_open(app, pilot)
        await send(app, pilot)
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        (template,) = await app.session.drafts.templates()
        assert (template.subject, template.body) == ("Sollecito", "Gentili,"), "not used up"


async def test_a_template_is_changed_and_deleted(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        drafts = app.session.drafts
        await drafts.save(drafts.new_draft(subject="Bozza", recipients="a@pec.example", body="x"))
        screen = await go(app, pilot, "4")
        assert isinstance(screen, DraftsScreen)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        await name_it(app, pilot, "t", "Prova")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        assert "1 draft · 1 template" in words(app, "#heading")

        await pilot.press("G", "e")
        changed = await letter_open(app, pilot)
        assert "Template “Prova”" in words(app, "#heading")
        offered = {name for name, _ in working_commands(changed)}
        assert not offered & {"compose.send", "compose.later", "compose.template"}
        await pilot.press("f9", "Y", "escape")
        await wait_for(pilot, lambda: app.screen is screen)
        (template,) = await drafts.templates()
        assert (template_name(template), template.body) == ("Prova", "Yx")
        assert len(await drafts.all()) == 1

        await pilot.press("G", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert "Delete this template?" in all_words(app)
        await pilot.press("y")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        assert await drafts.templates() == ()
