"""JSON to models: what an answer means, however oddly it is written."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.api.wire import (
    Answer,
    number,
    parse,
    read_inbox,
    read_message,
    read_quota,
    read_receipts,
    reason_of,
    says_failure,
    sending_code,
    whole,
)
from pectui.errors import AnswerUnreadable
from pectui.models import Kind

ROW = {
    "sender": "posta-certificata@pec.example",
    "recipient": "studio@pec.example",
    "date": "Wed, 26 Aug 2020 10:00:35 +0200",
    "object": "ACCETTAZIONE: Invio di prova 2020082610003492",
    "id": 1,
}


def got(document: object, status: int = 200) -> Answer:
    return Answer(status, parse(json.dumps(document).encode()))


@pytest.mark.parametrize(
    ("raw", "document"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'  \n{"a": 1}\n\n', {"a": 1}),
        (b"[1, 2]", {"data": [1, 2]}),
        (b'{"a": "\\ud800x"}', {"a": "\ufffdx"}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        (b'{"a": "x\\u0000y"}', {"a": "x\ufffdy"}),
        (b'{"a": "x\x00y"}', {"a": "x\ufffdy"}),
        (b'{"\\udfff": ["\\udc00"]}', {"\ufffd": ["\ufffd"]}),
        (b'{"a": "riga\nriga\tx"}', {"a": "riga\nriga\tx"}),
        (b'{"a": "perch\xe9"}', {"a": "perch\ufffd"}),
        (b'{"a": NaN, "b": -Infinity}', {"a": None, "b": None}),
        (b'{"a": ' + b"9" * 5000 + b"}", {"a": "9" * 5000}),
        (b"", None),
        (b"null", None),
        (b'"text"', None),
        (b"<html><body>502 Bad Gateway</body></html>", None),
        (b'{"success": true, "message_', None),
        (b'{"a":' * 100_000, None),
        (b"[" * 100_000 + b"]" * 100_000, None),
        (b"\x1f\x8b\x08\x00\x00", None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_what_bytes_read_as(raw: bytes, document: object) -> None:
    assert parse(raw) == document


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd_to_be_told_about(raw: bytes) -> None:
    document = parse(raw)
    json.dumps(document, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    ("success", "failure"),
    [
        (False, True),
        ("false", True),
        ("False ", True),
        (0, True),
        (0.0, True),
        ("0", True),
        ("", True),
        (True, False),
        ("true", False),
        (1, False),
        ("1", False),
        (None, False),
        ([], False),
    ],
)
def test_success_is_anything_not_false_like(success: object, failure: bool) -> None:
    assert says_failure({"success": success}) is failure
    assert Answer(200, {"success": success}).succeeded is not failure
    assert not Answer(500, {"success": success}).succeeded


def test_success_unsaid_is_left_to_the_status() -> None:
    assert not says_failure({})
    assert Answer(201, {}).succeeded
    assert not Answer(302, {}).succeeded


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Result empty", "Result empty"),
        ("  due\nrighe ", "due righe"),
        (None, None),
        ("", None),
        (["uno", "due", "uno"], "uno; due"),
        ('{"message": "dentro", "code": 3}', "dentro"),
        ('["a", {"error": "b"}]', "a; b"),
        ('{"field": "recipient is required"}', "recipient is required"),
        ({"errors": [{"detail": "x"}, None]}, "x"),
        ("{rotto", "{rotto"),
        ("<html>" + "x" * 1_000_000, None),
        ("\x1b[31mrosso\x07", "␛[31mrosso␇"),
        (42, "42"),
        (True, None),
    ],
)
def test_what_the_service_said_is_one_clean_line(message: object, said: str | None) -> None:
    assert reason_of({"success": False, "message": message}) == said


def test_what_the_service_said_is_short() -> None:
    said = reason_of({"message": "x" * 1_000_000})
    assert said is not None
    assert len(said) <= 300


def test_nested_messages_end() -> None:
    message: object = "in fondo"
    for _ in range(50):
        message = json.dumps({"message": message}) if len(str(message)) < 10_000 else [message]
    assert reason_of({"message": message}) is None


def test_the_platforms_error_number_is_no_reason() -> None:
    assert reason_of({"message": None, "error": 401}) is None
    assert reason_of({"message": "", "error": "scaduto"}) == "scaduto"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (39, 39),
        (39.0, 39),
        ("39", 39),
        ("39.0", 39),
        (" 39 ", 39),
        (0, 0),
        (-1, None),
        (39.5, None),
        ("x", None),
        (None, None),
        (True, None),
        ([39], None),
        (10**20, None),
        (float("inf"), None),
        ("nan", None),
        (10**400, None),
    ],
)
def test_counts(value: object, read: int | None) -> None:
    assert whole(value) == read


def test_numbers_stay_finite() -> None:
    assert number("1e999") is None
    assert number(10**400) is None
    assert number("171012.5") == 171012.5


def test_a_page_of_the_inbox() -> None:
    page = read_inbox(
        got({"success": True, "data": [ROW], "total": "981", "page": 39.0, "n_of_pages": "39"})
    )
    assert (page.total, page.page, page.pages) == (981, 39, 39)
    (envelope,) = page.envelopes
    assert (envelope.id, envelope.kind, envelope.code) == (1, Kind.ACCEPTANCE, "2020082610003492")


@pytest.mark.parametrize(
    ("value", "read", "text"),
    [
        (3, 3, ""),
        (3.0, 3, ""),
        ("3", 3, ""),
        (None, None, ""),
        (-1, None, "-1"),
        (10**20, None, str(10**20)),
        ("../send/1", None, "../send/1"),
    ],
)
def test_ids_are_whole_numbers_or_only_shown(value: object, read: int | None, text: str) -> None:
    (envelope,) = read_inbox(got({"data": [ROW | {"id": value}]})).envelopes
    assert envelope.id == read
    assert envelope.id_text == text


@pytest.mark.parametrize("odd", [None, 7, "testo", [], {}, {"sender": 3, "object": ["a"]}])
def test_an_odd_row_never_empties_a_page(odd: object) -> None:
    page = read_inbox(got({"data": [ROW, odd, ROW | {"id": 2}]}))
    assert [envelope.id for envelope in page.envelopes] == [1, None, 2]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (None, []),
        ([], []),
        ({}, []),
        ([{}], [None]),
        (ROW, [1]),
        ({"0": ROW, "2": ROW | {"id": 5}}, [1, 5]),
        ("nothing", []),
    ],
)
def test_other_shapes_of_a_list(data: object, ids: list[int | None]) -> None:
    assert [envelope.id for envelope in read_inbox(got({"data": data})).envelopes] == ids


def test_an_empty_list_of_receipts_may_be_an_empty_object() -> None:
    assert read_receipts(got({"data": {}})) == ()


def test_numbers_of_a_page_may_be_missing() -> None:
    page = read_inbox(got({"data": []}))
    assert (page.total, page.page, page.pages) == (None, None, None)


def test_a_message_as_object_or_list_of_one() -> None:
    row = ROW | {"body": "Perch%C3%A9+%C3%A8+cos%C3%AC"}
    for data in (row, [row]):
        message = read_message(got({"data": data}), 7)
        assert message is not None
        assert message.envelope.id == 7
        assert message.body.text == "Perché è così"
    assert read_message(got({"data": []}), 7) is None
    assert read_message(got({"data": None}), 7) is None


@pytest.mark.parametrize("body", ["", None, 12, ["a", 1], {"a": 1}])
def test_a_body_of_any_kind_is_read(body: object) -> None:
    message = read_message(got({"data": ROW | {"body": body}}), 1)
    assert message is not None
    assert isinstance(message.body.text, str)


def test_both_key_sets_of_receipts_read_the_same() -> None:
    when, subject, body = ROW["date"], ROW["object"], "Ricevuta di accettazione."
    common = {"sender": ROW["sender"], "recipient": ROW["recipient"]}
    rows = [
        common | {"data": when, "object": subject, "message": body},
        common | {"date": when, "subject": subject, "body": body},
        common | {"data": when, "subject": subject, "message": body},
        common | {"data": "", "date": when, "object": None, "subject": subject, "body": body},
    ]
    messages = read_receipts(got({"data": rows, "success": True}))
    assert len(messages) == 4
    assert len(set(messages)) == 1
    assert messages[0].envelope.id is None
    assert messages[0].envelope.date is not None
    assert messages[0].body.text == body


def test_receipts_are_read_by_other_names_that_were_given() -> None:
    names = {"date": "quando", "subject": "titolo", "body": "testo"}
    row: dict[str, object] = {"sender": "a@pec.example", "message": "", "data": "x"}
    row |= {"quando": ROW["date"], "titolo": ROW["object"], "testo": "ciao+a+tutti"}
    (message,) = read_receipts(got({"data": [row]}), names)
    assert message.envelope.kind is Kind.ACCEPTANCE
    assert message.envelope.date is not None
    assert message.body.text == "ciao a tutti"
    assert read_receipts(got({"data": [ROW]}), names)[0].envelope.date is not None


@pytest.mark.parametrize(
    ("data", "percent"),
    [
        ({"usage": 171012, "limit": 1048576}, 16.3),
        ({"usage": "171012", "limit": "1048576.0"}, 16.3),
        ([{"usage": 171012.0, "limit": 1048576}], 16.3),
        ({"usage": 2097152, "limit": 1048576}, 200.0),
        ({"usage": 1, "limit": 0}, None),
        ({"usage": 1, "limit": None}, None),
        ({"usage": 1, "limit": -1}, None),
        ({"usage": "x", "limit": 5}, None),
        ({}, None),
    ],
)
def test_quota(data: object, percent: float | None) -> None:
    quota = read_quota(got({"data": data}), "INBOX", "KB")
    assert (quota.percent and round(quota.percent, 1)) == percent


def test_data_that_are_not_there_are_an_error() -> None:
    for read in (read_inbox, read_receipts):
        with pytest.raises(AnswerUnreadable):
            read(got({"success": True}))
        with pytest.raises(AnswerUnreadable):
            read(Answer(200, None, content_type="text/html"))
    with pytest.raises(AnswerUnreadable):
        read_quota(got({"data": "x"}), "INBOX", "KB")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2020082610003492", "2020082610003492"),
        (2020082610003492, "2020082610003492"),
        (2020082610003492.0, "2020082610003492"),
        (" 2020082610003492\n", "2020082610003492"),
        ("202008261000", None),
        ("2" * 21, None),
        ("２０２００８２６１０００３４９２", None),
        ("SMTP connect() failed", None),
        (None, None),
        (True, None),
        (["2020082610003492"], None),
    ],
)
def test_a_code_is_fourteen_to_twenty_digits(value: object, code: str | None) -> None:
    assert sending_code({"message_id": value}) == code
    assert sending_code({"data": {"message_id": value}}) == code


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*ROW, "data", "subject", "body", "message", "usage", "limit", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(_JSON, st.sampled_from([200, 201, 404, 500]))
def test_any_json_is_read_or_refused_by_name(data: Any, status: int) -> None:
    answer = got({"data": data, "success": data, "message": data}, status)
    assert answer.reason is None or len(answer.reason) <= 300
    for read in (
        read_inbox,
        lambda one: read_message(one, 1),
        read_receipts,
        lambda one: read_quota(one, "INBOX", "KB"),
    ):
        with suppress(AnswerUnreadable):
            repr(read(answer)).encode("utf-8")
