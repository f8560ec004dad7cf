"""List and reader side by side: what the inbox and the search on the service share."""

from __future__ import annotations

import logging
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.errors import StoreUnusable
from pectui.models import Kind
from pectui.pec.kinds import strip_prefix
from pectui.tui import show
from pectui.tui.messages import CallFailed, MessageArrived
from pectui.tui.screens import message_answers, message_copies, message_deletion, message_marks
from pectui.tui.screens.search_suggester import SearchSuggester
from pectui.tui.screens.view import View
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.message_list import MessageList
from pectui.tui.widgets.list.search_field import SearchField
from pectui.tui.widgets.reader.message_head import added_lines
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.widget import Widget

    from pectui.models import HeldMessage
    from pectui.tui.messages import Answer, MessagesDeleted, RelatedFound
    from pectui.tui.widgets.list.line_list import LineList

_LOG = logging.getLogger("pectui.tui")

WIDE = 130
"""Columns from which the reader stands beside the list."""
TALL = 40
"""Lines from which, in a narrower terminal, the reader stands below the list."""
AHEAD = 3
"""Messages on each side of the cursor that are read ahead."""


class MessageScreen(View):
    """Lays out list and reader, reads messages, and starts what can be done with them."""

    wanted: HeldMessage | None = None
    """The message that is open or being read."""

    def body(self) -> Iterable[Widget]:
        """Lay out list and reader."""
        with Container(id="panes"):
            with Vertical(id="list-pane"):
                yield from self.above_the_list()
                suggester = SearchSuggester(lambda: self.session.addresses)
                yield SearchField(id="line", suggester=suggester)
                yield MessageList(id="messages")
                yield EmptyState(id="notice", classes="hidden")
            yield Reader(id="reader")

    def above_the_list(self) -> Iterable[Widget]:
        """Yield what stands above the list."""
        yield Static(id="heading", classes="heading")

    @property
    def help_group(self) -> str:
        """The reader's commands while a message is open."""
        return "reader" if self.has_class("-reading") else self.VIEW

    @property
    def messages(self) -> MessageList:
        """The list."""
        return self.query_one("#messages", MessageList)

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one("#reader", Reader)

    @property
    def line(self) -> SearchField:
        """The field above the list."""
        return self.query_one("#line", SearchField)

    @property
    def searched(self) -> tuple[str, ...]:
        """Phrases that are to be marked in what is read."""
        return tuple(term.text for term in self.messages.search.terms)

    # ── reading ────────────────────────────────────────────────────────────────────────────────

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Read the message under the cursor."""
        if (row := self.messages.current) is not None:
            self.open_message(row)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Have what stands around the cursor read ahead, the next one first."""
        rows, here = self.messages, event.index
        order = [here, *(here + step * sign for step in range(1, AHEAD + 1) for sign in (1, -1))]
        around = [rows.row_at(index) for index in order if index >= 0]
        self.program.local.ahead.near([row for row in around if row is not None])

    def open_message(self, row: HeldMessage) -> None:
        """Show a message in the reader; once it is there, it counts as read."""
        if row.envelope.id_text and not row.has_body:
            show.notify(self, t("inbox.unreadable-id"), severity="warning")
            return
        self.wanted = row
        self.add_class("-reading")
        self.reader.show_loading(row.envelope)
        self.reader.focus_text()
        self.refresh_bindings()
        local = self.program.local

        async def work() -> Answer | None:
            return MessageArrived(row, await local.read(row))

        start_call(self, "message", work, replace=True)

    def on_message_arrived(self, event: MessageArrived) -> None:
        """Show the message, if it is still the one wanted."""
        wanted = self.wanted
        if wanted is not None and wanted.identity == event.row.identity:
            self.reader.show_message(event.message, self.searched, self._added_lines(event.row))
            if event.row.unread:
                message_marks.mark_read(self, (event.row,))

    def follow_open_message(self) -> None:
        """Show what the person has added to the open message by now."""
        wanted = self.wanted
        if wanted is None:
            return
        try:
            rows = self.program.local.mailbox.rows([wanted.number])
        except StoreUnusable as error:
            _LOG.warning("the open message could not be looked at again: %s", error)
            return
        for row in rows:
            self._show_added(row)

    def _show_added(self, row: HeldMessage) -> None:
        self.wanted = row
        self.reader.show_added(self._added_lines(row))

    def show_marks(self, numbers: frozenset[int]) -> None:
        """Show the marks these messages have now, in list and reader. Raises StoreUnusable."""
        rows = {row.number: row for row in self.program.local.mailbox.rows(tuple(numbers))}
        self.messages.renew(rows)
        if self.wanted is not None and (row := rows.get(self.wanted.number)):
            self._show_added(row)

    def _added_lines(self, row: HeldMessage) -> list[Content]:
        """Return what this machine knows about a message beside its text, line by line."""
        lines = added_lines(row)
        if row.envelope.kind.is_letter and row.envelope.sender_address:
            try:
                if self.program.local.mailbox.is_first_from(row):
                    certified = row.envelope.kind is Kind.CERTIFIED
                    words = t("reader.first-certified") if certified else t("reader.first")
                    lines.insert(0, Content.styled(f"! {words}", "$text-warning"))
            except StoreUnusable as error:
                _LOG.warning("earlier letters could not be looked for: %s", error)
        return lines

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; why a message is not here, in its place."""
        if event.group == "message":
            self.program.note_failure(event.error)
            self.reader.show_error(event.error)
        else:
            super().failed(event)

    def action_next_message(self) -> None:
        """Read the next message."""
        self._step(1)

    def action_previous_message(self) -> None:
        """Read the previous message."""
        self._step(-1)

    def _step(self, by: int) -> None:
        row = self.messages.row_at(index) if (index := self.messages.cursor + by) >= 0 else None
        if row is not None:
            self.messages.move_to(index)
            self.open_message(row)

    def action_mode(self) -> None:
        """Change between readable, plain and raw."""
        self.reader.cycle_mode()

    def action_hidden(self) -> None:
        """Show what the open page hides, or leave it out again."""
        if self.reader.hidden:
            self.reader.toggle_hidden()
        else:
            self._say_nothing_there(t("reader.nothing-hidden"))

    def action_links(self) -> None:
        """List the links of the open message."""
        from pectui.tui.screens.dialogs.links import LinkScreen  # late: few letters need it

        if self.reader.links:
            self.app.push_screen(LinkScreen(self.reader.links))
        else:
            self._say_nothing_there(t("reader.no-links"))

    def _say_nothing_there(self, words: str) -> None:
        """Say that the open text has nothing of the kind; before it is here nobody knows."""
        is_here = self.reader.message is not None
        show.notify(self, words if is_here else t("inbox.open-first"), timeout=2)

    @property
    def idle(self) -> frozenset[str]:
        """The list of links while the text has none."""
        return frozenset() if self.reader.links else frozenset({"reader.links"})

    def action_search(self) -> None:
        """Search in the open message, or open the field for words to search."""
        if self.reader.has_focus_within:
            self.reader.open_find()
        else:
            self.open_line()

    def action_find(self) -> None:
        """Find words in the open message, else search the mailbox."""
        self.action_search()

    @abstractmethod
    def open_line(self) -> None:
        """Open the field above the list."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what belongs to an open message only while one is open."""
        if action in {"mode", "next_message", "previous_message", "hidden", "links"}:
            return self.has_class("-reading")
        if action == "back":
            return self.has_something_open
        if action in _OF_THE_LIST:
            return not (self.has_class("-reading") and self.has_class("-single"))
        return True

    # ── what can be done with messages ─────────────────────────────────────────────────────────

    def chosen(self) -> tuple[HeldMessage, ...]:
        """Return the marked messages, else the one meant."""
        if marked := self.messages.marked:
            return marked
        return (self.meant,) if self.meant else ()

    @property
    def meant(self) -> HeldMessage | None:
        """The message under the cursor of the list while that has the keys, else the open one."""
        if self.focused is self.messages:
            return self.messages.current
        return self.wanted or self.messages.current

    def _with_folded(self, rows: Sequence[HeldMessage]) -> tuple[HeldMessage, ...]:
        """Return messages with the receipts that are folded under them, each once."""
        local = self.program.local.mailbox
        found: dict[int, HeldMessage] = {}
        try:
            for row in rows:
                found[row.number] = row
                # An open receipt is meant for itself; a row of the list stands for what it folds.
                if row.receipts and row.envelope.code and row is not self.wanted:
                    found |= {
                        one.number: one for one in local.receipts(row.envelope.code, row.number)
                    }
        except StoreUnusable as error:
            show.notify_error(self, error)
            return ()
        return tuple(found.values())

    def action_unread(self) -> None:
        """Count the messages meant as unread; as read, if all of them are unread."""
        if rows := self._with_folded(self.chosen()):
            message_marks.toggle_unread(self, rows)

    def action_read_all(self) -> None:
        """Count everything as read, after asking."""
        message_marks.ask_read_all(self)

    def action_flag(self) -> None:
        """Flag the messages meant; take the flag away, if all of them have it."""
        if rows := self.chosen():
            message_marks.toggle_flag(self, rows)

    def action_note(self) -> None:
        """Write a note to the messages meant, or change it."""
        if rows := self.chosen():
            message_marks.ask_note(self, rows)

    def action_tags(self) -> None:
        """Give the messages meant tags, or change those they have."""
        if rows := self.chosen():
            message_marks.ask_tags(self, rows)

    def action_delete(self) -> None:
        """Name what will go, ask, and delete."""
        if rows := self._with_folded(self.chosen()):
            message_deletion.ask_deletion(self, rows)

    def on_messages_deleted(self, event: MessagesDeleted) -> None:
        """Close what was deleted, wherever the person is by now."""
        gone = {row.identity for row in event.deletion.deleted}
        if self.wanted is not None and self.wanted.identity in gone:
            self.show_list()
        self.messages.clear_marks()

    def action_copy(self) -> None:
        """Copy the open message's text."""
        message_copies.copy_text(self, self.reader.text_for_copy())

    def action_save(self) -> None:
        """Ask for a file name and save a reading copy there."""
        message_copies.ask_file(self, self.reader.message)

    def action_reply(self) -> None:
        """Write an answer to the message meant."""
        if self.meant is not None:
            message_answers.reply(self, self.meant)

    def action_forward(self) -> None:
        """Write a letter that carries the message's text on."""
        if self.meant is not None:
            message_answers.forward(self, self.meant)

    def action_receipts(self) -> None:
        """Go from a receipt or a reply to its sending, from another letter to what answers it."""
        row = self.meant
        if row is not None and row.envelope.code is not None and row.envelope.kind.is_receipt:
            self.program.show_sending(row.envelope.code)
        elif row is not None:
            message_answers.find_related(self, row)

    def on_related_found(self, event: RelatedFound) -> None:
        """Show the sending of a message, or the messages about the same."""
        envelope = event.row.envelope
        if event.code is not None:
            self.program.show_sending(event.code)
        else:
            self.show_related(strip_prefix(envelope.subject, envelope.kind))

    @abstractmethod
    def show_related(self, subject: str) -> None:
        """Show the messages about the same."""

    # ── layout ─────────────────────────────────────────────────────────────────────────────────

    def show_list(self) -> None:
        """Close the message and go to the list."""
        self.wanted = None
        self.remove_class("-reading")
        self.reader.show_empty()
        self.messages.focus()
        self.refresh_bindings()

    def close_line(self) -> None:
        """Close the field above the list."""
        self.line.close()
        self.messages.focus()

    @property
    def has_something_open(self) -> bool:
        """Whether there is something to go back from."""
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Place the reader beside, below or in front of the list."""
        wide = event.size.width >= WIDE
        tall = not wide and event.size.height >= TALL
        self.set_class(wide, "-wide")
        self.set_class(tall, "-tall")
        self.set_class(not wide and not tall, "-single")

    def show_emptiness(self, *, empty: bool) -> EmptyState:
        """Show the notice that says why the list is empty, or hide it; return it."""
        notice = self.query_one("#notice", EmptyState)
        notice.set_class(not empty, "hidden")
        return notice


_OF_THE_LIST = frozenset(
    {"next_page", "previous_page", "next_view", "previous_view", "filter", "fold", "fold_all"}
)
"""What has no place while a message covers the list."""
