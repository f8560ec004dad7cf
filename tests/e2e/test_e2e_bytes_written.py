"""What the program writes while there is nothing to see: next to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pectui.sandbox import Sandbox, SandboxConfig

if TYPE_CHECKING:
    from tests.e2e.conftest import Open

QUIET = 2.0
"""Seconds without a byte: everything is listed, and read ahead around the cursor."""
NEXT_TO_NOTHING = 256
F5 = b"\x1b[15~"
PAGES_ARE_FREE = 40_000
"""Bytes written while 500 messages are listed; each page drawn anew would be some 80,000."""


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=500))


def looks(sandbox: Sandbox) -> int:
    return sum("/inbox" in str(request) for request in sandbox.requests)


def test_a_first_listing_and_looks_without_news_write_little(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    terminal = open_terminal(env=account)
    terminal.wait_for(lambda text: bool(re.search(r"\d+ %\s*$", text)) and "messages" in text)
    begun = len(terminal.raw)
    terminal.wait_for(lambda text: "listing older mail" in text)
    terminal.wait_for(lambda text: "listing older mail" not in text, timeout=60.0)
    terminal.settle(QUIET)
    assert len(terminal.raw) - begun < PAGES_ARE_FREE
    for _ in range(3):
        before, asked = len(terminal.raw), looks(sandbox)
        terminal.send(F5)
        terminal.wait_until(lambda asked=asked: looks(sandbox) > asked)  # type: ignore[misc]
        terminal.settle(0.5)
        assert len(terminal.raw) - before <= NEXT_TO_NOTHING


def test_a_quiet_screen_writes_nothing_while_nothing_is_typed_and_counts_no_seconds_down(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    terminal = open_terminal(env={**account, "PECTUI_QUIET": "1", "PECTUI_UNDO_SECONDS": "30"})
    terminal.wait_for("online")
    terminal.send("c")
    terminal.wait_for("New letter")
    for typed in ("rossi@pec.example", "Diffida", "Buongiorno."):  # one field after the other
        # Five times as long as a cursor takes to blink; else it never comes to rest.
        terminal.settle(2.5, timeout=60.0)
        terminal.send(typed)
        terminal.wait_for(typed)
        terminal.send("\t")
    terminal.send(b"\x1b[20~")
    terminal.wait_for("letter will leave")
    terminal.settle()
    terminal.send("y")
    terminal.wait_for(lambda text: bool(re.search(r"leaves at \d\d:\d\d:\d\d", text)))
    terminal.settle(3.0, timeout=25.0)
    terminal.send("u")
    terminal.wait_for("Taken back")
    assert not sandbox.sends
