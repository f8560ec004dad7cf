"""The account's secrets reach neither programs that are started nor the terminal."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.sandbox import CREDENTIALS

if TYPE_CHECKING:
    from benchmarks.terminal import Terminal
    from tests.e2e.conftest import Open


def wait_for_file(terminal: Terminal, path: Path) -> str:
    end = time.monotonic() + 20
    while not path.exists() or not path.read_text():
        assert time.monotonic() < end, terminal.text
        terminal.read(0.02)
    return path.read_text()


def command_lines(pid: int) -> str:
    """Return the command lines of a process and of all that it has started and still run."""
    folder = Path(f"/proc/{pid}")
    try:
        started = " ".join(one.read_text() for one in folder.glob("task/*/children"))
        own = (folder / "cmdline").read_text()
    except OSError:  # it has ended meanwhile
        return ""
    return own + "".join(command_lines(int(one)) for one in started.split())


def test_neither_the_editor_nor_the_clipboard_tool_sees_a_secret(
    open_terminal: Open, account: dict[str, str], tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("xclip", "xsel", "wl-copy", "editor"):
        program, kind = tools / name, "editor" if name == "editor" else "tool"
        program.write_text(f"#!/bin/sh\nenv > '{tmp_path}/{kind}.env'\nexit 0\n")
        program.chmod(0o755)
    path = f"{tools}:{os.path.dirname(sys.executable)}:{os.environ['PATH']}"  # noqa: PTH120
    env = {**account, "EDITOR": str(tools / "editor"), "DISPLAY": ":9", "PATH": path}
    terminal = open_terminal(env=env)
    terminal.wait_for("online")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for("From")
    terminal.settle()
    terminal.send("y")
    seen = wait_for_file(terminal, tmp_path / "tool.env")
    terminal.send("qc")
    terminal.wait_for("New letter")
    terminal.send(b"\x07")
    seen += wait_for_file(terminal, tmp_path / "editor.env")
    assert "PECTUI_USERNAME" in seen
    if sys.platform == "linux":
        seen += command_lines(terminal.pid)
    seen += bytes(terminal.raw).decode(errors="replace")
    assert CREDENTIALS.password not in seen
    assert CREDENTIALS.token not in seen
