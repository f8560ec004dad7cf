"""Takes an account out of the program and the settings, after saying what becomes of its data."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t, tn
from pectui.errors import PectuiError
from pectui.services.left_behind import letters_left
from pectui.system import processes
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.framed import FramedScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from textual.app import App
    from textual.screen import Screen

    from pectui.tui.accounts import Accounts
    from pectui.tui.desk import Desk


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

    async def ask(self, desk: Desk) -> None:
        """Say what goes, what stays and what will not leave; refuse where something would be lost.

        The only account, and one that could not be opened, are removed on the command line.
        """
        app, name = self._program.app, clean_line(desk.name, 64)
        if self._program.demo or not desk.is_open or self._program.accounts.following is None:
            show.notify(app, t("accounts.remove-by-command", name=name), timeout=12)
            return
        screens = self._program.screens_of(desk)
        if any(isinstance(one, FramedScreen) and one.has_work for one in screens):
            show.notify(app, t("accounts.unfinished", name=name), severity="warning", timeout=12)
            return
        try:
            left = await letters_left(desk.session.books)
        except PectuiError as error:
            show.notify_error(app, error)
            return
        lines = [t("cli.accounts.what-stays", name=name)]
        lines += [tn("accounts.letters-wait", left)] if left else []
        question = Question(
            t("cli.accounts.remove", name=name), lines, yes=t("accounts.remove.yes"), dangerous=True
        )

        async def answered(agreed: bool | None) -> None:
            if agreed:
                await self._remove(desk)

        app.push_screen(question, answered)

    async def _remove(self, desk: Desk) -> None:
        program, accounts = self._program, self._program.accounts
        if desk.is_shown and accounts.following is not None:
            await program.show_account(accounts.following)
        await program.close_views(desk)
        name = clean_line(desk.name, 64)
        try:
            await accounts.remove(desk, partial(_take_out, desk.name))
        except PectuiError as error:
            program.add_views(desk)
            show.notify_error(program.app, error)
        else:
            program.note_accounts()
            show.notify(program.app, t("accounts.removed", name=name), timeout=8)


async def _take_out(name: str) -> None:
    """Run `pectui accounts remove`. Raises PectuiError with what it says."""
    process = await asyncio.create_subprocess_exec(
        *processes.command("pectui", "accounts", "remove", name, "--yes", "--json"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=processes.environment(),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            output, _ = await process.communicate()
        answer = json.loads(output)
        if error := answer.get("error"):
            raise PectuiError(clean_line(f"{error['title']}: {error['detail']}", 400))
    except (TimeoutError, ValueError, KeyError, TypeError) as error:
        raise PectuiError(t("accounts.not-removed", name=clean_line(name, 64))) from error
    finally:
        if process.returncode is None:
            processes.end_session(process.pid)
            await process.wait()
