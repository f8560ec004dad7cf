"""A command that asks on a terminal, run in this process and answered by a test."""

from __future__ import annotations

import os
import sys
import termios
import threading
from typing import TYPE_CHECKING, Any

from pexpect.fdpexpect import fdspawn

from pectui.cli.main import run

if TYPE_CHECKING:
    import pytest


class Asking:
    """A command on a terminal, in a thread beside who answers it; spoken to as to a process.

    Ctrl+C and what a process is besides are not of it.
    """

    def __init__(self, patch: pytest.MonkeyPatch, *argv: str) -> None:
        ours, self._theirs = os.openpty()
        termios.tcsetwinsize(self._theirs, (50, 200))
        self._person: Any = fdspawn(ours, encoding="utf-8", timeout=60)
        self.exitstatus: int | None = None
        self._patch, self._argv = patch, argv
        self._thread = threading.Thread(target=self._run)
        self.expect = self._person.expect
        self.sendline = self._person.sendline
        self.send = self._person.send

    def expect_exact(self, words: str) -> None:
        """Wait for words; the first time, begin: a fixture's streams are not those of its test."""
        if self._thread.ident is None:
            for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
                stream = open(self._theirs, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
                self._patch.setattr(sys, name, stream)
            self._thread.start()
        self._person.expect_exact(words)

    def _run(self) -> None:
        try:
            self.exitstatus = run(self._argv)
        finally:  # else who waits for its words would wait for ever
            sys.stdout.flush()
            sys.stderr.flush()
            os.close(self._theirs)

    @property
    def before(self) -> str:
        """What was said before what was waited for last."""
        return str(self._person.before)

    def close(self) -> None:
        """Close the terminal, which ends all questions, and wait until the command has ended."""
        self._person.close()
        if self._thread.ident is not None:
            self._thread.join()
