"""At whatever moment another account is gone to: nothing of one gets into the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest

from pectui.sandbox import Fault
from pectui.tui.acting import acting_for
from pectui.tui.screens.base import BaseScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.workers import end_calls, is_under_way, start_call
from tests.tui.accounts.two_accounts import NAMES, all_open, desk
from tests.tui.conftest import MakeProgram, picture, wait_for
from tests.tui.sending_steps import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from tests.tui.accounts.two_accounts import Office

INTENTS = (
    ("letter", "f9", "y", "escape"), ("letter", "f9", "y", "escape"), ("f9", "y"),
    ("1", "x", "down", "x", "d", "y"), ("1", "d", "y"), ("1", "down", "enter", "J"),
    ("1", "enter", "r", "escape"), ("1", "u", "f5"), ("2", "enter"), ("3", "enter"),
    ("4", "d", "y"), ("escape", "escape"),
)  # fmt: skip
"""What a person means to do, key by key; a letter is opened with its account in the subject."""
SWITCHES = 0.35
"""How often another account is gone to between two keys."""


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_of_one_account_is_shown_sent_or_deleted_in_another(
    office: Office, seed: int
) -> None:
    random = Random(seed)
    for name, sandbox in office.sandboxes.items():
        for number in range(12):
            office.deliver(name, f"Solo {name} {number}", f"Testo di {name}")
        # Answers come late, when something else is shown.
        for call in ("POST /send", "GET /inbox/{id}", "DELETE /inbox/{id}"):
            sandbox.add_fault(Fault(call, "slow", times=20, seconds=random.random() / 20))
    confirmed = dict.fromkeys(NAMES, 0)
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await press_on(app, pilot, random, confirmed)
        for name in NAMES:
            outbox = desk(app, name).session.outbox
            while any(one.state.is_under_way for one in await outbox.pending()):
                await pilot.pause()
            while desk(app, name).deletions.under_way:
                await pilot.pause()
        for name, other in zip(NAMES, reversed(NAMES), strict=True):
            known = await desk(app, name).session.tracking.sendings()
            drafts = await desk(app, name).session.drafts.all()
            subjects = [*(one.subject for one in known), *(one.subject for one in drafts)]
            assert not [subject for subject in subjects if other in subject]
    for name, other in zip(NAMES, reversed(NAMES), strict=True):
        sandbox = office.sandboxes[name]
        assert not [one.subject for one in sandbox.sends if other in one.subject]
        deleted = [one for one in sandbox.requests if one.method == "DELETE"]
        assert len(deleted) <= confirmed[name]


@dataclass
class Named:
    """Stands for an account of any name."""

    key: str
    label: str = ""
    is_shown: bool = True


async def test_the_calls_of_one_account_end_and_no_others_however_alike_the_names(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")

        def has_ended(name: str) -> bool:
            with acting_for(Named(name)):
                return not is_under_way(app, "renewed")

        names = ("alfa", "x:alfa", "alfa:x", "renewed:alfa")
        for name in names:
            with acting_for(Named(name)):
                start_call(app, "renewed", asyncio.Event().wait)
        for index, name in enumerate(names):
            end_calls(name, app.desk.app)
            await wait_for(pilot, partial(has_ended, name), name)
            assert not any(map(has_ended, names[index + 1 :]))


async def press_on(
    app: PectuiApp, pilot: Pilot[None], random: Random, confirmed: dict[str, int]
) -> None:
    """Do each of a dozen things, some keys before the one before is done; look after each key."""
    pressed: list[str] = []
    for key in [key for intent in random.sample(INTENTS, len(INTENTS)) for key in intent]:
        if random.random() < SWITCHES:
            pressed.append("A")
            await app.run_action("next_account")  # also where a field would take the key
            look(app, pressed)
        pressed.append(key)
        if key == "y" and isinstance(app.screen, Question):
            confirmed[app.desk.name] += 12  # as many as can have been marked
        if key != "letter":
            await pilot.press(key)
        elif isinstance(app.screen, FramedScreen):
            subject = f"Lettera di {app.desk.name}"
            fields = {"recipients": "rossi@pec.example", "subject": subject, "body": subject}
            app.write(app.session.drafts.new_draft(**fields))
        if random.random() < 0.3:
            await pilot.pause()
        look(app, pressed)


def look(app: PectuiApp, pressed: Sequence[str]) -> None:
    """Check that what stands on the screen is of the account that is shown."""
    [other] = set(NAMES) - {app.desk.name}
    if isinstance(app.screen, BaseScreen):
        assert app.screen.program is app.desk, pressed
    # The line of accounts and a notice may be of the other one, and name it.
    shown = [line for line in picture(app).splitlines() if "▌" not in line]
    for mark in (f"Solo {other}", f"Testo di {other}", f"Lettera di {other}", f"{other}@pec"):
        assert mark not in "\n".join(shown), (mark, pressed)
