"""What small mistakes in the adoption of sendings would break, and no other test says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pectui.models import Kind, Receipt
from pectui.pec.codes import moment_of
from pectui.pec.waiting import SEEN_TO
from pectui.services.receipts.elsewhere import learn, named_in
from tests.services.receipts.test_sendings_elsewhere import CODE, row

if TYPE_CHECKING:
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record
    from tests.services.outbox_desk import Desk

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


def a_receipt(kind: Kind, addressee: str | None, *certified: str) -> Receipt:
    subject = f"{kind}: Diffida {CODE}"
    sender = "posta-certificata@pec.example"
    return Receipt(
        kind, moment_of(CODE), "", sender, subject, CODE, addressee, certified=frozenset(certified)
    )


def test_recipients_are_those_that_the_acceptance_names_and_no_other() -> None:
    receipts = [
        a_receipt(Kind.DELIVERY, "info@comune.example"),
        a_receipt(Kind.ACCEPTANCE, None, "verdi@pec.example", "rossi@pec.example"),
    ]
    assert named_in(receipts) == ("rossi@pec.example", "verdi@pec.example")
    assert named_in(receipts[:1]) == ("info@comune.example",)
    assert named_in([]) == ()


async def test_what_was_learned_is_in_the_record_at_once(desk: Desk) -> None:
    await desk.tracking.take_listed([row(f"CONSEGNA: Diffida {CODE}")])
    (known,) = await desk.tracking.sendings()

    def work(tables: Tables) -> tuple[Record, Record]:
        record = tables.sendings.by_id(known.id)
        assert record is not None
        receipts = [a_receipt(Kind.DELIVERY, "rossi@pec.example")]
        learned = learn(tables, desk.books, record, receipts)
        return learned, learn(tables, desk.books, learned, receipts)

    learned, again = await desk.books.data.run(work)
    assert learned.recipients == again.recipients == ("rossi@pec.example",)
