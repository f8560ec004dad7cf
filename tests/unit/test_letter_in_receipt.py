"""Whatever a letter says, the receipt that carries its text says the same of who is delivered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Message, Receipt, RecipientState
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.life import recipient_states, word_of
from pectui.pec.receipts import read_receipt
from pectui.services.receipts.elsewhere import named_in

CODE = "2026031010000042"
ROSSI, VERDI = "rossi@pec.example", "d'angelo@pec.example"
NOW = datetime(2026, 3, 11, tzinfo=UTC)

FRAGMENTS = [
    "indirizzato a info@comune.example",
    f'indirizzato a "{ROSSI}" è stato consegnato nella casella di destinazione',
    f"e destinato all'utente {VERDI}",
    'il messaggio "Sollecito" proveniente da "noi@pec.example" ed indirizzato a "x@y.example"',
    f'"Sollecito 2026031010000043" ed indirizzato a "{ROSSI}" è stato consegnato',
    f'{ROSSI} ("posta ordinaria")',
    'ladro@x.example ("posta certificata")',
    "Identificativo messaggio: <x@y>",
    "CONSEGNA: Sollecito",
    "errore 5.1.1 - Gestore - indirizzo non valido.",
    "Gentile Studio, ",
    '"',
    "»",
    "<p>",
    "\n",
    " a ",
]
LETTER = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=20), max_size=12).map("".join)


def provider(verb: str, to: str) -> str:
    return (
        f'Il giorno 10/03/2026 alle ore 10:00:00 (+0100) il messaggio\n"Sollecito {CODE}" '
        f'proveniente da "noi@pec.example"\ned indirizzato a {to}\n{verb}.\n\n'
        "Identificativo messaggio: <a@b>\n"
    )


PROVIDERS = {
    "ACCETTAZIONE": [
        provider(
            "è stato accettato", f'{ROSSI} ("posta certificata")\n{VERDI} ("posta certificata")'
        )
    ],
    "CONSEGNA": [
        "",
        provider("è stato consegnato", f'"{ROSSI}"'),
        provider("è stato", f'"{VERDI}"'),
    ],
    "AVVISO DI MANCATA CONSEGNA": [provider("errore 5.1.1 - x", f'"{ROSSI}"')],
}
ONE = st.sampled_from([(prefix, text) for prefix, texts in PROVIDERS.items() for text in texts])


def receipt(prefix: str, body: str) -> Receipt:
    envelope = read_envelope(
        sender="posta-certificata@pec.example",
        recipient="noi@pec.example",
        date="Tue, 10 Mar 2026 10:00:00 +0100",
        subject=f"{prefix}: Sollecito {CODE}",
    )
    read = read_receipt(Message(envelope, decode_body(body)))
    assert read is not None
    return read


def stands(receipts: list[Receipt], *recipients: str) -> tuple[RecipientState, ...]:
    return recipient_states(recipients, receipts, NOW)


@given(st.lists(st.tuples(ONE, LETTER, LETTER), max_size=4), st.sampled_from([1, 2]))
def test_no_letter_text_changes_who_is_delivered(
    written: list[tuple[tuple[str, str], str, str]], count: int
) -> None:
    recipients = (ROSSI, VERDI)[:count]
    bare = [receipt(prefix, text) for (prefix, text), _, _ in written]
    carrying = [
        receipt(prefix, f"{before}\n{text}\n{after}") for (prefix, text), before, after in written
    ]
    assert stands(carrying, *recipients) == stands(bare, *recipients)
    assert named_in(carrying) == named_in(bare)


@pytest.mark.parametrize("letter", FRAGMENTS)
def test_two_deliveries_with_the_letters_text_are_credited_to_nobody(letter: str) -> None:
    accepted = receipt("ACCETTAZIONE", PROVIDERS["ACCETTAZIONE"][0])
    twice = [receipt("CONSEGNA", letter)] * 2
    assert len(word_of((ROSSI, VERDI), twice).untold) == 2
    first, second = stands([accepted, *twice], ROSSI, VERDI)
    assert first.state is second.state
    assert not first.state.is_final


def test_a_letter_that_names_its_own_failed_recipient_delivers_it_to_nobody() -> None:
    failed = receipt("AVVISO DI MANCATA CONSEGNA", PROVIDERS["AVVISO DI MANCATA CONSEGNA"][0])
    letter = receipt("CONSEGNA", f"Come già indirizzato a {ROSSI}, si sollecita")
    states = recipient_states((ROSSI, VERDI), [failed, letter], NOW + timedelta(days=9))
    assert states[0].state.value == "failed"
    assert not states[1].state.is_final
