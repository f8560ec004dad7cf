"""What was typed at a terminal before a question could be read: it is no answer to it."""

from __future__ import annotations

import os
import select
import signal
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STILL = 0.15
"""Seconds without anything typed, after which nothing more of what is being pasted comes."""

_ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def forget(handle: int) -> bool:
    """Drop whatever comes until nothing does for a moment; whether whole lines were among it."""
    had_lines = False
    with suppress(OSError, ValueError, termios.error):  # no terminal, or gone: nothing to drop
        with by_letters(handle):
            while select.select([handle], [], [], STILL)[0]:
                if not (typed := os.read(handle, 65_536)):
                    break
                had_lines |= b"\n" in typed
        drop(handle)
    return had_lines


@contextmanager
def by_letters(handle: int) -> Iterator[None]:
    """Have a terminal tell of every letter meanwhile: else a begun line comes unseen.

    Who is told to end meanwhile gives the terminal back first.
    """
    modes = termios.tcgetattr(handle)
    letters = list(modes[6])
    letters[termios.VMIN], letters[termios.VTIME] = b"\1", b"\0"
    asked = [*modes[:3], modes[3] & ~(termios.ICANON | termios.ECHOCTL), *modes[4:6], letters]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        termios.tcsetattr(handle, termios.TCSANOW, asked)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, modes)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def drop(handle: int) -> None:
    """Drop what waits at a terminal, a line that was begun included. Raises termios.error."""
    termios.tcflush(handle, termios.TCIFLUSH)
