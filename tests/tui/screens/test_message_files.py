"""The original of a certified letter above its text, and its files, saved and never opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from pectui.tui.screens.dialogs.files import FilesScreen
from pectui.tui.screens.dialogs.simple import LinePrompt
from tests.proof.making_originals import LETTER, authority, multipart
from tests.tui.conftest import MakeProgram, make_sandbox, picture, shows, wait_for
from tests.tui.screens.test_inbox_screen import open_inbox
from tests.tui.sending_steps import fill_in, run, told, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp

SENDER, SUBJECT = "protocollo@comune.example", "Bando di gara"
NAMES = ["bando.pdf", "../../fuori.sh"]


@pytest.fixture
def ca(tmp_path: Path) -> str:
    place = tmp_path / "ca.pem"
    place.write_bytes(authority().pem)
    return str(place)


@pytest.fixture
def sandbox() -> Sandbox:
    made = make_sandbox(messages=0)
    for subject in (SUBJECT, "Altra lettera"):
        made.deliver_mail(
            sender=SENDER, subject=subject, body="Testo", certified=True, date=made.config.now()
        )
    return made


def original(sandbox: Sandbox, names: list[str]) -> bytes:
    """Return the signed original of the letter, with these files."""
    parts = [
        f'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"'
        f"\r\n\r\ncontents of {number}".encode()
        for number, name in enumerate(names)
    ]
    letter = b"From: a@b.example\r\n" + multipart([b"\r\nTesto", *parts], "letter")
    moment = sandbox.config.now()
    made = replace(LETTER, sender=SENDER, subject=SUBJECT, when=moment, letter=letter)
    return made.raw()


async def take_in(app: PectuiApp, path: Path) -> None:
    async for taken in app.session.originals.take_in([path]):
        assert taken.original is not None, taken.problem


async def read(app: PectuiApp, pilot: Pilot[None], subject: str) -> None:
    """Open the letter with this subject."""
    screen = await open_inbox(app, pilot)
    rows = screen.messages.rows
    index = next(i for i in range(len(rows)) if subject in rows[i].envelope.subject)
    screen.messages.move_to(index)
    await pilot.press("enter")
    await wait_for(pilot, lambda: screen.reader.message is not None, "the letter")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_the_files_of_a_letter_are_listed_and_saved_where_one_says(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path, ca: str, size: tuple[int, int]
) -> None:
    (tmp_path / "originale.eml").write_bytes(original(sandbox, NAMES))
    app = make_program(sandbox, pec_ca_file=ca)
    async with run(app, size) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await take_in(app, tmp_path / "originale.eml")
        await read(app, pilot, SUBJECT)
        await wait_for(pilot, lambda: "intact · signed by" in words(app, "MessageHead"))
        assert "2 files: bando.pdf (13 B)" in words(app, "MessageHead")

        await pilot.press("E")
        await wait_for(pilot, lambda: isinstance(app.screen, FilesScreen) and app.focused)
        await shows(pilot, "bando.pdf")
        dialog = app.screen
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        assert Path(app.screen.query_one(Input).value).parent == Path.cwd()
        assert Path(app.screen.query_one(Input).value).name == "fuori.sh"
        (tmp_path / "there.pdf").write_text("mine")
        await fill_in(app, pilot, str(tmp_path / "there.pdf"))
        await wait_for(pilot, lambda: "it is not replaced" in words(app, "#problem"))
        await fill_in(app, pilot, str(tmp_path / "uno.pdf"))
        await wait_for(pilot, (tmp_path / "uno.pdf").exists)
        await wait_for(pilot, lambda: app.screen is dialog)
        assert (tmp_path / "uno.pdf").read_text() == "contents of 1"
        assert (tmp_path / "there.pdf").read_text() == "mine"

        await pilot.press("a")
        await fill_in(app, pilot, str(tmp_path / "tutti"))
        await wait_for(pilot, lambda: "2 files saved in" in told(app))
        names = sorted(one.name for one in (tmp_path / "tutti").iterdir())
        assert names == ["01-bando.pdf", "02-fuori.sh"]
        await wait_for(pilot, lambda: app.screen is dialog)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is not dialog)


async def test_a_letter_without_its_original_says_where_its_files_are(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path, ca: str
) -> None:
    (tmp_path / "originale.eml").write_bytes(original(sandbox, []))
    app = make_program(sandbox, pec_ca_file=ca)
    async with run(app) as pilot:
        await read(app, pilot, SUBJECT)
        await pilot.press("E")
        await wait_for(pilot, lambda: "provider's signed original" in told(app))
        await take_in(app, tmp_path / "originale.eml")
        await pilot.press("escape")
        await read(app, pilot, SUBJECT)
        await wait_for(pilot, lambda: "intact · signed by" in words(app, "MessageHead"))
        await pilot.press("E")
        await wait_for(pilot, lambda: "no file in this letter" in told(app))
        await pilot.press("escape")
        await read(app, pilot, "Altra lettera")
        assert "signed original" not in words(app, "MessageHead"), "of another letter"


async def test_an_original_that_is_not_checked_says_so(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "originale.eml").write_bytes(original(sandbox, NAMES))
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await take_in(app, tmp_path / "originale.eml")
        await read(app, pilot, SUBJECT)
        await wait_for(pilot, lambda: "certificate not checked" in picture(app))
