"""Ends the program, for good or to open anew; asks first about what that would cut short.

Where letters have not left, it is asked what is to become of them as the person quits.

Each account has its own letters: where several have some, it is asked about one after the other.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from rich.text import Text

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.services.batches.rows import letters_waiting
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.acting import acting_for
from pectui.tui.counts import counted, unfinished
from pectui.tui.screens import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App
    from textual.screen import Screen

    from pectui.models import Sending
    from pectui.tui.desk import Desk

_log = logging.getLogger("pectui.tui")

_SECONDS = 2.0
"""How long quitting may wait for a look at an outbox."""


class Leaver(Protocol):
    """The program as quitting knows it."""

    demo: bool

    @property
    def app(self) -> App[object]:
        """The program as Textual knows it."""

    @property
    def desks(self) -> Sequence[Desk]:
        """Its accounts."""

    async def show_account(self, desk: Desk) -> None:
        """Show an account as it was left."""


class Exit:
    """Asks, ends the program, and leaves a word behind about letters that have not left."""

    def __init__(self, program: Leaver) -> None:
        self._program = program
        self._question: Screen[bool] | None = None
        """What was asked last of what would be cut short."""

    async def ask(self) -> None:
        """Quit, or ask: first about messages that are being deleted, then about letters."""
        app = self._program.app
        if self._question is not None and self._question.is_running:
            return
        if desk := self._deleting:
            title, detail = t("shell.quit-deleting.title"), t("shell.quit-deleting.detail")
            end = partial(self._end_deleting, desk, self.ask)
            self._ask_first(desk, title, detail, t("shell.quit.yes"), end)
            return
        if app.screen.query("#quit-answers"):
            # Asked for once more while it is being asked about.
            self._end()
            return
        desks = sorted(self._program.desks, key=lambda desk: not desk.is_shown)
        # Of one that is being removed it was said already that they do not leave.
        await self._ask_about([one for one in desks if one.is_open and not one.is_being_removed])

    def begin_again(self, begin: Callable[[], object]) -> None:
        """Let the program `begin` anew; ask first about what that would cut short."""
        if desk := self._deleting:
            title, detail = t("shell.quit-deleting.title"), t("shell.anew.deleting")
            end = partial(self._end_deleting, desk, partial(self.begin_again, begin))
            self._ask_first(desk, title, detail, t("shell.anew.yes"), end, self._begin_later)
        elif desk := self._sending:
            title, detail = t("shell.quit.title"), t("shell.anew.sending")
            self._ask_first(desk, title, detail, t("shell.anew.yes"), begin, self._begin_later)
        else:
            begin()

    def _begin_later(self) -> None:
        show.notify(self._program.app, t("shell.anew.later"), timeout=8)

    @property
    def _deleting(self) -> Desk | None:
        """An account in which messages are being deleted."""
        return next((desk for desk in self._program.desks if desk.deletions.under_way), None)

    @property
    def _sending(self) -> Desk | None:
        """An account a letter of which is being sent."""
        desks = (desk for desk in self._program.desks if desk.is_open)
        return next((desk for desk in desks if desk.session.outbox.flying), None)

    def _ask_first(
        self,
        desk: Desk,
        title: str,
        detail: str,
        yes: str,
        then: Callable[[], object],
        otherwise: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask whether to go on all the same, about what is under way in an account."""
        from pectui.tui.screens.dialogs.simple import Question  # late: looking asks nothing

        if desk.label:
            title = t("accounts.of", name=desk.label, words=title)
        self._question = Question(title, [detail], yes=yes, no=t("shell.quit.no"))

        def answered(agreed: bool | None) -> None:
            if agreed:
                then()
            else:
                otherwise()

        self._program.app.push_screen(self._question, answered)

    def _end_deleting(self, desk: Desk, then: Callable[[], object]) -> None:
        """End a deletion after the message at hand, and go on."""

        async def end() -> None:
            await desk.deletions.end()
            self._program.app.call_later(then)

        desk.call("end deleting", end)

    async def _ask_about(self, desks: Sequence[Desk]) -> None:
        """Ask about the letters of these accounts, one after the other, then quit."""
        for index, desk in enumerate(desks):
            try:
                async with asyncio.timeout(_SECONDS):
                    letters, batched = await _left(desk)
            except (TimeoutError, PectuiError) as error:
                _log.warning("quitting without a look at an outbox: %s", type(error).__name__)
                continue
            if letters or batched:
                await self._ask_one(desk, letters, batched, desks[index + 1 :])
                return
            desk.counts = replace(desk.counts, unsent=0, batched=0)
        self._end()

    async def _ask_one(
        self, desk: Desk, letters: tuple[Sending, ...], batched: int, others: Sequence[Desk]
    ) -> None:
        async def answered(agreed: bool | None) -> None:
            if not agreed:
                return
            try:
                desk.counts = await counted(desk.session)
            except PectuiError as error:
                _log.warning("quitting without a count: %s", type(error).__name__)
            await self._ask_about(others)

        # Its letters are seen behind the question, and it is the one that is named.
        await self._program.show_account(desk)
        with acting_for(desk):
            self._program.app.push_screen(routes.quit_question(letters, batched), answered)

    def _end(self) -> None:
        self._program.app.exit(message=self.farewell)

    @property
    def farewell(self) -> Text | None:
        """What is to be known when the program ends."""
        if self._program.demo:
            return None  # it keeps nothing that could still leave or be a draft
        desks = self._program.desks
        lines = [
            f"{clean_line(desk.name, 64)}: {line}" if len(desks) > 1 else line
            for desk in desks
            if not desk.is_being_removed  # what it says does not leave the next time either
            for words in (desk.farewell_words, desk.counts.farewell)
            for line in words.splitlines()
        ]
        return Text("\n".join(lines)) if lines else None


async def _left(desk: Desk) -> tuple[tuple[Sending, ...], int]:
    """Return what would leave from here if the program went on, and what waits in batches."""
    outbox = desk.session.outbox
    letters = unfinished(await outbox.pending())
    batched = await letters_waiting(desk.session.books)
    elsewhere = (letters or batched) and await outbox.sender_elsewhere() is not None
    return ((), 0) if elsewhere else (letters, batched)
