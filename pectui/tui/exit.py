"""Quits the program; where letters have not left, asks first what is to become of them.

Each account has its own letters: where several have some, it is asked about one after the other.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from rich.text import Text

from pectui.errors import PectuiError
from pectui.services.batches.rows import letters_waiting
from pectui.text import clean_line
from pectui.tui.acting import acting_for
from pectui.tui.counts import counted, unfinished
from pectui.tui.screens import routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

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

    async def ask(self) -> None:
        """Quit, or ask: first about messages that are being deleted, then about letters."""
        app = self._program.app
        for desk in self._program.desks:
            if desk.deletions.under_way:
                desk.deletions.ask(lambda: app.call_later(self.ask))
                return
        if app.screen.query("#quit-answers"):
            # Asked for once more while it is being asked about.
            self._end()
            return
        desks = sorted(self._program.desks, key=lambda desk: not desk.is_shown)
        # Of one that is being removed it was said already that they do not leave.
        await self._ask_about([one for one in desks if one.is_open and not one.is_being_removed])

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
