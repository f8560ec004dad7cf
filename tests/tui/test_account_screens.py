"""The account: what is set, what the doctor finds, and setting one up from nothing."""

from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from pectui import own_process
from pectui.accounts import save_account
from pectui.cli.main import run as run_command
from pectui.configuration import Account, Configuration, Secret
from pectui.errors import PectuiError
from pectui.sandbox import CREDENTIALS
from pectui.settings_process import start_reading
from pectui.tui import run as start
from pectui.tui.app import PectuiApp
from pectui.tui.screens import account
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.mailbox import MailboxScreen
from pectui.tui.widgets.message_list import MessageList
from tests.tui.conftest import MakeProgram, make_options, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run, told, words

CHECKS = {
    "checks": [
        {"name": "settings", "title": "Settings", "status": "ok", "detail": "Fine", "hint": None},
        {"name": "tls", "status": "warning", "detail": "Old [b]x", "hint": "Renew it"},
        {"name": "token", "title": "Token", "status": "failed", "detail": "401", "hint": "New one"},
        {"name": "mailbox", "title": "Mailbox", "status": "skipped", "detail": "Not asked"},
    ]
}


def doctor_says(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let a small program stand for the doctor's process."""
    monkeypatch.setattr(own_process, "command", lambda *_: [sys.executable, "-c", code])


async def test_the_account_shows_its_facts_and_the_doctor_its_checks(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor_says(monkeypatch, f"print({json.dumps(json.dumps(CHECKS))}); raise SystemExit(4)")
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, MailboxScreen))
        await go(app, pilot, "5")
        await wait_for(pilot, lambda: CREDENTIALS.sender in words(app, "#facts"))
        for part in ("studio", "http://127.0.0.1", "INBOX", "config.toml", "token_expires"):
            assert part in words(app, "#facts")
        assert CREDENTIALS.token not in all_words(app)
        assert CREDENTIALS.password not in all_words(app)
        await pilot.press("f5")
        await wait_for(pilot, lambda: "Token" in words(app, "#checks"))
        shown = words(app, "#checks")
        for part in ("✔ Settings  Fine", "! tls  Old [b]x", "→ Renew it", "✗ Token  401"):
            assert part in shown
        assert "· Mailbox  Not asked" in shown
        assert "checking" not in words(app, "#heading")

        doctor_says(monkeypatch, "print('no JSON')")
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "could not be run" in told(app))
        assert "checking" not in words(app, "#heading")


async def test_a_doctor_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor_says(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(account, "_SECONDS", 0.2)
    with pytest.raises(PectuiError, match="could not be run"):
        await account.run_doctor("studio")


def nobody(folder: Path) -> PectuiApp:
    return PectuiApp(Configuration(make_options(folder), None), asgi=make_sandbox().app)


async def test_without_an_account_the_set_up_saves_one_and_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    app = nobody(tmp_path)
    async with run(app) as pilot:
        await pilot.press(*CREDENTIALS.username)
        assert isinstance(app.screen, AccountForm)
        assert app.screen.query_one("#username", Input).value == CREDENTIALS.username
        await pilot.press("f9")
        assert "Password is needed" in told(app)
        assert not file.exists()
        assert app.focused is app.screen.query_one("#password")
        await pilot.press(*CREDENTIALS.password, "enter", *CREDENTIALS.token)
        assert CREDENTIALS.password not in all_words(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, MailboxScreen), "the inbox")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert app.session.account.username == CREDENTIALS.username
        assert app.session.account.name == "pec"
        inbox = app.screen.query_one(MessageList)
        await wait_for(pilot, lambda: inbox.rows)


async def test_what_was_typed_stays_when_it_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("this is = no toml [")
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    app = nobody(tmp_path)
    async with run(app) as pilot:
        form = app.screen
        await wait_for(pilot, lambda: bool(app.focused))
        for name in ("username", "password", "token"):
            app.screen.query_one(f"#{name}", Input).value = "x"
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "config.toml" in told(app))
        assert app.screen is not form or isinstance(app.screen, AccountForm)
        assert app.screen.query_one("#token", Input).value == "x"
        await wait_for(pilot, lambda: not app.screen.query_one(".dialog").disabled)
        assert file.read_text() == "this is = no toml ["
        await pilot.press("escape")
        await wait_for(pilot, lambda: not app.is_running, "Escape leaves")


async def test_editing_keeps_the_secrets_that_are_left_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    secrets: Any = {"password": Secret("segreta"), "token": Secret("gettone")}
    save_account(file, "studio", {"username": "a@pec.example"}, secrets, use_keyring=False)
    configuration = start_reading(None).result()
    app = PectuiApp(configuration, asgi=make_sandbox().app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, MailboxScreen))
        await go(app, pilot, "5")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        assert app.screen.query_one("#name", Input).disabled
        assert app.screen.query_one("#password", Input).value == ""
        app.screen.query_one("#username", Input).value = "b@pec.example"
        await pilot.press("f9")
        await wait_for(pilot, lambda: not app.is_running, "it starts anew on the account")
    assert app.restart
    saved = start_reading(None).result().account
    assert isinstance(saved, Account)
    assert saved.username == "b@pec.example"
    assert saved.password.reveal() == "segreta"
    assert saved.token.reveal() == "gettone"


# ── starting ───────────────────────────────────────────────────────────────────────────────────


class Started:
    """Stands for the program: notes what it is started with."""

    configuration: Configuration
    restart = False
    return_code = 0

    def __init__(self, configuration: Configuration, **_: object) -> None:
        Started.configuration = configuration

    def run(self) -> None:
        """Show nothing."""


def test_a_program_nobody_has_set_up_starts_on_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pectui.tui.app.PectuiApp", Started)
    picture: Any = None
    assert run_command([], lambda name, _: start.run_program(name, picture)) == 0
    assert Started.configuration.account is None


def test_invalid_settings_are_an_error_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[accounts.a]\nusernme = "x"\n')
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    monkeypatch.setattr("pectui.tui.app.PectuiApp", Started)
    picture: Any = None
    assert run_command([], lambda name, _: start.run_program(name, picture)) == 3
    captured = capsys.readouterr()
    assert "usernme" in captured.err
    assert "username" in captured.err
    assert captured.out == ""


async def test_the_requests_of_today_are_told_and_a_spent_day_says_so(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox, requests_per_day=2)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.progress.complete and app.spent)
        await wait_for(pilot, lambda: "used up" in words(app, "#heading"))
        assert "Today's 2 requests are used up" in told(app)
        await go(app, pilot, "5")
        await wait_for(pilot, lambda: "Requests today" in words(app, "#facts"))
        shown = words(app, "#facts")
        told_of = re.search(r"Requests today\s+(\d+) of 2: looking for mail slowly", shown)
        assert told_of is not None
        assert 2 <= int(told_of[1]) <= app.session.requests.made_today
        assert app.session.requests.made_today <= len(sandbox.requests)
