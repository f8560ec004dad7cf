"""Lists the mailbox in the inbox: a view of it, or what is found, folded, renewed as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.models import PAGE_SIZE, MailView, Reach
from pectui.search import Filter, parse
from pectui.services.mailbox.finding import SearchEnded
from pectui.tui import show
from pectui.tui.messages import SearchFound
from pectui.tui.screens.inbox_words import MOST_FOUND
from pectui.tui.widgets.list.folded_rows import FoldedRows
from pectui.tui.widgets.list.view_strip import VIEWS, ViewStrip
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import HeldRows
    from pectui.search import Search
    from pectui.tui.messages import Answer, MailboxChanged
    from pectui.tui.screens.inbox import InboxScreen
    from pectui.tui.widgets.list.line_list import LineList

_FOLDED_BY_SEARCHING = frozenset({MailView.TROUBLE, MailView.UNREAD, MailView.FLAGGED})
"""Views in which another receipt than the newest of all may stand for its sending."""
_JUDGED = frozenset({MailView.TROUBLE})
"""Views in which how sendings stand by now has a say."""
_BY_MARKS = frozenset({MailView.UNREAD, MailView.FLAGGED})
"""Views that another mark may put a message into, or take it from."""


class InboxList:
    """What of the mailbox is listed; a part of the inbox, whose vars say which view and words."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._unfolded: dict[str, int] = {}
        """Sendings whose receipts are shown below the newest: its number by their code."""
        self.found = 0
        """Messages that the search has found, those folded under another among them."""

    # ── what is listed ─────────────────────────────────────────────────────────────────────────

    def reload(self, *, keep: bool = False) -> None:
        """Read the list anew; with `keep`, cursor and marks stay on their messages."""
        screen = self._screen
        if not screen.is_laid_out:
            return
        search = parse(screen.words)
        searches = screen.shown in (_FOLDED_BY_SEARCHING if screen.folding else _JUDGED)
        if searches or not search.is_empty:
            self._find(search, keep=keep)
            return
        try:
            wanted = Filter(search, screen.shown, screen.folding)
            self._show(screen.program.local.mailbox.window(wanted), search, keep=keep)
        except PectuiError as error:
            screen.problem = error

    def _find(self, search: Search, *, keep: bool) -> None:
        """Search off this thread: most searches take no time, a few take a second."""
        screen = self._screen
        words, view, folded = screen.words, screen.shown, screen.folding
        local = screen.program.local.mailbox

        async def work() -> Answer | None:
            try:
                found = await local.find(Filter(search, view, folded), MOST_FOUND)
            except SearchEnded:
                return None
            return SearchFound(words, view, found, found.messages, keep)

        start_call(screen, "find", work, replace=True)

    def on_search_found(self, event: SearchFound) -> None:
        """Show what was found, if it is still what is wanted."""
        screen = self._screen
        if (event.words, event.view) != (screen.words, screen.shown):
            return
        self.found = event.messages
        try:
            self._show(event.found, parse(event.words), keep=event.keep)
        except PectuiError as error:
            screen.problem = error

    def _show(self, found: HeldRows, search: Search, *, keep: bool) -> None:
        screen, receipts = self._screen, self._screen.program.local.mailbox.receipts
        rows = FoldedRows(found, self._unfolded, receipts)
        screen.problem = None
        screen.messages.search = search
        screen.messages.addressees = screen.addressees
        screen.messages.own = screen.program.mailbox
        screen.messages.show_rows(rows, keep=keep)
        screen.reading.catch_up()
        screen.show_state()

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Show what changed without moving what is being looked at."""
        screen = self._screen
        if event.reach is Reach.TEXTS and not screen.words:
            return
        if event.reach is Reach.MARKS and not screen.words and screen.shown not in _BY_MARKS:
            screen.reading.show_marks(event.marked)
            screen.show_state()
            return
        screen.new |= frozenset(event.new)
        self.reload(keep=True)
        screen.reading.follow()

    def follow_counts(self) -> None:
        """Show anew what how sendings stand has a say in, where another number is there by now."""
        screen, shown = self._screen, self._screen.shown
        counts = screen.program.view_counts
        if shown in _JUDGED and not screen.words and counts.get(shown) != self.found:
            self.reload(keep=True)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """At the top nothing is new any more."""
        messages = self._screen.messages
        if event.index == 0 and self._screen.new and messages.scroll_offset.y == 0:
            current = messages.current
            if current is not None and current.number in self._screen.new:
                self._screen.new = frozenset()

    # ── views, folding, moving ─────────────────────────────────────────────────────────────────

    def show_view(self, view: MailView) -> None:
        """Show a view from its top."""
        screen = self._screen
        screen.shown = view
        if screen.panes.covers_list:
            screen.reading.close()
        screen.messages.clear_marks()
        self.reload()

    def on_view_strip_chosen(self, event: ViewStrip.Chosen) -> None:
        """Show the view that was clicked."""
        self.show_view(event.view)

    def action_next_view(self) -> None:
        """Show the next view."""
        self.show_view(VIEWS[(VIEWS.index(self._screen.shown) + 1) % len(VIEWS)])

    def action_previous_view(self) -> None:
        """Show the view before."""
        self.show_view(VIEWS[VIEWS.index(self._screen.shown) - 1])

    def action_fold(self) -> None:
        """Show the receipts of the sending under the cursor below it, or fold them again."""
        row = self._screen.messages.current
        code = row.envelope.code if row is not None else None
        if row is None or code is None or not (row.receipts or row.depth):
            show.notify(self._screen, t("inbox.nothing-folded"), timeout=2)
            return
        if self._unfolded.pop(code, None) is None:
            self._unfolded[code] = row.number
        self.reload(keep=True)

    def action_fold_all(self) -> None:
        """Fold the receipts of every sending into one row, or give each a row of its own."""
        self._screen.folding = not self._screen.folding
        self._unfolded.clear()
        self.reload(keep=True)

    def action_next_page(self) -> None:
        """Go to older messages, as many as the service gives at once."""
        self._screen.messages.move_to(self._screen.messages.cursor + PAGE_SIZE)

    def action_previous_page(self) -> None:
        """Go to newer messages, as many as the service gives at once."""
        self._screen.messages.move_to(self._screen.messages.cursor - PAGE_SIZE)
