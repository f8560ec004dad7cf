"""Searches among the sendings listed, while one types."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.search.sendings import sendings_with
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Sending
    from pectui.tui.screens.sent import SentScreen
    from pectui.tui.widgets.list.search_field import SearchField


@dataclass
class SendingsFound(Answer):
    """The sendings that hold the words searched for."""

    words: str
    found: tuple[Sending, ...]


class SentSearch:
    """The words searched for, and what holds them; a part of the list of sendings."""

    def __init__(self, screen: SentScreen) -> None:
        self._screen = screen

    def action_search(self) -> None:
        """Open the field for words to search."""
        self._screen.line.open(self._screen.words, t("sent.search.placeholder"))

    def on_search_field_typed(self, event: SearchField.Typed) -> None:
        """Search while typing."""
        self._screen.words = event.words.strip()

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Leave the results as they are, and go to them."""
        self._screen.words = event.words.strip()
        self._close()

    def find(self) -> None:
        """Search; without words, forget what was found."""
        known, words = self._screen.known or (), self._screen.words
        if not words:
            self._screen.found = None
            return

        async def work() -> SendingsFound:
            return SendingsFound(words, await asyncio.to_thread(sendings_with, known, words))

        start_call(self._screen, "find", work, replace=True)

    def on_sendings_found(self, event: SendingsFound) -> None:
        """Take them over, if they are still what is wanted."""
        if event.words == self._screen.words:
            self._screen.found = event.found

    def end(self) -> bool:
        """Show again what there is; return whether there was a search to end."""
        if not (self._screen.line.is_open or self._screen.words):
            return False
        self._screen.line.forget_typed()
        self._screen.words = ""
        self._close()
        return True

    def _close(self) -> None:
        self._screen.line.close()
        show.give_keys(self._screen.sendings)
