"""What stands in an original, and what is none: hostile, broken and odd files, each a sentence."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

import pytest

from pectui.catalogue import LANGUAGES, use_language
from pectui.models import Kind
from pectui.signed.daticert import read_daticert
from pectui.signed.letters import files_of
from pectui.signed.original import SignedMessage, read_signed
from pectui.signed.problems import NotOriginal
from tests.proof.making_originals import (
    ACCEPTANCE,
    CODE,
    DELIVERY,
    LETTER,
    RECIPIENT,
    SENDER,
    WHEN,
    Made,
    multipart,
)


def read(made: Made) -> SignedMessage:
    return read_signed(made.raw())


def problem(raw: bytes) -> str:
    with pytest.raises(NotOriginal) as caught:
        _ = read_signed(raw).data
    for language in LANGUAGES:
        use_language(language)
        assert caught.value.words.strip()
    use_language("en")
    return caught.value.key.removeprefix("originals.problem.")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("accettazione", Kind.ACCEPTANCE),
        ("non-accettazione", Kind.NOT_ACCEPTED),
        ("avvenuta-consegna", Kind.DELIVERY),
        ("errore-consegna", Kind.NOT_DELIVERED),
        ("preavviso-errore-consegna", Kind.OVERDUE),
        ("posta-certificata", Kind.CERTIFIED),
        ("presa-in-carico", Kind.SERVICE),
    ],
)
def test_what_it_is_stands_in_the_certified_data(name: str, kind: Kind) -> None:
    data = read(replace(DELIVERY, kind=name)).data
    assert (data.kind, data.code, data.sender) == (kind, CODE, SENDER)
    assert (data.date, data.addressee, data.form) == (WHEN, RECIPIENT, "completa")


def test_an_acceptance_names_its_recipients_by_their_kind_of_mail() -> None:
    recipients = ((RECIPIENT, "certificato"), ("mario@posta.example", "esterno"))
    data = read(replace(ACCEPTANCE, recipients=recipients)).data
    assert (data.certified, data.ordinary) == ((RECIPIENT,), ("mario@posta.example",))
    assert data.recipient is None
    assert read(ACCEPTANCE).data.recipient == RECIPIENT


def test_a_notice_without_addressee_is_about_the_only_recipient() -> None:
    assert read(replace(DELIVERY, addressee=None)).data.addressee == RECIPIENT


def test_a_subject_in_encoded_words_is_read() -> None:
    made = replace(DELIVERY, subject="=?UTF-8?Q?Citt=C3=A0?=")
    assert read(made).data.subject == f"Città {CODE}"


BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<postacert tipo="accettazione"><intestazione><oggetto>&b;</oggetto></intestazione></postacert>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE p [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<postacert tipo="accettazione"><intestazione><oggetto>&f;</oggetto></intestazione></postacert>"""
TWO_SUBJECTS = DELIVERY.certified_data().replace(
    b"</oggetto>", b"</oggetto><oggetto>Altro 2026031010000077</oggetto>"
)

DATA = {
    "no XML": (b"text", "bad-data"),
    "nothing": (b"", "bad-data"),
    "cut off": (DELIVERY.certified_data()[:-30], "bad-data"),
    "another document": (b"<html/>", "bad-data"),
    "unknown kind": (replace(DELIVERY, kind="altro").certified_data(), "bad-data"),
    "no date": (DELIVERY.certified_data().replace(b"<giorno>", b"<giorno>x"), "bad-data"),
    "a bomb": (BILLION_LAUGHS, "document-type"),
    "an external entity": (EXTERNAL, "document-type"),
    "an entity nobody declared": (
        DELIVERY.certified_data().replace(b"Istanza", b"&bomb;"),
        "bad-data",
    ),
    "deep": (b"<postacert>" + b"<a>" * 500 + b"</a>" * 500 + b"</postacert>", "bad-data"),
    "long": (DELIVERY.certified_data().replace(b"Istanza", b"I" * 100_000), "bad-data"),
    "two subjects": (TWO_SUBJECTS, "data-contradict"),
    "an unknown charset": (
        DELIVERY.certified_data().replace(b"UTF-8", b"klingon", 1),
        "bad-data",
    ),
}


@pytest.mark.parametrize(("document", "reason"), DATA.values(), ids=DATA.keys())
def test_certified_data_that_are_none_are_refused(document: bytes, reason: str) -> None:
    with pytest.raises(NotOriginal, match=reason):
        read_daticert(document)
    assert problem(replace(DELIVERY, daticert=document).raw()) == reason


def part(document: bytes, name: str = "daticert.xml") -> bytes:
    head = f'Content-Type: application/xml; name="{name}"\r\n\r\n'
    return head.encode() + document.replace(b"\n", b"\r\n")


