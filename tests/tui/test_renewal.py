"""A password or token that expired is asked for in place, and everything goes on."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from pectui.sandbox import CREDENTIALS, Fault
from pectui.services.mailbox.sync import Doing
from pectui.settings.accounts import save_account
from pectui.settings.configuration import SANDBOX_URL, Secret
from pectui.settings.loader import read_configuration
from pectui.system import processes
from pectui.tui.app import PectuiApp
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import make_sandbox, shows, wait_for
from tests.tui.reading_here import read_settings_here
from tests.tui.sending_steps import run, send, words, write

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the settings file of an account whose token is no longer good."""
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setenv("PECTUI_UNDO_SECONDS", "0")
    monkeypatch.setattr(processes, "_sealed", {})
    read_settings_here(monkeypatch)
    secrets: Any = {"password": Secret(CREDENTIALS.password), "token": Secret("expired")}
    file = tmp_path / "config.toml"
    save_account(file, "studio", {"username": CREDENTIALS.username}, secrets, place="file")
    return file


def make_program() -> PectuiApp:
    return PectuiApp(read_configuration(need_account=False), asgi=make_sandbox().app)


async def asked(app: PectuiApp, pilot: Pilot[None]) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused, "the form")


async def renew(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Give the token that is good."""
    app.screen.query_one("#token", Input).value = CREDENTIALS.token
    await pilot.press("f9")
    await wait_for(pilot, lambda: not isinstance(app.screen, AccountForm), "it goes on")


async def test_a_token_that_expired_is_asked_for_and_the_mailbox_goes_on(file: Path) -> None:
    app = make_program()
    async with run(app, (60, 20)) as pilot:
        await asked(app, pilot)
        await shows(pilot, "no longer lets “studio” in")
        shown = {one.id for one in app.screen.query(Input) if one.is_on_screen}
        assert shown == {"password", "token"}, "only what may have changed"
        app.screen.query_one("#token", Input).value = "wrong"
        await pilot.press("f9")
        await wait_for(
            pilot, lambda: "does not let" in words(app, "#token-problem"), "what was typed is it"
        )
        assert app.focused is app.screen.query_one("#token")
        assert "expired" in file.read_text()
        await renew(app, pilot)
        assert isinstance(app.screen, InboxScreen)
        await wait_for(pilot, lambda: app.connection == "online")
        await wait_for(pilot, lambda: app.progress.held)
        assert app.session.account.token.reveal() == CREDENTIALS.token
    assert CREDENTIALS.token in file.read_text()
    assert "expired" not in file.read_text()


@pytest.mark.parametrize(
    "said",
    [{"environment": "sandbox", "sender": "ufficio@pec.example"}, {"base_url": SANDBOX_URL}, {}],
    ids=["environment and sender", "address", "nothing"],
)
async def test_what_is_not_asked_stays_as_it_is_in_the_file(
    file: Path, said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_account(file, "studio", said)
    monkeypatch.setenv("PECTUI_SENDER", "altro@pec.example")
    before = tomllib.loads(file.read_text())
    app = make_program()
    async with run(app, (60, 20)) as pilot:
        await asked(app, pilot)
        await renew(app, pilot)
    after = tomllib.loads(file.read_text())
    assert after["accounts"]["studio"].pop("token") == CREDENTIALS.token
    assert before["accounts"]["studio"].pop("token") == "expired"
    assert after == before


async def test_it_is_asked_once_and_again_where_a_person_wants_it() -> None:
    app = make_program()
    async with run(app) as pilot:
        await asked(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        before = app.progress.error
        app.local.sync.wake()
        await wait_for(pilot, lambda: app.progress.error not in {None, before}, "another refusal")
        await pilot.pause()
        assert isinstance(app.screen, InboxScreen)
        await pilot.press("f5")
        await asked(app, pilot)
        await renew(app, pilot)
        await wait_for(pilot, lambda: app.connection == "online")


async def test_neither_a_letter_being_written_nor_a_search_being_typed_is_interrupted() -> None:
    app = make_program()
    async with run(app) as pilot:
        await asked(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await pilot.press("slash")
        await wait_for(pilot, lambda: app.screen.has_class("-typing"))
        app.desk.renewal.forget()
        app.desk.renewal.note()
        assert app.screen.has_class("-typing"), "keys go on into the search"
        await pilot.press("escape")
        await asked(app, pilot)

        await pilot.press("escape")
        form = await write(app, pilot)
        app.desk.renewal.forget()
        before = app.local.sync.progress.error
        app.local.sync.wake()
        await wait_for(pilot, lambda: app.local.sync.progress.error not in {None, before})
        app.desk.renewal.note()
        assert app.screen is form
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is not form)
        await pilot.press("k")
        await asked(app, pilot)


async def test_a_letter_that_is_refused_has_the_account_looked_at(file: Path) -> None:
    secrets: Any = {"token": Secret(CREDENTIALS.token)}
    save_account(file, "studio", {"username": CREDENTIALS.username}, secrets, place="file")
    sandbox = make_sandbox()
    app = PectuiApp(read_configuration(need_account=False), asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await write(app, pilot)
        sandbox.add_fault(Fault(call="*", kind="401", times=None))
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: app.local.sync.progress.doing is Doing.REFUSED)
        assert app.screen is progress, "what became of the letter is read first"
        await pilot.press("escape")
        await asked(app, pilot)
