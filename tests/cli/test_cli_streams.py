"""The exit code tells what was done, whatever becomes of what is printed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli.main import run
from pectui.sandbox import CREDENTIALS, Fault, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

SEND = ["send", "-t", "a@pec.example", "-s", "Prova", "-b", "testo"]
DONE = {
    "send": (SEND, 0),
    "send later": ([*SEND, "--at", "tomorrow 9:00"], 0),
    "delete": (["delete", "50", "--yes"], 0),
    "delete in part": (["delete", "50", "999", "--yes"], 8),
    "remove copies": (["sent", "--remove-copies", "30"], 0),
}
READING = {
    "inbox": ["inbox"],
    "show": ["show", "5"],
    "sent": ["sent"],
    "quota": ["quota"],
    "doctor": ["doctor"],
    "help": ["--help"],
    "help of a command": ["send", "--help"],
    "version": ["--version"],
}
FAILING = {
    "wrong usage": (["show"], 2),
    "no such message": (["show", "999"], 5),
    "not listed": (["delete", "999", "--yes"], 5),
    "refused": (["inbox"], 4),
    "unknown": (SEND, 8),
}
WAYS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("out",), ()),
    (("err",), ()),
    (("out", "err"), ()),
    (("out", "err"), ("--json",)),
)
"""Which streams are lost, and what is added to the command."""
PLUGIN = ["quota", "--check", "80:95"]


def full() -> Any:
    return Path("/dev/full").open("w", encoding="utf-8")


def closed() -> None:
    return None


def shut() -> Any:
    stream = io.StringIO()
    stream.close()
    return stream


def broken() -> Any:
    read, write = os.pipe()
    os.close(read)
    return os.fdopen(write, "w", encoding="utf-8")


STREAMS = {"full": full, "closed": closed, "shut": shut, "broken": broken}


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run a command whose streams go wrong: `lost(argv, out="full", err="closed")`."""

    def call(argv: list[str], *, out: str | None = None, err: str | None = None) -> int:
        opened = []
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
            for name, kind in (("stdout", out), ("stderr", err)):
                stream = STREAMS[kind]() if kind else io.StringIO()
                patch.setattr(sys, name, stream)
                opened.append(stream)
            code = run(argv)
        for stream in opened:
            if stream is not None:
                stream.close()  # what is left in a buffer must not fail now either
        return code

    return call


def with_json(argv: list[str]) -> list[list[str]]:
    return [argv, [*argv, "--json"]]


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("what", DONE)
def test_what_was_done_keeps_its_exit_code(
    what: str, kind: str, sandbox: Sandbox, cli: Callable[..., Any], lost: Callable[..., int]
) -> None:
    argv, code = DONE[what]
    for number, (where, more) in enumerate(WAYS):
        if what.startswith("delete"):
            cli("inbox", "--json")
        once = [f"Prova {number}" if word == "Prova" else word for word in argv]
        assert lost([*once, *more], **dict.fromkeys(where, kind)) == code
    if what.startswith("delete"):
        assert cli("inbox", "--json").json["total"] == 60 - len(WAYS)


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("what", READING)
def test_reading_whose_data_cannot_be_written_is_2(
    what: str, kind: str, sandbox: Sandbox, cli: Callable[..., Any], lost: Callable[..., int]
) -> None:
    if what == "sent":
        cli(*SEND)
    argv = READING[what]
    for one in with_json(argv):
        assert lost(one, out=kind) == (0 if kind == "broken" else 2)
        assert lost(one, out=kind, err=kind) == (0 if kind == "broken" else 2)
        assert lost(one, err=kind) == 0


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("what", FAILING)
def test_an_error_keeps_its_exit_code(
    what: str, kind: str, sandbox: Sandbox, lost: Callable[..., int]
) -> None:
    if what == "refused":
        sandbox.add_fault(Fault("GET /inbox", "401", times=None))
    if what == "unknown":
        sandbox.add_fault(Fault("POST /send", "502-html", times=None))
    argv, code = FAILING[what]
    for where, more in WAYS:
        assert lost([*argv, *more], **dict.fromkeys(where, kind)) == code


@pytest.mark.parametrize("kind", STREAMS)
def test_a_plugins_answer_that_cannot_be_written_is_unknown(
    kind: str, sandbox: Sandbox, lost: Callable[..., int]
) -> None:
    for one in with_json(PLUGIN):
        assert lost(one, out=kind) == (0 if kind == "broken" else 3)
        assert lost(one, out=kind, err=kind) == (0 if kind == "broken" else 3)
        assert lost(one, err=kind) == 0
    sandbox.add_fault(Fault("GET /quota/{mailbox}", "401", times=None))
    for one in with_json(PLUGIN):
        assert lost(one, out=kind, err=kind) == 3


@pytest.mark.parametrize("kind", ["full", "closed", "shut"])
def test_nothing_is_deleted_where_the_question_cannot_be_seen(
    kind: str,
    sandbox: Sandbox,
    cli: Callable[..., Any],
    lost: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cli("inbox")
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert lost(["delete", "60"], err=kind) == 0
    assert not any(request.method == "DELETE" for request in sandbox.requests)


def test_rows_that_could_not_be_printed_were_not_listed(
    sandbox: Sandbox, cli: Callable[..., Any], lost: Callable[..., int]
) -> None:
    assert lost(["inbox"], out="full") == 2
    assert cli("delete", "60", "--yes").code == 5


# ── whole processes: what Python itself does with its streams when it ends ───


def shell(line: str, argv: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = ["/bin/sh", "-c", f'exec "$@" {line}', "sh", sys.executable, "-m", "pectui", *argv]
    return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("line", [">/dev/full", ">/dev/full 2>&1", "2>/dev/full"])
def test_a_letter_that_left_is_0(line: str, sandbox: Sandbox) -> None:
    done = shell(line, SEND)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert len(sandbox.sends) == 1


@pytest.mark.parametrize(
    ("line", "argv", "code"),
    [
        (">/dev/full", ["inbox"], 2),
        (">/dev/full 2>&1", ["quota", "--json"], 2),
        (">&-", ["quota"], 2),
        ("2>/dev/full", ["show", "999"], 5),
        ("2>&-", ["show", "999"], 5),
        (">/dev/full 2>&1", ["show", "999", "--json"], 5),
    ],
)
def test_a_process_ends_with_its_own_code(
    line: str, argv: list[str], code: int, sandbox: Sandbox
) -> None:
    done = shell(line, argv)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"Exception ignored" not in done.stdout + done.stderr


def test_no_file_of_ours_takes_the_place_of_a_closed_stream(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    speaking = tmp_path / "speaking"
    speaking.write_text(f"#!/bin/sh\necho segreto >&2\necho {CREDENTIALS.password}\n")
    speaking.chmod(0o700)
    monkeypatch.delenv("PECTUI_PASSWORD")
    monkeypatch.setenv("PECTUI_PASSWORD_COMMAND", str(speaking))
    done = shell("<&- >&- 2>&-", SEND)
    assert done.returncode == 0
    assert done.stdout + done.stderr == b""
    assert len(sandbox.sends) == 1
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or b"segreto" not in file.read_bytes()
    assert len(cli("sent", "--json").json["sendings"]) == 1
