"""The inbox: a page of messages, and the reader beside, below or in front of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Input, Static

from pectui.catalogue import t, tn
from pectui.errors import PectuiError, Unreachable
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, MessageArrived, PageArrived
from pectui.tui.screens.mailbox_actions import MailboxActions
from pectui.tui.widgets.message_list import MessageList
from pectui.tui.widgets.notice import Notice
from pectui.tui.widgets.reader import Reader
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.message import Message as Told
    from textual.widget import Widget

    from pectui.models import Envelope
    from pectui.services.mailbox import Page
    from pectui.tui.widgets.line_list import LineList

WIDE = 130
"""Columns from which the reader stands beside the list."""
LOOK, DEMO_LOOK = 60.0, 10.0
"""Seconds between two looks for new mail."""
PICTURE_AFTER = 0.3
"""Seconds after a page until it is certainly drawn and can be kept for the next start."""
TALL = 40
"""Lines from which, in a narrower terminal, the reader stands below the list."""


class MailboxScreen(MailboxActions):
    """Pages through the inbox, reads, and starts what can be done with a message."""

    VIEW: ClassVar[str] = "inbox"
    BINDINGS = bindings("inbox", "reader")

    line_purpose = "search"
    """What the field above the list is open for: "search" or "filter"."""

    page: var[Page | None] = var(None)
    """The page shown."""
    number: var[int] = var(1)
    """The page wanted: 1 is the newest."""
    query_text: var[str] = var("")
    """What the service is searched for; empty shows the inbox."""
    words: var[str] = var("")
    """The filter over the rows of the page."""
    busy: var[bool] = var(default=False)
    """Whether a page is being waited for."""
    problem: var[PectuiError | None] = var(None)
    """Why the page wanted is not here."""

    def body(self) -> Iterable[Widget]:
        """Lay out list and reader."""
        with Container(id="panes"):
            with Vertical(id="list-pane"):
                yield Static(id="heading", classes="heading")
                yield Input(id="line", classes="hidden")
                yield MessageList(id="messages")
                yield Notice(id="notice", classes="hidden")
            yield Reader(id="reader")

    def on_mount(self) -> None:
        """Show what was seen last, and ask for what is there now."""
        self.messages.focus()
        self.load(fresh=True)
        self.set_interval(DEMO_LOOK if self.program.demo else LOOK, self._look_for_mail)

    @property
    def help_group(self) -> str:
        """The reader's commands while a message is open."""
        return "reader" if self.has_class("-reading") else self.VIEW

    @property
    def line(self) -> Input:
        """The field of search and filter."""
        return self.query_one("#line", Input)

    # ── pages ──────────────────────────────────────────────────────────────────────────────────

    def load(self, *, fresh: bool = False, quiet: bool = False) -> None:
        """Ask for the page wanted; what is held of it is shown meanwhile.

        A quiet call leaves what is on the screen alone until the answer is here.
        """
        number, query = self.number, self.query_text
        mailbox = self.session.mailbox
        held = mailbox.cached_page(number, query)
        if held is not None and not quiet:
            self._show_page(held)
            if not fresh and not held.from_cache:
                self.busy = False
                self.problem = None
                self._prefetch(held)
                return

        async def work() -> Told | None:
            return PageArrived(await mailbox.page(number, query, fresh=fresh))

        self.busy = not quiet
        start_call(self, "look" if quiet else "page", work, replace=True)

    def _look_for_mail(self) -> None:
        """See whether something came, without moving what is being looked at."""
        if self.number == 1 and not self.query_text and self.program.connection != "refused":
            self.load(fresh=True, quiet=True)

    def on_page_arrived(self, message: PageArrived) -> None:
        """Show the page, if it is still the one wanted."""
        page = message.page
        if page.query != self.query_text or page.number != self.number:
            return
        self.busy = False
        self.problem = None
        self.program.connection = "online"
        self._show_page(page)
        self._prefetch(page)
        if page.number == 1 and not page.query and self.messages.cursor == 0:
            self.set_timer(PICTURE_AFTER, partial(self.program.keep_picture, self))

    def _prefetch(self, page: Page) -> None:
        self.session.mailbox.prefetch(page.number, page.query)

    def _show_page(self, page: Page) -> None:
        same = (
            self.page is not None
            and self.page.number == page.number
            and self.page.query == page.query
        )
        self.page = page
        self._show_rows(keep=same)

    def _show_rows(self, *, keep: bool) -> None:
        rows: Sequence[Envelope] = self.page.envelopes if self.page else ()
        if self.words:
            rows = [row for row in rows if matches(row, self.words)]
        self.messages.show_rows(rows, keep=keep)
        self._show_state()

    def watch_busy(self) -> None:
        """Say that something is being waited for."""
        self._show_state()

    def watch_problem(self) -> None:
        """Say what went wrong."""
        self._show_state()

    def watch_words(self) -> None:
        """Apply the filter."""
        if self.page is not None:
            self._show_rows(keep=True)

    def on_line_list_marks_changed(self) -> None:
        """Count the marks in the heading."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*self._heading())
        empty = not self.messages.rows
        notice = self.query_one(Notice)
        notice.set_class(not empty, "hidden")
        self.messages.set_class(empty, "hidden")
        if empty:
            self._explain_emptiness(notice)

    def _explain_emptiness(self, notice: Notice) -> None:
        query = clean_line(self.query_text, 60)
        if self.problem is not None:
            notice.say_error(self.problem, t("inbox.again"))
        elif self.busy or self.page is None:
            notice.say(t("inbox.searching" if query else "inbox.loading"))
        elif self.words:
            notice.say(t("inbox.filtered-out.title"), "", t("inbox.filtered-out.hint"))
        elif query:
            detail = t("inbox.none.detail", query=query)
            notice.say(t("inbox.none.title"), detail, t("inbox.none.hint"))
        else:
            notice.say(t("inbox.empty.title"), t("inbox.empty.detail"), t("inbox.empty.hint"))

    def _heading(self) -> list[Content]:
        query = clean_line(self.query_text, 40)
        title = t("inbox.heading.search", query=query) if query else t("inbox.heading")
        facts = [] if self.page is None else self._page_facts(self.page)
        parts = [Content.styled(title, "bold"), *(Content(fact) for fact in facts)]
        if self.busy:
            waiting = t("inbox.searching" if query else "inbox.loading")
            parts.append(Content.styled(waiting, "$text-accent"))
        elif self.problem is not None:
            stale = t("inbox.stale", title=self.problem.title)
            parts.append(Content.styled(stale, "$text-warning"))
        return parts

    def _page_facts(self, page: Page) -> list[str]:
        facts = [t("inbox.page", number=page.number, pages=max(page.pages, page.number))]
        if page.total is not None:
            facts.append(tn("inbox.total", page.total))
        if self.words:
            count = len(self.messages.rows)
            words = clean_line(self.words, 30)
            facts.append(t("inbox.filtered", words=words, count=count, all=len(page.envelopes)))
        if marked := len(self.messages.marked):
            facts.append(tn("inbox.marked", marked))
        if page.from_cache:
            facts.append(t("inbox.from-cache"))
        return facts

    def action_next_page(self) -> None:
        """Go to older messages."""
        if self.page is None or self.number >= self.page.pages:
            show.notify(self, t("inbox.last-page"), timeout=2)
            return
        self.number += 1
        self.messages.clear_marks()
        self.load()

    def action_previous_page(self) -> None:
        """Go to newer messages."""
        if self.number <= 1:
            show.notify(self, t("inbox.first-page"), timeout=2)
            return
        self.number -= 1
        self.messages.clear_marks()
        self.load()

    def action_refresh(self) -> None:
        """Ask the service again."""
        self.program.retry_connection()
        self.load(fresh=True)

    # ── search, filter ─────────────────────────────────────────────────────────────────────────

    def action_search(self) -> None:
        """Open the field for words to search on the service, or for words in the open message."""
        if self.reader.has_focus_within:
            self.reader.open_find()
            return
        self._open_line("search", self.query_text, t("inbox.search.placeholder"))

    def action_find(self) -> None:
        """Find words in the open message, else search the mailbox."""
        self.action_search()

    def action_filter(self) -> None:
        """Open the field for the filter."""
        self._open_line("filter", self.words, t("inbox.filter.placeholder"))

    def _open_line(self, purpose: str, value: str, placeholder: str) -> None:
        self.show_list()
        self.line_purpose = purpose
        self.line.placeholder = placeholder
        self.line.value = show.line(value).plain
        self.line.remove_class("hidden")
        self.line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        if event.input is self.line and self.line_purpose == "filter" and self.line.has_focus:
            self.words = event.value.strip()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Start the search, or leave the filter as it is."""
        if event.input is not self.line:
            return
        self.line.add_class("hidden")
        self.messages.focus()
        if self.line_purpose == "search":
            self.search(event.value.strip())

    def search(self, query: str) -> None:
        """Show what the service finds for `query`; empty goes back to the inbox."""
        self.words = ""
        self.query_text = query
        self.number = 1
        self.page = None
        self.messages.show_rows(())
        self.load()

    # ── reading ────────────────────────────────────────────────────────────────────────────────

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Read the message under the cursor."""
        self.open_message(self.messages.rows[event.index])

    def open_message(self, envelope: Envelope) -> None:
        """Show the message of `envelope` in the reader."""
        if envelope.id is None:
            show.notify(self, t("inbox.unreadable-id"), severity="warning")
            return
        self.wanted = envelope
        self.add_class("-reading")
        self.reader.show_loading(envelope)
        self.reader.focus_text()
        self.refresh_bindings()
        mailbox, tracking = self.session.mailbox, self.session.tracking

        async def work() -> Told | None:
            message = await mailbox.read(envelope)
            if envelope.kind.is_receipt:
                # Once seen it is kept, whatever becomes of it on the service.
                await tracking.keep((message,))
            return MessageArrived(envelope, message)

        start_call(self, "message", work, replace=True)

    def on_message_arrived(self, message: MessageArrived) -> None:
        """Show the message, if it is still the one wanted."""
        if message.envelope is self.wanted:
            self.program.connection = "online"
            self.reader.show_message(message.message)

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong, where it was wanted."""
        event.stop()
        self.program.note_failure(event.error)
        if event.group == "page":
            self.busy = False
            self.problem = event.error
            offline = isinstance(event.error, Unreachable) and bool(self.messages.rows)
            if not offline:
                show.notify_error(self, event.error)
        elif event.group == "look":
            self.problem = event.error
        elif event.group == "message":
            self.reader.show_error(event.error)
        else:
            show.notify_error(self, event.error)

    def action_next_message(self) -> None:
        """Read the next message."""
        self._step(1)

    def action_previous_message(self) -> None:
        """Read the previous message."""
        self._step(-1)

    def _step(self, by: int) -> None:
        index = self.messages.cursor + by
        if 0 <= index < len(self.messages.rows):
            self.messages.move_to(index)
            self.open_message(self.messages.rows[index])

    def action_mode(self) -> None:
        """Change between readable, plain and raw."""
        self.reader.cycle_mode()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what belongs to an open message only while one is open."""
        if action in {"mode", "next_message", "previous_message"}:
            return self.has_class("-reading")
        if action in {"next_page", "previous_page", "filter"}:
            return not (self.has_class("-reading") and self.has_class("-single"))
        return True

    # ── going back, layout ─────────────────────────────────────────────────────────────────────

    def show_list(self) -> None:
        """Close the message and go to the list."""
        self.wanted = None
        self.remove_class("-reading")
        self.reader.show_empty()
        self.messages.focus()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Close what is open: field, wait, message, filter, search."""
        if not self.line.has_class("hidden"):
            self.line.add_class("hidden")
            self.words = "" if self.line_purpose == "filter" else self.words
            self.messages.focus()
        elif self.has_class("-reading"):
            self.show_list()
        elif self.busy and self.query_text:
            self.workers.cancel_group(self, "call:page")
            self.search("")
        elif self.words:
            self.words = ""
        elif self.query_text:
            self.search("")

    def action_close(self) -> None:
        """Close what is open; at the top, leave."""
        closed = self.words or self.query_text or self.has_class("-reading")
        if closed or not self.line.has_class("hidden"):
            self.action_back()
        else:
            self.program.action_leave()

    def on_resize(self, event: events.Resize) -> None:
        """Place the reader beside, below or in front of the list."""
        wide = event.size.width >= WIDE
        tall = not wide and event.size.height >= TALL
        self.set_class(wide, "-wide")
        self.set_class(tall, "-tall")
        self.set_class(not wide and not tall, "-single")


def matches(envelope: Envelope, words: str) -> bool:
    """Whether every word stands in the envelope's sender, subject, code or kind."""
    text = " ".join(
        (envelope.sender, envelope.recipient, envelope.subject, t(f"kinds.{envelope.kind}"))
    ).casefold()
    return all(word in text for word in words.casefold().split())
