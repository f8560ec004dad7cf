"""What stands against a letter before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.domains import network_address
from pectui.models import KnownAddress, Letter
from pectui.services.sending.checks import check_letter

if TYPE_CHECKING:
    from pathlib import Path

SENDER = "studio@pec.example"


def letter(**fields: Any) -> Letter:
    values: dict[str, Any] = {
        "recipients": ("rossi@pec.example",),
        "subject": "Diffida",
        "body": "Buongiorno.",
    }
    return Letter(**{**values, **fields})


def sparse(path: Path, size: int) -> str:
    with path.open("wb") as file:
        file.truncate(size)
    return str(path)


def test_nothing_against_a_plain_letter() -> None:
    review = check_letter(letter(body="uno <due>\ntre"), SENDER)
    assert (review.problems, review.warnings) == ((), ())
    (request,) = review.requests
    assert request.sender == SENDER
    assert request.recipients == ("rossi@pec.example",)
    assert request.body_html == "uno &lt;due&gt;<br>\ntre"
    assert review.total_bytes == review.bytes_per_sending > 0


def test_html_leaves_as_it_is() -> None:
    (request,) = check_letter(letter(body="<b>a</b>", html=True), SENDER).requests
    assert request.body_html == "<b>a</b>"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"recipients": ()}, "No recipient"),
        ({"recipients": ("rossi",)}, "rossi"),
        ({"recipients": ("a@pec.example", "b b")}, "b b"),
        ({"subject": "x" * 121}, "120"),
        ({"subject": "a\x1b[31m"}, "control"),
        ({"attachments": ("/nowhere/x.pdf",)}, "/nowhere/x.pdf"),
        ({"attachments": ("/",)}, "not a file"),
    ],
)
def test_what_stops_a_letter(fields: dict[str, Any], says: str) -> None:
    (problem,) = check_letter(letter(**fields), SENDER).problems
    assert says in problem


def test_every_problem_is_named_at_once() -> None:
    review = check_letter(
        letter(recipients=("x", "y"), subject="x" * 121, attachments=("/nowhere",)), SENDER
    )
    assert len(review.problems) == 4
    assert len(review.errors) == 4


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"subject": ""}, "subject is empty"),
        ({"body": " \n"}, "no text"),
        ({"body": "In allegato il contratto"}, "attachment"),
        ({"body": "Si allega copia"}, "attachment"),
        ({"body": "Alleghiamo copia"}, "attachment"),
        ({"body": "Please find attached"}, "attachment"),
        ({"body": "See the Attachments"}, "attachment"),
        ({"body": "<p>in <b>allegato</b></p>", "html": True}, "attachment"),
        ({"recipients": ("rossi@рес.example",)}, "xn--"),
        ({"recipients": ("a@pec.example", "b@pec.example"), "together": True}, "all 2 recipients"),
        ({"recipients": ("mario@Gmail.com",)}, "no delivery receipt"),
        ({"recipients": ("mario@yahoo.it",)}, "ordinary mail"),
        ({"recipients": ("posta-certificata@pec.example",)}, "provider's machine"),
        ({"recipients": ("a@straße.example",)}, "xn--strae-oqa.example"),
    ],
)
def test_what_is_pointed_out(fields: dict[str, Any], says: str) -> None:
    review = check_letter(letter(**fields), SENDER)
    assert review.problems == ()
    assert any(says in warning for warning in review.warnings), review.warnings


@pytest.mark.parametrize(
    "body",
    ["Con allegria", "Buongiorno", "ok\n> in allegato il contratto", "reattached", "allegoria"],
)
def test_words_that_speak_of_no_attachment(body: str) -> None:
    assert check_letter(letter(body=body), SENDER).warnings == ()


def test_with_an_attachment_its_words_are_fine(tmp_path: Path) -> None:
    path = sparse(tmp_path / "a.pdf", 10)
    assert check_letter(letter(body="In allegato", attachments=(path,)), SENDER).warnings == ()


def test_two_attachments_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    paths = (sparse(tmp_path / "a.pdf", 1), sparse(tmp_path / "x" / "a.pdf", 1))
    (warning,) = check_letter(letter(attachments=paths), SENDER).warnings
    assert "a.pdf" in warning


@pytest.mark.parametrize(
    ("megabytes", "recipients", "problems", "warnings"),
    [(20, 1, 0, 0), (25, 1, 0, 1), (12, 2, 0, 1), (72, 1, 0, 1), (75, 1, 1, 0)],
)
def test_size_times_recipients(
    tmp_path: Path, megabytes: int, recipients: int, problems: int, warnings: int
) -> None:
    path = sparse(tmp_path / "a.zip", megabytes * 1_000_000)
    addresses = tuple(f"a{number}@pec.example" for number in range(recipients))
    review = check_letter(letter(recipients=addresses, attachments=(path,)), SENDER)
    assert (len(review.problems), len(review.warnings)) == (problems, warnings)
    assert review.total_bytes == review.bytes_per_sending * recipients


@pytest.mark.parametrize(("together", "problems"), [(False, 0), (True, 1)])
def test_one_sending_to_many_weighs_as_often(tmp_path: Path, together: bool, problems: int) -> None:
    path = sparse(tmp_path / "a.zip", 30_000_000)
    addresses = tuple(f"a{number}@pec.example" for number in range(3))
    fields = {"recipients": addresses, "attachments": (path,), "together": together}
    assert len(check_letter(letter(**fields), SENDER).problems) == problems


def test_an_address_that_only_looks_like_a_known_one() -> None:
    known = [KnownAddress("rossi@pec.examp1e", looks_like="rossi@pec.example")]
    (warning,) = check_letter(letter(recipients=("rossi@pec.examp1e",)), SENDER, known).warnings
    assert "rossi@pec.example" in warning
    assert check_letter(letter(), SENDER, known).warnings == ()


def test_each_address_once() -> None:
    review = check_letter(letter(recipients=("a@pec.example", " A@PEC.example ")), SENDER)
    assert len(review.requests) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"subject": "100\u202e001"}, "direction"),
        ({"subject": "Diffida\nBcc: x@y.it"}, "a line break, a tab"),
        ({"recipients": ("info@studio.example <studio@pec.example>",)}, "two addresses"),
    ],
)
def test_what_could_be_read_as_something_else_is_refused(fields: dict[str, Any], says: str) -> None:
    (problem,) = check_letter(letter(**fields), SENDER).problems
    assert says in problem


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"body": "a\x00\x1b[31mb"}, "In the text: 2 control characters"),
        ({"body": "sog\u00adget\u200bto"}, "In the text: 2 invisible characters"),
        ({"subject": "Diffida\u200b"}, "In the subject: 1 invisible character"),
        ({"body": "Perch\udce9"}, "In the text: 1 byte is no text"),
        ({"recipients": ("posta-certificata@legalmail.example",)}, "provider's machine"),
    ],
)
def test_what_is_left_out_is_said(fields: dict[str, Any], says: str) -> None:
    review = check_letter(letter(**fields), SENDER)
    assert review.problems == ()
    (warning,) = review.warnings
    assert says in warning
    (request,) = review.requests
    assert "\x1b" not in request.body_html
    assert "\u200b" not in request.body_html + request.subject
    assert "\n" not in request.subject


def test_the_review_names_files_as_they_leave(tmp_path: Path) -> None:
    odd = tmp_path / "atto\r\n\u202efdp.exe"
    odd.write_bytes(b"x")
    blank = tmp_path / " "
    blank.write_bytes(b"x")
    empty = sparse(tmp_path / "vuoto.pdf", 0)
    review = check_letter(letter(attachments=(str(odd), str(blank), empty)), SENDER)
    assert [file.name for file in review.requests[0].attachments] == ["atto fdp.exe", "vuoto.pdf"]
    (problem,) = review.problems
    assert "rename it" in problem
    assert any("leaves as “atto fdp.exe”" in one for one in review.warnings)
    assert any("vuoto.pdf is empty" in one for one in review.warnings)


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("dati.csv.gz", "application/gzip"),
        ("dati.csv", "text/csv"),
        ("carte.tar.bz2", "application/x-bzip2"),
        ("atto.pdf", "application/pdf"),
        ("atto.pdf.p7m", "application/pkcs7-mime"),
        ("senza", "application/octet-stream"),
    ],
)
def test_a_packed_file_is_what_it_is_packed_as(tmp_path: Path, name: str, mime: str) -> None:
    path = sparse(tmp_path / name, 1)
    (file,) = check_letter(letter(attachments=(path,)), SENDER).requests[0].attachments
    assert file.mime == mime


def test_the_domain_leaves_as_the_warning_says_it_is() -> None:
    review = check_letter(letter(recipients=("rossi@straße.example",)), SENDER)
    (recipient,) = review.requests[0].recipients
    assert network_address(recipient) == "rossi@xn--strae-oqa.example"
    (warning,) = review.warnings
    assert "rossi@straße.example" in warning
    assert "xn--strae-oqa.example" in warning
