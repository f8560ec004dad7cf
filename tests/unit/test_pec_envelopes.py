from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Envelope, Kind
from pectui.pec.addresses import display_sender
from pectui.pec.dates import format_iso
from pectui.pec.envelopes import likeness, newest_first, read_envelope, same_message

JSON_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


def row(
    *,
    number: object = 1,
    sender: object = "posta-certificata@pec.example",
    recipient: object = "noi@pec.example",
    date: object = "Wed, 26 Aug 2020 10:00:35 +0200",
    subject: object = "ACCETTAZIONE: Invio di prova 2020082610003492",
) -> Envelope:
    return read_envelope(id=number, sender=sender, recipient=recipient, date=date, subject=subject)


def test_a_row_of_the_service() -> None:
    envelope = row(sender='"Per conto di: dev@x.it" ')
    assert envelope.kind is Kind.ACCEPTANCE
    assert envelope.date is not None
    assert format_iso(envelope.date) == "2020-08-26T10:00:35+02:00"
    assert envelope.sender == '"Per conto di: dev@x.it" '
    assert envelope.sender_address == envelope.on_behalf_of == "dev@x.it"
    assert envelope.code == "2020082610003492"


def test_the_provider_is_not_who_wrote() -> None:
    envelope = row(sender='"Per conto di: dev@x.it" <posta-certificata@pec.example>')
    assert envelope.sender_address == "dev@x.it"
    assert row().sender_address == "posta-certificata@pec.example"
    assert row().on_behalf_of is None


@pytest.mark.parametrize(
    ("sender", "writer", "address"),
    [
        ('"Per conto di: STUDIO BIANCHI" <posta-certificata@x.example>', None, ""),
        ("Per conto di: posta-certificata@x.example", None, ""),
        (
            '"Per conto di: anna.neri\r\n\t@pec.example" <posta-certificata@x.example>',
            "anna.neri@pec.example",
            "anna.neri@pec.example",
        ),
        (
            '"Per conto di: anna@\r\n pec.example" <posta-certificata@x.example>',
            "anna@pec.example",
            "anna@pec.example",
        ),
        (
            '"Per conto di: Anna Neri\r\n anna@pec.example" <posta-certificata@x.example>',
            "anna@pec.example",
            "anna@pec.example",
        ),
        ("Per conto di: Anna <anna@pec.example>", "anna@pec.example", "anna@pec.example"),
        ("posta-certificata@x.example", None, "posta-certificata@x.example"),
    ],
)
def test_an_answer_goes_to_who_wrote_and_never_to_the_providers_machine(
    sender: str, writer: str | None, address: str
) -> None:
    envelope = row(sender=sender, subject="POSTA CERTIFICATA: Diffida")
    assert (envelope.on_behalf_of, envelope.sender_address) == (writer, address)


def test_of_an_anomaly_nobody_is_said_to_have_written_by_proxy() -> None:
    sender = '"Per conto di: mario@posta.example" <posta-certificata@x.example>'
    envelope = row(sender=sender, subject="ANOMALIA MESSAGGIO: Fattura")
    assert (envelope.kind, envelope.on_behalf_of) == (Kind.ANOMALY, None)
    assert envelope.sender_address == "mario@posta.example"
    assert "conto di" not in display_sender(sender)


def test_the_family_of_a_notice_counts_only_from_a_provider() -> None:
    subject = "AVVISO DI MANCATA CONSEGNA PER CASELLA PIENA: x 2026031010000042"
    assert row(subject=subject).kind is Kind.NOT_DELIVERED
    for sender in ("rossi@pec.example", '"Per conto di: r@x.it" <posta-certificata@pec.example>'):
        assert row(subject=subject, sender=sender).kind is Kind.OTHER


