"""The conversation in lines: by a script through pipes, and by a person in a real terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import Terminal, environment
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from tests.plain import LETTER, talk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COMMAND = [sys.executable, "-W", "error", "-m", "pectui", "plain"]
CTRL_C, CTRL_D = b"\x03", b"\x04"
PROMPT, LETTER_PROMPT = "pectui:", "Letter:"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=60, receipt_delay=0.0, send_period=0.0))


def settings(account: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**account, "PECTUI_LANGUAGE": "en", "PECTUI_UNDO_SECONDS": "0", **more}


@pytest.fixture
def terminal(home: Path, account: Mapping[str, str]) -> Iterator[Terminal]:
    """Give the conversation in a terminal that can show lines only."""
    env = environment(home, **settings(account, TERM="dumb", PECTUI_UNDO_SECONDS="30"))
    with Terminal(COMMAND, env=env) as terminal:
        rested(terminal)
        yield terminal
        assert b"\x1b" not in terminal.raw


def rested(terminal: Terminal, prompt: str = PROMPT) -> None:
    """Wait until the program asks for the next line."""
    wanted = f"{prompt} ".encode()
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(wanted))


def say(terminal: Terminal, *lines: str, prompt: str = PROMPT) -> str:
    """Say something and return what is told until the next prompt."""
    before = len(terminal.raw)
    terminal.send("".join(f"{line}\r" for line in lines))
    wanted = f"{prompt} ".encode()
    terminal.wait_until(
        lambda: wanted in terminal.raw[before:] and bytes(terminal.raw).endswith(wanted)
    )
    return bytes(terminal.raw[before:]).decode()


# ── a script ──────────────────────────────────────────────────────────────────────────────────


def test_a_letter_is_written_reviewed_sent_and_its_receipts_told(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    lines = ("sync", *LETTER, "send", "yes", "sync", "wait 20", "sent", "1", "quit")
    done = subprocess.run(
        COMMAND,
        input="".join(f"{line}\n" for line in lines).encode(),
        env=environment(home, **settings(account)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=True,
    )
    assert b"\x1b" not in done.stdout
    assert b"\r" not in done.stdout
    told = done.stdout.decode()
    review = told.partition("1 letter will leave.")[2].partition("Send 1 letter?")[0]
    assert "To: rossi@pec.example" in review
    assert "Subject: Diffida" in review
    assert "Buongiorno,\nsaluti.\n" in review
    assert [one.recipients for one in sandbox.sends] == [("rossi@pec.example",)]
    code = sandbox.sends[0].code
    assert f"{code}  rossi@pec.example  Sent" in told
    news = told.rpartition("Up to date")[2]
    assert "New: Accepted, rossi@pec.example: Diffida\n" in news
    assert "New: Delivered, rossi@pec.example: Diffida\n" in news
    assert f"{code}  Diffida\nDelivered" in news


@pytest.mark.parametrize("closed", [">&-", "2>/dev/full"])
def test_nothing_leaves_that_could_not_be_seen(
    closed: str, home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    lines = [*LETTER, "send", "yes", "yes", "quit"]
    subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND],
        input="".join(f"{line}\n" for line in lines).encode(),
        env=environment(home, **settings(account)),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert not sandbox.sends


def test_the_demo_can_be_talked_about_without_an_account(home: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--demo"],
        input=b"list\n1\nsent\nquit\n",
        env=environment(home, PECTUI_LANGUAGE="en"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=True,
    )
    told = done.stdout.decode()
    assert "\nSubject: " in told
    assert "sendings\n1. " in told
    assert not list(home.rglob("*.db"))


# ── a person ──────────────────────────────────────────────────────────────────────────────────


def test_a_long_list_is_told_a_page_at_a_time_and_the_terminal_left_as_it_was(
    terminal: Terminal,
) -> None:
    before = terminal.modes()
    first = say(terminal, "list")
    assert "To 20 of" in first
    assert "\n21. " not in first
    assert "\n21. " in say(terminal, "next")
    assert "\n1. " in say(terminal, "back")
    assert terminal.modes() == before
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_end()
    assert terminal.modes() == before


def test_ctrl_c_ends_the_step_and_at_the_first_prompt_the_program(terminal: Terminal) -> None:
    say(terminal, "write", "rossi@pec.example", prompt="Subject:")
    terminal.send(CTRL_C)
    rested(terminal)
    assert "to rossi@pec.example" in say(terminal, "drafts")
    terminal.send(CTRL_C)
    assert terminal.wait_for_end() == 0


def test_ctrl_c_takes_back_what_has_not_left(terminal: Terminal, sandbox: Sandbox) -> None:
    say(terminal, *LETTER, prompt=LETTER_PROMPT)
    say(terminal, "send", prompt="recipients:")
    terminal.send("yes\r")
    terminal.wait_for_bytes(b"Ctrl+C takes it back")
    terminal.send(CTRL_C)
    rested(terminal)
    assert b"1 letter was taken back" in terminal.raw
    assert "Diffida" in say(terminal, "drafts")
    assert not sandbox.sends


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_letter_survives_the_end_of_the_program(
    number: signal.Signals, terminal: Terminal, home: Path, account: dict[str, str]
) -> None:
    terminal.send("".join(f"{line}\r" for line in LETTER[:3]))
    terminal.wait_for_bytes(b"ends it.")
    terminal.send("Buongiorno,\rsaluti.\r")
    env = environment(home, **settings(account))
    draft = ("drafts", "1", "keep", "quit")
    terminal.wait_until(lambda: "saluti." in talk(*draft, env=env))
    terminal.signal(number)
    terminal.wait_for_end()
    assert "Buongiorno,\nsaluti." in talk(*draft, env=env)


def test_nothing_pasted_agrees_to_anything(terminal: Terminal, sandbox: Sandbox) -> None:
    asks, dropped = b"recipients: ", b"no answer to it"
    terminal.send("".join(f"{line}\r" for line in (*LETTER, "send", "y", "yes", "y")))
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(asks) and dropped in terminal.raw)
    assert b"Leaves in" not in terminal.raw
    assert "Not sent" in say(terminal, "no", prompt=LETTER_PROMPT)
    before = len(terminal.raw)
    terminal.send("discard\ry\r")
    terminal.wait_until(lambda: bytes(terminal.raw[before:]).endswith(b"[y/N] "))
    say(terminal, "no", prompt=LETTER_PROMPT)
    say(terminal, "keep")
    assert "Diffida" in say(terminal, "drafts")
    assert not sandbox.sends


def test_ctrl_c_ends_a_deletion_after_the_message_at_hand_of_which_nothing_may_be_known(
    terminal: Terminal, sandbox: Sandbox
) -> None:
    say(terminal, "list")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "slow", times=None, seconds=1.0))
    terminal.send("delete 1 2 3 4 5 6 7 8\r")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"Delete 8 messages? [y/N] "))
    told = end_deletion(terminal, sandbox, 1)
    assert "1 message deleted." in told
    assert deletions(sandbox) == 1
    sandbox.clear_faults()
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "slow", seconds=30.0))
    say(terminal, "list")
    say(terminal, "delete 1", prompt="[y/N]")
    told = end_deletion(terminal, sandbox, 2)
    assert "Stopped." in told
    assert "whether the message at hand is gone is not known" in told
    assert "deleted." not in told


def end_deletion(terminal: Terminal, sandbox: Sandbox, number: int) -> str:
    """Agree, and end it while the service works on this one of all; return what is told."""
    before = len(terminal.raw)
    terminal.send("yes\r")
    terminal.wait_until(lambda: deletions(sandbox) == number)
    terminal.send(CTRL_C)
    terminal.wait_until(lambda: bytes(terminal.raw[before:]).endswith(f"{PROMPT} ".encode()))
    return bytes(terminal.raw[before:]).decode()


def deletions(sandbox: Sandbox) -> int:
    return sum(one.method == "DELETE" for one in sandbox.requests)


def test_ctrl_d_ends_the_text_an_editor_changes_it_and_ctrl_d_ends_the_program(
    home: Path, account: dict[str, str]
) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\ndal mio editor\\n" >> "$1"\n')
    editor.chmod(0o755)
    env = environment(home, **settings(account, TERM="dumb", EDITOR=str(editor)))
    with Terminal(COMMAND, env=env) as terminal:
        rested(terminal)
        terminal.send("".join(f"{line}\r" for line in LETTER[:3]))
        terminal.wait_for_bytes(b"ends it.")
        terminal.send("Buongiorno,\rsaluti.\r")
        terminal.send(CTRL_D)
        rested(terminal, LETTER_PROMPT)
        assert "3 lines" in say(terminal, "editor", prompt=LETTER_PROMPT)
        assert "saluti.\r\ndal mio editor\r\n" in say(terminal, "show", prompt=LETTER_PROMPT)
        say(terminal, "keep")
        terminal.send(CTRL_D)
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
