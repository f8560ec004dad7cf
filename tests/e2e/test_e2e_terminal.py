"""The program as a person meets it: in a terminal of 80 by 24, from start to a restored prompt."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import termios
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import environment
from pectui.sandbox.mailbox import ROME, Mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.terminal import Terminal
    from pectui.sandbox import Sandbox
    from tests.e2e.conftest import Open

QUIT = b"\x11"
ESCAPE = b"\x1b"
ENTER = b"\r"
DOWN = b"\x1b[B"
TITLE_KEPT, TITLE_BACK = b"\x1b[22;2t", b"\x1b]2;\x1b\\\x1b[23;2t"

_ROW = re.compile(r"[✓✔✉✗◷!·] .*(?:\d\d:\d\d|\d+ [a-zA-Z]{3})  (\S+)", re.MULTILINE)
"""A message of the list, with its sender, who may be cut off before the "@"."""
_QUOTA = re.compile(r"\d+ %")


def rows(text: str) -> int:
    """Count the messages in the picture."""
    return len(_ROW.findall(text))


def open_demo(open_terminal: Open, **env: str) -> Terminal:
    terminal = open_terminal("demo", env=env)
    terminal.wait_for(lambda text: rows(text) > 5 and bool(_QUOTA.search(text)))
    terminal.settle()
    return terminal


def assert_restored(terminal: Terminal, before: list[object]) -> None:
    """The terminal is as it was: modes, cursor, mouse, alternate screen, keyboard."""
    after = terminal.modes()
    assert after == before
    for mode in (b"?1049", b"?1000", b"?1003", b"?1006", b"?2004", b"?1004"):
        on, off = terminal.raw.rfind(b"\x1b[%bh" % mode), terminal.raw.rfind(b"\x1b[%bl" % mode)
        assert off >= on, mode
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    assert terminal.raw.rfind(b"\x1b[<u") > terminal.raw.rfind(b"\x1b[>1u")


def test_the_demo_is_walked_through_at_any_size_and_leaves_the_terminal_restored(
    open_terminal: Open, home: Path
) -> None:
    terminal = open_terminal("demo")
    before = terminal.modes()
    assert before[3] & termios.ICANON, "the program was faster than this look"
    terminal.wait_for(lambda text: rows(text) > 5 and bool(_QUOTA.search(text)))
    terminal.settle()
    open_and_close_a_message(terminal)
    open_and_close_the_help(terminal)
    for size in ((40, 10), (200, 60), (20, 5), (80, 24)):
        be_resized(terminal, size)
    begin_and_leave_a_letter(terminal)
    assert terminal.stray_controls() == []
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    assert_restored(terminal, before)
    kept = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".log"]
    assert kept == [], "the demo keeps nothing"


def open_and_close_a_message(terminal: Terminal) -> None:
    first = _ROW.search(terminal.text)
    assert first is not None
    sender = first[1]
    terminal.send(ENTER)
    terminal.wait_for(lambda text: "From" in text and sender[:12] in text)
    terminal.settle()
    terminal.send("q")
    terminal.wait_for(lambda text: rows(text) > 5)


def open_and_close_the_help(terminal: Terminal) -> None:
    terminal.send("?")
    terminal.wait_for("Search everything held here")
    terminal.send(ESCAPE)
    terminal.wait_for(lambda text: "Search everything held here" not in text and rows(text) > 5)


def be_resized(terminal: Terminal, size: tuple[int, int]) -> None:
    """Open a message in a window of this size, and close it in the usual one."""
    terminal.resize(*size)
    terminal.settle()
    terminal.send(ENTER)
    terminal.settle()
    terminal.resize(80, 24)
    terminal.settle()
    terminal.send("q")
    terminal.wait_for(lambda text: rows(text) > 5)


def begin_and_leave_a_letter(terminal: Terminal) -> None:
    """It is among the drafts afterwards."""
    terminal.send("c")
    terminal.wait_for("Subject")
    terminal.settle()
    terminal.send("comune@pec.example")
    terminal.wait_for("comune@pec.example")
    terminal.send(ESCAPE)
    terminal.settle()
    terminal.send("y")
    terminal.settle()
    terminal.send("4")
    terminal.wait_for("comune@pec.example")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_restores_the_terminal_and_its_title(
    open_terminal: Open, number: signal.Signals
) -> None:
    terminal = open_terminal("demo")
    before = terminal.modes()
    terminal.wait_for(lambda text: rows(text) > 5)
    terminal.wait_for_bytes(TITLE_KEPT)
    terminal.signal(number)
    assert terminal.wait_for_end() >= 0, "ended by itself, not by the signal"
    assert_restored(terminal, before)
    assert terminal.raw.count(TITLE_KEPT) == terminal.raw.count(TITLE_BACK) == 1


@pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")
def test_a_tmux_session_that_is_killed_leaves_nothing_behind(tmp_path: Path, home: Path) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "tmux.socket"), "-f", "/dev/null"]
    start = [*tmux, "new-session", "-d", "-x", "80", "-y", "24", "-P", "-F", "#{pane_pid}"]
    command = [sys.executable, "-m", "pectui", "demo"]
    started = subprocess.run(
        [*start, *command], env=environment(home), check=True, capture_output=True, text=True
    )
    process = int(started.stdout)
    picture = [*tmux, "capture-pane", "-p"]
    try:
        wait_until(lambda: rows(subprocess.run(picture, capture_output=True, text=True).stdout) > 5)
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
    wait_until(lambda: not Path(f"/proc/{process}").exists())


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_it_speaks_italian_until_its_window_is_closed(open_terminal: Open) -> None:
    terminal = open_demo(open_terminal, PECTUI_LANGUAGE="it")
    assert "consegna" in terminal.text.lower() or "accettazione" in terminal.text.lower()
    terminal.hang_up()
    terminal.wait_for_end()


HOSTILE = (
    "\x1b[c",  # asks the terminal who it is: the answer would press keys
    "\x1b[6n",
    "\x1b[31mrosso\x1b[0m",
    "\x1b]0;titolo\x07",
    "\x1b]52;c;cHJvdmE=\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x9b31m",
    "\x07\x08\x0b\x0c\x7f",
    "[@click=app.quit]x[/]",
    "[/red] [bold]",
    "\u202eotnemagap\u202c",
    "a\u200bb\ufeffc",
    "e\u0301\u0302\u0303\u0304\u0305\u0306",
)


@pytest.fixture
def sandbox(sandbox: Sandbox) -> Sandbox:
    """Put the hostile strings into every field of the newest messages."""
    now = sandbox.config.now().astimezone(ROME)
    for number, text in enumerate(HOSTILE):
        sandbox.mailbox.add(
            Mail(
                sender=f"{text} <m{number}@pec.example>",
                recipient=f"{text}@pec.example",
                date=now + timedelta(seconds=number),
                subject=f"n{number} {text} fine",
                text=f"corpo {number}\n{text}\n{text * 50}",
                size=10,
            )
        )
    return sandbox


def test_text_from_outside_never_reaches_the_terminal_as_a_control(
    open_terminal: Open, account: dict[str, str]
) -> None:
    terminal = open_terminal(env=account)
    last = len(HOSTILE) - 1
    terminal.wait_for(f"n{last} ")
    terminal.settle()
    for number in range(last, -1, -1):
        terminal.send(ENTER)
        terminal.wait_for(f"corpo {number}")
        terminal.send("q")
        terminal.wait_for(lambda text: rows(text) > 5)
        terminal.send(DOWN)
    terminal.settle()
    assert terminal.stray_controls() == []
    assert b"\x1b[31m" not in terminal.raw
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
