"""One sending: its recipients, their states, and the timeline of its receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Body, Message, Sending
from pectui.pec.bodies import looks_like_html
from pectui.pec.envelopes import read_envelope
from pectui.text import clean_line
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, SendingChanged
from pectui.tui.screens.sending_actions import SendingActions
from pectui.tui.widgets.list.receipt_list import ReceiptList
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.widgets.reader.sending_summary import SendingSummary
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from pectui.models import Receipt
    from pectui.tui.messages import Answer
    from pectui.tui.widgets.list.line_list import LineList

WIDE = 120
"""Columns from which the receipt's text stands beside the timeline."""


class SendingScreen(SendingActions):
    """The timeline of one sending; its receipts can be read."""

    VIEW: ClassVar[str] = "sent"
    CSS_PATH = "../styles/sendings.tcss"
    BINDINGS = bindings("sent")

    sending: var[Sending | None] = var(None)
    asking: var[bool] = var(default=False)

    def __init__(self, sending: Sending | str) -> None:
        """Show a sending, or the one with a code, known here or not."""
        super().__init__()
        self._code = sending if isinstance(sending, str) else sending.code
        if isinstance(sending, Sending):
            self.set_reactive(SendingScreen.sending, sending)

    def body(self) -> Iterable[Widget]:
        """Lay out summary, timeline and reader."""
        yield Static(id="heading", classes="heading")
        with Container(id="panes"):
            with Vertical(id="timeline"):
                with VerticalScroll(id="summary"):
                    yield SendingSummary()
                yield ReceiptList(id="receipts")
            yield Reader(id="reader")

    @property
    def chosen(self) -> Sending | None:
        """The sending shown."""
        return self.sending

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with one sending, not what is done with the list."""
        if action in {"next_filter", "see_to", "rebuild", "search"}:
            return False
        return super().check_action(action, parameters)

    @property
    def receipts(self) -> ReceiptList:
        """The timeline."""
        return self.query_one("#receipts", ReceiptList)

    @property
    def reader(self) -> Reader:
        """The reader of receipts."""
        return self.query_one("#reader", Reader)

    def on_mount(self) -> None:
        """Show what is known, and ask the service for more."""
        self.receipts.focus()
        self.action_refresh()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Place the reader beside the timeline, or in front of it."""
        self.set_class(event.size.width >= WIDE, "-wide")

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
            self.asking = any(
                worker.group == "call:receipts" and not worker.is_finished
                for worker in self.workers
                if worker.node is self
            )
            self.sending = event.sending

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.asking = False
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
        if not self.is_laid_out or not self.query(ReceiptList):
            return
        self._show_heading()
        self.query_one(SendingSummary).show_sending(self.sending, asking=self.asking)
        if self.sending is not None:
            self.receipts.show_rows(self.sending.receipts, keep=True)

    def _show_heading(self) -> None:
        code = self._code
        title = t("sent.title", code=clean_line(code)) if code else t("sent.title.none")
        asking = Content.styled(t("sent.asking") if self.asking else "", "$text-accent")
        self.show_heading(Content.styled(title, "bold"), asking)

    def action_messages(self) -> None:
        """Close the timeline, and show the sending's messages in the inbox."""
        super().action_messages()
        self.dismiss()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Read the receipt under the cursor."""
        self.add_class("-reading")
        self.reader.show_message(receipt_message(self.receipts.rows[event.index]))
        self.reader.focus_text()

    def action_back(self) -> None:
        """Close the receipt, then the timeline."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.reader.show_empty()
            self.receipts.focus()
        else:
            self.dismiss()


def receipt_message(receipt: Receipt) -> Message:
    """Return a kept receipt as a message to read."""
    envelope = read_envelope(
        sender=receipt.sender, recipient="", date=receipt.date_text, subject=receipt.subject
    )
    return Message(envelope, Body(receipt.body, receipt.raw, html=looks_like_html(receipt.body)))
