"""What small mistakes in the judgement of an answer would break, and no other test says."""

from __future__ import annotations

import pytest

from pectui.api.outcome import judge
from pectui.api.wire import Answer
from pectui.models import Verdict
from tests.api.api_raw_server import CODE

REFUSED = {400, 401, 402, 403, 404, 406, 413, 415, 422, 428, *range(300, 400)}
LATER = {425, 429}


def expected(status: int, *, says_so: bool) -> Verdict:
    """Return the verdict of a status whose document says that it failed, or that has none."""
    if status in LATER:
        return Verdict.UNSENT
    if status in REFUSED:
        return Verdict.REFUSED
    refusal = says_so and 400 <= status < 500 and status not in {408, 409}
    return Verdict.REFUSED if refusal else Verdict.UNKNOWN


def test_every_status_without_a_word() -> None:
    for status in (199, *range(200, 600)):
        verdict = judge(Answer(status, None)).verdict
        assert (status, verdict) == (status, expected(status, says_so=False))


def test_every_failure_that_says_so_itself() -> None:
    for status in range(300, 600):
        verdict = judge(Answer(status, {"success": False})).verdict
        assert (status, verdict) == (status, expected(status, says_so=True))


@pytest.mark.parametrize(("status", "sent"), [(199, False), (200, True), (299, True), (300, False)])
def test_sent_is_a_success_with_a_code(status: int, sent: bool) -> None:
    outcome = judge(Answer(status, {"success": True, "message_id": CODE}))
    assert (outcome.verdict is Verdict.SENT) is sent


@pytest.mark.parametrize("sent", [None, 1, 2])
def test_only_a_count_of_none_contradicts_a_code(sent: int | None) -> None:
    document = {"success": True, "message_id": CODE, "sent": sent}
    outcome = judge(Answer(201, document))
    assert (outcome.verdict, outcome.sent) == (Verdict.SENT, sent)


def test_the_words_of_an_unknown_answer_are_told_with_its_status() -> None:
    error = judge(Answer(503, {"success": False, "message": "Lavori in corso"})).error
    assert error is not None
    assert "503" in error.detail
    assert "Lavori in corso" in error.detail
    silent = judge(Answer(503, None)).error
    assert silent is not None
    assert "503" in silent.detail
    assert "None" not in silent.detail


@pytest.mark.parametrize("text", ["12 34", "ABC-123"])
def test_what_may_be_an_id_of_another_form_is_no_refusal(text: str) -> None:
    outcome = judge(Answer(201, {"success": True, "message_id": text}))
    assert outcome.verdict is Verdict.UNKNOWN


def test_the_mail_servers_words_and_the_services_are_both_the_reason() -> None:
    document: dict[str, object] = {
        "success": False,
        "message_id": "SMTP connect() failed",
        "message": "Casella bloccata",
    }
    error = judge(Answer(200, document)).error
    assert error is not None
    assert error.detail == "SMTP connect() failed; Casella bloccata"


def test_the_services_own_words_are_the_reason_where_the_mail_server_has_none() -> None:
    error = judge(Answer(400, {"success": False, "message": "Parametro non valido"})).error
    assert error is not None
    assert "Parametro non valido" in error.detail
