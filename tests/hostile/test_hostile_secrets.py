"""Canaries in the place of password and token: nothing that is kept or shown ever holds them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from pectui.cli.main import run
from pectui.errors import PectuiError
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.settings.configuration import Configuration, Secret
from pectui.system import logs
from pectui.system.redaction import STRUCK_OUT, hide
from tests.accounts import make_account, make_options
from tests.hostile.canaries import canary, leaks
from tests.hostile.hostile_program import Running, empty_sandbox, running

CREDENTIALS = canary("studio.verdi")
PASSWORD, TOKEN = CREDENTIALS.password, CREDENTIALS.token


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep a log as verbose as it gets, with the account's secrets made known to it."""
    monkeypatch.setenv("PECTUI_DEBUG", "1")
    root = logging.getLogger()
    before, level, own = list(root.handlers), root.level, logging.getLogger("pectui").level
    path = logs.start_log(tmp_path / "state")
    assert path is not None
    hide(*make_account(password=Secret(PASSWORD), token=Secret(TOKEN)).secrets)
    yield path
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.getLogger("pectui").setLevel(own)


def echoing_faults() -> tuple[Fault, ...]:
    """A service that says the secrets back, in each of its ways."""
    said = f"wrong: {PASSWORD} {TOKEN} Bearer {TOKEN}"
    return tuple(Fault("GET /inbox", kind, text=said) for kind in ("401", "400", "500-html", "403"))


def fail(password: str = PASSWORD) -> None:
    token = TOKEN
    raise ZeroDivisionError(password + token)


async def use(on: Running, sandbox: Sandbox, seen: list[str]) -> None:
    """Go everywhere, meet errors that quote the secrets, and add what was to be seen to `seen`."""
    seen += [repr(on.program.session), repr(on.program.configuration), repr(on.program)]
    for fault in echoing_faults():
        sandbox.add_fault(fault)
        problem = await problem_of_loading(on)
        seen += [on.picture, str(problem), repr(problem), repr(problem.values)]
        seen += [repr(problem.__cause__), logs.describe(problem)]
    await on.leave_renewal()
    for view in ("sent", "outbox", "drafts", "account"):
        await on.go_to(view)
        seen.append(on.picture)
    seen += [on.program.export_screenshot(), on.watch.written.decode()]
    logging.getLogger("pectui").error("%s %s", PASSWORD, TOKEN)


async def problem_of_loading(on: Running) -> PectuiError:
    problem = await on.failed_look()
    await on.pilot.pause()
    return problem


async def test_no_secret_on_the_screen_in_a_picture_of_it_or_in_a_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    log: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    sandbox = empty_sandbox(credentials=CREDENTIALS)
    monkeypatch.setattr(
        "tests.hostile.hostile_program.make_account",
        lambda: make_account(password=Secret(PASSWORD), token=Secret(TOKEN)),
    )
    seen: list[str] = []

    async def use_and_crash() -> None:
        async with running(tmp_path, sandbox, monkeypatch) as on:
            await use(on, sandbox, seen)
            on.program.call_later(fail)
            await on.until(lambda: not on.program.is_running, "the end")

    with pytest.raises(ZeroDivisionError):
        await use_and_crash()
    out, err = capfd.readouterr()
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.startswith("crash-") for path in kept)
    assert log in kept
    seen += [path.read_bytes().decode(errors="replace") for path in kept]
    seen += [path.name for path in kept]
    seen += [out, err, Path("/proc/self/cmdline").read_text()]
    assert [found for text in seen for found in leaks(text, CREDENTIALS)] == []
    assert STRUCK_OUT in log.read_text()


def test_no_secret_in_what_has_them() -> None:
    account = make_account(password=Secret(PASSWORD), token=Secret(TOKEN))
    configuration = Configuration(make_options(Path("/nowhere")), account, ("studio",))
    for thing in (account, configuration, account.password, SandboxConfig(credentials=CREDENTIALS)):
        for text in (repr(thing), str(thing), f"{thing}"):
            assert leaks(text, CREDENTIALS) == []


def test_no_secret_in_what_commands_print_and_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PECTUI_DEBUG", "1")
    sandbox = Sandbox(SandboxConfig(messages=30, credentials=CREDENTIALS, send_period=0.0))
    with SandboxServer(sandbox) as server:
        for name, value in (
            ("BASE_URL", server.base_url),
            ("USERNAME", CREDENTIALS.username),
            ("PASSWORD", PASSWORD),
            ("TOKEN", TOKEN),
        ):
            monkeypatch.setenv(f"PECTUI_{name}", value)
        said = f"{PASSWORD} {TOKEN}"
        assert run(["inbox"]) == 0
        assert run(["send", "--to", "a@pec.example", "-s", "x", "-b", "y"]) == 0
        for kind in ("401", "500", "400"):
            for call in ("GET /inbox", "GET /quota/{mailbox}", "POST /send"):
                sandbox.add_fault(Fault(call, kind, text=said, times=4))
        for arguments in (["inbox", "--json"], ["quota"], ["doctor"], ["show", "1", "--json"]):
            run(arguments)
        run(["send", "--to", "a@pec.example", "-s", "x", "-b", "y", "--json"])
    out, err = capfd.readouterr()
    assert leaks(out + err, CREDENTIALS) == []
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [
        path for path in kept if leaks(path.read_bytes().decode(errors="replace"), CREDENTIALS)
    ] == []
    # The secrets did travel: the sandbox was asked with them.
    assert any(TOKEN in received.headers.get("authorization", "") for received in sandbox.requests)
