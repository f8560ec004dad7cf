"""A clean-up against the sandbox: only closed sendings, only with a whole copy, only receipts."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pectui.errors import CopyIncomplete, ServerFault, Unauthorized
from pectui.models import State
from pectui.pec.forecast import Trend
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.services.demo import remember_past
from pectui.services.receipts.cleanup import Cleaner, Progress, closed, weigh
from pectui.services.session import Session, open_session
from tests.accounts import make_account, make_options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pectui.models import Sending

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DELETE = "DELETE /send/{code}"


def make_sandbox(**changes: object) -> Sandbox:
    config = SandboxConfig(
        messages=60, now=lambda: NOW, receipt_delay=0.0, send_period=0.0, heavy_past=True
    )
    return Sandbox(replace(config, **changes))  # type: ignore[arg-type]


@contextlib.asynccontextmanager
async def opened(folder: Path, sandbox: Sandbox) -> AsyncIterator[Session]:
    """Open a session that knows the sandbox's past and has asked for all receipts."""
    begin = partial(remember_past, sandbox=sandbox, mailbox="INBOX")
    async with open_session(
        make_account(), make_options(folder), asgi=sandbox.app, now=lambda: NOW, begin=begin
    ) as session:
        session.tracking._pause = 0.0
        for sending in await session.tracking.sendings():
            if sending.code is not None and not sending.state.is_final:
                await session.tracking.refresh(sending.code)
        yield session


def cleaner(session: Session) -> Cleaner:
    return Cleaner(session.tracking, session.quotas, pause=0.0)


async def closed_ones(session: Session, days: int = 30) -> tuple[Sending, ...]:
    found = closed(weigh(await session.tracking.sendings()), NOW, days)
    return tuple(one.sending for one in found)


def calls(sandbox: Sandbox, method: str) -> list[str]:
    return [one.path for one in sandbox.requests if one.method == method]


