"""The inbox view: lists the copy of the mailbox, in views, folded, searched while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.errors import PectuiError, StoreUnusable
from pectui.models import PAGE_SIZE, MailView, Reach
from pectui.search import Filter, parse
from pectui.services.mailbox.finding import SearchEnded
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import AddresseesArrived, SearchesArrived, SearchFound
from pectui.tui.screens import routes
from pectui.tui.screens.inbox_words import MOST_FOUND, explain_emptiness, heading
from pectui.tui.screens.message_screen import MessageScreen
from pectui.tui.widgets.list.folded_rows import FoldedRows
from pectui.tui.widgets.list.view_strip import VIEWS, ViewStrip
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.timer import Timer
    from textual.widget import Widget

    from pectui.search import Search
    from pectui.services.mailbox.sync import Progress
    from pectui.tui.messages import Answer, MailboxChanged
    from pectui.tui.widgets.list.line_list import LineList
    from pectui.tui.widgets.list.search_field import SearchField

PICTURE_AFTER = 0.3
"""Seconds after the newest messages are shown until they are certainly drawn, and can be kept."""
LEARN_AFTER = 1.0
"""Seconds in which sendings that change are taken together."""


class InboxScreen(MessageScreen):
    """Lists the mailbox, reads, and starts what can be done with a message."""

    VIEW: ClassVar[str] = "inbox"
    BINDINGS = bindings("inbox", "reader")

    shown: var[MailView] = var(MailView.ALL)
    """The view shown."""
    words: var[str] = var("")
    """What is searched for; empty shows the whole view."""
    folding: var[bool] = var(default=True)
    """Whether the receipts of a sending are one row."""
    new: var[frozenset[int]] = var(frozenset())
    """Numbers of mail that came while the person was elsewhere in the list."""
    problem: var[PectuiError | None] = var(None)
    """Why the copy of the mailbox cannot be read."""
    addressees: var[Mapping[str, str]] = var({}, init=False)
    """To whom the sendings known here went, by code; clean."""

    def __init__(self) -> None:
        super().__init__()
        self._unfolded: dict[str, int] = {}
        """Sendings whose receipts are shown below the newest: its number by their code."""
        self._learning: Timer | None = None
        """Runs until it is learned to whom sendings that changed went."""
        self._keeping: Timer | None = None
        """Runs until what is shown is kept as the picture of the next start."""
        self._view_before = MailView.ALL
        """The view to go back to when a search ends."""

    def above_the_list(self) -> Iterable[Widget]:
        """Yield the views and the heading."""
        yield ViewStrip(id="views")
        yield Static(id="heading", classes="heading")

    def on_mount(self) -> None:
        """Show what is stored at once; the service is asked meanwhile."""
        self.messages.focus()
        self.reload()
        self.watch(self.app, "progress", self._follow, init=False)
        self._learn_addressees()

    # ── what is shown ──────────────────────────────────────────────────────────────────────────

    def reload(self, *, keep: bool = False) -> None:
        """Read the list anew; with `keep`, cursor and marks stay on their messages."""
        if not self.is_laid_out:
            return
        search = parse(self.words)
        if not search.is_empty or (self.folding and self.shown in _FOLDED_BY_SEARCHING):
            self._find(search, keep=keep)
            return
        local = self.program.local.mailbox
        try:
            window = local.window(Filter(search, self.shown, self.folding))
            rows = FoldedRows(window, self._unfolded, local.receipts)
        except PectuiError as error:
            self.problem = error
            return
        self._show_rows(rows, search, keep=keep)

    def _show_rows(self, rows: FoldedRows, search: Search, *, keep: bool) -> None:
        self.problem = None
        self.messages.search = search
        self.messages.addressees = self.addressees
        self.messages.show_rows(rows, keep=keep)
        self._show_state()

    def _find(self, search: Search, *, keep: bool) -> None:
        """Search off this thread: most searches take no time, a few take a second."""
        words, view, folded = self.words, self.shown, self.folding
        local, tracking = self.program.local.mailbox, self.session.tracking

        async def work() -> Answer | None:
            # What was late and came is no trouble any more.
            arrived = await tracking.arrived() if view is MailView.TROUBLE else frozenset[str]()
            wanted = Filter(search, view, folded)
            try:
                found = await local.find(wanted, MOST_FOUND, arrived=arrived)
            except SearchEnded:
                return None
            return SearchFound(words, view, found, keep)

        start_call(self, "find", work, replace=True)

    def on_search_found(self, event: SearchFound) -> None:
        """Show what was found, if it is still what is wanted."""
        if (event.words, event.view) == (self.words, self.shown):
            receipts = self.program.local.mailbox.receipts
            try:
                rows = FoldedRows(event.found, self._unfolded, receipts)
            except PectuiError as error:
                self.problem = error
                return
            self._show_rows(rows, parse(event.words), keep=event.keep)

    def on_line_list_unreadable(self, event: LineList.Unreadable) -> None:
        """Say why rows are missing: that they cannot be read, not that there are none."""
        self.problem = event.error

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Show what changed without moving what is being looked at."""
        if event.reach is Reach.TEXTS and not self.words:
            return
        if event.reach is Reach.MARKS and not self.words and self.shown not in _BY_MARKS:
            self._show_marks(event.marked)
        else:
            self.new |= frozenset(event.new)
            self.reload(keep=True)
            self.follow_open_message()
        if self._keeping is None and self.is_as_at_a_start:
            self._keeping = self.set_timer(PICTURE_AFTER, self._keep_picture)

    def _show_marks(self, numbers: frozenset[int]) -> None:
        try:
            self.show_marks(numbers)
        except StoreUnusable as error:
            self.problem = error
        self._show_state()

    def _keep_picture(self) -> None:
        self._keeping = None
        if self.is_as_at_a_start:
            self.program.keep_picture(self)

    @property
    def is_as_at_a_start(self) -> bool:
        """Whether what is shown is what the next start will show first."""
        elsewhere = self.words or self.has_class("-reading") or self.shown is not MailView.ALL
        return not (elsewhere or self.messages.cursor or self.messages.marks)

    def on_sending_changed(self) -> None:
        """Learn to whom it went, once for all that change together."""
        if self._learning is None:
            self._learning = self.set_timer(LEARN_AFTER, self._learn_addressees)

    def _learn_addressees(self) -> None:
        self._learning = None
        tracking = self.session.tracking

        async def work() -> AddresseesArrived:
            addressees = {
                code: clean_line(addressees_words(addresses), 120)
                for code, addresses in (await tracking.addressees()).items()
            }
            return AddresseesArrived(addressees)

        start_call(self, "addressees", work, replace=True)

    def on_addressees_arrived(self, event: AddresseesArrived) -> None:
        """Take them over."""
        self.addressees = event.addressees

    def watch_addressees(self) -> None:
        """Show them in the rows of receipts."""
        self.reload(keep=True)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """At the top nothing is new any more."""
        if event.index == 0 and self.new and self.messages.scroll_offset.y == 0:
            current = self.messages.current
            if current is not None and current.number in self.new:
                self.new = frozenset()

    def watch_problem(self) -> None:
        """Say what went wrong."""
        self._show_state()

    def watch_new(self) -> None:
        """Count what is new."""
        self._show_state()

    def _follow(self, progress: Progress) -> None:
        self._show_state()

    def on_line_list_marks_changed(self) -> None:
        """Count the marks in the heading."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*heading(self))
        self.refresh_bindings()
        strip = self.query_one(ViewStrip)
        strip.shown = self.shown
        strip.counts = self.program.view_counts
        empty = not self.messages.rows
        notice = self.show_emptiness(empty=empty)
        if empty:
            explain_emptiness(self, notice)

    # ── views, folding ─────────────────────────────────────────────────────────────────────────

    def action_next_view(self) -> None:
        """Show the next view."""
        self.show_view(VIEWS[(VIEWS.index(self.shown) + 1) % len(VIEWS)])

    def action_previous_view(self) -> None:
        """Show the view before."""
        self.show_view(VIEWS[VIEWS.index(self.shown) - 1])

    def on_view_strip_chosen(self, event: ViewStrip.Chosen) -> None:
        """Show the view that was clicked."""
        self.show_view(event.view)

    def show_view(self, view: MailView) -> None:
        """Show a view from its top."""
        self.shown = view
        if self.has_class("-single") and self.has_class("-reading"):
            self.show_list()
        self.messages.clear_marks()
        self.reload()

    def action_fold(self) -> None:
        """Show the receipts of the sending under the cursor below it, or fold them again."""
        row = self.messages.current
        code = row.envelope.code if row is not None else None
        if row is None or code is None or not (row.receipts or row.depth):
            show.notify(self, t("inbox.nothing-folded"), timeout=2)
            return
        if self._unfolded.pop(code, None) is None:
            self._unfolded[code] = row.number
        self.reload(keep=True)

    def action_fold_all(self) -> None:
        """Fold the receipts of every sending into one row, or give each a row of its own."""
        self.folding = not self.folding
        self._unfolded.clear()
        self.reload(keep=True)

    # ── search ─────────────────────────────────────────────────────────────────────────────────

    def open_line(self) -> None:
        """Open the field for words to search in everything stored here."""
        if not self.words:
            self._view_before = self.shown
        self.shown = MailView.ALL
        self.action_filter()

    def action_filter(self) -> None:
        """Open the field for words to look for in the view shown."""
        self.show_list()
        self.line.open(self.words, t("inbox.search.placeholder"))

    def on_search_field_typed(self, event: SearchField.Typed) -> None:
        """Search while typing."""
        self.search(event.words)

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Leave the results as they are, and go to them."""
        self.close_line()
        self.search(event.words)

    def search(self, words: str) -> None:
        """Show the stored messages that match `words`; empty shows the view again."""
        self.line.forget_typed()
        if words.strip() == self.words:
            return
        self.words = words.strip()
        self.messages.clear_marks()
        self.reload()

    def show_related(self, subject: str) -> None:
        """Show the messages about the same."""
        self.show_found(f'subject:"{subject.replace(chr(34), " ")}"')

    def show_found(self, words: str) -> None:
        """Show what matches `words`; the view shown before comes back afterwards."""
        self.show_list()
        if not self.words:
            self._view_before = self.shown
        self.shown = MailView.ALL
        self.search(words)

    def action_service_search(self) -> None:
        """Search on the service, for what is not stored here yet."""
        words = self.line.value if self.line.is_open else self.words
        self.close_line()
        self.app.push_screen(routes.service_search(service_words(parse(words))))

    def action_searches(self) -> None:
        """Go to a saved search, save the one shown, or forget one."""
        searches = self.session.searches

        async def work() -> SearchesArrived:
            return SearchesArrived(await searches.all())

        start_call(self, "searches", work, replace=True)

    def on_searches_arrived(self, event: SearchesArrived) -> None:
        """Let one be chosen."""
        from pectui.tui.screens.dialogs.search_picker import SearchPicker

        SearchPicker(self).offer(event.searches)

    # ── moving, asking ─────────────────────────────────────────────────────────────────────────

    def action_next_page(self) -> None:
        """Go to older messages, as many as the service gives at once."""
        self.messages.move_to(self.messages.cursor + PAGE_SIZE)

    def action_previous_page(self) -> None:
        """Go to newer messages, as many as the service gives at once."""
        self.messages.move_to(self.messages.cursor - PAGE_SIZE)

    def action_refresh(self) -> None:
        """Ask the service again, and come back to the message under the cursor."""
        self.messages.reveal_cursor()
        self.program.retry_connection()

    def action_pause(self) -> None:
        """Stop listing older mail, or go on with it."""
        sync = self.program.local.sync
        if sync.progress.complete:
            show.notify(self, t("inbox.everything-here"), timeout=3)
        elif sync.progress.paused:
            sync.resume()
        else:
            sync.pause()

    # ── going back ─────────────────────────────────────────────────────────────────────────────

    def action_back(self) -> None:
        """Close what is open: field, message, search, view."""
        if self.line.is_open:
            self.close_line()
            self._end_search()
        elif self.has_class("-reading"):
            self.show_list()
        elif self.words:
            self._end_search()
        elif self.shown is not MailView.ALL:
            self.show_view(MailView.ALL)

    def _end_search(self) -> None:
        """Show again the view the search was begun in."""
        view, self._view_before = self._view_before, MailView.ALL
        had_words = bool(self.words)
        self.search("")
        if view is not self.shown or not had_words:
            self.show_view(view)

    @property
    def has_something_open(self) -> bool:
        """Whether a field, a message, a search or a view is open, from which one goes back."""
        is_open = self.line.is_open or self.words or self.has_class("-reading")
        return bool(is_open) or self.shown is not MailView.ALL

    def action_close(self) -> None:
        """Close what is open; at the top, leave."""
        if self.has_something_open:
            self.action_back()
        else:
            self.app.call_later(self.program.action_leave)


_FOLDED_BY_SEARCHING = frozenset({MailView.TROUBLE, MailView.UNREAD, MailView.FLAGGED})
"""Views in which another receipt than the newest of all may stand for its sending."""


_BY_MARKS = frozenset({MailView.UNREAD, MailView.FLAGGED})
"""Views that another mark may put a message into, or take it from."""


def addressees_words(addresses: tuple[str, ...]) -> str:
    """Return to whom a sending went: the first address, and how many more."""
    more = f" +{len(addresses) - 1}" if len(addresses) > 1 else ""
    return f"{addresses[0]}{more}" if addresses else ""


def service_words(search: Search) -> str:
    """Return what the service is to be asked for: it knows plain words only."""
    return " ".join(term.text for term in search.terms) or " ".join(search.codes) or search.text
