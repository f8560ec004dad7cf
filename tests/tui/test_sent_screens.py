"""What was sent: states in words, the timeline of receipts, and evidence that is not lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.models import Letter, State
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs import LinePrompt, Question
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sendings import SendingsScreen
from pectui.tui.widgets.footer import working_commands
from pectui.tui.widgets.text_view import TextView
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run, told, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

TEXT = "Gentili,\n  perché <b>no</b>?"


async def sent_from_here(
    app: PectuiApp, pilot: Pilot[None], *recipients: str, attachments: tuple[str, ...] = ()
) -> SendingsScreen:
    await wait_for(pilot, lambda: app.connection == "online")
    letter = Letter(recipients, "[n. 1] Diffida", TEXT, attachments=attachments)
    await app.session.outbox.queue(letter)
    screen = await go(app, pilot, "2")
    assert isinstance(screen, SendingsScreen)
    await wait_for(
        pilot, lambda: screen.known and all(one.code for one in screen.known), "the codes"
    )
    for sending in screen.known or ():
        assert sending.code is not None
        await app.session.tracking.refresh(sending.code)
    return screen


def row(screen: SendingsScreen, address: str) -> str:
    rows = screen.sendings.rows
    sending = next(one for one in rows if one.recipients[0].startswith(address))
    return "".join(piece.text for piece in screen.sendings.segments(sending, 100))


def starts(screen: SendingsScreen, address: str, words: str) -> bool:
    return row(screen, address).startswith(words)


async def test_every_sending_shows_its_state_by_sign_and_word(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        screen = await go(app, pilot, "2")
        await wait_for(pilot, lambda: "Nothing sent from here yet" in all_words(app))
        offered = {command_id for command_id, _ in working_commands(screen)}
        assert not offered & {"sent.delete", "list.open", "list.mark"}
        addresses = [
            f"{name}.x@pec.example" for name in ("rossi", "mancata", "rifiuto", "ordinaria")
        ]
        screen = await sent_from_here(app, pilot, *addresses)
        for address, state in (
            ("rossi", "✔ Delivered"),
            ("mancata", "✗ Failed"),
            ("rifiuto", "✗ Not accepted"),
            ("ordinaria", "· No receipt"),
        ):
            await wait_for(pilot, partial(starts, screen, address, state), state)
            assert "[n. 1] Diffida" in row(screen, address)
        assert "4 sendings" in words(app, "#heading")
        assert "2 need a look" in words(app, "#heading")


async def test_the_timeline_reads_copies_saves_and_keeps_evidence(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"x")
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await sent_from_here(app, pilot, "rossi@pec.example", attachments=(str(file),))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        timeline = app.screen
        assert isinstance(timeline, SendingScreen)
        await wait_for(pilot, lambda: len(timeline.receipts.rows) == 2)
        await wait_for(pilot, lambda: "✔ Delivered" in all_words(app))
        for part in ("[n. 1] Diffida", "atto.pdf", "rossi@pec.example", "Reading copy"):
            assert part in all_words(app)
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: timeline.has_class("-reading"))
        body = timeline.receipts.rows[1].body
        await wait_for(pilot, lambda: body[:40] in timeline.query_one(TextView)._wrapping.text)
        await pilot.press("q")
        await wait_for(pilot, lambda: not timeline.has_class("-reading"))

        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        prompt = app.screen.query_one("Input")
        target = tmp_path / "ricevute.txt"
        prompt.value = str(target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, target.exists)
        await wait_for(pilot, lambda: str(target) in told(app))
        assert "rossi@pec.example" in target.read_text()

        code = timeline.sending.code if timeline.sending else None
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert "evidence" in all_words(app)
        assert "reading copy" in all_words(app)
        assert str(code) in all_words(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is timeline)
        assert not [one for one in sandbox.requests if one.method == "DELETE"]
        await pilot.press("d", "y")
        await wait_for(pilot, lambda: "reading copies stay" in told(app))
        assert [one.path for one in sandbox.requests if one.method == "DELETE"] == [f"/send/{code}"]
        await pilot.press("f5")
        await wait_for(pilot, lambda: not timeline.asking)
        assert len(timeline.receipts.rows) == 2, "kept here"

        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        letter = app.screen.letter
        assert (letter.recipients, letter.subject) == (("rossi@pec.example",), "[n. 1] Diffida")
        assert (letter.body, letter.html) == (TEXT, False), "as it was typed"
        assert len(letter.attachments) == 1
        await pilot.press("escape", "x")
        await wait_for(pilot, lambda: app.screen is timeline)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is screen)


async def test_a_receipt_of_the_inbox_leads_to_its_sending(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app, (200, 50)) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        app.show_sending("2020010112000000")
        await wait_for(pilot, lambda: "No receipt carries this code" in all_words(app))
        await pilot.press("q")
        await wait_for(pilot, lambda: getattr(app.screen, "VIEW", "") == "inbox")
        await sent_from_here(app, pilot, "rossi@pec.example")
        (sending,) = await app.session.tracking.sendings()
        assert sending.state is State.DELIVERED
