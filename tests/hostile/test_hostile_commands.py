"""Hostile strings through the command line: tables, one message, JSON, refusals, errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from rich.cells import cell_len

from pectui.catalogue import use_language
from pectui.cli.main import run
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxServer
from pectui.sandbox.configuration import PAGE_ROWS
from tests.hostile.hostile_program import empty_sandbox
from tests.hostile.hostile_strings import (
    HOSTILE,
    ODD_VALUES,
    between,
    harmful,
    marked,
    words_of,
)

PLAIN = [hostile for hostile in HOSTILE if hostile.says is None]


@dataclass
class Command:
    """Runs commands; whatever one prints is looked at at once."""

    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run a command that ends with `code`; return what it printed on stdout, all clean."""
        assert run(arguments) == code, self.capture.readouterr()
        out, err = self.capture.readouterr()
        assert harmful(err) == []
        assert harmful(out) == []
        self.err = err
        return out

    def json(self, *arguments: str, code: int = 0) -> Any:
        """Run a command with --json; return the document."""
        return json.loads(self(*arguments, "--json", code=code))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[tuple[Sandbox, str]]:
    """One mailbox with every string and every odd value, on a real socket."""
    sandbox = empty_sandbox(ids="stable")
    for number, hostile in enumerate(PLAIN):
        text = marked(number, hostile.text)
        sandbox.deliver_mail(
            sender=f"{hostile.text} <m{number}@pec.example>",
            subject=text,
            body=f"corpo è\n{text}",
            certified=False,
            raw={"body": f"corpo è\n{text}", "recipient": text},
        )
    for value in ODD_VALUES:
        raw = dict.fromkeys(("sender", "recipient", "date", "object", "body"), value)
        sandbox.deliver_mail(sender="a@pec.example", subject="x", raw=raw)
    with SandboxServer(sandbox) as server:
        yield sandbox, server.base_url


@pytest.fixture
def command(
    sandbox: tuple[Sandbox, str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    for name, value in (
        ("BASE_URL", sandbox[1]),
        ("USERNAME", CREDENTIALS.username),
        ("PASSWORD", CREDENTIALS.password),
        ("TOKEN", CREDENTIALS.token),
    ):
        monkeypatch.setenv(f"PECTUI_{name}", value)
    use_language("en")
    return Command(capfd)


def test_the_inbox_shows_all_of_every_subject_in_one_line(command: Command) -> None:
    pages = -(-(len(PLAIN) + len(ODD_VALUES)) // PAGE_ROWS)
    lines = [
        line
        for page in range(1, pages + 1)
        for line in command("inbox", "-p", str(page)).splitlines()
    ]
    assert len(lines) == len(PLAIN) + len(ODD_VALUES) + pages
    for number, hostile in enumerate(PLAIN):
        [line] = [line for line in lines if between(number, line)]
        assert [words_of(text) for text in between(number, line)] == [hostile.words]


def test_the_columns_of_a_terminal_stay_straight(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "100")
    lines = command("inbox").splitlines()
    column = cell_len(lines[0].partition("Subject")[0])
    for line in lines[1:]:
        assert cell_len(line) <= 100
        if "«" in line:
            assert cell_len(line.partition("«")[0]) == column, line


def test_a_message_is_shown_clean_and_whole(command: Command) -> None:
    for number, hostile in enumerate(PLAIN):
        for arguments in ((), ("--raw",)):
            text = command("show", str(number + 1), *arguments)
            found = [words_of(one) for one in between(number, text)]
            if hostile.name == "page":
                assert found[:2] == [hostile.words] * 2
            else:
                assert found == [hostile.words] * 3, hostile.name
    for number in range(len(ODD_VALUES)):
        command("show", str(len(PLAIN) + number + 1))


def test_json_keeps_every_character_in_escapes(command: Command) -> None:
    messages = command.json("inbox")["messages"] + command.json("inbox", "-p", "2")["messages"]
    subjects = {message["subject"] for message in messages}
    for number, hostile in enumerate(PLAIN):
        # Half characters and NUL cannot be kept anywhere; they are replaced as they come in.
        kept = "".join(
            "\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in hostile.text
        )
        assert marked(number, kept) in subjects, hostile.name
        message = command.json("show", str(number + 1), "--raw")
        assert marked(number, kept) in message["raw"]
        assert message["subject"] == marked(number, kept)


def test_what_was_sent_and_what_was_refused(command: Command, sandbox: tuple[Sandbox, str]) -> None:
    tried = [hostile for hostile in PLAIN if hostile.name in {"action", "closing", "wide"}]
    for number, hostile in enumerate(tried):
        subject = hostile.text
        sandbox[0].add_fault(Fault("POST /send", "smtp-error", text=hostile.text))
        arguments = ("send", "--to", f"p{number}@pec.example", "-s", subject, "-b", "testo")
        if number % 2:
            assert command.json(*arguments, code=5)["sendings"][0]["subject"] == subject
        else:
            command(*arguments, code=5)
            assert hostile.words in words_of(command.err)
    table = command("sent")
    for hostile in tried:
        assert hostile.words in words_of(table)
    kept = {sending["subject"] for sending in command.json("sent")["sendings"]}
    assert kept == {hostile.text for hostile in tried}


def test_errors_and_wrong_arguments_are_told_clean(
    command: Command, sandbox: tuple[Sandbox, str]
) -> None:
    for hostile in PLAIN:
        if "\0" in hostile.text:
            continue
        sandbox[0].add_fault(Fault("GET /inbox", "400", text=hostile.text))
        told = command.json("inbox", code=5)["error"]
        assert words_of(hostile.text) in words_of(told["detail"]) or hostile.name == "page"
        command("show", f"x{hostile.text}", code=2)
        command("delete", "--yes", f"x{hostile.text}", code=2)
        command("sent", f"x{hostile.text}", code=2)
        command(f"x{hostile.text}", code=2)
        command("send", "--to", f"{hostile.text}@", "-s", "x", "-b", "y", code=2)
        command("send", "--to", "a@b.it", "-s", "x", "-b", "y", "-a", hostile.text, code=2)
        command("inbox", f"--{hostile.text}", code=2)
        assert words_of(hostile.text) in words_of(command.err)


def test_a_refused_deletion_names_nothing_harmful(
    command: Command, sandbox: tuple[Sandbox, str]
) -> None:
    for number, hostile in enumerate(PLAIN[:6]):
        sandbox[0].add_fault(Fault("DELETE /inbox/{id}", "400", text=hostile.text))
        command("show", str(number + 1))
        command("delete", "--yes", str(number + 1), code=5)
        assert hostile.words in words_of(command.err)
    sandbox[0].add_fault(Fault("DELETE /inbox/{id}", "400", text=HOSTILE[0].text))
    [refused] = command.json("delete", "--yes", "1", code=5)["refused"]
    assert refused["id"] == 1
