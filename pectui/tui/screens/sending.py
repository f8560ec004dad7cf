"""One sending: the way to its recipients, and all that can be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Reach, Sending
from pectui.services.mailbox.correspondence import replies_to
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import Answer, CallFailed, MailboxChanged, SendingChanged
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.sending_actions import SendingActions
from pectui.tui.screens.sending_parts import message_of, remarks_on
from pectui.tui.screens.sent_replies import MOST_REPLIES
from pectui.tui.widgets.list.part_list import PartList, parts_of
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.widgets.reader.sending_summary import SendingSummary
from pectui.tui.workers import is_under_way, start_call

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from textual import events
    from textual.widget import Widget

    from pectui.models import HeldMessage, Message
    from pectui.tui.widgets.list.line_list import LineList
    from pectui.tui.widgets.list.part_list import Part

WIDE = 130
"""Columns from which the text of what is under the cursor stands beside the list."""
_FRAME = 3
"""Lines of top bar, heading and footer."""


@dataclass
class RepliesFound(Answer):
    """What answers the sending, oldest first."""

    replies: tuple[HeldMessage, ...]


@dataclass
class ReplyArrived(Answer):
    """A reply in full."""

    row: HeldMessage
    message: Message


class SendingScreen(FramedScreen):
    """One sending; its letter, receipts, originals and replies can be read."""

    VIEW: ClassVar[str] = "sent"
    CSS_PATH = "../styles/sendings.tcss"
    BINDINGS = bindings("sent")

    sending: var[Sending | None] = var(None)
    replies: var[tuple[HeldMessage, ...]] = var(())
    asking: var[bool] = var(default=False)

    def __init__(self, sending: Sending | str, *, reply: Hashable = None) -> None:
        """Show a sending, or the one with a code, known here or not; open the `reply` to it."""
        super().__init__()
        self._wanted = reply
        """The reply that is to be opened once it is here, by its identity."""
        self._code = sending if isinstance(sending, str) else sending.code
        self._shown: Hashable = None
        """What the reader shows, as the list knows it."""
        self._actions = SendingActions(self, lambda: self.sending)
        self.take_parts(self._actions)
        if isinstance(sending, Sending):
            self.set_reactive(SendingScreen.sending, sending)

    def body(self) -> Iterable[Widget]:
        """Lay out summary, list and reader."""
        yield Static(id="heading", classes="heading")
        with Container(id="panes"):
            with Vertical(id="timeline"):
                with VerticalScroll(id="summary"):
                    yield SendingSummary()
                yield PartList(id="parts")
            yield Reader(id="reader")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with one sending, not what is done with the list."""
        if action == "search":
            return self.has_class("-reading") or self.has_class("-wide")
        if action in {"next_filter", "see_to", "rebuild", "register", "fold"}:
            return False
        return self._actions.offers(action)

    @property
    def parts(self) -> PartList:
        """The list of what can be read."""
        return self.query_one("#parts", PartList)

    @property
    def reader(self) -> Reader:
        """The reader of what is in that list."""
        return self.query_one("#reader", Reader)

    def on_mount(self) -> None:
        """Show what is known, and ask the service for more."""
        self.parts.focus()
        self.action_refresh()
        self._show()
        self._look_for_replies()

    def on_resize(self, event: events.Resize) -> None:
        """Place the reader beside the list, or in front of it."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._share_room()
        self._follow_cursor()

    def _share_room(self) -> None:
        """Leave to the summary what the list below it does not need, and three fifths at least."""
        if not self.query(PartList):
            return
        room = max(1, self.size.height - _FRAME)
        most = max(room * 3 // 5, room - len(self.parts.rows) - 1)
        self.query_one("#summary").styles.max_height = most

    def action_refresh(self) -> None:
        """Ask the service for the receipts of this sending."""
        code, tracking = self._code, self.session.tracking
        if code is None:
            return

        async def work() -> Answer | None:
            known = await tracking.sending(code)
            if known is not None:
                self.post_message(SendingChanged(known))
            return SendingChanged(await tracking.refresh(code))

        self.asking = True
        start_call(self, "receipts", work, replace=True)

    def on_sending_changed(self, event: SendingChanged) -> None:
        """Show the sending as it stands now, if it is this one."""
        mine = self.sending
        if event.sending.code == self._code or (mine and event.sending.id == mine.id):
            self._code = event.sending.code or self._code
            self.asking = is_under_way(self, "receipts")
            self.sending = event.sending

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Look for replies again: other mail is here."""
        if event.reach is Reach.ROWS:
            self._look_for_replies()

    def _look_for_replies(self) -> None:
        code, mailbox, own = self._code, self.program.local.mailbox, self.program.mailbox
        if code is None:
            return

        async def work() -> RepliesFound:
            return RepliesFound((await replies_to(mailbox, code, MOST_REPLIES, own))[::-1])

        start_call(self, "replies", work, replace=True)

    def on_replies_found(self, event: RepliesFound) -> None:
        """Take them over."""
        self.replies = event.replies

    def watch_replies(self) -> None:
        """Show them below the receipts."""
        self._show()

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; why a reply is not here, in its place."""
        self.asking = False
        if event.group == "message":
            self.reader.show_error(event.error)
        super().failed(event)

    def watch_sending(self) -> None:
        """Show it."""
        self._show()
        self.refresh_bindings()

    def watch_asking(self) -> None:
        """Say that the service is being asked."""
        self._show()

    def _show(self) -> None:
        # Asked for before the panes stand: the footer looks at what works while they are laid out.
        if not self.is_laid_out or not self.query(PartList):
            return
        self._show_heading()
        self.query_one(SendingSummary).show_sending(self.sending, asking=self.asking)
        if self.sending is not None:
            self.parts.show_rows(parts_of(self.sending, self.replies), keep=True)
            self._share_room()
            self._open_wanted()

    def _open_wanted(self) -> None:
        for place, part in enumerate(self.parts.rows):
            if part.reply is not None and part.reply.identity == self._wanted:
                self._wanted = None
                self.parts.move_to(place)
                self.parts.action_open()

    def _show_heading(self) -> None:
        code = self._code
        title = t("sent.title", code=clean_line(code)) if code else t("sent.title.none")
        asking = Content.styled(t("sent.asking") if self.asking else "", "$text-accent")
        self.show_heading(Content.styled(title, "bold"), asking)

    def action_messages(self) -> None:
        """Close the timeline, and show the sending's messages in the inbox."""
        self._actions.action_messages()
        self.dismiss()

    # ── reading ────────────────────────────────────────────────────────────────────────────────

    def on_line_list_highlighted(self) -> None:
        """Show what is under the cursor, where there is room beside the list."""
        self._follow_cursor()

    def _follow_cursor(self) -> None:
        """Show what is under the cursor beside the list; what is not here yet is not asked for."""
        if not self.query(PartList) or (part := self.parts.current) is None:
            return
        if self._shown == self.parts.identity(part):
            # Its original may be here only now, or judged anew.
            self.reader.show_added(remarks_on(part))
            return
        if not self.has_class("-wide") or self.has_class("-reading"):
            return
        if part.reply is None or part.reply.has_body:
            self._read(part)

    def _read(self, part: Part) -> None:
        self._shown = self.parts.identity(part)
        message = message_of(part, self.program.mailbox)
        if message is not None:
            self.reader.show_message(message, added=remarks_on(part))
            return
        row, local = part.reply, self.program.local
        assert row is not None
        self.reader.show_loading(row.envelope)

        async def work() -> ReplyArrived:
            return ReplyArrived(row, await local.read(row))

        start_call(self, "message", work, replace=True)

    def on_reply_arrived(self, event: ReplyArrived) -> None:
        """Show a reply, if it is still what is wanted."""
        if self._shown == event.row.identity:
            self.reader.show_message(event.message)
            if self.has_class("-reading"):
                self.reader.focus_text()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Read what is under the cursor."""
        self.add_class("-reading")
        self._read(self.parts.rows[event.index])
        self.reader.focus_text()

    def action_search(self) -> None:
        """Find words in the text that is shown."""
        self.reader.open_find()

    def action_back(self) -> None:
        """Go back to the list, then close the sending."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
            show.give_keys(self.parts)
            self._follow_cursor()
        else:
            self.dismiss()