def test_two_that_contradict_say_nothing_two_that_agree_are_one() -> None:
    other = part(replace(DELIVERY, code="2026031010000077").certified_data())
    assert problem(replace(DELIVERY, more_parts=(other,)).raw()) == "data-contradict"
    same = part(DELIVERY.certified_data())
    assert read(replace(DELIVERY, more_parts=(same,))).data.code == CODE


def test_without_certified_data_it_is_no_original() -> None:
    assert problem(replace(DELIVERY, data_name="altro.xml").raw()) == "no-data"


def test_data_in_the_letter_or_beside_what_was_signed_are_the_writers() -> None:
    """A letter may forward a receipt; what is around the signed part was put there by anybody."""
    forwarded = replace(DELIVERY, code="2026031010000077", boundary="other").raw()
    letter = b"From: a@b.example\r\n" + multipart(
        [b"Content-Type: message/rfc822\r\n\r\n" + forwarded], "letter"
    )
    assert read(replace(DELIVERY, letter=letter)).data.code == CODE
    raw = DELIVERY.raw()
    beside = part(replace(DELIVERY, code="2026031010000077").certified_data())
    third = raw.replace(b"--mark-outer--", b"--mark-outer\r\n" + beside + b"\r\n--mark-outer--")
    assert problem(third) == "more-parts"


def nested(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\nciao"
    for level in range(depth):
        inner = multipart([inner], f"level{level}")
    return inner


NO_ORIGINALS = {
    "nothing": (b"", "not-mail"),
    "zeros": (bytes(100_000), "not-mail"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not-mail"),
    "words": (b"Gentile cliente,\nciao\n", "not-mail"),
    "a plain letter": (b"From: a@b.example\nSubject: ciao\n\nciao\n", "not-signed"),
    "no body": (b"From: a@b.example\nSubject: ciao", "not-signed"),
    "signed without signature": (
        b"From: a@b.example\n" + multipart([b"\r\nciao"], "b", "signed"),
        "no-signature",
    ),
    "signed without boundary": (
        b"From: a@b.example\nContent-Type: multipart/signed\n\nciao",
        "no-signature",
    ),
    "nested multiparts": (replace(DELIVERY, more_parts=(nested(40),)).raw(), "too-many-parts"),
    "many parts": (
        replace(DELIVERY, more_parts=(b"\r\n",) * 3000).raw(),
        "too-many-parts",
    ),
}


@pytest.mark.parametrize(("raw", "reason"), NO_ORIGINALS.values(), ids=NO_ORIGINALS.keys())
def test_what_is_no_original_is_told_in_a_sentence(raw: bytes, reason: str) -> None:
    assert problem(raw) == reason


def test_no_cut_or_broken_message_breaks_anything() -> None:
    raw = DELIVERY.raw()
    for at in range(0, len(raw), 11):
        for broken in (raw[:at], raw[:at] + b"\0\r\n--mark-outer" + raw[at + 5 :]):
            with suppress(NotOriginal):
                _ = read_signed(broken).data


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a\nContent-Type: multipart/signed; boundary=-\n\n" + b"\n---x" * 2_000_000,
        b"From: a\nContent-Type: multipart/signed; boundary=-\n\n" + b"\n---" * 2_000_000,
        b"From: a\n" + b"X-A: b\n" * 1_000_000,
        b"From: a\nContent-Type: multipart/signed; boundary=" + b"x" * 5_000_000 + b"\n\n\n",
    ],
    ids=["look-alike delimiters", "delimiters", "a long header", "a long boundary"],
)
def test_a_hostile_message_takes_neither_time_nor_memory(raw: bytes) -> None:
    tracemalloc.start()
    begun = time.perf_counter()
    assert problem(raw)
    assert time.perf_counter() - begun < 5
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def letter_with(parts: Iterable[bytes]) -> bytes:
    return b"From: ufficio@pec.example\r\n" + multipart([b"\r\nIl testo", *parts], "letter")


def test_the_files_of_a_letter_are_as_they_were_sent() -> None:
    pdf = (
        b'Content-Type: application/pdf; name="=?UTF-8?Q?perch=C3=A9.pdf?="\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK"
    )
    named = (
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment;"
        b" filename*=UTF-8''..%2F..%2Fnota.txt\r\n\r\nciao"
    )
    attached = b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n" + b"y"
    letter = read(replace(LETTER, letter=letter_with([pdf, named, attached]))).letter
    files = files_of(letter)
    assert [(one.name, one.content) for one in files] == [
        ("perché.pdf", b"%PDF-1.4\n"),
        ("../../nota.txt", b"ciao"),
        ("message.eml", b"Subject: x\r\n\r\ny"),
    ]


def test_empty_lines_before_the_header_are_no_body() -> None:
    assert read_signed(b"\r\n\n" + DELIVERY.raw()).data.code == CODE


def test_a_receipt_without_its_letter_has_no_files() -> None:
    assert files_of(read(DELIVERY).letter) == ()
