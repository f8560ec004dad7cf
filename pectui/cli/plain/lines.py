"""Lines as they are typed or come through a pipe, read beside everything else that goes on."""

from __future__ import annotations

import asyncio
import fcntl
import os
import select
import struct
import termios
import threading
from collections import deque
from contextlib import suppress

from pectui.cli.typed_before import STILL, by_letters, drop
from pectui.services.sending.editing import decoded

LONGEST = 4095
"""Bytes of a line that a terminal takes; it drops what is typed beyond them."""
_CHUNK = 65_536


class EndOfInput(Exception):
    """Nothing more is typed: Ctrl+D on an empty line, or the end of what came through a pipe."""


class Lines:
    """The lines of one input. A terminal stays as it is: its own line editing is what one has."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._loop = asyncio.get_running_loop()
        self._came = asyncio.Event()
        self._reading = False
        self._taking = threading.Lock()
        """Held while something is read or dropped, so that nobody reads what is gone."""
        self._in_hand = False
        """Whether something was read that is not among the lines yet."""
        self._ready: deque[bytes] = deque()
        self._begun = b""
        self._has_ended = False
        self.is_terminal = os.isatty(handle)

    @property
    def are_waiting(self) -> bool:
        """Whether whole lines are here that nobody asked for yet."""
        return bool(self._ready)

    async def read(self) -> str:
        """Return the next line. Raises EndOfInput; a terminal can be asked again after it."""
        while not self._ready:
            if self._has_ended:
                self._has_ended = not self.is_terminal
                raise EndOfInput
            self._came.clear()
            self._ask()
            await self._came.wait()
        return decoded(self._ready.popleft())

    def put_back(self, line: str) -> None:
        """Have `line` read next."""
        self._ready.appendleft(line.encode("utf-8", "surrogateescape"))

    async def forget(self) -> bool:
        """Drop what comes until nothing does for a moment; whether whole lines were among it.

        What comes through a pipe is no typing: a script says all that it says beforehand.
        """
        if not self.is_terminal:
            return False
        had_lines = self._drop()
        with suppress(OSError, termios.error), by_letters(self._handle):
            while True:
                await asyncio.sleep(STILL)
                if not self._drop():
                    break
                had_lines = True
        return self._drop() or had_lines

    def _drop(self) -> bool:
        dropped = bool(self._ready or self._begun or self._in_hand)
        self._ready.clear()
        self._begun = b""
        if self._taking.acquire(blocking=False):
            try:
                came = bool(select.select([self._handle], [], [], 0)[0])
                drop(self._handle)
                dropped |= came
            except (OSError, ValueError, termios.error):
                pass  # the terminal is gone
            finally:
                self._taking.release()
        return dropped

    def _ask(self) -> None:
        # One read at a time, only while a line is wanted: else an editor would share its keys.
        if not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="input", daemon=True).start()

    def _read(self) -> None:
        chunk = None
        try:
            while chunk is None:
                select.select([self._handle], [], [])
                chunk = self._read_what_is_there()
        except (OSError, ValueError):
            chunk = b""  # the terminal is gone
        with suppress(RuntimeError):  # and so is the loop
            self._loop.call_soon_threadsafe(self._take, chunk)

    def _read_what_is_there(self) -> bytes | None:
        """Return what was typed; None where it was dropped meanwhile."""
        with self._taking:
            if not select.select([self._handle], [], [], 0)[0]:
                return None
            self._in_hand = True  # before it is read: else nobody would have it for a moment
            return os.read(self._handle, _CHUNK)

    def _take(self, chunk: bytes) -> None:
        self._reading = self._in_hand = False
        *lines, self._begun = (self._begun + chunk).split(b"\n")
        self._ready.extend(line.removesuffix(b"\r") for line in lines)
        if not chunk:
            if self._begun:
                self._ready.append(self._begun)
                self._begun = b""
            self._has_ended = True
        self._came.set()

    @property
    def has_begun(self) -> bool:
        """Whether a line is being typed, or one waits.

        A terminal keeps a line to itself until it is ended; it tells how much there is of it only
        while it is not asked for whole lines.
        """
        if self._begun or self._ready:
            return True
        if not self.is_terminal:
            return False
        if not self._is_ours():
            return True
        try:
            if select.select([self._handle], [], [], 0)[0]:
                return True
            # Whoever reads in between is content with what there is, and says so beforehand.
            with by_letters(self._handle):
                held = fcntl.ioctl(self._handle, termios.FIONREAD, struct.pack("i", 0))
        except (OSError, termios.error):
            return True
        return bool(struct.unpack("i", held)[0]) or self._in_hand

    def _is_ours(self) -> bool:
        """Whether no other program has the terminal: who changes it then is stopped."""
        try:
            return os.tcgetpgrp(self._handle) == os.getpgrp()
        except OSError:
            return True  # nobody shares it
