"""A letter that answers a sending is seen with it: on its row, below it, and from the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.models import Letter
from pectui.tui.screens import sent_replies
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from pectui.tui.widgets.list.sent_list import ReplyRow
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, picture, resize, shows, wait_for
from tests.tui.sending_steps import go, run, told

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.catalogue import Language
    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp

ADDRESS = "rossi@pec.example"


async def answered(
    app: PectuiApp, pilot: Pilot[None], sandbox: Sandbox, *bodies: str
) -> tuple[SentScreen, str]:
    """Send two letters, have the first one answered, and go to what was sent."""
    await wait_for(pilot, lambda: app.connection == "online")
    for subject in ("Istanza", "Diffida"):
        await app.session.outbox.queue(Letter((ADDRESS,), subject, "Gentili,"))
    screen = await go(app, pilot, "2")
    assert isinstance(screen, SentScreen)
    await wait_for(
        pilot, lambda: screen.known and len([one for one in screen.known if one.code]) == 2
    )
    (sending,) = [one for one in screen.known or () if one.subject.startswith("Istanza")]
    assert sending.code is not None
    # What one sends to oneself comes back, and answers nothing.
    sandbox.deliver_mail(sender=app.mailbox, subject=f"Istanza {sending.code}", body="Gentili,")
    for body in bodies:
        sandbox.deliver_mail(sender=ADDRESS, subject=f"Re: Istanza {sending.code}", body=body)
    app.local.sync.wake()
    await wait_for(pilot, lambda: screen.replies.get(sending.code or "") == len(bodies), "replies")
    place = screen.sendings.sendings.index(
        next(one for one in screen.sendings.sendings if one.code == sending.code)
    )
    screen.sendings.move_to(place)
    return screen, sending.code


async def test_a_sending_tells_how_many_letters_answer_it_and_only_such_a_one_is_unfolded(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen, code = await answered(app, pilot, sandbox, "Prima.", "Seconda.")
        for size in ((80, 24), (200, 50)):
            await resize(pilot, size)
            await shows(pilot, "↩2 · ")
            (row,) = [line for line in lines_of(app) if "↩" in line]
            assert "Istanza" in row, size
        other = next(one for one in screen.sendings.sendings if one.code != code)
        screen.sendings.move_to(screen.sendings.sendings.index(other))
        assert screen.check_action("fold", ()) is False
        await pilot.press("z")
        screen.sendings.move_to(1 - screen.sendings.cursor)
        await pilot.press("z")
        await wait_for(pilot, lambda: list(screen.unfolded) == [code], "the one that has some")


async def test_replies_beyond_those_unfolded_are_told_with_where_to_find_them(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_replies, "MOST_REPLIES", 2)
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen, _ = await answered(app, pilot, sandbox, "Prima.", "Seconda.", "Terza.")
        await pilot.press("z")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 4, "two replies below")
        await wait_for(pilot, lambda: "newest 2 of 3 replies · i shows all" in told(app))


async def test_replies_are_unfolded_below_their_sending_and_read_from_there(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen, code = await answered(app, pilot, sandbox, "Si trasmette quanto richiesto.")
        place = screen.sendings.cursor
        await pilot.press("z")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 3, "the reply below")
        row = screen.sendings.rows[place + 1]
        assert isinstance(row, ReplyRow)
        assert row.sending.code == code
        await shows(pilot, "└ ✉ Reply")
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen), "its sending")
        await shows(pilot, "Si trasmette quanto richiesto.")
        await pilot.press("escape", "escape")
        await wait_for(pilot, lambda: app.screen is screen, "the list")
        assert screen.chosen is not None
        assert screen.chosen.code == code, "what is done there is done with the sending"
        await pilot.press("z")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 2, "it folded")
        await wait_for(pilot, lambda: screen.sendings.cursor == place, "the sending")


async def test_a_reply_in_the_inbox_says_what_it_answers_and_leads_there(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    said: dict[Language, str] = {
        "en": f"↩ answers your letter to {ADDRESS} · i shows it",
        "it": f"↩ risponde alla tua PEC a {ADDRESS} · i la mostra",
    }
    async with run(app, (200, 50)) as pilot:
        _, code = await answered(app, pilot, sandbox, "Si trasmette.")
        for language, words in said.items():
            use_language(language)
            inbox = await go(app, pilot, "1")
            assert isinstance(inbox, InboxScreen)
            await wait_for(pilot, lambda: code in inbox.addressees, "to whom it went")  # noqa: B023
            rows = inbox.messages.rows
            place = next(i for i, one in enumerate(rows) if one.envelope.sender_address == ADDRESS)
            inbox.messages.move_to(place)
            await wait_for(pilot, lambda: sum("↩" in one for one in lines_of(app)) == 1, "the sign")
            await pilot.press("enter")
            await wait_for(pilot, lambda: words in picture(app), words)  # noqa: B023
            await pilot.press("i")
            await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen), "the sending")
            await pilot.press("escape", "escape")
            await wait_for(pilot, lambda: app.screen is inbox, "the inbox")  # noqa: B023
            inbox.messages.move_to(0 if place else 1)  # off it: it is to be read anew
