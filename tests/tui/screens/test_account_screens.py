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

from pectui.catalogue import Language, use_language
from pectui.cli.main import run as run_command
from pectui.errors import PectuiError, SettingInvalid
from pectui.sandbox import CREDENTIALS, Fault
from pectui.services import new_account
from pectui.services.new_account import NewAccount
from pectui.settings.accounts import save_account
from pectui.settings.configuration import Account, Configuration, Secret
from pectui.settings.loader import read_configuration
from pectui.settings.process import start_reading
from pectui.system import processes
from pectui.tui import run as start
from pectui.tui.app import PectuiApp
from pectui.tui.screens import account
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.list.message_list import MessageList
from tests.accounts import make_account, make_options
from tests.tui.conftest import MakeProgram, make_sandbox, resize, shows, wait_for
from tests.tui.screens.test_account_set_up import reads_here
from tests.tui.sending_steps import all_words, go, run, told, type_in, words

__all__ = ["reads_here"]
SECRETS: Any = {
    "password": Secret(CREDENTIALS.password),
    "token": Secret(CREDENTIALS.token),
}
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
    monkeypatch.setattr(processes, "command", lambda *_: [sys.executable, "-c", code])


async def test_days_and_counts_are_said_as_the_language_says_them(
    make_program: MakeProgram,
) -> None:
    app = make_program(
        make_sandbox(messages=0), token_expires="2027-09-03", requests_per_day=12_000
    )
    said: tuple[tuple[Language, str, str], ...] = (
        ("en", "3 Sep 2027", "12,000"),
        ("it", "3 set 2027", "12.000"),
    )
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        for language, day, count in said:
            use_language(language)
            await go(app, pilot, "1")
            await go(app, pilot, "5")
            await wait_for(pilot, lambda: day in words(app, "#facts"), day)  # noqa: B023
            assert count in words(app, "#facts")


async def test_the_account_shows_its_facts_and_the_doctor_its_checks(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor_says(monkeypatch, f"print({json.dumps(json.dumps(CHECKS))}); raise SystemExit(4)")
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
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
        await wait_for(pilot, lambda: "“pectui doctor” could not be run" in told(app))
        assert "checking" not in words(app, "#heading")

        refusal = {"error": {"title": "A setting is not valid", "detail": "ca_file"}}
        doctor_says(monkeypatch, f"print({json.dumps(json.dumps(refusal))})")
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "A setting is not valid: ca_file" in told(app))

        monkeypatch.setattr(processes, "command", lambda *_: ["/nowhere/at/all"])
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "it does not exist" in told(app))
        assert "broken" not in told(app)


async def test_a_doctor_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor_says(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(account, "_SECONDS", 0.2)
    with pytest.raises(PectuiError, match="could not be run"):
        await account.run_doctor("studio")


def nobody(folder: Path) -> PectuiApp:
    return PectuiApp(Configuration(make_options(folder), None), asgi=make_sandbox(messages=1).app)


async def test_without_an_account_the_set_up_saves_one_and_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    app = nobody(tmp_path)
    async with run(app) as pilot:
        await type_in(pilot, *CREDENTIALS.username)
        assert isinstance(app.screen, AccountForm)
        assert app.screen.query_one("#username", Input).value == CREDENTIALS.username
        await pilot.press("f9")
        await wait_for(pilot, lambda: "Password is needed" in words(app, "#password-problem"))
        assert "Token is needed" in words(app, "#token-problem")
        assert not told(app)
        assert not file.exists()
        assert app.focused is app.screen.query_one("#password")
        await type_in(pilot, *CREDENTIALS.password, "enter", *CREDENTIALS.token)
        assert CREDENTIALS.password not in all_words(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
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
            app.screen.query_one(f"#{name}", Input).value = "x@pec.example"
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "config.toml" in words(app, "#form-problem"))
        assert app.screen is form
        assert app.screen.query_one("#token", Input).value == "x@pec.example"
        assert file.read_text() == "this is = no toml ["
        await pilot.press("escape")
        await wait_for(pilot, lambda: not app.is_running, "Escape leaves")


@pytest.mark.usefixtures("reads_here")
async def test_editing_keeps_the_secrets_that_are_left_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    save_account(file, "studio", {"username": "a@pec.example"}, SECRETS, place="file")
    configuration = read_configuration(need_account=False)
    sandbox = make_sandbox(messages=0)
    app = PectuiApp(configuration, asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm), "it is refused")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await go(app, pilot, "5")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        assert app.screen.query_one("#name", Input).disabled
        assert app.screen.query_one("#password", Input).value == ""
        app.screen.query_one("#username", Input).value = CREDENTIALS.username
        app.screen.query_one("#sender", Input).value = "b@pec.example"
        await pilot.press("f9")
        await wait_for(pilot, lambda: not app.is_running, "it starts anew on the account")
    assert app.restart
    saved = start_reading(None).result().account
    assert isinstance(saved, Account)
    assert (saved.username, saved.sender) == (CREDENTIALS.username, "b@pec.example")
    assert saved.password.reveal() == CREDENTIALS.password
    assert saved.token.reveal() == CREDENTIALS.token


