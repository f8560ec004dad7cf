"""Lost answers: adopted when certain, asked about when not, never sent again."""

from __future__ import annotations

import asyncio

import pytest

from pectui.catalogue import Phrase
from pectui.errors import LetterInvalid, OutcomeUnknown, SendingRestored, Unauthorized
from pectui.models import Sending, SendOutcome, State, Verdict
from pectui.store.data import Tables
from pectui.store.sending.reasons import packed
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import Desk, letter

KIND = SendingRestored.kind
LOST = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())


async def lose(
    desk: Desk, subject: str = "Diffida", *recipients: str, accepted: bool = True
) -> Sending:
    """Send a letter whose answer is lost, `accepted` by the service or not."""
    desk.service.plans.append(Plan(LOST, accepted=accepted))
    (queued,) = await desk.outbox.queue(letter(subject, *recipients))
    return (await desk.outbox.deliver([queued.id]))[0]


async def now(desk: Desk, sending: Sending) -> Sending:
    return (await desk.books.sendings([sending.id]))[0]


async def test_one_trace_is_adopted_with_its_receipts(desk: Desk) -> None:
    lost = await lose(desk)
    assert lost.state is State.UNKNOWN
    (found,) = await desk.outbox.reconcile()
    assert found.id == lost.id
    assert found.state is State.ACCEPTED
    assert found.code == desk.service.codes[0]
    assert found.reason is None
    assert len(found.receipts) == 1
    assert len(desk.service.left) == 1


async def test_a_non_acceptance_is_a_trace_too(desk: Desk) -> None:
    lost = await lose(desk, accepted=False)
    code = desk.service.new_code()
    desk.service.receipt(code, f"AVVISO DI NON ACCETTAZIONE: Diffida {code}", "errore")
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).state is State.NOT_ACCEPTED


async def test_the_engine_looks_by_itself(desk: Desk) -> None:
    lost = await lose(desk)
    assert await desk.reconciler.look() == (lost.id,)


async def test_no_trace_is_said_after_half_an_hour_and_nothing_is_sent(desk: Desk) -> None:
    lost = await lose(desk, accepted=False)
    desk.clock.move(29 * 60)
    assert await desk.outbox.reconcile() == ()
    desk.clock.move(2 * 60)
    (told,) = await desk.outbox.reconcile()
    assert told.state is State.UNKNOWN
    assert "no trace" in (told.reason or "")
    assert len(desk.service.left) == 1
    # A receipt that comes later still is found.
    desk.clock.move(-31 * 60)
    desk.service.accept(desk.service.new_code(), "Diffida", ("rossi@pec.example",))
    desk.clock.move(24 * 3600)
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).code


@pytest.mark.parametrize(
    ("subject", "seconds", "found"),
    [
        ("Diffida", 0, True),
        ("  diffida ", 0, True),
        ("Diffida", -119, True),
        ("Diffida", -121, False),
        ("Diffida", 600, True),
        ("Diffida", 601, False),
        ("Diffida bis", 0, False),
        ("Re: Diffida", 0, False),
    ],
)
async def test_a_trace_fits_by_subject_and_time(
    desk: Desk, subject: str, seconds: float, found: bool
) -> None:
    lost = await lose(desk, accepted=False)
    desk.clock.move(seconds)
    desk.service.accept(desk.service.new_code(), subject, ("rossi@pec.example",))
    desk.clock.move(700 - seconds)
    await desk.outbox.reconcile()
    assert ((await now(desk, lost)).code is not None) is found


async def restored(desk: Desk, *, reference: str | None = None) -> Sending:
    """Return a sending that waited when a backup was made, as it is on another machine."""
    lost = await lose(desk, accepted=False)

    def work(tables: Tables) -> None:
        tables.connection.execute(
            "UPDATE sendings SET reason = ?, error_kind = ?, reference = ?, wire_at = NULL",
            (packed(Phrase("errors.sending-restored.detail", moment="x")), KIND, reference),
        )

    await desk.books.data.run(work)
    return lost


@pytest.mark.parametrize(
    ("hours", "reference", "adopted"),
    [(0, None, True), (3, None, False), (3, "R-7", True), (24 * 90, "R-7", True)],
)
async def test_what_left_from_where_a_backup_comes_from_is_found_and_only_if_certain_adopted(
    desk: Desk, hours: int, reference: str | None, adopted: bool
) -> None:
    held = await restored(desk, reference=reference)
    desk.clock.move(hours * 3600)
    code = desk.service.new_code()
    desk.service.accept(code, "Diffida", ("rossi@pec.example",))
    desk.clock.move(700)
    await desk.outbox.reconcile()
    found = await now(desk, held)
    assert (found.code == code) is adopted
    assert adopted or code in (found.reason or "")
    assert len(desk.service.left) == 1


async def test_one_from_a_backup_without_a_trace_goes_on_saying_why(desk: Desk) -> None:
    held = await restored(desk)
    desk.clock.move(3600)
    await desk.outbox.reconcile()
    assert "backup" in ((await now(desk, held)).reason or "")


async def test_a_message_that_only_speaks_of_an_acceptance_is_no_trace(desk: Desk) -> None:
    lost = await lose(desk, accepted=False)
    code = desk.service.new_code()
    desk.service.receipt(code, f"POSTA CERTIFICATA: ACCETTAZIONE: Diffida {code}", "testo")
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).state is State.UNKNOWN


