from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from pectui.errors import FileUnwritable
from pectui.tui.terminal import clipboard
from pectui.tui.terminal.clipboard import OSC52_BYTES, Way, copy, put, ways

if TYPE_CHECKING:
    from collections.abc import Callable

TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
SSH = {"SSH_TTY": "/dev/pts/1"}


@pytest.mark.parametrize(
    ("environment", "size", "tmux", "expected"),
    [
        ({}, 10, True, (Way.TOOL, Way.FILE)),
        (TMUX, 10, True, (Way.TMUX, Way.TOOL, Way.FILE)),
        (TMUX, 10, False, (Way.TOOL, Way.FILE)),
        (SSH, 10, True, (Way.TERMINAL, Way.FILE)),
        ({"SSH_CONNECTION": "a b c d"}, 10, False, (Way.TERMINAL, Way.FILE)),
        (SSH, OSC52_BYTES, False, (Way.TERMINAL, Way.FILE)),
        (SSH, OSC52_BYTES + 1, False, (Way.FILE,)),
        (SSH | {"DISPLAY": ":10"}, 10, False, (Way.TERMINAL, Way.TOOL, Way.FILE)),
        (SSH | {"STY": "1.x"}, 10, False, (Way.FILE,)),
        (SSH | TMUX, 10, True, (Way.TMUX, Way.FILE)),
        (SSH | TMUX, 10, False, (Way.FILE,)),
        ({"TMUX": "", "SSH_TTY": ""}, 10, True, (Way.TOOL, Way.FILE)),
    ],
)
def test_ways_are_tried_in_the_order_of_their_reliability(
    environment: dict[str, str], size: int, *, tmux: bool, expected: tuple[Way, ...]
) -> None:
    assert ways(environment, size, tmux=tmux) == expected


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Install a desktop with an xclip that notes its environment and its input."""

    def use(lines: str = "") -> Path:
        folder, notes = tmp_path / "desktop", tmp_path / "copied"
        folder.mkdir()
        for name in ("xclip", "which"):
            program = folder / name
            program.write_text(f"#!/bin/sh\n{lines}\nenv > {notes}.env\ncat > {notes}\n")
            program.chmod(0o755)
        (folder / "which").write_text(f'#!/bin/sh\ntest "$1" = xclip && echo {folder}/xclip\n')
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        return notes

    return use


@pytest.fixture
def no_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the desktop away."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def nothing(text: str) -> None:
    raise AssertionError(f"nothing was to be written to the terminal: {text!r}")


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Install a tmux that notes its arguments and its input, after lines of shell."""

    def install(lines: str = "") -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "tmux"
        notes = tmp_path / "notes"
        program.write_text(f'#!/bin/sh\n{lines}\necho "$@" > {notes}\ncat >> {notes}\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        monkeypatch.setenv("TMUX", "x")
        return notes

    return install


async def test_a_desktop_tool_that_answers_has_copied(tool: Callable[[str], Path]) -> None:
    taken = tool("")
    copied = await put("Ciao è\x1b]52;c;x\a", write=nothing)
    assert copied.way is Way.TOOL
    assert copied.words == "Copied (15 characters)"
    assert taken.read_text("utf-8") == "Ciao è␛]52;c;x␇"


async def test_a_tool_that_fails_leaves_a_private_file(no_tool: None, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "place"
    copied = await put("prima lunga", write=nothing, folder=folder)
    copied = await put("dopo è", write=nothing, folder=folder)
    assert copied.way is Way.FILE
    assert copied.path is not None
    assert copied.path.read_text("utf-8") == "dopo è"
    assert stat.S_IMODE(copied.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == [copied.path]
    assert str(copied.path) in copied.words


async def test_a_tool_that_reaches_no_display_is_not_believed(
    tool: Callable[[str], Path], tmp_path: Path
) -> None:
    tool("cat > /dev/null; exit 1")
    copied = await put("x", write=nothing, folder=tmp_path / "files")
    assert copied.way is Way.FILE


def _is_alive(process: int) -> bool:
    """Whether a process runs; one that ended may wait for its parent to take note."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


async def test_a_tool_that_hangs_is_ended_with_all_it_started(
    tool: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(f"echo $$ > {tmp_path}/pid; exec sleep 600")
    monkeypatch.setattr(clipboard, "TOOL_SECONDS", 0.05)
    copied = await put("x", write=nothing, folder=tmp_path / "files")
    assert copied.way is Way.FILE
    if (tmp_path / "pid").exists():
        process = int((tmp_path / "pid").read_text())
        async with asyncio.timeout(10):
            while _is_alive(process):  # told to end; the kernel takes its time
                await asyncio.sleep(0.01)


async def test_tmux_gets_the_text_in_its_buffer(tmux: Callable[[str], Path]) -> None:
    notes = tmux("")
    copied = await put("riga è\naltra", write=nothing)
    assert copied.way is Way.TMUX
    assert notes.read_text("utf-8") == "load-buffer -w -\nriga è\naltra"


async def test_a_tmux_without_w_gets_it_all_the_same(tmux: Callable[[str], Path]) -> None:
    notes = tmux('test "$2" = -w && exit 1')
    copied = await put("x", write=nothing)
    assert copied.way is Way.TMUX
    assert notes.read_text("utf-8") == "load-buffer -\nx"


@pytest.mark.parametrize("lines", ["exit 1", "exec sleep 30"], ids=["fails", "hangs"])
async def test_a_tmux_that_does_not_take_it_is_not_believed(
    lines: str,
    tmux: Callable[[str], Path],
    tool: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clipboard, "TOOL_SECONDS", 0.5)
    tmux(lines)
    taken = tool("")
    assert (await put("x", write=nothing)).way is Way.TOOL
    assert taken.read_text() == "x"


async def test_no_tool_gets_the_secrets(
    tmux: Callable[[str], Path], tool: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PECTUI_PASSWORD", "PECTUI_TOKEN", "pectui_token", "PECTUI_PROXY"):
        monkeypatch.setenv(name, "canary")
    monkeypatch.setenv("PECTUI_LANGUAGE", "it")
    notes = tmux(f"env > {os.environ['HOME']}/tmux.env; exit 1")
    taken = tool("")
    assert (await put("x", write=nothing)).way is Way.TOOL
    for place in (Path(os.environ["HOME"]) / "tmux.env", taken.with_name("copied.env")):
        told = place.read_text()
        assert "PECTUI_LANGUAGE=it" in told
        assert "canary" not in told
    assert not notes.exists()


async def test_over_ssh_the_terminal_gets_it_and_no_more_is_claimed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    written: list[str] = []
    copied = await put("a\x9b b", write=written.append, folder=tmp_path)
    assert copied.way is Way.TERMINAL
    assert written == ["a\ufffd b"]
    assert "does not say" in copied.words
    assert list(tmp_path.glob("*.txt")) == []


async def test_what_is_too_long_for_the_terminal_becomes_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    copied = await put("è" * (OSC52_BYTES // 2 + 1), write=nothing, folder=tmp_path)
    assert copied.path == tmp_path / "clipboard.txt"


async def test_no_way_at_all_is_an_error_with_a_path(no_tool: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnwritable) as raised:
        await put("x", write=nothing, folder=tmp_path / "file")
    assert "file" in raised.value.detail


async def test_the_program_says_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    app: App[None] = App()
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        copied = await copy(app, "testo [/red]")
        assert copied is not None
        assert copied.way is Way.TERMINAL
        await pilot.pause()
        assert app.clipboard == "testo [/red]"
        assert [notice.message for notice in app._notifications] == [copied.words]


async def test_a_failure_is_notified_and_ends_nothing(
    no_tool: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / "file"))
    app: App[None] = App()
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        assert await copy(app, "x") is None
        await pilot.pause()
        assert [notice.severity for notice in app._notifications] == ["error"]
