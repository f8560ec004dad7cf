"""Asks the service for pages of what it finds, and keeps the page shown as its messages stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Reach
from pectui.search import parse
from pectui.tui import show
from pectui.tui.messages import HeldRowsArrived, PageArrived
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.tui.messages import MailboxChanged
    from pectui.tui.screens.service_search import ServiceSearchScreen


class ServicePages:
    """The pages of a search on the service; a part of its screen, whose vars say which is meant."""

    def __init__(self, screen: ServiceSearchScreen) -> None:
        self._screen = screen

    def load(self) -> None:
        """Ask for the page wanted."""
        screen = self._screen
        number, words = screen.number, screen.words
        mailbox, local = screen.session.mailbox, screen.program.local.mailbox
        screen.messages.search = parse(words)

        async def work() -> PageArrived:
            page = await mailbox.page(number, words)
            return PageArrived(page, await local.take_found(page.envelopes))

        screen.problem = None
        screen.busy = True
        start_call(screen, "page", work, replace=True)

    def begin(self, words: str) -> None:
        """Search for other words, from the newest page."""
        self._screen.words, self._screen.number = words, 1
        self.load()

    def on_page_arrived(self, event: PageArrived) -> None:
        """Show the page, if it is still the one wanted."""
        screen, page = self._screen, event.page
        if page.query != screen.words or page.number != screen.number:
            return
        screen.busy = False
        screen.page = page
        screen.program.connection = "online"
        screen.messages.show_rows(event.rows)
        screen.reading.catch_up()
        screen.show_state()

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Show other marks; read again how the messages stand where more has changed."""
        screen, local = self._screen, self._screen.program.local.mailbox
        if event.reach is Reach.MARKS:
            screen.reading.show_marks(event.marked)
            return
        asked = self._listed

        async def work() -> HeldRowsArrived:
            return HeldRowsArrived(asked, await local.rows(asked))

        start_call(screen, "rows", work, replace=True)
        screen.reading.follow()

    def on_held_rows_arrived(self, event: HeldRowsArrived) -> None:
        """Show the messages as they stand now, if they are still listed; those gone go."""
        if event.asked != self._listed:
            return
        now = {row.number: row for row in event.rows}
        kept = [now[number] for number in event.asked if number in now]
        self._screen.messages.show_rows(kept, keep=True)
        self._screen.reading.catch_up()
        self._screen.show_state()

    @property
    def _listed(self) -> tuple[int, ...]:
        """The numbers of the messages listed, in their order."""
        return tuple(row.number for row in self._screen.messages.rows)

    def action_next_page(self) -> None:
        """Go to older messages."""
        screen = self._screen
        if screen.page is None or screen.number >= screen.page.pages:
            show.notify(screen, t("inbox.last-page"), timeout=2)
            return
        screen.number += 1
        self.load()

    def action_previous_page(self) -> None:
        """Go to newer messages."""
        screen = self._screen
        if screen.number <= 1:
            show.notify(screen, t("inbox.first-page"), timeout=2)
            return
        screen.number -= 1
        self.load()

    def action_refresh(self) -> None:
        """Ask the service again."""
        self._screen.session.mailbox.forget()
        self.load()
