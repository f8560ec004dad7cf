"""Sendings and their receipts: kept once seen, states by the receipts, others' codes adopted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pectui.errors import (
    CodeInvalid,
    NotFound,
    ServerFault,
)
from pectui.models import Kind, Message, Sending, State
from pectui.pec.dates import ROME
from pectui.pec.envelopes import read_envelope
from tests.services.fake_service import FakeService, provider_says
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path


async def sent(desk: Desk, subject: str = "Diffida") -> Sending:
    (queued,) = await desk.outbox.queue(letter(subject))
    return (await desk.outbox.deliver([queued.id]))[0]


def delivered(desk: Desk, code: str, subject: str = "Diffida") -> None:
    desk.service.receipt(
        code,
        f"CONSEGNA: {subject} {code}",
        provider_says(f"{subject} {code}", 'indirizzato a "rossi@pec.example" è stato consegnato'),
    )


async def test_states_follow_the_receipts(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    assert (await desk.tracking.refresh(sending.code)).state is State.ACCEPTED
    delivered(desk, sending.code)
    now = await desk.tracking.refresh(sending.code)
    assert now.state is State.DELIVERED
    assert [one.state for one in now.recipient_states] == [State.DELIVERED]
    assert now == await desk.tracking.sending(sending.code)
    assert now == await desk.tracking.sending(sending.id)


async def test_what_the_service_forgets_is_kept_here(tmp_path: Path, service: FakeService) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        sending = await sent(desk)
        assert sending.code
        await desk.tracking.refresh(sending.code)
    service.messages.clear()
    async with open_desk(tmp_path / "data", service) as desk:
        now = await desk.tracking.refresh(sending.code)
        assert now.state is State.ACCEPTED
        assert len(now.receipts) == 1


async def test_equal_receipts_are_counted_and_never_counted_twice(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    delivered(desk, sending.code)
    delivered(desk, sending.code)
    for _ in range(2):
        kinds = [one.kind for one in (await desk.tracking.refresh(sending.code)).receipts]
        assert kinds == [Kind.ACCEPTANCE, Kind.DELIVERY, Kind.DELIVERY]
    delivered(desk, sending.code)
    assert len((await desk.tracking.refresh(sending.code)).receipts) == 4
    assert await desk.tracking.keep(desk.service.receipts_of(sending.code)[-1:]) == 0


async def test_a_longer_code_is_another_code(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    longer = sending.code + "7"
    desk.service.receipt(longer, f"CONSEGNA: Diffida {longer}", "consegnato")
    for receipt in desk.service.receipts_of(longer):
        desk.service.file(sending.code, receipt)
    now = await desk.tracking.refresh(sending.code)
    assert now.state is State.ACCEPTED
    assert len(now.receipts) == 1


async def test_a_code_from_elsewhere_is_adopted(desk: Desk) -> None:
    code = "2026030209000012"
    desk.service.accept(code, "Da un altro computer", ("a@pec.example", "b@pec.example"))
    adopted = await desk.tracking.refresh(code)
    assert adopted.code == code
    assert adopted.subject == "Da un altro computer"
    assert set(adopted.recipients) == {"a@pec.example", "b@pec.example"}
    assert adopted.state is State.ACCEPTED
    assert adopted.sent_at is not None
    assert [one.id for one in await desk.tracking.sendings()] == [adopted.id]
    assert (await desk.tracking.refresh(code)).id == adopted.id


async def test_a_code_nobody_knows(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.tracking.refresh("2026030209000012")
    with pytest.raises(CodeInvalid):
        await desk.tracking.refresh("../inbox")
    assert await desk.tracking.sendings() == ()


async def test_newest_first(desk: Desk) -> None:
    for subject in "ABC":
        await sent(desk, subject)
        desk.clock.move(1)
    assert [one.subject for one in await desk.tracking.sendings()] == ["C", "B", "A"]


async def test_deleting_receipts_keeps_a_full_copy_first(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    delivered(desk, sending.code)
    kept = await desk.tracking.delete_receipts(sending.code)
    assert desk.service.codes_deleted == [sending.code]
    assert not desk.service.receipts_of(sending.code)
    assert kept.state is State.DELIVERED
    again = await desk.tracking.refresh(sending.code)
    assert [one.body for one in again.receipts] == [one.body for one in kept.receipts]
    assert all(one.body for one in again.receipts)


async def test_nothing_is_deleted_when_the_copy_cannot_be_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = await sent(desk)
    assert sending.code

    async def fails(self: FakeService, code: str) -> tuple[Message, ...]:
        raise ServerFault(status=500)

    monkeypatch.setattr(FakeService, "receipts", fails)
    with pytest.raises(ServerFault):
        await desk.tracking.delete_receipts(sending.code)
    assert desk.service.codes_deleted == []


async def test_a_receipt_found_in_the_inbox_counts(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    messages = await desk.service.receipts(sending.code)
    assert await desk.tracking.keep(messages) == 1
    assert await desk.tracking.keep(messages) == 0
    assert (await desk.tracking.sendings())[0].state is State.ACCEPTED


async def test_a_receipt_with_characters_no_file_can_hold(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    desk.service.messages.clear()
    desk.service.receipt(sending.code, f"CONSEGNA: Dif\ud800 {sending.code}", "con\udfffsegnato\0")
    for _ in range(2):
        assert len((await desk.tracking.refresh(sending.code)).receipts) == 1


async def test_what_was_sent_long_ago_elsewhere_is_listed_and_asks_for_no_look(desk: Desk) -> None:
    now = desk.clock()
    codes = {
        days: (now - timedelta(days=days)).astimezone(ROME).strftime("%Y%m%d%H%M%S") + "10"
        for days in (3, 90)
    }
    rows = [
        read_envelope(
            id=days,
            sender="posta-certificata@pec.example",
            recipient="studio@pec.example",
            date=(now - timedelta(days=days)).isoformat(),
            subject=f"ACCETTAZIONE: Diffida {code}",
        )
        for days, code in codes.items()
    ]
    assert await desk.tracking.take_listed(rows) == 2
    for code in codes.values():
        desk.service.receipt(
            code,
            f"AVVISO DI MANCATA CONSEGNA: Diffida {code}",
            provider_says(f"Diffida {code}", 'indirizzato a "rossi@pec.example" un errore'),
        )
        await desk.tracking.refresh(code)
    assert [one.state for one in await desk.tracking.sendings()] == [State.FAILED] * 2
    assert await desk.tracking.needing_look() == 1
