"""The program where another driver stands for the terminal: in a browser, with textual-serve."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PATIENCE = 30.0
"""Seconds that a test waits for a word."""


class Browser:
    """The other end of the driver's pipes: packets of a kind, a length and what they carry."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._said = b""

    def send(self, kind: bytes, payload: str) -> None:
        """Hand the program keys (`D`), or what happened to the page (`M`)."""
        assert self._process.stdin is not None
        octets = payload.encode()
        self._process.stdin.write(kind + len(octets).to_bytes(4, "big") + octets)
        self._process.stdin.flush()

    def wait_for(self, words: str) -> None:
        """Wait until the program has drawn `words` after what was waited for before."""
        assert self._process.stdout is not None
        end = time.monotonic() + _PATIENCE
        while words.encode() not in self._said:
            assert time.monotonic() < end, self._said[-2000:]
            if select.select([self._process.stdout], [], [], 0.1)[0]:
                piece = os.read(self._process.stdout.fileno(), 65536)
                assert piece, "the program has ended"
                self._said += piece
        self._said = self._said.partition(words.encode())[2]

    def close(self) -> int:
        """Close the page, and return the program's exit code; what it still draws is let go."""
        self.send(b"M", json.dumps({"type": "quit"}))
        _, errors = self._process.communicate(timeout=_PATIENCE)
        assert not errors
        return self._process.returncode


@contextmanager
def browser(home: Path, env: Mapping[str, str]) -> Iterator[Browser]:
    """Give a program whose driver is the web's, and end it with the block."""
    driver = "textual.drivers.web_driver:WebDriver"
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "pectui", "demo"],
        env=environment(home, TEXTUAL_DRIVER=driver, COLUMNS="120", ROWS="30", **env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        try:
            yield Browser(process)
        finally:
            process.kill()


def test_it_opens_without_a_terminal_and_ends_with_the_page(home: Path) -> None:
    env = {"PECTUI_LANGUAGE": "en", "TERM": "dumb", "EDITOR": "nano"}
    with browser(home, env) as page:
        page.wait_for("Inbox")
        page.wait_for("messages")
        page.send(b"D", "c")
        page.wait_for("New letter")
        page.send(b"D", "\x07")
        page.wait_for("nano: No terminal")
        assert page.close() == 0
