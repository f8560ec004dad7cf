"""A program in a real pseudo-terminal: its keys, its bytes, and the picture they make."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_BEYOND_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[@-~]")
"""Keyboard protocol requests, which the emulator would draw as letters."""
_UNFINISHED = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?$")

OWN_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours
    rb"|\x1b\[[0-9;]*H"  # cursor to a place
    rb"|\x1b\[\?[0-9;]+[hl]"  # modes
    rb"|\x1b\[\?[0-9]+\$p"  # modes asked for
    rb"|\x1b\[[<>=][0-9;]*u"  # keyboard protocol
    rb"|\x1b\]22;[a-z-]*\x07"  # shape of the mouse pointer
    rb"|\x1b\[2[23];2t"  # the terminal's title kept and put back
    rb"|\x1b\]2;(?:pectui [^\x00-\x1f\x7f]*)?\x1b\\"  # its title
    rb"|[\r\n]"
)
"""What a program that draws its screen has reason to write, besides text."""
STRAY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
)


class Timeout(AssertionError):
    """What was waited for did not come; the message holds the last picture."""


def homes(home: Path) -> dict[str, str]:
    """Return the variables that put a home, and every place within it, at `home`."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local/state"),
    }


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment with a home of its own and nothing of the user's settings."""
    return {
        "PATH": f"{os.path.dirname(sys.executable)}:{os.environ.get('PATH', os.defpath)}",  # noqa: PTH120
        **homes(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "Europe/Rome",
        **more,
    }


class Terminal:
    """A child on a pseudo-terminal of `columns` by `lines`, with an emulator reading along."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 80,
        lines: int = 24,
        draw: bool = True,
    ) -> None:
        self.raw = bytearray()
        """Every byte the child wrote."""
        self.started = time.perf_counter()
        self._draw = draw
        self._closed = False
        self._held = b""
        self._screen: Any = pyte.Screen(columns, lines)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._child: Any = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=(lines, columns), echo=True
        )
        self._child.ptyproc.delayafterclose = 0.01
        self._child.ptyproc.delayafterterminate = 0.01

    @property
    def pid(self) -> int:
        """The child's process id."""
        return int(self._child.pid)

    @property
    def text(self) -> str:
        """The picture now, line by line."""
        return "\n".join(self._screen.display)

    def modes(self) -> list[Any]:
        """Return the terminal's line modes, as `termios.tcgetattr` gives them."""
        return termios.tcgetattr(self._child.child_fd)

    def send(self, keys: str | bytes) -> None:
        """Type `keys`."""
        data = keys.encode() if isinstance(keys, str) else keys
        os.write(self._child.child_fd, data)

    def resize(self, columns: int, lines: int) -> None:
        """Change the window's size, as a person drags its corner."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def read(self, timeout: float = 0.05) -> bytes:
        """Return what the child wrote, waiting at most `timeout` seconds; empty at its end too."""
        if self._closed:
            time.sleep(min(timeout, 0.01))
            return b""
        ready, _, _ = select.select([self._child.child_fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self._child.child_fd, 1 << 16)
        except OSError:  # how Linux says that the other side is closed
            data = b""
        self.raw += data
        if self._draw and data:
            data_held = self._held + data
            unfinished = _UNFINISHED.search(data_held)
            cut = unfinished.start() if unfinished else len(data_held)
            self._held = data_held[cut:]
            self._stream.feed(_BEYOND_PYTE.sub(b"", data_held[:cut]))
        return data

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = 20.0) -> None:
        """Wait until `wanted` stands in the picture, or holds of it."""
        holds = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + timeout
        while not holds(self.text):
            if time.monotonic() > deadline or not (self.read() or self._child.isalive()):
                raise Timeout(f"{wanted!r} did not come:\n{self.text}")

    def wait_until(self, condition: Callable[[], object], timeout: float = 30.0) -> None:
        """Let the child write until `condition` holds."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise Timeout(f"never came:\n{self.text}")
            self.read(0.02)

    def wait_for_bytes(self, wanted: bytes, timeout: float = 20.0) -> float:
        """Wait until the child has written `wanted`; return the seconds since its start."""
        deadline = time.monotonic() + timeout
        while wanted not in self.raw:
            if time.monotonic() > deadline or not (self.read() or self._child.isalive()):
                raise Timeout(f"{wanted!r} was not written:\n{bytes(self.raw[-2000:])!r}")
        return time.perf_counter() - self.started

    def wait_for_raw_keys(self, timeout: float = 20.0) -> None:
        """Wait until keys go to the child as they are: before, Ctrl+Q is the terminal's own."""
        deadline = time.monotonic() + timeout
        while self.modes()[3] & termios.ICANON:
            if time.monotonic() > deadline:
                raise Timeout("the program does not take the keyboard over")
            self.read(0.01)

    def settle(self, quiet: float = 0.1, timeout: float = 20.0) -> None:
        """Read until nothing was written for `quiet` seconds."""
        deadline = time.monotonic() + timeout
        while self.read(quiet):
            if time.monotonic() > deadline:
                raise Timeout(f"the screen does not come to rest:\n{self.text}")

    def signal(self, number: signal.Signals) -> None:
        """Send the child a signal."""
        self._child.kill(number)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        # By the file itself: who closes its number alone sees it closed once more, when it may be
        # another's.
        self._child.ptyproc.fileobj.close()
        self._closed = True

    def wait_for_end(self, timeout: float = 15.0) -> int:
        """Read to the end; return the exit code, or minus the signal that ended the child."""
        deadline = time.monotonic() + timeout
        while self._child.isalive():
            if time.monotonic() > deadline:
                raise Timeout(f"the program does not end:\n{self.text}")
            self.read()
        while self.read(0):
            pass
        status = self._child.exitstatus
        return int(status) if status is not None else -int(self._child.signalstatus)

    def stray_controls(self) -> list[str]:
        """Return control and invisible characters that no drawing needs, each with its place."""
        while self.read(0.2):  # a sequence may have come in part
            pass
        text = OWN_SEQUENCES.sub(b"", bytes(self.raw)).decode(errors="replace")
        return [
            repr(text[max(0, found.start() - 20) : found.end() + 20])
            for found in STRAY.finditer(text)
        ]

    def close(self) -> None:
        """End the child, whatever it is doing, and wait until it is gone."""
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
            self._child.wait()
        if not self._closed:
            self._child.close(force=True)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
