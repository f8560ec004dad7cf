"""The second start shows the inbox before anything is loaded, and loses no key typed meanwhile."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.e2e.conftest import Open
from tests.e2e.test_e2e_terminal import assert_restored

PATIENCE = 20.0


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
    terminal.send("\x11")
    terminal.wait_for_end()
    return row.split()[-1].rstrip("…").encode()


def test_rows_of_last_time_stand_there_before_the_program_is_loaded(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    terminal = open_terminal(env=account)
    terminal.wait_for_bytes(seen)
    # Textual asks for the keyboard protocol when it takes over: it has not been heard of yet.
    before = bytes(terminal.raw).partition(seen)[0]
    assert b"\x1b[>" not in before
    terminal.wait_for("online")
    # The switch to the alternate screen would blank the picture: it happens once.
    assert bytes(terminal.raw).count(b"\x1b[?1049h") == 1


def test_keys_typed_while_it_loads_are_neither_lost_nor_echoed(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    terminal = open_terminal(env=account)
    terminal.wait_for_bytes(seen)
    terminal.send("c")
    terminal.wait_for("New letter")
    assert b"\nc" not in bytes(terminal.raw)
    assert b"Hc" not in bytes(terminal.raw)


def test_the_terminal_is_as_before_whichever_way_it_ends(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    for way in ("quit", "term"):
        terminal = open_terminal(env=account)
        before = terminal.modes()
        terminal.wait_for("online")
        if way == "quit":
            terminal.send("\x11")
        else:
            terminal.signal(signal.SIGTERM)
        terminal.wait_for_end()
        assert_restored(terminal, before)


def test_settings_that_cannot_be_used_leave_no_picture_behind(
    open_terminal: Open, account: dict[str, str], seen: bytes
) -> None:
    terminal = open_terminal(env={**account, "PECTUI_THEME": "no-such-theme"})
    terminal.wait_for_end()
    raw = bytes(terminal.raw)
    assert raw.rfind(b"\x1b[?1049l") >= raw.rfind(b"\x1b[?1049h")
    assert b"PECTUI_THEME" in raw.rpartition(b"\x1b[?1049l")[2]
