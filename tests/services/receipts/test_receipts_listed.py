"""Receipts are learned from the list of the inbox; what it cannot tell is asked about, gently."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.errors import (
    Forbidden,
    NoCredit,
    PectuiError,
    ServerFault,
    TimedOut,
    Unauthorized,
)
from pectui.models import Envelope, Message, Sending, State
from pectui.pec.dates import ROME
from pectui.pec.envelopes import read_envelope
from tests.services.fake_service import ADDRESS, FakeService
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterable

PROVIDER = "posta-certificata@pec.example"
HOUR, DAY = 3600.0, 86400.0


async def sent(desk: Desk, subject: str = "Diffida") -> Sending:
    queued = await desk.outbox.queue(letter(subject))
    return (await desk.outbox.deliver([each.id for each in queued]))[0]


async def together(desk: Desk, *addresses: str) -> Sending:
    queued = await desk.outbox.queue(letter("Diffida", *addresses, together=True))
    return (await desk.outbox.deliver([each.id for each in queued]))[0]


def row(desk: Desk, kind: str, sending: Sending, seconds: float = 0.0) -> Envelope:
    moment = desk.clock() + timedelta(seconds=seconds)
    return read_envelope(
        id=1,
        sender=PROVIDER,
        recipient=ADDRESS,
        date=moment.isoformat(timespec="seconds"),
        subject=f"{kind}: {sending.subject} {sending.code}",
    )


async def state(desk: Desk, sending: Sending) -> State:
    now = await desk.tracking.sending(sending.id)
    assert now is not None
    listed = next(one for one in await desk.tracking.sendings() if one.id == sending.id)
    assert listed == now, "the list and the sending say the same"
    return now.state


def told_of(desk: Desk) -> list[tuple[str, State]]:
    told: list[tuple[str, State]] = []
    desk.tracking._books.listeners.append(lambda one: told.append((one.id, one.state)))
    return told


async def test_a_delivery_is_known_from_its_row_alone(desk: Desk) -> None:
    sending = await sent(desk)
    before, told = desk.service.asked, told_of(desk)
    await desk.tracking.take_listed([row(desk, "ACCETTAZIONE", sending)])
    assert await state(desk, sending) is State.ACCEPTED
    await desk.tracking.take_listed([row(desk, "CONSEGNA", sending, 5)])
    assert await state(desk, sending) is State.DELIVERED
    desk.clock.move(2 * HOUR)
    assert await desk.tracking.ask_unclear() == 0
    assert desk.service.asked == before, "nothing was asked about it"
    assert told == [(sending.id, State.ACCEPTED), (sending.id, State.DELIVERED)]


async def test_248_letters_and_their_receipts_cost_no_request_of_their_own(desk: Desk) -> None:
    sendings = []
    for number in range(31):
        sendings.append(await sent(desk, f"Lettera {number}"))
        desk.clock.move(1)
    before = desk.service.asked
    for one in sendings:
        await desk.tracking.take_listed(
            [row(desk, "CONSEGNA", one, 5), row(desk, "ACCETTAZIONE", one)]
        )
    for _ in range(20):
        await desk.tracking.ask_unclear()
        desk.clock.move(30)
    assert {one.state for one in await desk.tracking.sendings()} == {State.DELIVERED}
    assert desk.service.asked == before


@pytest.mark.parametrize("days", [0.5, 30])
async def test_a_mailbox_taken_over_is_not_asked_letter_by_letter(days: float, desk: Desk) -> None:
    moments = [desk.clock() - timedelta(days=days, seconds=-number) for number in range(248)]
    rows = [
        read_envelope(
            id=1,
            sender=PROVIDER,
            recipient=ADDRESS,
            date=moment.isoformat(),
            subject=f"{kind}: Altrove {moment.astimezone(ROME):%Y%m%d%H%M%S}10",
        )
        for moment in moments
        for kind in ("ACCETTAZIONE", "CONSEGNA")
    ]
    assert await desk.tracking.take_listed(rows) == 248
    assert {one.state for one in await desk.tracking.sendings()} == {State.ACCEPTED}
    before = desk.service.asked
    for _ in range(60):
        await desk.tracking.ask_unclear()
        desk.clock.move(20)
    assert desk.service.asked - before <= 40
    desk.clock.move(DAY)
    await desk.tracking.ask_unclear()
    assert desk.service.asked - before > 40, "the next day it goes on"


async def test_whoever_asks_for_all_of_them_gets_them(desk: Desk) -> None:
    rows = [
        read_envelope(
            id=n,
            sender=PROVIDER,
            recipient=ADDRESS,
            date="2026-03-01 10:00:00",
            subject=f"ACCETTAZIONE: Altrove 20260301100000{n:02d}",
        )
        for n in range(50)
    ]
    await desk.tracking.take_listed(rows)
    desk.tracking._pause = 0.0
    before = desk.service.asked
    await desk.tracking.ask_unclear(None, adopted=None)
    assert desk.service.asked - before == 50


RECEIPTS = {
    "ACCETTAZIONE": 0.0,
    "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO": 12 * HOUR,
    "CONSEGNA": 13 * HOUR,
}


@pytest.mark.parametrize("kinds", list(permutations(RECEIPTS)))
async def test_in_any_order_and_twice_the_same_comes_out(kinds: Iterable[str], desk: Desk) -> None:
    sending = await sent(desk)
    rows = [row(desk, kind, sending, RECEIPTS[kind]) for kind in kinds]
    for one in (*rows, *rows):
        await desk.tracking.take_listed([one])
    desk.clock.move(14 * HOUR)
    assert await state(desk, sending) is State.DELIVERED
    now = await desk.tracking.sending(sending.id)
    assert now is not None
    assert len(now.receipts) == 3


async def test_which_overdue_notice_it_is_is_read(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    subject = f"AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: Diffida {sending.code}"
    desk.service.receipt(sending.code, subject, "non consegnato nelle prime dodici ore")
    desk.clock.move(21 * HOUR)
    await desk.tracking.take_listed(
        [row(desk, "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO", sending)]
    )
    before = desk.service.asked
    await desk.tracking.ask_unclear()
    assert desk.service.asked == before + 1
    assert await state(desk, sending) is State.OVERDUE


async def test_why_it_failed_is_read_once(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    reason = "5.1.1 - casella inesistente"
    desk.service.receipt(
        sending.code, f"AVVISO DI MANCATA CONSEGNA: Diffida {sending.code}", reason
    )
    await desk.tracking.take_listed([row(desk, "AVVISO DI MANCATA CONSEGNA", sending)])
    assert await state(desk, sending) is State.FAILED, "known at once"
    before = desk.service.asked
    for _ in range(5):
        await desk.tracking.ask_unclear()
        desk.clock.move(HOUR)
    assert desk.service.asked == before + 1
    now = await desk.tracking.sending(sending.id)
    assert now is not None
    assert reason in {one.body for one in now.receipts}


async def test_of_several_recipients_the_text_says_whose_receipt_it_is(desk: Desk) -> None:
    sending = await together(desk, "rossi@pec.example", "bianchi@pec.example")
    assert sending.code
    for name in ("rossi", "bianchi"):
        desk.service.receipt(
            sending.code,
            f"CONSEGNA: Diffida {sending.code}",
            f'Il messaggio "Diffida {sending.code}" indirizzato a "{name}@pec.example" è stato '
            "consegnato",
        )
    await desk.tracking.take_listed([row(desk, "CONSEGNA", sending)])
    assert await state(desk, sending) is not State.DELIVERED, "nobody guesses to whom"
    desk.clock.move(1)
    assert await desk.tracking.ask_unclear() == 1
    assert await state(desk, sending) is State.DELIVERED


async def test_an_equal_row_later_is_read_too(desk: Desk) -> None:
    """Two deliveries of one second, listed by two looks, are two proofs."""
    sending = await together(desk, "rossi@pec.example", "bianchi@pec.example")
    assert sending.code
    equal = row(desk, "CONSEGNA", sending)
    for name in ("rossi", "bianchi"):
        desk.service.receipt(
            sending.code,
            equal.subject,
            f'Il messaggio "Diffida {sending.code}" indirizzato a "{name}@pec.example" è stato '
            "consegnato",
        )
        await desk.tracking.take_listed([equal])
        desk.clock.move(61)
        await desk.tracking.ask_unclear()
    assert await state(desk, sending) is State.DELIVERED


async def test_silence_is_asked_about_seldom_and_not_for_ever(desk: Desk) -> None:
    await sent(desk)
    desk.service.messages.clear()
    asked: dict[str, int] = {}
    for name, days in (("first hour", 1 / 25), ("first day", 1), ("two weeks", 14), ("later", 20)):
        before, steps = desk.service.asked, int(days * 24 * 6) or 5
        for _ in range(steps):
            await desk.tracking.ask_unclear()
            desk.clock.move(600)
        asked[name] = desk.service.asked - before
    assert asked["first hour"] == 0
    assert 1 <= asked["first day"] <= 5
    assert 10 <= asked["two weeks"] <= 15
    assert asked["later"] == 0
    before = desk.service.asked
    for _ in range(6):
        desk.clock.move(10 * 86_400)
        await desk.tracking.ask_unclear()
    assert desk.service.asked == before, "nor once a month"


async def test_an_ordinary_address_is_found_out_by_reading(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    desk.service.messages.clear()
    desk.service.receipt(
        sending.code,
        f"ACCETTAZIONE: Diffida {sending.code}",
        f'Il messaggio "Diffida {sending.code}" indirizzato a '
        'rossi@pec.example ("posta ordinaria") è stato accettato',
    )
    await desk.tracking.take_listed([row(desk, "ACCETTAZIONE", sending)])
    assert await state(desk, sending) is State.ACCEPTED
    desk.clock.move(2 * HOUR)
    await desk.tracking.ask_unclear()
    assert await state(desk, sending) is State.NO_RECEIPT


async def test_a_text_read_later_takes_the_place_of_its_row(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    (message,) = await desk.service.receipts(sending.code)
    await desk.tracking.take_listed([message.envelope])
    await desk.tracking.keep([message])
    now = await desk.tracking.sending(sending.id)
    assert now is not None
    assert [one.body for one in now.receipts] == [message.body.text]
    await desk.tracking.take_listed([message.envelope])
    assert (await desk.tracking.refresh(sending.code)).receipts == now.receipts


async def test_rows_are_kept_for_the_next_start_and_for_a_code_still_to_come(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        sending = await sent(desk)
        await desk.tracking.take_listed([row(desk, "CONSEGNA", sending)])
    async with open_desk(tmp_path / "data", service) as desk:
        assert await state(desk, sending) is State.DELIVERED


async def test_a_delivery_after_all_is_over_still_counts(desk: Desk) -> None:
    sending = await sent(desk)
    assert sending.code
    subject = f"AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: Diffida {sending.code}"
    desk.service.receipt(sending.code, subject, "non consegnato nelle ventiquattro ore")
    assert (await desk.tracking.refresh(sending.code)).state is State.FAILED
    await desk.tracking.take_listed([row(desk, "CONSEGNA", sending, 60)])
    now = await desk.tracking.sending(sending.id)
    assert now is not None
    assert now.state is State.DELIVERED
    assert [one.late for one in now.recipient_states] == [True]


async def test_how_long_the_youngest_letter_waits(desk: Desk) -> None:
    assert await desk.tracking.waiting_age() is None
    first = await sent(desk, "A")
    desk.clock.move(100)
    second = await sent(desk, "B")
    desk.clock.move(10)
    assert await desk.tracking.waiting_age() == pytest.approx(10, abs=2)
    await desk.tracking.take_listed([row(desk, "CONSEGNA", second)])
    assert await desk.tracking.waiting_age() == pytest.approx(110, abs=3)
    await desk.tracking.take_listed([row(desk, "CONSEGNA", first)])
    assert await desk.tracking.waiting_age() is None


async def unclear(desk: Desk, *subjects: str) -> list[Sending]:
    """Send letters of which an overdue notice is listed."""
    found = [await sent(desk, subject) for subject in subjects]
    for one in found:
        kind = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO"
        await desk.tracking.take_listed([row(desk, kind, one)])
    return found


async def test_one_that_fails_does_not_stop_the_round(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await unclear(desk, "A", "B")
    whole = FakeService.receipts
    asked = []

    async def sometimes(self: FakeService, code: str) -> tuple[Message, ...]:
        asked.append(code)
        if code == second.code:
            raise ServerFault(status=500)
        return await whole(self, code)

    monkeypatch.setattr(FakeService, "receipts", sometimes)
    await desk.tracking.ask_unclear()
    assert set(asked) == {first.code, second.code}


@pytest.mark.parametrize("error", [Unauthorized, NoCredit, Forbidden, TimedOut])
async def test_a_refused_account_stops_the_round(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: type[PectuiError]
) -> None:
    await unclear(desk, "A", "B")
    asked = []

    async def refused(self: FakeService, code: str) -> tuple[Message, ...]:
        asked.append(code)
        raise error

    monkeypatch.setattr(FakeService, "receipts", refused)
    with pytest.raises(error):
        await desk.tracking.ask_unclear()
    assert len(asked) == 1


async def test_receipts_listed_before_the_answer_came_count_once_it_has(desk: Desk) -> None:
    sending = await sent(desk)
    other = await sent(desk, "Prima")
    assert sending.code
    # As if its code had not been known yet when the row was listed.
    code, unknown = sending.code, "2026030209000099"
    await desk.books.data.database.run(
        lambda one: one.execute("UPDATE sendings SET code = ? WHERE code = ?", (unknown, code))
    )
    await desk.books.data.database.run(
        lambda one: one.execute("UPDATE sendings SET mark = 'wire' WHERE code = ?", (unknown,))
    )
    await desk.tracking.take_listed([row(desk, "CONSEGNA", sending)])
    assert len(await desk.tracking.sendings()) == 2, "left to the letter under way"
    await desk.books.data.database.run(
        lambda one: one.execute(
            "UPDATE sendings SET mark = 'sent', code = ? WHERE code = ?", (code, unknown)
        )
    )
    assert await state(desk, sending) is State.DELIVERED
    await desk.tracking.take_listed([row(desk, "CONSEGNA", other)])
    await desk.tracking.ask_unclear()
    assert await desk.tracking.waiting_age() is None
