"""A new machine: the list of sendings made again from the mailbox, and of nothing else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pectui.errors import OutcomeUnknown
from pectui.models import Envelope, SendOutcome, State, Verdict
from pectui.pec.codes import moment_of
from pectui.pec.envelopes import read_envelope
from pectui.pec.waiting import SEEN_TO
from tests.services.fake_service import ADDRESS, Plan, provider_says
from tests.services.outbox_desk import Desk, letter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from tests.services.outbox_desk import Desk


PROVIDER = "posta-certificata@pec.example"
CODE = "2026030110000042"


def row(subject: str, sender: str = PROVIDER) -> Envelope:
    return read_envelope(
        id=1, sender=sender, recipient=ADDRESS, date="2026-03-01 10:00:00", subject=subject
    )


async def walk(rows: Iterable[Envelope]) -> AsyncIterator[Envelope]:
    for one in rows:
        await asyncio.sleep(0)
        yield one


async def test_the_list_is_made_again_from_receipts(desk: Desk) -> None:
    rows = [
        row(f"ACCETTAZIONE: Diffida n. 4 {CODE}"),
        row(f"CONSEGNA: Diffida n. 4 {CODE}"),
        row(f"Avviso di mancata consegna: Sollecito {CODE}9"),
    ]
    assert await desk.tracking.take_listed(rows) == 2
    assert await desk.tracking.take_listed(rows) == 0, "again it adds nothing"
    known = {one.code: one for one in await desk.tracking.sendings()}
    assert {code: one.subject for code, one in known.items()} == {
        CODE: "Diffida n. 4",
        f"{CODE}9": "Sollecito",
    }
    assert all(one.recipients == () for one in known.values())
    assert known[CODE].sent_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert await desk.tracking.needing_look() == 0, "nothing is known of them yet"


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        (f"POSTA CERTIFICATA: Re: Diffida {CODE}", '"Per conto di: rossi@pec.example" '),
        (f"POSTA CERTIFICATA: Diffida {CODE}", f'"Per conto di: {ADDRESS}" '),
        (f"POSTA CERTIFICATA: CONSEGNA: Diffida {CODE}", '"Per conto di: rossi@pec.example" '),
        (f"CONSEGNA: Diffida {CODE}", "rossi@pec.example"),
        (f"ACCETTAZIONE: Diffida {CODE}", f'"Per conto di: {ADDRESS}" <{PROVIDER}>'),
        (f"ANOMALIA MESSAGGIO: CONSEGNA: Diffida {CODE}", PROVIDER),
        (f"PRESA IN CARICO: Diffida {CODE}", PROVIDER),
        ("CONSEGNA: Diffida senza codice", PROVIDER),
        ("CONSEGNA: Fattura 12345678901234", PROVIDER),
        (f"Diffida {CODE}", PROVIDER),
    ],
)
async def test_nothing_else_becomes_a_sending(subject: str, sender: str, desk: Desk) -> None:
    assert await desk.tracking.take_listed([row(subject, sender)]) == 0
    assert await desk.tracking.sendings() == ()


async def test_what_was_sent_from_here_is_not_found_twice(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter())
    (sent,) = await desk.outbox.deliver([queued.id])
    page = await desk.mailbox.page(fresh=True)
    assert page.envelopes
    assert await desk.tracking.take_listed(page.envelopes) == 0
    assert [one.code for one in await desk.tracking.sendings()] == [sent.code]


async def test_the_code_of_an_unknown_letter_is_left_to_it(desk: Desk) -> None:
    unknown = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())
    desk.service.plans.append(Plan(outcome=unknown))
    (queued,) = await desk.outbox.queue(letter())
    await desk.outbox.deliver([queued.id])
    assert await desk.state(queued.id) is State.UNKNOWN
    (code,) = desk.service.codes
    rows = (await desk.mailbox.page(fresh=True)).envelopes
    other = row("ACCETTAZIONE: Diffida 2026022810000042")
    assert await desk.tracking.take_listed([*rows, other]) == 1, "an older one is another letter"
    await desk.outbox.reconcile()
    known = {one.code: one.id for one in await desk.tracking.sendings()}
    assert known.keys() == {code, "2026022810000042"}
    assert known[code] == queued.id
    assert await desk.tracking.take_listed([*rows, other]) == 0


async def test_a_letter_that_is_leaving_keeps_its_code(desk: Desk) -> None:
    gate = asyncio.Event()
    desk.service.plans.append(Plan(hang=gate))
    (queued,) = await desk.outbox.queue(letter())
    async with desk.running():
        await desk.reaches(queued.id, State.SENDING)

        async def accepted() -> bool:
            return bool(desk.service.codes)

        await desk.until(accepted)
        assert await desk.tracking.take_listed((await desk.mailbox.page(fresh=True)).envelopes) == 0
        gate.set()
        # Its acceptance was listed before its answer came.
        sent = await desk.reaches(queued.id, State.ACCEPTED)
    assert [one.code for one in await desk.tracking.sendings()] == [sent.code]


async def test_recipients_are_learned_when_receipts_are_read(desk: Desk) -> None:
    desk.service.accept(CODE, "Diffida", ["rossi@pec.example", "bianchi@pec.example"])
    await desk.tracking.take_listed((await desk.mailbox.page(fresh=True)).envelopes)
    assert await desk.tracking.ask_unclear() == 1
    (known,) = await desk.tracking.sendings()
    assert sorted(known.recipients) == ["bianchi@pec.example", "rossi@pec.example"]
    assert {one.state for one in known.recipient_states} == {State.ACCEPTED}
    assert known.state is State.ACCEPTED
    text = provider_says(f"Diffida {CODE}", 'indirizzato a "rossi@pec.example" è stato consegnato')
    desk.service.receipt(CODE, f"CONSEGNA: Diffida {CODE}", text)
    again = await desk.tracking.refresh(CODE)
    assert sorted(again.recipients) == sorted(known.recipients)
    assert {one.state for one in again.recipient_states} == {State.ACCEPTED, State.DELIVERED}


async def test_progress_is_told_and_a_cancelled_walk_keeps_what_it_found(desk: Desk) -> None:
    rows = [row(f"CONSEGNA: Lettera {CODE[:-4]}{n:04d}") for n in range(250)]
    told: list[tuple[int, int]] = []
    stop = asyncio.Event()

    def progress(read: int, found: int) -> None:
        told.append((read, found))
        stop.set()

    async def endless() -> AsyncIterator[Envelope]:
        async for one in walk(rows[:120]):
            yield one
        await asyncio.Event().wait()

    task = asyncio.create_task(desk.tracking.rebuild(endless(), progress))
    await stop.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert 100 <= len(await desk.tracking.sendings()) <= 120
    found = len(await desk.tracking.sendings())
    told.clear()
    assert await desk.tracking.rebuild(walk(rows), progress) == 250 - found
    assert told[-1] == (250, 250 - found)
    assert await desk.tracking.rebuild(walk(rows)) == 0


async def test_a_walk_that_fails_keeps_what_it_found(desk: Desk) -> None:
    async def broken() -> AsyncIterator[Envelope]:
        yield row(f"CONSEGNA: Lettera {CODE}")
        raise OutcomeUnknown

    with pytest.raises(OutcomeUnknown):
        await desk.tracking.rebuild(broken())
    assert len(await desk.tracking.sendings()) == 1


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ACCETTAZIONE: ", "CONSEGNA: ", "POSTA CERTIFICATA: ", "Re: ", ""]),
            st.text(max_size=20),
            st.sampled_from([CODE, f"{CODE}1", f"{CODE}12", "", "20269999999999"]),
            st.sampled_from([PROVIDER, "rossi@pec.example", "", '"Per conto di: a@b.it"']),
        ),
        max_size=12,
    )
)
async def test_whatever_stands_in_a_mailbox_each_code_is_one_sending(
    desk: Desk, rows: list[tuple[str, str, str, str]]
) -> None:
    envelopes = [row(f"{kind}{text} {code}", sender) for kind, text, code, sender in rows]
    await desk.tracking.take_listed(envelopes)
    assert await desk.tracking.take_listed(reversed(envelopes)) == 0
    codes = [one.code for one in await desk.tracking.sendings()]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {CODE, f"{CODE}1", f"{CODE}12"}


async def test_what_was_seen_to_is_counted_no_more(desk: Desk) -> None:
    desk.service.accept(CODE, "Diffida", ["rossi@pec.example"])
    desk.service.receipt(
        CODE,
        f"AVVISO DI MANCATA CONSEGNA: Diffida {CODE}",
        provider_says(f"Diffida {CODE}", 'indirizzato a "rossi@pec.example" un errore 5.1.1 - x.'),
    )
    failed = await desk.tracking.refresh(CODE)
    assert failed.state is State.FAILED
    assert await desk.tracking.needing_look() == 1
    await desk.tracking.see_to(failed)
    assert await desk.tracking.needing_look() == 0
    await desk.tracking.see_to(failed, seen=False)
    assert await desk.tracking.needing_look() == 1


async def test_a_dismissed_letter_is_counted_no_more(desk: Desk) -> None:
    outcome = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())
    desk.service.plans.append(Plan(outcome=outcome, accepted=False))
    (queued,) = await desk.outbox.queue(letter())
    await desk.outbox.deliver([queued.id])
    assert await desk.tracking.needing_look() == 1
    assert await desk.outbox.dismiss(queued.id)
    assert await desk.tracking.needing_look() == 0


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("turned", [False, True])
async def test_the_acceptance_has_the_subject_as_it_was_sent(desk: Desk, turned: bool) -> None:
    rows = [row(f"CONSEGNA: Diffida tagliata {CODE}"), row(f"ACCETTAZIONE: Diffida n. 4 {CODE}")]
    await desk.tracking.take_listed(rows[::-1] if turned else rows)
    assert [one.subject for one in await desk.tracking.sendings()] == ["Diffida n. 4"]


@pytest.mark.parametrize(
    ("age", "seen_to"),
    [(timedelta(weeks=2), ""), (timedelta(weeks=2) + SECOND, SEEN_TO), (timedelta(0), "")],
)
async def test_what_is_older_than_two_weeks_asks_for_no_look(
    desk: Desk, age: timedelta, seen_to: str
) -> None:
    moment = moment_of(CODE)
    assert moment is not None
    desk.clock.at = moment + age
    await desk.tracking.take_listed([row(f"ACCETTAZIONE: Diffida {CODE}")])
    (known,) = await desk.tracking.sendings()
    assert (known.seen_to, known.sent_at) == (seen_to, moment)


async def test_recipients_are_those_that_the_acceptance_names_and_no_other(desk: Desk) -> None:
    title, delivered = f"Diffida {CODE}", 'indirizzato a "info@comune.example" consegnato'
    desk.service.receipt(CODE, f"CONSEGNA: {title}", provider_says(title, delivered))
    known = await desk.tracking.refresh(CODE)
    assert known.recipients == ("info@comune.example",)
    other = f"{CODE}1"
    desk.service.receipt(
        other, f"CONSEGNA: Diffida {other}", provider_says(f"Diffida {other}", delivered)
    )
    desk.service.accept(other, "Diffida", ["verdi@pec.example", "rossi@pec.example"])
    known = await desk.tracking.refresh(other)
    assert known.recipients == ("rossi@pec.example", "verdi@pec.example")