# ── asked before it is written ─────────────────────────────────────────────────────────────────


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the settings file will be; everything else of the program is in the folder."""
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    return tmp_path / "config.toml"


def fill(app: PectuiApp, **values: str) -> None:
    typed = {"username": CREDENTIALS.username, "password": CREDENTIALS.password}
    for name, value in {**typed, "token": CREDENTIALS.token, **values}.items():
        app.screen.query_one(f"#{name}", Input).value = value


def problem(app: PectuiApp, place: str = "form") -> str:
    return words(app, f"#{place}-problem")


def blamed(app: PectuiApp) -> str | None:
    """Return the field the cursor is in, where the service's refusal stands beside it."""
    name = app.focused.id if app.focused else None
    if name not in {"username", "password", "token"}:
        return None
    return name if "does not let this account in" in problem(app, name) else None


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()]


@pytest.mark.usefixtures("reads_here")
async def test_an_account_the_service_refuses_leaves_no_trace(tmp_path: Path, file: Path) -> None:
    sandbox = make_sandbox(messages=0)
    app = PectuiApp(Configuration(make_options(tmp_path), None), asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        for wrong, size in (("username", (80, 24)), ("password", (60, 16)), ("token", (80, 24))):
            await resize(pilot, size)
            fill(app, **{wrong: "sbagliata@pec.example"})
            asked = len(sandbox.requests)
            await pilot.press("f9")
            await wait_for(pilot, lambda: len(sandbox.requests) > asked, wrong)  # noqa: B023
            await wait_for(pilot, lambda: "✗ token" in words(app, "#steps"), wrong)
            await wait_for(pilot, lambda: blamed(app), f"refused for its {wrong}")
            assert not left_behind(tmp_path), wrong
            assert not told(app), "the words stand in the form, not over it"
            await shows(pilot, "The service does not let")
            assert app.focused is not None
            assert app.focused.region.bottom <= size[1], wrong
        fill(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
    assert left_behind(tmp_path) == [file.name]


async def test_what_cannot_travel_is_said_at_its_field_before_anything_is_asked(
    tmp_path: Path, file: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    app = PectuiApp(Configuration(make_options(tmp_path), None), asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        fill(app, password="perché no", token="due parole", sender="nessuno", name="a/b")
        await pilot.press("f9")
        await wait_for(pilot, lambda: "slashes" in problem(app, "name"))
        assert "ASCII" in problem(app, "password")
        assert problem(app, "token")
        assert problem(app, "sender")
        assert "accounts." not in all_words(app), "in the words of the form, not of the file"
        assert app.focused is app.screen.query_one("#password"), "the first of them"
        await pilot.press("x")
        await wait_for(pilot, lambda: not problem(app, "password"), "another value was typed")
        assert problem(app, "token")
        fill(app, username="utente", sender="")
        await pilot.press("f9")
        await wait_for(pilot, lambda: "the user is not an address" in problem(app, "sender"))
    assert not sandbox.requests
    assert not file.exists()


@pytest.mark.usefixtures("reads_here")
async def test_where_the_service_cannot_be_asked_the_person_decides(
    tmp_path: Path, file: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    for _ in range(20):
        sandbox.add_fault(Fault(call="*", kind="500"))
    app = PectuiApp(Configuration(make_options(tmp_path), None), asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        app.screen.query_one("#token", Input).focus()
        fill(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: "F9 again" in problem(app))
        assert not file.exists()
        assert app.focused is app.screen.query_one("#token"), "the cursor stays where it was"
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
    assert file.exists()


@pytest.mark.usefixtures("reads_here")
async def test_an_account_changed_to_what_is_refused_stays_as_it_was(
    tmp_path: Path, file: Path
) -> None:
    save_account(file, "studio", {"username": CREDENTIALS.username}, SECRETS, place="file")
    before = file.read_bytes()
    app = PectuiApp(read_configuration(need_account=False), asgi=make_sandbox(messages=0).app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await go(app, pilot, "5")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        await type_in(pilot, *"sbagliata", "f9")
        await wait_for(pilot, lambda: blamed(app) == "password")
    assert file.read_bytes() == before
    assert left_behind(tmp_path) == [file.name]


async def test_an_account_that_cannot_be_read_back_is_not_left_in_the_file(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("# mine\n")

    def unreadable(*_: object, **__: object) -> Any:
        raise SettingInvalid(where="x", reason="y")

    monkeypatch.setattr(new_account, "start_reading", unreadable)
    new = NewAccount("studio", CREDENTIALS.username, password=Secret("p"), token=Secret("t"))
    with pytest.raises(SettingInvalid):
        new_account.write(file, new, make_account())
    assert file.read_text() == "# mine\n"


async def test_escape_gives_up_asking_and_then_leaves(tmp_path: Path, file: Path) -> None:
    sandbox = make_sandbox(messages=0)
    sandbox.add_fault(Fault(call="*", kind="slow", seconds=60.0))
    app = PectuiApp(Configuration(make_options(tmp_path), None), asgi=sandbox.app)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused)
        fill(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: sandbox.requests, "the question")
        await wait_for(pilot, lambda: "… token" in words(app, "#steps"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "… token" not in words(app, "#steps"))
        assert app.is_running
        await pilot.press("escape")
        await wait_for(pilot, lambda: not app.is_running)
    assert not file.exists()


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
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox, requests_per_day=2)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.spent)
        await wait_for(pilot, lambda: "used up" in words(app, "#heading"))
        assert "Today's 2 requests are used up" in told(app)
        await go(app, pilot, "5")
        await wait_for(pilot, lambda: "Requests today" in words(app, "#facts"))
        shown = words(app, "#facts")
        told_of = re.search(r"Requests today\s+(\d+) of 2: looking for mail slowly", shown)
        assert told_of is not None
        assert 2 <= int(told_of[1]) <= app.session.requests.made_today
        assert app.session.requests.made_today <= len(sandbox.requests)
