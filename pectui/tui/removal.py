"""Takes an account out of the program and the settings, after saying what becomes of its data."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t, tn
from pectui.errors import AccountNotRemoved, CommandFailed, PectuiError
from pectui.services.left_behind import letters_left
from pectui.system import processes
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.acting import acting_for
from pectui.tui.own_commands import answer_of
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.framed import FramedScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from textual.app import App
    from textual.screen import Screen

    from pectui.tui.accounts import Accounts
    from pectui.tui.desk import Desk

_log = logging.getLogger("pectui.tui")

_SECONDS = 30.0


class Stage(Protocol):
    """The program as the removal of an account knows it."""

    demo: bool
    accounts: Accounts

    @property
    def app(self) -> App[object]:
        """The program as Textual knows it."""

    def screens_of(self, desk: Desk) -> Sequence[Screen[Any]]:
        """Return every screen that was opened for an account."""

    async def show_account(self, desk: Desk) -> None:
        """Show an account as it was left."""

    async def close_views(self, desk: Desk) -> None:
        """Close every screen of an account that is not shown."""

    def note_accounts(self) -> None:
        """Tell every screen how all accounts stand."""

    def add_views(self, desk: Desk) -> None:
        """Give an account its views, each to be opened when it is first gone to."""


class Removal:
    """Asks about an account, and takes it out where the person agrees."""

    def __init__(self, program: Stage) -> None:
        self._program = program
        self._question: Question | None = None

    async def ask(self, desk: Desk) -> None:
        """Say what goes, what stays and what will not leave; refuse where something would be lost.

        None of its letters leaves from here to the answer. The only account, and one that could not
        be opened, are removed on the command line.
        """
        app = self._program.app
        if self._question is not None and self._question in app.screen_stack:
            return  # asked twice by keys typed ahead: an answer to one would let letters leave
        if self._program.demo or not desk.is_open or self._program.accounts.following is None:
            name = clean_line(desk.name, 64)
            show.notify(app, t("accounts.remove-by-command", name=name), timeout=12)
            return
        await desk.hold_letters()
        self._question = None
        try:
            self._question = await self._question_about(desk)
        except PectuiError as error:
            show.notify_error(app, error)
        finally:
            if self._question is None:
                desk.let_letters_leave()
        if self._question is not None:
            app.push_screen(self._question, partial(self._answered, desk))

    async def _question_about(self, desk: Desk) -> Question | None:
        """Return what is to be asked; None where something has to end first, which is said."""
        name = clean_line(desk.name, 64)
        if hindrance := await self._hindrance(desk):
            words = t(hindrance, name=name)
            show.notify(self._program.app, words, severity="warning", timeout=12)
            return None
        is_alone = not self._program.accounts.sharers(desk)
        left = await letters_left(desk.session.books) if is_alone else 0
        lines = [t("cli.accounts.what-stays", name=name)]
        lines += [tn("accounts.letters-wait", left)] if left else []
        title, yes = t("cli.accounts.remove", name=name), t("accounts.remove.yes")
        return Question(title, lines, yes=yes, dangerous=True)

    def withdraw(self) -> None:
        """Take an open question back: letters wait for its answer, and quitting waits for them."""
        if self._question is not None:
            self._question.dismiss(False)

    async def _hindrance(self, desk: Desk) -> str:
        """Return what has to end before an account can be removed, as a key; "" for nothing."""
        screens, outbox = self._program.screens_of(desk), desk.session.outbox
        if any(isinstance(one, FramedScreen) and one.has_work for one in screens):
            return "accounts.unfinished"
        if desk.deletions.under_way:
            return "accounts.deleting"
        if outbox.flying:
            return "accounts.sending"
        return "accounts.elsewhere" if await outbox.sender_elsewhere() is not None else ""

    async def _answered(self, desk: Desk, agreed: bool | None) -> None:
        accounts = self._program.accounts
        if not agreed:
            desk.let_letters_leave()
            return
        # From here on it is gone to no more.
        desk.is_being_removed = True
        if desk.is_shown and accounts.following is not None:
            await self._program.show_account(accounts.following)
        # What is said of it is said of none that is shown.
        with acting_for(None):
            accounts.begin_removal(self._remove(desk))

    async def _remove(self, desk: Desk) -> None:
        program, accounts = self._program, self._program.accounts
        secrets_stay = False

        async def take_out() -> None:
            nonlocal secrets_stay
            secrets_stay = await _take_out(desk.name)

        try:
            await program.close_views(desk)
            await accounts.remove(desk, take_out)
        except Exception as error:
            if not isinstance(error, PectuiError):
                _log.exception("removing an account")
                error = AccountNotRemoved(type(error).__name__, name=desk.name)
            desk.is_being_removed = False
            if desk.is_open:
                desk.let_letters_leave()
            program.add_views(desk)
            accounts.open_others()
            show.notify_error(program.app, error)
        else:
            processes.forget(desk.name)
            program.note_accounts()
            # One of the same mailbox can be opened now.
            accounts.open_others()
            name = clean_line(desk.name, 64)
            show.notify(program.app, t("accounts.removed", name=name), timeout=8)
            if secrets_stay:
                words = t("accounts.secrets-stay", name=name)
                show.notify(program.app, words, severity="warning", timeout=20)


async def _take_out(name: str) -> bool:
    """Run `pectui accounts remove`; return whether secrets may have stayed in the keyring.

    Raises AccountNotRemoved with what it says.
    """
    arguments, own = ("remove", name, "--yes", "--json"), processes.environment()
    try:
        answer = await answer_of(
            "accounts", *arguments, key="removed", environment=own, seconds=_SECONDS
        )
    except CommandFailed as error:
        raise AccountNotRemoved(error.detail, name=name) from error
    return bool(answer.get("secrets_stay"))
