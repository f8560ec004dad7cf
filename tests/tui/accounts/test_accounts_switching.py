"""Several accounts in one window: one is shown, all go on, and none gets into another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input, OptionList, TextArea

from pectui.models import Letter, Sending, State
from pectui.sandbox import Fault
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.outbox import OutboxScreen
from pectui.tui.workers import is_under_way
from tests.tui.accounts.two_accounts import all_open, desk, switch
from tests.tui.conftest import lines_of, picture, shows, wait_for
from tests.tui.sending_steps import all_words, go, run, told, words, write
from tests.tui.test_palette import opened, rows_of

if TYPE_CHECKING:
    import pytest

    from pectui.tui.app import PectuiApp
    from pectui.tui.desk import Desk
    from pectui.tui.workers import is_under_way
from tests.tui.accounts.two_accounts import Office


async def test_every_account_stands_on_the_screen_and_is_gone_to_by_key_and_name(
    office: Office,
) -> None:
    office.add("alfa", office.service_of("alfa"), colour="red")
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        for key in "123456":
            await go(app, pilot, key)
            await wait_for(pilot, lambda: "alfa · 127.0.0.1" in lines_of(app)[1], key)
            assert "▌beta" in lines_of(app)[1]
        await go(app, pilot, "1")
        await switch(app, pilot, "beta")
        await wait_for(pilot, lambda: "beta · 127.0.0.1" in lines_of(app)[1])
        assert "▌alfa" in lines_of(app)[1]
        assert app.mailbox == "beta@pec.example"

        await switch(app, pilot, "alfa")
        screen = await opened(app, pilot, "account betta")
        await pilot.press("enter")
        await shows(pilot, "did you mean “beta”?")
        screen.query_one(Input).value = "account be"
        await wait_for(pilot, lambda: rows_of(screen) == ["beta"], "the one meant")
        await wait_for(pilot, lambda: screen.query_one("#found", OptionList).highlighted == 0)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.desk.name == "beta", "the account")


async def test_a_letter_confirmed_in_one_leaves_and_is_counted_while_the_other_is_shown(
    office: Office,
) -> None:
    office.sandboxes["alfa"].add_fault(Fault("POST /send", "slow", seconds=1.0))
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        await write(app, pilot, subject="Diffida di alfa")
        await pilot.press("f9")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.focused)
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await switch(app, pilot, "beta")
        await wait_for(pilot, lambda: office.sandboxes["alfa"].sends, "the letter of alfa")
        alfa, beta = desk(app, "alfa"), desk(app, "beta")
        known: list[Sending] = []
        while not known or known[0].state is not State.DELIVERED:
            if known and known[0].code:
                await alfa.session.tracking.refresh(known[0].code)
            known = await named(alfa, "Diffida di alfa")
            await pilot.pause()
        assert app.desk is beta
        assert not await named(beta, "Diffida di alfa")
        assert not await beta.session.outbox.pending()
        assert not office.sandboxes["beta"].sends


async def named(one: Desk, subject: str) -> list[Sending]:
    """Return the sendings that an account knows with this subject."""
    known = await one.session.tracking.sendings()
    return [sending for sending in known if subject in sending.subject]


async def test_what_is_open_in_an_account_is_there_again_and_nothing_of_it_opens_in_the_other(
    office: Office,
) -> None:
    """The last look at alfa's letter is ready when beta is shown: it waits for alfa."""
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        alfa = desk(app, "alfa")
        letter = await write(app, pilot, subject="Diffida", text="Da finire")
        await app.run_action("next_account")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox of beta")
        assert app.desk.name == "beta"
        await go(app, pilot, "3")
        await switch(app, pilot, "alfa")
        await wait_for(pilot, lambda: app.screen is letter, "the letter")
        assert "Da finire" in letter.query_one(TextArea).text

        await letter.run_action("review")
        await app.run_action("next_account")
        await wait_for(pilot, lambda: isinstance(app.screen, OutboxScreen), "where beta was left")
        await wait_for(pilot, lambda: len(alfa.waiting) == 1, "the last look at alfa's letter")
        assert app.desk.name == "beta"
        assert isinstance(app.screen, OutboxScreen)
        await letter.run_action("review")
        await wait_for(pilot, lambda: not is_under_way(letter, "review"))
        await pilot.pause()
        await switch(app, pilot, "alfa")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.focused)
        assert sum(isinstance(one, ReviewScreen) for one in app.screen_stack) == 1, "asked twice"
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session.outbox is alfa.session.outbox
        assert "Subject: Diffida" in all_words(app)

        for _ in range(2):  # after a no it can be reviewed again
            await pilot.press("n")
            await wait_for(pilot, lambda: app.screen is letter)
            await pilot.press("f9")
            await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.focused)
        await pilot.press("y", "y")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
        sendings = await alfa.session.tracking.sendings()
        assert [one.subject for one in sendings].count("Diffida") == 1, "it leaves once"


