"""One sending on one screen: its letter, its way, its files, its receipts and what answers it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from pectui.catalogue import Language, use_language
from pectui.models import Letter
from pectui.tui.screens.sending import SendingScreen
from tests.tui.conftest import MakeProgram, make_sandbox, picture, shows, wait_for
from tests.tui.sending_steps import all_words, go, run

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

TEXT = "Gentili, si chiede copia del fascicolo."
ADDRESS = "rossi@pec.example"


async def opened(app: PectuiApp, pilot: Pilot[None], *files: str, to: str = ADDRESS) -> str:
    """Send a letter and open it, with its two receipts; return its code."""
    await wait_for(pilot, lambda: app.connection == "online")
    await app.session.outbox.queue(Letter((to,), "Istanza", TEXT, attachments=files))
    screen = await go(app, pilot, "2")
    await wait_for(pilot, lambda: getattr(screen, "known", None) and screen.known[0].code)  # type: ignore[attr-defined]
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen) and app.focused)
    await receipts(app, pilot)
    return str(shown(app).sending.code)  # type: ignore[union-attr]


async def receipts(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Ask until both receipts are in the list, below the letter."""
    while len(shown(app).parts.rows) < 3:
        await pilot.press("f5")
        await wait_for(pilot, lambda: not shown(app).asking)


def shown(app: PectuiApp) -> SendingScreen:
    assert isinstance(app.screen, SendingScreen)
    return app.screen


def line(app: PectuiApp, index: int, width: int = 78) -> str:
    parts = shown(app).parts
    return "".join(one.text for one in parts.segments(parts.rows[index], width))


async def test_a_wide_terminal_shows_the_text_of_what_is_under_the_cursor(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"x" * 2_000)
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app, (200, 50)) as pilot:
        code = await opened(app, pilot, str(file))
        await shows(pilot, TEXT)
        await shows(pilot, "atto.pdf · 2 kB")
        await shows(pilot, f"SHA-256 {sha256(b'x' * 2_000).hexdigest()}")
        for index, words in ((0, "Letter as it left"), (1, "Accepted"), (2, "Delivered")):
            assert words in line(app, index)
        await pilot.press("j")
        await shows(pilot, "Ricevuta di accettazione")
        await pilot.press("j")
        await shows(pilot, "Ricevuta di avvenuta consegna")

        sandbox.deliver_mail(
            sender=ADDRESS, subject=f"Re: Istanza {code}", body="Si trasmette quanto richiesto."
        )
        app.local.sync.wake()
        await wait_for(pilot, lambda: len(shown(app).parts.rows) == 4, "the reply")
        assert "Reply" in line(app, 3)
        assert f"{ADDRESS} · Re: Istanza" in line(app, 3)
        await pilot.press("G", "enter")
        await shows(pilot, "Si trasmette quanto richiesto.")
        await wait_for(pilot, lambda: shown(app).reader.text.has_focus)
        await pilot.press("slash")
        await wait_for(pilot, lambda: shown(app).reader.find_bar.has_focus_within)
        await pilot.press("escape")
        await wait_for(pilot, lambda: shown(app).reader.text.has_focus)
        await pilot.press("escape")
        await wait_for(pilot, lambda: shown(app).parts.has_focus)


STOPS: dict[Language, tuple[str, ...]] = {
    "en": ("Queued", "Sent", "Accepted", "Delivered"),
    "it": ("In coda", "Inviata", "Accettata", "Consegnata"),
}


async def test_the_way_to_the_recipient_has_room_in_a_small_terminal(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))

    def way() -> list[str]:
        rows = picture(app).splitlines()
        return [row for row in rows if all(stop in row for stop in STOPS[language]) and "→" in row]

    async with run(app) as pilot:
        await opened(app, pilot)
        for language in STOPS:
            use_language(language)
            await pilot.press("escape")
            await wait_for(pilot, lambda: not isinstance(app.screen, SendingScreen))
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen) and app.focused)
            await wait_for(pilot, way, f"all stops in one row: {language}")
            assert TEXT not in picture(app), "the letter is read with Enter"
            await pilot.press("g", "enter")
            await shows(pilot, TEXT)
            await pilot.press("escape")
            await wait_for(pilot, lambda: shown(app).parts.has_focus)
            await wait_for(pilot, way, f"again: {language}")


async def test_a_letter_not_delivered_says_so_at_the_end_of_its_way(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app, (200, 50)) as pilot:
        await opened(app, pilot, to="mancata.x@pec.example")
        await wait_for(pilot, lambda: "→ Failed" in all_words(app))
        assert "→ Delivered" not in all_words(app)
