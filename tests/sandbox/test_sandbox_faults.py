"""Faults: which calls they strike, how often, whether the work is done, and what is answered."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from pectui.sandbox import Dropped, Fault
from tests.sandbox.sandbox_client import Service, letter


@pytest.mark.parametrize(
    ("call", "kind"),
    [("GET /outbox", "500"), ("POST", "500"), ("*", "boom"), ("*", "200"), ("*", "500-later")],
)
def test_a_fault_there_is_not_is_refused(call: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"no such"):
        Fault(call, kind)


@pytest.mark.parametrize("kind", ["drop-early", "drop-before", "drop-after"])
def test_a_drop_ends_without_an_answer(kind: str) -> None:
    service = Service.make(3, faults=(Fault("DELETE /inbox/{id}", kind),))
    with pytest.raises(Dropped):
        service.call("DELETE", "/inbox/2")
    assert len(service.sandbox.mailbox.mails) == (2 if kind == "drop-after" else 3)
    assert [received.path for received in service.sandbox.requests] == ["/inbox/2"]


@pytest.mark.parametrize(
    ("kind", "status", "sent"),
    [
        ("429", 429, 0),
        ("500", 500, 0),
        ("500-after", 500, 1),
        ("502-html", 502, 0),
        ("502-html-after", 502, 1),
        ("402", 402, 0),
        ("redirect", 307, 0),
        ("success-false", 200, 0),
        ("success-word", 200, 0),
        ("smtp-error", 200, 0),
        ("no-code", 201, 1),
        ("truncated", 201, 1),
        ("garbage", 201, 1),
        ("deep", 201, 1),
    ],
)
def test_the_status_and_whether_the_letter_left(kind: str, status: int, sent: int) -> None:
    service = Service.make(1, faults=(Fault("POST /send", kind),))
    assert service.send().status == status
    assert len(service.sandbox.sends) == sent


def answered(kind: str, **details: Any) -> Any:
    service = Service.make(1, faults=(Fault("POST /send", kind, **details),))
    return service.send()


def test_what_each_answer_says() -> None:
    assert answered("500").failure == (500, "MySQL Error 2006")
    assert answered("402", text="credito esaurito").failure == (402, "credito esaurito")
    page = answered("502-html")
    assert page.headers["content-type"].startswith("text/html")
    assert page.content.startswith(b"<html>")
    assert "retry-after" not in answered("429").headers
    assert answered("429", retry_after=3).headers["retry-after"] == "3"
    date = "Wed, 21 Oct 2026 07:28:00 GMT"
    assert answered("429", retry_after=date).headers["retry-after"] == date
    elsewhere = answered("redirect", location="http://127.0.0.1:9/x")
    assert elsewhere.headers["location"] == "http://127.0.0.1:9/x"
    assert answered("success-false").fields["success"] is False
    assert answered("success-word").fields["success"] == "false"
    assert "message_id" not in answered("no-code").fields
    assert answered("smtp-error").fields["message_id"] == "SMTP connect() failed"


@pytest.mark.parametrize("kind", ["truncated", "garbage"])
def test_an_unreadable_answer_is_whole_for_http(kind: str) -> None:
    answer = answered(kind)
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises(ValueError, match=r"."):
        json.loads(answer.content)


def test_deep_json_is_too_deep_for_a_recursive_reader() -> None:
    with pytest.raises(RecursionError):
        json.loads(answered("deep").content)


def test_a_huge_answer_is_as_large_as_asked_for() -> None:
    answer = answered("huge", size=300_000)
    assert len(answer.content) == 300_000 == int(answer.headers["content-length"])
    assert answer.fields["success"] is True


def test_half_of_an_answer_then_nothing() -> None:
    service = Service.make(1, faults=(Fault("GET /quota/{mailbox}", "cut"),))
    with pytest.raises(Dropped):
        service.call("GET", "/quota/INBOX")


def test_a_partial_send_leaves_the_last_recipient_out() -> None:
    service = Service.make(1, faults=(Fault("POST /send", "sent-partial"),))
    answer = service.send("anna@pec.example", "bruno@pec.example", "carla@pec.example")
    assert (answer.status, answer.fields["sent"]) == (201, 2)
    service.clock.advance(60)
    items = service.call("GET", f"/send/{answer.fields['message_id']}").data
    assert len(items) == 3
    assert not any("carla" in item["message"] for item in items)


def test_a_partial_send_to_one_leaves_nobody() -> None:
    service = Service.make(1, faults=(Fault("POST /send", "sent-partial"),))
    answer = service.send()
    assert (answer.status, answer.fields["sent"]) == (201, 0)
    service.clock.advance(60)
    assert service.call("GET", f"/send/{answer.fields['message_id']}").status == 404


def test_faults_strike_their_call_as_often_as_asked_then_no_more() -> None:
    service = Service.make(30, faults=(Fault("GET /inbox", "503", times=2),))
    assert service.call("GET", "/quota/INBOX").status == 200
    assert service.call("GET", "/inbox/1").status == 200
    assert [service.call("GET", "/inbox").status for _ in range(4)] == [503, 503, 200, 200]


def test_a_fault_may_let_calls_pass_first() -> None:
    service = Service.make(30)
    service.sandbox.add_fault(Fault("*", "500", after=2))
    assert [service.call("GET", "/inbox").status for _ in range(4)] == [200, 200, 500, 200]


def test_faults_take_turns_and_may_last_for_ever() -> None:
    service = Service.make(30)
    service.sandbox.add_fault(Fault("GET /inbox", "500"))
    service.sandbox.add_fault(Fault("*", "503", times=None))
    assert [service.call("GET", "/inbox").status for _ in range(5)] == [500, 503, 503, 503, 503]


async def test_a_slow_call_works_after_the_wait_and_a_slow_answer_before() -> None:
    for kind, sent in (("slow", 0), ("slow-after", 1)):
        service = Service.make(1, faults=(Fault("POST /send", kind, seconds=60.0),))
        task = asyncio.create_task(service.request("POST", "/send", letter()))
        while not service.sandbox.requests or not service.sandbox.requests[0].body:
            await asyncio.sleep(0)
        # The work, where it comes first, is done in the step that read the body.
        assert len(service.sandbox.sends) == sent
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize("kind", ["slow", "slow-after", "drip"])
def test_a_slow_answer_is_whole_in_the_end(kind: str) -> None:
    service = Service.make(1, faults=(Fault("GET /quota/{mailbox}", kind, seconds=0.0),))
    assert service.quota() > 0
