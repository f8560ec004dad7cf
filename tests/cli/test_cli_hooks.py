"""Hooks as `pectui sync` runs them: once for what came, never for what was there."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.settings.loader import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

EVENTS = ("message", "receipt", "trouble")
KEEP = """\
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
secrets = "yes" if any(os.environ.get(one) for one in ("PECTUI_PASSWORD", "PECTUI_TOKEN")) else "no"
with (folder / "events").open("a") as file:
    file.write(sys.stdin.read())
(folder / "secrets").write_text(secrets)
"""


class Events:
    """What hooks were given, in the order they were run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self) -> list[dict[str, Any]]:
        """Return what came since this was last asked."""
        file = self.folder / "events"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    return file


@pytest.fixture
def events(settings: Path, tmp_path: Path) -> Events:
    """Hooks that keep what they are given."""
    script = tmp_path / "keep.py"
    script.write_text(KEEP)
    line = f"'{sys.executable}' '{script}' '{tmp_path}'"
    settings.write_text("[hooks]\n" + "".join(f'on_{event} = "{line}"\n' for event in EVENTS))
    return Events(tmp_path)


def deliver(sandbox: Sandbox, subject: str) -> int:
    return sandbox.deliver_mail(sender="ufficio@pec.example", subject=subject, body="testo")


def test_new_mail_is_told_once_and_what_was_there_never(
    cli: Callable[..., Done], sandbox: Sandbox, events: Events
) -> None:
    assert cli("sync").code == 0
    assert events.take() == []
    deliver(sandbox, "Verbale")
    deliver(sandbox, "Diffida")
    assert cli("sync").code == 0
    first, second = events.take()
    assert (first["event"], first["account"]) == ("message", "default")
    assert first.keys() == {"event", "account", "message"}
    assert first["message"]["subject"].endswith("Verbale")
    assert second["message"]["subject"].endswith("Diffida")
    assert first["message"].keys() >= {"id", "kind", "sender", "date", "code"}
    assert cli("sync").code == 0
    assert events.take() == []
    assert (events.folder / "secrets").read_text() == "no"


def test_receipts_come_with_how_their_sending_stands(
    cli: Callable[..., Done], sandbox: Sandbox, events: Events
) -> None:
    cli("sync")
    [sent] = cli("send", "-t", "a@pec.example", "-s", "Istanza", "-b", "x", "--json").json[
        "sendings"
    ]
    cli("sync")
    told = events.take()
    assert [one["event"] for one in told] == ["receipt", "receipt"]
    assert {one["message"]["kind"] for one in told} == {"acceptance", "delivery"}
    for one in told:
        assert one["sending"]["code"] == sent["code"]
    assert told[-1]["sending"]["state"] == "delivered"


def test_rebuilding_the_copy_tells_nothing(
    cli: Callable[..., Done], sandbox: Sandbox, events: Events
) -> None:
    cli("sync")
    deliver(sandbox, "Verbale")
    cli("sync")
    assert len(events.take()) == 1
    assert cli("purge").code == 0
    cli("sync")
    assert events.take() == []


@pytest.mark.parametrize("was_new", [True, False])
def test_what_reappears_is_not_told_again(
    was_new: bool, cli: Callable[..., Done], sandbox: Sandbox, events: Events
) -> None:
    if was_new:
        cli("sync")
    number = deliver(sandbox, "Verbale")
    cli("sync")
    assert len(events.take()) == was_new
    mail = sandbox.mailbox.get(number)
    assert mail is not None
    sandbox.mailbox.remove(mail)
    cli("sync")
    sandbox.mailbox.add(mail)
    assert cli("sync", "--json").json["held"] == 61
    assert events.take() == []


def test_several_processes_tell_it_once(
    cli: Callable[..., Done], sandbox: Sandbox, events: Events
) -> None:
    cli("sync")
    for number in range(5):
        deliver(sandbox, f"Verbale {number}")
    several = [
        subprocess.Popen([sys.executable, "-m", "pectui", "sync"], stderr=subprocess.DEVNULL)
        for _ in range(3)
    ]
    assert [one.wait(60) for one in several] == [0, 0, 0]
    assert len(events.take()) == 5


def doctor(cli: Callable[..., Done]) -> dict[str, Any]:
    return next(one for one in cli("doctor", "--json").json["checks"] if one["name"] == "hooks")


@pytest.mark.parametrize(
    ("line", "word"),
    [("no-such-program-here x", "no-such-program-here"), ("false", "1"), ("sh -c 'exit 3'", "3")],
)
def test_a_failure_changes_nothing_and_is_told_by_doctor(
    line: str, word: str, cli: Callable[..., Done], sandbox: Sandbox, settings: Path
) -> None:
    settings.write_text(f'[hooks]\non_message = "{line}"\n')
    cli("sync")
    assert doctor(cli)["status"] == ("warning" if line.startswith("no-such") else "ok")
    deliver(sandbox, "Verbale")
    assert cli("sync", "--json").json["new"] == 1
    told = doctor(cli)
    assert told["status"] == "warning"
    assert "on_message" in told["detail"]
    assert word in told["detail"]
    log = (read_settings().options.directories.state / "pectui.log").read_text()
    assert "on_message" in log
    assert "Verbale" not in log


def is_alive(process: int) -> bool:
    """Whether a process of ours runs still; one that nobody has collected has ended."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_a_command_that_goes_on_is_ended_with_all_it_started(
    cli: Callable[..., Done], sandbox: Sandbox, settings: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("pectui.services.hooks.SECONDS", 0.5)
    settings.write_text(
        f"[hooks]\non_message = '''sh -c 'sleep 300 & echo $! > \"{tmp_path}/child\"; wait' '''\n"
    )
    cli("sync")
    deliver(sandbox, "Verbale")
    begun = time.monotonic()
    assert cli("sync").code == 0
    assert time.monotonic() - begun < 20
    child = int((tmp_path / "child").read_text())
    while is_alive(child):
        time.sleep(0.02)
    assert "on_message" in doctor(cli)["detail"]


@pytest.mark.parametrize(
    ("table", "near"),
    [
        ('on_mesage = "x"', "on_message"),
        ('on-receipt = "x"', "on_receipt"),
        ('whenever = "x"', "on_trouble"),
        ("on_message = 3", "on_message"),
        ('on_message = "a | b"', "sh -c"),
        ('on_message = "a \'b"', "on_message"),
    ],
)
@pytest.mark.parametrize("command", ["sync", "quota", "keys", "accounts"])
def test_a_hook_that_cannot_be_run_is_an_error_of_the_settings(
    table: str, near: str, command: str, cli: Callable[..., Done], settings: Path
) -> None:
    settings.write_text(f"[hooks]\n{table}\n")
    done = cli(command, "--json")
    assert done.code == 3
    assert str(settings) in done.error["detail"]
    assert near in done.error["detail"]
