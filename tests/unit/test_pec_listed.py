"""What a row of the mailbox tells of a receipt, and what only its text tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Message, Receipt, State
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.life import overall, recipient_states
from pectui.pec.listed import is_unread, leaves_open, nameless_state, unread_receipts
from pectui.pec.receipts import read_receipt

CODE = "2026030210000042"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ONE = ("rossi@pec.example",)
TWO = ("rossi@pec.example", "bianchi@pec.example")
PREFIXES = {
    Kind.ACCEPTANCE: "ACCETTAZIONE",
    Kind.NOT_ACCEPTED: "AVVISO DI NON ACCETTAZIONE",
    Kind.DELIVERY: "CONSEGNA",
    Kind.NOT_DELIVERED: "AVVISO DI MANCATA CONSEGNA",
}
OVERDUE = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO"


def message(prefix: str, hours: int, text: str = "Il messaggio è stato trattato") -> Message:
    moment = START + timedelta(hours=hours)
    envelope = read_envelope(
        sender="posta-certificata@pec.example",
        recipient="studio@pec.example",
        date=moment.isoformat(),
        subject=f"{prefix}: Diffida {CODE}",
    )
    return Message(envelope, decode_body(text))


def read(one: Message) -> Receipt:
    receipt = read_receipt(one)
    assert receipt is not None
    return receipt


messages = st.lists(
    st.builds(message, st.sampled_from(list(PREFIXES.values())), st.integers(0, 30)), max_size=6
)


@given(messages, st.randoms(use_true_random=False), st.integers(0, 60))
def test_of_one_recipient_the_rows_tell_what_the_texts_tell(
    found: list[Message], random: object, hours: int
) -> None:
    shuffle, sample = random.shuffle, random.sample  # type: ignore[attr-defined]
    texts = [read(one) for one in found]
    known = sample(texts, len(texts) // 2)
    rows = [one.envelope for one in found] * 2
    shuffle(rows)
    now = START + timedelta(hours=hours)
    by_rows = (*known, *unread_receipts(rows, known))
    assert recipient_states(ONE, by_rows, now) == recipient_states(ONE, texts, now)
    unread = {one.kind for one in by_rows if is_unread(one)}
    arrived = any(one.kind is Kind.DELIVERY for one in texts)
    trouble = unread & {Kind.NOT_DELIVERED, Kind.NOT_ACCEPTED}
    assert leaves_open(ONE, by_rows) == (bool(trouble) and not arrived)


@given(messages)
def test_what_is_read_has_no_row_left(found: list[Message]) -> None:
    texts = [read(one) for one in found]
    assert unread_receipts([one.envelope for one in found], texts) == ()
    assert all(is_unread(one) for one in unread_receipts([one.envelope for one in found], ()))


def test_a_date_written_otherwise_is_the_same_moment() -> None:
    row = read_envelope(
        sender='"posta-certificata@pec.example" ',
        recipient="studio@pec.example",
        date="Mon, 2 Mar 2026 10:00:00 +0100",
        subject=f"CONSEGNA:  Diffida {CODE}",
    )
    assert unread_receipts([row], [read(message("CONSEGNA", 0))]) == ()


@pytest.mark.parametrize(
    ("prefix", "recipients", "is_open"),
    [
        (OVERDUE, ONE, True),
        ("CONSEGNA", ONE, False),
        ("CONSEGNA", ("Rossi@PEC.example", "rossi@pec.example"), False),
        ("CONSEGNA", TWO, True),
        ("AVVISO DI MANCATA CONSEGNA", TWO, True),
        ("ACCETTAZIONE", TWO, False),
        ("AVVISO DI NON ACCETTAZIONE", TWO, True),
        ("AVVISO DI MANCATA CONSEGNA", ONE, True),
        ("ACCETTAZIONE", (), True),
    ],
)
def test_what_only_the_text_tells(prefix: str, recipients: tuple[str, ...], is_open: bool) -> None:
    one = message(prefix, 1)
    assert leaves_open(recipients, unread_receipts([one.envelope], ())) is is_open
    assert not leaves_open(TWO, [read(one)]), "what was read leaves nothing open"


@given(messages)
def test_whose_recipients_are_unknown_never_counts_as_arrived(found: list[Message]) -> None:
    state = nameless_state(map(read, found))
    assert state not in {State.DELIVERED, State.NO_RECEIPT}
    kinds = {one.envelope.kind for one in found}
    assert (state is State.FAILED) == (Kind.NOT_DELIVERED in kinds)
    assert (state is State.SENT) == (not kinds)
    assert overall(()) is State.SENT
