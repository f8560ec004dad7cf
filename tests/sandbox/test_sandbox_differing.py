"""A service that differs from the documented one: each switch changes one thing, and only that."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import quote, unquote_plus

import pytest

from pectui.sandbox import SandboxConfig
from tests.sandbox.sandbox_client import Service

PLAIN = base64.b64encode(b"ciao").decode()
URI = f"data:text/plain;base64,{PLAIN}"


def test_pages_may_hold_more_or_fewer_rows() -> None:
    service = Service.make(60, page_rows=50)
    assert [len(service.ids(number)) for number in (1, 2, 3)] == [50, 10, 0]
    assert service.page()["n_of_pages"] == 1


@pytest.mark.parametrize(
    ("rule", "first_page", "pages"),
    [("floor", 1, 2), ("ceiling", 1, 3), ("last", 0, 2), ("last", 1, 3)],
)
def test_pages_may_be_counted_otherwise(rule: Any, first_page: int, pages: int) -> None:
    assert Service.make(60, page_count=rule, first_page=first_page).page()["n_of_pages"] == pages


def test_every_page_may_be_the_first() -> None:
    service = Service.make(60, paged=False)
    assert service.ids(1) == service.ids(2) == service.ids(0)


def test_accents_may_be_lost() -> None:
    service = Service.make(0, bodies="damaged")
    service.sandbox.deliver_mail(sender="a@pec.example", subject="x", body="è così")
    assert service.call("GET", "/inbox/1").data["body"] == "\ufffd cos\ufffd"


def test_ids_may_be_words() -> None:
    service = Service.make(2, id_prefix="m-")
    assert [row["id"] for row in service.page()["data"]] == ["m-1", "m-2"]
    assert service.call("GET", "/inbox/m-2").status == 200


def test_receipts_may_have_other_names() -> None:
    service = Service.make(0, receipt_names=("quando", "titolo", "testo"), receipt_delay=0.0)
    (first, *_) = service.call("GET", f"/send/{service.sent_code()}").data
    assert set(first) == {"sender", "recipient", "quando", "titolo", "testo"}


@pytest.mark.parametrize(("unit", "figure"), [("KB", 2048), ("MB", 2), ("B", 2 * 1024 * 1024)])
def test_the_quota_may_have_another_unit(unit: Any, figure: int) -> None:
    service = Service.make(0, quota_unit=unit, quota_limit=2048)
    assert service.call("GET", "/quota/INBOX").data["limit"] == figure


def test_bodies_may_be_encoded_twice() -> None:
    service = Service.make(0, bodies="twice")
    service.sandbox.deliver_mail(sender="a@pec.example", subject="x", body="è così")
    body = service.call("GET", "/inbox/1").data["body"]
    assert unquote_plus(unquote_plus(body)) == "è così"


@pytest.mark.parametrize(
    ("packing", "file", "status"),
    [
        ("either", URI, 201),
        ("either", PLAIN, 201),
        ("data-uri", URI, 201),
        ("data-uri", PLAIN, 400),
        ("base64", URI, 400),
        ("base64", PLAIN, 201),
        ("spoiled", URI, 201),
        ("spoiled", PLAIN, 201),
    ],
)
def test_files_may_have_to_be_packed_in_one_way(packing: Any, file: str, status: int) -> None:
    service = Service.make(0, attachments=packing)
    assert service.send(attachments=[{"name": "a.txt", "file": file}]).status == status


def test_a_spoiled_file_is_another_one() -> None:
    service = Service.make(0, attachments="spoiled")
    for file in (URI, PLAIN):
        service.sent_code(attachments=[{"name": "a.txt", "file": file}])
    spoiled, whole = (sent.attachments[0].sha256 for sent in service.sandbox.sends)
    assert whole == hashlib.sha256(b"ciao").hexdigest() != spoiled


@pytest.mark.parametrize(
    ("switches", "found"),
    [
        ({}, {"blu mare", "mare blu", "testo", "mar"}),
        ({"search": "phrase"}, {"mare blu", "testo", "mar"}),
        ({"search": "ignored"}, {"blu mare", "mare blu", "testo", "mar", "altro"}),
        ({"search_in": "subject"}, {"blu mare", "mare blu", "mar"}),
        ({"search_in": "heading"}, {"blu mare", "mare blu", "mar", "anna"}),
        ({"search_whole": True}, {"blu mare", "mare blu", "testo"}),
    ],
)
def test_searches_may_mean_something_else(switches: Any, found: set[str]) -> None:
    service = Service.make(0, **switches)
    service.sandbox.deliver_mail(
        sender="anna@pec.example", subject="mare blu", body="un testo", certified=False
    )
    asked = ("blu mare", "mare blu", "testo", "mar", "altro", "anna")
    hits = {one for one in asked if service.page(query=quote(one))["total"]}
    assert hits - {"anna"} == found - {"anna"}
    assert ("anna" in hits) == (switches.get("search_in") != "subject")


def test_nothing_differs_unless_it_is_asked_for() -> None:
    config = SandboxConfig()
    assert (config.page_rows, config.id_prefix, config.receipt_names) == (25, "", None)
