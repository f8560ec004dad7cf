"""Letters that answer a message or carry it on."""

from __future__ import annotations

import pytest

from pectui.models import Message
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.services.sending.replies import forward_draft, reply_draft
from tests.accounts import make_account

ACCOUNT = make_account()

ROSSI = '"Per conto di: rossi@pec.example" <posta-certificata@gestore.example>'


def message(
    body: str, date: str = "Tue, 10 Mar 2026 10:00:00 +0100", sender: str = ROSSI
) -> Message:
    envelope = read_envelope(
        id=1,
        sender=sender,
        recipient="studio@pec.example",
        date=date,
        subject="POSTA CERTIFICATA: Diffida 2026031010000042",
    )
    return Message(envelope, decode_body(body))


async def test_a_reply_goes_to_who_wrote_and_quotes() -> None:
    draft = await reply_draft(message("prima\nseconda"), ACCOUNT)
    assert draft.recipients == "rossi@pec.example"
    assert draft.subject == "Re: Diffida 2026031010000042"
    assert draft.body == (
        "\n\nOn 10 Mar 2026 10:00:00 (CET) rossi@pec.example wrote:\n> prima\n> seconda\n"
    )


async def test_a_forwarded_letter_is_to_nobody_yet_and_says_whose_it_was() -> None:
    draft = await forward_draft(message("<p>uno</p><p>due</p>"), ACCOUNT)
    assert (draft.recipients, draft.subject) == ("", "Fwd: Diffida 2026031010000042")
    for line in ("From: rossi@pec.example", "Date: 10 Mar 2026 10:00:00 (CET)", "uno", "due"):
        assert line in draft.body.splitlines()


async def test_an_unreadable_date_is_quoted_as_it_came_and_nothing_acts() -> None:
    draft = await reply_draft(message("a\x1b[31mb", date="ieri\x07"), ACCOUNT)
    assert "On ieri␇ rossi@pec.example wrote:" in draft.body
    assert "\x1b" not in draft.body


@pytest.mark.parametrize(
    "sender",
    [
        '"Per conto di: COMUNE DI PROVA" <posta-certificata@gestore.example>',
        "Ufficio protocollo",
        "",
    ],
)
async def test_an_answer_to_nobody_who_is_named_goes_to_nobody(sender: str) -> None:
    draft = await reply_draft(message("testo", sender=sender), ACCOUNT)
    assert draft.recipients == ""
