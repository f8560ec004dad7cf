"""An account is taken out of the open program: what is said holds, and all else goes on."""

from __future__ import annotations

import asyncio
import time
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import BatchPhase, Letter
from pectui.sandbox import Fault
from pectui.services.batches.batches import batches_of
from pectui.services.sending.lock import SenderLock, owner_of
from pectui.services.session import open_session
from pectui.system import processes
from pectui.tui import removal
from pectui.tui.screens.dialogs.accounts import AccountsScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.sent import SentScreen
from tests.tui.accounts.two_accounts import all_open, desk, switch
from tests.tui.batch_steps import people, request_for, write_table
from tests.tui.conftest import PATIENCE, picture, shows, wait_for
from tests.tui.sending_steps import go, run, told, write

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp
    from tests.fake_keyring import FakeKeyring
    from tests.tui.accounts.two_accounts import Office


async def choose(app: PectuiApp, pilot: Pilot[None], *keys: str) -> None:
    """Look over all accounts, and press these keys there."""
    await pilot.press("0")
    await wait_for(pilot, lambda: isinstance(app.screen, AccountsScreen) and app.focused)
    await pilot.press(*keys)


async def ask(app: PectuiApp, pilot: Pilot[None], *keys: str) -> None:
    """Want the account removed that the keys lead to, and wait for the question."""
    await choose(app, pilot, *keys, "d")
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused, "the question")


