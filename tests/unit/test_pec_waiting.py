"""What a sending waits for and how long, and when a person should look: silence is no failure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Receipt, RecipientState, Sending, State
from pectui.pec.life import overall, recipient_states
from pectui.pec.waiting import Awaited, Standing, needs_look, standing

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODE = "2026030210000000"


def receipt(kind: Kind, hours: float, addressee: str | None = None) -> Receipt:
    moment = SENT + timedelta(hours=hours)
    subject = f"{kind}: Oggetto {CODE}"
    return Receipt(kind, moment, "", "posta-certificata@x.it", subject, CODE, addressee)


def sending(
    now: datetime, *receipts: Receipt, to: tuple[str, ...] = ("a@x.it",), **fields: object
) -> Sending:
    states: tuple[RecipientState, ...] = recipient_states(to, receipts, now, sent_at=SENT)
    known = Sending(
        id="1",
        account="studio",
        recipients=to,
        subject="Oggetto",
        state=overall(states),
        queued_at=SENT,
        sent_at=SENT,
        code=CODE,
        recipient_states=states,
        receipts=receipts,
    )
    return known if not fields else _with(known, **fields)


def _with(known: Sending, **fields: object) -> Sending:
    from dataclasses import replace

    return replace(known, **fields)  # type: ignore[arg-type]


ACCEPTED = receipt(Kind.ACCEPTANCE, 0.1)


@pytest.mark.parametrize(
    ("hours", "receipts", "awaited", "waited", "look"),
    [
        (0.5, (), Awaited.ACCEPTANCE, 0.5, False),
        (2, (), Awaited.ACCEPTANCE, 2, True),
        (30, (), Awaited.ACCEPTANCE, 30, True),
        (2, (ACCEPTED,), Awaited.DELIVERY, 1.9, False),
        (12.2, (ACCEPTED,), Awaited.DELIVERY, 12.1, True),
        (26, (ACCEPTED,), Awaited.DELIVERY, 25.9, True),
        (13, (ACCEPTED, receipt(Kind.OVERDUE, 12)), Awaited.DELIVERY, 12.9, True),
        (30, (ACCEPTED, receipt(Kind.DELIVERY, 1)), None, 0, False),
        (30, (ACCEPTED, receipt(Kind.NOT_DELIVERED, 1)), None, 0, True),
        (30, (receipt(Kind.NOT_ACCEPTED, 0.1),), None, 0, True),
    ],
)
def test_what_is_waited_for_and_how_long(
    hours: float, receipts: tuple[Receipt, ...], awaited: Awaited | None, waited: float, look: bool
) -> None:
    now = SENT + timedelta(hours=hours)
    one = sending(now, *receipts)
    how = standing(one, now)
    assert how.awaited is awaited
    assert how.waited.total_seconds() == pytest.approx(waited * 3600)
    assert needs_look(one, now) is look


def test_a_failure_is_seen_although_another_recipient_is_waited_for() -> None:
    now = SENT + timedelta(hours=1)
    one = sending(
        now, ACCEPTED, receipt(Kind.NOT_DELIVERED, 0.5, "b@x.it"), to=("a@x.it", "b@x.it")
    )
    how = standing(one, now)
    assert (how.awaited, how.failed) == (Awaited.DELIVERY, 1)
    assert needs_look(one, now)


@pytest.mark.parametrize("state", [State.REFUSED, State.UNKNOWN])
def test_what_did_not_leave_for_certain_needs_a_look(state: State) -> None:
    one = sending(SENT, state=state, recipient_states=())
    assert needs_look(one, SENT)
    assert not needs_look(_with(one, seen_to=state.value), SENT)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.DRAFT])
def test_what_has_not_left_waits_for_no_receipt(state: State) -> None:
    assert standing(sending(SENT, state=state, recipient_states=()), SENT).awaited is None


def test_a_sending_whose_recipients_are_not_known_yet_is_no_trouble() -> None:
    assert not needs_look(sending(SENT + timedelta(days=99), to=()), SENT + timedelta(days=99))


def test_what_was_seen_to_comes_back_when_it_gets_worse() -> None:
    late = SENT + timedelta(hours=13)
    one = sending(late, ACCEPTED)
    seen = standing(one, late).concern
    assert not needs_look(_with(one, seen_to=seen), late)
    later = SENT + timedelta(hours=25)
    assert needs_look(sending(later, ACCEPTED, seen_to=seen), later)
    failed = sending(later, ACCEPTED, receipt(Kind.NOT_DELIVERED, 24), seen_to=seen)
    assert needs_look(failed, later)


def test_a_partial_sending_needs_a_look() -> None:
    now = SENT + timedelta(hours=1)
    to = ("a@x.it", "b@x.it")
    assert needs_look(sending(now, ACCEPTED, to=to, sent_count=1), now)


@given(
    st.lists(st.tuples(st.sampled_from(list(Kind)), st.floats(0, 40)), max_size=5),
    st.floats(-1, 60),
)
def test_silence_is_never_failure(found: list[tuple[Kind, float]], hours: float) -> None:
    now = SENT + timedelta(hours=hours)
    receipts = tuple(receipt(kind, at) for kind, at in found)
    one = sending(now, *receipts)
    how = standing(one, now)
    assert how.waited >= timedelta(0)
    negative = {Kind.NOT_DELIVERED, Kind.NOT_ACCEPTED, Kind.OVERDUE}
    if not negative & {kind for kind, _ in found}:
        assert how.failed == 0
    assert (how.awaited is None) == one.state.is_final


HOUR = timedelta(hours=1)
A_LITTLE = timedelta(seconds=1)
AT_ONCE = receipt(Kind.ACCEPTANCE, 0)


@pytest.mark.parametrize(
    ("receipts", "due", "before", "after"),
    [
        ((), 1 * HOUR, "", "not-accepted-yet"),
        ((), 12 * HOUR, "not-accepted-yet", "12h"),
        ((), 24 * HOUR, "12h", "24h"),
        ((AT_ONCE,), 1 * HOUR, "", ""),
        ((AT_ONCE,), 12 * HOUR, "", "12h"),
        ((AT_ONCE,), 24 * HOUR, "12h", "24h"),
    ],
)
def test_waiting_becomes_a_concern_at_the_hour(
    receipts: tuple[Receipt, ...], due: timedelta, before: str, after: str
) -> None:
    for now, concern in ((SENT + due - A_LITTLE, before), (SENT + due, after)):
        assert standing(sending(now, *receipts), now).concern == concern


@pytest.mark.parametrize("state", [State.QUEUED, State.REFUSED, State.UNKNOWN])
def test_what_is_not_known_to_have_left_waits_for_nothing_and_failed_nobody(state: State) -> None:
    how = standing(sending(SENT, state=state, recipient_states=()), SENT + 30 * HOUR)
    concern = "" if state is State.QUEUED else state.value
    assert how == Standing(None, None, timedelta(0), 0, concern)


def test_it_waits_since_it_was_sent_and_then_since_it_was_accepted() -> None:
    now = SENT + 2 * HOUR
    for receipts, since in (((), SENT), ((ACCEPTED,), ACCEPTED.date)):
        how = standing(sending(now, *receipts), now)
        assert how.since == since
    delivered = sending(now, ACCEPTED, receipt(Kind.DELIVERY, 1))
    assert standing(delivered, now).since is None


def test_without_a_moment_of_sending_nobody_knows_how_long() -> None:
    now = SENT + 2 * HOUR
    how = standing(replace(sending(now), sent_at=None), now)
    assert (how.awaited, how.since, how.waited) == (Awaited.ACCEPTANCE, None, timedelta(0))


def _waiting_since(*receipts: Receipt) -> Sending:
    return sending(SENT + 13 * HOUR, *receipts)


def test_only_the_acceptance_says_when_it_was_accepted() -> None:
    now = SENT + 13 * HOUR
    assert standing(_waiting_since(receipt(Kind.OVERDUE, 12)), now).since == SENT
    undated = replace(ACCEPTED, date=None)
    assert standing(_waiting_since(undated, receipt(Kind.OVERDUE, 12)), now).since == SENT
    assert standing(_waiting_since(undated, ACCEPTED), now).since == ACCEPTED.date
