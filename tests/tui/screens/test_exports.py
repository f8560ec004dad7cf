"""Messages exported from the list: the marked ones, or all it stands for; whole or not at all."""

from __future__ import annotations

import asyncio
import json
import mailbox
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from pectui.services.exporting.formats import NAMES
from pectui.services.mailbox.opening import LocalServices
from pectui.tui.screens.dialogs.export import ExportScreen
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import MakeProgram, make_sandbox, shows, wait_for
from tests.tui.screens.test_inbox_screen import open_inbox
from tests.tui.sending_steps import run, told, type_in, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.models import HeldMessage, Message
    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp

LETTERS = 12


@pytest.fixture
def sandbox() -> Sandbox:
    made = make_sandbox(messages=0)
    for number in range(LETTERS):
        made.deliver_mail(
            sender="Comune <protocollo@comune.example>",
            subject=f"{'Bando' if number % 3 else 'Avviso'} {number:02}",
            body=f"Testo {number:02}",
            certified=True,
            date=made.config.now(),
        )
    return made


async def asked(app: PectuiApp, pilot: Pilot[None], title: str) -> LinePrompt:
    """Ask for an export, and read what it is of."""
    await pilot.press("e")
    await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused, "the prompt")
    await shows(pilot, title)
    assert isinstance(app.screen, LinePrompt)
    return app.screen


async def write(app: PectuiApp, pilot: Pilot[None], path: Path) -> None:
    app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")


async def back(app: PectuiApp, pilot: Pilot[None]) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")


async def test_one_marked_message_goes_into_every_format(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path
) -> None:
    app = make_program(sandbox)
    async with run(app) as pilot:
        await open_inbox(app, pilot)
        await pilot.press("j", "x")
        for name in NAMES:
            await asked(app, pilot, "Export this message to")
            path = tmp_path / f"uno.{name}"
            await write(app, pilot, path)
            await wait_for(pilot, lambda: f"1 message written: {path}" in told(app), name)  # noqa: B023
            await back(app, pilot)
            text = path.read_bytes().decode("utf-8-sig")
            assert "Bando 10" in text, name
            assert "Testo 10" in text, name
            assert "Bando 11" not in text, name
            assert path.stat().st_mode & 0o777 == 0o600, name


async def test_what_a_search_finds_is_written_whole_and_goes_over_nothing(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path
) -> None:
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await open_inbox(app, pilot)
        await pilot.press("slash")
        await type_in(pilot, *"bando", "enter")
        await wait_for(pilot, lambda: len(screen.messages.rows) == 8)
        prompt = await asked(app, pilot, "Export these 8 messages to")
        (tmp_path / "there.mbox").write_text("mine")
        for path, why in {
            tmp_path / "bando": "ends in .txt",
            tmp_path / "bando.eml": "An .eml takes one message",
            tmp_path / "there.mbox": "it is not replaced",
            tmp_path / "nowhere" / "bando.mbox": "there is no such folder",
        }.items():
            await write(app, pilot, path)
            await wait_for(pilot, lambda: why in words(app, "#problem"), why)  # noqa: B023
            assert app.screen is prompt
        await write(app, pilot, tmp_path / "bando.json")
        await wait_for(pilot, lambda: "8 messages written" in told(app))
        await back(app, pilot)
        document = json.loads((tmp_path / "bando.json").read_text())
        assert (document["query"], document["total"]) == ("bando", 8)
        assert {one["subject"][:24] for one in document["messages"]} == {"POSTA CERTIFICATA: Bando"}
        assert (tmp_path / "there.mbox").read_text() == "mine"


async def test_what_is_proposed_can_be_written_in_a_folder_of_any_name_without_what_went_since(
    make_program: MakeProgram,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "l'elenco dell'anno"
    folder.mkdir()
    monkeypatch.chdir(folder)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await open_inbox(app, pilot)
        await asked(app, pilot, f"Export these {LETTERS} messages to")
        await pilot.press("enter")
        await wait_for(pilot, lambda: f"{LETTERS} messages written" in told(app))
        await back(app, pilot)
        assert list(folder.iterdir())

        await asked(app, pilot, f"Export these {LETTERS} messages to")
        await app.local.mailbox.remove((screen.messages.rows[3],))
        await write(app, pilot, tmp_path / "tutto.jsonl")
        await wait_for(pilot, lambda: f"{LETTERS - 1} messages written" in told(app))
        await back(app, pilot)
        assert len((tmp_path / "tutto.jsonl").read_text().splitlines()) == LETTERS - 1


async def test_receipts_that_are_folded_come_along(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=24))
    async with run(app) as pilot:
        screen = await open_inbox(app, pilot)
        assert len(screen.messages.rows) < 24
        await asked(app, pilot, "Export these 24 messages to")
        await write(app, pilot, tmp_path / "tutto.mbox")
        await wait_for(pilot, lambda: "24 messages written" in told(app))
        await back(app, pilot)
        box = mailbox.mbox(tmp_path / "tutto.mbox")
        assert len(box) == 24
        box.close()
        folded = next(row for row in screen.messages.rows if row.receipts)
        screen.messages.move_to(list(screen.messages.rows).index(folded))
        await pilot.press("x")
        await asked(app, pilot, f"Export these {folded.receipts} messages to")


async def test_an_export_tells_how_far_it_is_and_stopped_leaves_nothing(
    make_program: MakeProgram, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = asyncio.Event()

    async def never(_: LocalServices, row: HeldMessage) -> Message:
        asking.set()
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(LocalServices, "read", never)
    app = make_program(sandbox, keep="headers")
    folder = tmp_path / "export"
    folder.mkdir()
    async with run(app) as pilot:
        await open_inbox(app, pilot)
        await asked(app, pilot, f"Export these {LETTERS} messages to")
        await write(app, pilot, folder / "tutto.mbox")
        await wait_for(pilot, lambda: isinstance(app.screen, ExportScreen))
        await wait_for(pilot, asking.is_set, "the service is asked")
        await shows(pilot, f"0 of {LETTERS} messages written")
        box = app.screen.query_one(".dialog").region
        assert (box.x, box.y) > (0, 0), "it stands in the middle"
        await pilot.press("escape")
        await back(app, pilot)
        await wait_for(pilot, lambda: "nothing was exported" in told(app))
        assert list(folder.iterdir()) == []


async def test_an_empty_list_has_nothing_to_export(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await pilot.press("e")
        await wait_for(pilot, lambda: "nothing to export" in told(app))
