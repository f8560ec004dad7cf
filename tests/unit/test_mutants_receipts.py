"""What small mistakes in codes and receipts would break, and no other test says."""

from __future__ import annotations

import pytest

from pectui.models import Message
from pectui.pec.bodies import decode_body
from pectui.pec.codes import moment_of
from pectui.pec.envelopes import read_envelope
from pectui.pec.receipts import read_receipt

CODE = "2026030209000012"


@pytest.mark.parametrize(
    ("year", "plausible"), [(1999, False), (2000, True), (2099, True), (2100, False)]
)
def test_a_code_is_of_this_century(year: int, plausible: bool) -> None:
    moment = moment_of(f"{year}0302090000")
    assert (moment is not None) is plausible
    assert moment is None or moment.year == year


@pytest.mark.parametrize(
    ("subject", "addressee"),
    [
        ("diretto a ladro@x.example", "verdi@pec.example"),
        ("verdi@pec.example", "verdi@pec.example"),
    ],
)
def test_the_writers_own_words_name_no_addressee_and_hide_none(
    subject: str, addressee: str
) -> None:
    envelope = read_envelope(
        sender="posta-certificata@pec.example",
        recipient="noi@pec.example",
        date="Mon, 2 Mar 2026 09:00:00 +0100",
        subject=f"CONSEGNA: {subject} {CODE}",
    )
    text = f'Il messaggio "{subject} {CODE}" indirizzato a "verdi@pec.example" è stato consegnato.'
    receipt = read_receipt(Message(envelope, decode_body(text)))
    assert receipt is not None
    assert receipt.addressee == addressee
