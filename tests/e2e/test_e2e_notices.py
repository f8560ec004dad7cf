"""New mail in a real terminal: the bytes it gets, the title it is left with, tmux in between."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from benchmarks.terminal import Terminal, environment
from tests.e2e import notice_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

F12 = b"\x1b[24~"
QUIT = b"\x11"
KEPT, BACK = b"\x1b[22;2t", b"\x1b]2;\x1b\\\x1b[23;2t"
TITLE = rb"\x1b\]2;pectui (\(\d\) )?studio\.verdi@pec\.example\x1b\\"
TOLD = "\x1b]99;i=pectui:d=1:p=body;Certified: comune@pec.example · Avviso ␛]0;titolo␇␛[c".encode()
PROGRAM = [sys.executable, "-W", "error", "-m", notice_program.__name__]


class Start(Protocol):
    """Starts the program with `notify` and more in its environment."""

    def __call__(self, notify: str = "all", **env: str) -> Terminal: ...


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def open_program(notify: str = "all", **env: str) -> Terminal:
            terminal = Terminal([*PROGRAM, str(tmp_path), notify], env=environment(tmp_path, **env))
            stack.enter_context(terminal)
            terminal.wait_for("online")
            terminal.settle()
            return terminal

        yield open_program


def test_new_mail_rings_titles_and_pops_up_and_the_title_is_put_back(start: Start) -> None:
    terminal = start(TERM="xterm-kitty")
    assert re.search(re.escape(KEPT) + TITLE, terminal.raw)
    assert b"\x07" not in re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.raw)
    terminal.send(F12)
    terminal.wait_for_bytes(TOLD)
    # The toast on the screen.
    terminal.wait_for("Certified: comune@pec.example")
    terminal.settle()
    own = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.raw)
    assert own.count(b"\x07") == 1
    assert re.search(rb"\x1b\]2;pectui \(\d\) studio\.verdi@pec\.example\x1b\\", own)
    assert re.findall(rb"\x1b\](?!2;pectui |99;i=pectui:)|\x1b\[[0-9>]*[cn]|\x1b\[31m", own) == []
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    assert terminal.raw.count(KEPT) == 1
    assert terminal.raw.count(BACK) == 1
    assert terminal.raw.rfind(b"\x1b]2;pectui") < terminal.raw.rfind(BACK)


def test_with_none_not_a_byte_is_written(start: Start, tmp_path: Path) -> None:
    terminal = start("none", TERM="xterm-kitty")
    terminal.send(F12)
    terminal.wait_for(lambda _: (tmp_path / notice_program.TOLD).exists())
    terminal.settle()
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    own = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.raw)
    assert re.findall(rb"\x07|\x1b\]|\x1b\[[0-9;]*t", own) == []


# ── through a real tmux ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def terminfo(tmp_path: Path) -> Path:
    """Describe a kitty to tmux, which starts in no terminal it does not know."""
    folder = tmp_path / "terminfo"
    source = tmp_path / "kitty.src"
    source.write_text("xterm-kitty|kitty,use=xterm-256color,\n")
    subprocess.run(["tic", "-x", "-o", str(folder), str(source)], check=True, capture_output=True)
    return folder


@pytest.mark.skipif(
    not (shutil.which("tmux") and shutil.which("tic")), reason="needs tmux and ncurses' tic"
)
@pytest.mark.parametrize("allowed", ["on", "off"])
def test_tmux_hands_the_popup_on_where_it_may(tmp_path: Path, terminfo: Path, allowed: str) -> None:
    settings = tmp_path / "tmux.conf"
    settings.write_text(f"set -g allow-passthrough {allowed}\nset -g set-titles on\n")
    socket = str(tmp_path / "tmux.socket")
    env = environment(tmp_path, TERM="xterm-kitty", TERMINFO=str(terminfo))
    env["TERMINFO_DIRS"] = f"{terminfo}:/etc/terminfo:/lib/terminfo:/usr/share/terminfo"
    command = ["tmux", "-S", socket, "-f", str(settings), "new-session"]
    try:
        with Terminal([*command, *PROGRAM, str(tmp_path), "all"], env=env) as terminal:
            terminal.wait_for("online")
            terminal.settle(0.3)
            terminal.send(F12)
            if allowed == "on":
                terminal.wait_for_bytes(TOLD)
            else:
                terminal.wait_for(lambda _: (tmp_path / notice_program.TOLD).exists())
                terminal.settle(0.3)
                assert b"]99;" not in terminal.raw
            terminal.wait_for_bytes(b"\x07")
            terminal.send(QUIT)
            terminal.wait_for_end()
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False, capture_output=True)
