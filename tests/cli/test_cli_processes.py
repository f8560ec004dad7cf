"""Commands as processes of their own: what they load, and how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from pectui.cli.main import COMMANDS as NAMES
from pectui.sandbox import Fault, Sandbox
from tests.quick import TURN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Done

Loaded = set[str]

_LOADED = """
import json, os, sys
from pectui.cli.main import run
with open(os.environ["LOADED"], "w") as file:
    for argv in json.loads(sys.argv[1]):
        code = run(argv)
        loaded = sorted({name.partition(".")[0] for name in sys.modules})
        pectui = sorted(name for name in sys.modules if name.startswith("pectui."))
        print(json.dumps([argv, code, loaded, pectui]), file=file)
"""
COMMANDS = [
    ["quota"],
    ["inbox"],
    ["show", "5"],
    ["send", "-t", "a@pec.example", "-s", "P", "-b", "c"],
    ["sent"],
    ["delete", "5", "--yes"],
    ["doctor"],
    ["inbox", "--json"],
    ["sync"],
    ["search"],
    ["purge"],
    ["export", "-o", "-", "--format", "json"],
]
"""The quota first: it is looked at alone."""
TELLING = [
    ["--help"],
    *([name, "--help"] for name in NAMES if name != "sandbox"),
    ["keys"],
    ["completions", "accounts"],
    ["--version"],
    ["completions", "bash"],
    ["completions", "man"],
    ["sandbox", "--help"],
]
"""Those that need no service, and last those that may load the sandbox."""


def pectui(*argv: str) -> list[str]:
    return [sys.executable, "-m", "pectui", *argv]


def loaded_by(commands: list[list[str]], place: Path) -> Iterator[tuple[list[str], Loaded, Loaded]]:
    """Run commands one after the other in one process; give what is loaded after each.

    That is the top of every package, and every module of ours.
    """
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, json.dumps(commands)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LOADED": str(place)},
    )
    lines = place.read_text().splitlines()
    assert len(lines) == len(commands), done.stderr
    for line in lines:
        argv, code, loaded, ours = json.loads(line)
        assert code == 0, (argv, done.stderr)
        assert not {"textual", "rich", "click"} & set(loaded), argv
        assert not [name for name in ours if name.startswith("pectui.tui")], argv
        if argv[0] not in {"sandbox", "completions"}:
            assert not [name for name in ours if name.startswith("pectui.sandbox")], argv
        yield argv, set(loaded), set(ours)


def test_a_headless_command_never_loads_the_screen(sandbox: Sandbox, tmp_path: Path) -> None:
    first, *others = loaded_by(COMMANDS, tmp_path / "loaded")
    assert len(others) == len(COMMANDS) - 1
    assert_is_quota_alone(first[2])


def assert_is_quota_alone(ours: Loaded) -> None:
    """Nothing of the store is loaded but the history of the quota."""
    loaded = {name.removeprefix("pectui.") for name in ours}
    behind = {name for name in loaded if name.startswith(("store", "services"))}
    history = {
        "store.addresses",
        "store.data",
        "store.database",
        "store.errors",
        "store.owner",
        "store.quotas",
        "store.requests",
        "store.schema",
        "store.table",
    }
    assert behind <= {
        "store",
        "services",
        "services.clock",
        "services.quota",
        "services.requests",
        "services.sending",
        "services.sending.lock",
        *history,
    }


def test_what_tells_of_the_program_loads_next_to_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    for argv, loaded, _ in loaded_by(TELLING, tmp_path / "loaded"):
        assert not {"httpx", "pydantic", "sqlite3"} & loaded, argv


def test_a_closed_pipe_is_no_error(sandbox: Sandbox) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            pectui("inbox"), stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(write)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_a_command_cleanly(
    number: signal.Signals, code: int, sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("GET /inbox", "slow", seconds=60.0))
    with subprocess.Popen(
        pectui("inbox"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        # The request has come in, so the command is waiting for its answer.
        while not sandbox.requests:
            assert process.poll() is None
            time.sleep(TURN)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == code
    assert out == ""
    assert "Traceback" not in err


def test_a_check_that_the_monitor_ends_is_unknown(sandbox: Sandbox) -> None:
    sandbox.add_fault(Fault("GET /quota/{mailbox}", "slow", seconds=60.0))
    with subprocess.Popen(
        pectui("quota", "--check", "80:95"), stdout=subprocess.PIPE, text=True
    ) as process:
        while not sandbox.requests:
            assert process.poll() is None
            time.sleep(TURN)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 3
    assert out.startswith("PECTUI QUOTA UNKNOWN - ")
    assert out.count("\n") == 1


def test_an_interrupted_sending_is_found_by_its_receipt(
    sandbox: Sandbox, cli: Callable[..., Done]
) -> None:
    sandbox.add_fault(Fault("POST /send", "slow-after", seconds=60.0))
    with subprocess.Popen(
        pectui("send", "-t", "a@pec.example", "-s", "P", "-b", "c"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not sandbox.sends:
            assert process.poll() is None
            time.sleep(TURN)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "do not send it again" in err
    [sending] = cli("sent", "--json").json["sendings"]
    assert [sent.code for sent in sandbox.sends] == [sending["code"]]
    assert sending["state"] in {"sent", "accepted", "delivered"}


def test_json_is_utf8_in_every_locale(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = subprocess.run(pectui("inbox", "--json"), capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["total"] == 60
    plain = subprocess.run(pectui("quota"), capture_output=True, check=True)
    assert plain.stdout.startswith(b"INBOX  [#")


def test_the_sandbox_serves_until_it_is_interrupted(
    cli: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        pectui("sandbox", "--port", "0", "--messages", "30"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        exports = [process.stdout.readline().strip() for _ in range(5)]
        assert all(line.startswith("export PECTUI_") for line in exports)
        for line in exports:
            monkeypatch.setenv(*line.removeprefix("export ").split("=", 1))
        assert cli("inbox", "--json").json["total"] == 30
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in err


@pytest.mark.parametrize("argv", [[], ["demo"]], ids=["program", "demo"])
def test_the_screen_program_without_a_terminal_says_so_at_once(argv: list[str]) -> None:
    done = subprocess.run(
        pectui(*argv),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=20,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "terminal" in done.stderr
    assert "\x1b" not in done.stderr
