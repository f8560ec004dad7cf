"""What a command that sends says when it ends: how the letter stands, with its outcome."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.errors import ConnectionRefused
from pectui.models import Letter, SendOutcome, State, Verdict
from pectui.services.sending.submission import submit
from tests.services.fake_service import Plan

if TYPE_CHECKING:
    import pytest

    from tests.services.outbox_desk import Desk


async def test_what_is_on_its_way_when_it_is_to_be_taken_back_is_told_with_its_outcome(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine has tried once more before the command takes back what did not leave."""
    answer = asyncio.Event()
    offline = SendOutcome(Verdict.UNSENT, error=ConnectionRefused())
    desk.service.plans.extend([Plan(offline, leaves=False), Plan(hang=answer)])
    cancel = desk.outbox.cancel

    async def cancel_too_late(sending_id: str) -> bool:
        async def leaves() -> bool:
            return await desk.state(sending_id) is State.SENDING

        await desk.outbox.send_now(sending_id)
        await desk.until(leaves)
        asyncio.get_running_loop().call_later(0.05, answer.set)
        return await cancel(sending_id)

    monkeypatch.setattr(desk.outbox, "cancel", cancel_too_late)
    async with desk.running():
        letter = Letter(("rossi@pec.example",), "Diffida", "Testo.")
        done = await submit(desk.outbox, letter, again=False, tell=lambda _: None)
    assert [one.state for one in done.sendings] == [State.SENT]
    assert len(desk.service.left) == 1
