"""What a person has confirmed is what leaves, in a real terminal."""

from __future__ import annotations

import base64
import json
import os
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.terminal import environment
from pectui.cli.main import run
from pectui.sandbox import Fault
from pectui.tui.screens.dialogs.simple import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.sandbox import Sandbox
    from tests.e2e.conftest import Open

LETTER = ("-t", "rossi@pec.example", "-s", "Diffida", "-b", "Buongiorno.")
F9 = b"\x1b[20~"
REVIEW = "letter will leave"


def send(home: Path, account: dict[str, str], *more: str) -> int:
    with mock.patch.dict(os.environ, environment(home, **account), clear=True):
        return run(["send", *LETTER, *more])


def test_what_was_reviewed_is_what_leaves(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox, home: Path
) -> None:
    """The file changes while its review stands on the screen."""
    file = home / "atto.pdf"
    file.write_bytes(b"%PDF-1 prima")
    sandbox.add_fault(Fault("POST /send", "406"))
    assert send(home, account, "-a", str(file)) == 5
    terminal = open_terminal(env={**account, "PECTUI_UNDO_SECONDS": "0"})
    terminal.wait_for("online")
    terminal.send("4")
    terminal.wait_for("Diffida")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for("atto.pdf")
    terminal.settle()
    terminal.send(F9)
    terminal.wait_for(REVIEW)
    terminal.settle()
    file.write_bytes(b"%PDF-1 dopo!")
    terminal.send("y")
    terminal.wait_for(lambda text: "reviewed;" in text and REVIEW in text)
    assert not sandbox.sends
    terminal.settle()
    terminal.send("y")
    terminal.wait_for(lambda _: bool(sandbox.sends))
    post = json.loads([one.body for one in sandbox.requests if one.method == "POST"][-1])
    content = post["attachments"][0]["file"].partition(",")[2]
    assert base64.b64decode(content) == b"%PDF-1 dopo!"


def test_an_equal_letter_of_unknown_outcome_is_agreed_to_twice(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox, home: Path
) -> None:
    sandbox.add_fault(Fault("POST /send", "406"))
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    assert send(home, account) == 5
    assert send(home, account) == 8
    terminal = open_terminal(env={**account, "PECTUI_UNDO_SECONDS": "0"})
    terminal.wait_for("online")
    terminal.send("4")
    terminal.wait_for("Diffida")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for("Buongiorno.")
    terminal.settle()
    terminal.send(F9)
    terminal.wait_for("not known yet whether an equal letter")
    terminal.settle()
    terminal.send("y")
    terminal.wait_for("Send again")
    # What is typed before the question could be read is no answer to it.
    terminal.settle(UNSEEN)
    assert not sandbox.sends
    terminal.send("y")
    terminal.wait_for(lambda _: bool(sandbox.sends))
    assert len(sandbox.sends) == 1