async def test_the_estimate_is_near_what_the_mailbox_lost(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        weighed = weigh(await session.tracking.sendings())
        assert len(weighed) == len(sandbox.past_sends)
        assert [one.size for one in weighed] == sorted((one.size for one in weighed), reverse=True)
        for one in weighed:
            code = one.sending.code
            real = sum(mail.size for mail in sandbox.mailbox.mails if mail.code == code)
            assert one.size / 1024 == pytest.approx(real, rel=0.08, abs=40)


async def test_only_closed_and_old_sendings_are_offered(tmp_path: Path) -> None:
    async with opened(tmp_path, make_sandbox()) as session:
        everything = {one.subject: one for one in await session.tracking.sendings()}
        old, any_age = await closed_ones(session), await closed_ones(session, 0)
        assert {one.state for one in any_age} <= {State.DELIVERED, State.FAILED}
        silent = next(one for name, one in everything.items() if name.startswith("SCIA"))
        assert silent.state is State.OVERDUE
        assert silent not in any_age
        assert set(old) < set(any_age)
        assert all(one.sent_at and one.sent_at <= NOW - timedelta(days=30) for one in old)


async def test_a_clean_up_frees_room_and_keeps_a_copy(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    before = {mail.uid for mail in sandbox.mailbox.mails}
    async with opened(tmp_path, sandbox) as session:
        chosen = await closed_ones(session)
        steps: list[Progress] = []
        done = await cleaner(session).run(chosen, steps.append)
        assert [one.done for one in steps] == list(range(len(chosen)))
        assert len(done.cleared) == len(chosen) - 1
        assert not done.left
        # An answer carries the code of its sending: that one is left alone, and said so.
        ((spared, error),) = done.spared
        assert spared.subject.startswith("Memoria")
        assert isinstance(error, CopyIncomplete)
        assert "Re: Memoria" in error.detail
        assert done.gained_mb
        estimate = sum(one.mb for one in weigh(chosen) if one.sending != spared)
        assert done.gained_mb == pytest.approx(estimate, rel=0.08)
        for sending in done.cleared:
            held = await session.tracking.sending(sending.id)
            assert held
            assert held.cleared_at == NOW
            assert held.state.is_final
            assert all(receipt.body for receipt in held.receipts)
        assert spared in await closed_ones(session)
        assert len(await closed_ones(session)) == 1
    codes = {sending.code for sending in done.cleared}
    gone = before - {mail.uid for mail in sandbox.mailbox.mails}
    assert len(gone) == sum(len(one.receipts) for one in done.cleared)
    assert {path.rpartition("/")[2] for path in calls(sandbox, "DELETE")} == codes


async def test_what_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    sandbox = make_sandbox(receipt_bodies="original")
    async with opened(tmp_path, sandbox) as session:
        (chosen, *_) = [
            one
            for one in await session.tracking.sendings()
            if len(one.recipients) == 1 and one.state is State.DELIVERED
        ]
        done = await cleaner(session).run([chosen])
        ((spared, error),) = done.spared
        assert spared == chosen
        assert "(Accepted)" in error.detail
    assert not calls(sandbox, "DELETE")


@pytest.mark.parametrize("damage", ["\ufffd broken", "", "   "])
async def test_a_damaged_text_is_no_copy(damage: str, tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = (await closed_ones(session))[0]
        for mail in sandbox.mailbox.mails:
            if mail.code == chosen.code and mail.subject.startswith("CONSEGNA"):
                mail.text = damage
        done = await cleaner(session).run([chosen])
        assert [one for one, _ in done.spared] == [chosen]
        assert done.gained_mb == 0
    assert not calls(sandbox, "DELETE")


async def test_a_longer_code_in_the_answer_leaves_both_alone(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = (await closed_ones(session))[0]
        sandbox.deliver_mail(
            sender="posta-certificata@pec.example",
            subject=f"CONSEGNA: Altro {chosen.code}7",
            body="consegnato",
            certified=False,
        )
        done = await cleaner(session).run([chosen])
        assert len(done.spared) == 1
    assert not calls(sandbox, "DELETE")


async def test_a_refusal_of_the_account_ends_it(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = [one for one in await closed_ones(session) if "Memoria" not in one.subject]
        sandbox.add_fault(Fault(DELETE, "403", times=None, after=1))
        done = await cleaner(session).run(chosen)
        assert (len(done.cleared), len(done.spared)) == (1, 1)
        assert done.left == tuple(chosen[2:])
        assert done.gained_mb
    assert len(calls(sandbox, "DELETE")) == 2


async def test_a_fault_of_the_service_is_noted_and_the_next_begun(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = [one for one in await closed_ones(session) if "Memoria" not in one.subject][:3]
        sandbox.add_fault(Fault(DELETE, "500"))
        done = await cleaner(session).run(chosen)
        assert [one.code for one in done.cleared] == [one.code for one in chosen[1:]]
        assert isinstance(done.spared[0][1], ServerFault)


async def test_it_can_be_stopped_between_two(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = [one for one in await closed_ones(session) if "Memoria" not in one.subject]
        steps: list[Progress] = []
        done = await cleaner(session).run(chosen, steps.append, lambda: len(steps) > 2)
        assert len(done.cleared) == 2
        assert done.left == tuple(chosen[2:])
        assert not done.spared


async def test_without_an_answer_about_the_quota_nothing_is_begun(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        sandbox.add_fault(Fault("GET /quota/{mailbox}", "401", times=None))
        with pytest.raises(Unauthorized):
            await cleaner(session).run(await closed_ones(session))
    assert not calls(sandbox, "DELETE")


async def test_what_was_gained_is_not_said_where_it_is_not_known(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        sandbox.add_fault(Fault("GET /quota/{mailbox}", "403", times=None, after=1))
        done = await cleaner(session).run((await closed_ones(session))[:1])
        assert len(done.cleared) == 1
        assert (done.after, done.gained_mb) == (None, None)


async def test_receipts_deleted_elsewhere_weigh_nothing(tmp_path: Path) -> None:
    sandbox = make_sandbox()
    async with opened(tmp_path, sandbox) as session:
        chosen = (await closed_ones(session))[0]
        assert chosen.code
        for mail in [mail for mail in sandbox.mailbox.mails if mail.code == chosen.code]:
            sandbox.mailbox.remove(mail)
        now = await session.tracking.refresh(chosen.code)
        assert now.cleared_at == NOW
        assert now.receipts == chosen.receipts
        assert not weigh([now])
        done = await cleaner(session).run([chosen])
        assert isinstance(done.spared[0][1], CopyIncomplete)
    assert not calls(sandbox, "DELETE")


async def test_the_demo_has_a_forecast(tmp_path: Path) -> None:
    sandbox = Sandbox(SandboxConfig(now=lambda: NOW, heavy_past=True, quota_limit=512 * 1024))
    async with opened(tmp_path, sandbox) as session:
        known = await session.quotas.ask()
        assert known.forecast.trend is Trend.FILLING
        assert known.quota.level == "fine"