async def test_a_code_that_another_sending_has_is_not_taken(desk: Desk) -> None:
    lost = await lose(desk, accepted=False)
    (other,) = await desk.outbox.queue(letter())
    (sent,) = await desk.outbox.deliver([other.id])
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).state is State.UNKNOWN
    assert (await now(desk, sent)).code == desk.service.codes[0]


async def test_recipients_named_in_the_receipt_tell_equals_apart(desk: Desk) -> None:
    first = await lose(desk, "Diffida", "a@pec.example", accepted=False)
    second = await lose(desk, "Diffida", "b@pec.example")
    await desk.outbox.reconcile()
    assert (await now(desk, first)).state is State.UNKNOWN
    assert (await now(desk, second)).code == desk.service.codes[0]


async def test_equals_that_nothing_tells_apart_are_left_to_the_person(desk: Desk) -> None:
    desk.service.names_recipients = False
    first = await lose(desk, "Diffida", "a@pec.example", accepted=False)
    second = await lose(desk, "Diffida", "b@pec.example")
    (code,) = desk.service.codes
    await desk.outbox.reconcile()
    for one in (first, second):
        assert (await now(desk, one)).state is State.UNKNOWN
        assert code in ((await now(desk, one)).reason or "")
        assert await desk.outbox.candidates(one.id) == (code,)

    assert (await desk.outbox.adopt(second.id, code)).code == code
    with pytest.raises(LetterInvalid):
        await desk.outbox.adopt(first.id, code)
    with pytest.raises(LetterInvalid):
        await desk.outbox.adopt(second.id, code)
    assert await desk.outbox.candidates(first.id) == ()


async def test_several_traces_are_left_to_the_person(desk: Desk) -> None:
    lost = await lose(desk)
    desk.service.codes.append(desk.service.new_code())
    desk.service.accept(desk.service.codes[-1], "Diffida", ("rossi@pec.example",))
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).state is State.UNKNOWN
    assert set(await desk.outbox.candidates(lost.id)) == set(desk.service.codes)


async def test_nothing_is_decided_while_an_equal_is_on_its_way(desk: Desk) -> None:
    lost = await lose(desk, accepted=False)
    answer = asyncio.Event()
    desk.service.plans.append(Plan(hang=answer))
    async with desk.running():
        (equal,) = await desk.outbox.queue(letter())
        await desk.reaches(equal.id, State.SENDING)
        await desk.until(lambda: asyncio.sleep(0, desk.service.codes))
        # Its acceptance is in the inbox already, its code not yet on record.
        await desk.outbox.reconcile()
        assert (await now(desk, lost)).code is None
        answer.set()
        sent = await desk.reaches(equal.id, State.SENT)
    assert sent.code == desk.service.codes[0]


async def test_one_known_from_its_receipts_only_gives_its_code_back(desk: Desk) -> None:
    lost = await lose(desk)
    (code,) = desk.service.codes
    await desk.tracking.refresh(code)
    assert len(await desk.tracking.sendings()) == 2
    await desk.outbox.reconcile()
    (only,) = await desk.tracking.sendings()
    assert (only.id, only.code) == (lost.id, code)


async def test_a_letter_found_before_this_one_was_written_is_no_trace_of_it(desk: Desk) -> None:
    """Another machine has just sent the same letter."""
    code = desk.service.new_code()
    desk.service.accept(code, "Diffida", ("rossi@pec.example",))
    rows = (await desk.mailbox.page(fresh=True)).envelopes
    assert await desk.tracking.take_listed(rows) == 1
    desk.clock.move(60)
    lost = await lose(desk, accepted=False)
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).state is State.UNKNOWN
    with pytest.raises(LetterInvalid):
        await desk.outbox.adopt(lost.id, code)
    assert await desk.outbox.candidates(lost.id) == ()
    assert {one.code for one in await desk.tracking.sendings()} == {None, code}


async def test_a_code_that_comes_too_late_takes_nothing_from_the_sending_that_has_it(
    desk: Desk,
) -> None:
    lost = await lose(desk)
    await desk.outbox.reconcile()
    other = f"{desk.service.codes[0]}9"
    desk.service.accept(other, "Diffida", ("rossi@pec.example",))
    await desk.tracking.refresh(other)
    taken = await desk.books.data.run(lambda tables: tables.steps.adopt(lost.id, other, 0.0))
    assert not taken
    assert await desk.tracking.sending(other) is not None


async def test_after_a_401_the_engine_asks_no_more_until_resumed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def refused(self: FakeService, *_: object, **__: object) -> None:
        nonlocal asked
        asked += 1
        raise Unauthorized

    lost = await lose(desk)
    reconciler = desk.reconciler
    reconciler._poll = 0.001
    with monkeypatch.context() as patch:
        patch.setattr(FakeService, "inbox", refused)
        async with desk.running():
            await desk.until(lambda: asyncio.sleep(0, asked))
            await asyncio.sleep(0.02)
            assert asked == 1
    async with desk.running():
        await desk.outbox.resume()
        await desk.reaches(lost.id, State.ACCEPTED)
