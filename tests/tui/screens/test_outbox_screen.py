"""The outbox: what waits and why, taken back, hurried, paused, looked for, and sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from pectui.models import State
from pectui.sandbox import Fault
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.simple import Pick, Question
from pectui.tui.screens.outbox import OutboxScreen
from pectui.tui.widgets.chrome.footer import working_commands
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run, send, told, words, write

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


async def open_outbox(app: PectuiApp, pilot: Pilot[None]) -> OutboxScreen:
    if isinstance(app.screen, ProgressScreen):
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, ProgressScreen))
    screen = await go(app, pilot, "3")
    assert isinstance(screen, OutboxScreen)
    await wait_for(pilot, lambda: screen.pending is not None)
    return screen


def offered(app: PectuiApp) -> set[str]:
    return {command_id for command_id, _ in working_commands(app.screen)}


async def test_what_waits_can_be_taken_back_or_hurried(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox, undo_seconds=600)
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example")
        await send(app, pilot)
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        assert [one.recipients[0] for one in screen.letters.rows] == [
            "rossi@pec.example",
            "bianchi@pec.example",
        ]
        assert "It leaves on" in words(app, "#detail")
        assert {"outbox.cancel", "outbox.now"} <= offered(app)
        assert not offered(app) & {"outbox.again", "outbox.edit", "list.mark"}
        await pilot.press("d")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        assert "draft again" in told(app)
        await pilot.press("s")
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)
        await wait_for(pilot, lambda: not screen.letters.rows)
        assert "The outbox is empty" in all_words(app)
        assert not {one for one in offered(app) if one.startswith(("outbox.", "list."))} - {
            "outbox.look",
            "outbox.pause",
        }
        (draft,) = await app.session.drafts.all()
        assert draft.recipients == "rossi@pec.example"


async def test_sending_can_be_paused_and_resumed(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await open_outbox(app, pilot)
        await pilot.press("p")
        await wait_for(pilot, lambda: "p resumes" in words(app, "#heading"))
        await go(app, pilot, "1")
        await write(app, pilot)
        await send(app, pilot)
        await wait_for(pilot, lambda: "You paused sending" in words(app, "#lines"))
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        assert not sandbox.sends
        await pilot.press("p")
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)
        await wait_for(pilot, lambda: "p resumes" not in words(app, "#heading"))


async def test_after_a_refusal_the_rest_waits_until_it_is_resumed(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example")
        sandbox.add_fault(Fault("POST /send", "401"))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].state is State.REFUSED)
        await wait_for(pilot, lambda: bool(progress.sendings[1].reason))
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 2)
        assert "nothing leaves" in words(app, "#heading")
        states = [one.state for one in screen.letters.rows]
        assert states == [State.QUEUED, State.REFUSED], "in order of leaving"
        await pilot.press("G")
        await wait_for(pilot, lambda: "e writes on" in words(app, "#detail"))
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        assert app.screen.letter.recipients == ("rossi@pec.example",)
        await pilot.press("escape")
        await pilot.press("k")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("G", "d")
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1, "cleared away")
        assert len(await app.session.drafts.all()) == 1, "its text stays"
        await pilot.press("p")
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)


async def test_a_refused_letter_is_cleared_away_once_it_was_mended_and_sent(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example")
        sandbox.add_fault(Fault("POST /send", "400"))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].state is State.REFUSED)
        await wait_for(pilot, lambda: app.counts.trouble == 1)
        refused = progress.sendings[0].id
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        app.screen.text.text = "Testo corretto"
        again = await send(app, pilot)
        await wait_for(pilot, lambda: again.sendings[0].code)
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: not screen.letters.rows, "the outbox is empty")
        await wait_for(pilot, lambda: app.counts.trouble == 0)
        known = await app.session.tracking.sendings()
        assert {one.id for one in known} == {refused, again.sendings[0].id}, "it stays on record"


async def test_of_an_unknown_letter_the_code_is_chosen_or_it_is_sent_again_after_two_questions(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot)
        sandbox.add_fault(Fault("POST /send", "drop-before"))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].state is State.UNKNOWN)
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        assert "outbox.again" in offered(app)
        assert not offered(app) & {"outbox.cancel", "outbox.now", "outbox.edit"}
        with monkeypatch.context() as patch:
            await chooses_of_several_codes(app, pilot, screen, patch)
        for answers in (["n"], ["y", "n"], ["y", "escape"]):
            await pilot.press("a")
            for answer in answers:
                await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
                assert app.focused is not None
                assert app.focused.id == "no", "Enter does the harmless thing"
                await pilot.press(answer)
            await wait_for(pilot, lambda: app.screen is screen)
        assert not sandbox.sends
        await pilot.press("a")
        await wait_for(pilot, lambda: "pay twice" in all_words(app))
        await pilot.press("y")
        await wait_for(pilot, lambda: "Really sure" in all_words(app))
        await pilot.press("y")
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)
        first, second = sorted(await app.session.tracking.sendings(), key=lambda one: one.queued_at)
        assert second.resent_of == first.id


async def chooses_of_several_codes(
    app: PectuiApp, pilot: Pilot[None], screen: OutboxScreen, patch: pytest.MonkeyPatch
) -> None:
    """Let two codes be found for the letter, and the person choose none, and then the second."""
    codes = ("2026031012000001", "2026031012000002")
    adopted: list[str] = []

    async def candidates(_: str) -> tuple[str, ...]:
        return codes

    async def adopt(_: str, code: str) -> None:
        adopted.append(code)

    patch.setattr(app.session.outbox, "candidates", candidates)
    patch.setattr(app.session.outbox, "adopt", adopt)
    for keys in (["escape"], ["down", "enter"]):
        await pilot.press("f5")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick) and app.focused)
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press(*keys)
        await wait_for(pilot, lambda: app.screen is screen)
    await wait_for(pilot, lambda: adopted == [codes[1]])


async def test_receipts_of_an_unknown_letter_are_found(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0, now=lambda: datetime.now(UTC))
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot)
        sandbox.add_fault(Fault("POST /send", "drop-after"))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].state is State.UNKNOWN)
        screen = await open_outbox(app, pilot)
        await wait_for(pilot, lambda: len(screen.letters.rows) == 1)
        await pilot.press("f5")
        await wait_for(pilot, lambda: not screen.letters.rows, "its code is known")
        assert "0 still unknown" in told(app)
        (sending,) = await app.session.tracking.sendings()
        assert sending.code == sandbox.sends[0].code
