"""Ending the program cuts nothing short in any account, unless the person has said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.models import Letter
from pectui.sandbox import Fault
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.accounts.two_accounts import all_open, desk, switch
from tests.tui.conftest import shows, wait_for
from tests.tui.sending_steps import run, told

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from tests.tui.accounts.two_accounts import Office

MANY = 8
"""Messages that are being deleted."""


async def begin_deleting(office: Office, app: PectuiApp, pilot: Pilot[None]) -> None:
    """Have messages of alfa deleted, each taking a while, and go to beta."""
    office.sandboxes["alfa"].add_fault(Fault("DELETE /inbox/{id}", "slow", times=None, seconds=1.0))
    inbox = app.screen
    assert isinstance(inbox, InboxScreen)
    await wait_for(pilot, lambda: len(inbox.messages.rows) > MANY and app.focused, "the mailbox")
    await pilot.press(*("x", "down") * MANY, "d")
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused, "the question")
    await pilot.click("#yes")
    await wait_for(pilot, lambda: desk(app, "alfa").deletions.under_way, "the deletion")
    await switch(app, pilot, "beta")


def deleted(office: Office) -> int:
    """Return how many messages of alfa the service was asked to delete."""
    return sum(one.method == "DELETE" for one in office.sandboxes["alfa"].requests)


async def open_anew(app: PectuiApp, pilot: Pilot[None], asked: str, answer: str) -> None:
    """Have the program open anew for beta, and answer what is asked about alfa."""
    await app.open_account(desk(app, "beta").configuration)
    await shows(pilot, f"alfa: {asked}")
    await pilot.click(f"#{answer}")
    if answer == "yes":
        await wait_for(pilot, lambda: not app.is_running, "the new start")


async def test_what_another_account_deletes_is_asked_about_before_the_program_opens_anew(
    office: Office,
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await begin_deleting(office, app, pilot)
        await open_anew(app, pilot, "Messages are being deleted", "no")
        await wait_for(pilot, lambda: "counts from the next start" in told(app), "what it means")
        so_far = deleted(office)
        await wait_for(pilot, lambda: deleted(office) > so_far, "it goes on")
        restarts = [app.restart]
        await open_anew(app, pilot, "Messages are being deleted", "yes")
    assert [*restarts, app.restart] == [False, True]
    assert deleted(office) < MANY


async def test_a_letter_of_another_account_is_asked_about_before_the_program_opens_anew(
    office: Office,
) -> None:
    office.sandboxes["alfa"].add_fault(Fault("POST /send", "slow", times=2, seconds=2.0))
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        outbox = desk(app, "alfa").session.outbox
        restarts = []
        await switch(app, pilot, "beta")
        for answer in ("no", "yes"):
            letter = Letter(recipients=("rossi@pec.example",), subject="Lettera", body="x")
            ready, _ = await outbox.review(letter)
            await outbox.queue(ready)
            await wait_for(pilot, lambda: outbox.flying, "the letter on its way")
            await open_anew(app, pilot, "A letter is being sent", answer)
            if answer == "no":
                await wait_for(pilot, lambda: not outbox.flying, "the letter")
            restarts.append(app.restart)
    assert restarts == [False, True]


async def test_what_ends_with_the_program_is_told_to_nobody_and_is_no_fault(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await begin_deleting(office, app, pilot)
        await wait_for(pilot, lambda: deleted(office), "the first")
        app.exit()
    assert not [one for one in caplog.records if one.name == "pectui.tui" and one.exc_info]


async def test_it_is_asked_once_however_often_the_person_quits(office: Office) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await begin_deleting(office, app, pilot)
        await pilot.press("ctrl+q", "ctrl+q", "ctrl+q")
        await shows(pilot, "alfa: Messages are being deleted")
        assert sum(isinstance(one, Question) for one in app.screen_stack) == 1
        await pilot.click("#no")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "beta, as before")
        await pilot.press("ctrl+q")
        await shows(pilot, "alfa: Messages are being deleted")
        await pilot.click("#yes")
        await wait_for(pilot, lambda: not app.is_running, "the end")
    assert 0 < deleted(office) < MANY
