"""The drafts: listed, gone on with, duplicated, deleted."""

from __future__ import annotations

from typing import Any

from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.drafts import DraftsScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.footer import working_commands
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run


async def test_drafts_are_resumed_duplicated_and_deleted(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        screen = await go(app, pilot, "4")
        assert isinstance(screen, DraftsScreen)
        await wait_for(pilot, lambda: "No drafts" in all_words(app))
        offered = {command_id for command_id, _ in working_commands(screen)}
        assert offered == {"app.write", "app.help"}

        drafts = app.session.drafts
        fields: dict[str, Any] = {"body": "Testo", "html": True, "together": True}
        kept = drafts.new_draft(recipients="a@pec.example", subject="[1] Prima", **fields)
        await drafts.save(kept)
        await drafts.save(drafts.new_draft(subject="Seconda"))
        await pilot.press("f5")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        assert [one.subject for one in screen.letters.rows] == ["Seconda", "[1] Prima"]

        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        letter = app.screen.letter
        assert (letter.recipients, letter.subject) == (("a@pec.example",), "[1] Prima")
        assert (letter.body, letter.html, letter.together) == ("Testo", True, True)
        await pilot.press("X", "escape")
        await pilot.press("k")
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: screen.letters.rows[0].body == "XTesto", "the newest first")

        await pilot.press("g", "y")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 3)
        copies = [one for one in screen.letters.rows if one.subject == "[1] Prima"]
        assert len({one.id for one in copies}) == 2
        assert len({(one.recipients, one.body, one.html, one.together) for one in copies}) == 1

        await pilot.press("G", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert "Seconda" in all_words(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is screen)
        assert len(screen.letters.rows) == 3, "Enter does the harmless thing"
        await pilot.press("d", "y")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        assert {one.subject for one in screen.letters.rows} == {"[1] Prima"}
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))


async def test_reply_and_forward_open_a_letter_with_the_quotation(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=12))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        index, envelope = next(
            (i, one.envelope)
            for i, one in enumerate(inbox.messages.rows)
            if one.envelope.on_behalf_of
        )
        for key, mark, recipients in (
            ("r", "Re:", (envelope.on_behalf_of,)),
            ("f", "Fwd:", ()),
        ):
            inbox.messages.move_to(index)
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
            assert isinstance(app.screen, ComposeScreen)
            letter = app.screen.letter
            assert letter.recipients == recipients
            assert letter.subject.startswith((mark, "Re:"))
            assert "POSTA CERTIFICATA" not in letter.subject
            assert envelope.on_behalf_of is not None
            assert envelope.on_behalf_of in letter.body
            assert app.screen.text.cursor_location == (0, 0), "one writes above the quotation"
            await pilot.press("escape", "x")
            await wait_for(pilot, lambda: app.screen is inbox)
