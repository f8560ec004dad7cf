"""Searches from the inbox: the field, the view to go back to, saved searches, the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import MailView
from pectui.search import parse
from pectui.tui.messages import SearchesArrived
from pectui.tui.screens import routes
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.search import Search
    from pectui.tui.screens.inbox import InboxScreen
    from pectui.tui.widgets.list.search_field import SearchField


class InboxSearch:
    """What is searched for; a part of the inbox."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._view_before = MailView.ALL
        """The view to go back to when a search ends."""

    def open_line(self) -> None:
        """Open the field for words to search in everything stored here."""
        self._leave_view()
        self.action_filter()

    def action_filter(self) -> None:
        """Open the field for words to look for in the view shown."""
        self._screen.reading.close()
        self._screen.panes.line.open(self._screen.words, t("inbox.search.placeholder"))

    def on_search_field_typed(self, event: SearchField.Typed) -> None:
        """Search while typing."""
        self.search(event.words)

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Leave the results as they are, and go to them."""
        self._screen.panes.close_line()
        self.search(event.words)

    def search(self, words: str) -> None:
        """Show the stored messages that match `words`; empty shows the view again."""
        screen = self._screen
        screen.panes.line.forget_typed()
        if words.strip() == screen.words:
            return
        screen.words = words.strip()
        screen.messages.clear_marks()
        screen.contents.reload()

    def show_related(self, subject: str) -> None:
        """Show the messages about the same."""
        self.show_found(f'subject:"{subject.replace(chr(34), " ")}"')

    def show_found(self, words: str) -> None:
        """Show what matches `words`; the view shown before comes back afterwards."""
        self._screen.reading.close()
        self._leave_view()
        self.search(words)

    def _leave_view(self) -> None:
        if not self._screen.words:
            self._view_before = self._screen.shown
        self._screen.shown = MailView.ALL

    def end(self) -> None:
        """Show again the view the search was begun in."""
        view, self._view_before = self._view_before, MailView.ALL
        had_words = bool(self._screen.words)
        self.search("")
        if view is not self._screen.shown or not had_words:
            self._screen.contents.show_view(view)

    def action_service_search(self) -> None:
        """Search on the service, for what is not stored here yet."""
        line = self._screen.panes.line
        words = line.value if line.is_open else self._screen.words
        self._screen.panes.close_line()
        self._screen.app.push_screen(routes.service_search(service_words(parse(words))))

    def action_searches(self) -> None:
        """Go to a saved search, save the one shown, or forget one."""
        searches = self._screen.session.searches

        async def work() -> SearchesArrived:
            return SearchesArrived(await searches.all())

        start_call(self._screen, "searches", work, replace=True)

    def on_searches_arrived(self, event: SearchesArrived) -> None:
        """Let one be chosen."""
        from pectui.tui.screens.dialogs.search_picker import SearchPicker

        SearchPicker(self._screen).offer(event.searches)


def service_words(search: Search) -> str:
    """Return what the service is to be asked for: it knows plain words only."""
    return " ".join(term.text for term in search.terms) or " ".join(search.codes) or search.text
