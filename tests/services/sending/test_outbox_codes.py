"""A code that cannot be that of the letter makes nothing sent and nobody delivered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pectui.models import SendOutcome, State, Verdict
from pectui.pec.dates import ROME
from pectui.pec.envelopes import read_envelope
from tests.services.fake_service import Plan, provider_says
from tests.services.outbox_desk import Desk, letter


def code_at(desk: Desk, **ago: float) -> str:
    moment = desk.clock().astimezone(ROME) - timedelta(**ago)
    return f"{moment:%Y%m%d%H%M%S}77"


async def test_two_letters_answered_with_one_code_are_not_both_sent(desk: Desk) -> None:
    code = code_at(desk)
    answer = SendOutcome(Verdict.SENT, code=code, sent=1)
    desk.service.plans.extend([Plan(answer, accepted=False), Plan(answer, accepted=False)])
    queued = await desk.outbox.queue(letter("Diffida", "uno@pec.example", "due@pec.example"))
    states = [one.state for one in await desk.outbox.deliver([one.id for one in queued])]
    assert states == [State.SENT, State.UNKNOWN]
    told = provider_says(f"Diffida {code}", 'indirizzato a "uno@pec.example" è stato consegnato')
    desk.service.receipt(code, f"CONSEGNA: Diffida {code}", told)
    await desk.tracking.refresh(code)
    stands = {one.recipients: one.state for one in await desk.tracking.sendings()}
    assert stands == {
        ("uno@pec.example",): State.DELIVERED,
        ("due@pec.example",): State.UNKNOWN,
    }


@pytest.mark.parametrize(
    ("ago", "state"),
    [
        ({"seconds": 1}, State.SENT),
        ({"hours": -3}, State.SENT),
        ({"days": 400}, State.SENT),
        ({"days": 3 * 365}, State.UNKNOWN),
        ({"days": -3 * 365}, State.UNKNOWN),
    ],
)
async def test_a_code_years_away_is_no_answer(
    ago: dict[str, float], state: State, desk: Desk
) -> None:
    answer = SendOutcome(Verdict.SENT, code=code_at(desk, **ago), sent=1)
    desk.service.plans.append(Plan(answer, accepted=False))
    (queued,) = await desk.outbox.queue(letter())
    (sent,) = await desk.outbox.deliver([queued.id])
    assert sent.state is state
    assert sent.code == (answer.code if state is State.SENT else None)


@pytest.mark.parametrize(
    ("subject", "before", "state"),
    [
        ("Diffida", False, State.ACCEPTED),
        ("Diffida", True, State.UNKNOWN),
        ("Tutt'altro", False, State.UNKNOWN),
    ],
)
async def test_a_code_known_from_receipts_is_taken_over_only_where_it_may_be_ours(
    subject: str, before: bool, state: State, desk: Desk
) -> None:
    code = code_at(desk, seconds=1)
    row = read_envelope(
        sender="posta-certificata@pec.example",
        recipient="noi@pec.example",
        date=desk.clock().isoformat(),
        subject=f"ACCETTAZIONE: {subject} {code}",
    )
    if before:
        assert await desk.tracking.take_listed([row]) == 1
    (queued,) = await desk.outbox.queue(letter("Diffida"))
    if not before:
        assert await desk.tracking.take_listed([row]) == 1
    answer = SendOutcome(Verdict.SENT, code=code, sent=1)
    desk.service.plans.append(Plan(answer, accepted=False))
    (sent,) = await desk.outbox.deliver([queued.id])
    assert sent.state is state
