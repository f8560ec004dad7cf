"""Searches on the service, page by page, for what is not stored here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui.commands import bindings
from pectui.tui.screens.exports import Exports
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.message_commands import MessageCommands
from pectui.tui.screens.message_files import MessageFiles
from pectui.tui.screens.message_reading import MessageReading
from pectui.tui.screens.search_suggester import SearchSuggester
from pectui.tui.screens.service_pages import ServicePages
from pectui.tui.widgets.message_panes import MessagePanes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from pectui.errors import PectuiError
    from pectui.models import HeldMessage
    from pectui.services.remote.listing import Page
    from pectui.tui.messages import CallFailed
    from pectui.tui.widgets.list.search_field import SearchField


class ServiceSearchScreen(FramedScreen):
    """Pages through what the service finds for some words; its parts are pages and reading."""

    VIEW: ClassVar[str] = "inbox"
    BINDINGS = bindings("inbox", "reader")

    page: var[Page | None] = var(None)
    """The page shown."""
    number: var[int] = var(1)
    """The page wanted: 1 is the newest."""
    busy: var[bool] = var(default=False)
    """Whether a page is being waited for."""
    words: var[str] = var("")
    """What is searched for."""
    problem: var[PectuiError | None] = var(None)
    """Why the page wanted is not here."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.set_reactive(ServiceSearchScreen.words, words)
        suggester = SearchSuggester(lambda: self.session.addresses)
        self.panes = MessagePanes(Static(id="heading", classes="heading"), suggester=suggester)
        self.messages, self.reader = self.panes.messages, self.panes.reader
        self.pages = ServicePages(self)
        self.reading = MessageReading(self, self.panes, self.open_line)
        self.commands = MessageCommands(self, self.panes, self.reading, self.show_related)
        exports = Exports(self, self.messages, self._listed)
        files = MessageFiles(self, self.reading)
        self.take_parts(self.pages, self.reading, self.commands, files, exports)

    def _listed(self) -> tuple[tuple[HeldMessage, ...], str]:
        return tuple(self.messages.rows), self.words

    def body(self) -> Iterable[Widget]:
        """Lay out list and reader."""
        yield self.panes

    def on_mount(self) -> None:
        """Ask the service, or for words to ask it for."""
        self.messages.focus()
        if self.words:
            self.pages.load()
        else:
            self.open_line()
        self.show_state()

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

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; why a page is not here, in its place too."""
        if event.group == "page":
            self.busy = False
            self.problem = event.error
        if event.group == "message":
            self.reading.say_failure(event.error)
        else:
            super().failed(event)

    def watch_busy(self) -> None:
        """Say that something is being waited for."""
        self.show_state()

    def watch_words(self) -> None:
        """Say what is searched for."""
        self.show_state()

    def watch_problem(self) -> None:
        """Say what went wrong."""
        self.show_state()

    def on_mark_list_marks_changed(self) -> None:
        """Count the marks in the heading."""
        self.show_state()

    def show_state(self) -> None:
        """Say in heading and notice what is listed, and how it stands."""
        if not self.is_laid_out:
            return
        words = clean_line(self.words, 40)
        self.show_heading(
            Content.styled(t("inbox.heading.service", query=words), "bold"),
            *map(Content, self._facts()),
            Content.styled(t("inbox.searching") if self.busy else "", "$text-accent"),
        )
        empty = not self.messages.rows
        notice = self.panes.show_emptiness(empty=empty)
        if not empty:
            return
        if self.problem is not None:
            notice.say_error(self.problem, t("inbox.again"))
        elif self.busy or not self.words:
            notice.say(t("inbox.searching") if self.busy else "")
        else:
            detail = t("inbox.none.detail", query=clean_line(self.words, 60))
            notice.say(t("inbox.none.title"), detail, t("inbox.none.hint"))

    def _facts(self) -> list[str]:
        if self.page is None:
            return []
        pages = max(self.page.pages, self.page.number)
        facts = [t("inbox.page", number=self.page.number, pages=pages)]
        if self.page.total is not None:
            facts.append(tn("inbox.total", self.page.total))
        if marked := self.messages.marks:
            facts.append(tn("inbox.marked", marked))
        return facts

    def open_line(self) -> None:
        """Open the field for words to search on the service."""
        self.reading.close()
        self.panes.line.open(self.words, t("inbox.service.placeholder"))

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Start the search."""
        self.panes.close_line()
        self.words, self.number, self.page = event.words.strip(), 1, None
        self.messages.show_rows(())
        self.reading.catch_up()
        if self.words:
            self.pages.load()
        self.show_state()

    def show_related(self, subject: str) -> None:
        """Search for the same subject."""
        self.reading.close()
        self.pages.begin(subject)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what belongs to the stored mailbox."""
        if action in _OF_THE_INBOX:
            return False
        return self.reading.offers(action)

    def action_back(self) -> None:
        """Close what is open: field, wait, message; then go back to the inbox."""
        if self.panes.line.is_open and self.words:
            self.panes.close_line()
        elif self.panes.is_reading:
            self.reading.close()
        else:
            self.workers.cancel_group(self, "call:page")
            self.dismiss()

    def action_close(self) -> None:
        """Close what is open, then go back to the inbox."""
        self.action_back()


_OF_THE_INBOX = frozenset(
    {"filter", "next_view", "previous_view", "fold", "fold_all", "read_all", "service_search"}
    | {"pause", "searches"}
)
