"""What was typed at a terminal before a question could be read: it is no answer to it."""

from __future__ import annotations

import select
import termios
from contextlib import suppress

STILL = 0.15
"""Seconds without anything typed, after which nothing more of what is being pasted comes."""


def forget(handle: int) -> bool:
    """Drop whatever comes until nothing does for a moment; whether whole lines were among it."""
    had_lines = False
    with suppress(OSError, ValueError, termios.error):  # no terminal, or gone: nothing to drop
        while select.select([handle], [], [], STILL)[0]:
            drop(handle)
            had_lines = True
        drop(handle)  # a line that was begun only
    return had_lines


def drop(handle: int) -> None:
    """Drop what waits at a terminal, a line that was begun included. Raises termios.error."""
    termios.tcflush(handle, termios.TCIFLUSH)
