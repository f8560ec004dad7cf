"""Copies text to the clipboard by the first way that works, and says which it was.

OSC 52 has no acknowledgement, tmux drops it from programs, and the tools behind pyperclip need a
display. So the ways are tried in the order in which they can be relied on, and "copied" is said
only where it is known.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import FileUnwritable
from pectui.system import processes
from pectui.system.paths import directories, make_private
from pectui.system.reasons import system_reason
from pectui.text import clean_block, clean_line
from pectui.tui import show
from pectui.tui.terminal.tmux import run_tmux

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.message_pump import MessagePump

_log = logging.getLogger("pectui.tui")

OSC52_BYTES = 74_000
"""Bytes of text that terminals are known to take in one OSC 52; longer ones vanish silently."""
TOOL_SECONDS = 2.0
FILE_NAME = "clipboard.txt"


class Way(StrEnum):
    """A way to the clipboard."""

    TMUX = "tmux"
    """tmux's own buffer, known to hold it; tmux hands it on to the terminal outside."""
    TERMINAL = "terminal"
    """OSC 52: handed to the terminal, which says nothing back."""
    TOOL = "tool"
    """The desktop's clipboard, through pyperclip."""
    FILE = "file"
    """A file of one's own, private, when nothing else is within reach."""


_WAYS = {
    Way.TMUX: "reader.copy.tmux",
    Way.TERMINAL: "reader.copy.terminal",
    Way.TOOL: "reader.copy.tool",
    Way.FILE: "reader.copy.file",
}


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a text that was to be copied."""

    way: Way
    size: int
    """Characters, after the gate."""
    path: Path | None = None
    """The file, when it went there."""

    @property
    def words(self) -> str:
        """What is known, for a person."""
        path = clean_line(str(self.path), 200) if self.path else ""
        known = t(_WAYS[self.way], path=path)
        size = tn("reader.copy.size", self.size)
        return f"{known} ({size})"


def ways(environment: Mapping[str, str], size: int, *, tmux: bool) -> tuple[Way, ...]:
    """Return the ways to try, in order, for a text of `size` bytes.

    `tmux` says whether the tmux command is there; the file is always the last.
    """
    found: list[Way] = []
    if environment.get("TMUX") and tmux:
        found.append(Way.TMUX)
    remote = any(environment.get(name) for name in ("SSH_TTY", "SSH_CONNECTION"))
    # tmux and screen swallow OSC 52 from the programs inside them.
    direct = not environment.get("TMUX") and not environment.get("STY")
    if remote and direct and size <= OSC52_BYTES:
        found.append(Way.TERMINAL)
    # Over SSH a desktop's clipboard is that of the far machine, unless a display is forwarded.
    if not remote or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        found.append(Way.TOOL)
    return (*found, Way.FILE)


async def copy(node: MessagePump, text: str) -> Copied | None:
    """Copy `text` for `node` by the first way that works, and notify what is known about it.

    Returns None where not even a file could be written, which is notified too.
    """
    try:
        copied = await put(text, write=node.app.copy_to_clipboard)
    except FileUnwritable as error:
        show.notify_error(node, error)
        return None
    show.notify(node, copied.words, timeout=None if copied.way is Way.FILE else 3)
    return copied


async def put(text: str, *, write: Callable[[str], object], folder: Path | None = None) -> Copied:
    """Put `text`, through the gate, on the clipboard; `write` hands a text to the terminal.

    Raises FileUnwritable when the last way, a file in `folder`, fails as well.
    """
    text = clean_block(text)
    octets = text.encode()
    for way in ways(os.environ, len(octets), tmux=shutil.which("tmux") is not None):
        path: Path | None = None
        if way is Way.TMUX:
            done = await _to_tmux(octets)
        elif way is Way.TERMINAL:
            write(text)
            done = True
        elif way is Way.TOOL:
            done = await _to_tool(octets)
        else:
            path = await asyncio.to_thread(_to_file, octets, folder)
            done = True
        if done:
            return Copied(way, len(text), path)
    raise AssertionError  # the file ends the loop, by success or by its error


async def _to_tmux(octets: bytes) -> bool:
    # Older than 3.2, tmux knows no -w; its own buffer is then all there is.
    for arguments in (("load-buffer", "-w", "-"), ("load-buffer", "-")):
        if await run_tmux(*arguments, octets=octets, seconds=TOOL_SECONDS) is not None:
            return True
    return False


async def _to_tool(octets: bytes) -> bool:
    """Hand the text to pyperclip, in a process that may hang and is then ended."""
    process = await asyncio.create_subprocess_exec(
        *processes.command("pectui.tui.terminal.clipboard_process"),
        stdin=asyncio.subprocess.PIPE,
        # No pipe: the tool, which stays, would hold it open.
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
        env=processes.environment(),
    )
    try:
        async with asyncio.timeout(TOOL_SECONDS):
            await process.communicate(octets)
    except TimeoutError:
        _log.info("clipboard tool: no answer")
    finally:
        if process.returncode is None:
            processes.end_session(process.pid)
            await process.wait()
    return process.returncode == 0


def _to_file(octets: bytes, folder: Path | None) -> Path:
    """Write the text to a private file, in place of the one before, and return its path."""
    place = folder or directories().data
    try:
        make_private(place)
        handle, name = tempfile.mkstemp(prefix=".clipboard-", dir=place)
        with os.fdopen(handle, "wb") as file:
            file.write(octets)
        return Path(name).replace(place / FILE_NAME)
    except OSError as error:
        raise FileUnwritable(path=str(place / FILE_NAME), reason=system_reason(error)) from error
