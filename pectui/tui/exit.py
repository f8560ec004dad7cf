"""Quits the program; where letters have not left, asks first what is to become of them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from pectui.errors import PectuiError
from pectui.services.batches.rows import letters_waiting
from pectui.tui.counts import counted, unfinished
from pectui.tui.screens import routes

if TYPE_CHECKING:
    from pectui.tui.background.deletions import Deletions
    from pectui.tui.counts import Counts
    from pectui.tui.program import Host

_log = logging.getLogger("pectui.tui")

_SECONDS = 2.0
"""How long quitting may wait for a look at the outbox."""


class Exit:
    """Asks, ends the program, and leaves a word behind about letters that have not left."""

    def __init__(self, program: Host, deletions: Deletions) -> None:
        self._program = program
        self._deletions = deletions

    async def ask(self) -> None:
        """Quit, or ask: first about messages that are being deleted, then about letters."""
        program, app = self._program, self._program.app
        if self._deletions.under_way:
            self._deletions.ask(lambda: app.call_later(self.ask))
            return
        if not program.is_open or app.screen.query("#quit-answers"):
            # Asked for once more while it is being asked about.
            self._end()
            return
        outbox = program.session.outbox
        try:
            async with asyncio.timeout(_SECONDS):
                letters = unfinished(await outbox.pending())
                batched = await letters_waiting(program.session.books)
                elsewhere = (letters or batched) and await outbox.sender_elsewhere() is not None
        except (TimeoutError, PectuiError) as error:
            _log.warning("quitting without a look at the outbox: %s", type(error).__name__)
            self._end()
            return
        if elsewhere or not (letters or batched):
            self._end(replace(program.counts, unsent=0, batched=0))
        else:
            app.push_screen(routes.quit_question(letters, batched), self._answered)

    async def _answered(self, agreed: bool | None) -> None:
        if not agreed:
            return
        counts = None
        try:
            counts = await counted(self._program.session)
        except PectuiError as error:
            _log.warning("quitting without a count: %s", type(error).__name__)
        self._end(counts)

    def _end(self, counts: Counts | None = None) -> None:
        self._program.counts = counts or self._program.counts
        self._program.app.exit(message=self.farewell)

    @property
    def farewell(self) -> Text | None:
        """What is to be known when the program ends."""
        if self._program.demo:
            return None  # it keeps nothing that could still leave or be a draft
        words = (self._program.farewell_words, self._program.counts.farewell)
        text = "\n".join(filter(None, words))
        return Text(text) if text else None
