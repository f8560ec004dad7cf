"""Reads messages into the panes: the one under the cursor, the next ones, what is added to them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t
from pectui.errors import StoreUnusable
from pectui.models import Kind
from pectui.services.mailbox.correspondence import is_first_from
from pectui.tui import show
from pectui.tui.commands import key_label
from pectui.tui.messages import MessageArrived, OpenMessageRead, PreviewArrived
from pectui.tui.screens import message_marks
from pectui.tui.screens.message_files import original_lines
from pectui.tui.widgets.reader.message_head import added_lines
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pectui.errors import PectuiError
    from pectui.models import HeldMessage, Marks
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.proof.letter_files import LetterOriginal
    from pectui.tui.messages import Answer, MessagesDeleted
    from pectui.tui.screens.framed import FramedScreen
    from pectui.tui.widgets.list.line_list import LineList
    from pectui.tui.widgets.message_panes import MessagePanes
    from pectui.tui.widgets.reader.reader import Reader

_LOG = logging.getLogger("pectui.tui")

REST = 0.15
"""Seconds after which a cursor has come to rest, and the reader shows what is under it."""
AGAIN, LOOKS = 1.0, 4
"""Seconds until what was not here is looked for again, and how often."""
AHEAD = 3
"""Messages on each side of the cursor that are read ahead."""
_OF_A_MESSAGE = frozenset({"mode", "next_message", "previous_message", "hidden", "links", "files"})
"""What has a place only while a message is open."""
_OF_THE_LIST = frozenset(
    {"next_page", "previous_page", "next_view", "previous_view", "filter", "fold", "fold_all"}
    | {"export"}
)
"""What has no place while a message covers the list."""


class MessageReading:
    """The message that is open, and the way to the next; a part of a screen with such panes."""

    def __init__(
        self, view: FramedScreen, panes: MessagePanes, open_line: Callable[[], None]
    ) -> None:
        """Take what opens the field above the list: a search is for the list or the message."""
        self._view = view
        self._panes = panes
        self._open_line = open_line
        self.wanted: HeldMessage | None = None
        """The message that is open or being read."""
        self.original: LetterOriginal | None = None
        """Its signed original, where that is here, and the files in it."""
        self._is_first = False
        """Whether it is the first letter from its sender."""
        self._looked_at: HeldMessage | None = None
        """The message that the reader shows unopened, or whose headers it shows."""
        self._has_text = False
        """Whether the text of that one is shown."""

    @property
    def idle(self) -> frozenset[str]:
        """What lists links, or files, while the open message has none."""
        links = set() if self._panes.reader.shown.links else {"reader.links"}
        has_files = self.original is not None and self.original.files
        return frozenset(links | (set() if has_files else {"reader.files"}))

    @property
    def is_read(self) -> bool:
        """Whether the open message is on the screen."""
        return self.wanted is not None and self._panes.reader.message is not None

    def offers(self, action: str) -> bool:
        """Whether an action has a place: one of the list or the message needs what it is for."""
        if action in _OF_A_MESSAGE:
            return self._panes.is_reading
        return not (action in _OF_THE_LIST and self._panes.covers_list)

    # ── opening and closing ────────────────────────────────────────────────────────────────────

    def on_line_list_opened(self, _: LineList.Opened) -> None:
        """Read the message under the cursor."""
        if (row := self._panes.messages.current) is not None:
            self.open(row)

    def open(self, row: HeldMessage) -> None:
        """Show a message in the reader; once it is there, it counts as read."""
        view, panes, local = self._view, self._panes, self._view.program.local
        if row.envelope.id_text and not row.has_body:
            show.notify(view, t("inbox.unreadable-id"), severity="warning")
            return
        self.wanted, self.original, self._looked_at = row, None, None
        panes.is_reading = True
        panes.reader.show_loading(row.envelope)
        panes.reader.focus_text()
        view.refresh_bindings()

        async def work() -> Answer | None:
            # At once: what is asked of the disk does not wait for what is asked of the service.
            message, is_first = await asyncio.gather(local.read(row), _is_first(local.mailbox, row))
            return MessageArrived(row, message, is_first)

        start_call(view, "message", work, replace=True)

    def on_message_arrived(self, event: MessageArrived) -> None:
        """Show the message, if it is still the one wanted."""
        row = self.wanted
        if row is None or row.identity != event.row.identity:
            return
        self._is_first = event.is_first
        searched = tuple(term.text for term in self._panes.messages.search.terms)
        self._panes.reader.show_message(event.message, searched, self._added_lines(row))
        if self._view.focused is None:
            self._panes.reader.focus_text()  # a click took the keys from the list
        if event.row.unread:
            message_marks.mark_read(self._view, (event.row,))

    def say_failure(self, error: PectuiError) -> None:
        """Say in its place why the message is not here."""
        self._view.program.note_failure(error)
        self._panes.reader.show_error(error)

    def close(self) -> None:
        """Close the message and go to the list."""
        self.wanted = self.original = None
        self._panes.is_reading = False
        self._panes.reader.show_empty()
        self._looked_at = None
        show.give_keys(self._panes.messages)
        self._view.refresh_bindings()
        self._look()

    def on_messages_deleted(self, event: MessagesDeleted) -> None:
        """Close what was deleted, wherever the person is by now."""
        gone = {row.identity for row in event.deletion.deleted}
        if self.wanted is not None and self.wanted.identity in gone:
            self.close()
        self._panes.messages.clear_marks()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Have what stands around the cursor read ahead, the next one first."""
        rows, here = self._panes.messages, event.index
        order = [here, *(here + step * sign for step in range(1, AHEAD + 1) for sign in (1, -1))]
        around = [rows.row_at(place) for place in order if place >= 0]
        self._view.program.local.ahead.near([row for row in around if row is not None])
        self._look()

    # ── what is under the cursor ───────────────────────────────────────────────────────────────

    def catch_up(self) -> None:
        """Take another message out of sight at once: rows were replaced, or the reader came back.

        What a key does, it does with the message under the cursor.
        """
        row, before = self._panes.messages.current, self._looked_at
        is_other = row is not None and before is not None and before.identity != row.identity
        if row is not None and is_other and _follows(self._view, self._panes):
            self._looked_at, self._has_text = row, False
            self._panes.reader.show_loading(row.envelope)
        self._look()

    def _look(self) -> None:
        """Show the message under the cursor beside the list, as far as it is here."""
        view, row, before = self._view, self._panes.messages.current, self._looked_at
        if not _follows(self._view, self._panes):
            return
        if row is None:
            self._looked_at = None
            self._panes.reader.show_empty()
            return
        if self._has_text and before is not None and before.identity == row.identity:
            return
        local = view.program.local.mailbox

        async def work() -> Answer | None:
            await asyncio.sleep(REST)  # a cursor that runs on is not followed
            message = await local.read_here(row)
            for _ in range(LOOKS):
                if message is not None:
                    break
                view.post_message(PreviewArrived(row, None))
                await asyncio.sleep(AGAIN)  # it may be read ahead meanwhile
                message = await local.read_here(row)
            return PreviewArrived(row, message, await _is_first(local, row))

        start_call(view, "preview", work, replace=True)

    def on_preview_arrived(self, event: PreviewArrived) -> None:
        """Show it, if the cursor is still there and nothing was opened."""
        panes, row = self._panes, self._panes.messages.current
        if panes.is_reading or row is None or row.identity != event.row.identity:
            return
        self._looked_at, self._has_text = row, event.message is not None
        if event.message is None:
            panes.reader.show_headers(event.row.envelope)
            return
        self._is_first = event.is_first
        searched = tuple(term.text for term in panes.messages.search.terms)
        panes.reader.show_message(event.message, searched, self._added_lines(row))

    def on_message_panes_reader_clicked(self, _: MessagePanes.ReaderClicked) -> None:
        """Open what is looked at."""
        if (row := self._panes.messages.current) is not None:
            self.open(row)

    # ── what the person has added ──────────────────────────────────────────────────────────────

    def follow(self) -> None:
        """Read again what the person has added to the open message, and whether it is here."""
        row, local = self.wanted, self._view.program.local.mailbox
        if row is None:
            return

        async def work() -> Answer | None:
            try:
                rows = await local.rows([row.number])
            except StoreUnusable as error:
                _LOG.warning("the open message could not be looked at again: %s", error)
                return None
            return OpenMessageRead(rows[0], await _is_first(local, rows[0])) if rows else None

        start_call(self._view, "open-message", work, replace=True)

    def on_open_message_read(self, event: OpenMessageRead) -> None:
        """Show it, if the message is still open."""
        if self.wanted is not None and self.wanted.number == event.row.number:
            self._is_first = event.is_first
            self._show_added(event.row)

    def show_original(self, row: HeldMessage, letter: LetterOriginal | None) -> None:
        """Tell of the original of a letter, if that is still open."""
        wanted = self.wanted
        is_open = wanted is not None and wanted.identity == row.identity
        if wanted is not None and is_open and self.original != letter:
            self.original = letter
            self._show_added(wanted)
            self._view.refresh_bindings()

    def show_marks(self, marked: Mapping[int, Marks]) -> None:
        """Show the marks that messages have now, in list and reader."""
        self._panes.messages.renew(marked)
        if self.wanted is not None and self.wanted.number in marked:
            self._show_added(self.wanted.marked_as(marked[self.wanted.number]))

    def _show_added(self, row: HeldMessage) -> None:
        self.wanted = row
        self._panes.reader.show_added(self._added_lines(row))

    def _added_lines(self, row: HeldMessage) -> list[Content]:
        """Return what this machine knows about a message beside its text, line by line."""
        lines = original_lines(self._view, self.original) + added_lines(row)
        if (to := self._panes.messages.answered(row)) is not None:
            key, to = key_label(self._view, "inbox.receipts"), to or t("sent.recipients-unread")
            lines.insert(0, show.line(f"↩ {t('reader.answers', to=to, key=key)}"))
        if self._is_first:
            certified = row.envelope.kind is Kind.CERTIFIED
            words = t("reader.first-certified") if certified else t("reader.first")
            lines.insert(0, Content.styled(f"! {words}", "$text-warning"))
        return lines

    # ── commands ───────────────────────────────────────────────────────────────────────────────

    def action_next_message(self) -> None:
        """Read the next message."""
        self._step(1)

    def action_previous_message(self) -> None:
        """Read the previous message."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = self._panes.messages
        row = rows.row_at(index) if (index := rows.cursor + by) >= 0 else None
        if row is not None:
            rows.move_to(index)
            self.open(row)

    def action_mode(self) -> None:
        """Change between readable, plain and raw."""
        self._panes.reader.cycle_mode()

    def action_hidden(self) -> None:
        """Show what the open page hides, or leave it out again."""
        if self._panes.reader.shown.hidden:
            self._panes.reader.toggle_hidden()
        else:
            _say_nothing_there(self._view, self._panes.reader, t("reader.nothing-hidden"))

    def action_links(self) -> None:
        """List the links of the open message."""
        from pectui.tui.screens.dialogs.links import LinkScreen  # late: few letters need it

        if self._panes.reader.shown.links:
            self._view.app.push_screen(LinkScreen(self._panes.reader.shown.links))
        else:
            _say_nothing_there(self._view, self._panes.reader, t("reader.no-links"))

    def action_search(self) -> None:
        """Search in the open message, or open the field for words to search."""
        if self._panes.reader.has_focus_within:
            self._panes.reader.open_find()
        else:
            self._open_line()

    def action_find(self) -> None:
        """Find words in the open message, else search the mailbox."""
        self.action_search()


def _follows(view: FramedScreen, panes: MessagePanes) -> bool:
    """Whether the reader stands beside the list and shows what is under the cursor."""
    if not view.is_laid_out or panes.is_reading or not panes.shows_both:
        return False
    return view.session.options.reader == "follow"


async def _is_first(local: LocalMailbox, row: HeldMessage) -> bool:
    """Whether a letter is the first from its sender; False where that cannot be read."""
    try:
        return await is_first_from(local, row)
    except StoreUnusable as error:
        _LOG.warning("earlier letters could not be looked for: %s", error)
        return False


def _say_nothing_there(view: FramedScreen, reader: Reader, words: str) -> None:
    """Say that the open text has nothing of the kind; before it is here nobody knows."""
    show.notify(view, words if reader.message is not None else t("inbox.open-first"), timeout=2)
