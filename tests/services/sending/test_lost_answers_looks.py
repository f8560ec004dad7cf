"""Looks for lost answers: when they are due, how far they go, whose code is whose."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from pectui.errors import ConnectionRefused, NameUnknown, OutcomeUnknown, Unauthorized
from pectui.models import Envelope, InboxAnswer, Sending, SendOutcome, State, Verdict
from pectui.pec.codes import moment_of
from pectui.pec.envelopes import read_envelope
from pectui.services.remote.listing import Page
from pectui.services.sending.lost_answers import Reconciler
from tests.services.fake_service import ADDRESS, FakeService, Plan
from tests.services.outbox_desk import Desk, letter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from pectui.services.sending.lock import SenderLock
    from pectui.store.sending.sendings import Record

LOST = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def lose(desk: Desk, *recipients: str, accepted: bool = False) -> Sending:
    desk.service.plans.append(Plan(LOST, accepted=accepted))
    (queued,) = await desk.outbox.queue(letter("Diffida", *recipients))
    return (await desk.outbox.deliver([queued.id]))[0]


async def now(desk: Desk, sending: Sending) -> Sending:
    return (await desk.books.sendings([sending.id]))[0]


class Inbox:
    """Pages of an inbox whose every row is an acceptance, with a note of what was asked."""

    def __init__(self, pages: int, row: Callable[[int], Envelope]) -> None:
        self.asked: list[tuple[int, bool]] = []
        self._pages = pages
        self._row = row

    async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
        self.asked.append((number, fresh))
        rows = (self._row(number),) if number <= self._pages else ()
        return Page(number=number, pages=self._pages, total=None, envelopes=rows)


def acceptance(subject: str, at: datetime, code: str) -> Envelope:
    return read_envelope(
        sender="posta-certificata@pec.example",
        recipient=ADDRESS,
        date=at.isoformat(),
        subject=f"ACCETTAZIONE: {subject} {code}",
    )


def others_until(last: int, at: datetime, code: str) -> Callable[[int], Envelope]:
    """Return pages of acceptances of another letter, with ours on page `last`, all dated `at`."""
    return lambda number: acceptance("Diffida" if number == last else "Altro", at, code)


async def test_looks_are_due_at_growing_pauses(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = await lose(desk)
    inbox = Inbox(1, lambda _: acceptance("Altro", BEGAN, "20260302100000999"))
    monkeypatch.setattr(desk.mailbox, "page", inbox.page)
    await desk.reconciler.look()
    assert len(inbox.asked) == 1
    for looks, pause in enumerate((10, 20, 30, 60, 120, 240, 480, 900, 1800, 1800), 1):
        desk.clock.move(pause - 0.5)
        await desk.reconciler.look()
        assert len(inbox.asked) == looks
        desk.clock.move(0.5)
        await desk.reconciler.look()
        assert len(inbox.asked) == looks + 1
    assert (await now(desk, lost)).state is State.UNKNOWN


async def test_no_trace_is_said_once_and_only_after_the_half_hour(desk: Desk) -> None:
    await lose(desk)
    desk.clock.move(1800)
    assert await desk.outbox.reconcile() == ()
    desk.clock.move(0.1)
    assert len(await desk.outbox.reconcile()) == 1
    assert await desk.outbox.reconcile() == ()


async def test_an_adopted_sending_left_when_its_code_says(desk: Desk) -> None:
    await lose(desk, accepted=True)
    desk.clock.move(300)
    (found,) = await desk.outbox.reconcile()
    assert found.sent_at == moment_of(desk.service.codes[0]) == BEGAN


async def test_older_pages_are_read_and_only_the_first_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = await lose(desk, accepted=True)
    # As old as a trace can be: the next page may hold one just as old.
    inbox = Inbox(3, others_until(3, BEGAN - timedelta(minutes=2), desk.service.codes[0]))
    monkeypatch.setattr(desk.mailbox, "page", inbox.page)
    await desk.outbox.reconcile()
    assert inbox.asked == [(1, True), (2, False), (3, False)]
    assert (await now(desk, lost)).code == desk.service.codes[0]


async def test_the_search_ends_where_everything_is_older_than_the_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lose(desk)
    older = BEGAN - timedelta(minutes=2, seconds=1)
    inbox = Inbox(3, others_until(0, older, "20260302095759999"))
    monkeypatch.setattr(desk.mailbox, "page", inbox.page)
    desk.clock.move(2000)
    (told,) = await desk.outbox.reconcile()
    assert inbox.asked == [(1, True)]
    assert "no trace" in (told.reason or "")


async def test_a_search_without_end_says_nothing_of_traces(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lose(desk)
    inbox = Inbox(1000, others_until(0, BEGAN, "20260302100000999"))
    monkeypatch.setattr(desk.mailbox, "page", inbox.page)
    desk.clock.move(2000)
    assert await desk.outbox.reconcile() == ()
    assert [number for number, _ in inbox.asked] == list(range(1, 61))


@pytest.mark.parametrize(
    ("seconds", "which", "adopted"),
    [
        # The other one began earlier: the code may be its own for ten minutes.
        (600, "second", False),
        (601, "second", True),
        # The other one began later: a code may be two minutes older than its sending.
        (120, "first", False),
        (121, "first", True),
    ],
)
async def test_a_code_is_contested_by_whoever_may_own_it(
    desk: Desk, seconds: float, which: str, adopted: bool
) -> None:
    desk.service.names_recipients = False
    first = await lose(desk, "a@pec.example", accepted=which == "first")
    desk.clock.move(seconds)
    second = await lose(desk, "b@pec.example", accepted=which == "second")
    await desk.outbox.reconcile()
    mine, other = (first, second) if which == "first" else (second, first)
    assert ((await now(desk, mine)).code is not None) is adopted
    assert (await now(desk, other)).code is None


async def test_equals_to_the_same_recipients_contest_a_code_that_names_them(desk: Desk) -> None:
    first = await lose(desk, "a@pec.example")
    second = await lose(desk, "a@pec.example", accepted=True)
    await desk.outbox.reconcile()
    assert (await now(desk, first)).state is State.UNKNOWN
    assert (await now(desk, second)).state is State.UNKNOWN


async def test_while_an_equal_is_on_its_way_nothing_is_told_and_the_next_look_is_soon(
    desk: Desk,
) -> None:
    lost = await lose(desk)
    answer = asyncio.Event()
    desk.service.plans.append(Plan(hang=answer))
    async with desk.running():
        (equal,) = await desk.outbox.queue(letter())
        await desk.reaches(equal.id, State.SENDING)
        await desk.until(lambda: asyncio.sleep(0, desk.service.codes))
        reconciler = desk.reconciler
        assert await reconciler.look() == ()
        asked = desk.service.asked
        desk.clock.move(9)
        await reconciler.look()
        assert desk.service.asked == asked
        desk.clock.move(1)
        await reconciler.look()
        assert desk.service.asked > asked
        answer.set()
        await desk.reaches(equal.id, State.SENT)
    assert (await now(desk, lost)).state is State.UNKNOWN


@contextlib.asynccontextmanager
async def looking(desk: Desk, pauses: tuple[float, ...] = (3600.0,)) -> AsyncIterator[None]:
    """Look for lost answers all the time."""
    one = Reconciler(desk.books, desk.service, desk.mailbox, desk.lock, poll=0.001, pauses=pauses)
    work = asyncio.create_task(one.work())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.wait([work])


async def test_a_look_that_fails_is_followed_by_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def fails_once(self: FakeService, **of: Any) -> InboxAnswer:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise NameUnknown(host="ws.example")
        return await inbox(self, **of)

    inbox = FakeService.inbox
    lost = await lose(desk, accepted=True)
    monkeypatch.setattr(FakeService, "inbox", fails_once)
    async with looking(desk, pauses=(3600.0, 0.001)):
        await desk.reaches(lost.id, State.ACCEPTED)
    assert asked == 2


async def test_whoever_is_not_the_sender_does_not_look(desk: Desk) -> None:
    lost = await lose(desk, accepted=True)
    desk.lock.release()
    async with looking(desk):
        await asyncio.sleep(0.02)
        assert (await now(desk, lost)).state is State.UNKNOWN
        assert desk.lock.take()
        await desk.reaches(lost.id, State.ACCEPTED)


async def test_a_trace_may_be_two_minutes_older_than_the_sending(desk: Desk) -> None:
    lost = await lose(desk)
    desk.clock.move(-120)
    desk.service.accept(desk.service.new_code(), "Diffida", ("rossi@pec.example",))
    desk.clock.move(120)
    await desk.outbox.reconcile()
    assert (await now(desk, lost)).code is not None


async def test_a_sending_begins_when_it_leaves_not_when_it_is_queued(desk: Desk) -> None:
    desk.service.plans.append(Plan(LOST))
    (queued,) = await desk.outbox.queue(letter())
    desk.clock.move(1200)
    await desk.outbox.deliver([queued.id])
    await desk.outbox.reconcile()
    assert (await now(desk, queued)).code == desk.service.codes[0]


async def test_what_a_look_finds_is_told(desk: Desk) -> None:
    lost = await lose(desk, accepted=True)
    told: list[Sending] = []
    desk.outbox.on_change.append(told.append)
    assert await desk.reconciler.look() == (lost.id,)
    assert [one.state for one in told] == [State.ACCEPTED]
    assert await desk.reconciler.look() == ()


def always(row: Envelope) -> Callable[[int], Envelope]:
    return lambda _: row


class Held:
    """The lock of the process that sends."""

    held = True


async def test_only_an_answer_of_the_service_gives_a_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = await lose(desk)
    letters = ("POSTA CERTIFICATA: Diffida 2026030210000010", "ACCETTAZIONE: Diffida")
    rows = [
        read_envelope(
            sender="posta-certificata@pec.example",
            recipient=ADDRESS,
            date=BEGAN.isoformat(),
            subject=subject,
        )
        for subject in letters
    ]
    for one in rows:
        monkeypatch.setattr(desk.mailbox, "page", Inbox(1, always(one)).page)
        assert await desk.reconciler.look(all_unknown=True) == ()
        assert await desk.reconciler.candidates(await record_of(desk, lost)) == ()
    assert (await now(desk, lost)).state is State.UNKNOWN


async def record_of(desk: Desk, sending: Sending) -> Record:
    found = await desk.books.data.read(lambda tables: tables.sendings.by_id(sending.id))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pauses", "sleeps"),
    [((10.0, 20.0, 30.0), [2.0, 20.0, 2.0]), ((15.0,), [2.0, 15.0, 2.0]), ((1.0,), [2.0] * 3)],
)
async def test_after_an_error_it_looks_again_after_a_pause(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, pauses: tuple[float, ...], sleeps: list[float]
) -> None:
    one = Reconciler(
        desk.books, desk.service, desk.mailbox, cast("SenderLock", Held()), pauses=pauses
    )
    answers = [ConnectionRefused(host="pec.example"), None]
    slept: list[float] = []

    async def look() -> None:
        if (error := answers.pop(0)) is not None:
            raise error

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == len(sleeps):
            raise asyncio.CancelledError

    monkeypatch.setattr(one, "look", look)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        await one.work()
    assert slept == sleeps


async def test_after_a_refusal_a_look_that_was_answered_lets_it_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lose(desk)
    one = Reconciler(desk.books, desk.service, desk.mailbox, cast("SenderLock", Held()), poll=0.0)
    inbox = Inbox(1, lambda _: acceptance("Altro", BEGAN, "20260302100000999"))
    refusing = asyncio.Event()

    class Refusing:
        async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
            refusing.set()
            raise Unauthorized

    monkeypatch.setattr(desk.mailbox, "page", Refusing().page)
    desk.clock.move(1800)
    work = asyncio.create_task(one.work())
    await asyncio.wait_for(refusing.wait(), 5)
    monkeypatch.setattr(desk.mailbox, "page", inbox.page)
    for _ in range(50):
        await asyncio.sleep(0)
    assert inbox.asked == [], "it does not ask by itself"
    await one.look(all_unknown=True)
    asked = len(inbox.asked)
    async with asyncio.timeout(5):
        while len(inbox.asked) == asked:
            desk.clock.move(1800)
            await asyncio.sleep(0.001)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
