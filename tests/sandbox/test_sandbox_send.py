"""Sending: what is accepted, at what pace, and what is answered and recorded."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.sandbox_client import LOGIN, Service, letter

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PNG_BASE64 = base64.b64encode(PNG).decode()


def test_a_sending_is_answered_without_a_wrapper() -> None:
    service = Service.make(1)
    answer = service.send("anna@pec.example", "bruno@pec.example")
    assert answer.status == 201
    code = answer.fields.pop("message_id")
    assert answer.fields | {"message_id": 0} == {
        "success": True,
        "sent": 2,
        "message": "",
        "message_id": 0,
    }
    local = service.clock.now().astimezone(ZoneInfo("Europe/Rome"))
    assert re.fullmatch(rf"{local:%Y%m%d%H%M%S}\d\d?", code)


def test_what_was_sent_is_recorded() -> None:
    service = Service.make(1)
    code = service.sent_code(
        "anna@pec.example", attachments=[{"name": "a.txt", "file": "Y2lhbw=="}]
    )
    (sent,) = service.sandbox.sends
    assert (sent.code, sent.recipients, sent.subject, sent.body) == (
        code,
        ("anna@pec.example",),
        "Prova di invio",
        "Perché <b>no</b>?",
    )
    assert sent.gap is None


def test_a_recipient_may_be_one_string() -> None:
    service = Service.make(1)
    assert service.send(recipient="anna@pec.example").fields["sent"] == 1
    assert service.sandbox.sends[0].recipients == ("anna@pec.example",)


@pytest.mark.parametrize(
    ("file", "mime"),
    [
        (PNG_BASE64, None),
        (f"data:image/png;base64,{PNG_BASE64}", "image/png"),
        (f"data:application/vnd.ms-excel;charset=utf-8;base64,{PNG_BASE64}", None),
    ],
)
def test_of_an_attachment_only_a_digest_is_kept(file: str, mime: str | None) -> None:
    service = Service.make(1)
    service.sent_code(attachments=[{"name": "logo.png", "file": file}])
    (kept,) = service.sandbox.sends[0].attachments
    assert (kept.name, kept.size) == ("logo.png", len(PNG))
    assert kept.sha256 == hashlib.sha256(PNG).hexdigest()
    if mime:
        assert kept.mime == mime


INVALID: list[dict[str, Any]] = [
    *({name: None} for name in ("sender", "recipient", "subject", "body", "username", "password")),
    {"subject": ""},
    {"subject": "  "},
    {"subject": 7},
    {"subject": "due\nrighe"},
    {"body": 7},
    {"body": ["x"]},
    {"sender": "altro@pec.example"},
    {"sender": "nessuno"},
    {"recipient": []},
    {"recipient": [7]},
    {"recipient": {"to": "anna@pec.example"}},
    {"recipient": ""},
    {"recipient": ["anna@pec.example", "anna"]},
    {"recipient": ["anna@pec"]},
    {"recipient": ["an na@pec.example"]},
    {"recipient": ["anna@pec.example, bruno@pec.example"]},
    {"recipient": ["Anna <anna@pec.example>"]},
    {"recipient": ["anna@pec.example\r\nBcc: x@y.example"]},
    {"username": 1},
    {"attachments": {"name": "a.txt", "file": "Y2lhbw=="}},
    {"attachments": ["Y2lhbw=="]},
    {"attachments": [{"name": "a.txt"}]},
    {"attachments": [{"file": "Y2lhbw=="}]},
    {"attachments": [{"name": "", "file": "Y2lhbw=="}]},
    {"attachments": [{"name": "a.txt", "file": "non è base64"}]},
    {"attachments": [{"name": "a.txt", "file": "Y2lhbw="}]},
    {"attachments": [{"name": "a.txt", "file": "data:text/plain,ciao"}]},
    {"attachments": [{"name": "a.txt", "file": "data:text/plain;base64,!!"}]},
    {"attachments": [{"name": "a.txt", "file": 5}]},
]


@pytest.mark.parametrize("changes", INVALID, ids=str)
def test_an_odd_parameter_is_refused(changes: dict[str, Any]) -> None:
    service = Service.make(1)
    fields = {name: value for name, value in letter().items() if name not in changes}
    fields |= {name: value for name, value in changes.items() if value is not None}
    assert service.call("POST", "/send", fields).failure == (400, "Post parameter is not valid")
    assert service.sandbox.sends == []


@pytest.mark.parametrize("content", [b"", b"ciao", b"[]", b'"x"', b'{"sender":', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(content: bytes) -> None:
    answer = Service.make(1).call("POST", "/send", content)
    assert answer.failure == (400, "Post parameter is not valid")


@pytest.mark.parametrize("changes", [{"username": "altro"}, {"password": "sbagliata"}])
def test_the_mailbox_credentials_are_read_from_the_body(changes: dict[str, str]) -> None:
    service = Service.make(1)
    assert service.send(**changes).failure == (401, "Authorization is not valid or empty")
    only_token = {"Authorization": LOGIN["Authorization"]}
    assert service.call("POST", "/send", letter(), only_token).status == 201


def test_the_token_is_looked_at_before_the_body() -> None:
    answer = Service.make(1).call("POST", "/send", b"ciao", {})
    assert answer.failure == (401, "Authorization is not valid or empty")


def test_one_sending_a_second() -> None:
    service = Service.make(1)
    service.sent_code()
    service.clock.advance(0.999)
    assert service.call("POST", "/send", letter()).failure == (429, "Too Many Requests")
    service.clock.advance(0.001)
    assert service.call("POST", "/send", letter()).status == 201
    assert [sent.gap for sent in service.sandbox.sends] == [None, pytest.approx(1.0)]


def test_a_refused_sending_uses_up_no_turn() -> None:
    service = Service.make(1)
    assert service.call("POST", "/send", letter("anna")).status == 400
    assert service.call("POST", "/send", letter()).status == 201


def test_codes_are_unique_and_vary_in_length_even_where_the_clock_stands() -> None:
    service = Service.make(1, send_period=0.0)
    codes = [service.sent_code() for _ in range(130)]
    assert len(set(codes)) == 130
    assert {len(code) for code in codes} == {15, 16}


def test_a_message_above_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pectui.sandbox.calls.MAX_MESSAGE", 1024 * 1024)
    service = Service.make(1)
    attachment = {"name": "foto.jpg", "file": "A" * (1000 * 1024)}
    assert service.send(attachments=[attachment]).status == 201
    service.sandbox.sends.clear()
    attachment = {"name": "film.mp4", "file": "A" * (1030 * 1024)}
    assert service.send(attachments=[attachment]).status == 413
    assert service.sandbox.sends == []


def test_requests_are_recorded_as_they_came() -> None:
    service = Service.make(1)
    service.send()
    service.call("GET", "/inbox?q=due+parole&page=2")
    service.call("GET", "/nulla")
    posted, listed, lost = service.sandbox.requests
    assert (posted.method, posted.path) == ("POST", "/send")
    assert json.loads(posted.body)["subject"] == "Prova di invio"
    assert posted.at == service.clock.monotonic()
    assert listed.path == "/inbox?q=due+parole&page=2"
    assert listed.headers["x-username"] == LOGIN["X-Username"]
    assert (lost.path, lost.size) == ("/nulla", 0)
    assert LOGIN["X-Password"] not in repr(service.sandbox.requests)
