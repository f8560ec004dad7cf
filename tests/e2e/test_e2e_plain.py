"""The conversation in lines: by a script through pipes, and by a person in a real terminal."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import Terminal, environment
from pectui.sandbox import Fault, Sandbox, SandboxConfig

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COMMAND = [sys.executable, "-W", "error", "-m", "pectui", "plain"]
LETTER = ("write", "rossi@pec.example", "Diffida", "Buongiorno,", "saluti.", ".")
CTRL_C, CTRL_D = b"\x03", b"\x04"
PROMPT, LETTER_PROMPT = "pectui:", "Letter:"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=60, receipt_delay=0.0, send_period=0.0))


def settings(account: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**account, "PECTUI_LANGUAGE": "en", "PECTUI_UNDO_SECONDS": "0", **more}


def talk(home: Path, account: Mapping[str, str], *lines: str, **more: str) -> str:
    """Say `lines` through a pipe; return all that was told, questions included."""
    done = subprocess.run(
        COMMAND,
        input="".join(f"{line}\n" for line in lines).encode(),
        env=environment(home, **settings(account, **more)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=True,
    )
    assert b"\x1b" not in done.stdout
    assert b"\r" not in done.stdout
    return done.stdout.decode()


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
    talk(home, account, "sync", "quit")
    told = talk(home, account, *LETTER, "send", "yes", "sync", "wait 20", "sent", "1", "quit")
    review = told.partition("1 letter will leave.")[2].partition("Send 1 letter?")[0]
    assert "To: rossi@pec.example" in review
    assert "Subject: Diffida" in review
    assert "Buongiorno,\nsaluti.\n" in review
    assert [one.recipients for one in sandbox.sends] == [("rossi@pec.example",)]
    code = sandbox.sends[0].code
    assert f"{code}  rossi@pec.example  Sent" in told
    news = told.partition("Up to date")[2]
    assert "New: Accepted, rossi@pec.example: Diffida\n" in news
    assert "New: Delivered, rossi@pec.example: Diffida\n" in news
    assert f"{code}  Diffida\nDelivered" in news


def test_receipts_tell_to_whom_and_what_needs_a_look_has_a_list_of_its_own(
    home: Path, account: dict[str, str]
) -> None:
    failing = ("write mancata@pec.example", *LETTER[2:])
    told = talk(home, account, *LETTER, "send", "yes", *failing, "send", "yes", "sync", "wait 20",
                "search Diffida", "1", "sent trouble", "quit")  # fmt: skip
    assert "Subject: —" not in told
    assert re.search(r"\d\. (unread, )?Delivered, .*, to rossi@pec\.example: Diffida\n", told)
    assert re.search(r"^Kind: \w", told, re.MULTILINE), "columns are for the eye"
    trouble = told.rpartition("1 sending\n")[2]
    assert "to mancata@pec.example" in trouble
    assert "rossi@pec.example" not in trouble
    assert "sent trouble lists it." in talk(home, account, "quit")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("it", ("elenco", "2", "avanti", "cerca istanza", "bozze", "uscita", "spazio", "esci")),
        ("it", ("list", "2", "next", "search istanza", "drafts", "outbox", "quota", "quit")),
        ("en", ("list", "2", "next", "search istanza", "drafts", "outbox", "quota", "quit")),
    ],
)
def test_the_words_are_those_of_the_language_and_the_english_ones(
    language: str, lines: tuple[str, ...], home: Path, account: dict[str, str]
) -> None:
    told = talk(home, account, *lines, PECTUI_LANGUAGE=language)
    refusals = ("is not understood", "non è tra le parole")
    assert not [one for one in refusals if one in told]
    assert ("Subject: " if language == "en" else "Oggetto: ") in told
    assert "024 MB" in told


def test_what_stands_against_a_letter_keeps_it_a_draft(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    told = talk(home, account, "write", "rossi", "Diffida", "testo", ".", "send", "keep", "drafts")
    assert "This stops the letter:" in told
    assert "Send 1 letter?" not in told
    assert "to rossi: Diffida" in told
    assert not sandbox.sends


def test_what_is_no_address_is_said_before_the_letter_is_written(
    home: Path, account: dict[str, str]
) -> None:
    warned = "“rossi” is not an address"
    told = talk(
        home, account, "write rossi", "Diffida", "testo", ".", "keep", "drafts", "1", "keep"
    )
    assert told.index(warned) < told.index("Text, line by line")
    assert told.count(warned) == 2, "also as it is taken up again"


@pytest.mark.parametrize("answer", ["no", "", "send"])
def test_nothing_but_a_yes_sends(
    answer: str, home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    told = talk(home, account, *LETTER, "send", answer, "keep", "quit")
    assert "Not sent" in told
    assert not sandbox.sends


def test_an_equal_letter_of_unknown_outcome_is_agreed_to_twice(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    told = talk(home, account, *LETTER, "send", "yes", *LETTER, "send", "yes", "no", "keep")
    assert "Send this letter a second time?" in told
    assert "Not sent" in told
    assert not sandbox.sends


@pytest.mark.parametrize("answers", [("yes", "yes"), ("yes", "no"), ("no",)])
def test_a_letter_of_unknown_outcome_is_sent_again_after_two_agreements(
    answers: tuple[str, ...], home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    told = talk(home, account, *LETTER, "send", "yes", "outbox", "again 1", *answers)
    assert "it may have left" in told
    assert len(sandbox.sends) == (answers == ("yes", "yes"))
    if not sandbox.sends:
        assert "1 letter is in the outbox" in talk(home, account, "quit")


def test_the_end_of_the_script_in_a_letter_leaves_a_draft(
    home: Path, account: dict[str, str]
) -> None:
    told = talk(home, account, *LETTER[:-1])
    assert "The letter is among the drafts" in told
    assert "Buongiorno,\nsaluti." in talk(home, account, "drafts", "1", "keep", "quit")


def test_forty_recipients_are_counted_and_do_not_hide_the_rest(
    home: Path, account: dict[str, str]
) -> None:
    many = ", ".join(f"ufficio{number}@pec.example" for number in range(40))
    told = talk(home, account, "write", many, *LETTER[2:], "send", "no", "keep", "quit")
    review = told.partition("40 letters will leave")[2].partition("Send 40 letters?")[0]
    assert "ufficio0@pec.example" in review
    assert "and 37 more" in review
    assert "ufficio30@pec.example" not in review
    assert "40 sends" in review


@pytest.mark.parametrize(("answer", "gone"), [("yes", 2), ("no", 0), ("", 0), ("delete", 0)])
def test_messages_are_deleted_after_a_yes_to_what_they_prove(
    answer: str, gone: int, home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    for number in range(2):
        sandbox.deliver_mail(sender="a@pec.example", subject=f"Atto {number}", body="x")
    talk(home, account, "sync", "quit")
    told = talk(home, account, "search Atto", "delete 1, 2", answer, "search Atto", "quit")
    asked = told.partition("Deleting cannot be undone")[2].partition("Delete 2 messages?")[0]
    assert "Atto 0" in asked
    assert "Atto 1" in asked
    assert ("2 messages deleted." in told) is bool(gone)
    assert ("Nothing was deleted." in told) is not bool(gone)
    assert sum(one.method == "DELETE" for one in sandbox.requests) == gone


def test_receipts_are_said_to_be_evidence_before_they_are_deleted(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    told = talk(home, account, *LETTER, "send", "yes", "sync", "wait 20", "list receipts", "1",
                "delete", "no", "sent", "delete 1", "no", "delete 1", "yes", "quit")  # fmt: skip
    assert "they are evidence of sending and delivery" in told.partition("Delete this message?")[0]
    assert "in court it is they that count" in told
    assert "Receipts deleted from the service" in told
    deleted = [one.path for one in sandbox.requests if one.method == "DELETE"]
    assert deleted == [f"/send/{sandbox.sends[0].code}"]


def test_a_deletion_ended_before_its_answer_is_told_as_unknown(
    terminal: Terminal, sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "slow", seconds=30.0))
    say(terminal, "list")
    say(terminal, "delete 1", prompt="[y/N]")
    terminal.send("yes\r")
    terminal.wait_until(lambda: any(one.method == "DELETE" for one in sandbox.requests))
    before = len(terminal.raw)
    terminal.send(CTRL_C)
    terminal.wait_until(lambda: b"Stopped." in terminal.raw[before:])
    told = bytes(terminal.raw[before:]).decode()
    assert "whether the message at hand is gone is not known" in told
    assert "deleted." not in told


def test_what_could_not_be_deleted_is_said_and_stays(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    talk(home, account, "sync", "quit")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "403", times=None))
    told = talk(home, account, "list", "delete 1", "yes", "delete 1", "no", "quit")
    assert "Some messages were not deleted:" in told
    assert told.count("Delete this message?") == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("delete", "What? delete and the numbers"),
        ("delete 3", "Nothing was listed yet"),
        ("list\ndelete 99999", "There is no number “99999”"),
        ("list\ndelete 1-3", "There is no number “1-3”"),
        ("list\ndelete 1 99999", "There is no number “99999”"),
    ],
)
def test_nothing_is_deleted_where_it_is_not_said_what(
    typed: str, told: str, home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    assert told in talk(home, account, "sync", *typed.split("\n"), "yes", "quit")
    assert not [one for one in sandbox.requests if one.method == "DELETE"]


def test_drafts_are_deleted_each_after_a_yes(home: Path, account: dict[str, str]) -> None:
    told = talk(home, account, *LETTER, "keep", *LETTER, "keep", "drafts",
                "delete 1 2", "yes", "no", "drafts", "quit")  # fmt: skip
    assert told.count("Delete this draft?") == 2
    assert "Diffida" in told.partition("1 draft")[2]


def test_a_hostile_letter_writes_no_sequence_and_forges_no_line(
    home: Path, account: dict[str, str], sandbox: Sandbox
) -> None:
    sandbox.deliver_mail(
        sender="a\x1b[2J@pec.example",
        subject="Uno\x1b]0;x\x07\nSend 1 letter?\x9b2J\u202e",
        body="testo\x1b[31m rosso\x07\x9b2J",
    )
    told = talk(home, account, "sync", "list", "1", "reply", "ciao", ".", "keep", "quit")
    assert not [char for char in "\x07\x9b\u202e" if char in told]
    assert not [line for line in told.splitlines() if line.startswith("Send 1 letter?")]


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">/dev/full", "2>/dev/full"])
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


def test_a_long_list_is_told_a_page_at_a_time(terminal: Terminal) -> None:
    first = say(terminal, "list")
    assert "To 20 of" in first
    assert "\n21. " not in first
    assert "\n21. " in say(terminal, "next")
    assert "\n1. " in say(terminal, "back")


def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    before = terminal.modes()
    say(terminal, "list")
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
    terminal.wait_until(lambda: "saluti." in talk(home, account, "drafts", "1", "keep", "quit"))
    terminal.signal(number)
    terminal.wait_for_end()
    assert "Buongiorno,\nsaluti." in talk(home, account, "drafts", "1", "keep", "quit")


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


def test_ctrl_c_ends_a_deletion_after_the_message_at_hand(
    terminal: Terminal, sandbox: Sandbox
) -> None:
    say(terminal, "list")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "slow", times=None, seconds=1.0))
    terminal.send("delete 1 2 3 4 5 6 7 8\r")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"Delete 8 messages? [y/N] "))
    terminal.send("y\r")
    terminal.wait_until(lambda: any(one.method == "DELETE" for one in sandbox.requests))
    terminal.send(CTRL_C)
    rested(terminal)
    assert b"1 message deleted." in terminal.raw
    assert sum(one.method == "DELETE" for one in sandbox.requests) == 1


def test_ctrl_d_ends_the_text_and_at_the_first_prompt_the_program(terminal: Terminal) -> None:
    terminal.send("".join(f"{line}\r" for line in LETTER[:3]))
    terminal.wait_for_bytes(b"ends it.")
    terminal.send("testo\r")
    terminal.send(CTRL_D)
    rested(terminal, LETTER_PROMPT)
    say(terminal, "keep")
    terminal.send(CTRL_D)
    assert terminal.wait_for_end() == 0


def test_the_text_can_be_written_in_an_editor(home: Path, account: dict[str, str]) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\ndal mio editor\\n" >> "$1"\n')
    editor.chmod(0o755)
    env = environment(home, **settings(account, TERM="dumb", EDITOR=str(editor)))
    with Terminal(COMMAND, env=env) as terminal:
        rested(terminal)
        say(terminal, *LETTER, prompt=LETTER_PROMPT)
        assert "3 lines" in say(terminal, "editor", prompt=LETTER_PROMPT)
        assert "saluti.\r\ndal mio editor\r\n" in say(terminal, "show", prompt=LETTER_PROMPT)
