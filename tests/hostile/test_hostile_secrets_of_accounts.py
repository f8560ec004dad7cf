"""A canary for each account: what lets one in is never with another, nor anywhere to be seen."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste
from textual.widgets import Input, Static

from pectui.sandbox import Fault
from pectui.settings import keyring_process
from pectui.settings.accounts import SECRET_NAMES, account_names, save_account
from pectui.settings.configuration import Configuration, Secret
from pectui.settings.process import start_reading
from pectui.system import logs, processes
from pectui.tui.app import PectuiApp
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.workers import start_call
from tests.accounts import make_options
from tests.hostile.canaries import Child, canary, children, kept_texts, leaks
from tests.tui.accounts.two_accounts import Office, all_open, desk, open_office, switch
from tests.tui.conftest import make_sandbox, picture, wait_for
from tests.tui.sending_steps import go, run, send, told, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.sandbox import Credentials

NAMES = ("alfa", "beta", "gamma")
OWNERS = {name: canary(name) for name in NAMES}
NEW = canary("nuovo")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a folder, a log as verbose as it gets, and no keyring."""
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setenv("PECTUI_DEBUG", "1")
    monkeypatch.setattr(keyring_process, "is_available", lambda: False)
    logs.start_log(tmp_path / "state")
    return tmp_path


