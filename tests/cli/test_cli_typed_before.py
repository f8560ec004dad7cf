"""Questions on a real terminal: what was typed or pasted before one agrees to nothing."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING

import pexpect
import pytest

from pectui.cli.plain.lines import Lines
from pectui.cli.typed_before import STILL, forget
from tests.cli.asking import Asking
from tests.cli.batch_table import BODY, SUBJECT, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

DROPPED = "no answer to it"


@pytest.fixture
def begin(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Asking]]:
    """Give what starts a command on a terminal where `y` was typed before it could ask."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PECTUI_LANGUAGE", "en")
    begun: list[Asking] = []

    def start(*argv: str) -> Asking:
        asking = Asking(monkeypatch, *argv)
        begun.append(asking)
        asking.send("y\ny\ny\ny")
        return asking

    yield start
    for asking in begun:
        asking.close()


def answered(asking: Asking, question: str, answer: str) -> int | None:
    """Wait for the question behind what was dropped, answer it, and return the exit code."""
    asking.expect_exact(DROPPED)
    asking.expect_exact(question)
    asking.sendline(answer)
    asking.expect(pexpect.EOF)
    asking.close()
    return asking.exitstatus


@pytest.mark.parametrize(("answer", "gone"), [("n", 0), ("", 0), ("y", 1)])
def test_a_deletion_waits_for_an_answer_to_its_question(
    answer: str,
    gone: int,
    begin: Callable[..., Asking],
    cli: Callable[..., Done],
    sandbox: Sandbox,
) -> None:
    cli("inbox")
    assert answered(begin("delete", "60"), "Delete? [y/N]", answer) == 0
    assert sum(one.method == "DELETE" for one in sandbox.requests) == gone


def test_letters_of_a_batch_wait_for_an_answer(
    begin: Callable[..., Asking], sandbox: Sandbox, tmp_path: Path
) -> None:
    table, text = tmp_path / "clienti.csv", tmp_path / "testo.txt"
    table.write_text(TABLE, "utf-8")
    text.write_text(BODY, "utf-8")
    child = begin("batch", "send", str(table), "-s", SUBJECT, "-f", str(text))
    assert answered(child, "[y/N]", "") == 2
    assert not sandbox.sends


def test_a_step_of_the_self_test_waits_for_an_answer(
    begin: Callable[..., Asking], sandbox: Sandbox
) -> None:
    assert answered(begin("doctor", "--self-test"), "Take this step", "n") == 0
    assert not sandbox.requests


def test_an_account_is_removed_where_its_question_was_answered(
    begin: Callable[..., Asking], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[accounts.studio]\nusername = "studio"\n', "utf-8")
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    assert answered(begin("accounts", "remove", "studio"), "[y/N]", "n") == 2
    assert "studio" in file.read_text("utf-8")


@pytest.mark.parametrize("kind", ["command", "plain"])
def test_a_line_that_comes_letter_by_letter_is_dropped_to_its_end(kind: str) -> None:
    master, slave = pty.openpty()

    def type_slowly() -> None:
        for letter in b"yes\n":
            os.write(master, bytes([letter]))
            time.sleep(STILL * 0.6)

    async def plainly() -> bool:
        return await Lines(slave).forget()

    typing = threading.Thread(target=type_slowly)
    typing.start()
    had_lines = forget(slave) if kind == "command" else asyncio.run(plainly())
    typing.join()
    assert had_lines
    assert not select.select([slave], [], [], 0)[0]
    assert termios.tcgetattr(slave)[3] & termios.ICANON
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_who_is_told_to_end_meanwhile_gives_the_terminal_back(ending: signal.Signals) -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    program = "from pectui.cli.typed_before import forget; forget(0)"
    begun = subprocess.Popen([sys.executable, "-c", program], stdin=slave)
    end = time.monotonic() + 10
    while termios.tcgetattr(slave)[3] & termios.ICANON:
        assert time.monotonic() < end, "it never listened"
    begun.send_signal(ending)
    assert begun.wait(10) == -ending
    assert termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)
