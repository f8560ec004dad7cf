"""What is known after a POST /send: the whole table, and what may never be concluded."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.api.outcome import Failure, judge
from pectui.api.wire import Answer, parse, sending_code
from pectui.errors import (
    ConnectionLost,
    ConnectionRefused,
    Forbidden,
    NameUnknown,
    NoCredit,
    NotFound,
    OutcomeUnknown,
    PectuiError,
    RequestInvalid,
    TimedOut,
    TlsFailed,
    TooManyRequests,
    Unauthorized,
)
from pectui.models import Verdict
from tests.api.api_raw_server import CODE

SENT, REFUSED, UNSENT, UNKNOWN = Verdict.SENT, Verdict.REFUSED, Verdict.UNSENT, Verdict.UNKNOWN
FALSE = {"success": False, "message": "Post parameter is not valid"}


def got(status: int, document: object) -> Answer:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Answer(status, parse(raw))


@pytest.mark.parametrize(
    ("status", "document", "verdict", "code", "sent"),
    [
        (201, {"success": True, "sent": 1, "message_id": CODE}, SENT, CODE, 1),
        (200, {"success": True, "sent": 1, "message_id": CODE}, SENT, CODE, 1),
        (201, {"success": "true", "sent": "1", "message_id": int(CODE)}, SENT, CODE, 1),
        (202, {"message_id": CODE}, SENT, CODE, None),
        (201, {"success": True, "sent": 1, "message_id": CODE, "message": None}, SENT, CODE, 1),
        (201, {"success": True, "data": {"message_id": CODE}}, SENT, CODE, None),
        (201, {"success": True, "sent": 1.0, "message_id": CODE}, SENT, CODE, 1),
        (201, {"success": True, "sent": 0, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True, "sent": -1, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True, "sent": "0", "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True, "sent": 0.5, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True, "sent": False, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"sent": 1, "message_id": CODE}, SENT, CODE, 1),
        (201, {"success": "OK", "sent": 1, "message_id": CODE}, SENT, CODE, 1),
        (201, {"success": "KO", "sent": 1, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": "error", "sent": 1, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": [], "sent": 1, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": {}, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": None, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": -1, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "20201340100034"}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "12345678901234567"}, UNKNOWN, None, None),
        (200, FALSE, REFUSED, None, None),
        (200, {"success": "false"}, REFUSED, None, None),
        (200, {"success": 0, "message": None}, REFUSED, None, None),
        (200, {"success": False, "message_id": CODE}, UNKNOWN, None, None),
        (201, {"success": True}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": None, "sent": 1}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "ABC-123"}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "123"}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "12 34"}, UNKNOWN, None, None),
        (201, {"success": True, "message_id": "SMTP connect() failed"}, REFUSED, None, None),
        (200, {"success": False, "message_id": "SMTP connect() failed"}, REFUSED, None, None),
        (201, b"", UNKNOWN, None, None),
        (201, b'{"success": true, "message_id": "20200826', UNKNOWN, None, None),
        (200, b"<html>OK</html>", UNKNOWN, None, None),
        (201, b"[]", UNKNOWN, None, None),
        (204, b"", UNKNOWN, None, None),
        (301, b"", REFUSED, None, None),
        (302, b"<html>", REFUSED, None, None),
        (307, b"", REFUSED, None, None),
        *((one, FALSE, REFUSED, None, None) for one in (400, 401, 402, 403, 404, 406)),
        *((one, FALSE, REFUSED, None, None) for one in (413, 415, 422, 428)),
        *((one, b"<html>", REFUSED, None, None) for one in (400, 401, 402, 403, 404, 413)),
        (400, {"success": False, "message_id": CODE}, UNKNOWN, None, None),
        *((one, FALSE, UNSENT, None, None) for one in (425, 429)),
        (429, b"", UNSENT, None, None),
        *((one, FALSE, UNKNOWN, None, None) for one in (408, 409)),
        *((one, FALSE, REFUSED, None, None) for one in (405, 412, 417, 451)),
        *((one, b"<html>", UNKNOWN, None, None) for one in (405, 412, 417, 451)),
        *((one, FALSE, UNKNOWN, None, None) for one in (500, 501, 502, 503, 504, 520, 599)),
        *((one, b"<html>", UNKNOWN, None, None) for one in (500, 502, 503, 504)),
        (500, {"success": False, "message": "MySQL Error 1205"}, UNKNOWN, None, None),
        (500, {"success": True, "message_id": CODE, "sent": 1}, UNKNOWN, None, None),
    ],
)
def test_answers(
    status: int, document: object, verdict: Verdict, code: str | None, sent: int | None
) -> None:
    outcome = judge(got(status, document))
    assert (outcome.verdict, outcome.code, outcome.sent) == (verdict, code, sent)
    assert (outcome.error is None) is (verdict is SENT)


def test_a_partial_send_keeps_its_count() -> None:
    outcome = judge(got(201, {"success": True, "sent": 1, "message_id": CODE}))
    assert (outcome.verdict, outcome.sent) == (SENT, 1)


@pytest.mark.parametrize(
    ("status", "leaf"),
    [
        (400, RequestInvalid),
        (401, Unauthorized),
        (402, NoCredit),
        (403, Forbidden),
        (404, NotFound),
        (428, RequestInvalid),
        (302, RequestInvalid),
        (200, RequestInvalid),
        (429, TooManyRequests),
        (500, OutcomeUnknown),
    ],
)
def test_the_error_names_the_cause(status: int, leaf: type[PectuiError]) -> None:
    assert type(judge(got(status, FALSE)).error) is leaf


@pytest.mark.parametrize("success", [True, False])
def test_the_mail_servers_words_are_the_reason(success: bool) -> None:
    document = {"success": success, "message": "", "message_id": "SMTP connect() failed"}
    error = judge(got(200, document)).error
    assert error is not None
    assert error.detail == "SMTP connect() failed"


def test_a_wait_asked_for_is_handed_on() -> None:
    outcome = judge(Answer(429, None, retry_after=3.0))
    assert (outcome.verdict, outcome.retry_after) == (UNSENT, 3.0)
    assert judge(Answer(429, None)).retry_after is None


@pytest.mark.parametrize(
    "error",
    [
        NameUnknown(host="x"),
        ConnectionRefused(host="x"),
        TlsFailed(host="x"),
        TimedOut(host="x", seconds=1),
        ConnectionLost(host="x"),
    ],
)
def test_failures_are_unsent_before_the_first_byte_and_unknown_after(error: PectuiError) -> None:
    before = judge(Failure(error, reached=False))
    assert (before.verdict, before.error) == (UNSENT, error)
    after = judge(Failure(error, reached=True))
    assert after.verdict is UNKNOWN
    assert isinstance(after.error, OutcomeUnknown)
    assert after.error.__cause__ is error
    assert error.detail in after.error.detail


_VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, False, 0, 1, 3, "", "true", "false", "x y", CODE, int(CODE), [], {}]
)


@given(
    st.integers(200, 599),
    st.none()
    | st.dictionaries(st.sampled_from(["success", "message", "message_id", "sent"]), _VALUES),
)
def test_what_may_never_be_concluded(status: int, document: dict[str, object] | None) -> None:
    outcome = judge(Answer(status, document))
    code = sending_code(document) if document else None
    if outcome.verdict is SENT:
        assert 200 <= status < 300
        assert code is not None
        assert outcome.code == code
    else:
        assert outcome.code is None
        assert outcome.error is not None
    if outcome.verdict is REFUSED:
        assert status < 500
        assert status not in {408, 409}
        assert status >= 300 or code is None
    if status >= 500:
        assert outcome.verdict is UNKNOWN
    if outcome.verdict is UNSENT:
        assert status in {425, 429}


_REFUSED_STATUSES = {400, 401, 402, 403, 404, 406, 413, 415, 422, 428, *range(300, 400)}
_LATER_STATUSES = {425, 429}


def expected(status: int, *, says_so: bool) -> Verdict:
    """Return the verdict of a status whose document says that it failed, or that has none."""
    if status in _LATER_STATUSES:
        return Verdict.UNSENT
    if status in _REFUSED_STATUSES:
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
