"""Commands as processes of their own: what they load, and how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pectui.cli.main import COMMANDS as NAMES
from pectui.sandbox import Fault, Sandbox

if TYPE_CHECKING:
    from pathlib import Path

_LOADED = """
import json, os, sys
from pectui.cli.main import run
code = run(json.loads(sys.argv[1]))
loaded = sorted({name.partition(".")[0] for name in sys.modules})
pectui = sorted(name for name in sys.modules if name.startswith("pectui."))
with open(os.environ["LOADED"], "w") as file:
    json.dump({"code": code, "loaded": loaded, "pectui": pectui}, file)
"""
COMMANDS = [
    ["inbox"],
    ["show", "5"],
    ["send", "-t", "a@pec.example", "-s", "P", "-b", "c"],
    ["sent"],
    ["delete", "5", "--yes"],
    ["quota"],
    ["doctor"],
    ["inbox", "--json"],
    ["--help"],
    *([name, "--help"] for name in NAMES),
    ["keys"],
    ["completions", "bash"],
    ["completions", "man"],
    ["completions", "accounts"],
    ["purge"],
    ["export", "-o", "-", "--format", "json"],
    ["backup", "--help"],
    ["restore", "--help"],
    ["--version"],
]


def pectui(*argv: str) -> list[str]:
    return [sys.executable, "-m", "pectui", *argv]


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_headless_command_never_loads_the_screen(
    argv: list[str], sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if argv[0] == "delete":
        subprocess.run(pectui("show", "5"), check=True, stdout=subprocess.DEVNULL)
    monkeypatch.setenv("LOADED", str(tmp_path / "loaded"))
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, json.dumps(argv)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    result = json.loads((tmp_path / "loaded").read_text())
    assert result["code"] == 0, done.stderr
    assert not {"textual", "rich", "click"} & set(result["loaded"])
    assert not [name for name in result["pectui"] if name.startswith("pectui.tui")]
    if argv[0] not in {"sandbox", "completions"}:
        assert not [name for name in result["pectui"] if name.startswith("pectui.sandbox")]
    if argv[-1] in {"--help", "--version"} or argv[0] in {"keys", "completions"}:
        assert not {"httpx", "pydantic", "sqlite3"} & set(result["loaded"])
    if argv == ["quota"]:
        loaded = {name.removeprefix("pectui.") for name in result["pectui"]}
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
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 3
    assert out.startswith("PECTUI QUOTA UNKNOWN - ")
    assert out.count("\n") == 1


def test_an_interrupted_sending_is_found_by_its_receipt(sandbox: Sandbox) -> None:
    sandbox.add_fault(Fault("POST /send", "slow-after", seconds=60.0))
    with subprocess.Popen(
        pectui("send", "-t", "a@pec.example", "-s", "P", "-b", "c"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not sandbox.sends:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "do not send it again" in err
    listed = subprocess.run(pectui("sent", "--json"), capture_output=True, check=True)
    [sending] = json.loads(listed.stdout)["sendings"]
    assert [sent.code for sent in sandbox.sends] == [sending["code"]]
    assert sending["state"] in {"sent", "accepted", "delivered"}


def test_json_is_utf8_in_every_locale(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = subprocess.run(pectui("inbox", "--json"), capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["total"] == 60
    plain = subprocess.run(pectui("quota"), capture_output=True, check=True)
    assert plain.stdout.startswith(b"INBOX  [#")


def test_the_sandbox_serves_until_it_is_interrupted() -> None:
    with subprocess.Popen(
        pectui("sandbox", "--port", "0", "--messages", "30"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        exports = [process.stdout.readline().strip() for _ in range(5)]
        assert all(line.startswith("export PECTUI_") for line in exports)
        given = dict(line.removeprefix("export ").split("=", 1) for line in exports)
        done = subprocess.run(
            pectui("inbox", "--json"),
            env=os.environ | given,
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout)["total"] == 30
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
