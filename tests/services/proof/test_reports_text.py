"""A sending and its receipts as a text to keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pectui.models import Kind, OutgoingAttachment, Receipt, RecipientState, Sending, State
from pectui.services.proof.deadlines import deadline_lines
from pectui.services.proof.reports import sending_report, waiting_words

MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def sending(*states: RecipientState, **fields: object) -> Sending:
    values: dict[str, object] = {
        "id": "1",
        "account": "studio",
        "recipients": tuple(one.address for one in states),
        "subject": "Diffida",
        "state": State.SENT,
        "queued_at": MOMENT,
        "code": "2026031010000042",
        "recipient_states": states,
    }
    return Sending(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "note"),
    [(State.DELIVERED, "late"), (State.OVERDUE, "check with the provider")],
)
async def test_what_is_late_is_said(state: State, note: str) -> None:
    states = [RecipientState("a@pec.example", state, MOMENT, late) for late in (True, False)]
    late, in_time = [await sending_report(sending(one)) for one in states]
    assert note in late
    assert note not in in_time


async def test_only_what_has_left_is_called_sent() -> None:
    states = [RecipientState("a@pec.example", State.QUEUED)]
    waits = await sending_report(sending(*states, state=State.QUEUED, code=None))
    assert "In the queue since: 10 Mar 2026" in waits
    assert "Sent:" not in waits
    assert "Sent: 10 Mar 2026" in await sending_report(sending(*states, sent_at=MOMENT))


async def test_a_partial_sending_is_said() -> None:
    states = [RecipientState(f"{name}@pec.example", State.SENT, MOMENT) for name in "ab"]
    assert "1 of 2" in await sending_report(sending(*states, sent_count=1))


async def test_an_attachment_is_named_with_its_size_in_bytes() -> None:
    file = OutgoingAttachment("a.pdf", "application/pdf", 53214, "/x", "abc")
    report = await sending_report(
        sending(RecipientState("a@pec.example", State.SENT), attachments=(file,))
    )
    assert "Attachments:" in report
    assert "a.pdf (53214 bytes, SHA-256 abc)" in report


async def test_a_receipt_in_html_is_read_as_text() -> None:
    receipt = Receipt(
        Kind.DELIVERY,
        MOMENT,
        "",
        "posta-certificata@pec.example",
        "CONSEGNA: Diffida 2026031010000042",
        "2026031010000042",
        body="<p>Il messaggio &egrave; stato <b>consegnato</b></p>",
    )
    delivered = RecipientState("a@pec.example", State.DELIVERED, MOMENT)
    assert "Il messaggio è stato consegnato" in await sending_report(
        sending(delivered, receipts=(receipt,))
    )


def test_a_delivery_to_nobody_knows_whom_leaves_the_subject_its_room_where_words_are_short() -> (
    None
):
    receipt = Receipt(
        Kind.DELIVERY,
        MOMENT,
        "",
        "posta-certificata@pec.example",
        "CONSEGNA: Diffida 2026031010000042",
        "2026031010000042",
    )
    told = sending(recipients=(), state=State.ACCEPTED, receipts=(receipt,))
    assert waiting_words(told, MOMENT, short=True).endswith("1 delivery")
    assert waiting_words(told, MOMENT).endswith("1 delivery that does not say to whom")


@pytest.mark.parametrize(
    ("state", "hours", "said"),
    [
        (State.DELIVERED, 1, "· in time"),
        (State.DELIVERED, -1, "· not in time"),
        (State.ACCEPTED, -1, ""),
    ],
)
def test_whether_a_letter_was_in_time_is_said(state: State, hours: int, said: str) -> None:
    by = MOMENT + timedelta(hours=hours)
    one = RecipientState("a@pec.example", state, MOMENT)
    receipt = Receipt(Kind.ACCEPTANCE, MOMENT, "", "x", "y", "2026031010000042")
    limit, words, rule = deadline_lines(sending(one, receipts=(receipt,), deliver_by=by))
    assert limit.startswith("To be delivered by 10 Mar 2026")
    assert words.startswith("a@pec.example: accepted 10 Mar 2026")
    assert words.endswith(said) if said else "time" not in words
    assert "a lawyer decides" in rule
    assert "To be delivered by" not in "".join(deadline_lines(sending(one)))


def test_a_full_mailbox_is_told_with_what_can_be_done() -> None:
    one = RecipientState("a@pec.example", State.FAILED, MOMENT)
    body = "errore 5.2.2 - pec.example - casella piena"
    receipt = Receipt(Kind.NOT_DELIVERED, MOMENT, "", "x", "y", "2026031010000042", body=body)
    assert "other means" in "".join(deadline_lines(sending(one, receipts=(receipt,))))
    assert deadline_lines(sending(one)) == []
