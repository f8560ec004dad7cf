"""The other accounts are opened beside the one that is shown; what is wrong with one is its own."""

from __future__ import annotations

import asyncio
import tomllib
from typing import TYPE_CHECKING

from textual.widgets import Input

from pectui.errors import SettingInvalid
from pectui.sandbox import CREDENTIALS, Fault
from pectui.settings.configuration import PRODUCTION_URL, SANDBOX_URL, Configuration
from pectui.settings.process import start_reading
from pectui.system import processes
from pectui.tui import accounts
from pectui.tui.app import PectuiApp
from pectui.tui.glance import Glance
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.account_bar import AccountBar
from tests.accounts import make_account, make_options
from tests.tui.accounts.two_accounts import all_open, desk, switch
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, picture, shows, wait_for
from tests.tui.sending_steps import go, run, told, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from tests.tui.accounts.two_accounts import Office


async def test_one_that_cannot_be_opened_or_is_open_already_stops_no_other_and_is_tried_again(
    office: Office,
) -> None:
    office.add("again", office.service_of("alfa"))
    with office.file.open("a") as file:
        file.write('\n[accounts.gamma]\nusername = "gamma@pec.example"\n')
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").is_open, "beta")
        await wait_for(pilot, lambda: desk(app, "gamma").problem, "what gamma lacks")
        await wait_for(pilot, lambda: "▌gamma ✗" in lines_of(app)[1])
        await wait_for(pilot, lambda: desk(app, "again").problem, "the second of alfa's mailbox")
        assert "“alfa”, which is open already" in str(desk(app, "again").problem)
        await switch(app, pilot, "beta")
        await switch(app, pilot, "alfa")
        await pilot.press("0")
        await shows(pilot, "could not be opened")
        assert "password" in picture(app)
        office.add("gamma", office.service_of("beta"), username="altro@pec.example")
        await pilot.press("end", "enter")
        await wait_for(pilot, lambda: app.desk.name == "gamma", "gamma, once it is mended")


async def test_a_secret_kept_for_this_session_only_is_asked_for_as_its_account_is_gone_to(
    office: Office,
) -> None:
    office.forget_secrets("beta")
    app = office.program()
    async with run(app, (100, 40)) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").problem, "what beta lacks")
        for key in ("escape", "f9"):
            await app.run_action("show_account(1)")
            await give_secrets(app, pilot, "beta")
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "an inbox")
            assert app.is_running
        await wait_for(pilot, lambda: app.desk.name == "beta", "the account")
        await all_open(app, pilot)
    assert "password" not in tomllib.loads(office.file.read_text())["accounts"]["beta"]


async def test_a_token_that_expires_under_the_form_of_another_account_is_asked_for_after_it(
    office: Office,
) -> None:
    office.forget_secrets("beta")
    app = office.program()
    async with run(app, (100, 40)) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").problem, "what beta lacks")
        await wait_for(pilot, lambda: app.connection == "online", "alfa")
        await app.run_action("show_account(1)")
        await give_secrets(app, pilot, "beta")
        office.sandboxes["alfa"].add_fault(Fault("*", "401", times=None))
        desk(app, "alfa").local.sync.wake()
        await wait_for(pilot, lambda: app.connection == "refused", "the refusal")
        await shows(pilot, "Password and token of “beta”")
        await pilot.press("f9")
        await shows(pilot, "The service no longer lets “alfa” in")
        await wait_for(pilot, lambda: desk(app, "beta").is_open, "beta, beside it")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox of alfa")
        await switch(app, pilot, "beta")


async def test_the_others_are_there_where_the_first_one_has_to_be_asked_for_its_secrets(
    office: Office,
) -> None:
    office.forget_secrets("alfa")
    app = office.program()
    async with run(app, (100, 40)) as pilot:
        await give_secrets(app, pilot, "alfa")
        await pilot.press("f9")
        await all_open(app, pilot)
        assert [one.name for one in app.desks] == ["alfa", "beta"]
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
        await switch(app, pilot, "beta")


async def give_secrets(app: PectuiApp, pilot: Pilot[None], name: str) -> None:
    """Fill in the form that asks for an account's password and token."""
    await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused, "the form")
    await shows(pilot, f"Password and token of “{name}”")
    for field, secret in (("password", CREDENTIALS.password), ("token", CREDENTIALS.token)):
        app.screen.query_one(f"#{field}", Input).value = secret