@pytest.fixture
def sequences(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect titles, bells, popups and what else goes to the terminal beside the picture."""
    written: list[str] = []
    monkeypatch.setattr(PectuiApp, "write_sequence", lambda _, one: written.append(one))
    return written


@pytest.fixture
def started() -> Iterator[list[Child]]:
    """Collect the processes that are started."""
    with children() as found:
        yield found


def assert_nowhere(seen: dict[str, str], *owners: Any) -> None:
    """No secret of these owners stands in any of the texts, which are named."""
    assert {where: found for where, text in seen.items() if (found := leaks(text, *owners))} == {}


def kept(place: Path) -> dict[str, str]:
    """Return what every file holds, but for the settings, where secrets are meant to be."""
    found = dict(kept_texts(place))
    found.pop(str(place / "config.toml"), None)
    return found


def bug(text: str) -> None:
    local = text
    raise ZeroDivisionError(local)


async def speak(text: str) -> None:
    local = text
    raise RuntimeError(f"in a worker: {local}")


async def test_what_lets_one_account_in_is_never_with_another(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    sequences: list[str],
    started: list[Child],
    capfd: pytest.CaptureFixture[str],
) -> None:
    seen: dict[str, str] = {}
    with ExitStack() as stack:
        office = open_office(place, monkeypatch, stack, NAMES, OWNERS.__getitem__)
        # Each of the three is kept in another place: environment, settings file, memory.
        monkeypatch.setenv("PECTUI_PASSWORD", OWNERS["alfa"].password)
        monkeypatch.setenv("PECTUI_TOKEN", OWNERS["alfa"].token)
        _forget(office, "alfa", "gamma")
        held = {"PECTUI_PASSWORD": OWNERS["gamma"].password, "PECTUI_TOKEN": OWNERS["gamma"].token}
        processes.hold("gamma", held)
        with pytest.raises(ZeroDivisionError):
            await _use_all(office, seen)
    for name, sandbox in office.sandboxes.items():
        others = [owner for one, owner in OWNERS.items() if one != name]
        asked = {
            f"{name} {number}": f"{one!r} {one.headers!r}"
            for number, one in enumerate(sandbox.requests)
        }
        assert any(leaks(text, OWNERS[name]) for text in asked.values()), "it was asked as itself"
        assert_nowhere(asked, *others)
    for child in started:
        assert_nowhere({"words": child.words}, *OWNERS.values())
        for_whom = {name for name in NAMES if repr(name) in child.words} or {"alfa"}
        assert_nowhere(
            {child.words: child.environment},
            *(owner for name, owner in OWNERS.items() if name not in for_whom),
        )
    out, err = capfd.readouterr()
    files = kept(place)
    assert any("crash-" in name for name in files)
    assert_nowhere(
        {**files, **seen, "terminal": "".join(sequences), "out": out + err}, *OWNERS.values()
    )


def _forget(office: Office, *names: str) -> None:
    """Take the secrets of accounts out of the settings file."""
    secrets: Any = dict.fromkeys(SECRET_NAMES, Secret("-"))
    for name in names:
        save_account(office.file, name, {}, secrets, place="session")


async def _use_all(office: Office, seen: dict[str, str]) -> None:
    """Go everywhere as each account, and end in a crash."""
    everything = " ".join(f"{one.password} {one.token}" for one in OWNERS.values())
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        for name in NAMES:
            await _use_one(office, app, pilot, name, seen)
        start_call(app, "any", lambda: speak(everything))
        app.run_worker(speak(everything))
        await wait_for(pilot, lambda: told(app).count("RuntimeError") > 1, "what failed")
        seen["told"] = told(app)
        seen["picture"] = app.export_screenshot()
        logging.getLogger("pectui").error("%s", everything)
        app.call_later(bug, everything)
        await wait_for(pilot, lambda: not app.is_running, "the end")


async def _use_one(
    office: Office, app: PectuiApp, pilot: Pilot[None], name: str, seen: dict[str, str]
) -> None:
    """Write, read and have checked as one account, whose service then says its secrets back."""
    if app.desk.name != name:
        await switch(app, pilot, name)
    await write(app, pilot, subject=f"Lettera di {name}")
    await send(app, pilot)
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
    account = await go(app, pilot, "5")
    await pilot.press("f5")
    await wait_for(pilot, lambda: str(account.query_one("#checks", Static).content), "checks")
    seen[f"checks {name}"] = picture(app)
    text = f"wrong: {OWNERS[name].password} {OWNERS[name].token}"
    office.sandboxes[name].add_fault(Fault("GET /inbox", "400", text=text, times=None))
    await go(app, pilot, "1")
    office.deliver(name, f"Posta di {name}")
    await pilot.press("f5")
    mine = desk(app, name)
    await wait_for(pilot, lambda: mine.progress.error, "what the service says")
    seen[f"problem {name}"] = f"{mine.progress.error!r} {mine!r} {mine.session!r} {picture(app)}"


async def test_what_is_typed_at_a_set_up_and_a_renewal_is_nowhere_but_in_the_settings(
    place: Path,
    sequences: list[str],
    started: list[Child],
    capfd: pytest.CaptureFixture[str],
) -> None:
    seen: dict[str, str] = {}
    sandbox = make_sandbox(credentials=NEW)
    with pytest.raises(ZeroDivisionError):
        await _set_up(PectuiApp(Configuration(make_options(place), None), asgi=sandbox.app), seen)
    assert leaks((place / "config.toml").read_text(), NEW)
    old = canary("vecchio")
    (name,) = account_names(place / "config.toml")
    save_account(place / "config.toml", name, {}, _secrets_of(old), place="file")
    await _renew(PectuiApp(start_reading(None).result(), asgi=sandbox.app), seen)
    out, err = capfd.readouterr()
    seen.update({child.words: child.words + child.environment for child in started})
    assert_nowhere(
        {**kept(place), **seen, "terminal": "".join(sequences), "out": out + err}, NEW, old
    )


def _secrets_of(owner: Credentials) -> Any:
    return {"password": Secret(owner.password), "token": Secret(owner.token)}


async def _asked(app: PectuiApp, pilot: Pilot[None]) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused, "the form")


async def _type(app: PectuiApp, pilot: Pilot[None], seen: dict[str, str]) -> None:
    """Type what lets the account in, and watch the screen meanwhile."""
    for name, value in (("password", NEW.password), ("token", NEW.token)):
        app.screen.query_one(f"#{name}", Input).focus()
        app.post_message(Paste(value))
        await wait_for(pilot, lambda: app.screen.query_one(f"#{name}", Input).value == value)  # noqa: B023
        seen[f"{name} typed {len(seen)}"] = picture(app)


async def _set_up(app: PectuiApp, seen: dict[str, str]) -> None:
    async with run(app, (100, 40)) as pilot:
        await _asked(app, pilot)
        app.screen.query_one("#username", Input).value = NEW.username
        await _type(app, pilot, seen)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
        await go(app, pilot, "5")
        await pilot.press("e")
        await _asked(app, pilot)
        await _type(app, pilot, seen)
        app.call_later(bug, "while secrets are typed")
        await wait_for(pilot, lambda: not app.is_running, "the end")


async def _renew(app: PectuiApp, seen: dict[str, str]) -> None:
    async with run(app, (100, 40)) as pilot:
        await _asked(app, pilot)
        await _type(app, pilot, seen)
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")
        await wait_for(pilot, lambda: app.connection == "online", "the service")
        seen["renewed"] = picture(app) + told(app)