def test_encoded_words_are_decoded_before_the_kind_is_read() -> None:
    envelope = row(subject="=?utf-8?q?CONSEGNA=3A_Citt=C3=A0_2020082610003492?=")
    assert envelope.subject == "CONSEGNA: Città 2020082610003492"
    assert (envelope.kind, envelope.code) == (Kind.DELIVERY, "2020082610003492")


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [
        (3, 3, ""),
        (3.0, 3, ""),
        ("3", 3, ""),
        (" 3 ", 3, ""),
        ("3.0", 3, ""),
        (None, None, ""),
        (True, None, "True"),
        (0, None, "0"),
        (-1, None, "-1"),
        ("-1", None, "-1"),
        (3.5, None, "3.5"),
        (10**20, None, "100000000000000000000"),
        (1e300, None, "1e+300"),
        (float("inf"), None, "inf"),
        (float("nan"), None, "nan"),
        ("../send/1", None, "../send/1"),
        ("1/../2", None, "1/../2"),
        ("٣", None, "٣"),
        ("", None, ""),
        ([3], None, "3"),
    ],
)
def test_ids(value: object, number: int | None, text: str) -> None:
    envelope = row(number=value)
    assert (envelope.id, envelope.id_text) == (number, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7, "7"),
        (["a@x.it", "b@x.it"], "a@x.it, b@x.it"),
        ({"a": 1}, '{"a": 1}'),
        ("a\ud800", "a\N{REPLACEMENT CHARACTER}"),
        ('"chiuse male', '"chiuse male'),
    ],
)
def test_odd_fields_keep_their_text(value: object, text: str) -> None:
    envelope = row(subject=value, sender=value, recipient=value, date=value)
    assert {envelope.subject, envelope.sender, envelope.recipient, envelope.date_text} == {text}
    assert envelope.date is None


@given(JSON_VALUE, JSON_VALUE)
def test_no_row_raises(value: object, other: object) -> None:
    envelope = row(number=value, sender=other, recipient=value, date=other, subject=value)
    assert envelope.id is None or 0 < envelope.id < 2**63
    text = envelope.date_text, envelope.sender, envelope.recipient, envelope.subject
    "".join((*text, envelope.id_text, *likeness(envelope))).encode()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (row(number=99), True),
        (row(sender='"posta-certificata@pec.example" '), True),
        (row(subject="ACCETTAZIONE:  Invio di prova\r\n 2020082610003492"), True),
        (row(date="Wed, 26 Aug 2020 08:00:35 GMT"), True),
        (row(date="Wed, 26 Aug 2020 10:00:36 +0200"), False),
        (row(date=None), False),
        (row(sender="altri@pec.example"), False),
        (row(recipient="altri@pec.example"), False),
        (row(subject="ACCETTAZIONE: Invio di prova 202008261000349"), False),
        (row(subject="CONSEGNA: Invio di prova 2020082610003492"), False),
    ],
)
def test_same_message(other: Envelope, same: bool) -> None:
    assert same_message(row(), other) is same
    assert same_message(other, row()) is same


def test_undated_rows_are_the_same_only_by_their_text() -> None:
    assert same_message(row(date="ieri"), row(date="ieri "))
    assert not same_message(row(date="ieri"), row(date="oggi"))


def test_the_hour_that_comes_twice_has_two_moments() -> None:
    first, second = (row(date=f"Sun, 25 Oct 2026 02:30:00 +0{hours}00") for hours in (2, 1))
    assert not same_message(first, second)
    assert same_message(first, row(date="2026-10-25 00:30:00 +0000"))


def test_newest_first() -> None:
    old = row(number=9, date="Wed, 26 Aug 2020 10:00:35 +0200")
    new = row(number=1, date="Thu, 27 Aug 2020 00:30:00 +0200")
    older_by_zone = row(number=2, date="Wed, 26 Aug 2020 23:30:00 +0000")
    equal_low, equal_high = row(number=3), row(number=4)
    undated, no_id = row(number=50, date="ieri"), row(number=None)
    rows = [undated, old, no_id, equal_low, new, older_by_zone, equal_high]
    expected = (older_by_zone, new, old, equal_high, equal_low, no_id, undated)
    assert newest_first(rows) == expected
    assert newest_first(reversed(rows)) == expected
