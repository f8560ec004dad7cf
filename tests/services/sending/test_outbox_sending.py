"""Out of the outbox: every outcome, the pace, the lock, and the end of a process."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import (
    ConnectionRefused,
    FileUnreadable,
    NoCredit,
    OutcomeUnknown,
    RequestInvalid,
    SentPartially,
    StoreUnusable,
    Unauthorized,
)
from pectui.models import SendOutcome, State, Verdict
from pectui.pec.dates import ROME
from pectui.services.sending import sender
from pectui.services.sending.outcomes import error_of, write_outcome
from pectui.services.sending.pace import Pace
from pectui.store.schema import FILE_NAME
from pectui.store.sending.sendings import Phase
from pectui.store.sending.steps import Steps
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Sending

REFUSED = SendOutcome(Verdict.REFUSED, error=RequestInvalid("indirizzo rifiutato"))
UNAUTHORIZED = SendOutcome(Verdict.REFUSED, error=Unauthorized())
UNKNOWN = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown("risposta persa"))
UNREACHABLE = SendOutcome(Verdict.UNSENT, error=ConnectionRefused(host="ws.example"))
CODE = "2026030210000010"


async def deliver(desk: Desk, subject: str = "Diffida") -> Sending:
    (queued,) = await desk.outbox.queue(letter(subject))
    return (await desk.outbox.deliver([queued.id]))[0]


@pytest.mark.parametrize(
    ("plan", "state", "leaves", "kind"),
    [
        (Plan(SendOutcome(Verdict.SENT, code=CODE, sent=1)), State.SENT, 1, None),
        (Plan(SendOutcome(Verdict.SENT, code=CODE)), State.SENT, 1, None),
        (Plan(SendOutcome(Verdict.SENT)), State.UNKNOWN, 1, "outcome-unknown"),
        (Plan(SendOutcome(Verdict.SENT, code="SMTP error")), State.UNKNOWN, 1, "outcome-unknown"),
        (Plan(REFUSED), State.REFUSED, 1, "request-invalid"),
        (Plan(UNKNOWN), State.UNKNOWN, 1, "outcome-unknown"),
        (Plan(SendOutcome(Verdict.UNKNOWN)), State.UNKNOWN, 1, "outcome-unknown"),
        (Plan(error=RuntimeError("a bug")), State.UNKNOWN, 1, "outcome-unknown"),
        (Plan(UNREACHABLE, leaves=False), State.QUEUED, 0, "connection-refused"),
        (
            Plan(leaves=False, error=FileUnreadable(path="a", reason="gone")),
            State.REFUSED,
            0,
            "letter-invalid",
        ),
        (Plan(leaves=False, error=RuntimeError("a bug")), State.REFUSED, 0, "bug"),
    ],
)
async def test_every_outcome_has_its_state(
    desk: Desk, plan: Plan, state: State, leaves: int, kind: str | None
) -> None:
    desk.service.plans.append(plan)
    sending = await deliver(desk)
    assert sending.state is state
    assert len(desk.service.left) == leaves
    assert sending.error_kind == kind
    assert (sending.reason is None) == (kind is None)
    assert (sending.code is not None) == (state is State.SENT)


async def test_a_refused_letter_comes_back_with_its_reason(desk: Desk) -> None:
    desk.service.plans.append(Plan(REFUSED))
    sending = await deliver(desk)
    assert sending.reason == "indirizzo rifiutato"
    assert isinstance(error_of(sending), RequestInvalid)
    assert str(error_of(sending)) == str(REFUSED.error)
    (draft,) = await desk.drafts.all()
    assert draft.reason == "indirizzo rifiutato"
    assert draft.recipients == "rossi@pec.example"
    assert draft.body == "Buongiorno."
    assert [one.id for one in await desk.outbox.pending()] == [sending.id]
    assert await desk.outbox.dismiss(sending.id)
    assert await desk.outbox.pending() == ()


async def test_one_bad_letter_does_not_block_the_others(desk: Desk) -> None:
    desk.service.plans.extend([Plan(REFUSED), Plan(UNKNOWN), Plan()])
    queued = [(await desk.outbox.queue(letter(subject)))[0] for subject in "ABC"]
    states = [one.state for one in await desk.outbox.deliver([one.id for one in queued])]
    assert states == [State.REFUSED, State.UNKNOWN, State.SENT]


async def test_a_partial_sending_says_so(desk: Desk) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.SENT, code=CODE, sent=1)))
    (queued,) = await desk.outbox.queue(
        letter("A", "a@pec.example", "b@pec.example", together=True)
    )
    (sending,) = await desk.outbox.deliver([queued.id])
    assert sending.state is State.SENT
    assert sending.is_partial
    assert isinstance(error_of(sending), SentPartially)


async def test_what_did_not_leave_is_tried_again_by_itself(desk: Desk) -> None:
    desk.service.plans.extend([Plan(UNREACHABLE, leaves=False)] * 2)
    (queued,) = await desk.outbox.queue(letter())
    seen: list[str | None] = []
    desk.outbox.on_change.append(lambda one: seen.append(one.reason))
    async with desk.running():
        async with asyncio.timeout(5):
            while await desk.state(queued.id) is not State.SENT:
                desk.clock.move(1)
                await asyncio.sleep(0.005)
    assert len(desk.service.left) == 1
    assert any(reason and "next try at" in reason for reason in seen)
    assert (await desk.books.sendings([queued.id]))[0].reason is None


async def test_the_next_tries_are_2_seconds_away_then_4_then_8_and_at_most_5_minutes(
    tmp_path: Path, service: FakeService
) -> None:
    clock, told = service.clock, [""]
    pauses: list[int] = []
    asked_for = asyncio.Event()
    async with open_desk(
        tmp_path, service, first_pause=None, monotonic=lambda: clock().timestamp()
    ) as desk:

        def note(one: Sending) -> None:
            if not one.reason or told[-1] == one.reason:
                return
            told.append(one.reason)
            hour, minute, second = map(int, one.reason.rpartition(" ")[2].split(":"))
            now = clock().astimezone(ROME)
            due = now.replace(hour=hour, minute=minute, second=second)
            pauses.append(round((due - now).total_seconds()))
            if len(pauses) == 10:
                asked_for.set()
            else:
                clock.move(400)

        desk.outbox.on_change.append(note)
        async with desk.running():
            service.plans.extend([Plan(UNREACHABLE, leaves=False)] * 12)
            (one,) = await desk.outbox.queue(letter("uno"))
            await asyncio.wait_for(asked_for.wait(), 10)
            assert await desk.outbox.send_now(one.id), "a person begins anew"
            await desk.reaches(one.id, State.SENT)
            service.plans.extend([Plan(UNREACHABLE, leaves=False)] * 2)
            (other,) = await desk.outbox.queue(letter("due"))
            await desk.reaches(other.id, State.SENT)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 2, 4, 2, 4]


async def test_delivering_without_a_network_gives_the_letter_back_to_the_queue(desk: Desk) -> None:
    desk.service.plans.extend([Plan(UNREACHABLE, leaves=False)] * 50)
    first = await deliver(desk, "A")
    assert first.state is State.QUEUED
    assert isinstance(error_of(first), ConnectionRefused)
    # The pause is for the service, not for the letter: the next one learns of it too.
    second = await deliver(desk, "B")
    assert second.state is State.QUEUED
    assert second.reason


@pytest.mark.parametrize("error", [Unauthorized(), NoCredit()])
async def test_a_refused_account_holds_the_rest_of_the_queue(
    desk: Desk, error: Unauthorized
) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.REFUSED, error=error)))
    first, second = [(await desk.outbox.queue(letter(subject)))[0] for subject in "AB"]
    async with desk.running():
        await desk.reaches(first.id, State.REFUSED)
        (held,) = await desk.outbox.deliver([second.id])
        assert held.state is State.QUEUED
        assert held.reason is not None
        assert error.detail in held.reason
        assert desk.outbox.paused
        assert len(desk.service.left) == 1
        await desk.outbox.resume()
        await desk.reaches(second.id, State.SENT)
    assert desk.outbox.paused is None


async def test_a_refusal_of_the_account_says_what_it_means(desk: Desk) -> None:
    error = NoCredit("Error 402")
    desk.service.plans.append(Plan(SendOutcome(Verdict.REFUSED, error=error)))
    sending = await deliver(desk)
    assert sending.reason == "No credit left (402): Error 402"
    assert str(error_of(sending)) == str(error)


async def test_paused_by_the_person(desk: Desk) -> None:
    await desk.outbox.pause()
    sending = await deliver(desk)
    assert sending.state is State.QUEUED
    assert desk.service.left == []
    await desk.outbox.resume()
    assert (await desk.outbox.deliver([sending.id]))[0].state is State.SENT


async def test_equal_subjects_wait_for_each_other_and_others_do_not(desk: Desk) -> None:
    slow = asyncio.Event()
    desk.service.plans.append(Plan(hang=slow))
    (one,) = await desk.outbox.queue(letter("Diffida ", "a@pec.example"))
    (two,) = await desk.outbox.queue(letter("Diffida", "b@pec.example"))
    (near,) = await desk.outbox.queue(letter("DIFFIDA"))
    (other,) = await desk.outbox.queue(letter("Altro"))
    async with desk.running():
        # The fake service itself fails when two of a subject are in flight together.
        await desk.reaches(other.id, State.SENT)
        assert await desk.state(one.id) is State.SENDING
        assert await desk.state(two.id) is State.QUEUED
        assert await desk.state(near.id) is State.QUEUED
        slow.set()
        await desk.reaches(two.id, State.SENT)
        await desk.reaches(near.id, State.SENT)
    assert desk.service.most_under_way == 2


async def test_starts_keep_the_pace_while_answers_are_awaited(
    tmp_path: Path, service: FakeService
) -> None:
    slow = asyncio.Event()
    service.plans.extend(Plan(hang=slow) for _ in range(4))
    async with open_desk(tmp_path / "data", service, period=0.05) as desk:
        ids = [(await desk.outbox.queue(letter(f"n. {n}")))[0].id for n in range(4)]
        async with desk.running():
            await desk.until(lambda: asyncio.sleep(0, len(service.starts) == 4))
            slow.set()
            for one in ids:
                await desk.reaches(one, State.SENT)
    gaps = [b - a for a, b in zip(service.starts, service.starts[1:], strict=False)]
    assert min(gaps) >= 0.05


async def test_the_pace_outlives_the_process_but_not_the_boot(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_desk(tmp_path / "data", service, period=0.2) as desk:
        await deliver(desk, "A")
    async with open_desk(tmp_path / "data", service, period=0.2) as desk:
        await deliver(desk, "B")
    # Less the commit of the mark: that is what the margin above the service's second is for.
    assert service.starts[1] - service.starts[0] >= 0.18
    async with open_desk(tmp_path / "data", service, period=60.0, boot="another") as desk:
        assert (await deliver(desk, "C")).state is State.SENT


async def test_nothing_leaves_when_its_mark_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Steps, "to_wire", fails)
    (queued,) = await desk.outbox.queue(letter())
    (sending,) = await desk.outbox.deliver([queued.id])
    assert sending.state is State.QUEUED
    assert "disk I/O error" in (sending.reason or "")
    assert desk.service.left == []


async def test_the_mark_is_on_disk_before_the_first_byte(desk: Desk) -> None:
    marks: list[str] = []

    def look(_: object) -> None:
        other = sqlite3.connect(desk.data / FILE_NAME)
        marks.extend(row[0] for row in other.execute("SELECT mark FROM sendings"))
        other.close()

    desk.service.on_start = look
    await deliver(desk)
    assert marks == ["wire"]


async def test_damage_on_the_disk_is_seen_before_it_is_sent(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter())
    await desk.database.run(
        lambda connection: connection.execute("UPDATE letters SET body_html = 'Buongiornp.'")
    )
    (sending,) = await desk.outbox.deliver([queued.id])
    assert sending.state is State.REFUSED
    assert "damaged" in (sending.reason or "")
    assert desk.service.left == []


async def test_a_letter_on_the_wire_is_not_cancelled_with_the_engine(
    tmp_path: Path, service: FakeService
) -> None:
    answer = asyncio.Event()
    service.plans.append(Plan(hang=answer))
    async with open_desk(tmp_path / "data", service, patience=5) as desk:
        (queued,) = await desk.outbox.queue(letter())
        async with desk.running():
            await desk.until(lambda: asyncio.sleep(0, service.left))
        assert desk.outbox.flying
        answer.set()
        assert (await desk.reaches(queued.id, State.SENT)).code == service.codes[0]


async def test_what_was_on_the_wire_at_the_end_is_unknown_and_not_sent_again(
    tmp_path: Path, service: FakeService
) -> None:
    service.plans.append(Plan(hang=asyncio.Event(), accepted=False))
    async with open_desk(tmp_path / "data", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        async with desk.running():
            await desk.until(lambda: asyncio.sleep(0, service.left))
    async with open_desk(tmp_path / "data", service) as desk:
        (sending,) = await desk.outbox.deliver([queued.id])
        assert sending.state is State.SENDING or sending.state is State.UNKNOWN
        async with desk.running():
            sending = await desk.reaches(queued.id, State.UNKNOWN)
            (other,) = await desk.outbox.queue(letter("Altro"))
            await desk.reaches(other.id, State.SENT)
    assert "while the letter was leaving" in (sending.reason or "")
    assert [one.subject for one in service.left] == ["Diffida", "Altro"]


@pytest.mark.parametrize("where", ["connecting", "its slot"])
async def test_quitting_calls_nothing_unknown_of_which_no_byte_left(
    tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    reached = asyncio.Event()

    async def never(*_: object) -> bool:
        reached.set()
        await asyncio.Event().wait()
        return True

    if where == "connecting":
        service.plans.append(Plan(hang_before=asyncio.Event()))
    else:
        monkeypatch.setattr(Pace, "_reach", never)
    async with open_desk(tmp_path / "data", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        async with desk.running():
            if where == "its slot":
                await reached.wait()
            else:
                await desk.reaches(queued.id, State.SENDING)
    monkeypatch.undo()
    async with open_desk(tmp_path / "data", service) as desk:
        assert await desk.state(queued.id) is State.QUEUED
        async with desk.running():
            await desk.reaches(queued.id, State.SENT)
    assert len(service.left) == 1


async def test_what_was_only_claimed_at_the_end_leaves(
    tmp_path: Path, service: FakeService
) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        await desk.books.data.run(lambda tables: tables.steps.claim_next())
        assert await desk.state(queued.id) is State.SENDING
    async with open_desk(tmp_path / "data", service) as desk, desk.running():
        await desk.reaches(queued.id, State.SENT)
    assert len(service.left) == 1


async def test_two_processes_one_sender(tmp_path: Path, service: FakeService) -> None:
    idle = FakeService(0, clock=service.clock)
    async with (
        open_desk(tmp_path / "data", service) as first,
        open_desk(tmp_path / "data", idle) as second,
        first.running(),
    ):
        await first.until(lambda: asyncio.sleep(0, first.outbox.sending_here))
        sending = await deliver(second)
        assert sending.state is State.SENT
        assert not second.outbox.sending_here
        assert await second.outbox.sender_elsewhere() is not None
    assert len(service.left) == 1
    assert idle.left == []


async def test_the_next_one_takes_over_when_the_sender_ends(
    tmp_path: Path, service: FakeService
) -> None:
    heir = FakeService(0, clock=service.clock)
    async with open_desk(tmp_path / "data", heir) as second:
        async with open_desk(tmp_path / "data", service) as first, first.running():
            await deliver(first, "A")
            waiting = asyncio.create_task(second.outbox.run())
            (queued,) = await second.outbox.queue(letter("B"), delay=1)
        second.clock.move(2)
        await second.reaches(queued.id, State.SENT)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert [one.subject for one in service.left] == ["A"]
    assert [one.subject for one in heir.left] == ["B"]


async def test_another_mailbox_does_not_send_what_is_not_its_own(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter())
    await desk.database.run(
        lambda connection: connection.execute("UPDATE sendings SET owner = 'other@ws.example'")
    )
    (own,) = await desk.outbox.queue(letter("Mio"))
    await desk.outbox.deliver([own.id])
    assert [one.subject for one in desk.service.left] == ["Mio"]
    assert await desk.books.sendings([queued.id]) == ()


async def test_an_outcome_is_written_though_the_disk_was_full_a_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = iter([True])
    to_sent = Steps.to_sent

    def sometimes(*arguments: object, **values: object) -> bool:
        if next(full, False):
            raise sqlite3.OperationalError("database or disk is full")
        return to_sent(*arguments, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(Steps, "to_sent", sometimes)
    ballast = desk.data / "ballast"
    sizes: list[int] = []
    desk.service.on_start = lambda _: sizes.append(ballast.stat().st_size)
    (queued,) = await desk.outbox.queue(letter())
    async with desk.running():
        await desk.reaches(queued.id, State.SENT)
    assert sizes == [1 << 20]
    assert not ballast.exists()


async def test_without_room_to_write_nothing_is_even_claimed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    usage = shutil.disk_usage(desk.data)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    (queued,) = await desk.outbox.queue(letter())
    with pytest.raises(StoreUnusable, match="free space"):
        await desk.outbox.deliver([queued.id])
    assert await desk.state(queued.id) is State.QUEUED
    assert desk.service.left == []


@pytest.mark.parametrize("outcome", [None, UNKNOWN, REFUSED])
async def test_an_outcome_the_disk_does_not_take_is_said_and_written_once_there_is_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, outcome: SendOutcome | None
) -> None:
    monkeypatch.setattr(sender, "WRITE_PAUSES", (0.0,))
    full = True

    def write(*arguments: Any, **named: Any) -> None:
        if full:
            raise sqlite3.OperationalError("database or disk is full")
        write_outcome(*arguments, **named)

    monkeypatch.setattr("pectui.services.sending.sender.write_outcome", write)
    desk.service.plans.append(Plan(outcome))
    (first,) = await desk.outbox.queue(letter("Diffida", "a@pec.example"))
    (second,) = await desk.outbox.queue(letter("Diffida", "b@pec.example"))
    async with asyncio.timeout(10), desk.running():
        with pytest.raises(StoreUnusable, match="full"):
            await desk.outbox.deliver([first.id])
        assert await desk.state(first.id) is State.SENDING
        assert await desk.state(second.id) is State.QUEUED
        full = False
        state = {None: State.SENT, UNKNOWN: State.UNKNOWN, REFUSED: State.REFUSED}[outcome]
        await desk.reaches(first.id, state)
        await desk.reaches(second.id, State.SENT)
    assert [one.recipients[0] for one in desk.service.left] == ["a@pec.example", "b@pec.example"]


async def test_sending_again_is_a_new_sending_linked_to_the_old(desk: Desk) -> None:
    desk.service.plans.append(Plan(UNKNOWN))
    lost = await deliver(desk)
    (again,) = await desk.outbox.resend(lost.id)
    assert again.resent_of == lost.id
    assert (await desk.outbox.deliver([again.id]))[0].state is State.SENT
    assert await desk.state(lost.id) is State.UNKNOWN
    first, second = desk.service.left
    assert first == second


async def test_who_listens_hears_every_step(desk: Desk) -> None:
    heard: list[State] = []
    desk.outbox.on_change.append(lambda one: heard.append(one.state))
    await deliver(desk)
    assert heard == [State.QUEUED, State.SENDING, State.SENT]


def test_the_phases_are_those_of_the_promise() -> None:
    assert [phase.value for phase in Phase] == [
        "queued", "claimed", "wire", "sent", "refused", "unknown", "cancelled",
    ]  # fmt: skip


async def test_an_outcome_is_tried_again_for_some_seconds_before_the_rest_is_kept_waiting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, tries, rest = 0.0, list[float](), asyncio.sleep

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += max(0.0, seconds)
        await rest(0)

    def write(*arguments: Any, **named: Any) -> None:
        tries.append(now)
        if now < 6:
            raise sqlite3.OperationalError("database is locked")
        write_outcome(*arguments, **named)

    monkeypatch.setattr("pectui.services.sending.sender.write_outcome", write)
    (queued,) = await desk.outbox.queue(letter())
    desk.service.on_start = lambda _: monkeypatch.setattr(asyncio, "sleep", sleep)
    assert (await desk.outbox.deliver([queued.id]))[0].state is State.SENT
    assert list(dict.fromkeys(tries)) == [pytest.approx(at) for at in (0, 0.1, 1.1, 6.1)]