async def agree(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Agree, by mouse."""
    await pilot.click("#yes")
    await wait_for(pilot, lambda: not isinstance(app.screen, Question), "the answer")


async def queue(one: Any, delay: float = 0.0) -> None:
    """Confirm a letter in an account."""
    outbox = one.session.outbox
    letter = Letter(recipients=("rossi@pec.example",), subject=f"Di {one.name}", body="x")
    ready, _ = await outbox.review(letter)
    await outbox.queue(ready, delay=delay)


async def test_removing_says_what_becomes_of_the_data_and_leaves_the_others(
    office: Office,
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        processes.hold("beta", {"PECTUI_TOKEN": "for this session"})
        await switch(app, pilot, "beta")
        outbox = desk(app, "beta").session.outbox
        letter = Letter(recipients=("rossi@pec.example",), subject="Lettera", body="x")
        ready, _ = await outbox.review(letter)
        await outbox.queue(ready, delay=600)
        await pilot.press("0")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountsScreen) and app.focused)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await shows(pilot, "stay in the data")
        await shows(pilot, "1 letter in its outbox has not left and will not leave")
        await pilot.press("n")
        assert "beta" in tomllib.loads(office.file.read_text())["accounts"]
        await pilot.press("0")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountsScreen) and app.focused)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("y")
        await wait_for(pilot, lambda: "“beta” is removed" in told(app), "the removal")
        assert [one.name for one in app.desks] == ["alfa"]
        assert app.desk.name == "alfa"
        assert not processes.held("beta")
        assert isinstance(app.screen, InboxScreen)
        assert list(tomllib.loads(office.file.read_text())["accounts"]) == ["alfa"]
    assert not office.sandboxes["beta"].sends


async def test_none_is_removed_while_something_of_it_is_written_sent_or_deleted(
    office: Office,
) -> None:
    for call in ("POST /send", "DELETE /inbox/{id}"):
        office.sandboxes["beta"].add_fault(Fault(call, "slow", seconds=2.0))
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        beta = desk(app, "beta")
        outbox = beta.session.outbox
        await queue(beta)
        await wait_for(pilot, lambda: outbox.flying, "the letter on its way")
        await choose(app, pilot, "down", "d")
        await wait_for(pilot, lambda: "A letter of “beta” is just being sent" in told(app))
        await queue(beta)
        await wait_for(pilot, lambda: len(office.sandboxes["beta"].sends) == 2, "both letters")

        await switch(app, pilot, "beta")
        inbox = app.screen
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows and app.focused, "the mailbox of beta")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await agree(app, pilot)
        await wait_for(pilot, lambda: beta.deletions.under_way, "the deletion")
        await choose(app, pilot, "d")
        await wait_for(pilot, lambda: "Messages are being deleted in “beta”" in told(app))
        await wait_for(pilot, lambda: not beta.deletions.under_way, "the deletion")
        assert beta.is_open

        await switch(app, pilot, "alfa")
        await write(app, pilot, subject="Lettera di alfa", text="Da finire")
        await app.run_action("next_account")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await choose(app, pilot, "up", "d")
        await wait_for(pilot, lambda: "Something unfinished is open in “alfa”" in told(app))
        assert len(app.desks) == 2


async def test_one_whose_letters_another_program_sends_queues_and_is_not_removed(
    office: Office,
) -> None:
    configuration = office.program("beta").configuration
    assert configuration.account is not None
    folder = configuration.options.directories.data
    folder.mkdir(parents=True, exist_ok=True)
    elsewhere = SenderLock(folder, owner_of(configuration.account))
    assert elsewhere.take()
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await choose(app, pilot, "down", "d")
        await wait_for(pilot, lambda: "Another pectui sends the letters of “beta”" in told(app))
        await queue(desk(app, "beta"))
        assert await desk(app, "beta").session.outbox.sender_elsewhere() is not None
        assert not office.sandboxes["beta"].sends
        elsewhere.release()
        await wait_for(pilot, lambda: office.sandboxes["beta"].sends, "the letter, from here")


async def test_no_letter_leaves_while_it_is_asked_and_only_where_the_account_stays(
    office: Office,
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        alfa, beta = office.sandboxes["alfa"], office.sandboxes["beta"]
        outbox = desk(app, "beta").session.outbox
        for answer, left in (("n", 0), ("y", 1)):
            await queue(desk(app, "beta"), delay=600)
            await ask(app, pilot, "down")
            await shows(pilot, "1 letter in its outbox has not left and will not leave")
            # Both are due now, as one is whose undo time is over.
            [waiting] = await outbox.pending()
            await outbox.send_now(waiting.id)
            await queue(desk(app, "alfa"))
            await wait_for(pilot, lambda n=left: len(alfa.sends) > n, f"alfa’s, asked: {answer}")  # type: ignore[misc]
            assert len(beta.sends) == left, f"nothing before it is answered: {answer}"
            if answer == "n":
                await pilot.press("n")
                await wait_for(pilot, lambda: beta.sends, "the letter of beta, which stays")
                await settled(outbox, pilot)
            else:
                await agree(app, pilot)
                await wait_for(pilot, lambda: "“beta” is removed" in told(app), "the removal")
        assert len(beta.sends) == 1, "it does not leave where the account is removed"


async def settled(outbox: Any, pilot: Pilot[None]) -> None:
    """Wait until nothing waits in an outbox."""
    end = time.monotonic() + PATIENCE
    while await outbox.pending():
        assert time.monotonic() < end, "something waits still"
        await pilot.pause()


async def test_keys_typed_ahead_ask_once_and_quitting_takes_it_back_and_lets_what_was_held_leave(
    office: Office,
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        beta = desk(app, "beta")
        await queue(beta, delay=600)
        for _ in range(2):
            await app._accounts_answered(("remove", beta.key))
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.pause()
        assert sum(isinstance(one, Question) for one in app.screen_stack) == 1
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, QuitScreen) and app.focused)
        await pilot.press("s")
        await wait_for(pilot, lambda: not app.is_running, "the end, once it has left")
    assert [one.subject for one in office.sandboxes["beta"].sends] == ["Di beta"]


async def test_the_letters_of_a_mailbox_go_on_in_another_account_of_it(office: Office) -> None:
    office.add("again", office.service_of("beta"), sender="beta@pec.example")
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await wait_for(pilot, lambda: sum(one.is_open for one in app.desks) == 2, "two mailboxes")
        await wait_for(pilot, lambda: any(one.problem for one in app.desks), "the third account")
        [open_one] = [one for one in app.desks[1:] if one.is_open]
        [other] = app.accounts.sharers(open_one)
        await queue(open_one, delay=600)
        await ask(app, pilot, *["down"] * app.desks.index(open_one))
        await shows(pilot, "stay in the data")
        assert "will not leave" not in picture(app)
        await agree(app, pilot)
        await wait_for(pilot, lambda: other.is_open, "the other account of the mailbox")
        [waiting] = await other.session.outbox.pending()
        await other.session.outbox.send_now(waiting.id)
        await wait_for(pilot, lambda: office.sandboxes["beta"].sends, "the letter, from there")


class Slow:
    """Stands for the command that takes an account out: it takes as long as a test wants."""

    def __init__(self) -> None:
        self.has_begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.has_ended = False

    async def take_out(self, _name: str) -> None:
        self.has_begun.set()
        await self.may_end.wait()
        self.has_ended = True


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow()
    monkeypatch.setattr(removal, "_take_out", slow.take_out)
    return slow


async def test_while_one_is_removed_the_others_answer_every_key_and_none_leads_there(
    office: Office, slow: Slow
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await switch(app, pilot, "beta")
        await ask(app, pilot)
        await agree(app, pilot)
        await wait_for(pilot, slow.has_begun.is_set, "the removal")
        assert app.desk.name == "alfa"
        await pilot.press("A")
        await wait_for(pilot, lambda: "No other account is open" in told(app))
        await go(app, pilot, "2")
        await pilot.press("0")
        await shows(pilot, "being removed")
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: "beta: being removed" in told(app))
        assert isinstance(app.screen, SentScreen)
        await pilot.press("0")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountsScreen))
        slow.may_end.set()
        await wait_for(pilot, lambda: len(app.desks) == 1, "the end of it")
        await wait_for(pilot, lambda: isinstance(app.screen, SentScreen), "nothing is to choose")
        await wait_for(pilot, lambda: "“beta” is removed" in told(app))
        assert [one.name for one in app.desks] == ["alfa"]


async def test_the_program_ends_once_one_that_is_being_removed_is_and_promises_nothing_of_it(
    office: Office, slow: Slow
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await queue(desk(app, "beta"), delay=600)
        await ask(app, pilot, "down")
        await agree(app, pilot)
        await wait_for(pilot, slow.has_begun.is_set, "the removal")
        assert app.farewell() is None, "nothing of it leaves next time"
        await pilot.press("ctrl+q")
        asyncio.get_running_loop().call_later(0.2, slow.may_end.set)
    assert slow.has_ended


async def test_what_cannot_be_removed_or_the_command_refuses_says_why_and_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any, **__: Any) -> Any:
        raise OSError(12, "Cannot allocate memory")

    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        with monkeypatch.context() as patch:
            patch.setattr(asyncio, "create_subprocess_exec", fails)
            await ask(app, pilot, "down")
            await agree(app, pilot)
            await wait_for(pilot, lambda: "The account was not removed" in told(app))
        assert "memory" in told(app)
        assert "broken" not in told(app)
        await wait_for(pilot, lambda: desk(app, "beta").is_open, "beta, as before")
        await queue(desk(app, "beta"))
        await wait_for(pilot, lambda: office.sandboxes["beta"].sends, "its letter")
        await switch(app, pilot, "beta")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "its inbox")

        text = office.file.read_text()
        office.file.write_text(text[: text.index("[accounts.beta]")])
        app.clear_notifications()
        await ask(app, pilot)
        await agree(app, pilot)
        await wait_for(pilot, lambda: "The account was not removed" in told(app))
        assert "“beta”" in told(app)
        assert "broken" not in told(app)
        assert "pectui accounts remove beta" in told(app)


async def test_what_was_said_not_to_leave_leaves_from_no_other_program_either(
    office: Office, tmp_path: Path
) -> None:
    app = office.program()
    configuration = office.program("beta").configuration
    assert configuration.account is not None
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        await queue(desk(app, "beta"), delay=600)
        session = desk(app, "beta").session
        await session.outbox.pause()
        batch = await batches_of(session).confirm(request_for(write_table(tmp_path, *people(2))))
        await ask(app, pilot, "down")
        await agree(app, pilot)
        await wait_for(pilot, lambda: "“beta” is removed" in told(app))
        async with open_session(configuration.account, configuration.options) as other:
            assert not await other.outbox.pending()
            (draft,) = await other.drafts.all()
            assert draft.subject == "Di beta"
            assert draft.recipients == "rossi@pec.example"
            status = await batches_of(other).status(batch)
            assert (status.phase, status.waiting) == (BatchPhase.STOPPED, 0)
    assert not office.sandboxes["beta"].sends


async def test_secrets_that_the_keyring_may_keep_are_told(
    office: Office, keyring: FakeKeyring
) -> None:
    app = office.program()
    async with run(app, (100, 30)) as pilot:
        await all_open(app, pilot)
        keyring.be("fails")
        await ask(app, pilot, "down")
        await agree(app, pilot)
        await wait_for(pilot, lambda: "“beta” is removed" in told(app))
        await wait_for(pilot, lambda: "password and token of “beta” may still be" in told(app))
