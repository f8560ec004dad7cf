"""Pages, ids, search, reading and deleting, as the service's description and its sample say."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

import pytest

from tests.sandbox.sandbox_client import LOGIN, Service


def test_a_page_holds_25_rows_with_the_documented_fields() -> None:
    page = Service.make(60).page()
    assert page["success"] is True
    assert page["message"] == ""
    assert (page["total"], page["page"]) == (60, 1)
    assert len(page["data"]) == 25
    assert all(set(row) == {"sender", "recipient", "date", "object", "id"} for row in page["data"])


def test_the_full_mailbox_counts_39_pages_and_fills_40() -> None:
    service = Service.make(981)
    first = service.page(1)
    assert (first["total"], first["n_of_pages"]) == (981, 39)
    ids = [each for number in range(1, 41) for each in service.ids(number)]
    assert sorted(ids) == list(range(1, 982))
    assert service.ids(40) == [1, 2, 3, 4, 5, 6]
    assert service.ids(41) == []
    assert service.ids(10**9) == []


@pytest.mark.parametrize(
    ("switches", "first", "last"),
    [
        ({}, list(range(36, 61)), list(range(1, 11))),
        ({"rows": "descending"}, list(range(60, 35, -1)), list(range(10, 0, -1))),
        ({"order": "oldest"}, list(range(1, 26)), list(range(51, 61))),
        (
            {"order": "oldest", "rows": "descending"},
            list(range(25, 0, -1)),
            list(range(60, 50, -1)),
        ),
    ],
)
def test_pages_run_the_way_that_was_asked_for(
    switches: dict[str, str], first: list[int], last: list[int]
) -> None:
    service = Service.make(60, **switches)
    assert service.ids(1) == first
    assert service.ids(3) == last


def test_pages_may_count_from_zero() -> None:
    service = Service.make(60, first_page=0)
    assert service.page()["page"] == 0
    assert service.ids(0) == list(range(36, 61))
    assert service.ids(2) == list(range(1, 11))


@pytest.mark.parametrize("page", ["", "abc", "-3", "0", "1.5", "%C2%B2"])
def test_an_odd_page_number_is_the_first_page(page: str) -> None:
    service = Service.make(60)
    answer = service.call("GET", f"/inbox?page={page}")
    assert answer.fields["page"] == 1
    assert answer.data[0]["id"] == 36


def test_dates_are_those_of_mail_headers_and_rise_with_the_ids() -> None:
    service = Service.make(120)
    rows = [row for number in range(1, 6) for row in service.page(number)["data"]]
    rows.sort(key=lambda row: int(row["id"]))
    dates = [parsedate_to_datetime(row["date"]) for row in rows]
    assert dates == sorted(dates)
    assert dates[-1] < service.clock.now()
    assert all(date.utcoffset() is not None for date in dates)
    assert {row["date"][-5:] for row in rows} <= {"+0100", "+0200"}


def test_search_finds_words_of_subject_sender_and_body() -> None:
    service = Service.make(40)
    service.sandbox.deliver_mail(
        sender="zoe@zircone.example", subject="Ruota di Scorta", body="il crick è nel baule"
    )
    for query in ("zircone", "RUOTA+scorta", "crick", "ruota+crick", "%C3%A8+nel+baule"):
        page = service.page(query=query)
        assert [row["object"] for row in page["data"]] == ["POSTA CERTIFICATA: Ruota di Scorta"]
        assert (page["total"], page["n_of_pages"]) == (1, 0)
    assert service.page(query="ruota+quadrata")["data"] == []
    assert service.page(query="++")["total"] == 41


def test_a_search_is_paged_and_keeps_the_ids() -> None:
    service = Service.make(40)
    for n in range(30):
        service.sandbox.deliver_mail(sender="a@b.example", subject=f"sesamo {n}")
    first, second = service.page(1, "sesamo"), service.page(2, "sesamo")
    assert [row["id"] for row in first["data"]] == list(range(46, 71))
    assert [row["id"] for row in second["data"]] == list(range(41, 46))
    assert service.call("GET", "/inbox/41").data["object"].endswith("sesamo 0")


@pytest.mark.parametrize(
    ("bodies", "encoded"),
    [
        ("utf8", "Perch%C3%A9+5+%E2%82%AC+%2B+1%25"),
        ("latin1", "Perch%E9+5+%80+%2B+1%25"),
        ("plain", "Perché 5 € + 1%"),
    ],
)
def test_bodies_come_in_the_encoding_that_was_asked_for(bodies: str, encoded: str) -> None:
    service = Service.make(3, bodies=bodies)
    number = service.sandbox.deliver_mail(
        sender="a@b.example", subject="Conto", body="Perché 5 € + 1%"
    )
    message = service.call("GET", f"/inbox/{number}").data
    assert message["body"] == encoded
    assert set(message) == {"sender", "recipient", "date", "object", "body"}
    assert message["sender"] == '"Per conto di: a@b.example" '
    assert message["recipient"] == '"studio.verdi@pec.example" '


def test_every_body_of_the_past_can_be_decoded() -> None:
    service = Service.make(150)
    for number in range(1, 151):
        body = service.call("GET", f"/inbox/{number}").data["body"]
        assert body
        assert unquote_to_bytes(body.replace("+", " ")).decode("utf-8").strip()


def test_ids_that_are_positions_shift_when_something_goes() -> None:
    service = Service.make(30)
    fourth = service.call("GET", "/inbox/4").data
    assert service.call("DELETE", "/inbox/3").fields == {
        "success": True,
        "message": "Message deleted",
    }
    assert service.call("GET", "/inbox/3").data == fourth
    assert service.page()["total"] == 29
    assert service.call("GET", "/inbox/30").failure == (404, "Message not found")


def test_stable_ids_stay_when_something_goes() -> None:
    service = Service.make(30, ids="stable")
    fourth = service.call("GET", "/inbox/4").data
    service.call("DELETE", "/inbox/3")
    assert service.call("GET", "/inbox/4").data == fourth
    assert service.call("GET", "/inbox/3").failure == (404, "Message not found")
    assert service.call("DELETE", "/inbox/3").failure == (404, "Message not found")
    newest = service.sandbox.deliver_mail(sender="a@b.example", subject="nuova")
    assert newest == 31
    assert 3 not in service.ids(1) + service.ids(2)


@pytest.mark.parametrize("wanted", ["0", "-1", "61", "abc", "1.0", "%C2%B2", "9" * 30])
def test_an_id_that_leads_nowhere_is_not_found(wanted: str) -> None:
    service = Service.make(60)
    for method in ("GET", "DELETE"):
        assert service.call(method, f"/inbox/{wanted}").status == 404
    assert service.page()["total"] == 60


def test_numbers_may_be_text_and_one_message_a_list() -> None:
    service = Service.make(60, numbers="text", single="list")
    page = service.page(2)
    assert (page["total"], page["page"], page["n_of_pages"]) == ("60", "2", "2")
    assert page["data"][0]["id"] == "11"
    assert len(service.call("GET", "/inbox/1").data) == 1


def test_raw_fields_are_answered_as_they_are() -> None:
    service = Service.make(2)
    raw = {"date": None, "object": ["x"], "id": "../send/1", "body": 12, "sender": "\ud800"}
    service.sandbox.deliver_mail(sender="a@b.example", subject="storta", raw=raw)
    row = service.page()["data"][-1]
    assert (row["date"], row["object"], row["id"]) == (None, ["x"], "../send/1")
    message = service.call("GET", "/inbox/3").data
    assert (message["body"], message["date"], message["sender"]) == (12, None, "\ud800")


def test_quota_moves_with_mail_that_comes_and_goes() -> None:
    service = Service.make(981)
    assert service.call("GET", "/quota/inbox").data == {"usage": 171_012, "limit": 1_048_576}
    number = service.sandbox.deliver_mail(sender="a@b.example", subject="grossa", size=5_000)
    assert service.quota() == 176_012
    service.call("DELETE", f"/inbox/{number}")
    assert service.quota() == 171_012


def test_a_mailbox_there_is_not_has_no_quota() -> None:
    words = "An error occured: the requested mailbox might be unavailable"
    assert Service.make(1).call("GET", "/quota/Cestino").failure == (400, words)


@pytest.mark.parametrize(
    "changes",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer wrong"},
        {"Authorization": LOGIN["Authorization"].replace("Bearer", "Basic")},
        {"X-Username": "altro@pec.example"},
        {"X-Password": "sbagliata"},
        {"X-Password": ""},
        {"X-Password": "perché"},
    ],
)
@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/inbox"),
        ("GET", "/inbox/1"),
        ("DELETE", "/inbox/1"),
        ("GET", "/quota/INBOX"),
        ("GET", "/send/2020082610003492"),
        ("DELETE", "/send/2020082610003492"),
    ],
)
def test_nothing_opens_without_the_right_credentials(
    method: str, target: str, changes: dict[str, str]
) -> None:
    service = Service.make(2)
    answer = service.call(method, target, headers=LOGIN | changes)
    assert answer.failure == (401, "Authorization is not valid or empty")
    assert len(service.sandbox.mailbox.mails) == 2


def test_an_unknown_path_and_an_empty_mailbox() -> None:
    service = Service.make(0)
    assert service.call("GET", "/outbox").status == 404
    assert service.call("PUT", "/send").status == 405
    assert service.page()["data"] == []
    assert service.quota() == 0
