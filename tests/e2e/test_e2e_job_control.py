"""Put aside and brought back by a shell, and the terminals that have no screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal, environment
from tests.e2e.conftest import Open

QUIT, SUSPEND = b"\x11", b"\x1a"


@pytest.fixture
def shell(home: Path) -> Terminal:
    """Return a shell with job control and a prompt of its own, on a terminal."""
    env = environment(home, PECTUI_LANGUAGE="en", PS1="PROMPT>")
    return Terminal(["bash", "--norc", "--noprofile", "-i"], env=env)


def listed(text: str) -> bool:
    return "Enter Open" in text


def test_put_aside_it_leaves_the_shell_its_terminal_and_comes_back(shell: Terminal) -> None:
    with shell as terminal:
        terminal.wait_for("PROMPT>")
        terminal.send(f"{sys.executable} -m pectui demo\r")
        terminal.wait_for(listed)
        terminal.settle()
        terminal.send(SUSPEND)
        terminal.wait_for_bytes(b"Stopped")
        terminal.send("echo $((40+2))\r")
        terminal.wait_for_bytes(b"42")
        before = len(terminal.raw)
        terminal.send("fg\r")
        wait(terminal, lambda: b"\x1b[?1049h" in terminal.raw[before:])
        # From the first line to the last: the shell has left nothing of the picture.
        for part in (b"Inbox", b"Unread", b"Enter"):
            wait(terminal, partial(is_drawn, terminal, before, part))
        terminal.settle()
        terminal.send("2")
        wait(terminal, lambda: "Sent ·" in terminal.text)
        before = len(terminal.raw)
        terminal.send(QUIT)
        wait(terminal, lambda: b"PROMPT>" in terminal.raw[before:])


def is_drawn(terminal: Terminal, begin: int, part: bytes) -> bool:
    return part in terminal.raw[begin:]


def wait(terminal: Terminal, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, terminal.text
        terminal.read()


def test_without_a_shell_behind_it_it_stays(open_terminal: Open) -> None:
    terminal = open_terminal("demo")
    terminal.wait_for(listed)
    terminal.settle()
    terminal.send(SUSPEND)
    terminal.wait_for("no shell behind pectui")
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("term", ["dumb", "unknown"])
@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_a_terminal_without_a_screen_is_refused_with_a_word(
    open_terminal: Open, term: str, arguments: tuple[str, ...]
) -> None:
    terminal = open_terminal(*arguments, env={"TERM": term})
    assert terminal.wait_for_end() == 2
    assert f"TERM={term}".encode() in terminal.raw
    assert b"pectui plain" in terminal.raw
    assert b"\x1b" not in terminal.raw


def test_a_stop_from_outside_is_taken_too(shell: Terminal, home: Path) -> None:
    with shell as terminal:
        terminal.wait_for("PROMPT>")
        terminal.send(f"{sys.executable} -m pectui demo & echo $! > {home}/pid; fg\r")
        terminal.wait_for(listed)
        terminal.settle()
        os.kill(int((home / "pid").read_text()), signal.SIGTSTP)
        terminal.wait_for_bytes(b"Stopped")
        before = len(terminal.raw)
        terminal.send("fg\r")
        wait(terminal, lambda: b"Enter" in terminal.raw[before:])