async def test_a_token_that_expired_is_asked_for_once_its_account_is_shown(
    office: Office,
) -> None:
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        office.sandboxes["beta"].add_fault(Fault("*", "401", times=None))
        desk(app, "beta").local.sync.wake()
        await wait_for(pilot, lambda: desk(app, "beta").connection == "refused", "the refusal")
        await pilot.pause()
        assert isinstance(app.screen, InboxScreen), "alfa has nothing to do with it"
        await wait_for(pilot, lambda: "▌beta ✗" in lines_of(app)[1], "its sign")
        await pilot.press("A")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountForm), "the form")
        await shows(pilot, "no longer lets “beta” in")


async def test_new_mail_of_another_account_is_told_by_its_name_and_the_look_over_all_leads_there(
    office: Office,
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        office.deliver("beta", "Novità di beta")
        desk(app, "beta").local.sync.wake()
        await wait_for(pilot, lambda: "Novità di beta" in told(app), "the notice")
        titles = {one.title for one in app._notifications if "Novità di beta" in one.message}
        assert titles == {"beta"}
        await wait_for(pilot, lambda: "▌beta (1)" in lines_of(app)[1], "its count")
        assert isinstance(app.screen, InboxScreen)
        assert not [row for row in app.screen.messages.rows if "beta" in row.envelope.subject]

        app.clear_notifications()
        await pilot.press("0")
        await shows(pilot, "beta@pec.example")
        await shows(pilot, "1 unread")
        assert "nothing new" in picture(app)
        assert "alfa@pec.example" in picture(app)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: app.desk.name == "beta", "the account")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await shows(pilot, "Novità di beta")


async def test_quitting_asks_about_the_letters_of_every_account(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_UNDO_SECONDS", "600")
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        for name in ("alfa", "beta"):
            one = desk(app, name)
            letter = Letter(
                recipients=("rossi@pec.example",), subject=f"Lettera di {name}", body="x"
            )
            ready, _ = await one.session.outbox.review(letter)
            await one.session.outbox.queue(ready, delay=600)
        await pilot.press("ctrl+q")
        for name, other in (("alfa", "beta"), ("beta", "alfa")):
            asks = partial(asks_about, app, name)
            await wait_for(pilot, asks, name)
            assert f"Lettera di {name}" in words(app, "#quit-lines")
            assert f"Lettera di {other}" not in words(app, "#quit-lines")
            await pilot.press("y")
        await wait_for(pilot, lambda: not app.is_running, "the end")
    farewell = str(app.farewell())
    assert "alfa: pectui: 1 letter" in farewell
    assert "beta: pectui: 1 letter" in farewell
    assert not any(sandbox.sends for sandbox in office.sandboxes.values())


async def test_what_fails_as_one_is_closed_cuts_no_letter_of_another_short(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise RuntimeError

    office.sandboxes["beta"].add_fault(Fault("POST /send", "slow", seconds=1.0))
    app = office.program()
    async with run(app) as pilot:
        await all_open(app, pilot)
        monkeypatch.setattr(desk(app, "alfa").deletions, "end", fails)
        outbox = desk(app, "beta").session.outbox
        letter = Letter(recipients=("rossi@pec.example",), subject="Lettera di beta", body="x")
        ready, _ = await outbox.review(letter)
        await outbox.queue(ready)
        await wait_for(pilot, lambda: outbox.flying, "the letter on its way")
    app = office.program("beta")
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open, "beta")
        [sent] = await named(app.desk, "Lettera di beta")
        assert sent.code


def asks_about(app: PectuiApp, name: str) -> bool:
    """Whether it is asked what is to become of the letters of an account."""
    asked = isinstance(app.screen, QuitScreen)
    return asked and words(app, "#quit-title").startswith(f"{name}: 1 letter")