async def test_what_cannot_be_given_in_a_form_is_told_and_read_once_however_often_it_is_wanted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[str] = []

    async def fails(name: str) -> Configuration:
        readings.append(name)
        await asyncio.sleep(0.1)
        raise SettingInvalid(where="config.toml", reason="broken since")

    app = office.program()
    monkeypatch.setattr(accounts, "_read_apart", fails)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").problem, "what beta lacks")
        for _ in range(10):
            await app.run_action("show_account(1)")
        await wait_for(pilot, lambda: "broken since" in told(app), "what is wrong")
        await wait_for(pilot, lambda: not app.accounts.is_opening(desk(app, "beta")))
        assert readings == ["beta", "beta"]
        assert isinstance(app.screen, InboxScreen)


async def test_what_the_environment_says_or_this_session_keeps_of_one_account_reaches_no_other(
    office_apart: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_apart
    for key, value in {
        "base_url": office.service_of("alfa"),
        "token": "canarino-token-7f3k",
        "sender": "altro@pec.example",
    }.items():
        monkeypatch.setenv(f"PECTUI_{key.upper()}", value)
    app = office.program()
    processes.hold("alfa", {"PECTUI_TOKEN": "canarino-token-8g4m"})
    async with run(app) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").connection == "online", "beta, as itself")
        beta = desk(app, "beta").configuration.account
        assert beta is not None
        assert beta.sender == "beta@pec.example"
        assert beta.base_url == office.service_of("beta")
        await wait_for(pilot, lambda: app.connection == "refused", "alfa, with what it was given")
    kept = start_reading("alfa").result().account
    assert kept is not None
    assert kept.token.reveal() == "canarino-token-8g4m"


async def test_an_account_whose_service_is_away_goes_on_being_tried_beside_the_others(
    office: Office,
) -> None:
    office.sandboxes["beta"].add_fault(Fault("*", "500", times=None))
    app = office.program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: desk(app, "beta").is_open, "beta")
        await wait_for(pilot, lambda: app.connection == "online", "alfa")
        await write(app, pilot, subject="Lettera di alfa")
        assert isinstance(app.screen, ComposeScreen)
        assert desk(app, "beta").connection != "online"


async def test_one_account_takes_no_line_and_reads_nothing_more(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        assert not app.screen.query(AccountBar)
        await pilot.press("A")
        await wait_for(pilot, lambda: "no other account" in told(app))
        assert len(app.desks) == 1


async def test_the_demo_opens_none_of_the_settings(office: Office, tmp_path: Path) -> None:
    names = ("demo", "alfa", "beta")
    configuration = Configuration(make_options(tmp_path), make_account(name="demo"), names)
    app = PectuiApp(configuration, asgi=make_sandbox().app, demo=True)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        assert [one.name for one in app.desks] == ["demo"]
    assert not any(one.requests for one in office.sandboxes.values())


def test_production_and_sandbox_are_told_in_words() -> None:
    production = make_account(base_url=PRODUCTION_URL)
    sandbox = make_account(base_url=SANDBOX_URL)
    assert (production.environment, sandbox.environment) == ("production", "sandbox")
    assert make_account(base_url="https://pec.example").environment == "other"
    one = Glance("a", "studio", "#1f5fbf", environment="production", host="ws.pecmassiva.com")
    two = Glance("b", "prove", "#1f5fbf", environment="sandbox", host="test.ws.pecmassiva.com")
    assert (one.title, two.title) == ("studio · production", "prove · SANDBOX")


async def test_a_sandbox_is_told_in_words_also_where_it_is_alone(tmp_path: Path) -> None:
    account = make_account(base_url=SANDBOX_URL)
    configuration = Configuration(make_options(tmp_path), account, (account.name,))
    app = PectuiApp(configuration, asgi=make_sandbox().app)
    async with run(app) as pilot:
        await shows(pilot, f"{account.name} · SANDBOX")
        for key in "23456":
            await go(app, pilot, key)
            await wait_for(pilot, lambda: f"{account.name} · SANDBOX" in lines_of(app)[1], key)
