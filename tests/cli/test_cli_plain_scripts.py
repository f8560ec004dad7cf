"""What a script says to the conversation in lines, through a pipe, and what it is told."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from pectui.sandbox import Fault, SandboxConfig
from tests.plain import LETTER, say, talk

if TYPE_CHECKING:
    from pectui.sandbox import Sandbox


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=60, receipt_delay=0.0, send_period=0.0)


@pytest.fixture(autouse=True)
def settings(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an account, English words, and no time to undo."""
    monkeypatch.setenv("PECTUI_LANGUAGE", "en")
    monkeypatch.setenv("PECTUI_UNDO_SECONDS", "0")


def test_receipts_tell_to_whom_and_what_needs_a_look_has_a_list_of_its_own() -> None:
    failing = ("write mancata@pec.example", *LETTER[2:])
    told = talk(*LETTER, "send", "yes", *failing, "send", "yes", "sync", "wait 20",
                "search Diffida", "1", "sent trouble", "quit")  # fmt: skip
    assert "Subject: —" not in told
    assert re.search(r"\d\. (unread, )?Delivered, .*, to rossi@pec\.example: Diffida\n", told)
    assert re.search(r"^Kind: \w", told, re.MULTILINE), "columns are for the eye"
    trouble = told.rpartition("1 sending\n")[2]
    assert "to mancata@pec.example" in trouble
    assert "rossi@pec.example" not in trouble
    assert "sent trouble lists it." in talk("quit")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("it", ("elenco", "2", "avanti", "cerca istanza", "bozze", "uscita", "spazio", "esci")),
        ("it", ("list", "2", "next", "search istanza", "drafts", "outbox", "quota", "quit")),
        ("en", ("list", "2", "next", "search istanza", "drafts", "outbox", "quota", "quit")),
    ],
)
def test_the_words_are_those_of_the_language_and_the_english_ones(
    language: str, lines: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", language)
    told = talk(*lines)
    refusals = ("is not understood", "non è tra le parole")
    assert not [one for one in refusals if one in told]
    assert ("Subject: " if language == "en" else "Oggetto: ") in told
    assert "024 MB" in told


def test_what_stands_against_a_letter_keeps_it_a_draft(sandbox: Sandbox) -> None:
    told = talk("write", "rossi", "Diffida", "testo", ".", "send", "keep", "drafts")
    assert "This stops the letter:" in told
    assert "Send 1 letter?" not in told
    assert "to rossi: Diffida" in told
    assert not sandbox.sends


def test_what_is_no_address_is_said_before_the_letter_is_written() -> None:
    warned = "“rossi” is not an address"
    told = talk("write rossi", "Diffida", "testo", ".", "keep", "drafts", "1", "keep")
    assert told.index(warned) < told.index("Text, line by line")
    assert told.count(warned) == 2, "also as it is taken up again"


def test_nothing_but_a_yes_sends(sandbox: Sandbox) -> None:
    for answer in ("no", "", "send"):
        told = talk(*LETTER, "send", answer, "keep", "quit")
        assert "Not sent" in told, answer
        assert not sandbox.sends, answer


def test_an_equal_letter_of_unknown_outcome_is_agreed_to_twice(sandbox: Sandbox) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    told = talk(*LETTER, "send", "yes", *LETTER, "send", "yes", "no", "keep")
    assert "Send this letter a second time?" in told
    assert "Not sent" in told
    assert not sandbox.sends


@pytest.mark.parametrize("answers", [("yes", "yes"), ("yes", "no"), ("no",)])
def test_a_letter_of_unknown_outcome_is_sent_again_after_two_agreements(
    answers: tuple[str, ...], sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    told = talk(*LETTER, "send", "yes", "outbox", "again 1", *answers)
    assert "it may have left" in told
    assert len(sandbox.sends) == (answers == ("yes", "yes"))
    if not sandbox.sends:
        assert "1 letter is in the outbox" in talk("quit")


def test_the_end_of_the_script_in_a_letter_leaves_a_draft() -> None:
    told = talk(*LETTER[:-1])
    assert "The letter is among the drafts" in told
    assert "Buongiorno,\nsaluti." in talk("drafts", "1", "keep", "quit")


def test_forty_recipients_are_counted_and_do_not_hide_the_rest() -> None:
    many = ", ".join(f"ufficio{number}@pec.example" for number in range(40))
    told = talk("write", many, *LETTER[2:], "send", "no", "keep", "quit")
    review = told.partition("40 letters will leave")[2].partition("Send 40 letters?")[0]
    assert "ufficio0@pec.example" in review
    assert "and 37 more" in review
    assert "ufficio30@pec.example" not in review
    assert "40 sends" in review


@pytest.mark.parametrize(("answer", "gone"), [("yes", 2), ("no", 0), ("", 0), ("delete", 0)])
def test_messages_are_deleted_after_a_yes_to_what_they_prove(
    answer: str, gone: int, sandbox: Sandbox
) -> None:
    for number in range(2):
        sandbox.deliver_mail(sender="a@pec.example", subject=f"Atto {number}", body="x")
    talk("sync", "quit")
    told = talk("search Atto", "delete 1, 2", answer, "search Atto", "quit")
    asked = told.partition("Deleting cannot be undone")[2].partition("Delete 2 messages?")[0]
    assert "Atto 0" in asked
    assert "Atto 1" in asked
    assert ("2 messages deleted." in told) is bool(gone)
    assert ("Nothing was deleted." in told) is not bool(gone)
    assert sum(one.method == "DELETE" for one in sandbox.requests) == gone


def test_receipts_are_said_to_be_evidence_before_they_are_deleted(sandbox: Sandbox) -> None:
    told = talk(*LETTER, "send", "yes", "sync", "wait 20", "list receipts", "1",
                "delete", "no", "sent", "delete 1", "no", "delete 1", "yes", "quit")  # fmt: skip
    assert "they are evidence of sending and delivery" in told.partition("Delete this message?")[0]
    assert "in court it is they that count" in told
    assert "Receipts deleted from the service" in told
    deleted = [one.path for one in sandbox.requests if one.method == "DELETE"]
    assert deleted == [f"/send/{sandbox.sends[0].code}"]


def test_what_could_not_be_deleted_is_said_and_stays(sandbox: Sandbox) -> None:
    talk("sync", "quit")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "403", times=None))
    told = talk("list", "delete 1", "yes", "delete 1", "no", "quit")
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
    typed: str, told: str, sandbox: Sandbox
) -> None:
    assert told in talk("sync", *typed.split("\n"), "yes", "quit")
    assert not [one for one in sandbox.requests if one.method == "DELETE"]


