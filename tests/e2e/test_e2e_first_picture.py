"""The second start shows the inbox before anything is loaded, and loses no key typed meanwhile."""

from __future__ import annotations

import signal
import termios
import time
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.e2e.conftest import Open
from tests.e2e.test_e2e_terminal import assert_restored

PATIENCE = 20.0
QUIT = b"\x11"


def pictures(home: Path) -> list[Path]:
    return list((home / ".cache").rglob("*.ansi"))


def wait_for_picture(terminal: Terminal, home: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not pictures(home):
        assert time.monotonic() < end, "no picture was kept"
        terminal.read(0.1)


@pytest.fixture
def seen(open_terminal: Open, account: dict[str, str], home: Path) -> bytes:
    """Let the program see the mailbox once; return the words of its first row."""
    terminal = open_terminal(env=account)
    terminal.wait_for("60 messages")
    wait_for_picture(terminal, home)
    row = terminal.text.splitlines()[3]
    terminal.send(QUIT)
    terminal.wait_for_end()
    return row.split()[-1].rstrip("…").encode()


def test_a_second_start_shows_the_last_rows_and_takes_every_key_however_it_ends(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    for key, answer, way in (
        ("c", "New letter", "quit"),
        ("?", "Search everything held here", "term"),
    ):
        terminal = open_terminal(env=account)
        before = terminal.modes()
        terminal.wait_for_bytes(seen)
        # Textual asks for the keyboard protocol when it takes over: it has not been heard of yet.
        assert b"\x1b[>" not in bytes(terminal.raw).partition(seen)[0], key
        terminal.send(key)
        terminal.wait_for(answer)
        assert f"\n{key}".encode() not in bytes(terminal.raw), "echoed"
        assert f"H{key}".encode() not in bytes(terminal.raw), "echoed"
        # The switch to the alternate screen would blank the picture: it happens once.
        assert bytes(terminal.raw).count(b"\x1b[?1049h") == 1, key
        terminal.send(QUIT) if way == "quit" else terminal.signal(signal.SIGTERM)
        terminal.wait_for_end()
        assert_restored(terminal, before)
    quit_before_it_is_loaded(open_terminal, account, seen)
    start_with_settings_that_cannot_be_used(open_terminal, account, seen)


def quit_before_it_is_loaded(open_terminal: Open, account: dict[str, str], seen: bytes) -> None:
    terminal = open_terminal(env=account)
    terminal.wait_for_bytes(seen)
    assert b"\x1b[>" not in terminal.raw
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    assert terminal.modes()[3] & termios.ICANON
    assert terminal.modes()[0] & termios.IXON


def start_with_settings_that_cannot_be_used(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    """The picture goes, and what is wrong is said in its place."""
    terminal = open_terminal(env={**account, "PECTUI_LOOK_SECONDS": "seldom"})
    terminal.wait_for_end()
    raw = bytes(terminal.raw)
    assert seen in raw, "the picture was there"
    assert raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h")
    assert b"PECTUI_LOOK_SECONDS" in raw.rpartition(b"\x1b[?1049l")[2]
