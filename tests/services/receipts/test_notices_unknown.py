"""Notices nobody knows yet belong to their sending, ask for a look, and change no state."""

from __future__ import annotations

import pytest

from pectui.models import Kind, Message, Sending, State
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.kinds import use_rows
from pectui.services.proof.reports import sending_report, waiting_words
from tests.services.fake_service import provider_says
from tests.services.outbox_desk import Desk, letter

PROVIDER = "posta-certificata@pec.example"


async def delivered(desk: Desk) -> Sending:
    (queued,) = await desk.outbox.queue(letter("Diffida"))
    (sent,) = await desk.outbox.deliver([queued.id])
    assert sent.code
    told = provider_says(
        f"Diffida {sent.code}", 'indirizzato a "rossi@pec.example" è stato consegnato'
    )
    desk.service.receipt(sent.code, f"CONSEGNA: Diffida {sent.code}", told)
    now = await desk.tracking.refresh(sent.code)
    assert now.state is State.DELIVERED
    return now


def message(subject: str, sender: str = PROVIDER, body: str = "testo") -> Message:
    envelope = read_envelope(
        sender=sender, recipient="noi@pec.example", date="2026-03-10 10:00:00", subject=subject
    )
    return Message(envelope, decode_body(body))


UNKNOWN_NOTICES = [
    ("EVIDENZA DI CONSEGNA: Diffida {}", PROVIDER),
    ("AVVISO DI RITARDO: Diffida {}", PROVIDER),
    ("Evidenza Diffida {}", PROVIDER),
    ("REM EVIDENCE: Diffida {}", "evidence@rem.gestore.example"),
    ("CONSEGNA: Diffida {}", "evidenze@gestore.example"),
    ("AVVISO DI MANCATA CONSEGNA: Diffida {}", "qualcuno@libero.it"),
]


@pytest.mark.parametrize(("subject", "sender"), UNKNOWN_NOTICES)
async def test_a_notice_nobody_knows_is_to_be_read_and_changes_nothing(
    subject: str, sender: str, desk: Desk
) -> None:
    before = await delivered(desk)
    assert before.code
    desk.service.file(before.code, message(subject.format(before.code), sender))
    after = await desk.tracking.refresh(before.code)
    assert after.recipient_states == before.recipient_states
    assert [one.kind for one in after.receipts] == [*(r.kind for r in before.receipts), Kind.OTHER]
    assert await desk.tracking.needing_look() == 1
    assert "not understood" in waiting_words(after, desk.clock())
    assert "Not understood: read it" in await sending_report(after)
    await desk.tracking.see_to(after)
    assert await desk.tracking.needing_look() == 0


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        ("POSTA CERTIFICATA: Re: Diffida {}", '"Per conto di: rossi@pec.example" '),
        ("POSTA CERTIFICATA: Diffida {}", PROVIDER),
        ("EVIDENZA: Diffida {}", '"Per conto di: rossi@pec.example" <posta-certificata@x.example>'),
        ("ANOMALIA MESSAGGIO: Re: Diffida {}", PROVIDER),
        ("PRESA IN CARICO: Diffida {}", PROVIDER),
        ("Re: Diffida {}", "rossi@studio.example"),
        ("Diffida {}", "rossi@studio.example"),
        ("EVIDENZA: Diffida {}9", PROVIDER),
        ("EVIDENZA: Diffida {} bis", PROVIDER),
    ],
)
async def test_letters_answers_and_other_codes_are_no_notices(
    subject: str, sender: str, desk: Desk
) -> None:
    before = await delivered(desk)
    assert before.code
    desk.service.file(before.code, message(subject.format(before.code), sender))
    assert (await desk.tracking.refresh(before.code)).receipts == before.receipts
    assert await desk.tracking.needing_look() == 0


async def test_a_row_of_the_inbox_is_enough_and_its_text_comes_later(desk: Desk) -> None:
    sent = await delivered(desk)
    notice = message(f"EVIDENZA: Diffida {sent.code}", body="il testo dell'evidenza")
    for _ in range(2):
        assert await desk.tracking.take_listed([notice.envelope]) == 0
    known = await desk.tracking.sending(sent.id)
    assert known is not None
    assert [one.body for one in known.receipts if one.kind is Kind.OTHER] == [""]
    assert await desk.tracking.needing_look() == 1
    await desk.tracking.keep([notice])
    known = await desk.tracking.sending(sent.id)
    assert known is not None
    assert [one.body for one in known.receipts if one.kind is Kind.OTHER] == [notice.body.text]


async def test_a_notice_about_no_sending_of_ours_is_nobodys(desk: Desk) -> None:
    stranger = message("EVIDENZA: Altro 2026031010000042")
    assert await desk.tracking.take_listed([stranger.envelope]) == 0
    assert await desk.tracking.keep([stranger]) == 0
    assert await desk.tracking.sendings() == ()


async def test_a_row_of_the_users_makes_an_unknown_notice_known(desk: Desk) -> None:
    sent = await delivered(desk)
    assert sent.code
    await desk.tracking.keep([message(f"EVIDENZA DI INOLTRO: Diffida {sent.code}")])
    assert await desk.tracking.needing_look() == 1
    use_rows([("service", "EVIDENZA DI INOLTRO")])
    try:
        assert await desk.tracking.needing_look() == 0
    finally:
        use_rows(())


async def test_a_receipt_about_somebody_else_is_a_contradiction_to_look_at(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter("Diffida"))
    (sent,) = await desk.outbox.deliver([queued.id])
    assert sent.code
    told = provider_says(
        f"Diffida {sent.code}", 'indirizzato a "altri@pec.example" è stato consegnato'
    )
    desk.service.receipt(sent.code, f"CONSEGNA: Diffida {sent.code}", told)
    now = await desk.tracking.refresh(sent.code)
    assert now.recipients == ("rossi@pec.example",)
    assert now.state is State.ACCEPTED
    assert "altri@pec.example" in waiting_words(now, desk.clock())
    assert await desk.tracking.needing_look() == 1
    to_rossi = provider_says(
        f"Diffida {sent.code}", 'indirizzato a "rossi@pec.example" è stato consegnato'
    )
    desk.service.receipt(sent.code, f"CONSEGNA: Diffida {sent.code}", to_rossi)
    assert (await desk.tracking.refresh(sent.code)).state is State.DELIVERED
    assert await desk.tracking.needing_look() == 1, "what ended well is contradicted still"


async def test_two_receipts_that_contradict_each_other_are_to_be_looked_at(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter("Diffida"))
    (sent,) = await desk.outbox.deliver([queued.id])
    assert sent.code
    for prefix, words in (
        ("CONSEGNA", "è stato consegnato nella casella"),
        ("AVVISO DI MANCATA CONSEGNA", "non è stato consegnato: casella piena"),
    ):
        told = provider_says(f"Diffida {sent.code}", f'indirizzato a "rossi@pec.example" {words}')
        desk.service.receipt(sent.code, f"{prefix}: Diffida {sent.code}", told)
    now = await desk.tracking.refresh(sent.code)
    assert now.state is State.DELIVERED
    assert "read both" in waiting_words(now, desk.clock())
    assert waiting_words(now, desk.clock(), short=True) == "receipts contradict"
    assert await desk.tracking.needing_look() == 1
