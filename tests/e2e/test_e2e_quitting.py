"""Quitting while a confirmed letter has not left says so, and offers what can be done."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import environment
from pectui.sandbox import Fault
from tests.plain import talk

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.terminal import Terminal
    from pectui.sandbox import Sandbox
    from tests.e2e.conftest import Open

QUIT = b"\x11"
REVIEW = b"\x1b[20~"
NOBODY = {
    "PECTUI_BASE_URL": "http://127.0.0.1:9",
    "PECTUI_USERNAME": "studio@pec.example",
    "PECTUI_PASSWORD": "x",
    "PECTUI_TOKEN": "x",
}


def confirm_letter(
    open_terminal: Open, env: dict[str, str], until: str, state: str = "online"
) -> Terminal:
    """Open the program, write a letter and confirm it."""
    terminal = open_terminal(env=env)
    terminal.wait_for("Account")
    terminal.wait_for(state)
    terminal.send("c")
    terminal.wait_for("Subject")
    terminal.send("rossi@pec.example\tDiffida\tEgregio")
    terminal.wait_for("Egregio")
    terminal.send(REVIEW)
    terminal.wait_for("y Send")
    terminal.send("y")
    terminal.wait_for(until)
    terminal.send(QUIT)
    terminal.wait_for("1 letter has not left yet")
    return terminal


SLOW_UNDO = {"PECTUI_UNDO_SECONDS": "60"}


def test_within_the_undo_time_it_says_when_the_letter_leaves(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    terminal = confirm_letter(open_terminal, {**account, **SLOW_UNDO}, "takes it back")
    terminal.wait_for("leaves in ")
    terminal.wait_for("Diffida")
    terminal.send("n")
    terminal.wait_for(lambda text: "has not left yet" not in text)
    terminal.send(QUIT)
    terminal.wait_for("has not left yet")
    terminal.send("s")
    assert terminal.wait_for_end() == 0
    assert len(sandbox.sends) == 1


def test_it_waits_until_the_letter_has_left(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    env = {**account, "PECTUI_UNDO_SECONDS": "3"}
    terminal = confirm_letter(open_terminal, env, "takes it back")
    terminal.send("w")
    assert terminal.wait_for_end(25) == 0
    assert len(sandbox.sends) == 1


def test_it_takes_the_letter_back_and_says_where_it_is(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox, home: Path
) -> None:
    terminal = confirm_letter(open_terminal, {**account, **SLOW_UNDO}, "takes it back")
    terminal.send("u")
    assert terminal.wait_for_end() == 0
    assert b"it is a draft again" in terminal.raw
    assert not sandbox.sends
    env = environment(home, **{**account, "PECTUI_LANGUAGE": "en"})
    assert "rossi@pec.example" in talk("drafts", "quit", env=env)


def test_quitting_all_the_same_leaves_a_word(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    terminal = confirm_letter(open_terminal, {**account, **SLOW_UNDO}, "takes it back")
    terminal.send("y")
    assert terminal.wait_for_end() == 0
    assert b"1 letter has not left; it leaves the next time pectui runs" in terminal.raw
    assert not sandbox.sends


def test_offline_it_opens_and_says_why_the_letter_has_not_left(open_terminal: Open) -> None:
    env = {**NOBODY, "PECTUI_UNDO_SECONDS": "0"}
    terminal = confirm_letter(open_terminal, env, "safe in the outbox", "offline")
    terminal.wait_for("It has not left")
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0, "asked for twice it quits"
    assert b"1 letter has not left" in terminal.raw


def test_after_a_429_it_says_until_when_the_letter_waits(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "429", retry_after=200))
    env = {**account, "PECTUI_UNDO_SECONDS": "0"}
    terminal = confirm_letter(open_terminal, env, "safe in the outbox")
    terminal.wait_for("next try at")
    terminal.send("s")
    assert terminal.wait_for_end() == 0
    assert len(sandbox.sends) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM])
def test_a_signal_leaves_a_word_too(
    number: signal.Signals, open_terminal: Open, account: dict[str, str]
) -> None:
    terminal = confirm_letter(open_terminal, {**account, **SLOW_UNDO}, "takes it back")
    terminal.signal(number)
    terminal.wait_for_end()
    assert b"1 letter has not left" in terminal.raw.rpartition(b"\x1b[?1049l")[2]
