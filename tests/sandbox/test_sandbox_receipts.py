"""Receipts: which come after a sending, when, what they say, and how they go away."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

import pytest

from pectui.sandbox.receipts import PROVIDERS, provider_of
from tests.sandbox.sandbox_client import Service

OVERDUE = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO"
NOT_DELIVERED = "AVVISO DI MANCATA CONSEGNA"
OWN = "studio.verdi@pec.example"


def kinds(service: Service, code: str) -> list[str]:
    answer = service.call("GET", f"/send/{code}")
    if answer.status == 404:
        assert answer.failure == (404, "Result empty")
        return []
    assert all(item["object"].endswith(f"Prova di invio {code}") for item in answer.data)
    return [item["object"].partition(":")[0] for item in answer.data]


def texts(service: Service, code: str) -> list[str]:
    items: list[dict[str, Any]] = service.call("GET", f"/send/{code}").data
    return [unquote_plus(item["message"]) for item in items]


def test_receipts_come_after_a_while() -> None:
    service = Service.make(1, receipt_delay=2.0)
    code = service.sent_code()
    assert kinds(service, code) == []
    service.clock.advance(1.99)
    assert kinds(service, code) == []
    service.clock.advance(0.01)
    assert kinds(service, code) == ["ACCETTAZIONE"]
    service.clock.advance(1.0)
    assert kinds(service, code) == ["ACCETTAZIONE", "CONSEGNA"]
    newest = service.page()["data"][-2:]
    assert [row["object"].partition(":")[0] for row in newest] == ["ACCETTAZIONE", "CONSEGNA"]
    assert newest[0]["sender"] == "posta-certificata@pec.example"
    assert newest[0]["recipient"] == OWN


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("anna@pec.example", ["ACCETTAZIONE", "CONSEGNA"]),
        ("mancata@pec.example", ["ACCETTAZIONE", NOT_DELIVERED]),
        ("Mancata.consegna@pec.example", ["ACCETTAZIONE", NOT_DELIVERED]),
        ("mancata.virus@pec.example", ["ACCETTAZIONE", f"{NOT_DELIVERED} PER VIRUS"]),
        ("dodici@pec.example", ["ACCETTAZIONE", OVERDUE, "CONSEGNA"]),
        ("ventiquattro@pec.example", ["ACCETTAZIONE", OVERDUE, OVERDUE]),
        ("rifiuto@pec.example", ["AVVISO DI NON ACCETTAZIONE"]),
        ("rifiuto.virus@pec.example", ["AVVISO DI NON ACCETTAZIONE PER VIRUS"]),
        ("ordinaria@pec.example", ["ACCETTAZIONE"]),
        (OWN, ["ACCETTAZIONE", "POSTA CERTIFICATA", "CONSEGNA"]),
        (OWN.upper(), ["ACCETTAZIONE", "POSTA CERTIFICATA", "CONSEGNA"]),
    ],
)
def test_an_address_gets_what_it_asks_for(recipient: str, expected: list[str]) -> None:
    service = Service.make(1, receipt_delay=2.0)
    code = service.sent_code(recipient)
    service.clock.advance(10)
    assert kinds(service, code) == expected


def test_a_refusal_of_one_recipient_refuses_the_whole_message() -> None:
    service = Service.make(1)
    code = service.sent_code("anna@pec.example", "rifiuto@pec.example")
    service.clock.advance(60)
    assert kinds(service, code) == ["AVVISO DI NON ACCETTAZIONE"]


def test_every_recipient_has_a_delivery_and_the_acceptance_names_them_all() -> None:
    service = Service.make(1)
    two = ("anna@uno.example", "bruno@due.example")
    code = service.sent_code(*two, "ordinaria@tre.example")
    service.clock.advance(60)
    acceptance, *deliveries = texts(service, code)
    assert 'anna@uno.example ("posta certificata")' in acceptance
    assert 'bruno@due.example ("posta certificata")' in acceptance
    assert 'ordinaria@tre.example ("posta ordinaria")' in acceptance
    assert ['indirizzato a "anna@uno.example"' in text for text in deliveries] == [True, False]
    assert ['indirizzato a "bruno@due.example"' in text for text in deliveries] == [False, True]
    senders = [item["sender"] for item in service.call("GET", f"/send/{code}").data]
    assert senders == [f"posta-certificata@{provider_of(each)}" for each in (OWN, *two)]


def test_a_few_providers_serve_everybody() -> None:
    domains = [f"studio{number}.example" for number in range(200)]
    assert {provider_of(f"a@{domain}") for domain in domains} == set(PROVIDERS)
    assert all(provider_of(f"a@{domain}") == provider_of(f"B@{domain}") for domain in domains)
    assert provider_of(OWN) == "pec.example"


@pytest.mark.parametrize(
    ("recipient", "place", "words"),
    [
        ("dodici@pec.example", 1, ["dodici ore"]),
        ("ventiquattro@pec.example", 1, ["dodici ore"]),
        ("ventiquattro@pec.example", 2, ["ventiquattro ore", "non andata a buon fine"]),
        ("mancata@pec.example", 1, ["è stato rifiutato"]),
        ("mancata.piena@pec.example", 1, ["5.2.2", "casella piena"]),
        ("rifiuto@pec.example", 0, ["Il messaggio non è stato accettato"]),
        ("rifiuto.virus@pec.example", 0, ["virus informatico"]),
    ],
)
def test_a_notice_says_what_it_is(recipient: str, place: int, words: list[str]) -> None:
    service = Service.make(1)
    code = service.sent_code(recipient)
    service.clock.advance(60)
    text = texts(service, code)[place]
    assert all(word in text for word in words)
    assert f'"{recipient}"' in text
    assert f"Prova di invio {code}" in text
    assert "Il giorno 10/03/2026 alle ore 10:30:" in text
    assert "(+0100)" in text


def test_only_the_last_overdue_notice_speaks_of_24_hours() -> None:
    service = Service.make(1)
    code = service.sent_code("ventiquattro@pec.example")
    service.clock.advance(60)
    _, first, last = texts(service, code)
    assert "ventiquattro ore" not in first
    assert "dodici ore" not in last


def test_ones_own_copy_is_the_letter() -> None:
    service = Service.make(1)
    code = service.sent_code(OWN)
    service.clock.advance(60)
    own = service.call("GET", f"/send/{code}").data[1]
    assert own["sender"] == f'"Per conto di: {OWN}" '
    assert unquote_plus(own["message"]) == "Perché <b>no</b>?"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("data", [{"data", "object", "message"}] * 2),
        ("date", [{"date", "subject", "body"}] * 2),
        ("mixed", [{"data", "object", "message"}, {"date", "subject", "body"}]),
    ],
)
def test_both_key_sets_of_a_status(keys: str, expected: list[set[str]]) -> None:
    service = Service.make(1, receipt_keys=keys)
    code = service.sent_code()
    service.clock.advance(60)
    items = service.call("GET", f"/send/{code}").data
    assert [set(item) - {"sender", "recipient"} for item in items] == expected


def test_receipts_may_carry_the_letters_text_and_name_nobody() -> None:
    service = Service.make(1, receipt_bodies="original")
    code = service.sent_code()
    service.clock.advance(60)
    assert texts(service, code) == ["", "Perché <b>no</b>?"]


def test_a_status_may_hold_longer_codes_and_replies() -> None:
    service = Service.make(1)
    code = "202009211526363"
    service.sandbox.deliver_mail(sender="anna@pec.example", subject=f"Re: Prova {code}")
    service.sandbox.deliver_mail(
        sender="posta-certificata@pec.example", subject=f"CONSEGNA: Altra {code}9", certified=False
    )
    subjects = [item["object"] for item in service.call("GET", f"/send/{code}").data]
    assert subjects == [f"POSTA CERTIFICATA: Re: Prova {code}", f"CONSEGNA: Altra {code}9"]


def test_deleting_receipts_takes_those_of_that_code_and_leaves_replies() -> None:
    service = Service.make(1)
    code = service.sent_code(OWN)
    service.clock.advance(60)
    service.sandbox.deliver_mail(sender="anna@pec.example", subject=f"Re: Prova {code}")
    service.sandbox.deliver_mail(
        sender="posta-certificata@pec.example", subject=f"CONSEGNA: Altra {code}9", certified=False
    )
    answer = service.call("DELETE", f"/send/{code}")
    assert (answer.status, answer.fields["message"]) == (200, "Operation succefull")
    assert service.page()["total"] == 3
    assert service.call("DELETE", f"/send/{code}").failure == (404, "Email not found")


@pytest.mark.parametrize("code", ["2020082610003492", "20", "abc", "%C2%B2" * 15])
def test_a_code_without_mail_is_empty(code: str) -> None:
    service = Service.make(60)
    assert service.call("GET", f"/send/{code}").failure == (404, "Result empty")
    assert service.call("DELETE", f"/send/{code}").failure == (404, "Email not found")


def test_a_delivery_receipt_brings_the_attachments_back_and_fills_the_mailbox() -> None:
    service = Service.make(1)
    before = service.quota()
    service.sent_code(attachments=[{"name": "a.bin", "file": "A" * 400 * 1024}])
    service.clock.advance(2)
    assert service.quota() - before < 20
    service.clock.advance(60)
    assert 400 <= service.quota() - before < 450


def test_ids_of_new_receipts_follow_those_there() -> None:
    service = Service.make(30, ids="stable")
    service.sent_code()
    service.clock.advance(60)
    assert service.ids(1)[-3:] == [30, 31, 32]


def test_new_letters_keep_coming_where_it_is_lively() -> None:
    service = Service.make(10, lively=True, lively_period=40.0)
    assert service.page()["total"] == 10
    service.clock.advance(39)
    assert service.page()["total"] == 10
    service.clock.advance(1)
    assert service.page()["total"] == 11
    service.clock.advance(80)
    assert service.page()["total"] == 13
    newest = service.page()["data"][-1]
    assert newest["object"].startswith("POSTA CERTIFICATA: ")
    service.clock.advance(7 * 86_400)
    assert 14 <= service.page()["total"] <= 17
