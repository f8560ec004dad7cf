"""The inbox view: the copy of the mailbox, in views, folded, searched while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import MailView
from pectui.search import Filter, parse
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens.exports import Exports
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox_addressees import Addressees
from pectui.tui.screens.inbox_list import InboxList
from pectui.tui.screens.inbox_search import InboxSearch
from pectui.tui.screens.inbox_words import explain_emptiness, heading
from pectui.tui.screens.message_commands import MessageCommands
from pectui.tui.screens.message_files import MessageFiles
from pectui.tui.screens.message_reading import MessageReading
from pectui.tui.screens.search_suggester import SearchSuggester
from pectui.tui.screens.start_picture import StartPicture
from pectui.tui.widgets.list.view_strip import ViewStrip
from pectui.tui.widgets.message_panes import MessagePanes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events
    from textual.widget import Widget

    from pectui.errors import PectuiError
    from pectui.services.mailbox.sync import Progress
    from pectui.tui.messages import CallFailed
    from pectui.tui.widgets.list.line_list import LineList


class InboxScreen(FramedScreen):
    """Lists the mailbox and reads; its parts are the list, the search, and what is open."""

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
        self.views = ViewStrip(id="views")
        suggester = SearchSuggester(lambda: self.session.addresses)
        heading = Static(id="heading", classes="heading")
        self.panes = MessagePanes(self.views, heading, suggester=suggester)
        self.messages, self.reader = self.panes.messages, self.panes.reader
        self.contents = InboxList(self)
        self.searching = InboxSearch(self)
        self.reading = MessageReading(self, self.panes, self.searching.open_line)
        self.commands = MessageCommands(self, self.panes, self.reading, self.searching.show_related)
        self._addressees = Addressees(self)
        self.take_parts(
            self.contents,
            self.searching,
            self.reading,
            self.commands,
            self._addressees,
            MessageFiles(self, self.reading),
            Exports(self, self.messages, self._listed),
            StartPicture(self),
        )

    def _listed(self) -> tuple[Filter, str]:
        """Return by what all is found that is listed, and what is folded under it."""
        return Filter(parse(self.words), self.shown), self.words

    def body(self) -> Iterable[Widget]:
        """Lay out list and reader."""
        yield self.panes

    def on_mount(self) -> None:
        """Show what is stored at once; the service is asked meanwhile."""
        self.messages.focus()
        self.contents.reload()
        self.watch(self.app, "progress", self._follow, init=False)
        self.watch(self.app, "view_counts", self._follow_counts, init=False)
        self._addressees.learn()

    def on_resize(self, event: events.Resize) -> None:
        """Place the reader beside, below or in front of the list."""
        self.panes.place(event.size)
        self.reading.catch_up()

    @property
    def help_group(self) -> str:
        """The reader's commands while a message is open."""
        return "reader" if self.panes.is_reading else self.VIEW

    @property
    def idle(self) -> frozenset[str]:
        """The list of links while the text has none."""
        return self.reading.idle

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what belongs to list or message only where that is shown."""
        return self.has_something_open if action == "back" else self.reading.offers(action)

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; why a message is not here, in its place."""
        if event.group == "message":
            self.reading.say_failure(event.error)
        else:
            super().failed(event)

    # ── what the widgets tell ──────────────────────────────────────────────────────────────────

    def on_mark_list_marks_changed(self) -> None:
        """Count the marks in the heading."""
        self.show_state()

    def on_line_list_unreadable(self, event: LineList.Unreadable) -> None:
        """Say why rows are missing: that they cannot be read, not that there are none."""
        self.problem = event.error

    # ── what is shown ──────────────────────────────────────────────────────────────────────────

    def watch_addressees(self) -> None:
        """Show them in the rows of receipts and replies, and above the open message."""
        self.messages.show_addressees(self.addressees)
        self.reading.follow()

    def watch_problem(self) -> None:
        """Say what went wrong."""
        self.show_state()

    def watch_new(self) -> None:
        """Count what is new."""
        self.show_state()

    def _follow(self, progress: Progress) -> None:
        self.show_state()

    def _follow_counts(self) -> None:
        self.show_state()
        self.contents.follow_counts()

    def show_state(self) -> None:
        """Say in heading, views and notice what is listed, and how it stands."""
        if not self.is_laid_out:
            return
        self.show_heading(*heading(self))
        self.refresh_bindings()
        self.views.shown = self.shown
        self.views.counts = self.program.view_counts
        empty = not self.messages.rows
        notice = self.panes.show_emptiness(empty=empty)
        if empty:
            explain_emptiness(self, notice)

    # ── asking, going back ─────────────────────────────────────────────────────────────────────

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

    def action_back(self) -> None:
        """Close what is open: field, message, search, view."""
        if self.panes.line.is_open:
            self.panes.close_line()
            self.searching.end()
        elif self.panes.is_reading:
            self.reading.close()
        elif self.words:
            self.searching.end()
        elif self.shown is not MailView.ALL:
            self.contents.show_view(MailView.ALL)

    @property
    def has_something_open(self) -> bool:
        """Whether a field, a message, a search or a view is open, from which one goes back."""
        is_open = self.panes.line.is_open or self.words or self.panes.is_reading
        return bool(is_open) or self.shown is not MailView.ALL

    def action_close(self) -> None:
        """Close what is open; at the top, leave."""
        if self.has_something_open:
            self.action_back()
        else:
            self.app.call_later(self.program.action_leave)
