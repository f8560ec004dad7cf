"""`pectui send`: nobody gets a letter whom its writer didn't mean, nothing leaves that can act."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.sandbox import Sandbox

LETTER = ("-s", "Prova", "-b", "ciao")


def test_an_address_in_a_quoted_name_gets_nothing(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("send", "-t", '"info@studio.example" <studio@pec.example>', *LETTER)
    assert done.code == 0, done.err
    assert [sent.recipients for sent in sandbox.sends] == [("studio@pec.example",)]


@pytest.mark.parametrize(
    "to",
    [
        "info@studio.example <studio@pec.example>",
        "Per conto di: a@pec.example <posta-certificata@gestore.example>",
    ],
)
def test_an_entry_that_may_mean_two_addresses_is_refused(
    to: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("send", "-t", "b@pec.example", to, *LETTER)
    assert done.code == 2
    assert "two addresses" in done.err
    assert not sandbox.sends


def test_a_provider_s_own_address_is_warned_of(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("send", "-t", "posta-certificata@gestore.example", *LETTER)
    assert "provider's machine" in done.err


def test_a_column_of_addresses_is_taken_whole(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    column = "\n\na@pec.example\r\nAnna <b@pec.example>\n\nc@pec.example;\td@pec.example,\n"
    assert cli("send", "-t", column, *LETTER).code == 0
    assert [one.recipients[0][0] for one in sandbox.sends] == ["a", "b", "c", "d"]


def test_controls_do_not_leave_in_a_text_and_that_is_said(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    text = "sog\u00adgetto\ufeff \x1b[31mrosso"
    done = cli("send", "-t", "a@pec.example", "-s", "Prova", "-b", text)
    assert done.code == 0
    assert "1 control character" in done.err
    assert "2 invisible characters" in done.err
    assert sandbox.sends[0].body == "<div>soggetto [31mrosso</div>"


@pytest.mark.parametrize("subject", ["100\u202e001", "a\x1b[31m", os.fsdecode(b"Perch\xe9")])
def test_a_subject_that_could_act_is_refused(
    subject: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    assert cli("send", "-t", "a@pec.example", "-s", subject, "-b", "x").code == 2
    assert not sandbox.sends


def test_a_text_that_is_no_utf8_is_refused_from_everywhere(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    raw = b"Perch\xe9"
    to = ("-t", "a@pec.example", "-s", "Prova")
    assert cli("send", *to, "-b", os.fsdecode(raw)).code == 2
    assert cli("send", *to, stdin=raw).code == 2
    assert not sandbox.sends


def test_files_leave_under_names_that_can_be_read(
    sandbox: Sandbox, cli: Callable[..., Any], tmp_path: Path
) -> None:
    odd = tmp_path / os.fsdecode(b"Perch\xe9\n.csv.gz")
    odd.write_bytes(b"x")
    done = cli("send", "-t", "a@pec.example", *LETTER, "-a", str(odd))
    assert done.code == 0, done.err
    assert "leaves as" in done.err
    (file,) = sandbox.sends[0].attachments
    assert file.name == "Perché .csv.gz"
    blank = tmp_path / " "
    blank.write_bytes(b"x")
    assert cli("send", "-t", "a@pec.example", *LETTER, "-a", str(blank)).code == 2
