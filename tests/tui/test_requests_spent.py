"""What the open program asks of the service by itself: little, and receipts from the list."""

from __future__ import annotations

from typing import Any

import pytest

from pectui.models import Letter, State
from pectui.services.mailbox.prefetch import Prefetch
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import run


async def test_a_first_start_does_not_ask_about_every_letter_there_was(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.services.mailbox.opening.GENTLE", 0.0)
    sandbox = make_sandbox(messages=500)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await wait_for(pilot, lambda: app.progress.complete)
        app.session.tracking._pause = 0.0
        for _ in range(30):
            await app.session.tracking.ask_unclear()
        known = await app.session.tracking.sendings()
    asked = [one for one in sandbox.requests if one.path.startswith("/send/")]
    assert len(known) > 100
    assert len(asked) <= 45, "what one round was at when the day's share was used up"
    assert any(one.state is State.DELIVERED for one in known)
    assert sum(one.state is not State.SENT for one in known) == len(known), "by their rows"


async def test_a_letter_is_delivered_without_a_question_about_it(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=3)
    app = make_program(sandbox, look_seconds=1)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.progress.complete)
        letter = Letter(("rossi@pec.example",), "Contratto", "Testo")
        (sending,) = await app.session.outbox.queue(letter, delay=0)
        states: list[State] = []
        app.session.outbox.on_change.append(lambda one: states.append(one.state))
        await wait_for(pilot, lambda: State.SENT in states, "it has left")
        app.local.sync.wake()
        await wait_for(pilot, lambda: State.DELIVERED in states, "its receipt was listed")
        known = await app.session.tracking.sending(sending.id)
        assert known is not None
        assert known.code is not None
        asked = [one.path for one in sandbox.requests if one.path.startswith("/send/")]
        assert f"/send/{known.code}" not in asked


@pytest.mark.parametrize(
    ("changes", "reads"),
    [({}, True), ({"requests_per_day": 1}, False), ({"keep": "headers"}, False)],
)
async def test_texts_are_read_ahead_while_the_day_allows_it_and_they_are_kept(
    changes: dict[str, Any], reads: bool, make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    near = Prefetch._read

    async def watched(self: Prefetch) -> None:
        await near(self)
        asked.append(True)

    monkeypatch.setattr(Prefetch, "_read", watched)
    monkeypatch.setattr("pectui.services.mailbox.prefetch.PAUSE", 0.0)
    sandbox = make_sandbox(messages=3)
    app = make_program(sandbox, **changes)

    def bodies() -> list[str]:
        return [one.path for one in sandbox.requests if one.path.startswith("/inbox/")]

    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.progress.complete and (bodies() or asked), "it ended")
    assert bool(bodies()) == reads
