"""What stands against a letter before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import Letter
from pectui.services.sending.letters import check_letter

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
    known = ["rossi@pec.example"]
    (warning,) = check_letter(letter(recipients=("rossi@pec.examp1e",)), SENDER, known).warnings
    assert "rossi@pec.example" in warning
    assert check_letter(letter(), SENDER, known).warnings == ()


def test_each_address_once() -> None:
    review = check_letter(letter(recipients=("a@pec.example", " A@PEC.example ")), SENDER)
    assert len(review.requests) == 1