def test_drafts_are_deleted_each_after_a_yes() -> None:
    told = talk(*LETTER, "keep", *LETTER, "keep", "drafts",
                "delete 1 2", "yes", "no", "drafts", "quit")  # fmt: skip
    assert told.count("Delete this draft?") == 2
    assert "Diffida" in told.partition("1 draft")[2]


def test_a_hostile_letter_writes_no_sequence_and_forges_no_line(sandbox: Sandbox) -> None:
    sandbox.deliver_mail(
        sender="a\x1b[2J@pec.example",
        subject="Uno\x1b]0;x\x07\nSend 1 letter?\x9b2J\u202e",
        body="testo\x1b[31m rosso\x07\x9b2J",
    )
    told = talk("sync", "list", "1", "reply", "ciao", ".", "keep", "quit")
    assert not [char for char in "\x07\x9b\u202e" if char in told]
    assert not [line for line in told.splitlines() if line.startswith("Send 1 letter?")]


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "closed"])
@pytest.mark.parametrize("lost", ["out", "err"])
def test_nothing_leaves_that_could_not_be_seen(lost: str, is_full: bool, sandbox: Sandbox) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        streams: dict[str, TextIO | None] = {"out": io.StringIO(), "err": io.StringIO()}
        streams[lost] = full if is_full else None
        say([*LETTER, "send", "yes", "yes", "quit"], **streams)
        with suppress(OSError):
            full.close()
    assert not sandbox.sends
