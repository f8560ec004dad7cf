"""Commands on a real terminal and on a pipe: what fits, and no sequence where none belongs."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
import termios
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

import pexpect
import pytest

from pectui.cli.main import run
from pectui.cli.table import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

COMMANDS = (
    ["inbox"], ["sent"], ["quota"], ["accounts"], ["doctor"], ["keys"], ["--help"], ["sync"],
    ["nothing-like-it"],
)  # fmt: skip
LISTS = (["inbox"], ["sent"], ["search"], ["accounts"], ["keys"])
WORDS = (["quota"], ["show", "60"], ["originals", "--missing"], ["--help"], ["doctor"])
SEQUENCE = "\x1b"


def printed(argv: list[str], ours: int, theirs: int, **environment: str) -> str:
    """Return what a command of this process writes to the end of a pipe that is `theirs`."""
    parts: list[bytes] = []

    def read() -> None:
        with suppress(OSError):  # how Linux says that a terminal's other side is closed
            while part := os.read(ours, 1 << 16):
                parts.append(part)

    reader = Thread(target=read)
    reader.start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with open(theirs, "wb") as out:
            for name in ("stdout", "stderr"):
                stream = io.TextIOWrapper(out, "utf-8", write_through=True)
                patch.setattr(sys, name, stream)
            run(argv)
            for name in ("stdout", "stderr"):
                getattr(sys, name).detach()
    reader.join()
    os.close(ours)
    return b"".join(parts).decode()


def on_terminal(argv: list[str], columns: int, **environment: str) -> str:
    """Return what a command prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, columns))
    return printed(argv, ours, theirs, **environment)


@pytest.mark.parametrize("columns", [40, 80])
def test_a_process_prints_what_is_looked_at_here(columns: int, sandbox: Sandbox) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "pectui", "inbox"], env={**os.environ, "TERM": "xterm"},
        dimensions=(50, columns), encoding="utf-8", timeout=60,
    )  # fmt: skip
    text = str(child.read())
    child.close()
    assert text == on_terminal(["inbox"], columns, TERM="xterm")


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_dumb_terminal_gets_words_alone(argv: list[str], sandbox: Sandbox) -> None:
    out = on_terminal(argv, 80, TERM="dumb")
    assert out.strip()
    assert SEQUENCE not in out


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_pipe_gets_words_alone(argv: list[str], sandbox: Sandbox) -> None:
    out = printed(argv, *os.pipe(), TERM="xterm-256color", COLORTERM="truecolor")
    assert out.strip()
    assert SEQUENCE not in out


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_a_list_fits(argv: list[str], language: str, columns: int, sandbox: Sandbox) -> None:
    out = on_terminal(argv, columns, TERM="xterm", PECTUI_LANGUAGE=language)
    assert out.strip()
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("argv", WORDS, ids=" ".join)
def test_words_are_broken_between_them(
    argv: list[str], columns: int, sandbox: Sandbox, cli: Callable[..., Done]
) -> None:
    assert cli("sync").code == 0
    out = on_terminal(argv, columns, TERM="dumb")
    assert out.strip()
    assert max(map(cells, out.splitlines())) <= columns
    whole = on_terminal(argv, 5000, TERM="dumb")
    assert set(out.split()) >= {word for word in whole.split() if word.isalpha()}


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("argv", [["inbox"], ["search"], ["sent"]], ids=" ".join)
def test_a_narrow_list_cuts_no_word_of_a_subject(
    argv: list[str], language: str, sandbox: Sandbox, cli: Callable[..., Done]
) -> None:
    subject = "Diffida ad adempiere e contestuale messa in mora per il contratto n. 44"
    send = ["send", "-t", "a@pec.example", "b@pec.example", "-s", subject, "-b", "x"]
    for command in (send, ["sync"]):
        assert cli(*command).code == 0
    out = on_terminal(argv, 40, TERM="xterm", PECTUI_LANGUAGE=language)
    assert subject in " ".join(out.split())
    assert "…" not in out


@pytest.mark.parametrize("language", ["en", "it"])
def test_to_whom_a_letter_went_can_be_read_at_80_columns(
    language: str, sandbox: Sandbox, cli: Callable[..., Done]
) -> None:
    assert cli("send", "-t", "ufficio@pec.example", "-s", "Istanza", "-b", "x").code == 0
    first = on_terminal(["sent"], 80, TERM="xterm", PECTUI_LANGUAGE=language).splitlines()[1]
    assert "ufficio@p" in first
    assert first.rstrip().endswith("Istanza")


def test_whose_a_letter_is_can_be_read_at_80_columns(sandbox: Sandbox) -> None:
    sandbox.deliver_mail(sender="ufficio@pec.example", subject="Verbale", body="testo")
    first = on_terminal(["inbox"], 80, TERM="xterm").splitlines()[1]
    assert "ufficio@p" in first
    assert first.rstrip().endswith("Verbale")


def test_the_state_of_a_sending_can_be_read_at_40_columns(
    sandbox: Sandbox, cli: Callable[..., Done]
) -> None:
    assert cli("send", "-t", "a@pec.example", "-s", "Istanza", "-b", "x").code == 0
    assert cli("sync").code == 0
    out = on_terminal(["sent"], 40, TERM="xterm")
    assert re.search("Delivered +Istanza", out)
