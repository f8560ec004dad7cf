"""Searches on the service, page by page, for what is not stored here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var

from pectui.catalogue import t, tn
from pectui.errors import StoreUnusable
from pectui.models import Reach
from pectui.search import parse
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, MailboxChanged, PageArrived
from pectui.tui.screens.message_screen import MessageScreen
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.errors import PectuiError
    from pectui.services.remote.listing import Page
    from pectui.tui.widgets.list.search_field import SearchField


class ServiceSearchScreen(MessageScreen):
    """Pages through what the service finds for some words."""

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

    def on_mount(self) -> None:
        """Ask the service, or for words to ask it for."""
        self.messages.focus()
        if self.words:
            self.load()
        else:
            self.open_line()
        self._show_state()

    def load(self) -> None:
        """Ask for the page wanted."""
        number, words = self.number, self.words
        mailbox, local = self.session.mailbox, self.program.local.mailbox
        self.messages.search = parse(words)

        async def work() -> PageArrived:
            page = await mailbox.page(number, words)
            return PageArrived(page, await local.take_found(page.envelopes))

        self.problem = None
        self.busy = True
        start_call(self, "page", work, replace=True)

    def on_page_arrived(self, event: PageArrived) -> None:
        """Show the page, if it is still the one wanted."""
        page = event.page
        if page.query != self.words or page.number != self.number:
            return
        self.busy = False
        self.page = page
        self.program.connection = "online"
        self.messages.show_rows(event.rows)
        self._show_state()

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Show the messages as they stand now; those that are gone go."""
        local = self.program.local.mailbox
        try:
            if event.reach is Reach.MARKS:
                self.show_marks(event.marked)
                return
            now = local.rows([row.number for row in self.messages.rows])
        except StoreUnusable as error:
            self.problem = error
            return
        rows = {row.number: row for row in now}
        kept = [rows[row.number] for row in self.messages.rows if row.number in rows]
        self.messages.show_rows(kept, keep=True)
        self.follow_open_message()
        self._show_state()

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; why a page is not here, in its place too."""
        if event.group == "page":
            self.busy = False
            self.problem = event.error
        super().failed(event)

    def watch_busy(self) -> None:
        """Say that something is being waited for."""
        self._show_state()

    def watch_words(self) -> None:
        """Say what is searched for."""
        self._show_state()

    def watch_problem(self) -> None:
        """Say what went wrong."""
        self._show_state()

    def on_line_list_marks_changed(self) -> None:
        """Count the marks in the heading."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        words = clean_line(self.words, 40)
        self.show_heading(
            Content.styled(t("inbox.heading.service", query=words), "bold"),
            *map(Content, self._facts()),
            Content.styled(t("inbox.searching") if self.busy else "", "$text-accent"),
        )
        empty = not self.messages.rows
        notice = self.show_emptiness(empty=empty)
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

    def action_next_page(self) -> None:
        """Go to older messages."""
        if self.page is None or self.number >= self.page.pages:
            show.notify(self, t("inbox.last-page"), timeout=2)
            return
        self.number += 1
        self.load()

    def action_previous_page(self) -> None:
        """Go to newer messages."""
        if self.number <= 1:
            show.notify(self, t("inbox.first-page"), timeout=2)
            return
        self.number -= 1
        self.load()

    def action_refresh(self) -> None:
        """Ask the service again."""
        self.session.mailbox.forget()
        self.load()

    def open_line(self) -> None:
        """Open the field for words to search on the service."""
        self.show_list()
        self.line.open(self.words, t("inbox.service.placeholder"))

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Start the search."""
        self.close_line()
        self.words, self.number, self.page = event.words.strip(), 1, None
        self.messages.show_rows(())
        if self.words:
            self.load()
        self._show_state()

    def show_related(self, subject: str) -> None:
        """Search for the same subject."""
        self.words, self.number = subject, 1
        self.show_list()
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what belongs to the stored mailbox."""
        if action in _OF_THE_INBOX:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Close what is open: field, wait, message; then go back to the inbox."""
        if self.line.is_open and self.words:
            self.close_line()
        elif self.has_class("-reading"):
            self.show_list()
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
