"""Questions on a real terminal: what was typed or pasted before one agrees to nothing."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING

import pexpect
import pytest

from pectui.cli.plain.lines import Lines
from pectui.cli.typed_before import STILL, forget
from tests.cli.batch_table import BODY, SUBJECT, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

DROPPED = "no answer to it"


@pytest.fixture
def begin(sandbox: Sandbox) -> Iterator[Callable[..., pexpect.spawn[str]]]:
    """Give what starts a command on a terminal where `y` was typed before it could ask."""
    children: list[pexpect.spawn[str]] = []

    def start(*argv: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            sys.executable, ["-m", "pectui", *argv],
            env={**os.environ, "TERM": "xterm", "PECTUI_LANGUAGE": "en"},
            dimensions=(50, 200), encoding="utf-8", timeout=60,
        )  # fmt: skip
        children.append(child)
        child.send("y\ny\ny\ny")
        return child

    yield start
    for child in children:
        child.close(force=True)


def answered(child: pexpect.spawn[str], question: str, answer: str) -> int:
    """Wait for the question behind what was dropped, answer it, and return the exit code."""
    child.expect_exact(DROPPED)
    child.expect_exact(question)
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


@pytest.mark.parametrize(("answer", "gone"), [("n", 0), ("", 0), ("y", 1)])
def test_a_deletion_waits_for_an_answer_to_its_question(
    answer: str,
    gone: int,
    begin: Callable[..., pexpect.spawn[str]],
    cli: Callable[..., Done],
    sandbox: Sandbox,
) -> None:
    cli("inbox")
    assert answered(begin("delete", "60"), "Delete? [y/N]", answer) == 0
    assert sum(one.method == "DELETE" for one in sandbox.requests) == gone


def test_letters_of_a_batch_wait_for_an_answer(
    begin: Callable[..., pexpect.spawn[str]], sandbox: Sandbox, tmp_path: Path
) -> None:
    table, text = tmp_path / "clienti.csv", tmp_path / "testo.txt"
    table.write_text(TABLE, "utf-8")
    text.write_text(BODY, "utf-8")
    child = begin("batch", "send", str(table), "-s", SUBJECT, "-f", str(text))
    assert answered(child, "[y/N]", "") == 2
    assert not sandbox.sends


def test_a_step_of_the_self_test_waits_for_an_answer(
    begin: Callable[..., pexpect.spawn[str]], sandbox: Sandbox
) -> None:
    assert answered(begin("doctor", "--self-test"), "Take this step", "n") == 0
    assert not sandbox.requests


def test_an_account_is_removed_where_its_question_was_answered(
    begin: Callable[..., pexpect.spawn[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
