"""Commands on a real terminal and on a pipe: what fits, and no sequence where none belongs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from pectui.cli.table import cells

if TYPE_CHECKING:
    from pectui.sandbox import Sandbox

COMMANDS = (
    ["inbox"], ["sent"], ["quota"], ["accounts"], ["doctor"], ["keys"], ["--help"], ["sync"],
    ["nothing-like-it"],
)  # fmt: skip
LISTS = (["inbox"], ["sent"], ["search"], ["accounts"], ["keys"])
WORDS = (["quota"], ["show", "60"], ["originals", "--missing"], ["--help"], ["doctor"])
SEQUENCE = "\x1b"


def on_terminal(argv: list[str], columns: int, **environment: str) -> str:
    """Return what a command prints on a terminal of so many columns."""
    given = {**os.environ, **environment}
    given.pop("COLUMNS", None)
    child = pexpect.spawn(
        sys.executable, ["-m", "pectui", *argv], env=given, dimensions=(50, columns),
        encoding="utf-8", timeout=60,
    )  # fmt: skip
    text = str(child.read())
    child.close()
    return text


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_dumb_terminal_gets_words_alone(argv: list[str], sandbox: Sandbox) -> None:
    out = on_terminal(argv, 80, TERM="dumb")
    assert out.strip()
    assert SEQUENCE not in out


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_pipe_gets_words_alone(argv: list[str], sandbox: Sandbox) -> None:
    given = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    done = subprocess.run(
        [sys.executable, "-m", "pectui", *argv], capture_output=True, env=given, check=False
    )
    assert done.stdout + done.stderr
    assert SEQUENCE.encode() not in done.stdout + done.stderr


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_a_list_fits(argv: list[str], language: str, columns: int, sandbox: Sandbox) -> None:
    out = on_terminal(argv, columns, TERM="xterm", PECTUI_LANGUAGE=language)
    assert out.strip()
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("argv", WORDS, ids=" ".join)
def test_words_are_broken_between_them(argv: list[str], columns: int, sandbox: Sandbox) -> None:
    subprocess.run([sys.executable, "-m", "pectui", "sync"], check=True, capture_output=True)
    out = on_terminal(argv, columns, TERM="dumb")
    assert out.strip()
    assert max(map(cells, out.splitlines())) <= columns
    whole = on_terminal(argv, 5000, TERM="dumb")
    assert set(out.split()) >= {word for word in whole.split() if word.isalpha()}


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("argv", [["inbox"], ["search"], ["sent"]], ids=" ".join)
def test_a_narrow_list_cuts_no_word_of_a_subject(
    argv: list[str], language: str, sandbox: Sandbox
) -> None:
    subject = "Diffida ad adempiere e contestuale messa in mora per il contratto n. 44"
    send = ["send", "-t", "a@pec.example", "b@pec.example", "-s", subject, "-b", "x"]
    for command in (send, ["sync"]):
        done = [sys.executable, "-m", "pectui", *command]
        subprocess.run(done, check=True, capture_output=True)
    out = on_terminal(argv, 40, TERM="xterm", PECTUI_LANGUAGE=language)
    assert subject in " ".join(out.split())
    assert "…" not in out


@pytest.mark.parametrize("language", ["en", "it"])
def test_to_whom_a_letter_went_can_be_read_at_80_columns(language: str, sandbox: Sandbox) -> None:
    send = [sys.executable, "-m", "pectui", "send", "-t", "ufficio@pec.example", "-s", "Istanza"]
    subprocess.run([*send, "-b", "x"], check=True, capture_output=True)
    first = on_terminal(["sent"], 80, TERM="xterm", PECTUI_LANGUAGE=language).splitlines()[1]
    assert "ufficio@p" in first
    assert first.rstrip().endswith("Istanza")


def test_whose_a_letter_is_can_be_read_at_80_columns(sandbox: Sandbox) -> None:
    sandbox.deliver_mail(sender="ufficio@pec.example", subject="Verbale", body="testo")
    first = on_terminal(["inbox"], 80, TERM="xterm").splitlines()[1]
    assert "ufficio@p" in first
    assert first.rstrip().endswith("Verbale")


def test_the_state_of_a_sending_can_be_read_at_40_columns(sandbox: Sandbox) -> None:
    send = [sys.executable, "-m", "pectui", "send", "-t", "a@pec.example", "-s", "Istanza"]
    subprocess.run([*send, "-b", "x"], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "pectui", "sync"], check=True, capture_output=True)
    out = on_terminal(["sent"], 40, TERM="xterm")
    assert re.search("Delivered +Istanza", out)
