"""What was sent from here, each sending with its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import State
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, SendingChanged, SendingsArrived
from pectui.tui.screens.sending import SendingActions, SendingScreen
from pectui.tui.widgets.notice import Notice
from pectui.tui.widgets.sending_list import SendingList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message as Told
    from textual.widget import Widget

    from pectui.models import Sending
    from pectui.tui.widgets.line_list import LineList

TROUBLE = frozenset({State.REFUSED, State.UNKNOWN, State.NOT_ACCEPTED, State.OVERDUE, State.FAILED})
"""States a person should look at."""


class SendingsScreen(SendingActions):
    """Lists the sendings known here, newest first."""

    VIEW: ClassVar[str] = "sent"
    BINDINGS = bindings("sent")

    known: var[tuple[Sending, ...] | None] = var(None)
    asking: var[bool] = var(default=False)
    """Whether the service is being asked for receipts."""

    def body(self) -> Iterable[Widget]:
        """Lay out heading and list."""
        yield Static(id="heading", classes="heading")
        yield SendingList(id="sendings")
        yield Notice(id="notice", classes="hidden")

    @property
    def sendings(self) -> SendingList:
        """The list."""
        return self.query_one("#sendings", SendingList)

    @property
    def chosen(self) -> Sending | None:
        """The sending under the cursor; none before there is a list."""
        return self.sendings.current if self.is_laid_out else None

    def on_mount(self) -> None:
        """Show what is known here."""
        self.sendings.focus()
        self._show_state()

    def on_screen_resume(self) -> None:
        """Read again what is known, then ask the service for what is open."""
        self._read()
        self.action_refresh()

    def _read(self) -> None:
        tracking = self.session.tracking

        async def work() -> Told | None:
            return SendingsArrived(await tracking.sendings())

        start_call(self, "sendings", work, replace=True)

    def action_refresh(self) -> None:
        """Ask the service for the receipts of every sending that is not final."""
        tracking = self.session.tracking

        async def work() -> Told | None:
            await tracking.refresh_open()
            return SendingsArrived(await tracking.sendings())

        self.asking = True
        start_call(self, "receipts", work, replace=True)

    def on_sendings_arrived(self, event: SendingsArrived) -> None:
        """Show them."""
        self.asking = self.asking and not self._is_done("receipts")
        self.known = event.sendings

    def _is_done(self, group: str) -> bool:
        return not any(
            worker.group == f"call:{group}" and not worker.is_finished
            for worker in self.workers
            if worker.node is self
        )

    def on_sending_changed(self, event: SendingChanged) -> None:
        """Read again: one of them came to stand elsewhere."""
        self._read()

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        event.stop()
        self.asking = False
        self.program.note_failure(event.error)
        show.notify_error(self, event.error)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the timeline of the sending."""
        self.app.push_screen(SendingScreen(self.sendings.rows[event.index]))

    def watch_known(self) -> None:
        """Show the sendings."""
        if self.known is not None:
            self.sendings.show_rows(self.known, keep=True)
        self._show_state()
        self.refresh_bindings()

    def watch_asking(self) -> None:
        """Say that the service is being asked."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*self._heading())
        empty = not self.known
        self.query_one(Notice).set_class(not empty, "hidden")
        self.sendings.set_class(empty, "hidden")
        if self.known is None:
            self.query_one(Notice).say(t("sent.loading"))
        elif empty:
            self.query_one(Notice).say(
                t("sent.empty.title"), t("sent.empty.detail"), t("sent.empty.hint")
            )

    def _heading(self) -> list[Content]:
        known = self.known or ()
        parts = [Content.styled(t("sent.heading"), "bold")]
        if known:
            parts.append(Content(tn("sent.count", len(known))))
        if waiting := sum(not sending.state.is_final for sending in known):
            parts.append(Content(tn("sent.open", waiting)))
        if trouble := sum(sending.state in TROUBLE for sending in known):
            parts.append(Content.styled(f"! {tn('sent.trouble', trouble)}", "$text-warning"))
        if self.asking:
            parts.append(Content.styled(t("sent.asking"), "$text-accent"))
        return parts

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.run_worker(self.program.action_view("inbox"), exit_on_error=False)
